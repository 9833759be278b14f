"""What surrounds every page: navigation, the project's heading with its phase rail, static addresses."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Flask, g, request, url_for
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Integer, and_, bindparam, case, cast, func, select

from app.database import read
from app.identity import Viewer, viewer
from app.language import day, language, say
from app.models import PHASE_WORDS, ChecklistItem, Project, ProjectPhase
from app.permissions import Access, may
from app.phase_words import phase_title, state_title
from app.rights import Right, has_right
from app.roles import role_title
from app.signs import icon, mark, static_url
from app.terms import defined
from app.words import _
from phases.edition import Edition, editions
from phases.order import TITLES

THEME_COOKIE = "__Host-theme"


@dataclass(frozen=True, slots=True)
class Shell:
    """The addresses that every page needs."""

    home: str
    account: str
    language: str
    theme: str
    sign_out: str


@dataclass(frozen=True, slots=True)
class RailPhase:
    """One phase on the rail: `count` says how much of it is answered, as 12/18."""

    number: int
    title: str
    state: str
    count: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Head:
    """The heading that all pages of one project share."""

    name: str
    url: str
    client: str
    client_url: str
    facts: list[tuple[str, str]]
    phases: list[RailPhase]
    tabs: list[tuple[str, str, bool, str]]
    zone: str = ""


def edition_of(project: Project) -> Edition:
    """The edition of the method that a project is pinned to."""
    return editions()[project.edition]


def init_shell(app: Flask) -> None:
    """Attach what layouts need."""
    app.jinja_env.globals.update(
        static_url=static_url, icon=icon, mark=mark, say=say, may=may, defined=defined, csrf_token=_forgery_token
    )
    app.jinja_env.filters.update(role=role_title, phase=phase_title, project_state=state_title)
    app.context_processor(_context)


def _forgery_token() -> str:
    """The token of forms: Flask-WTF keeps it for a request, but reads three settings before it looks."""
    kept: str = g.get("csrf_token") or generate_csrf()
    return kept


def _context() -> dict[str, Any]:
    person = viewer()
    access: Access | None = g.get("access")
    theme = person.theme if person else request.cookies.get(THEME_COOKIE, "auto")
    context: dict[str, Any] = {
        "language": language(),
        "theme": theme if theme in {"light", "dark"} else "",
        "viewer": person,
        "nav": _navigation(person) if person else [],
        "shell": _shell(),
    }
    if access is not None:
        context["project"] = access.project
        context["head"] = _head(access)
    return context


@cache
def _path(endpoint: str, **slots: Any) -> str:
    """An address that never changes, made once; `slots` stand where a key or a word goes."""
    return url_for(endpoint, **slots)


@cache
def _shell() -> Shell:
    return Shell(
        home="/",
        account=url_for("accounts.me"),
        language=url_for("accounts.language"),
        theme=url_for("accounts.theme"),
        sign_out=url_for("accounts.sign_out"),
    )


def _navigation(person: Viewer) -> list[tuple[str, str, str, bool, str]]:
    feature = request.blueprint
    entries = [("inbox.show", _("My work"), "inbox", feature == "inbox")]
    if has_right(person, Right.SEE_PORTFOLIO):
        entries.append(("portfolio.show", _("Portfolio"), "portfolio", feature == "portfolio"))
    if person.of_firm:
        entries.append(("clients.index", _("Clients"), "building", feature == "clients"))
    entries.append(("methods.show", _("Method"), "book", feature == "methods"))
    if has_right(person, Right.MANAGE_PEOPLE):
        entries.append(("accounts.people", _("People"), "people", request.endpoint == "accounts.people"))
    return [(_path(endpoint), label, icon, current, "") for endpoint, label, icon, current in entries]


def _head(access: Access) -> Head:
    project = access.project
    person = viewer()
    sees_client = person is not None and person.of_firm
    return Head(
        name=project.name,
        url=f"/projects/{project.key}",
        client=project.client.name,
        client_url=f"/clients/{project.client.key}" if sees_client else "",
        facts=_head_facts(project),
        zone=project.time_zone,
        phases=rail(project),
        tabs=_tabs(access),
    )


def _head_facts(project: Project) -> list[tuple[str, str]]:
    facts = [(_("Go-live planned"), day(project.go_live or project.planned_end))]
    if project.forecast_end:
        label = _("Last gate passed") if project.phase == "evaluation" else _("Forecast")
        facts.append((label, day(project.forecast_end)))
    return facts


_PHASES = ProjectPhase.__table__.c
_ITEMS = ChecklistItem.__table__.c
_RAIL: Any = (
    select(
        _PHASES.phase,
        _PHASES.state,
        func.sum(cast(case((_ITEMS.state.in_(("done", "na")), 1), else_=0), Integer)),
        func.count(_ITEMS.id),
    )
    .outerjoin_from(
        ProjectPhase.__table__,
        ChecklistItem.__table__,
        and_(_ITEMS.project_id == _PHASES.project_id, _ITEMS.phase == _PHASES.phase),
    )
    .where(_PHASES.project_id == bindparam("project"))
    .group_by(_PHASES.phase, _PHASES.state)
)


def rail(project: Project) -> list[RailPhase]:
    """The six phases of a project with state and count of answered items, in one query."""
    rows = read(_RAIL, {"project": project.id})
    known = {phase: (state, answered, total) for phase, state, answered, total in rows}
    shown = (request.view_args or {}).get("phase")
    made = []
    for number, (word, title) in enumerate(TITLES.items(), start=1):
        state, answered, total = known.get(word, ("ahead", 0, 0))
        url = f"/projects/{project.key}/phases/{word}"
        made.append(RailPhase(number, say(title), state, f"{answered}/{total}", url, shown == word))
    return made


TABS = (
    ("projects.show", "projects"),
    ("answers.checklist", "answers"),
    ("deliverables.index", "deliverables"),
    ("gates.index", "gates"),
    ("records.index", "records"),
    ("raid.index", "raid"),
    ("projects.people", "people"),
    ("evaluations.index", "evaluations"),
    ("reports.index", "reports"),
)


UNDER = {
    "usage": "evaluations", "surveys": "evaluations", "cases": "evaluations", "benefits": "evaluations",
    "accounts": "people", "thresholds": "gates",
    "thread": "records", "readiness": "records", "diagnosis": "records",
    **dict.fromkeys(PHASE_WORDS, "records"),
}  # fmt: skip
"""The tab under which a feature without one of its own stands."""
UNDER_ROOMS = {"benefits": "evaluations", "raid": "raid"}
"""The tab under which the registers of a room stand, unless it is that of the records."""


def _tabs(access: Access) -> list[tuple[str, str, bool, str]]:
    labels = (
        _("Overview"), _("Checklist"), _("Deliverables"), _("Gates"), _("Records"), _("RAID log"), _("Team"),
        _("Evaluation"), _("Reports"),
    )  # fmt: skip
    asked = (request.view_args or {}).get("phase")
    phase = asked if asked in PHASE_WORDS else _present_phase(access.project)
    at, here = request.endpoint, _feature_at_hand()
    made = []
    for (endpoint, feature), label in zip(TABS, labels, strict=True):
        url = _tab_path(endpoint).replace("-project-", access.project.key).replace("-phase-", phase)
        made.append((label, url, at == endpoint or (here == feature and feature != "projects"), ""))
    return made


@cache
def _tab_path(endpoint: str) -> str:
    slots = {"phase": "-phase-"} if endpoint == "answers.checklist" else {}
    return _path(endpoint, project="-project-", **slots)


def _feature_at_hand() -> str:
    room = (request.view_args or {}).get("room", "")
    at_hand = request.blueprint or ""
    return UNDER_ROOMS.get(room) or UNDER.get(at_hand, at_hand)


def _present_phase(project: Project) -> str:
    return "golive" if project.phase == "evaluation" else project.phase


__all__ = ["Head", "RailPhase", "Shell", "edition_of", "init_shell", "rail"]
