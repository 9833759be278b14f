"""Rows to the gate of a phase as a report tells it: as it was decided, or as it stands when nobody has decided yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.clock import day_in
from app.database import db
from app.facts.gates import facts_of_gates
from app.facts.records import record_of
from app.facts.seal import is_sealed
from app.facts.thresholds import changes_of
from app.models import Condition, GateDecision, Project, User
from app.reports.sources import Cover, Owed, SetAside, Signed, Verdict
from phases.edition import editions
from phases.model import Text
from phases.objections import objections

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GateFacts:
    """What stood in the way of a gate, what was set aside, what is owed, and how it was decided."""

    blockers: tuple[Text, ...]
    set_aside: tuple[SetAside, ...]
    conditions: tuple[Owed, ...]
    verdict: Verdict | None
    thresholds: tuple[Text, ...] = ()


def gather_gate(project: Project, word: str, cover: Cover) -> GateFacts:
    """The newest decision with what it was signed on; a gate that is still shut shows what keeps it shut now."""
    decision = db.session.scalars(
        select(GateDecision)
        .where(GateDecision.project_id == project.id, GateDecision.phase == word)
        .order_by(GateDecision.number.desc())
        .limit(1)
    ).first()
    verdict = verdict_of(project, decision, cover) if decision else None
    owed = conditions_of(project, word)
    if decision and decision.outcome != "no-go":
        blockers = tuple(Text(**one["sentence"]) for one in decision.blockers)
        signed = tuple(Text(**one) for one in decision.wording.get("thresholds", ()))
        return GateFacts(blockers, tuple(_signed_waiver(one) for one in decision.waivers), owed, verdict, signed)
    blockers, waived = _standing(project, word, cover.moment)
    return GateFacts(blockers, waived, owed, verdict, tuple(one.sentence for one in changes_of(project, word)))


def verdict_of(project: Project, decision: GateDecision, cover: Cover) -> Verdict:
    """The decision as it was signed: names and roles as they were then, days in the project's zone."""
    wording: Plain = decision.wording
    meaning = wording["meaning"][cover.language]
    zones = dict(
        db.session.execute(
            select(User.id, User.time_zone).where(User.id.in_([decision.proposed_by_id, decision.signed_by_id]))
        ).all()
    )
    proposed_at = datetime.fromisoformat(wording["proposal"]["at"])
    gap = "" if cover.language == "zh" else " "
    return Verdict(
        outcome=decision.outcome,  # type: ignore[arg-type]
        text=gap.join(text for text in (meaning, decision.text.strip()) if text),
        proposed=_signed(project, wording["proposer"], proposed_at, zones[decision.proposed_by_id]),
        decided=_signed(project, wording["signer"], decision.signed_at, zones[decision.signed_by_id]),
        digest=decision.digest,
        altered=not is_sealed(decision)
        or (decision.outcome != "no-go" and is_altered(decision.facts, record_of(project, decision.phase))),
    )


def _signed(project: Project, person: Plain, at: datetime, zone: str) -> Signed:
    role = editions()[project.edition].roles[person["role"]].title
    return Signed(person["name"], role, at.astimezone(ZoneInfo(project.time_zone)), zone)


def conditions_of(project: Project, word: str) -> tuple[Owed, ...]:
    """The conditions of this gate's decisions, by due date."""
    rows = db.session.execute(
        select(Condition.text, User.name, Condition.due, Condition.done_at)
        .join(User, User.id == Condition.owner_id)
        .where(Condition.project_id == project.id, Condition.phase == word)
        .order_by(Condition.due, Condition.id)
    )
    return tuple(Owed(text, owner, due, done_at is not None) for text, owner, due, done_at in rows)


def is_altered(then: Plain, now: Plain) -> bool:
    """Whether something that was settled when it was signed is different now; progress on what was open is none.

    Both are records of one phase (see app.facts.records).
    """
    return (
        any(_item_differs(one, _by("id", now["items"]).get(one["id"])) for one in then["items"])
        or any(_deliverable_differs(one, _by("id", now["deliverables"]).get(one["id"])) for one in then["deliverables"])
        or any(one != _by("key", now.get("criteria", ())).get(one["key"]) for one in then.get("criteria", ()))
    )


def _item_differs(then: Plain, now: Plain | None) -> bool:
    if now is None:
        return True
    if then["state"] not in ("done", "na"):
        return False
    kept = {one["key"]: (one["digest"], one["file"]) for one in now["evidence"]}
    lost = any(kept.get(one["key"]) != (one["digest"], one["file"]) for one in then["evidence"])
    return lost or any(then[name] != now[name] for name in ("state", "note", "reason"))


def _deliverable_differs(then: Plain, now: Plain | None) -> bool:
    if now is None:
        return True
    return then["state"] == "accepted" and any(
        then[name] != now[name] for name in ("version_number", "state", "digest")
    )


def _by(name: str, rows: Any) -> dict[str, Plain]:
    return {row[name]: row for row in rows}


def _standing(project: Project, word: str, moment: datetime) -> tuple[tuple[Text, ...], tuple[SetAside, ...]]:
    day = day_in(moment, project.time_zone)
    facts = facts_of_gates(project, [word], as_of=day)[word]
    found = objections(facts, facts.limits)
    waived = tuple(
        SetAside(one.blocker.sentence, one.waiver.reason, one.waiver.by, one.waiver.expires) for one in found.waived
    )
    return tuple(blocker.sentence for blocker in found.blockers), waived


def _signed_waiver(one: Plain) -> SetAside:
    return SetAside(Text(**one["sentence"]), one["reason"], one["by"], date.fromisoformat(one["expires"]))
