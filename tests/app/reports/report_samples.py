"""What tests of reports share: an environment that speaks a language, sample reports, and their pages as text."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pypdfium2
from jinja2 import Environment, FileSystemLoader

from app.reports.model import Language, Report
from app.reports.pages import to_pdf
from app.reports.samples import sample
from app.translations.build import merge

ROOT = Path(__file__).parents[3]


@cache
def gettext(language: Language) -> Callable[[str], str]:
    """The words of a language, from the catalogues as they are written."""
    if language == "en":
        return str
    chinese = {message.id: message.string for message in merge("zh") if message.id}
    return lambda msgid: str(chinese[msgid])


@cache
def environment(language: Language) -> Environment:
    """An environment as the application has it, without an application."""
    env = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True, extensions=["jinja2.ext.i18n"])
    words = gettext(language)
    env.install_gettext_callables(words, lambda one, many, n: words(one if n == 1 else many), newstyle=True)
    return env


@cache
def report(kind: str, language: Language) -> Report:
    """A sample report."""
    return sample(kind, language, gettext(language))


@cache
def pdf(kind: str, language: Language) -> bytes:
    """A sample report as PDF."""
    return to_pdf(report(kind, language), environment(language))


def page_texts(content: bytes) -> list[str]:
    """The text of each page, spaces folded."""
    with pypdfium2.PdfDocument(content) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
