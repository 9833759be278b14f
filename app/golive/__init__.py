"""The pages of go-live: the switch as it happens, the weeks after it, and how ready everybody is."""
