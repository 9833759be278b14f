"""Closed rounds as they stood: the snapshot taken at closing, and corrections of them; both are never changed.

A snapshot's contents: `round`, `facts` (scores, sources, log as computed), `indicators`, `definitions` (version and
digest), `criteria` in their words with baseline and target, `figures`, `counts`, `findings` with their actions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from app.database import db
from app.facts.counts import stated_counts
from app.facts.criteria import SuccessCriterion, criteria_of, figures_of
from app.facts.evaluation import RoundFact, indicator_rows, indicators_of, scheme_of
from app.facts.rectification import findings_of
from app.models import IndicatorValue, Round, RoundCorrection, RoundSnapshot, User
from phases.evaluation.model import Indicator, restored

_DATES = ("baseline_date", "target_date", "baseline_from", "baseline_to")


@dataclass(frozen=True, slots=True)
class Frozen:
    """A closed round's snapshot: when it was taken, its SHA-256 and what it holds."""

    round_id: int
    created_at: datetime
    digest: str
    contents: Mapping[str, Any]

    @property
    def intact(self) -> bool:
        """Whether the contents still have the digest they were kept with."""
        return digest_of(self.contents) == self.digest

    @property
    def criteria(self) -> list[SuccessCriterion]:
        """The success criteria in the words, with baseline and target, that held at closing."""
        return [_criterion(one) for one in self.contents["criteria"]]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators as they stood."""
        return tuple(restored(one) for one in self.contents["indicators"])


@dataclass(frozen=True, slots=True)
class CorrectionFact:
    """A correction of a closed round: computed when, by whom, why, by which edition, and what came out."""

    round_id: int
    number: int
    purpose: str
    edition: str
    reason: str
    created_at: datetime
    by: str
    digest: str
    contents: Mapping[str, Any]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator as it came out, changed or not."""
        return tuple(restored(one) for one in self.contents["indicators"])


def freeze(round_: Round, *, more: Mapping[str, Any]) -> RoundSnapshot:
    """Keep all that an open round says, in the present transaction, which closes it afterwards; `more` is kept too.

    What was declared and never computed is written down as not measured, so that a later edition adds nothing.
    """
    indicators = indicators_of([round_])[round_.id]
    known = set(db.session.scalars(select(IndicatorValue.indicator).where(IndicatorValue.round_id == round_.id)))
    if missing := [one for one in indicators if one.key not in known]:
        db.session.execute(insert(IndicatorValue), indicator_rows(round_.id, missing))
    contents = plain({**_contents(round_, indicators), **more})
    row = RoundSnapshot(round_id=round_.id, digest=digest_of(contents), contents=contents)
    db.session.add(row)
    db.session.flush()
    return row


def _contents(round_: Round, indicators: Sequence[Indicator]) -> dict[str, Any]:
    scheme = scheme_of(round_.edition)
    columns = ("number", "from_date", "to_date", "edition", "conclusion", "computed_at", "closed_at")
    found = findings_of(round_.project_id)
    return {
        "round": {name: getattr(round_, name) for name in columns},
        "facts": db.session.scalar(select(Round.facts).where(Round.id == round_.id)),
        "indicators": [one.stored() for one in indicators],
        "definitions": {
            key: {"version": one.version, "digest": digest_of(asdict(one))} for key, one in scheme.definitions.items()
        },
        "criteria": [asdict(one) for one in criteria_of(round_.project_id, used_in=round_.id)],
        "figures": {key: asdict(one) for key, one in figures_of([round_.id])[round_.id].items()},
        "counts": {key: asdict(one) for key, one in stated_counts(round_.id).items()},
        "findings": [asdict(one) for one in found if one.round_id == round_.id],
    }


def frozen(round_id: int) -> Frozen | None:
    """The snapshot of a round; None while it is open, and for one closed before snapshots were kept."""
    row = db.session.execute(_SNAPSHOTS, {"rounds": [round_id]}).first()
    return Frozen(*row) if row else None


def frozen_of(round_ids: Sequence[int]) -> dict[int, Frozen]:
    """The snapshots of these rounds by round, one query."""
    rows = db.session.execute(_SNAPSHOTS, {"rounds": list(round_ids)}) if round_ids else ()
    return {row[0]: Frozen(*row) for row in rows}


def criteria_in(project_id: int, one: RoundFact) -> list[SuccessCriterion]:
    """The success criteria that a round is read with: those at closing, or the present ones while it is open."""
    kept = frozen(one.id) if one.closed else None
    return kept.criteria if kept else criteria_of(project_id, used_in=one.id)


def keep_correction(
    *, round_: Round, purpose: str, edition: str, reason: str, contents: Mapping[str, Any], by: int | None
) -> RoundCorrection:
    """Add a correction to a closed round; it gets the next number and is never changed."""
    newest = db.session.scalar(select(func.max(RoundCorrection.number)).where(RoundCorrection.round_id == round_.id))
    kept = plain(contents)
    row = RoundCorrection(
        round_id=round_.id, number=(newest or 0) + 1, purpose=purpose, edition=edition, reason=reason, by_id=by,
        digest=digest_of(kept), contents=kept,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def corrections_of(round_ids: Iterable[int]) -> dict[int, list[CorrectionFact]]:
    """The corrections of these rounds by round, the oldest first; one query."""
    found: dict[int, list[CorrectionFact]] = {id: [] for id in round_ids}
    for row in db.session.execute(_CORRECTIONS, {"rounds": list(found)}):
        values: list[Any] = [*row[:6], row[6] or "", *row[7:]]
        found[row.round_id].append(CorrectionFact(*values))
    return found


def plain(values: Any) -> Any:
    """The values as JSON has them: days and instants as ISO text, tuples as lists."""
    return json.loads(json.dumps(values, default=_as_text, ensure_ascii=False))


def digest_of(values: Any) -> str:
    """The SHA-256 of values as canonical JSON: keys sorted, no spaces."""
    text = json.dumps(values, default=_as_text, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


_SNAPSHOTS: Any = select(
    RoundSnapshot.round_id, RoundSnapshot.created_at, RoundSnapshot.digest, RoundSnapshot.contents
).where(RoundSnapshot.round_id.in_(bindparam("rounds", expanding=True)))
_CORRECTIONS: Any = (
    select(
        RoundCorrection.round_id, RoundCorrection.number, RoundCorrection.purpose, RoundCorrection.edition,
        RoundCorrection.reason, RoundCorrection.created_at, User.name, RoundCorrection.digest,
        RoundCorrection.contents,
    )
    .outerjoin(User, User.id == RoundCorrection.by_id)
    .where(RoundCorrection.round_id.in_(bindparam("rounds", expanding=True)))
    .order_by(RoundCorrection.round_id, RoundCorrection.number)
)  # fmt: skip


def _criterion(values: Mapping[str, Any]) -> SuccessCriterion:
    """A criterion as it was kept; a column that did not exist then has its default."""
    known = {one.name for one in fields(SuccessCriterion)}
    given = {name: value for name, value in values.items() if name in known}
    given |= {name: date.fromisoformat(given[name]) for name in _DATES if given.get(name)}
    if given.get("signed_at"):
        given["signed_at"] = datetime.fromisoformat(given["signed_at"])
    return SuccessCriterion(**given)


def _as_text(value: object) -> str:
    if isinstance(value, date):  # an instant is one, too
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no plain value")
