"""What changed between two reports of the same kind, subject and language, read from the reports themselves."""

from __future__ import annotations

from collections.abc import Iterator

from app.charts import Voice
from app.reports.model import Cell, Checklist, Report, Table
from app.reports.wording import joined, labelled

MOST = 12
"""Lines about what changed; the rest is counted."""
NOT_COMPARED = ("changes", "scores", "sources", "evidence", "definitions")
"""Chapters that follow from others, or compare by themselves."""


def differences(old: Report, new: Report, voice: Voice) -> tuple[str, ...]:
    """Sentences on what the new report says otherwise than the old one, the first page first."""
    _ = voice.gettext
    lines = list(dict.fromkeys(_all(old, new, voice)))
    words = {"reference": old.reference, "day": old.dated}
    if not lines:
        return (_("Nothing has changed since %(reference)s of %(day)s.") % words,)
    head = _("Compared with %(reference)s of %(day)s:") % words
    more = len(lines) - MOST
    tail = [_("and %(count)s more changes") % {"count": more}] if more > 0 else []
    return (head, *lines[:MOST], *tail)


def _all(old: Report, new: Report, voice: Voice) -> Iterator[str]:
    if old.summary.tone_word != new.summary.tone_word:
        yield _arrow(old.summary.tone_word, new.summary.tone_word)
    shown = {figure.name: figure.shown for figure in old.summary.figures}
    for figure in new.summary.figures:
        was = shown.get(figure.name)
        if was is not None and was != figure.shown:
            yield labelled(figure.name, _arrow(was, figure.shown), voice)
    yield from _tables(old, new, voice)
    yield from _answers(old, new, voice)


def _tables(old: Report, new: Report, voice: Voice) -> Iterator[str]:
    """Rows that are new, gone, or say something else; a row is known by its first cell."""
    _ = voice.gettext
    before, after = _rows(old), _rows(new)
    for key, cells in after.items():
        if key not in before:
            yield _("New in “%(chapter)s”: %(row)s") % {"chapter": key[1], "row": key[2]}
        elif moved := [(was, now) for was, now in zip(before[key], cells, strict=False) if was != now]:
            yield labelled(key[2], joined((_arrow(was, now) for was, now in moved), voice), voice)
    for key in before:
        if key not in after:
            yield _("No longer in “%(chapter)s”: %(row)s") % {"chapter": key[1], "row": key[2]}


def _rows(report: Report) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """The words of table rows by chapter, its title and the row's first cell."""
    return {
        (f"{section.key}/{block.title}", section.title, _word(row[0])): tuple(_word(cell) for cell in row[1:])
        for section in report.sections
        if section.key not in NOT_COMPARED
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
    }


def _answers(old: Report, new: Report, voice: Voice) -> Iterator[str]:
    """How many items of the checklist were answered otherwise."""
    _ = voice.gettext
    before, after = _items(old), _items(new)
    moved = sum(1 for question, said in after.items() if question in before and before[question] != said)
    if moved:
        yield _("Checklist items answered differently: %(count)s") % {"count": moved}


def _items(report: Report) -> dict[str, tuple[str, str]]:
    return {
        item.question: (item.state, item.answer)
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Checklist)
        for group in block.groups
        for item in group.items
    }


def _word(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.word


def _arrow(was: str, now: str) -> str:
    return f"{was} → {now}"
