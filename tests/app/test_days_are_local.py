"""Days on screen, in facts and in signed sentences are those of the project's zone; instants are kept in UTC."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from app.facts.behaviour import covered
from app.models import Project, Survey, ThresholdChange, User
from app.usage.importing_now import take_log
from phases.readiness.statements import by_id
from tests.conftest import Make

EVENING = datetime(2026, 1, 31, 20, 30, tzinfo=UTC)
"""04:30 of 1 February in Shanghai, 15:30 of 31 January in New York."""

PLACES = [("Asia/Shanghai", date(2026, 2, 1), "1 Feb 2026"), ("America/New_York", date(2026, 1, 31), "31 Jan 2026")]
Place = tuple[Project, User, date, str]


@pytest.fixture(params=PLACES, ids=["east", "west"])
def place(make: Make, request: Any) -> Place:
    """A project in a zone, made at the instant; its lead, who lives by UTC; the day that the instant is there."""
    zone, day, shown = request.param
    with time_machine.travel(EVENING, tick=False):
        lead = make.user("lead", time_zone="UTC")
        project = make.project(time_zone=zone, by=lead)
    return project, lead, day, shown


def test_an_assessment_was_opened_and_closed_on_a_day_of_the_project(make: Make, place: Place) -> None:
    project, lead, _day, shown = place
    url = f"/projects/{project.key}/readiness"
    with time_machine.travel(EVENING, tick=False):
        browser = make.browser(lead)
        browser.post(f"{url}/1/rate", data={f"rating-{id}": "2" for id in by_id()})
        assert browser.post(f"{url}/1/close").status == 303
    browser = make.browser(lead)
    line = browser.get(url).page.select_one("tr:has(a[href$='/readiness/1'])")
    assert line is not None
    assert line.text.count(shown) == 2
    assert shown in browser.get(f"/projects/{project.key}").page.select_one("[aria-labelledby=readiness]").text


def test_a_survey_was_opened_on_a_day_of_the_project(make: Make, place: Place) -> None:
    project, lead, _day, shown = place
    with time_machine.travel(EVENING, tick=False):
        given = {"title": "Users", "audience": "users", "mode": "personal", "instruments": ["sus"]}
        make.add(Survey(project_id=project.id, number=1, **given))
    page = make.browser(lead).get(f"/projects/{project.key}/surveys").page
    (cell,) = page.select("tbody tr td.main")
    assert cell.text.strip() == f"1 Users{shown}"


def test_a_gate_names_the_day_on_which_a_threshold_was_changed(make: Make, place: Place) -> None:
    project, lead, day, _shown = place
    with time_machine.travel(EVENING, tick=False):
        made = {"threshold": "concept.coverage", "was": 90, "value": 80, "reason": "Shifts", "accepted": True}
        make.add(ThresholdChange(project_id=project.id, by_id=lead.id, **made))
    text = make.browser(lead).get(f"/projects/{project.key}/phases/concept/gate").text
    assert f"by {lead.name} on {day.day} {day:%B} 2026: Shifts" in text


def test_a_log_covers_days_of_the_project(place: Place, tmp_path: Path) -> None:
    project, lead, day, _shown = place
    path = tmp_path / "log.csv"
    path.write_text(f"user,function,time\nann,Visits,{EVENING.isoformat()}\n")
    take_log(project=project, path=path, wanted={}, by=lead.id)
    assert covered(project.id) == [(day, day)]
