"""Opening an engagement: plan by hand, checklist and deliverables laid out, the lead named."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.database import db
from app.errors import Refused
from app.models import AuditEvent, ChecklistItem, Deliverable, Membership, ProjectPhase
from phases.edition import current_edition


def phases_of(project):
    rows = db.session.scalars(
        select(ProjectPhase).where(ProjectPhase.project_id == project.id).order_by(ProjectPhase.number)
    )
    return {row.phase: row for row in rows}


def test_the_plan_steps_over_weekends_and_the_spring_festival(make):
    """China 2026: festival 15–23 February, make-up working days 14 and 28 February."""
    project = make.project(make.client(country="CN"), start=date(2026, 1, 5))
    rows = phases_of(project)
    # 15 working days from Monday 5 January end on Friday 23 January.
    assert (rows["concept"].planned_start, rows["concept"].planned_end) == (date(2026, 1, 5), date(2026, 1, 23))
    # 40 from 26 January: 26–30 Jan 5, 2–6 Feb 5, 9–14 Feb 6 (Saturday made up) = 16; 24–28 Feb 5 = 21;
    # 2 March to 20 March 15 = 36; 23–26 March 4 = 40.
    assert (rows["review"].planned_start, rows["review"].planned_end) == (date(2026, 1, 26), date(2026, 3, 26))
    assert project.planned_end == rows["golive"].planned_end == project.go_live


def test_a_german_project_knows_its_own_holidays(make):
    """Good Friday 3 April and Easter Monday 6 April 2026 are no working days in Germany."""
    durations = {"concept": 5, "review": 5, "solidification": 5, "deployment": 5, "training": 5, "golive": 5}
    project = make.project(make.client(country="DE"), start=date(2026, 3, 30), durations=durations)
    rows = phases_of(project)
    # Mon 30 Mar, Tue 31, Wed 1 Apr, Thu 2, Tue 7.
    assert rows["concept"].planned_end == date(2026, 4, 7)
    assert rows["review"].planned_start == date(2026, 4, 8)


def test_the_first_phase_runs_and_the_others_are_ahead(make):
    rows = phases_of(make.project())
    assert [row.state for row in rows.values()] == ["running", *["ahead"] * 5]
    assert rows["concept"].actual_start == rows["concept"].planned_start
    assert rows["review"].actual_start is None


def test_a_go_live_date_squeezes_the_phases_so_that_the_plan_ends_there(make):
    project = make.project(start=date(2026, 1, 5), go_live=date(2026, 6, 30))
    assert project.planned_end == date(2026, 6, 30)
    lengths = [row.working_days for row in phases_of(project).values()]
    # 5 January to 30 June 2026 in China: 119 working days, shared out as 15:40:30:30:15:20.
    assert sum(lengths) == 119
    assert lengths[1] == max(lengths)


def test_a_go_live_too_near_is_refused_with_a_sentence(make):
    with pytest.raises(Refused, match="too few working days"):
        make.project(start=date(2026, 1, 5), go_live=date(2026, 1, 8))


def test_an_unknown_country_is_refused_with_a_sentence(make):
    with pytest.raises(Refused, match="“XX”"):
        make.project(make.client(), country="XX")


def test_every_item_and_deliverable_of_the_edition_is_there_and_due_when_its_phase_ends(make):
    project, edition = make.project(), current_edition()
    rows = phases_of(project)
    items = dict(
        db.session.execute(
            select(ChecklistItem.item, ChecklistItem.due).where(ChecklistItem.project_id == project.id)
        ).all()
    )
    assert set(items) == {item for content in edition.phases.values() for item in content.items}
    assert items["concept.motive-recorded"] == rows["concept"].planned_end
    kinds = db.session.execute(select(Deliverable.deliverable, Deliverable.phase, Deliverable.due)).all()
    assert {row.deliverable for row in kinds} == {
        d for content in edition.phases.values() for d in content.deliverables
    }
    assert all(row.due == rows[row.phase].planned_end for row in kinds)


def test_a_lead_consultant_leads_what_they_open_and_a_director_does_not(make):
    lead, director = make.user("lead"), make.user("director")
    own, other = make.project(by=lead), make.project(by=director)
    roles = dict(db.session.execute(select(Membership.project_id, Membership.role)).all())
    assert roles == {own.id: "lead"}
    assert db.session.scalar(select(func.count()).where(AuditEvent.project_id == other.id)) == 1
