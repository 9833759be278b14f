"""What changed against the round before, and what would raise the scores, as the page of a round shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.charts.evaluation import shown
from app.charts.voice import Voice
from app.evaluations.words import difference, signed, value_of
from app.language import number, say
from app.words import _
from phases.evaluation.model import Bands, Indicator
from phases.evaluation.rounds import Change, Kind, compare, of_kind
from phases.evaluation.scheme import Scheme
from phases.evaluation.scoring import DimensionScore


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """An indicator in this round and the one before."""

    title: str
    old: str
    new: str
    difference: str
    points: str
    reason: str
    recomputed: bool = False


@dataclass(frozen=True, slots=True)
class RaiseRow:
    """An indicator that pulls a score down: what it is now, its next aim, what the score would gain at most."""

    dimension: str
    title: str
    now: str
    good: str
    gain: str


def raise_rows(scheme: Scheme, score: DimensionScore, voice: Voice) -> Iterator[RaiseRow]:
    """The indicators that pull a dimension down most, at most three, in order.

    A good one short of its full score is among them when it pulls more than others; its aim is the full score.
    """
    for pull in score.pulls[:3]:
        one = pull.indicator
        bands = scheme.judging(one.key).bands
        gain = _("up to +%(points)s points", points=number(pull.points, 1))
        yield RaiseRow(say(score.title), say(one.called), value_of(one, voice), _aim(one, bands, voice), gain)


def _aim(one: Indicator, bands: Bands, voice: Voice) -> str:
    """From where a value is good; where it is good already, from where it has its full score."""
    if one.band == "green":
        border = shown(bands.full, one.unit, voice)
        rising, falling = _("full score from %(value)s", value=border), _("full score up to %(value)s", value=border)
    else:
        border = shown(bands.green, one.unit, voice)
        rising, falling = _("good from %(value)s", value=border), _("good up to %(value)s", value=border)
        if bands.exclusive:
            rising = _("good above %(value)s", value=border)
    return rising if bands.rising else falling


def change_groups(
    old: Iterable[Indicator], new: Iterable[Indicator], voice: Voice
) -> list[tuple[Kind, str, list[ChangeRow]]]:
    """What changed, by kind: (word, title, rows); kinds without rows are left out."""
    return in_groups(compare(old, new), voice)


def in_groups(changes: tuple[Change, ...], voice: Voice) -> list[tuple[Kind, str, list[ChangeRow]]]:
    """The changes by kind, as `change_groups` gives them."""
    found = [(kind, title, [_change(one, voice) for one in of_kind(changes, kind)]) for kind, title in kind_words()]
    return [group for group in found if group[2]]


def kind_words() -> list[tuple[Kind, str]]:
    """The kinds of change in the order in which they are shown."""
    return [
        ("improved", _("Improved")),
        ("worse", _("Worse")),
        ("new", _("New")),
        ("gone", _("Gone")),
        ("incomparable", _("Not comparable")),
        ("same", _("Unchanged")),
    ]


def _change(change: Change, voice: Voice) -> ChangeRow:
    one = change.new or change.old
    assert one is not None, "a change is of an indicator in one round at least"
    return ChangeRow(
        title=say(one.called),
        old=value_of(change.old, voice),
        new=value_of(change.new, voice),
        difference="" if change.difference is None else difference(change.difference, one.unit),
        points="" if change.points is None else signed(change.points),
        reason=say(change.reason),
        recomputed=change.recomputed,
    )
