"""Process adherence in print: the figures of each process with cases, its swim lanes, its steps, its variants."""

from __future__ import annotations

from collections.abc import Iterator

from app.charts import Voice
from app.charts.case_lanes import hours, step_cells
from app.reports.model import Block, Chart, Column, Table
from app.reports.sources import Evaluation
from app.reports.wording import DASH, value
from phases.evaluation.cases import ProcessCases
from phases.evaluation.statistics import wilson

WAYS = 5
PRINTED, SHARES = (0, 1, 2, 3, 5, 8, 9), (24, 8, 14, 14, 20, 12, 8)
"""The columns of the table of steps that fit a page: step, cases, skipped, again, control point, cycle, level."""


def case_blocks(source: Evaluation, voice: Voice) -> Iterator[Block]:
    few = source.scheme.limits["interval_below"]
    drawings = {drawing.key: drawing for drawing in source.flows}
    for one in source.cases:
        if not one.finished:
            continue
        yield _figures(one, few, voice)
        yield _steps(one, voice)
        yield _ways(one, voice)
        if f"cases-{one.key}" in drawings:
            yield Chart(drawings[f"cases-{one.key}"], numbers=False)


def _figures(one: ProcessCases, few: float, voice: Voice) -> Table:
    _ = voice.gettext
    lines = (
        (_("Process adherence"), one.conforming, one.finished),
        (_("Control points passed"), one.controls_passed, one.controls_due),
        (_("Process integrity"), one.complete, one.finished),
        (_("With skipped steps"), one.skipping, one.finished),
        (_("With rework"), one.reworking, one.finished),
        (_("Out of order"), one.displacing, one.finished),
        (_("Broken hand-offs"), one.hand_offs_broken, one.hand_offs_due),
        (_("In time"), one.in_time, one.finished if one.aim is not None else 0),
    )
    columns: tuple[Column, ...] = (
        Column(_("Figure"), share=40),
        Column(_("Value"), numeric=True, share=15),
        Column(_("Numerator / denominator"), numeric=True, share=25),
        Column(_("95%% confidence interval").replace("%%", "%"), numeric=True, share=20),
    )
    rows: tuple[tuple[str, ...], ...] = tuple((title, *_value(part, of, few, voice)) for title, part, of in lines)
    if all(row[-1] == DASH for row in rows):  # many cases: no figure has an interval
        columns, rows = columns[:-1], tuple(row[:-1] for row in rows)
    note = _("Fitness %(fitness)s; kept apart: %(open)s cases still open, %(before)s that began before the round.") % {
        "fitness": voice.number(round(one.fitness or 0.0, 2)), "open": one.open, "before": one.before,
    }  # fmt: skip
    return Table(_("What the cases showed: %(name)s") % {"name": one.name}, columns, rows, note=note)


def _value(part: int, of: int, few: float, voice: Voice) -> tuple[str, str, str]:
    if not of:
        return voice.gettext("not measured"), DASH, DASH
    low, high = wilson(part, of)
    interval = f"{voice.percent(low)} – {voice.percent(high)}" if of < few else DASH
    return value(part / of, "share", voice), f"{voice.number(part)} / {voice.number(of)}", interval


def _steps(one: ProcessCases, voice: Voice) -> Table:
    _ = voice.gettext
    heads = (
        _("Step"), _("Cases through"), _("Skipped"), _("Done again"), _("Control point passed"), _("Cycle, median"),
        _("Service level"),
    )  # fmt: skip
    columns = tuple(Column(head, numeric=place > 0, share=SHARES[place]) for place, head in enumerate(heads))
    rows = tuple(tuple(step_cells(step, voice)[place] for place in PRINTED) for step in one.steps)
    median = hours(one.hours, voice) if one.hours is not None else DASH
    note = _("A case takes %(median)s from start to finish (median).") % {"median": median}
    return Table(_("Step by step"), columns, rows, note=note)


def _ways(one: ProcessCases, voice: Voice) -> Table:
    _ = voice.gettext
    columns = (
        Column(_("Steps"), share=55),
        Column(_("Cases"), numeric=True, share=15),
        Column(_("Share"), numeric=True, share=15),
        Column(_("As it shall be"), share=15),
    )
    rows = tuple(
        (
            " → ".join(way.activities) or DASH,
            voice.number(way.cases),
            voice.percent(way.cases / one.finished),
            _("fits") if way.fits else _("deviates"),
        )
        for way in one.ways[:WAYS]
    )
    return Table(_("Most frequent variants"), columns, rows)
