"""Finds what of a project's usage data is there already: the same log, the list in force, the columns saved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import or_, select

from app.database import db
from app.models import CrmFunction, Job, LicensedUser, Project, StoredFile, UsageMapping, UsageSource, UserPost
from app.usage.lists import Function, User
from app.usage.posts import Post, as_of
from app.usage.storage import events_path


def hold(project: Project) -> None:
    """Let no other import into this project happen until the present transaction ends."""
    db.session.execute(select(Project.id).where(Project.id == project.id).with_for_update())


def source_with(project_id: int, kind: str, digest: str) -> UsageSource | None:
    """The source of this kind that came as a file with this digest and has not been removed.

    A file whose names were replaced by codes is known by its digest as it came, and by that of what was kept.
    """
    return db.session.scalar(
        select(UsageSource)
        .join(StoredFile, StoredFile.id == UsageSource.file_id)
        .where(
            UsageSource.project_id == project_id,
            UsageSource.kind == kind,
            UsageSource.removed_at.is_(None),
            or_(StoredFile.digest == digest, UsageSource.original_digest == digest),
        )
        .order_by(UsageSource.id.desc())
        .limit(1)
    )


def other_events(project_id: int, *, but: Sequence[str]) -> list[Path]:
    """Where the events of the project's logs lie, but those of the sources with these keys."""
    keys = db.session.scalars(
        select(UsageSource.key).where(
            UsageSource.project_id == project_id,
            UsageSource.kind == "events",
            UsageSource.state == "ready",
            UsageSource.removed_at.is_(None),
            UsageSource.key.not_in(but),
        )
    )
    return [events_path(key) for key in keys]


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


def saved_mapping(project_id: int, kind: str = "events") -> dict[str, Any]:
    """The columns chosen for the last log (or list) of this project; empty when there was none."""
    query = select(UsageMapping.mapping).where(UsageMapping.project_id == project_id, UsageMapping.kind == kind)
    return db.session.scalar(query) or {}


def newest_import(project_id: int, source_key: str) -> Job | None:
    """The newest job that imports this source."""
    jobs = db.session.scalars(
        select(Job).where(Job.project_id == project_id, Job.kind == "usage-import").order_by(Job.id.desc()).limit(50)
    )
    return next((job for job in jobs if job.payload.get("source") == source_key), None)


def users_of(project_id: int, on: date | None = None) -> list[User]:
    """The licensed users of a project in the order of their list; in the posts they held on a day, if one is given."""
    posts = _posts_of(project_id)
    columns = (
        LicensedUser.user, LicensedUser.role, LicensedUser.department, LicensedUser.start, LicensedUser.end,
        LicensedUser.region, LicensedUser.licence,
    )  # fmt: skip
    rows = db.session.execute(select(*columns).where(LicensedUser.project_id == project_id).order_by(LicensedUser.id))
    users = [User(*row, posts=tuple(posts.get(row[0], ()))) for row in rows]
    return users if on is None else [as_of(one, on) for one in users]


def _posts_of(project_id: int) -> dict[str, list[Post]]:
    """The posts of those who changed, by user, in the order of time."""
    found: dict[str, list[Post]] = defaultdict(list)
    rows = db.session.execute(
        select(UserPost.user, UserPost.role, UserPost.department, UserPost.region, UserPost.since, UserPost.until)
        .where(UserPost.project_id == project_id)
        .order_by(UserPost.id)
    )
    for user, role, department, region, since, until in rows:
        found[user].append(Post(role, department, region, since, until))
    return found


def functions_of(project_id: int) -> list[Function]:
    """The functions in scope of a project in the order of their list."""
    rows = db.session.execute(
        select(CrmFunction.function, CrmFunction.area, CrmFunction.advanced, CrmFunction.roles)
        .where(CrmFunction.project_id == project_id)
        .order_by(CrmFunction.id)
    )
    return [Function(function, area, advanced, tuple(roles)) for function, area, advanced, roles in rows]
