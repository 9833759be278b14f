"""What a closed survey says: scores with what they mean, how each item was answered, groups that may be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.facts.surveys import answers_of, minimum_of, numbers
from app.language import listed, number, percent, say
from app.models import Survey
from app.surveys.asked import HIGH, LOW, OWN_SCALE, own_text
from app.words import _
from phases.evaluation.instruments import Instrument, load
from phases.evaluation.surveys import Distribution, Score, complete, distributions, scores, spread
from phases.small_groups import showable

Said = Sequence[tuple[str, Mapping[str, Any]]]
WIDE, TALL = 12, 28
"""Pixels of a bar of a distribution, and of the highest one."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer of an item: how often it was given, and its bar in the little drawing."""

    point: int
    count: int
    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item with its mean and the bars of its answers; without bars where too few answered it."""

    text: str
    mean: str
    n: int
    bars: tuple[Bar, ...]
    told: str


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A score in words, its interval, and the same by group."""

    title: str
    value: str
    interval: str
    n: int
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InstrumentResult:
    """An instrument: scores, items, how it is computed and where it comes from; `incomplete` answers are not scored."""

    title: str
    about: str
    source: str
    ends: str
    incomplete: int
    scores: tuple[ScoreLine, ...]
    items: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """The page; without enough answers only `n`. `groups` are the names that may be shown, with their counts."""

    n: int
    minimum: int
    enough: bool
    groups: tuple[tuple[str, int], ...] = ()
    held_back: tuple[str, ...] = ()
    instruments: tuple[InstrumentResult, ...] = ()
    own: tuple[ItemLine, ...] = ()
    own_ends: str = ""
    remarks: tuple[tuple[str, tuple[str, ...]], ...] = ()


def results_of(survey: Survey) -> Results:
    """The results of a closed survey; nothing but the number of answers while it is open or too few answered."""
    answers, minimum = answers_of(survey), minimum_of(survey.project_id)
    if survey.state != "closed" or len(answers) < minimum:
        return Results(len(answers), minimum, enough=False)
    sizes = Counter(group for group, _said in answers)
    shown = showable(sizes, minimum)
    names = tuple((group, sizes[group]) for group in survey.groups if group in shown)
    known = load()
    return Results(
        n=len(answers),
        minimum=minimum,
        enough=True,
        groups=names,
        held_back=tuple(group for group in survey.groups if group in sizes and group not in shown),
        instruments=tuple(
            _instrument(known[id], answers, [g for g, _n in names], minimum) for id in survey.instruments if id in known
        ),
        own=tuple(_own(survey, answers, minimum)),
        own_ends=f"{OWN_SCALE[0]} {say(LOW)} – {OWN_SCALE[-1]} {say(HIGH)}",
        remarks=tuple(_remarks(survey, answers)),
    )


def definition(instrument: Instrument) -> str:
    """How an instrument is scored, in a sentence."""
    return {
        "sus": _(
            "Odd items count position − 1, even items 5 − position; the sum of ten × 2.5, from 0 to 100; "
            "mean over people, with Student's 95% confidence interval."
        ),
        "constructs": _(
            "Mean over people of each person's mean of the items of a construct, with Student's 95% confidence "
            "interval."
        ),
        "mean": _("Mean over people of each person's mean of the items, with Student's 95% confidence interval."),
        "satisfied": _("Answers of 4 and 5 / all answers, with Wilson's 95% confidence interval."),
        "nps": _("Share of 9–10 minus share of 0–6, in points from −100 to 100, with a 95% confidence interval."),
    }[instrument.scoring]


def shown_value(score: Score) -> str:
    """A score in its own unit."""
    if score.value is None:
        return "–"
    if score.unit == "share":
        return percent(score.value)
    if score.unit == "nps":
        return f"{'+' if score.value > 0 else '−' if score.value < 0 else ''}{number(abs(round(score.value, 1)))}"
    return number(score.value, 1 if score.unit == "score" else 2)


def _instrument(one: Instrument, answers: Said, groups: Sequence[str], minimum: int) -> InstrumentResult:
    all_of = [numbers(said) for _group, said in answers]
    by_group = [scores(one, [numbers(said) for group, said in answers if group == name]) for name in groups]
    return InstrumentResult(
        title=say(one.title),
        about=definition(one),
        source=say(one.source),
        ends=f"{one.scale.least} {say(one.scale.low)} – {one.scale.most} {say(one.scale.high)}",
        incomplete=len(all_of) - len(complete(one, all_of)),
        scores=tuple(
            _score(one, score, [found[place] for found in by_group]) for place, score in enumerate(scores(one, all_of))
        ),
        items=tuple(
            _item(say(item.text), found, one.scale.least, minimum)
            for item, found in zip(one.items, distributions(one, all_of), strict=True)
        ),
    )


def _score(one: Instrument, score: Score, groups: Sequence[Score]) -> ScoreLine:
    construct = one.constructs.get(score.key.partition(".")[2]) if one.scoring == "constructs" else None
    return ScoreLine(
        title=say(construct) if construct else say(one.title),
        value=shown_value(score),
        interval=_interval(score),
        n=score.n,
        groups=tuple(f"{shown_value(found)} (n {found.n})" for found in groups),
    )


def _interval(score: Score) -> str:
    if score.low is None or score.high is None:
        return ""
    if score.unit == "share":
        return f"{percent(score.low)} – {percent(score.high)}"
    digits = {"nps": 0, "score": 1}.get(score.unit, 2)
    return f"{number(score.low, digits)} – {number(score.high, digits)}"


def _own(survey: Survey, answers: Said, minimum: int) -> Iterator[ItemLine]:
    given = [numbers(said) for _g, said in answers]
    for one in survey.own:
        if one["kind"] == "scale":
            yield _item(own_text(one), spread(one["id"], OWN_SCALE, given), OWN_SCALE[0], minimum)


def _remarks(survey: Survey, answers: Said) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What was written, in the order of the alphabet."""
    for one in survey.own:
        if one["kind"] == "text":
            yield own_text(one), tuple(sorted(str(said[one["id"]]) for _group, said in answers if said.get(one["id"])))


def _item(text: str, found: Distribution, least: int, minimum: int) -> ItemLine:
    n = sum(found.counts)
    if n < minimum:
        return ItemLine(text, "–", n, (), _("not shown: fewer than %(minimum)s answers", minimum=minimum) if n else "")
    most = max(found.counts, default=0) or 1
    bars = tuple(
        Bar(least + place, count, place * WIDE, round(TALL - TALL * count / most, 1), round(TALL * count / most, 1))
        for place, count in enumerate(found.counts)
    )
    told = listed(f"{bar.point}: {bar.count}" for bar in bars)
    return ItemLine(text, number(found.mean, 2), n, bars, told)
