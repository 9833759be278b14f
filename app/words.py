"""Sentences in the reader's language: Flask-Babel's functions with types."""

from typing import Any

import flask_babel


def _(message: str, **values: Any) -> str:
    """A sentence in the reader's language; `%(name)s` are filled from `values`."""
    return str(flask_babel.gettext(message, **values))


def ngettext(singular: str, plural: str, num: int, **values: Any) -> str:
    """A sentence about a number of things; `%(num)s` is the number."""
    return str(flask_babel.ngettext(singular, plural, num, **values))


def lazy(message: str, **values: Any) -> Any:
    """A sentence that is put into the reader's language when it is drawn: for labels made at import."""
    return flask_babel.lazy_gettext(message, **values)
