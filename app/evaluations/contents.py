"""The contents of a round's page: where its parts are, and how much stands in each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.evaluations.round_page import RoundPage
from app.words import _

if TYPE_CHECKING:
    from app.evaluations.views.round import People

Entry = tuple[str, str, str]
"""An anchor, a title, and a count where there is one."""


def contents_of(page: RoundPage, people: People) -> list[Entry]:
    """The parts that the page has, in their order."""
    return [*_verdict(page), *_evidence(page, people), *_consequences(page, people)]


def _verdict(page: RoundPage) -> Iterator[Entry]:
    yield "scores", _("Scores"), ""
    if page.raises or page.aims_met:
        yield "raise", _("How to raise the scores"), _count(len(page.raises))
    yield "conclusion-part", _("Conclusion"), ""


def _evidence(page: RoundPage, people: People) -> Iterator[Entry]:
    yield "views", _("Three views side by side"), ""
    for part in page.dimensions:
        yield part.word, part.title, _count(len(part.rows))
    yield "effect-figures", _("Success criteria"), _count(len(people.figures))
    if page.behaviour:
        yield "behaviour", _("What became of training"), ""
    if page.changes:
        yield "changes", _("Against the round before"), _count(sum(len(rows) for _kind, _title, rows in page.changes))


def _consequences(page: RoundPage, people: People) -> Iterator[Entry]:
    yield "findings", _("Findings and rectification"), _count(len(people.findings))
    if people.again:
        yield "again", _("To re-assess"), _count(len(people.again))
    if page.steps:
        yield "next-steps", _("Ready for more"), ""
    yield "sources", _("Sources"), _count(len(page.sources))


def _count(number: int) -> str:
    return str(number) if number else ""
