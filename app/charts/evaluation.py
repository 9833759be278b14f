"""The drawings of an evaluation: radar of the scores, bars of indicators with their bands, trend over the rounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from app.charts.bars import Bar, Zone, bars
from app.charts.drawing import Drawing
from app.charts.radar import Outline, radar
from app.charts.trend import Course, trend
from app.charts.voice import Voice
from phases.evaluation.model import Bands, Definition, Dimension, Indicator
from phases.evaluation.scheme import Scheme
from phases.model import Text
from phases.shares import in_percent

EVENTS = Text("{figure} per person and working day", "人均每工作日 {figure} 次")


def shown(value: float | None, unit: str, voice: Voice) -> str:
    """A value of an indicator as people read it: shares and progress in per cent, an index as it is; – for none.

    Of events it says how often they are counted: per person and working day.
    """
    if value is None:
        return "–"
    if unit in ("share", "progress"):
        return f"{voice.number(in_percent(value, 1))}%"
    figure = voice.number(round(value, 2))
    return EVENTS.in_(voice.language).format(figure=figure) if unit == "events" else figure


def score_radar(
    scheme: Scheme,
    now: Mapping[Dimension, float | None],
    *,
    name: str,
    before: Mapping[Dimension, float | None] | None = None,
    before_name: str = "",
    key: str,
    title: str,
    about: str,
    voice: Voice,
) -> Drawing:
    """The scores (0–100) of breadth, depth and effect, with those of the round before as a second outline."""
    axes = [text.in_(voice.language) for text in scheme.dimensions.values()]
    outlines = [Outline(name, [now[one] for one in scheme.dimensions])]
    if before is not None:
        outlines.append(Outline(before_name, [before[one] for one in scheme.dimensions]))
    return radar(axes, outlines, key=key, title=title, about=about, voice=voice)


def indicator_bars(
    scheme: Scheme,
    indicators: Iterable[Indicator],
    *,
    before: Mapping[str, Indicator] | None = None,
    before_name: str = "",
    key: str,
    title: str,
    about: str,
    voice: Voice,
) -> Drawing:
    """Each indicator on its own scale with its bands; `before` are those of the round before by key."""
    entries = tuple(_bar(scheme.judging(one.key), one, (before or {}).get(one.key), voice) for one in indicators)
    return _drawn(entries, key, title, about, before_name, voice)


def score_trend(
    scheme: Scheme,
    rounds: Sequence[tuple[date, Mapping[Dimension, float | None]]],
    *,
    key: str,
    title: str,
    about: str,
    voice: Voice,
) -> Drawing | None:
    """The three scores over the rounds, each at its last day; None when nothing has been measured yet."""
    if all(value is None for _day, scores in rounds for value in scores.values()):
        return None
    courses = [
        Course(text.in_(voice.language), [(day, scores[dimension]) for day, scores in rounds])
        for dimension, text in scheme.dimensions.items()
    ]
    return trend(
        courses,
        key=key,
        title=title,
        about=about,
        low=0,
        high=100,
        shown=lambda value: voice.number(round(value)),
        voice=voice,
    )


@lru_cache(maxsize=128)
def _drawn(entries: tuple[Bar, ...], key: str, title: str, about: str, before: str, voice: Voice) -> Drawing:
    """A drawing follows from its entries, and a round is looked at many times before it changes."""
    return bars(entries, key=key, title=title, about=about, before=before, voice=voice)


def _bar(definition: Definition, one: Indicator, before: Indicator | None, voice: Voice) -> Bar:
    bands = definition.bands
    zones = _zones(bands)
    low = bands.zero if bands.rising else bands.full
    return Bar(
        name=one.called.in_(voice.language),
        value=one.value,
        shown=shown(one.value, one.unit, voice),
        band=one.band,
        zones=zones,
        low=low,
        start=shown(low, one.unit, voice) if low else "",
        before=before.value if before and before.version == one.version and before.basis == one.basis else None,
        ticks=tuple(shown(zone.upto, one.unit, voice) for zone in zones[:-1]),
    )


@lru_cache(maxsize=256)
def _zones(bands: Bands) -> tuple[Zone, ...]:
    """The bands from the lower end of the scale to the upper one, whichever end is the better."""
    if bands.rising:
        return Zone(bands.yellow, "red"), Zone(bands.green, "yellow"), Zone(bands.full, "green")
    return Zone(bands.green, "green"), Zone(bands.yellow, "yellow"), Zone(bands.zero, "red")
