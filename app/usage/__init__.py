"""Usage logs, licensed users and functions in scope."""
