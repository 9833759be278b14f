"""Where to go after signing in or switching the language: only to a page of this installation."""

import re

_SAFE = re.compile(r"/(?![/\\])[^\\\s\x00-\x20\x7f-\xa0\u2028\u2029]*")


def local_path(wanted: str | None, fallback: str = "/") -> str:
    """The wanted address if it is a path on this host, else the fallback.

    A browser drops tabs and newlines and reads `\\` as `/`; so nothing with blanks, control characters or
    backslashes is taken, nor anything that does not begin with exactly one slash.
    """
    return wanted if wanted and len(wanted) <= 2000 and _SAFE.fullmatch(wanted) else fallback
