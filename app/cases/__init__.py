"""Cases of processes: their logs, which activity is which step, and how they went against the to-be process."""
