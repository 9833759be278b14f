"""Editing an engagement's settings, and pausing, closing, cancelling or reopening it."""

from datetime import date

from app import audit
from app.clock import now
from app.errors import Conflict, Difference, Refused
from app.facts.forecast import refresh_forecast
from app.language import day
from app.models import Project
from app.projects.states import STEPS, WANTS_REASON
from app.words import _


def edit_project(
    *,
    project: Project,
    name: str,
    system: str,
    summary: str,
    time_zone: str,
    go_live: date | None,
    version: int,
    by: int | None,
) -> None:
    """Change what the engagement is called and how it is described; Conflict with both texts for a stale edit."""
    if project.version != version:
        raise Conflict(_differences(project, name, system, summary, go_live), version=project.version)
    project.name, project.system, project.summary = name.strip(), system.strip(), summary.strip()
    project.time_zone, project.go_live = time_zone, go_live
    project.changed_at = now()
    audit.record("project.edited", by=by, project=project.id, about=project.key)


def change_state(*, project: Project, state: str, reason: str, version: int, by: int | None) -> None:
    """Pause, close, cancel or reopen; refused for a step that does not exist, or without a reason where one is due.

    An engagement closes once its last gate has been passed; before that it can be cancelled.
    """
    if project.version != version:
        raise Conflict(version=project.version)
    verb = STEPS.get((project.state, state))
    if verb is None:
        raise Refused(_("This step is not possible from the engagement's present state."))
    if verb in WANTS_REASON and not reason.strip():
        raise Refused(_("Please say why, in a sentence."))
    if verb == "project.closed" and project.phase != "evaluation":
        raise Refused(_("The last gate has not been passed yet. Pass it first, or cancel the engagement."))
    project.state = state
    project.changed_at = now()
    if state == "running":
        refresh_forecast(project)
    audit.record(verb, by=by, project=project.id, about=project.key, reason=reason.strip())


def _differences(project: Project, name: str, system: str, summary: str, go_live: date | None) -> list[Difference]:
    pairs = (
        (_("Name"), project.name, name.strip()),
        (_("CRM system"), project.system, system.strip()),
        (_("Summary"), project.summary, summary.strip()),
        (_("Go-live"), day(project.go_live), day(go_live)),
    )
    return [Difference(label, theirs, mine) for label, theirs, mine in pairs if theirs != mine]
