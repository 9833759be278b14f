"""What people do before the phases: write down motive and vision; the sponsor confirms what hurts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from app import audit
from app.database import db
from app.errors import Conflict, Difference, Refused
from app.facts.diagnosis import CONFIRMED, problems_of
from app.models import DiagnosisSheet, Project
from app.words import _


def sheet_of(project: Project) -> DiagnosisSheet | None:
    """The project's sheet; None while nobody has written one."""
    return db.session.scalars(select(DiagnosisSheet).where(DiagnosisSheet.project_id == project.id)).first()


def write_sheet(
    *,
    project: Project,
    values: Mapping[str, Any],
    version: int | None,
    differences: Callable[[DiagnosisSheet], list[Difference]] | None = None,
    by: int | None,
) -> None:
    """Write down motive, vision and budget; a motive without its consequences is refused."""
    if values["motive"] and not values["consequences"].strip():
        raise Refused(_("Say what follows from the motive: a motive is recorded with its consequences."))
    # Two first sheets at the same moment: the second waits here, and then finds the first.
    db.session.execute(select(Project.id).where(Project.id == project.id).with_for_update())
    sheet = sheet_of(project)
    if sheet is None:
        sheet = DiagnosisSheet(project_id=project.id)
        db.session.add(sheet)
    elif sheet.version != version:
        raise Conflict(differences(sheet) if differences else [], version=sheet.version)
    for name, value in values.items():
        setattr(sheet, name, value)
    db.session.flush()
    audit.record("diagnosis.written", by=by, project=project.id, motive=sheet.motive)


def confirm_problems(*, project: Project, by: int) -> int:
    """The sponsor confirms the concrete problems as they stand; returns how many. Who and when never change."""
    concrete = [one for one in problems_of(project.id) if one.concrete]
    if not concrete:
        raise Refused(
            _("There is no concrete problem to confirm: rate frequency and severity, and say who has it or says so.")
        )
    seen = [{"key": one.key, "title": one.title, "digest": one.digest} for one in concrete]
    audit.record(CONFIRMED, by=by, project=project.id, number=len(seen), problems=seen)
    return len(seen)
