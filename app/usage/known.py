"""Finds what of a project's usage data is there already: the same log, the list in force, the columns saved."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import CrmFunction, Job, LicensedUser, Project, StoredFile, UsageMapping, UsageSource
from app.usage.lists import Function, User


def hold(project: Project) -> None:
    """Let no other import into this project happen until the present transaction ends."""
    db.session.execute(select(Project.id).where(Project.id == project.id).with_for_update())


def source_with(project_id: int, kind: str, digest: str) -> UsageSource | None:
    """The source of this kind that came as a file with this digest and has not been removed."""
    return db.session.scalar(
        select(UsageSource)
        .join(StoredFile, StoredFile.id == UsageSource.file_id)
        .where(
            UsageSource.project_id == project_id,
            UsageSource.kind == kind,
            UsageSource.removed_at.is_(None),
            StoredFile.digest == digest,
        )
        .order_by(UsageSource.id.desc())
        .limit(1)
    )


def lists_in_force(project_id: int, kind: str) -> list[UsageSource]:
    """The source whose list holds now, as a list of one or none (more only if something went wrong)."""
    return list(
        db.session.scalars(
            select(UsageSource).where(
                UsageSource.project_id == project_id,
                UsageSource.kind == kind,
                UsageSource.state == "ready",
                UsageSource.removed_at.is_(None),
            )
        )
    )


def saved_mapping(project_id: int) -> dict[str, Any]:
    """The columns chosen for the last log of this project; empty when there was none."""
    query = select(UsageMapping.mapping).where(UsageMapping.project_id == project_id, UsageMapping.kind == "events")
    return db.session.scalar(query) or {}


def newest_import(project_id: int, source_key: str) -> Job | None:
    """The newest job that imports this source."""
    jobs = db.session.scalars(
        select(Job).where(Job.project_id == project_id, Job.kind == "usage-import").order_by(Job.id.desc()).limit(50)
    )
    return next((job for job in jobs if job.payload.get("source") == source_key), None)


def users_of(project_id: int) -> list[User]:
    """The licensed users of a project in the order of their list."""
    rows = db.session.execute(
        select(LicensedUser.user, LicensedUser.role, LicensedUser.department, LicensedUser.start, LicensedUser.end)
        .where(LicensedUser.project_id == project_id)
        .order_by(LicensedUser.id)
    )
    return [User(*row) for row in rows]


def functions_of(project_id: int) -> list[Function]:
    """The functions in scope of a project in the order of their list."""
    rows = db.session.execute(
        select(CrmFunction.function, CrmFunction.area, CrmFunction.advanced, CrmFunction.roles)
        .where(CrmFunction.project_id == project_id)
        .order_by(CrmFunction.id)
    )
    return [Function(function, area, advanced, tuple(roles)) for function, area, advanced, roles in rows]
