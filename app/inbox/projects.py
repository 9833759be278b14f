"""The projects below a person's work: one line each, with phase and forecast."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, select

from app.database import BigId, db
from app.identity import Viewer
from app.models import Client, Membership, Project, ProjectPhase
from app.phase_words import phase_title
from app.rights import PROJECT_RIGHTS, Right
from app.visibility import viewpoint, visible_as
from app.words import _, ngettext
from phases.order import ORDER

SHOWN = 30


@dataclass(frozen=True, slots=True)
class RailMark:
    """One phase on the small rail."""

    number: int
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One project of the person."""

    name: str
    url: str
    client: str
    role: str
    paused: bool
    rail: list[RailMark]
    course: str
    late: bool
    gate_url: str


def own_projects(person: Viewer) -> list[ProjectLine]:
    """The open projects that the person works on (a client's executive: all of the company), in two queries."""
    rows = db.session.execute(_open_projects(person.role, person.of_firm), viewpoint(person)).all()
    states = _states([row.id for row in rows])
    return [
        ProjectLine(
            name=row.name,
            url=f"/projects/{row.key}",
            client=row.client if person.of_firm else "",
            role=row.role or person.role,
            paused=row.state == "paused",
            rail=[RailMark(n, phase_title(w), states[row.id].get(w, "ahead")) for n, w in enumerate(ORDER, start=1)],
            course=_course(row.slip if row.forecast_end else None),
            late=row.slip > 0,
            gate_url=_gate_url(row.key, row.phase, row.role),
        )
        for row in rows
    ]


@cache
def _open_projects(role: str, of_firm: bool) -> Any:
    own = and_(Membership.project_id == Project.id, Membership.user_id == bindparam("person", type_=BigId))
    return (
        select(
            Project.id, Project.key, Project.name, Client.name.label("client"), Membership.role, Project.state,
            Project.phase, Project.slip, Project.forecast_end,
        )
        .join(Client, Client.id == Project.client_id)
        .join(Membership, own, isouter=role == "executive")
        .where(visible_as(role, of_firm), Project.state.in_(("running", "paused")))
        .order_by(Project.state.desc(), Client.name, Project.name, Project.id)
        .limit(SHOWN)
    )  # fmt: skip


_STATES = select(ProjectPhase.project_id, ProjectPhase.phase, ProjectPhase.state).where(
    ProjectPhase.project_id.in_(bindparam("ids", expanding=True))
)


def _states(ids: list[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for project, phase, state in db.session.execute(_STATES, {"ids": ids}):
        found[project][phase] = state
    return found


def _course(days: int | None) -> str:
    """How the forecast stands to the plan, in working days as on all pages."""
    if days is None:
        return ""
    if days > 0:
        return ngettext("%(num)s working day late", "%(num)s working days late", days)
    return (
        _("on plan")
        if days == 0
        else ngettext("%(num)s working day ahead of plan", "%(num)s working days ahead of plan", -days)
    )


def _gate_url(key: str, phase: str, role: str | None) -> str:
    """For who proposes gates: the way to the present one."""
    proposes = Right.PROPOSE_GATE in PROJECT_RIGHTS.get(role or "", frozenset())
    return f"/projects/{key}/phases/{phase}/gate" if proposes and phase in ORDER else ""
