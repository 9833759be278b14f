"""Rows to what an evaluation counts beside the usage log: counts stated for a round, norms of use, files of records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zlib import crc32

from sqlalchemy import func, select

from app.database import db
from app.models import LicensedUser, RecordFile, Round, StatedCount, StoredFile, UseNorm, User
from phases.evaluation.counts import Count, chosen


@dataclass(frozen=True, slots=True)
class RecordFileFact:
    """A file of records: `held` has system, object and how many of them; `refusals` row and key of the reason."""

    key: str
    name: str
    digest: str
    time_zone: str
    accepted: int
    refused: int
    held: tuple[tuple[str, str, int], ...]
    refusals: tuple[tuple[int, str], ...]
    when: datetime
    who: str


def stated_counts(round_id: int) -> dict[str, Count]:
    """What people stated for a round, by indicator."""
    rows = db.session.execute(
        select(StatedCount.indicator, StatedCount.numerator, StatedCount.denominator, StatedCount.source).where(
            StatedCount.round_id == round_id
        )
    )
    return {row.indicator: Count(row.numerator, row.denominator, row.source) for row in rows}


def stated_version(counts: Mapping[str, Count]) -> int:
    """A number that changes whenever a stated count does: what an edit carries to be checked."""
    return crc32(
        repr(sorted((key, one.numerator, one.denominator, one.source) for key, one in counts.items())).encode()
    )


def counts_of(round_id: int) -> dict[str, Count]:
    """The counts of a round: what the product counted when the round was computed last, else what was stated."""
    facts = db.session.scalar(select(Round.facts).where(Round.id == round_id)) or {}
    return chosen({key: Count(**one) for key, one in facts.get("counts", {}).items()}, stated_counts(round_id))


def norms_of(project_id: int) -> dict[str, float]:
    """Events that a user of a role should cause on a working day, by role."""
    rows = db.session.execute(
        select(UseNorm.role, UseNorm.events).where(UseNorm.project_id == project_id).order_by(UseNorm.role)
    )
    return {row.role: row.events for row in rows}


def roles_in_use(project_id: int) -> list[tuple[str, int]]:
    """The roles on the list of users with their users, most first."""
    query = (
        select(LicensedUser.role, func.count())
        .where(LicensedUser.project_id == project_id, LicensedUser.role != "")
        .group_by(LicensedUser.role)
        .order_by(func.count().desc(), LicensedUser.role)
    )
    return [(role, users) for role, users in db.session.execute(query)]


_FILES: Any = (
    select(
        RecordFile.key, RecordFile.file_name, StoredFile.digest, RecordFile.time_zone, RecordFile.accepted,
        RecordFile.refused, RecordFile.held, RecordFile.refusals, RecordFile.created_at, User.name,
    )
    .join(StoredFile, StoredFile.id == RecordFile.file_id)
    .outerjoin(User, User.id == RecordFile.added_by_id)
    .order_by(RecordFile.created_at, RecordFile.id)
)  # fmt: skip


def record_files(project_id: int) -> list[RecordFileFact]:
    """The files of records of a project in the order in which they came; those removed are not there."""
    rows = db.session.execute(_FILES.where(RecordFile.project_id == project_id, RecordFile.removed_at.is_(None)))
    return [_file(row) for row in rows]


def _file(row: Any) -> RecordFileFact:
    *first, held, refusals, when, who = row
    values: list[Any] = [*first, tuple(map(tuple, held)), tuple(map(tuple, refusals)), when, who or ""]
    return RecordFileFact(*values)
