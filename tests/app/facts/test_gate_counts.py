"""Counts of blockers for lists: kept while they are of today and nothing has happened, counted where not."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update

from app.clock import pretend
from app.database import db
from app.facts.gate_counts import blockers_left
from app.facts.gates import objections_of
from app.facts.warning_keeping import refresh_warnings
from app.jobs.runner import run_due
from app.models import ChecklistItem, KeptWarnings, Project, Waiver
from app.queue import enqueue
from app.transactions import transaction
from tests.app.facts.test_gate_facts import queries
from tests.conftest import Make

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
"""Noon of a Monday in Shanghai."""


@pytest.fixture
def projects(make: Make) -> list[Project]:
    """Two engagements in Shanghai, looked at on 2 March 2026."""
    with pretend(NOON):
        made = [
            make.project(make.client(name, country="CN"), name=name, time_zone="Asia/Shanghai") for name in ("A", "B")
        ]
        look(*made)
    return made


def look(*projects: Project) -> None:
    """What the job does."""
    with transaction():
        refresh_warnings([one.id for one in projects])


def live(projects: list[Project]) -> dict[int, int]:
    """Counted by the rules, whatever is kept."""
    return {id: len(one.blockers) for id, one in objections_of(projects).items()}


def test_what_is_kept_is_read_in_one_query(app: Flask, projects: list[Project]) -> None:
    with pretend(NOON):
        found: list[Any] = []
        assert len(queries(app, lambda: found.append(blockers_left(projects)))) == 1
        assert found == [live(projects)]


def test_a_count_of_before_an_act_is_not_believed(make: Make, projects: list[Project]) -> None:
    lead, first = make.user("lead"), projects[0]
    make.member(first, lead)
    look(*projects)
    before = blockers_left(projects)
    mine = (ChecklistItem.project_id == first.id, ChecklistItem.phase == "concept", ChecklistItem.mandatory)
    item = db.session.scalars(select(ChecklistItem.item).where(*mine).order_by(ChecklistItem.position)).first()
    url = f"/projects/{first.key}/phases/concept/items/{item}/answer"
    form = {"version": "1", "state": "na", "note": "They have none."}
    assert make.browser(lead).post(url, form).status in (200, 303)
    assert blockers_left(projects) == live(projects) == before | {first.id: before[first.id] - 1}


def test_a_day_on_a_waiver_has_run_out(make: Make, projects: list[Project]) -> None:
    first = projects[0]
    with pretend(NOON):
        blocker = next(one for one in objections_of([first])[first.id].blockers if one.waivable)
        waiver = {"phase": "concept", "blocker": blocker.key, "sentence": {"en": "x", "zh": "x"}, "reason": "For now."}
        make.add(Waiver(project_id=first.id, expires=date(2026, 3, 2), granted_by_id=make.user("lead").id, **waiver))
        look(*projects)
        kept = blockers_left(projects)
        assert kept == live(projects)
    with pretend(NOON + timedelta(hours=11)):  # 23:00 there
        assert blockers_left(projects) == kept
    with pretend(NOON + timedelta(hours=13)):  # 01:00 of the next day
        assert blockers_left(projects) == kept | {first.id: kept[first.id] + 1}


def test_a_project_in_another_phase_than_it_was_counted_in_is_counted(projects: list[Project]) -> None:
    with transaction():
        db.session.execute(update(Project).values(phase="review"))
    db.session.expire_all()
    with pretend(NOON):
        assert blockers_left(projects) == live(projects)
    with transaction():
        db.session.execute(update(Project).values(phase="evaluation"))
    db.session.expire_all()
    assert blockers_left(projects) == {}
    assert blockers_left([]) == {}


def test_without_anything_kept_everything_is_counted(projects: list[Project]) -> None:
    with transaction():
        db.session.execute(delete(KeptWarnings))
    assert blockers_left(projects) == live(projects)


def test_a_start_counts_everything_again(app: Flask, projects: list[Project]) -> None:
    with transaction():
        db.session.execute(update(KeptWarnings).values(blockers=999))
        enqueue("recount", by=None)
    with pretend(NOON):
        assert set(blockers_left(projects).values()) == {999}
    run_due(app)
    assert blockers_left(projects) == live(projects)
    assert db.session.scalar(select(func.count()).where(KeptWarnings.stale)) == 0
