"""Answering items: one, several at once, taking the last answer back, saying who answers by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, update

from app import audit
from app.answers.queries import last_answer
from app.answers.rules import text_of
from app.clock import now
from app.database import db
from app.errors import Conflict, Difference, Refused
from app.facts.forecast import refresh_forecast
from app.models import ITEM_STATES, ChecklistItem, Project
from app.words import _

NOTE_LENGTH = 10_000
SETTLED = frozenset({"done", "na"})
"""States that count for how far a phase is: moving into or out of them moves the forecast."""
_PROJECT: Any = Project.__table__
_TOUCH = update(_PROJECT).where(_PROJECT.c.id == bindparam("of")).values(changed_at=bindparam("instant"))


@dataclass(frozen=True, slots=True)
class Plan:
    """Who answers and by when, as chosen for several items; what was not chosen stays as it is."""

    assign: bool = False
    assignee: int | None = None
    due: date | None = None


def answer_item(
    *, project: Project, item: ChecklistItem, state: str, note: str, by: int | None, version: int | None = None
) -> None:
    """Give an item its state and note; the note of “not applicable” is its reason.

    Raises Conflict when `version` is older than the last answer and the texts differ, Refused for a state that is
    none and for “not applicable” without a reason. Saying the same again changes nothing.
    """
    note = note.strip()
    _check(state, note)
    if (state, note) == (item.state, text_of(item)):
        return
    if version is not None and version != item.version and _answered_since(project, item, version):
        raise Conflict([Difference(_("Note"), text_of(item), note)], version=item.version)
    moves = _moves_forecast(item.state, state)
    _write(project, item, state, note, by)
    touch_project(project=project, moves_forecast=moves)


def answer_items(
    *,
    project: Project,
    items: Sequence[ChecklistItem],
    by: int | None,
    state: str | None = None,
    note: str = "",
    plan: Plan | None = None,
) -> int:
    """Set the state, the person or the date of several items; all of them or none. Returns how many changed."""
    note = note.strip()
    if state is not None:
        _check(state, note)
    changed = 0
    for item in items:
        wanted = note or (text_of(item) if state != "na" else "")
        answered = state is not None and (state, wanted) != (item.state, text_of(item))
        if answered and state is not None:
            _write(project, item, state, wanted, by)
        changed += bool(_plan(project, item, plan, by)) or answered
    if changed:
        touch_project(project=project, moves_forecast=state is not None)
    return changed


def undo_answer(*, project: Project, item: ChecklistItem, by: int | None) -> None:
    """Take back this person's last answer; refused when somebody else answered since, or it is taken back already."""
    last = last_answer(project.id, item.item)
    if last is None or last.undone or last.by != by:
        raise Refused(_("There is nothing of yours to take back here: the item was changed since, or never answered."))
    before, present = last.before, _state_of(item)
    moves = _moves_forecast(item.state, before["state"])
    item.state, item.note = before["state"], before["note"]
    item.reason = item.note if item.state == "na" else ""
    item.answered_by_id = before["by"]
    item.answered_at = datetime.fromisoformat(before["at"]) if before["at"] else None
    audit.record(
        "item.undone", by=by, project=project.id, about=item.item,
        **{"from": present, "to": before, "version": item.version + 1}, **named(item=item),
    )  # fmt: skip
    touch_project(project=project, moves_forecast=moves)


def plan_item(
    *, project: Project, item: ChecklistItem, assignee: int | None, due: date | None, by: int | None, version: int
) -> None:
    """Say who answers an item and by when; Conflict when somebody changed the item meanwhile."""
    if (assignee, due) == (item.assignee_id, item.due):
        return
    if version != item.version:
        raise Conflict(version=item.version)
    _record_plan(project, item, by, assignee, due)
    touch_project(project=project)


def touch_project(*, project: Project, moves_forecast: bool = False) -> None:
    """Say that something in the project changed now; its own version stays, for nobody edited the project itself.

    With `moves_forecast`, what the plan expects is reckoned anew from the answers.
    """
    db.session.flush()  # statements on tables do not wait for what is changed but not written yet
    db.session.execute(_TOUCH, {"of": project.id, "instant": now()})
    if moves_forecast:
        refresh_forecast(project)


def named(*, item: ChecklistItem) -> dict[str, str]:
    """What an event says of an item of the project's own, whose words no edition knows."""
    return {"title": item.question} if item.own else {}


def _check(state: str, note: str) -> None:
    if state not in ITEM_STATES:
        raise Refused(_("Choose one of the states: open, doing, done, not applicable."))
    if state == "na" and not note:
        raise Refused(_("“Not applicable” wants a reason. Write it into the note, then save again."))
    if len(note) > NOTE_LENGTH:
        raise Refused(
            _("The note is longer than %(limit)s characters. Shorten it or add it as evidence.", limit=NOTE_LENGTH)
        )


def _moves_forecast(before: str, after: str) -> bool:
    return before != after and not SETTLED.isdisjoint((before, after))


def _answered_since(project: Project, item: ChecklistItem, version: int) -> bool:
    """Whether the answer itself changed after this version; a new date or person is no conflict with an answer."""
    last = last_answer(project.id, item.item)
    return item.answered_at is not None if last is None else last.version > version


def _write(project: Project, item: ChecklistItem, state: str, note: str, by: int | None) -> None:
    before = _state_of(item)
    item.state, item.note = state, note
    item.reason = note if state == "na" else ""
    item.answered_by_id, item.answered_at = by, now()
    audit.record(
        "item.answered", by=by, project=project.id, about=item.item,
        **{"from": before, "to": {"state": state, "note": note}, "version": item.version + 1}, **named(item=item),
    )  # fmt: skip


def _state_of(item: ChecklistItem) -> dict[str, Any]:
    return {
        "state": item.state,
        "note": text_of(item),
        "by": item.answered_by_id,
        "at": item.answered_at.isoformat() if item.answered_at else None,
    }


def _plan(project: Project, item: ChecklistItem, plan: Plan | None, by: int | None) -> bool:
    if plan is None:
        return False
    assignee = plan.assignee if plan.assign else item.assignee_id
    due = plan.due or item.due
    if (assignee, due) == (item.assignee_id, item.due):
        return False
    _record_plan(project, item, by, assignee, due)
    return True


def _record_plan(project: Project, item: ChecklistItem, by: int | None, assignee: int | None, due: date | None) -> None:
    before = {"assignee": item.assignee_id, "due": item.due.isoformat() if item.due else None}
    item.assignee_id, item.due = assignee, due
    audit.record(
        "item.planned", by=by, project=project.id, about=item.item,
        **{"from": before, "to": {"assignee": assignee, "due": due.isoformat() if due else None}}, **named(item=item),
    )  # fmt: skip
