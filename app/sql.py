"""Writes a text into SQL, where a statement takes no parameters."""

from __future__ import annotations


def quoted(text: str) -> str:
    """A text as a constant of SQL."""
    return "'" + text.replace("'", "''") + "'"
