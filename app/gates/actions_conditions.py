"""Conditions of a gate: fulfilled with a note by their owner or the lead, opened again when that was wrong."""

from app import audit
from app.clock import now
from app.database import db
from app.errors import NotAllowed, Refused
from app.gates.standing import person_of
from app.models import Condition, Project
from app.words import _


def finish_condition(*, project: Project, condition: Condition, note: str, by: int) -> None:
    """Say that a condition is fulfilled, and how."""
    _may_close(project, condition, by)
    if condition.done_at is not None:
        raise Refused(_("This condition is fulfilled already."))
    if not note.strip():
        raise Refused(_("Say how the condition was fulfilled."))
    condition.done_at, condition.done_by_id, condition.done_note = now(), by, note.strip()
    _note("condition.done", project, condition, by)


def reopen_condition(*, project: Project, condition: Condition, by: int) -> None:
    """Take back that a condition is fulfilled; the note stays on record in the audit trail."""
    _may_close(project, condition, by)
    if condition.done_at is None:
        raise Refused(_("This condition is open already."))
    said = condition.done_note
    condition.done_at, condition.done_by_id, condition.done_note = None, None, ""
    _note("condition.reopened", project, condition, by, said=said)


def may_close(project: Project, condition: Condition, by: int) -> bool:
    """Whether this person is the condition's owner or the project's lead."""
    return condition.owner_id == by or "lead" in person_of(project, by).roles


def _may_close(project: Project, condition: Condition, by: int) -> None:
    if not may_close(project, condition, by):
        raise NotAllowed(_("Only the owner of the condition or the lead consultant may do this."))
    db.session.refresh(condition, with_for_update=True)


def _note(verb: str, project: Project, condition: Condition, by: int, **data: object) -> None:
    db.session.flush()
    audit.touch(project.id)
    audit.record(
        verb, by=by, project=project.id, about=condition.key, phase=condition.phase, title=condition.text, **data
    )
