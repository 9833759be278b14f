"""A firm of any size to measure: projects in all phases with answers, evidence, people, a RAID log and a past."""

import random
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert, select

from app import create_app
from app.clock import now
from app.config import Settings
from app.database import db
from app.facts.forecast import refresh_forecasts
from app.facts.warning_keeping import refresh_warnings
from app.identity import hash_token
from app.models import (
    AuditEvent,
    ChecklistItem,
    Client,
    Deliverable,
    Evidence,
    Firm,
    Membership,
    Project,
    ProjectPhase,
    RaidEntry,
    Session,
    User,
)
from app.models.base import new_key
from app.projects.actions import create_project
from app.transactions import transaction
from app.upgrade import upgrade
from phases.order import ORDER

START = date(2026, 1, 5)
PHASE = "review"


@dataclass(frozen=True)
class World:
    """An application on its database, a cookie of a signed-in director who leads the project at hand, and its names."""

    app: Flask
    cookie: str
    size: int
    project: str
    name: str
    phase: str
    open_item: str


def build(folder: Path, size: int, items: int) -> World:
    """So many projects, each with so many items in its running phase beside those of the other phases."""
    folder.mkdir(parents=True)
    settings = Settings.from_environment({"SEXTANT_DATA": str(folder), "SEXTANT_SECRET_KEY": "k" * 40})
    app = create_app(settings)
    upgrade(app)
    with app.app_context():
        rnd = random.Random(7)  # the same firm every time
        with transaction():
            people = _people(max(1, size // 5))
            first = _projects(size, items, people, rnd)
        with transaction():
            projects = db.session.scalars(select(Project)).all()
            for at in range(0, len(projects), 200):
                refresh_forecasts(projects[at : at + 200])
                refresh_warnings([one.id for one in projects[at : at + 200]])
        cookie = _sign_in(app, people["director"][0])
        db.session.remove()
    return World(app, cookie, size, first["key"], first["name"], PHASE, first["item"])


def _people(clients: int) -> dict[str, list[Any]]:
    """Ten leads, twenty consultants, and three people of each client."""
    db.session.add(Firm(name="Meridian Consulting"))
    found: dict[str, list[Any]] = {"client": [], "sponsor": [], "client-pm": [], "client-member": []}
    for number in range(clients):
        client = Client(name=f"Client number {number:04}", country="CN")
        db.session.add(client)
        db.session.flush()
        found["client"].append(client)
        for role in ("sponsor", "client-pm", "client-member"):
            found[role].append(_person(role, f"{role} {number:04}", client.id))
    found["lead"] = [_person("lead", f"Lead {number:02}") for number in range(10)]
    found["consultant"] = [_person("consultant", f"Consultant {number:02}") for number in range(20)]
    found["director"] = [_person("director", "Dana Director")]
    return found


def _person(role: str, name: str, client: int | None = None) -> User:
    user = User(name=name, email=f"{secrets.token_hex(6)}@example.test", role=role, client_id=client)
    db.session.add(user)
    db.session.flush()
    return user


def _projects(size: int, items: int, people: dict[str, list[Any]], rnd: random.Random) -> dict[str, str]:
    """One project by the product's own action, the others as copies of it with lives of their own."""
    template = create_project(client=people["client"][0], name="Rollout 0000", start=START, by=None)
    rows = {table: _rows_of(table, template.id) for table in (ProjectPhase, ChecklistItem, Deliverable)}
    first: dict[str, str] = {}
    for number in range(size):
        client = people["client"][number % len(people["client"])]
        at = 1 if number == 0 else number % 7
        project = template if number == 0 else _copy_of(template, number, client)
        project.phase = ORDER[at] if at < 6 else "evaluation"
        db.session.flush()
        _live(project, at, items, rows, rnd, is_template=number == 0)
        _staff(project, number, client, people)
        _talk(project, people["consultant"][number % 20], rnd)
        if number == 0:
            item = db.session.scalars(
                select(ChecklistItem.item).where(
                    ChecklistItem.project_id == project.id, ChecklistItem.phase == PHASE, ~ChecklistItem.own
                )
            ).first()
            first = {"key": project.key, "name": project.name, "item": item or ""}
    return first


def _rows_of(table: Any, project: int) -> list[dict[str, Any]]:
    columns = [column for column in table.__table__.columns if column.name not in ("id", "project_id")]
    return [dict(row._mapping) for row in db.session.execute(select(*columns).where(table.project_id == project))]


def _copy_of(template: Project, number: int, client: Client) -> Project:
    project = Project(
        client=client, name=f"Rollout {number:04}", edition=template.edition, country="CN", time_zone="Asia/Shanghai",
        start=START, go_live=template.go_live, planned_end=template.planned_end, changed_at=now(),
    )  # fmt: skip
    db.session.add(project)
    return project


def _live(
    project: Project,
    at: int,
    items: int,
    rows: dict[Any, list[dict[str, Any]]],
    rnd: random.Random,
    *,
    is_template: bool,
) -> None:
    """Phases before the present one passed and answered; half of the present one answered; evidence here and there."""
    for table in rows:
        if is_template:
            db.session.query(table).filter_by(project_id=project.id).delete()
    phases = [row | {"project_id": project.id, "version": 1} | _phase_state(row, at) for row in rows[ProjectPhase]]
    db.session.execute(insert(ProjectPhase), phases)
    present = ORDER[min(at, 5)]
    listed = rows[ChecklistItem] + _own_items(rows[ChecklistItem], present, items)
    answered = [row | {"project_id": project.id} | _answer(row, at, rnd) for row in listed]
    db.session.execute(insert(ChecklistItem), answered)
    owed = [row | {"project_id": project.id, "key": new_key()} | _handed_in(row, at) for row in rows[Deliverable]]
    db.session.execute(insert(Deliverable), owed)
    ids = db.session.scalars(
        select(ChecklistItem.id).where(ChecklistItem.project_id == project.id, ChecklistItem.state == "done")
    ).all()
    proofs = [
        {
            "project_id": project.id,
            "item_id": id,
            "kind": "note",
            "title": "Minutes",
            "text": "Seen.",
            "speaks_of": START,
        }
        for id in ids
        if rnd.random() < 0.9
    ]
    if proofs:
        db.session.execute(insert(Evidence), proofs)


def _phase_state(row: dict[str, Any], at: int) -> dict[str, Any]:
    place = ORDER.index(row["phase"])
    if place < at:
        return {"state": "passed", "actual_start": row["planned_start"], "actual_end": row["planned_end"]}
    if place == at:
        return {"state": "running", "actual_start": row["planned_start"], "actual_end": None}
    return {"state": "ahead", "actual_start": None, "actual_end": None}


def _own_items(rows: list[dict[str, Any]], phase: str, items: int) -> list[dict[str, Any]]:
    """Items of the project's own that make the present phase as long as asked for."""
    of_phase = [row for row in rows if row["phase"] == phase]
    return [
        of_phase[0]
        | {
            "item": f"{phase}.own-{number:03}", "position": 100 + number, "own": True, "mandatory": False,
            "evidence_required": False,
            "question": f"Has the client's own question number {number} been answered?", "why": "It was asked for.",
        }
        for number in range(items - len(of_phase))
    ]  # fmt: skip


def _answer(row: dict[str, Any], at: int, rnd: random.Random) -> dict[str, Any]:
    place = ORDER.index(row["phase"])
    if place < at or (place == at and rnd.random() < 0.5):
        return {"state": "done", "note": "Agreed in the workshop.", "answered_at": now()}
    return {"state": "open", "note": "", "answered_at": None}


def _handed_in(row: dict[str, Any], at: int) -> dict[str, Any]:
    return {"state": "accepted", "newest": 1} if ORDER.index(row["phase"]) < at else {"state": "missing", "newest": 0}


def _staff(project: Project, number: int, client: Client, people: dict[str, list[Any]]) -> None:
    place = people["client"].index(client)
    team = {
        "lead": people["director"][0] if number == 0 else people["lead"][number % 10],
        "consultant": people["consultant"][number % 20],
        **{role: people[role][place] for role in ("sponsor", "client-pm", "client-member")},
    }
    db.session.execute(
        insert(Membership),
        [{"project_id": project.id, "user_id": user.id, "role": role} for role, user in team.items()],
    )


def _talk(project: Project, by: User, rnd: random.Random) -> None:
    """A RAID log, and twenty acts of the last month in the audit trail."""
    kinds = (("risk", "high"), ("issue", "critical"), ("assumption", "low"), ("decision", "medium"))
    db.session.execute(
        insert(RaidEntry),
        [
            {"project_id": project.id, "kind": kind, "severity": severity, "title": f"Something about {kind}s",
             "owner_id": by.id, "due": START + timedelta(days=rnd.randint(0, 400))}
            for kind, severity in kinds
        ],
    )  # fmt: skip
    at = now()
    db.session.execute(
        insert(AuditEvent),
        [
            {"at": at - timedelta(days=day), "by_id": by.id, "project_id": project.id, "verb": "item.answered",
             "about": "review.own-001", "data": {"to": {"state": "done", "note": ""}}}
            for day in range(20, 0, -1)
        ],
    )  # fmt: skip


def _sign_in(app: Flask, user: User) -> str:
    """A session row, and the cookie that goes with it."""
    token = secrets.token_urlsafe(16)
    at = now()
    with transaction():
        db.session.add(
            Session(
                token_hash=hash_token(token),
                user_id=user.id,
                last_seen_at=at,
                authenticated_at=at,
                expires_at=at + timedelta(hours=12),
            )
        )
    client = app.test_client()
    with client.session_transaction(base_url="https://127.0.0.1:8000") as session:
        session["token"] = token
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"], "127.0.0.1")
    assert cookie is not None
    return f"{cookie.key}={cookie.value}"
