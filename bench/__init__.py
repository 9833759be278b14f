"""Repeatable measurements, each a command whose last lines are figures."""
