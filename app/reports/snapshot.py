"""A Report as text that can be stored: equal reports give equal text, and the text gives the report back.

A field that a class got later is marked so (`metadata={"later": True}`) and left out where it has its default: what was
frozen before keeps its digest.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import Field, fields, is_dataclass
from datetime import datetime
from types import ModuleType
from typing import Any

from app.charts import drawing
from app.reports import model
from app.reports.model import Report
from app.text import safe


def _classes(*modules: ModuleType) -> dict[str, Any]:
    return {name: thing for module in modules for name, thing in vars(module).items() if is_dataclass(thing)}


CLASSES = _classes(drawing, model)


def frozen(report: Report) -> str:
    """The report as canonical JSON."""
    return json.dumps(_plain(report), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def to_snapshot(report: Report) -> dict[str, Any]:
    """The report as JSON values, as a row keeps it."""
    made: dict[str, Any] = json.loads(frozen(report))
    return made


def digest(report: Report) -> str:
    """The SHA-256 of the frozen report, in hexadecimal."""
    return hashlib.sha256(frozen(report).encode()).hexdigest()


def thawed(text: str) -> Report:
    """The report that was frozen. Raises ValueError when the text is no snapshot of a report."""
    try:
        report = _whole(json.loads(text))
    except (KeyError, TypeError) as broken:
        raise ValueError("This is not the snapshot of a report.") from broken
    if not isinstance(report, Report):
        raise ValueError("This is not the snapshot of a report.")
    return report


def _plain(value: object) -> object:
    """A value as JSON knows it; each object says what it is."""
    if is_dataclass(value) and not isinstance(value, type):
        named = {one.name: _plain(getattr(value, one.name)) for one in fields(value) if not _is_as_before(value, one)}
        return {"is": type(value).__name__, **named}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _is_as_before(value: object, one: Field[Any]) -> bool:
    return bool(one.metadata.get("later")) and getattr(value, one.name) == one.default


def _whole(value: Any) -> Any:
    """The value that became plain; what was HTML is cleaned again, a store is not trusted more than a person."""
    if isinstance(value, list):
        return tuple(_whole(item) for item in value)
    if not isinstance(value, dict):
        return value
    kind = CLASSES[value["is"]]
    named = {name: _whole(item) for name, item in value.items() if name != "is"}
    if kind is model.OwnText:
        named["html"] = safe(named["html"])
    if kind is Report:
        named["moment"] = datetime.fromisoformat(named["moment"])
    return kind(**named)
