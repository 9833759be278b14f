"""Rows to findings and the actions that put them right, over all rounds of a project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from app.database import db
from app.models import Evidence, Finding, Rectification, Round, User
from phases.evaluation import rectification
from phases.evaluation.model import Dimension, Indicator
from phases.evaluation.rectification import OPEN, State, Verdict
from phases.model import Severity


@dataclass(frozen=True, slots=True)
class ActionFact:
    """A rectification action. `expected_change` is in the indicator's own unit (0.1 = ten points of a share).

    `effect` is what round `effect_round` said of it: "confirmed", "unconfirmed", or nothing yet.
    """

    key: str
    version: int
    finding: str
    title: str
    owner_key: str
    owner: str
    due: date
    state: State
    expected_indicator: str
    expected_change: float | None
    created_at: datetime
    agreed_at: datetime | None
    agreed_by: str | None
    done_at: datetime | None
    done_note: str
    verified_at: datetime | None
    verified_by: str | None
    verified_note: str
    drop_reason: str
    effect: str
    effect_note: str
    effect_round: int | None
    evidence: int

    def overdue(self, today: date) -> bool:
        """Whether it was due before today and its owner has not reported it done."""
        return self.due < today and self.state in ("proposed", "agreed", "doing")


@dataclass(frozen=True, slots=True)
class FindingFact:
    """What a round found. `repeats` counts the rounds in a row before that found something on the same indicator."""

    id: int
    key: str
    version: int
    round_id: int
    round: int
    title: str
    cause: str
    dimension: Dimension
    indicator: str
    severity: Severity
    repeats: int = 0
    actions: tuple[ActionFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Reassessment:
    """An action of an earlier round looked at again: its indicator then and now, and whether it moved as expected."""

    finding: FindingFact
    action: ActionFact
    old: Indicator | None
    new: Indicator | None
    verdict: Verdict


_OWNER, _AGREER, _VERIFIER = aliased(User), aliased(User), aliased(User)
_EFFECT_ROUND = aliased(Round)
_EVIDENCE = (
    select(func.count())
    .where(Evidence.action_id == Rectification.id, Evidence.removed_at.is_(None))
    .correlate(Rectification)
    .scalar_subquery()
)
_ACTIONS: Any = (
    select(
        Rectification.finding_id, Rectification.key, Rectification.version, Finding.key, Rectification.title,
        _OWNER.key, _OWNER.name, Rectification.due, Rectification.state, Rectification.expected_indicator,
        Rectification.expected_change, Rectification.created_at, Rectification.agreed_at, _AGREER.name,
        Rectification.done_at, Rectification.done_note, Rectification.verified_at, _VERIFIER.name,
        Rectification.verified_note, Rectification.drop_reason, Rectification.effect, Rectification.effect_note,
        _EFFECT_ROUND.number, _EVIDENCE,
    )
    .join(Finding, Finding.id == Rectification.finding_id)
    .join(_OWNER, _OWNER.id == Rectification.owner_id)
    .outerjoin(_AGREER, _AGREER.id == Rectification.agreed_by_id)
    .outerjoin(_VERIFIER, _VERIFIER.id == Rectification.verified_by_id)
    .outerjoin(_EFFECT_ROUND, _EFFECT_ROUND.id == Rectification.effect_round_id)
    .where(Rectification.project_id == bindparam("project"), Finding.removed_at.is_(None))
    .order_by(Rectification.due, Rectification.id)
)  # fmt: skip
_FINDINGS: Any = (
    select(
        Finding.id, Finding.key, Finding.version, Finding.round_id, Round.number, Finding.title, Finding.cause,
        Finding.dimension, Finding.indicator, Finding.severity,
    )
    .join(Round, Round.id == Finding.round_id)
    .where(Round.project_id == bindparam("project"), Finding.removed_at.is_(None))
    .order_by(Round.to_date, Round.number, Finding.id)
)  # fmt: skip
_SEVERITIES = {"critical": 0, "high": 1, "medium": 2, "low": 3}


def findings_of(project_id: int, rounds: Sequence[int] | None = None) -> tuple[FindingFact, ...]:
    """All findings of a project with their actions, rounds in the order of time, the severest first; three queries.

    Who knows the ids of all rounds in the order of time passes them, and saves one.
    """
    rows = [FindingFact(*row) for row in db.session.execute(_FINDINGS, {"project": project_id})]
    actions = _by_finding(project_id) if rows else {}
    rounds = _in_time(project_id) if rounds is None else rounds
    found = {(one.round_id, one.indicator) for one in rows if one.indicator}
    rows.sort(key=lambda one: (rounds.index(one.round_id), _SEVERITIES[one.severity], one.id))
    return tuple(
        replace(one, repeats=_repeats(one, rounds, found), actions=tuple(actions.get(one.id, ()))) for one in rows
    )


def reassessments(
    findings: Iterable[FindingFact],
    rounds: Sequence[int],
    number: int,
    old: Mapping[int, Iterable[Indicator]],
    new: Iterable[Indicator],
) -> tuple[Reassessment, ...]:
    """What round `number` has to look at again: actions of earlier rounds that no earlier round has judged.

    `rounds` are the numbers of all rounds in the order of time, `old` the indicators of earlier ones by number: an
    action is held against the round that found what it puts right. Dropped actions are left out.
    """
    earlier = set(rounds[: rounds.index(number)])
    before = {place: {one.key: one for one in indicators} for place, indicators in old.items()}
    after = {one.key: one for one in new}
    return tuple(
        Reassessment(finding, action, was, now, rectification.verdict(action.expected_change, was, now))
        for finding in findings
        if finding.round in earlier
        for action in finding.actions
        if action.state != "dropped" and action.effect_round in (None, number)
        for key in (action.expected_indicator or finding.indicator,)
        for was, now in ((before.get(finding.round, {}).get(key), after.get(key)),)
    )


def unchanged(was: ActionFact, now: ActionFact) -> bool:
    """Whether nothing that is shown of an action has moved; `version` moves with any act."""
    shown = ("title", "owner_key", "due", "state", "expected_indicator", "expected_change", "effect", "verified_at")
    return all(getattr(was, name) == getattr(now, name) for name in shown)


def actions_of(findings: Iterable[FindingFact]) -> list[tuple[FindingFact, ActionFact]]:
    """All actions with the finding that each belongs to: open ones first, then by due date."""
    pairs = [(finding, action) for finding in findings for action in finding.actions]
    return sorted(pairs, key=lambda pair: (pair[1].state not in OPEN, pair[1].due, pair[1].key))


def _by_finding(project_id: int) -> dict[int, list[ActionFact]]:
    found: dict[int, list[ActionFact]] = defaultdict(list)
    for finding_id, *values in db.session.execute(_ACTIONS, {"project": project_id}):
        found[finding_id].append(ActionFact(*values))
    return found


def _in_time(project_id: int) -> list[int]:
    query = select(Round.id).where(Round.project_id == project_id)
    return list(db.session.scalars(query.order_by(Round.to_date, Round.from_date, Round.number)))


def _repeats(one: FindingFact, rounds: Sequence[int], found: set[tuple[int, str]]) -> int:
    """In how many rounds in a row before this one something was found on the same indicator."""
    count = 0
    for earlier in reversed(rounds[: rounds.index(one.round_id)]):
        if (earlier, one.indicator) not in found:
            break
        count += 1
    return count
