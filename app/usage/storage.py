"""Where the events of imported logs lie: one Parquet file a source, made again from the log whenever it is missing."""

from __future__ import annotations

from pathlib import Path

from flask import current_app

from app.config import Settings


def events_path(source_key: str) -> Path:
    """The Parquet file of a source of events."""
    settings: Settings = current_app.extensions["settings"]
    return settings.usage / f"{source_key}.parquet"
