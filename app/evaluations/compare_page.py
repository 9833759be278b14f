"""Any two rounds beside each other: what improved, worsened, is new, is gone, and what cannot be compared and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.evaluations.round_changes import ChangeRow, in_groups, kind_words
from app.evaluations.words import changed, period, points, voice
from app.facts.evaluation import RoundFact, indicators_of, rounds_of, scheme_of, sources_of, sources_used
from app.facts.freezing import CorrectionFact, corrections_of
from app.language import say
from app.models import Project
from app.tables import Cell
from app.words import _
from phases.evaluation.model import DIMENSIONS
from phases.evaluation.rounds import Change, Kind, compare, redefined
from phases.model import Text, listed
from phases.model import say as told


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A dimension's score in both rounds."""

    title: str
    old: str
    new: str
    change: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Two rounds of a project, `new` held against `old`; `choices` are all rounds for the two selectors.

    `recompute` is whether a button can mend what no longer compares; `lost` names the files that are gone.
    """

    old: RoundFact
    new: RoundFact
    choices: list[tuple[str, str]]
    scores: list[ScoreRow]
    groups: list[tuple[Kind, str, list[ChangeRow]]]
    changes: tuple[Change, ...]
    redefined: int
    recompute: bool


def compared(project: Project, old: int | None, new: int | None) -> Compared | None:
    """The rounds with these numbers; without numbers the last two. None with fewer than two rounds, or unknown ones."""
    rounds = rounds_of([project.id])[project.id]
    if len(rounds) < 2:
        return None
    numbers = {one.number: one for one in rounds}
    first = numbers.get(old) if old else rounds[-2]
    last = numbers.get(new) if new else rounds[-1]
    if first is None or last is None:
        return None
    indicators = indicators_of([first, last])
    again = _recomputed(corrections_of([first.id])[first.id], last)
    changes = compare(indicators[first.id], indicators[last.id], again.indicators if again else ())
    broken, lost = redefined(changes), _lost(project, first)
    changes = tuple(_explained(one, first, lost, again) if one in broken else one for one in changes)
    return Compared(
        old=first, new=last,
        choices=[(str(one.number), _choice(one)) for one in rounds],
        scores=list(_scores(first, last)), groups=in_groups(changes, voice()), changes=changes, redefined=len(broken),
        recompute=bool(broken) and first.closed and not lost and again is None,
    )  # fmt: skip


def export_columns(found: Compared) -> list[str]:
    """The headings of the comparison as a file."""
    old, new = (_("Round %(number)s", number=one.number) for one in (found.old, found.new))
    return [_("Change"), _("Indicator"), _("Unit"), old, new, _("Difference"), _("Score"), _("Reason")]


def export_rows(found: Compared) -> Iterator[Sequence[Cell]]:
    """Every indicator that either round measured, in the order of the page."""
    for kind, title in kind_words():
        for one in found.changes:
            shown = one.new or one.old
            if one.kind != kind or shown is None:
                continue
            was, now = (side.value if side else None for side in (one.old, one.new))
            yield title, say(shown.called), shown.unit, was, now, one.difference, one.points, say(one.reason)


def _choice(one: RoundFact) -> str:
    return _("Round %(number)s, %(days)s", number=one.number, days=period(one.from_date, one.to_date))


def _recomputed(corrections: Sequence[CorrectionFact], later: RoundFact) -> CorrectionFact | None:
    """The newest recomputation of the earlier round by the definitions of the later one."""
    fitting = [one for one in corrections if one.purpose == "definition" and one.edition == later.edition]
    return fitting[-1] if fitting else None


def _lost(project: Project, one: RoundFact) -> list[str]:
    """The files that a round was computed from and that are no longer there."""
    present = {source.key for source in sources_of(project.id)}
    return [source.file_name for source in sources_used(one) if source.key not in present]


def _explained(one: Change, earlier: RoundFact, lost: list[str], again: CorrectionFact | None) -> Change:
    """Why what was defined anew could not be recomputed."""
    if lost:
        why = told(
            "It cannot be recomputed: {files} is no longer there.",
            "无法重算：{files} 已不存在。",
            files=listed(lost),
        )
    elif not earlier.closed:
        why = Text("The earlier round is open: compute it again.", "较早一轮尚未关闭：请重新计算。")
    elif again is not None:
        why = Text("Recomputing did not give a value either.", "重算后仍无数值。")
    else:
        why = Text("It can be recomputed by the new definition.", "可按新定义重算。")
    both = told("{first} {second}", "{first}{second}", first=one.reason, second=why) if one.reason else why
    return replace(one, reason=both)


def _scores(old: RoundFact, new: RoundFact) -> Iterator[ScoreRow]:
    titles = scheme_of(new.edition).dimensions
    for dimension in DIMENSIONS:
        was, now = old.scores[dimension].points, new.scores[dimension].points
        yield ScoreRow(say(titles[dimension]), points(was), points(now), changed(now, was))
