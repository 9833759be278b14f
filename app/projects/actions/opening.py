"""Opening an engagement from an edition of the method."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, insert, select

from app import audit
from app.assessments import open_due
from app.clock import now
from app.database import db
from app.errors import Refused
from app.facts.forecast import refresh_forecast
from app.models import ChecklistItem, Client, Deliverable, Membership, Project, ProjectPhase, User
from app.projects.first_plan import find_edition, plan_windows
from app.projects.zones import zone_of
from app.words import _
from phases.edition import Edition
from phases.schedule import Window


def create_project(
    *,
    client: Client,
    name: str,
    start: date,
    by: int | None,
    country: str | None = None,
    time_zone: str | None = None,
    system: str = "",
    summary: str = "",
    durations: Mapping[str, int] | None = None,
    go_live: date | None = None,
    edition: str | None = None,
) -> Project:
    """Open an engagement: its phases planned, its checklist and deliverables laid out, its lead named.

    `durations` are working days by phase; without them the edition's hold, stretched or squeezed so that the plan
    ends on `go_live` when that is given. Country and zone are the client's unless told. Refused with a sentence
    for an unknown edition or country, or when there is no room for six phases.
    """
    method = find_edition(edition)
    country = (country or client.country).upper()
    windows = plan_windows(method, start=start, durations=durations, go_live=go_live, country=country)
    project = _new_project(method, client, windows["golive"].end, go_live)
    project.name, project.summary, project.system = name.strip(), summary.strip(), system.strip()
    project.country, project.time_zone, project.start = country, time_zone or client.time_zone, start
    db.session.add(project)
    db.session.flush()
    _lay_out(project, method, windows)
    _name_lead(project, by)
    refresh_forecast(project)
    audit.record("project.created", by=by, project=project.id, about=project.key, name=project.name)
    db.session.flush()
    open_due(project=project, occasion="start", by=by)
    return project


def _new_project(method: Edition, client: Client, end: date, go_live: date | None) -> Project:
    """An engagement that follows this edition and is to end on this day; go-live is agreed for it unless told."""
    return Project(
        client=client, edition=method.key, go_live=go_live or end, planned_end=end, forecast_end=end, changed_at=now()
    )


def find_or_add_client(*, name: str, country: str, by: int | None, time_zone: str = "") -> Client:
    """The client with this name, or a new one in this country and zone; upper and lower case are the same."""
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Choose a client or give the name of a new one."))
    known = db.session.scalar(select(Client).where(func.lower(Client.name) == name.lower()))
    if known is not None:
        return known
    client = Client(name=name, country=country.upper(), time_zone=time_zone or zone_of(country))
    db.session.add(client)
    db.session.flush()
    audit.record("client.added", by=by, about=client.key, name=client.name)
    return client


def _lay_out(project: Project, method: Edition, windows: Mapping[str, Window]) -> None:
    """Phases, items and deliverables: one insert a table, however long the checklists are."""
    db.session.execute(insert(ProjectPhase), _phases(project, windows))
    db.session.execute(insert(ChecklistItem), _items(project.id, method, windows))
    db.session.execute(insert(Deliverable), _deliverables(project.id, method, windows))


def _phases(project: Project, windows: Mapping[str, Window]) -> list[dict[str, object]]:
    return [
        {
            "project_id": project.id,
            "phase": word,
            "number": number,
            "state": "running" if number == 1 else "ahead",
            "working_days": window.working_days(project.country),
            "planned_start": window.start,
            "planned_end": window.end,
            "actual_start": window.start if number == 1 else None,
        }
        for number, (word, window) in enumerate(windows.items(), start=1)
    ]


def _items(project_id: int, method: Edition, windows: Mapping[str, Window]) -> list[dict[str, object]]:
    return [
        {
            "project_id": project_id,
            "item": item.id,
            "phase": word,
            "position": position,
            "owner_role": item.owner,
            "mandatory": item.mandatory,
            "evidence_required": item.evidence_required,
            "due": windows[word].end,
        }
        for word, content in method.phases.items()
        for position, item in enumerate(content.items.values(), start=1)
    ]


def _deliverables(project_id: int, method: Edition, windows: Mapping[str, Window]) -> list[dict[str, object]]:
    return [
        {
            "project_id": project_id,
            "deliverable": kind.id,
            "phase": word,
            "position": position,
            "mandatory": kind.mandatory,
            "due": windows[word].end,
        }
        for word, content in method.phases.items()
        for position, kind in enumerate(content.deliverables.values(), start=1)
    ]


def _name_lead(project: Project, by: int | None) -> None:
    creator = db.session.get(User, by) if by is not None else None
    if creator is not None and creator.role == "lead":
        db.session.add(Membership(project_id=project.id, user_id=creator.id, role="lead"))
