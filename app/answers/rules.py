"""Who may answer which item, and when answers are taken at all."""

from collections.abc import Iterable
from typing import Protocol

from app.errors import NotAllowed, Refused
from app.models import ChecklistItem, Project
from app.permissions import Access
from app.rights import ANSWERED_ROLES, Right
from app.words import _


class Ownable(Protocol):
    """Anything with an owner role and perhaps a person: an item or a row of a list."""

    @property
    def owner_role(self) -> str:
        """The role that should answer."""

    @property
    def assignee_id(self) -> int | None:
        """The person who was asked to answer."""


def may_answer(access: Access, person_id: int, item: Ownable) -> bool:
    """Whether this person may answer this item: some parts only what their roles own, or what is theirs by name."""
    if not access.may(Right.ANSWER) or is_over(access.project):
        return False
    owned = ANSWERED_ROLES.get(access.role)
    return owned is None or item.owner_role in owned | access.parts or item.assignee_id == person_id


def may_answer_anything(access: Access) -> bool:
    """Whether this person may answer every item: asked once for a whole list."""
    return access.may(Right.ANSWER) and access.role not in ANSWERED_ROLES and not is_over(access.project)


def may_plan(access: Access) -> bool:
    """Whether this person may say who answers by when."""
    return access.may(Right.PLAN_ITEMS) and not is_over(access.project)


def is_over(project: Project) -> bool:
    """Whether the engagement takes no more answers."""
    return project.state in ("closed", "cancelled")


def must_run(project: Project) -> None:
    """Refuse a change in an engagement that is over."""
    if is_over(project):
        raise Refused(_("This engagement is over; its checklists can be read, but no longer changed."))


def must_answer(access: Access, person_id: int, items: Iterable[Ownable]) -> None:
    """Refuse with a sentence unless the person may answer all of these items."""
    must_run(access.project)
    if not all(may_answer(access, person_id, item) for item in items):
        raise NotAllowed(
            _("You may answer only items that fall to your role or are assigned to you. Ask the lead consultant.")
        )


def text_of(item: ChecklistItem) -> str:
    """What a person wrote beside the state: the reason of “not applicable”, otherwise the note."""
    return item.reason or item.note if item.state == "na" else item.note
