"""Sentences in the reader's language: Flask-Babel's functions with types, and without asking it twice a page."""

from gettext import NullTranslations
from typing import Any

import flask_babel
from flask import g
from flask_babel.speaklater import LazyString
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

_catalogues: dict[str, NullTranslations] = {}
_nobodys = NullTranslations()


def _(message: str, **values: Any) -> str:
    """A sentence in the reader's language; `%(name)s` are filled from `values`."""
    text = _catalogue().gettext(message)
    return text % values if values else text


def ngettext(singular: str, plural: str, num: int, **values: Any) -> str:
    """A sentence about a number of things; `%(num)s` is the number."""
    return _catalogue().ngettext(singular, plural, num) % {"num": num, **values}


def lazy(message: str, **values: Any) -> Any:
    """A sentence that is put into the reader's language when it is drawn: for labels made at import."""
    return LazyString(_, message, **values)


def sentence(message: str) -> Markup:
    """A sentence without values, as a page has it."""
    text = Markup(_catalogue().gettext(message))  # noqa: S704 - a sentence of our own catalogues
    return text % {} if "%" in text else text


@pass_eval_context
def in_template(context: EvalContext, message: str, **values: Any) -> str:
    """A sentence on a page: values are escaped where the page escapes, a literal percent sign is written twice."""
    text = _catalogue().gettext(message)
    if context.autoescape:
        text = Markup(text)  # noqa: S704 - a sentence of our own catalogues
    return text % values if values or "%" in text else text


@pass_eval_context
def number_in_template(context: EvalContext, singular: str, plural: str, num: int, **values: Any) -> str:
    """The same about a number of things."""
    text = _catalogue().ngettext(singular, plural, num)
    if context.autoescape:
        text = Markup(text)  # noqa: S704 - a sentence of our own catalogues
    return text % {"num": num, **values}


def _catalogue() -> NullTranslations:
    """The sentences of the reader's language; Flask-Babel is asked once a request who reads, as it takes its time."""
    try:
        locale = g._flask_babel.babel_locale
    except (AttributeError, RuntimeError):
        locale = None
    locale = locale or flask_babel.get_locale()
    if locale is None:
        return _nobodys
    found = _catalogues.get(locale.language)
    if found is None:
        found = _catalogues[locale.language] = flask_babel.get_translations()
    return found
