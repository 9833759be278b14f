"""Counts that people state for a round: so many of so many, and where they were counted."""
