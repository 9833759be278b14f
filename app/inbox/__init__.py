"""What waits on the person who is asking."""
