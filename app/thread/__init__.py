"""The golden thread: what became of a problem, and why something is there."""
