"""Rounds that were corrected by later data: the frozen figures stay, what they would be stands beside."""

from __future__ import annotations

from collections.abc import Iterator

from app.charts import Voice
from app.reports.model import Block, Column, Table
from app.reports.sources import Evaluation
from app.reports.wording import joined, value


def corrections(source: Evaluation, voice: Voice) -> Iterator[Block]:
    """A table for each corrected round; nothing when there is none."""
    _ = voice.gettext
    columns = (
        Column(_("Indicator"), share=30),
        Column(_("Frozen"), numeric=True, share=15),
        Column(_("Corrected"), numeric=True, share=15),
        Column(_("Cause"), share=40),
    )
    for one in source.corrections:
        said = {"round": one.round, "number": one.number, "day": voice.day(one.day)}
        rows = tuple(
            (
                each.title.in_(voice.language),
                value(each.old, each.unit, voice) if each.old is not None else _("not measured"),
                value(each.new, each.unit, voice) if each.new is not None else _("not measured"),
                joined((cause.in_(voice.language) for cause in each.causes), voice),
            )
            for each in one.figures
        )
        title = _("Round %(round)s corrected: correction %(number)s of %(day)s") % said
        yield Table(title, columns, rows, note=one.reason)
