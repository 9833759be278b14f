"""The indicators of one dimension: on their bands, in figures that can be recomputed, by group, over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.charts import Bar, Voice, Zone, bars, trend
from app.charts import Course as Line
from app.language import in_unit
from app.reports.evaluation.gained import six_parts
from app.reports.model import Block, Chart, Column, Points, Table
from app.reports.sources import Aim, Evaluation
from app.reports.wording import DASH, band_mark, interval, joined, labelled, points, ratio, value
from phases.evaluation.model import Bands, Dimension, Indicator
from phases.evaluation.scoring import part_interval
from phases.model import Text, listed


def dimension_blocks(source: Evaluation, dimension: Dimension, voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    own = [one for one in source.indicators if one.dimension == dimension]
    yield from _indicators(source, own, dimension, voice)
    told = {one.name for one in source.cases if one.finished}
    yield from _parts(source, [one for one in own if not {part.name for part in one.parts} <= told], voice)
    courses = [course for course in source.courses if course.points] if dimension == "breadth" else []
    if courses:
        lines = [Line(one.title.in_(voice.language), one.points) for one in courses]
        about = _("Shares over time; where nothing was measured the line has a gap.")
        drawing = trend(
            lines,
            key="trend",
            title=_("Course over time"),
            about=about,
            low=0,
            high=1,
            shown=voice.percent,
            voice=voice,
        )
        yield Chart(drawing)


def _indicators(source: Evaluation, own: Sequence[Indicator], dimension: Dimension, voice: Voice) -> Iterator[Block]:
    """The bars of a dimension, and the table with everything needed to recompute them."""
    _ = voice.gettext
    before = {one.key: one.value for one in source.before}
    entries = [_bar(one, source, before.get(one.key), voice) for one in own]
    title = _("%(dimension)s: values on their bands") % {
        "dimension": source.scheme.dimensions[dimension].in_(voice.language)
    }
    about = _("Each indicator on its own scale, the bands behind it, and the last round where there was one.")
    if entries:
        drawing = bars(entries, key=f"bars-{dimension}", title=title, about=about, before=_("last round"), voice=voice)
        yield Chart(drawing, numbers=False)
    rows = tuple(
        (
            one.called.in_(voice.language),
            value(one.value, one.unit, voice),
            ratio(one, voice),
            DASH if one.n is None else voice.number(one.n),
            interval(one.interval, voice),
            voice.percent(one.coverage),
            points(one.score, voice),
            band_mark(one, voice),
        )
        for one in own
    )
    columns = (
        Column(_("Indicator"), share=25),
        Column(_("Value"), numeric=True, share=10),
        Column(_("Numerator / denominator"), numeric=True, share=15),
        Column("n", numeric=True, share=5),
        Column(_("95%% confidence interval").replace("%%", "%"), numeric=True, share=15),
        Column(_("Coverage"), numeric=True, share=10),
        Column(_("Score"), numeric=True, share=10),
        Column(_("Band"), share=10),
    )
    yield Table(_("The figures"), columns, rows, empty=_("Nothing is declared here."))
    if notes := tuple(_notes(own, voice)):
        yield Points(_("Remarks, and why something is not measured"), notes)


def _notes(own: Sequence[Indicator], voice: Voice) -> Iterator[str]:
    """What is remarked, once for all the indicators of which it is the same."""
    said: dict[str, list[Text]] = {}
    for one in own:
        if one.note:
            said.setdefault(one.note.in_(voice.language), []).append(one.title)
    for note, titles in said.items():
        yield labelled(listed(titles).in_(voice.language), note, voice)


def _bar(one: Indicator, source: Evaluation, before: float | None, voice: Voice) -> Bar:
    bands = source.scheme.judging(one.key).bands
    shown = [value(limit, one.unit, voice) for limit in (bands.yellow, bands.green)]
    low = min(bands.zero, bands.full)
    return Bar(
        one.called.in_(voice.language),
        one.value,
        value(one.value, one.unit, voice),
        one.band,
        zones(bands),
        low=low,
        start=value(low, one.unit, voice) if low else "",
        before=before,
        ticks=tuple(shown if bands.rising else reversed(shown)),
    )


def zones(bands: Bands) -> tuple[Zone, ...]:
    """The bands of an indicator from the lower end of its scale upwards."""
    if bands.rising:
        return Zone(bands.yellow, "red"), Zone(bands.green, "yellow"), Zone(bands.full, "green")
    return Zone(bands.green, "green"), Zone(bands.yellow, "yellow"), Zone(bands.zero, "red")


def _parts(source: Evaluation, own: Sequence[Indicator], voice: Voice) -> Iterator[Table]:
    """Indicators by department or role; groups under the minimum are named, their figures are not."""
    _ = voice.gettext
    columns = (
        Column(_("Group"), share=30),
        Column(_("Value"), numeric=True, share=20),
        Column(_("Numerator / denominator"), numeric=True, share=20),
        Column(_("People or things"), numeric=True, share=12),
        Column(_("95%% confidence interval").replace("%%", "%"), numeric=True, share=18),
    )
    for one in own:
        rows = tuple(
            (
                part.name,
                _("not shown: it would tell of too few people")
                if part.small
                else value(part.value, one.parts_unit, voice),
                DASH
                if part.numerator is None or part.denominator is None
                else f"{voice.number(part.numerator)} / {voice.number(part.denominator)}",
                DASH if part.n is None else voice.number(part.n),
                interval(part_interval(source.scheme.judging(one.key), source.scheme.limits, part), voice),
            )
            for part in one.parts
        )
        shown = len(columns) if any(row[-1] != DASH for row in rows) else len(columns) - 1
        if rows:
            title = _("%(title)s by group") % {"title": one.title.in_(voice.language)}
            yield Table(title, columns[:shown], tuple(row[:shown] for row in rows))


def effect(source: Evaluation, voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    own = [one for one in source.indicators if one.dimension == "effect"]
    if source.parts:
        yield six_parts(source, voice)
    rows = tuple(
        (
            aim.name,
            *(_in_unit(x, aim, voice) for x in (aim.baseline, aim.figure, aim.target)),
            joined((one for one in (aim.period, aim.asked) if one), voice) or DASH,
            aim.source or DASH,
        )
        for aim in source.aims
    )
    columns = (
        Column(_("Success criterion"), share=20),
        Column(_("Baseline"), numeric=True, share=15),
        Column(_("This round"), numeric=True, share=15),
        Column(_("Target"), numeric=True, share=10),
        Column(_("Period"), share=25),
        Column(_("Source"), share=15),
    )
    yield Table(_("Before and after"), columns, rows, empty=_("No success criterion has been agreed."))
    yield from _indicators(source, own, "effect", voice)


def _in_unit(number: float | None, aim: Aim, voice: Voice) -> str:
    return DASH if number is None else in_unit(voice.number(number), aim.unit)
