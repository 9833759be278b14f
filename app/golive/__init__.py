"""The pages of go-live: the switch as it happens and the weeks after it."""
