"""When two names of users, functions, roles or departments are the same name, and what says nothing around a cell."""

from __future__ import annotations

from unicodedata import normalize

# Spreadsheets and web pages leave these at the ends of cells; str.strip() takes the visible kinds of space only.
INVISIBLE = "\u200b\u200e\u200f\u2060\ufeff"

SPACE = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
SPACE += "".join(map(chr, range(0x2000, 0x200B)))
"""What str.strip() takes for space: for an engine that has to read a file to the same rows and texts as Python does."""

BLANK = SPACE + INVISIBLE
"""What says nothing at the ends of a cell, whoever wrote the file: a cell of nothing else is empty."""


def key_of(name: str) -> str:
    """The name without surrounding space, in lower case and composed form: "  Li.Na " and "li.na" are one person."""
    return normalize("NFC", name).strip(BLANK).casefold()


class Keys(dict[str, str]):
    """Names to keys, remembered: in a log the same few names come a million times."""

    def __missing__(self, name: str) -> str:
        key = self[name] = key_of(name)
        return key
