"""The project page says when the forecast of the end moved by more than a week, and which phase moved it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from app import audit
from app.answers.actions import answer_item
from app.clock import now, pretend, today
from app.database import db
from app.models import ChecklistItem, Project, ProjectPhase
from app.transactions import transaction
from phases.order import ORDER
from phases.workdays import add_working_days

WORDS = "Within a week the forecast of the end moved from "


@pytest.fixture
def house(make):
    """A project whose first phase, planned for 30 working days, runs since 20 and is done by half."""
    on = today("Asia/Shanghai")
    start = add_working_days(on, -20, "CN")
    lead = make.user("lead")
    with pretend(datetime.combine(start, datetime.min.time(), now().tzinfo) - timedelta(days=9)):
        project = make.project(make.client(country="CN"), by=lead, start=start, durations=dict.fromkeys(ORDER, 30))
    with transaction():
        mine = ProjectPhase.project_id == project.id
        db.session.execute(update(ProjectPhase).where(mine, ProjectPhase.phase == "concept").values(actual_start=start))
        items = db.session.scalars(select(ChecklistItem).where(ChecklistItem.phase == "concept")).all()
        for item in items[::2]:
            item.state = "done"
    return {"lead": lead, "project": project, "url": f"/projects/{project.key}"}


def answer(house, count: int, before: str, after: str) -> None:
    """As many items of the first phase as this are answered anew today."""
    with transaction():
        these = select(ChecklistItem).where(ChecklistItem.phase == "concept", ChecklistItem.state == before)
        for item in db.session.scalars(these.limit(count)).all():
            answer_item(
                project=db.session.get_one(Project, house["project"].id), item=item, state=after, note="",
                by=house["lead"].id, version=item.version,
            )  # fmt: skip


def said(make, house) -> str:
    text = make.browser(house["lead"]).get(house["url"]).page.main.get_text(" ", strip=True)
    return text[text.find(WORDS) :].split(" Early warnings")[0][:300] if WORDS in text else ""


def test_a_forecast_that_moved_within_a_week_says_what_moved_it(make, house):
    answer(house, 9, "done", "open")
    told = said(make, house)
    assert "working days later" in told
    assert "“Concept introduction”" in told


def test_who_answers_nothing_for_a_week_is_later_by_more_than_that_week(make, house):
    # Half in 15 working days was on plan; half in 20 is a third slower, and so are the phases ahead.
    assert "“Concept introduction”. The others are in phases ahead, which follow its pace." in said(make, house)


def test_an_end_that_did_not_move_by_a_week_says_nothing(make, house):
    # 9 of 20 items in 15 working days, now 12 in 20: the same pace.
    with transaction():
        done = select(ChecklistItem).where(ChecklistItem.phase == "concept", ChecklistItem.state == "done")
        db.session.scalars(done.limit(1)).one().state = "open"
    answer(house, 3, "open", "done")
    assert said(make, house) == ""


def test_a_plan_that_was_changed_tells_so_itself(make, house):
    answer(house, 9, "done", "open")
    with transaction():
        audit.record("plan.moved", by=house["lead"].id, project=house["project"].id, about="review")
    assert said(make, house) == ""


def test_a_project_younger_than_a_week_has_no_week_to_compare_with(make, house):
    answer(house, 9, "done", "open")
    with transaction():
        db.session.execute(update(Project).values(created_at=now() - timedelta(days=3)))
    assert said(make, house) == ""
