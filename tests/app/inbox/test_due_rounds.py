"""A round whose planned days are over waits in the work of who leads the project, and of nobody else."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import update

from app.database import db
from app.evaluations.actions import open_round
from app.models import CutoverTask, Project, ThresholdChange
from app.transactions import transaction


@pytest.fixture
def house(make):
    lead, other, consultant = make.user("lead"), make.user("lead"), make.user("consultant")
    project = make.project(go_live=date(2026, 6, 30), by=lead)
    make.member(project, consultant)
    with transaction():
        db.session.execute(update(Project).where(Project.id == project.id).values(phase="evaluation"))
    return {"lead": lead, "other": other, "consultant": consultant, "project": project}


def waits(make, person, day: datetime) -> list[str]:
    with time_machine.travel(day, tick=False):
        page = make.browser(person).get("/").page
    return [" ".join(row.get_text(" ").split()) for row in page.select("#rounds li")]


def test_the_first_round_waits_on_the_lead_once_its_thirty_days_are_over(make, house):
    """Day 30 is 29 July 2026; on the 30th it is due."""
    assert waits(make, house["lead"], datetime(2026, 7, 29, 4, tzinfo=UTC)) == []
    (line,) = waits(make, house["lead"], datetime(2026, 7, 30, 4, tzinfo=UTC))
    assert line.startswith("Evaluation round 1")
    for nobody in ("other", "consultant"):
        assert waits(make, house[nobody], datetime(2026, 7, 30, 4, tzinfo=UTC)) == []


@pytest.mark.parametrize("phase", ["concept", "deployment", "training", "golive", "evaluation"])
def test_it_waits_whatever_phase_the_engagement_is_in(make, house, phase):
    with transaction():
        db.session.execute(update(Project).values(phase=phase))
    assert waits(make, house["lead"], datetime(2026, 7, 29, 4, tzinfo=UTC)) == []
    assert len(waits(make, house["lead"], datetime(2026, 7, 30, 4, tzinfo=UTC))) == 1


def test_without_a_day_of_go_live_it_is_counted_from_the_end_of_the_plan_as_in_the_list_of_rounds(make, house):
    """The plan ends on 30 June: thirty days from there end on 29 July."""
    with transaction():
        db.session.execute(update(Project).values(phase="golive", go_live=None, planned_end=date(2026, 6, 30)))
    assert waits(make, house["lead"], datetime(2026, 7, 29, 4, tzinfo=UTC)) == []
    (line,) = waits(make, house["lead"], datetime(2026, 7, 30, 4, tzinfo=UTC))
    assert "29 Jul" in line
    with time_machine.travel(datetime(2026, 7, 30, 4, tzinfo=UTC), tick=False):
        listed = make.browser(house["lead"]).get(f"/projects/{house['project'].key}/rounds").page
    assert "29 Jul" in listed.find(id="planned").find_parent("section").get_text()


def test_rounds_are_counted_from_the_day_on_which_the_switch_was_finished(make, house):
    """Planned for 30 June, finished on 20 July at night: thirty days from there end on 18 August."""
    task = {"project_id": house["project"].id, "title": "Switch"}
    first = make.add(CutoverTask(**task, number=1, key="first", finished="2026-07-18 22:00"))
    last = make.add(CutoverTask(**task, number=2, key="last", finished=""))
    assert len(waits(make, house["lead"], datetime(2026, 7, 30, 4, tzinfo=UTC))) == 1  # a task is left: as planned
    with transaction():
        db.session.execute(update(CutoverTask).where(CutoverTask.id == last.id).values(finished="2026-07-20 23:30"))
    assert first.id != last.id
    assert waits(make, house["lead"], datetime(2026, 8, 18, 4, tzinfo=UTC)) == []
    (line,) = waits(make, house["lead"], datetime(2026, 8, 19, 4, tzinfo=UTC))
    assert "18 Aug" in line
    with time_machine.travel(datetime(2026, 8, 19, 4, tzinfo=UTC), tick=False):
        page = make.browser(house["lead"]).get(f"/projects/{house['project'].key}/rounds").text
    assert "Counted from go-live on 20 Jul 2026" in page


def test_an_engagement_that_is_paused_or_over_waits_for_no_round(make, house):
    for state in ("paused", "closed"):
        with transaction():
            db.session.execute(update(Project).values(state=state))
        assert waits(make, house["lead"], datetime(2026, 7, 30, 4, tzinfo=UTC)) == []


def test_once_it_is_opened_it_waits_no_more(make, house):
    with transaction():
        open_round(
            project=house["project"], from_date=date(2026, 6, 30), to_date=date(2026, 7, 29), by=house["lead"].id
        )
    assert waits(make, house["lead"], datetime(2026, 7, 30, 4, tzinfo=UTC)) == []


def test_the_interval_of_the_project_decides_when_later_rounds_are_due(make, house):
    """Two rounds up to 27 September; with 30 days instead of 91 the third ends on 27 October."""
    for first, last in ((date(2026, 6, 30), date(2026, 7, 29)), (date(2026, 7, 30), date(2026, 9, 27))):
        with transaction():
            open_round(project=house["project"], from_date=first, to_date=last, by=house["lead"].id)
    after = datetime(2026, 10, 28, 4, tzinfo=UTC)
    assert waits(make, house["lead"], after) == []
    make.add(
        ThresholdChange(
            project_id=house["project"].id, threshold="evaluation.interval_days", was=91, value=30, reason="Monthly",
            accepted=True,
        )
    )  # fmt: skip
    assert len(waits(make, house["lead"], after)) == 1
    page = make.browser(house["lead"]).get(f"/projects/{house['project'].key}/rounds").text
    assert "27 Oct" in page
