"""What people plan about deliverables: a project's own ones, who owes them, by when."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app import audit
from app.database import db
from app.errors import Conflict, Difference, Refused
from app.models import Deliverable, Project, ProjectPhase
from app.models.base import new_key
from app.words import _


def add_deliverable(
    *,
    project: Project,
    phase: str,
    title: str,
    by: int | None,
    mandatory: bool = False,
    due: date | None = None,
    owner_id: int | None = None,
) -> Deliverable:
    """Add a deliverable of the project's own at the end of a phase; without a due date it is due with the phase."""
    mine = (Deliverable.project_id == project.id, Deliverable.phase == phase)
    last = db.session.scalar(select(func.max(Deliverable.position)).where(*mine)) or 0
    deliverable = Deliverable(
        project_id=project.id,
        deliverable=f"{phase}.own-{new_key()}",
        phase=phase,
        position=last + 1,
        own=True,
        title=title.strip(),
        mandatory=mandatory,
        due=due or _end_of(project, phase),
        owner_id=owner_id,
    )
    db.session.add(deliverable)
    _note("deliverable.added", project, deliverable, by, title=deliverable.title, mandatory=mandatory)
    return deliverable


def change_deliverable(
    *,
    project: Project,
    deliverable: Deliverable,
    version: int,
    due: date | None,
    owner_id: int | None,
    by: int | None,
    title: str = "",
    mandatory: bool | None = None,
    differences: Sequence[Difference] = (),
) -> None:
    """Change owner and due date; of a project's own deliverable title and obligation, too.

    Raises Conflict with the `differences` when somebody changed it since `version`.
    """
    if deliverable.version != version:
        raise Conflict(differences, version=deliverable.version)
    deliverable.due, deliverable.owner_id = due, owner_id
    if deliverable.own:
        deliverable.title = title.strip() or deliverable.title
        deliverable.mandatory = deliverable.mandatory if mandatory is None else mandatory
    _note("deliverable.changed", project, deliverable, by, due=due.isoformat() if due else None)


def take_in_deliverables(
    *, project: Project, new: Sequence[Mapping[str, Any]], changed: Sequence[tuple[str, Mapping[str, Any]]], by: int
) -> None:
    """Add and plan many deliverables at once, as a sheet says; what it does not say of one stays as it is."""
    for values in new:
        add_deliverable(project=project, by=by, **values)
    for key, values in changed:
        mine = (Deliverable.project_id == project.id, Deliverable.key == key)
        one = db.session.scalars(select(Deliverable).where(*mine).with_for_update()).one()
        given = {"due": one.due, "owner_id": one.owner_id, "title": one.title, "mandatory": one.mandatory, **values}
        given.pop("phase", None)  # it stays: the sheet is refused that says another one
        change_deliverable(project=project, deliverable=one, version=one.version, by=by, **given)


def remove_deliverable(*, project: Project, deliverable: Deliverable, by: int | None) -> None:
    """Take away a deliverable of the project's own, as long as nobody has handed anything in."""
    if not deliverable.own:
        raise Refused(_("Deliverables of the method stay; only the project's own ones can be removed."))
    if deliverable.newest:
        raise Refused(_("This deliverable has versions, so it stays on record."))
    _note("deliverable.removed", project, deliverable, by, title=deliverable.title)
    db.session.delete(deliverable)


def _end_of(project: Project, phase: str) -> date | None:
    return db.session.scalar(
        select(ProjectPhase.planned_end).where(ProjectPhase.project_id == project.id, ProjectPhase.phase == phase)
    )


def _note(verb: str, project: Project, deliverable: Deliverable, by: int | None, **data: object) -> None:
    audit.touch(project.id)
    audit.record(verb, by=by, project=project.id, about=deliverable.deliverable, **data)
