"""What the phase itself recorded: its measures, its registers, and what hangs loose on the golden thread."""

from __future__ import annotations

from collections.abc import Iterator

from app.charts import Voice
from app.reports.model import Block, Cell, Chart, Column, Mark, Prose, Table
from app.reports.sources import Measured, PhaseClosing, Shelf
from app.reports.wording import DASH, dated

LOOSE = 40


def records(source: PhaseClosing, voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    if source.measured:
        yield _measures(source, voice)
    for drawing in source.flows:
        yield Chart(drawing, numbers=False)
    if any(shelf.moments for shelf in source.shelves):
        told = {"zone": source.cover.zone}
        yield Prose(_("All times are those of the clocks in %(zone)s, the time zone of the project.") % told)
    for shelf in source.shelves:
        yield _shelf(shelf, voice)


def _measures(source: PhaseClosing, voice: Voice) -> Table:
    _ = voice.gettext
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.title, one.value or _("not measured"), one.parts or DASH, _limit(one)) for one in source.measured
    )
    columns = (
        Column(_("Measure"), share=45),
        Column(_("Value"), numeric=True, share=15),
        Column(_("Numerator / denominator"), numeric=True, share=20),
        Column(_("Threshold"), share=20),
    )
    note = _("Figures of %(day)s. What is not measured is neither zero nor done.") % {"day": dated(source.cover, voice)}
    return Table(_("Measures"), columns, rows, note=note)


def _limit(one: Measured) -> Cell:
    if not one.limit:
        return DASH
    return one.limit if one.good is None else Mark("good" if one.good else "weak", one.limit)


def _shelf(shelf: Shelf, voice: Voice) -> Table:
    _ = voice.gettext
    columns = tuple(
        Column(name, numeric=numeric, share=0 if place else (40 if all(shelf.numeric[1:]) else 10))
        for place, (name, numeric) in enumerate(zip(shelf.columns, shelf.numeric, strict=True))
    )
    rows = tuple(tuple(cell or DASH for cell in row) for row in shelf.rows)
    left = shelf.total - len(shelf.rows)
    note = _("%(number)s further rows stand in the register.") % {"number": left} if left else ""
    return Table(shelf.title, columns, rows, note=note)


def thread(source: PhaseClosing, voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    if not (source.shelves or source.loose):
        return
    yield Prose(_("The golden thread leads from each problem to the effect of what was done about it."))
    if source.threads:
        names = (_("Problem"), _("As-is steps"), _("To-be steps"), _("Settings"), _("Training"), _("Success criteria"))
        widths = (30, 15, 15, 15, 10, 15)
        heads = tuple(Column(name, share=share) for name, share in zip(names, widths, strict=True))
        cells = tuple(tuple(cell or DASH for cell in row) for row in source.threads)
        yield Table(_("What became of each problem"), heads, cells)
    rows = tuple((one.title, one.station, one.sentence) for one in source.loose[:LOOSE])
    columns = (Column(_("Record"), share=40), Column(_("Station"), share=20), Column(_("What is missing"), share=40))
    left = len(source.loose) - len(rows)
    note = _("%(number)s further loose ends stand on the page of the thread.") % {"number": left} if left else ""
    yield Table(_("Loose ends"), columns, rows, note=note, empty=_("Nothing hangs loose."))
