"""A project's own items: adding one to a phase, wording it anew, taking it out again."""

from dataclasses import dataclass

from sqlalchemy import func, select

from app import audit
from app.answers.actions import named, touch_project
from app.answers.queries import end_of_phase
from app.database import db
from app.errors import Conflict, Difference, Refused
from app.models import ChecklistItem, Project
from app.models.base import new_key
from app.words import _

AFTER_THE_METHOD = 1000
"""Own items stand behind those of the method, however many a later edition has."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What an own item asks, of which role, and how much depends on it."""

    question: str
    why: str
    owner_role: str
    mandatory: bool
    evidence_required: bool


def add_item(*, project: Project, phase: str, wording: Wording, by: int | None) -> ChecklistItem:
    """Add an item of the project's own to a phase; it is due when the phase is planned to end."""
    last = select(func.max(ChecklistItem.position)).where(
        ChecklistItem.project_id == project.id, ChecklistItem.phase == phase
    )
    item = ChecklistItem(
        project_id=project.id,
        item=f"{phase}.own-{new_key()}",
        phase=phase,
        position=max(db.session.scalar(last) or 0, AFTER_THE_METHOD) + 1,
        own=True,
        due=end_of_phase(project.id, phase),
    )
    _word(item, wording)
    db.session.add(item)
    touch_project(project=project, moves_forecast=True)
    audit.record("item.added", by=by, project=project.id, about=item.item, **named(item=item))
    return item


def edit_item(*, project: Project, item: ChecklistItem, wording: Wording, version: int, by: int | None) -> None:
    """Word an own item anew; Conflict when somebody changed it meanwhile, Refused for an item of the method."""
    _must_be_own(item)
    if version != item.version:
        raise Conflict(
            [
                Difference(_("Question"), item.question, wording.question),
                Difference(_("Why it matters"), item.why, wording.why),
            ],
            version=item.version,
        )
    before = item.question
    _word(item, wording)
    touch_project(project=project)
    audit.record(
        "item.edited", by=by, project=project.id, about=item.item, title=item.question, before=before
    )  # fmt: skip


def delete_item(*, project: Project, item: ChecklistItem, by: int | None) -> None:
    """Take an own item out of the checklist, with its answer and evidence."""
    _must_be_own(item)
    db.session.delete(item)
    touch_project(project=project, moves_forecast=True)
    audit.record("item.deleted", by=by, project=project.id, about=item.item, **named(item=item))


def _must_be_own(item: ChecklistItem) -> None:
    if not item.own:
        raise Refused(_("This item belongs to the method. If it does not apply here, say so with a reason."))


def _word(item: ChecklistItem, wording: Wording) -> None:
    item.question, item.why = wording.question.strip(), wording.why.strip()
    item.owner_role = wording.owner_role
    item.mandatory, item.evidence_required = wording.mandatory, wording.evidence_required
