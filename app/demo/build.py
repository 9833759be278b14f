"""The demonstration firm: made by the product's own acts, with a past that ends today."""

import secrets
from datetime import date, timedelta
from random import Random

from flask import current_app
from sqlalchemy import func, select

from app.clock import today
from app.config import Settings
from app.database import db
from app.demo import people
from app.demo.beside_log import set_aside
from app.demo.cast import Cast, at
from app.demo.engagements import ENGAGEMENTS, Engagement
from app.demo.evaluation import evaluate_twice
from app.demo.goals import agreement_of
from app.demo.history import walk
from app.demo.people import Person
from app.demo.readiness import assess
from app.demo.records.thread import join_thread
from app.demo.surveys import survey_twice
from app.errors import Refused
from app.evaluations.actions_criteria import add_criterion, sign_criteria
from app.facts.forecast import refresh_forecasts
from app.models import Client, Firm, Project, User
from app.passwords import hash_password
from app.projects.actions import change_state, create_project
from app.projects.actions.staffing import add_member
from app.raid.actions import Entry as RaidText
from app.raid.actions import close_entry, raise_entry
from app.transactions import transaction
from app.words import _
from phases.workdays import is_working_day

SIGN_INS = "demonstration-sign-ins.txt"
WORDS = "north south east west star tide chart sail wind helm port bow keel deck rope mast".split()


def fill() -> None:
    """Fill an empty database; refused when anybody or anything is in it."""
    if db.session.scalar(select(func.count(User.id))) or db.session.scalar(select(func.count(Project.id))):
        raise Refused(_("The database is not empty. The demonstration needs a data folder of its own."))
    password = "-".join(secrets.choice(WORDS) for _number in range(5))
    hashed = hash_password(password)
    with transaction():
        db.session.add(Firm(name="Meridian & Parallel 子午咨询", confidentiality="Confidential 机密"))
        firm = {person.word: _person(person, None, hashed) for person in people.FIRM}
    for number, told in enumerate(ENGAGEMENTS):
        _engage(told, firm, hashed, Random(number))  # noqa: S311 (believable variety, no secret)
    with transaction():
        refresh_forecasts(db.session.scalars(select(Project)).all())
    _settings().data.joinpath(SIGN_INS).write_text(password, encoding="utf-8")
    _settings().data.joinpath(SIGN_INS).chmod(0o600)


def fill_if_empty() -> None:
    """Fill the database unless it holds the demonstration already."""
    if not db.session.scalar(select(func.count(User.id))):
        fill()


def sign_ins() -> list[str]:
    """What to print: each demonstration person's address and role, and the password that all share."""
    path = _settings().data / SIGN_INS
    if not path.exists():
        return ["The database holds other people's work, so there are no demonstration sign-ins."]
    shown = [
        *people.FIRM,
        *(one for told in ENGAGEMENTS for one in people.people_of(told.word, told.language) if one.role == "sponsor"),
        *people.people_of("granite", "zh")[1:],
    ]
    lines = [f"  {one.email:28} {one.role:14} {one.name}" for one in shown]
    return ["Demonstration sign-ins:", *lines, f"  Password for all of them: {path.read_text(encoding='utf-8')}"]


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _person(person: Person, client: Client | None, hashed: str) -> User:
    zone = client.time_zone if client else ("Asia/Shanghai" if person.language == "zh" else "Europe/Berlin")
    user = User(
        email=person.email, name=person.name, job_title=person.job, role=person.role, language=person.language,
        time_zone=zone, client_id=client.id if client else None, password_hash=hashed,
    )  # fmt: skip
    db.session.add(user)
    db.session.flush()
    return user


def _engage(told: Engagement, firm: dict[str, User], hashed: str, dice: Random) -> None:
    with transaction():
        project, cast = _open(told, firm, hashed)
        _agree_goals(project, told, cast)
        walk(project, told, cast, dice)
        _keep_log(project, told, cast)
        if told.state != "running":
            change_state(
                project=project, state=told.state, reason=told.summary, version=project.version, by=cast.lead.id
            )
    if told.phase == "evaluation":
        evaluate_twice(project, told, cast)
        with transaction():
            assess(project, told, cast, "round", "1", today(told.zone) - timedelta(days=100))
            assess(project, told, cast, "round", "2", today(told.zone) - timedelta(days=12))
            survey_twice(project, told, cast, 2)
    with transaction(), at(today(told.zone) - timedelta(days=9), told.zone, 16):
        join_thread(project, told, cast.consultant.id)
        set_aside(project, told, cast, today(told.zone))


def _open(told: Engagement, firm: dict[str, User], hashed: str) -> tuple[Project, Cast]:
    start = _working_days_ago(told.age, told)
    suffix = ".zh" if told.language == "zh" else ""
    lead, consultant = firm[f"lead{suffix}"], firm[f"consultant{suffix}"]
    with at(start, told.zone, 9):
        client = Client(name=told.client, country=told.country, time_zone=told.zone, industry=told.industry)
        db.session.add(client)
        db.session.flush()
        theirs = {one.role: _person(one, client, hashed) for one in people.people_of(told.word, told.language)}
        project = create_project(
            client=client, name=told.name, start=start, system=told.system, summary=told.summary, by=lead.id
        )
        for user in (consultant, *theirs.values()):
            add_member(project=project, person=user.key, role=user.role, by=lead.id)
    return project, Cast(lead, consultant, theirs["sponsor"], theirs["client-pm"], theirs["client-member"])


def _agree_goals(project: Project, told: Engagement, cast: Cast) -> None:
    start = project.start
    with at(start + timedelta(days=4), told.zone):
        for goal in told.goals:
            add_criterion(project=project, agreement=agreement_of(goal, project, told, cast), by=cast.lead.id)
    if told.phase != "concept":
        with at(start + timedelta(days=6), told.zone):
            sign_criteria(project=project, by=cast.sponsor.id)


def _keep_log(project: Project, told: Engagement, cast: Cast) -> None:
    owners, present = (cast.client_pm, cast.consultant, cast.lead), today(told.zone)
    for number, entry in enumerate(told.entries):
        with at(present - timedelta(days=12 - 2 * number), told.zone, 15, number):
            text = RaidText(
                kind=entry.kind,
                severity=entry.severity,
                title=entry.title,
                text=entry.text,
                owner=owners[number % 3].key,
                due=present + timedelta(days=entry.due),
            )
            row = raise_entry(project=project, entry=text, by=cast.lead.id)
            if entry.closed:
                close_entry(project=project, row=row, note=entry.closed, version=row.version, by=cast.lead.id)


def _working_days_ago(days: int, told: Engagement) -> date:
    day = today(told.zone)
    while days > 0 or not is_working_day(day, told.country):
        day -= timedelta(days=1)
        days -= is_working_day(day, told.country)
    return day
