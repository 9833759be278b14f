"""Logs of process cases: read into activities, then counted set by set."""
