"""The switch as people run it: order, starts and finishes by the server's clock, the second question, circles."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import event, select

from app.clock import pretend
from app.database import db
from app.facts.phase_records import gather
from app.models import CutoverTask, Join, Project, SupportShift, SwitchEntry
from app.registers.actions import add_row
from app.registers.catalogue import register_at
from app.reports.gather_records import records_of
from app.transactions import transaction
from tests.pasting import counts
from tests.records_world import fulfil
from tests.switch_world import fulfil_golive

NIGHT = datetime(2026, 5, 30, 10, 5, tzinfo=UTC)


@pytest.fixture
def house(make):
    client = make.client()
    project = make.project(client, time_zone="Asia/Shanghai")
    lead, sponsor = make.user("lead", name="Lena Lead"), make.user("sponsor", client)
    make.member(project, lead)
    make.member(project, sponsor)
    base = f"/projects/{project.key}"
    return {"project": project, "lead": lead, "sponsor": sponsor, "run": f"{base}/golive/run", "list": f"{base}/records/golive/tasks"}  # fmt: skip  # noqa: E501


def plan(house, *titles, **values):
    """Tasks after one another, each waiting for the one before."""
    made = []
    for title in titles:
        entered = {"title": title, "owner_id": house["lead"].id, "depends": tuple(one.id for one in made[-1:])}
        with transaction():
            project = db.session.get(Project, house["project"].id)
            register = register_at("golive/tasks")
            made.append(add_row(register=register, project=project, values=entered | values, by=house["lead"].id))
    return made


def times(task):
    db.session.expire_all()
    row = db.session.get(CutoverTask, task.id)
    return row.started, row.finished


def test_a_task_is_started_and_finished_by_the_clock_of_the_place(make, house):
    freeze, load = plan(house, "Freeze", "Load")
    browser = make.browser(house["lead"])
    with pretend(NIGHT):
        page = browser.get(house["run"])
    assert [one.get_text(" ", strip=True) for one in page.page.select(".task-title")] == ["CT-1 Freeze", "CT-2 Load"]
    assert "Waits for CT-1" in page.text
    assert browser.post(f"{house['run']}/{freeze.key}/start").status == 303
    started, finished = times(freeze)
    assert started.startswith("20")
    assert finished == ""
    assert browser.post(f"{house['run']}/{freeze.key}/finish").status == 303
    assert times(freeze)[1] >= started
    log = db.session.scalars(select(SwitchEntry.entry).order_by(SwitchEntry.number)).all()
    assert log == ["CT-1 Freeze: started", "CT-1 Freeze: finished"]
    assert "1 of 2" in browser.get(house["run"]).text
    browser.post("/language", {"language": "zh"})
    assert browser.post(f"{house['run']}/{load.key}/start").status == 303
    assert db.session.scalars(select(SwitchEntry.entry).order_by(SwitchEntry.number)).all()[-1] == "CT-2 Load：已开始"


def test_the_closing_report_prints_when_each_task_really_ended(app, make, house):
    plan(house, "Freeze", started="2026-10-31 18:00", finished="2026-10-31 18:50", planned_end="2026-10-31 19:00")
    with app.test_request_context():
        (shelf,) = [
            one for one in records_of(house["project"], "golive", "en")["shelves"] if one.title == "Cutover plan"
        ]
    assert shelf.columns[2:] == ("Owner", "Planned end", "Actual start", "Actual end")
    assert shelf.rows[0][-1].endswith("18:50")


def test_nothing_starts_before_what_it_waits_for(make, house):
    _freeze, load = plan(house, "Freeze", "Load")
    answer = make.browser(house["lead"]).post(f"{house['run']}/{load.key}/start")
    assert answer.status == 422
    assert "First these have to be finished: CT-1 Freeze." in answer.text
    assert times(load) == ("", "")


def test_a_second_tap_changes_nothing(make, house):
    (freeze,) = plan(house, "Freeze")
    browser = make.browser(house["lead"])
    browser.post(f"{house['run']}/{freeze.key}/start")
    first = times(freeze)
    answer = browser.post(f"{house['run']}/{freeze.key}/start")
    assert (answer.status, times(freeze)) == (422, first)
    assert "was started at" in answer.text


def test_a_wrong_tap_is_taken_back_unless_others_went_on(make, house):
    freeze, load = plan(house, "Freeze", "Load")
    browser = make.browser(house["lead"])
    for act in ("start", "finish", "back", "finish"):
        assert browser.post(f"{house['run']}/{freeze.key}/{act}").status == 303
    browser.post(f"{house['run']}/{load.key}/start")
    assert "CT-2 went on from here" in browser.post(f"{house['run']}/{freeze.key}/back").text
    assert browser.post(f"{house['run']}/{load.key}/back").status == 303
    assert times(load) == ("", "")


def test_the_point_of_no_return_asks_twice_and_stays_shut_while_a_blocker_stands(make, house):
    project = house["project"]
    browser = make.browser(house["lead"])
    (point,) = plan(house, "Open the doors", no_return=True)
    asked = browser.post(f"{house['run']}/{point.key}/start")
    assert asked.location.endswith(f"/golive/run/{point.key}/no-return")
    page = browser.get(asked.location)
    assert "There is no support roster" in page.text
    assert page.page.select("form[action$='/start']") == []
    refused = browser.post(f"{house['run']}/{point.key}/start", data={"sure": "yes"})
    assert refused.status == 422
    assert times(point) == ("", "")
    with transaction():
        db.session.execute(CutoverTask.__table__.delete())
        fulfil_golive(db.session.get(Project, project.id))
        db.session.execute(CutoverTask.__table__.delete())
    (point,) = plan(house, "Open the doors", no_return=True)
    _pass_earlier(project)
    assert "There is no way back" not in browser.get(house["run"]).text
    assert browser.post(f"{house['run']}/{point.key}/start", data={"sure": "yes"}).status == 303
    assert "The point of no return is passed" in browser.get(house["run"]).text


def _pass_earlier(project):
    """As if the five gates before had passed; only their state counts here."""
    from app.models import ProjectPhase

    with transaction():
        db.session.execute(
            ProjectPhase.__table__.update()
            .where(ProjectPhase.project_id == project.id, ProjectPhase.phase != "golive")
            .values(state="passed")
        )
        from app.facts.phase_records import refresh

        refresh(project.id, "golive")


def test_a_task_cannot_wait_for_itself_or_in_a_circle(make, house):
    freeze, load = plan(house, "Freeze", "Load")
    browser = make.browser(house["lead"])
    form = {"title": "Freeze", "version": "1"}
    itself = browser.post(f"{house['list']}/{freeze.key}", data=form | {"depends": freeze.key})
    assert (itself.status, "A task cannot wait for itself." in itself.text) == (422, True)
    circle = browser.post(f"{house['list']}/{freeze.key}", data=form | {"depends": load.key})
    assert circle.status == 422
    assert "These tasks wait for each other in a circle: CT-1 → CT-2 → CT-1." in circle.text


def test_a_circle_in_a_pasted_table_is_refused_as_a_whole(make, house):
    freeze, _load = plan(house, "Freeze", "Load")
    browser = make.browser(house["lead"])
    cells = "No.\tTask\tDepends on\nCT-1\tFreeze\tCT-3\n\tNew\t"
    browser.post(f"{house['list']}/new", data={"title": "Third", "depends": freeze.key})
    seen = browser.post(f"{house['list']}/sheet", data={"cells": cells})
    assert "These tasks wait for each other in a circle: CT-1 → CT-3 → CT-1." in seen.text
    assert counts(seen) == ["1", "0", "0", "1"]
    assert db.session.scalars(select(Join.from_id).where(Join.from_id == freeze.id)).all() == []


def test_circles_among_new_tasks_are_found_before_anything_is_taken_in(make, house):
    browser = make.browser(house["lead"])
    # line 1 is a title, line 2 the headings: Freeze waits for Load, Load for Export, Export for Freeze
    cells = (
        "Cutover, draft 2\t\t\nNo.\tTask\tDepends on\n1\tFreeze\t3\n2\tExport\t1\n3\tLoad\t2\n4\tOpen\t3\n5\tTell\t\n"
        "6\tSleep\t6\n"
    )
    seen = browser.post(f"{house['list']}/sheet", data={"cells": cells})
    assert counts(seen) == ["1", "0", "0", "5"]
    rows = {
        row.select_one("td.main").get_text(): row.select("td")[-1].get_text() for row in seen.page.select("tbody tr")
    }
    circle = (
        "These wait for each other in a circle: line 3 → line 5 → line 4 → line 3. Take one of the dependencies away."
    )
    assert {rows["Freeze"], rows["Export"], rows["Load"]} == {circle}
    assert rows["Open"] == "It names “Load”, which is refused itself."
    assert rows["Sleep"] == (
        "These wait for each other in a circle: line 8 → line 8. Take one of the dependencies away."
    )


def test_a_removed_task_comes_back_between_the_same_others(make, house):
    _freeze, load, _open = plan(house, "Freeze", "Load", "Open")
    browser, key = make.browser(house["lead"]), load.key

    def pairs():
        db.session.expire_all()
        titles = {row.id: row.title for row in db.session.scalars(select(CutoverTask))}
        return sorted((titles[one.from_id], titles[one.to_id]) for one in db.session.scalars(select(Join)))

    before = pairs()
    assert browser.post(f"{house['list']}/{key}/remove").status == 303
    assert pairs() == []
    assert browser.post(f"{house['list']}/restore", data={"row": key}).status == 303
    assert pairs() == before == [("Load", "Freeze"), ("Open", "Load")]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2026-05-30T18:05", "2026-05-30 18:05"),
        ("2026/5/30 8:05", "2026-05-30 08:05"),
        ("2026年5月30日 18:05:00", "2026-05-30 18:05"),
    ],
)
def test_moments_are_read_as_people_write_them(make, house, typed, kept):
    make.browser(house["lead"]).post(f"{house['list']}/new", data={"title": "Freeze", "planned_start": typed})
    assert db.session.scalars(select(CutoverTask.planned_start)).one() == kept


@pytest.mark.parametrize("typed", ["2026-05-30", "18:05", "2026-05-30 25:00", "2026-02-30 10:00", "soon"])
def test_what_is_no_moment_is_refused(make, house, typed):
    answer = make.browser(house["lead"]).post(f"{house['list']}/new", data={"title": "F", "planned_start": typed})
    assert answer.status == 422
    assert "is no day" in answer.text


def test_others_look_and_do_not_touch(make, house):
    (freeze,) = plan(house, "Freeze")
    browser = make.browser(house["sponsor"])
    assert browser.get(house["run"]).page.select(".task-acts") == []
    assert browser.post(f"{house['run']}/{freeze.key}/start").status == 403
    stranger = make.browser(make.user("sponsor", make.client("Other")))
    for end in ("run", "hypercare"):
        assert stranger.get(house["run"].replace("/run", f"/{end}")).status == 404


def asked_by(browser, url) -> int:
    """How many statements a page asks of the database."""
    asked = []

    def note(*_args):
        asked.append(1)

    event.listen(db.engine, "before_cursor_execute", note)
    browser.get(url)
    event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)


def test_the_number_of_queries_does_not_grow_with_the_tasks(make, house):
    browser = make.browser(house["lead"])
    counts = []
    for titles in (["One"], [f"Task {number}" for number in range(2, 60)]):
        with transaction():
            db.session.add_all(
                CutoverTask(project_id=house["project"].id, number=100 * len(counts) + number, title=title)
                for number, title in enumerate(titles, start=1)
            )
        browser.get(house["run"])
        counts.append(asked_by(browser, house["run"]))
    assert counts[0] == counts[1]


def test_the_fewest_rows_leave_no_blocker_and_facts_hold_what_was_entered(make, house):
    project = house["project"]
    with transaction():
        fulfil(db.session.get(Project, project.id), "golive")
        db.session.add(SupportShift(project_id=project.id, number=2, name="Second"))
    found = gather(project.id, "golive")
    assert (found.shifts, found.rounds, len(found.ratings), found.country) == (2, 1, 6, project.country)
    assert (found.tasks[0].owner != "", found.tasks[0].finished) == (True, "2026-01-05 19:00")


@pytest.mark.parametrize("count", [0, 3, 500])
def test_the_pages_bear_any_number_of_rows(make, house, count):
    from datetime import date, timedelta

    from app.models import HypercareDay, HypercareIssue

    mine = {"project_id": house["project"].id}
    first = date(2025, 1, 1)
    with transaction():
        for number in range(1, count + 1):
            day = first + timedelta(days=number % 300)
            db.session.add_all(
                [
                    CutoverTask(**mine, number=number, title=f"Task {number}", planned_start="2026-05-30 18:00"),
                    HypercareDay(**mine, number=number, day=day, issues=number % 7, active=number % 40, users=40),
                    HypercareIssue(**mine, number=number, title="x", severity="low", opened_on=day),
                ]
            )  # fmt: skip
    with transaction():
        from app.facts.phase_records import refresh

        refresh(house["project"].id, "golive")
    browser = make.browser(house["lead"])
    for end in ("run", "hypercare"):
        answer = browser.get(house["run"].replace("/run", f"/{end}"))
        assert answer.status == 200, answer.text
        assert bool(answer.page.select("svg.chart-drawing")) == (end != "run" and count > 0)


def test_pages_with_clock_times_say_once_whose_clock(make, house):
    browser = make.browser(house["lead"])
    base = f"/projects/{house['project'].key}"
    sentence = "All times are those of the clocks in Asia/Shanghai, the time zone of the project."
    for end in ("golive/run", "records/golive/tasks", "records/golive/tasks/new", "records/golive/tasks/sheet"):
        assert browser.get(f"{base}/{end}").text.count(sentence) == 1, end
    assert sentence not in browser.get(f"{base}/records/training/learners").text
