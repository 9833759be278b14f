"""A decision's record as tables: the facts as they stood, and whether the files under it still are the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.database import db
from app.facts.links import blocker_url
from app.files import is_intact
from app.gates.queries import in_language
from app.language import day
from app.models import GateDecision, Project, StoredFile
from phases.model import About


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as it was answered at the signing."""

    title: str
    url: str
    mandatory: bool
    state: str
    note: str
    evidence: int


@dataclass(frozen=True, slots=True)
class DeliverableRow:
    """A deliverable as it was at the signing."""

    title: str
    url: str
    state: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class Tables:
    """What a decision was signed on. Blockers, waivers and conditions have sentence and days in one language."""

    meaning: str
    phase: str
    blockers: list[str]
    waivers: list[dict[str, Any]]
    conditions: list[dict[str, Any]]
    items: list[ItemRow]
    deliverables: list[DeliverableRow]
    criteria: list[dict[str, Any]]
    answered: int


def record_tables(project: Project, decision: GateDecision) -> Tables:
    """The record in the reader's language."""
    facts = decision.facts
    return Tables(
        meaning=in_language(decision.wording["meaning"]),
        phase=in_language(decision.wording["phase"]),
        blockers=[in_language(one["sentence"]) for one in decision.blockers],
        waivers=[
            {**one, "sentence": in_language(one["sentence"]), "expires": day(date.fromisoformat(one["expires"]))}
            for one in decision.waivers
        ],
        conditions=[{**one, "due": day(date.fromisoformat(one["due"]))} for one in decision.conditions],
        items=[
            ItemRow(
                title=in_language(one["title"]),
                url=blocker_url(project.key, About("item", one["id"])),
                mandatory=one["mandatory"],
                state=one["state"],
                note=one["reason"] or one["note"],
                evidence=len(one["evidence"]),
            )
            for one in facts["items"]
        ],
        deliverables=[
            DeliverableRow(
                title=in_language(one["title"]),
                url=blocker_url(project.key, About("deliverable", one["id"])),
                state=one["state"],
                version=one["version_number"],
                digest=one["digest"],
            )
            for one in facts["deliverables"]
        ],
        criteria=facts.get("criteria", []),
        answered=sum(one["state"] in ("done", "na") for one in facts["items"]),
    )


def broken_files(decision: GateDecision) -> list[str]:
    """The digests of signed files that are missing or no longer are, byte for byte, what was signed."""
    named = set(_files(decision.facts))
    stored = db.session.scalars(select(StoredFile).where(StoredFile.digest.in_(named)).order_by(StoredFile.id)).all()
    return [one.digest for one in stored if not is_intact(one)]


def _files(facts: dict[str, Any]) -> Iterator[str]:
    """Digests of deliverables (a link's is no file and has no row) and of evidence."""
    yield from (one["digest"] for one in facts["deliverables"] if one["digest"])
    yield from (piece["file"] for one in facts["items"] for piece in one["evidence"] if piece["file"])
