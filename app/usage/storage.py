"""Where the events of imported logs lie: one Parquet file a source, made again from the log whenever it is missing."""

from __future__ import annotations

from pathlib import Path

from flask import current_app
from sqlalchemy import select

from app.config import Settings
from app.database import db
from app.models import UsageSource


def events_path(source_key: str) -> Path:
    """The Parquet file of a source of events."""
    settings: Settings = current_app.extensions["settings"]
    return settings.usage / f"{source_key}.parquet"


def event_files(project_id: int) -> list[Path]:
    """The events of a project's ready logs, in the order in which the logs came."""
    keys = db.session.scalars(
        select(UsageSource.key)
        .where(
            UsageSource.project_id == project_id,
            UsageSource.kind == "events",
            UsageSource.state == "ready",
            UsageSource.removed_at.is_(None),
        )
        .order_by(UsageSource.created_at, UsageSource.id)
    )
    return [events_path(key) for key in keys]
