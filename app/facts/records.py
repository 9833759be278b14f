"""What a gate's decision records: the rows of a phase as they stand, as plain values that JSON keeps."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from app.database import db
from app.facts.gates import GateProject, facts_of_gates
from app.models import ChecklistItem, Criterion, Deliverable, DeliverableVersion, Evidence, StoredFile
from phases.facts import PhaseFacts
from phases.model import Limits

Plain = dict[str, Any]


def record_of(project: GateProject, word: str, *, on: date | None = None) -> Plain:
    """One phase of a project as it stands (on a day); a decision keeps this, and is compared with it later."""
    return records_of(project, [word], on=on)[word]


def records_of(
    project: GateProject,
    words: Sequence[str],
    *,
    on: date | None = None,
    facts: Mapping[str, PhaseFacts] | None = None,
) -> dict[str, Plain]:
    """Several phases of a project as they stand, by phase word; the texts in both languages, days as 2026-03-31.

    Items have their notes and evidence with digests, deliverables the digest of the newest version, criteria their
    figures: whatever a signature covers. `facts` are the whole facts of these phases, if they are known already.
    """
    if not words:
        return {}
    notes, evidence = _notes(project.id, words), _evidence(project.id, words)
    digests, criteria = _digests(project.id, words), _criteria(project.id) if "concept" in words else []
    found: dict[str, Plain] = {}
    known = facts_of_gates(project, words, as_of=on) if facts is None else facts
    for word in words:
        record = plain(known[word])
        for item in record["items"]:
            item["note"], item["evidence"] = notes.get(item["id"], ""), evidence.get(item["id"], [])
        for deliverable in record["deliverables"]:
            deliverable["digest"] = digests.get(deliverable["id"], "")
        if word == "concept":
            record["criteria"] = criteria
        found[word] = {"edition": project.edition, **record}
    return found


def plain(facts: PhaseFacts) -> Plain:
    """Facts as JSON has them: lists for tuples, sorted lists for sets, days and texts in plain form."""
    facts = replace(facts, limits=Limits(facts.limits.phase, dict(facts.limits.figures)))
    made: Plain = _plain(asdict(facts))  # a Text becomes {en, zh} there
    return made


def canonical(value: Any) -> bytes:
    """The one way of writing a value as JSON: sorted names, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def digest_of(value: Any) -> str:
    """The SHA-256 of a value's canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {name: _plain(one) for name, one in value.items()}
        case frozenset() | set():
            return sorted(value)
        case tuple() | list():
            return [_plain(one) for one in value]
        case str() | int() | float() | None:
            return value
        case _:
            return value.isoformat()


def _notes(project_id: int, words: Sequence[str]) -> dict[str, str]:
    query = select(ChecklistItem.item, ChecklistItem.note).where(
        ChecklistItem.project_id == project_id, ChecklistItem.phase.in_(words)
    )
    return dict(db.session.execute(query).all())


def _evidence(project_id: int, words: Sequence[str]) -> dict[str, list[Plain]]:
    query = (
        select(ChecklistItem.item, Evidence, StoredFile.digest)
        .join(Evidence, Evidence.item_id == ChecklistItem.id)
        .outerjoin(StoredFile, StoredFile.id == Evidence.file_id)
        .where(ChecklistItem.project_id == project_id, ChecklistItem.phase.in_(words), Evidence.removed_at.is_(None))
        .order_by(Evidence.id)
    )
    found: dict[str, list[Plain]] = defaultdict(list)
    for item, one, file_digest in db.session.execute(query):
        said = {"kind": one.kind, "title": one.title, "speaks_of": one.speaks_of.isoformat()}
        words_digest = digest_of({**said, "url": one.url, "text": one.text})
        found[item].append({"key": one.key, **said, "file": file_digest or "", "digest": words_digest})
    return found


def _digests(project_id: int, words: Sequence[str]) -> dict[str, str]:
    query = (
        select(Deliverable.deliverable, DeliverableVersion.digest)
        .join(DeliverableVersion, DeliverableVersion.deliverable_id == Deliverable.id)
        .where(
            Deliverable.project_id == project_id,
            Deliverable.phase.in_(words),
            DeliverableVersion.number == Deliverable.newest,
        )
    )
    return dict(db.session.execute(query).all())


def _criteria(project_id: int) -> list[Plain]:
    query = select(Criterion).where(Criterion.project_id == project_id, Criterion.removed_at.is_(None))
    return [
        {
            "key": one.key,
            "name": one.name,
            "unit": one.unit,
            "direction": one.direction,
            "baseline": one.baseline,
            "baseline_date": one.baseline_date.isoformat() if one.baseline_date else None,
            "target": one.target,
            "target_date": one.target_date.isoformat() if one.target_date else None,
            "how_measured": one.how_measured,
        }
        for one in db.session.scalars(query.order_by(Criterion.id))
    ]
