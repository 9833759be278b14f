"""The forecast kept beside the project: by hand, when it moves, and made anew every day."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update

from app.clock import pretend, today
from app.database import db
from app.facts.forecast import forecasts_of, refresh_forecast
from app.jobs.runner import DAILY, enqueue_regular, run_due
from app.models import ChecklistItem, Job, KeptWarnings, Project, ProjectPhase
from app.queue import enqueue
from app.transactions import transaction
from phases.order import ORDER

FIVE_DAYS = dict.fromkeys(ORDER, 5)


@pytest.fixture
def project(make) -> Project:
    """Six phases of five working days in China from Monday 2 March 2026, looked at on the first day."""
    with pretend(datetime(2026, 3, 2, 1, tzinfo=UTC)):
        return make.project(make.client(country="CN"), start=date(2026, 3, 2), durations=FIVE_DAYS)


def answer(project: Project, share: int) -> None:
    """Answer so many of ten items of the first phase; the others of it do not apply."""
    items = db.session.scalars(
        select(ChecklistItem).where(ChecklistItem.project_id == project.id, ChecklistItem.phase == "concept")
    ).all()
    with transaction():
        for place, item in enumerate(items):
            state = "na" if place >= 10 else "done" if place < share else "open"
            values = {"state": state, "reason": "Not here" if state == "na" else ""}
            db.session.execute(update(ChecklistItem).where(ChecklistItem.id == item.id).values(**values))


def test_a_fresh_plan_is_forecast_to_end_as_planned(project):
    assert (project.forecast_end, project.slip) == (date(2026, 4, 13), 0)


def test_half_done_after_five_of_five_days_means_four_more_and_longer_phases(project):
    """On Friday 6 March the phase has taken its five days for half its items: twice its plan, believed by half.

    What is left takes 5·0.5·2^0.5 = 3.5, so four days; that is 1.707 of the plan, believed by half;
    each phase ahead takes 5·1.707^(0.5/1.5) = 5.98, so six.
    """
    answer(project, 5)
    found = forecasts_of([project], as_of=date(2026, 3, 6))[project.id]
    assert (found[0].window.end, found[0].slip) == (date(2026, 3, 12), 4)
    # Each of five phases ahead adds a day: nine working days after 13 April, as China counts them.
    assert (found[-1].window.end, found[-1].slip) == (date(2026, 4, 24), 9)


def test_a_refresh_keeps_end_and_slip_but_no_new_version(project):
    answer(project, 5)
    version = project.version
    with pretend(datetime(2026, 3, 6, 4, tzinfo=UTC)), transaction():
        refresh_forecast(project)
    db.session.expire_all()
    kept = db.session.get_one(Project, project.id)
    assert (kept.forecast_end, kept.slip, kept.version) == (date(2026, 4, 24), 9, version)


def test_forecasts_are_made_anew_when_a_day_begins(app, make, project):
    other = make.project(make.client("Other"), start=date(2026, 3, 2), durations=FIVE_DAYS)
    with transaction():
        db.session.execute(update(Project).values(forecast_end=date(2020, 1, 1), slip=-99))
        db.session.execute(update(Project).where(Project.id == other.id).values(state="closed"))
    for _ in range(2):
        enqueue_regular(app, datetime(2026, 3, 6, 7, tzinfo=UTC))
    assert run_due(app) == 1 + len(DAILY)  # forecasts, and what is cleaned up each day
    db.session.expire_all()
    assert db.session.get_one(Project, project.id).slip != -99
    assert db.session.get_one(Project, other.id).slip == -99
    assert set(db.session.scalars(select(Job.state))) == {"done"}
    with transaction():
        db.session.execute(update(Project).values(slip=-99))
    enqueue_regular(app, datetime(2026, 3, 6, 8, tzinfo=UTC))
    assert run_due(app) == 1  # forecasts: no day has begun for the engagement since
    db.session.expire_all()
    assert db.session.get_one(Project, project.id).slip == -99
    with transaction():
        db.session.execute(update(KeptWarnings).values(counted_on=date(2026, 3, 5)))
    enqueue_regular(app, datetime(2026, 3, 7, 8, tzinfo=UTC))
    assert run_due(app) == 1 + len(DAILY)
    db.session.expire_all()
    assert db.session.get_one(Project, project.id).slip != -99


def test_a_passed_phase_ran_when_it_ran(project):
    with transaction():
        db.session.execute(
            update(ProjectPhase)
            .where(ProjectPhase.project_id == project.id, ProjectPhase.phase == "concept")
            .values(state="passed", actual_end=date(2026, 3, 10))
        )
    found = forecasts_of([project], as_of=date(2026, 3, 10))[project.id]
    assert (found[0].window.end, found[0].slip) == (date(2026, 3, 10), 2)
    assert found[1].window.start == date(2026, 3, 11)


def test_whoever_is_looked_at_after_an_act_has_a_forecast_of_that_day_too(app, project):
    """Otherwise the hour in which its day begins would find it counted, with the forecast of the day before."""
    with transaction():
        db.session.execute(update(Project).values(slip=-99))
        enqueue("warnings", by=None)
    run_due(app)
    db.session.expire_all()
    kept = db.session.get_one(Project, project.id)
    assert db.session.scalars(select(KeptWarnings.counted_on)).one() == today(kept.time_zone)
    assert kept.slip != -99
