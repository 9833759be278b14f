"""The pages of an engagement: opening, overview, schedule, settings, history."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, insert, select, update

from app.clock import now
from app.database import db
from app.facts.warning_keeping import refresh_warnings
from app.history import events_of, events_page, latest_of
from app.models import AuditEvent, ChecklistItem, Client, Project, ProjectPhase, RaidEntry
from app.projects.actions import move_phase
from app.transactions import transaction
from phases.edition import current_edition
from phases.order import ORDER

FIVE_DAYS = dict.fromkeys(ORDER, 5)


def opening_form(**values):
    return {
        "client": "", "new_client": "", "name": "Sales rollout", "system": "", "summary": "", "country": "CN",
        "edition": current_edition().key, "start": "2026-03-02", "go_live": "", **dict.fromkeys(ORDER, "5"), **values,
    }  # fmt: skip


@pytest.fixture
def team(make):
    client = make.client("Borealis Tools", country="CN")
    lead = make.user("lead", name="Grace Holloway")
    project = make.project(client, by=lead, start=date(2026, 3, 2), durations=FIVE_DAYS)
    people = {role: make.user(role, client) for role in ("sponsor", "client-pm", "client-member")}
    for person in people.values():
        make.member(project, person)
    return {"client": client, "lead": lead, "project": project, **people}


def fresh(project: Project) -> Project:
    db.session.expire_all()
    return db.session.get_one(Project, project.id)


def test_a_lead_opens_an_engagement_for_a_known_client(make):
    lead, client = make.user("lead"), make.client("Borealis Tools")
    answer = make.browser(lead).post("/projects/new", opening_form(client=client.key))
    project = db.session.scalars(select(Project)).one()
    assert (answer.status, answer.location) == (303, f"/projects/{project.key}/people")
    assert (project.client_id, project.name, project.planned_end) == (client.id, "Sales rollout", date(2026, 4, 13))


def test_a_new_client_comes_with_its_engagement(make):
    answer = make.browser(make.user("director")).post("/projects/new", opening_form(new_client="Kestrel Bearings"))
    assert answer.status == 303
    client = db.session.scalars(select(Client)).one()
    assert (client.name, client.country, client.time_zone) == ("Kestrel Bearings", "CN", "Asia/Shanghai")


def test_the_dates_are_shown_before_anything_is_saved(make):
    browser = make.browser(make.user("lead"))
    answer = browser.post("/projects/new", opening_form(new_client="Kestrel", preview="1"))
    assert answer.status == 200
    rows = [" ".join(row.get_text(" ").split()) for row in answer.page.select("table tbody tr")]
    # Training runs from Monday 30 March to Friday 3 April; 4 to 6 April is Qingming, so go-live begins on Tuesday.
    assert rows[5].startswith("Go-live 7 Apr 2026 – 13 Apr 2026")
    assert db.session.scalars(select(Project)).all() == []


def test_lengths_are_fitted_to_the_agreed_go_live(make):
    browser = make.browser(make.user("lead"))
    answer = browser.post("/projects/new", opening_form(new_client="Kestrel", go_live="2026-03-13", fit="1"))
    # Ten working days for six phases of equal length: one each, and four more for the first four.
    lengths = [answer.page.select_one(f"input[name={word}]")["value"] for word in ORDER]
    assert sum(map(int, lengths)) == 10
    assert set(lengths) == {"1", "2"}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "Give the engagement a name."),
        ({"start": "soon"}, "Not a valid date value."),
        ({"start": "0001-01-01"}, "Choose a date from 2000 to 2099."),
        ({"review": "0"}, "A phase takes from 1 to 1,000 working days."),
        ({"review": "0"}, "Business review: Working days"),
        ({"review": "many"}, "Not a valid integer value."),
        ({"new_client": ""}, "Choose a client or give the name of a new one."),
        ({"go_live": "2026-03-01"}, "Go-live has to come after the start."),
        ({"edition": "1999.9"}, "Not a valid choice."),
        ({"country": "ZZ"}, "Not a valid choice."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(make, wrong, sentence):
    browser = make.browser(make.user("lead"))
    answer = browser.post("/projects/new", opening_form(**{"new_client": "Kestrel", "summary": "Keep me"} | wrong))
    assert answer.status == 422
    assert sentence in answer.text
    assert answer.page.select_one("textarea[name=summary]").text.strip() == "Keep me"
    assert db.session.scalars(select(Project)).all() == []


@pytest.mark.parametrize("role", ["consultant", "administrator", "executive", "sponsor"])
def test_only_leads_and_directors_open_engagements(make, role):
    client = make.client() if role in ("executive", "sponsor") else None
    browser = make.browser(make.user(role, client))
    assert browser.get("/projects/new").status == 404
    assert browser.post("/projects/new", opening_form(new_client="Kestrel")).status == 404


def test_the_overview_answers_where_what_blocks_what_is_next_who_and_what_changed(make, team):
    project = team["project"]
    make.add(RaidEntry(project_id=project.id, kind="issue", severity="critical", title="Data are wrong", owner_id=None))
    page = make.browser(team["lead"]).get(f"/projects/{project.key}").page
    assert "Phase 1 of 6: Concept introduction" in page.select_one(".where").text
    blockers = [item.text.strip() for item in page.select(".blockers li")]
    assert len(blockers) == 6
    assert page.find(id="next").find_parent("section").select("li")
    people = page.find(id="act").find_parent("section").text
    assert "Grace Holloway" in people
    assert "opened the engagement" in page.find(id="changes").find_parent("section").text
    assert page.select_one("svg.chart-drawing") is not None


def test_a_reader_sees_their_own_items_first(make, team):
    project = team["project"]
    with transaction():
        item = db.session.scalars(
            select(ChecklistItem).where(ChecklistItem.project_id == project.id).order_by(ChecklistItem.position.desc())
        ).first()
        db.session.execute(
            update(ChecklistItem).where(ChecklistItem.id == item.id).values(assignee_id=team["client-member"].id)
        )
        db.session.execute(
            update(ChecklistItem)
            .where(ChecklistItem.project_id == project.id, ChecklistItem.item == item.item)
            .values(phase="concept")
        )
    page = make.browser(team["client-member"]).get(f"/projects/{project.key}").page
    first = page.find(id="next").find_parent("section").select_one("li")
    assert "Yours" in first.text
    assert item.item in first.a["href"]


def test_the_overview_asks_as_often_for_a_large_project_as_for_a_small_one(make, team):
    browser, url = make.browser(team["lead"]), f"/projects/{team['project'].key}"
    with transaction():
        refresh_warnings([team["project"].id])
    few = queries(browser, url)
    extra = [
        {
            "project_id": team["project"].id, "item": f"concept.own-{number}", "phase": "concept", "own": True,
            "position": 100 + number, "owner_role": "lead", "mandatory": True, "question": f"Question {number}?",
        }
        for number in range(200)
    ]  # fmt: skip
    with transaction():
        db.session.execute(insert(ChecklistItem), extra)
    # One more statement reads the project's own items, however many there are.
    assert queries(browser, url) == few + 1
    with transaction():
        db.session.execute(insert(ChecklistItem), [row | {"item": row["item"] + "-again"} for row in extra])
    assert queries(browser, url) == few + 1
    assert few <= 22


def queries(browser, url: str) -> int:
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN", "SET")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert browser.get(url).status == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def test_the_schedule_shows_plan_actual_forecast_and_slip(make, team):
    page = make.browser(team["sponsor"]).get(f"/projects/{team['project'].key}/schedule").page
    rows = [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in page.select("tbody tr")]
    review = next(row for row in rows if "Business review" in row[0])
    assert review[2:4] == ["5", "9 Mar 2026 – 13 Mar 2026"]
    assert page.select("a[href$='/schedule/review']") == []


def test_a_move_is_previewed_then_done_then_taken_back(make, team):
    project, browser = team["project"], make.browser(team["lead"])
    url = f"/projects/{project.key}/schedule/review"
    form = {"start": "2026-03-16", "version": str(project.version)}
    shown = browser.post(url, form | {"preview": "1"})
    assert shown.status == 200
    assert "16 Mar 2026 – 20 Mar 2026" in shown.text
    assert fresh(project).planned_end == date(2026, 4, 13)
    assert browser.post(url, form).status == 303
    assert fresh(project).planned_end == date(2026, 4, 20)
    schedule = browser.get(f"/projects/{project.key}/schedule")
    assert "Undo: “Business review” back to 9 Mar 2026" in schedule.text
    version = fresh(project).version
    assert browser.post(f"/projects/{project.key}/schedule/undo", {"version": str(version)}).status == 303
    assert fresh(project).planned_end == date(2026, 4, 13)


def test_the_second_person_to_move_sees_both_dates(make, team):
    project, browser = team["project"], make.browser(team["lead"])
    stale = str(project.version)
    with transaction():
        move_phase(project=fresh(project), phase="review", start=date(2026, 3, 16), version=project.version, by=None)
    answer = browser.post(f"/projects/{project.key}/schedule/review", {"start": "2026-03-23", "version": stale})
    assert answer.status == 409
    assert "16 Mar 2026" in answer.text
    assert "23 Mar 2026" in answer.text
    assert fresh(project).planned_end == date(2026, 4, 20)


def test_lengths_are_previewed_then_changed(make, team):
    project, browser = team["project"], make.browser(team["lead"])
    url = f"/projects/{project.key}/schedule/lengths"
    form = dict.fromkeys(ORDER, "5") | {"review": "7", "version": str(project.version)}
    assert "9 Mar 2026 – 17 Mar 2026" in browser.post(url, form | {"preview": "1"}).text
    assert browser.post(url, form).status == 303
    found = dict(db.session.execute(select(ProjectPhase.phase, ProjectPhase.working_days)).all())
    assert found == FIVE_DAYS | {"review": 7}
    assert browser.post(url, form | {"review": "0"}).status == 422


@pytest.mark.parametrize("path", ["schedule/review", "schedule/lengths", "settings"])
@pytest.mark.parametrize("role", ["sponsor", "client-pm", "client-member"])
def test_the_clients_people_do_not_change_the_plan(make, team, path, role):
    assert make.browser(team[role]).get(f"/projects/{team['project'].key}/{path}").status == 403


def test_a_phase_that_does_not_exist_is_not_found(make, team):
    assert make.browser(team["lead"]).get(f"/projects/{team['project'].key}/schedule/party").status == 404


def settings_form(project: Project, **values):
    return {
        "name": project.name, "system": project.system, "summary": project.summary, "time_zone": project.time_zone,
        "go_live": project.go_live.isoformat(), "version": str(project.version), **values,
    }  # fmt: skip


def test_settings_are_changed_and_a_stale_change_shows_both_texts(make, team):
    project, browser = team["project"], make.browser(team["lead"])
    url, form = f"/projects/{project.key}/settings", settings_form(project)
    assert browser.post(url, form | {"name": "Service rollout"}).status == 303
    assert fresh(project).name == "Service rollout"
    answer = browser.post(url, form | {"name": "Dealers rollout"})
    assert answer.status == 409
    assert "Service rollout" in answer.text
    assert "Dealers rollout" in answer.text
    assert fresh(project).name == "Service rollout"


def test_answers_and_log_entries_make_no_settings_form_stale(make, team):
    project, browser = team["project"], make.browser(team["lead"])
    form = settings_form(project, summary="Everything about it.")
    assert (
        browser.post(f"/projects/{project.key}/raid/new", {"kind": "risk", "title": "A", "severity": "low"}).status
        == 303
    )
    assert browser.post(f"/projects/{project.key}/settings", form).status == 303


def step(make, team, state: str, reason: str = "", who: str = "lead"):
    project = fresh(team["project"])
    form = {"state": state, "reason": reason, "version": str(project.version)}
    return make.browser(team[who]).post(f"/projects/{project.key}/state", form)


def test_an_engagement_pauses_with_a_reason_and_resumes(make, team):
    assert "say why" in step(make, team, "paused").text
    assert step(make, team, "paused", "Budget freeze").status == 303
    assert fresh(team["project"]).state == "paused"
    assert step(make, team, "running").status == 303
    assert fresh(team["project"]).state == "running"
    verbs = db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id)).all()
    assert verbs[-2:] == ["project.paused", "project.resumed"]


def test_an_engagement_closes_only_after_its_last_gate_but_can_be_cancelled_and_reopened(make, team):
    answer = step(make, team, "closed")
    assert answer.status == 422
    assert "last gate" in answer.text
    assert step(make, team, "cancelled", "Client sold").status == 303
    assert step(make, team, "paused", "?").status == 422
    assert step(make, team, "running", "Client bought back").status == 303
    with transaction():
        fresh(team["project"]).phase = "evaluation"
    assert step(make, team, "closed").status == 303
    assert step(make, team, "flying", "?").status == 422


def test_after_the_last_gate_what_is_next_leads_to_the_rounds(make, team):
    url = f"/projects/{team['project'].key}"
    with transaction():
        fresh(team["project"]).phase = "evaluation"
        db.session.execute(update(ProjectPhase).values(state="passed"))
    page = make.browser(team["lead"]).get(url).page
    section = page.find(id="next").find_parent("section")
    assert section.select_one("p a")["href"] == f"{url}/rounds"
    assert "All six gates are passed" in section.get_text()
    assert [term.string for term in page.select(".page-head dl.facts dt")] == [
        "Go-live planned", "Last gate passed",
    ]  # fmt: skip


def test_the_history_follows_the_time_of_acts_and_not_their_numbers(make, team):
    """Three moments, written in another order, the middle one with two acts: newest first, also across pages."""
    project, browser = team["project"], make.browser(team["lead"])
    moments = [datetime(2031, 3, day, 9, tzinfo=UTC) for day in (2, 3, 1, 2)]
    with transaction():
        for number, moment in enumerate(moments):
            event = {"project_id": project.id, "at": moment, "verb": "raid.raised", "data": {"title": f"E{number}"}}
            db.session.execute(insert(AuditEvent).values(**event, about=f"x{number}"))
    key, edition = project.key, current_edition()
    first, earlier = events_page(project.id, key, edition, size=2)
    second, _rest = events_page(project.id, key, edition, before=earlier, size=2)
    times = [f"2031-03-0{day}T09:00:00+00:00" for day in (3, 2, 2, 1)]
    assert [one.iso for one in (*first, *second)] == times
    assert len({one.sentence for one in (*first, *second)}) == 4
    assert events_of(project.id, key, edition, limit=1) == first[:1]
    ((count, newest),) = latest_of({project.id: (key, edition.key)}, datetime(2031, 1, 1, tzinfo=UTC)).values()
    assert (count, newest) == (4, first[0])
    told = [time["datetime"] for time in browser.get(f"/projects/{key}/history").page.select("main time[datetime]")]
    assert told == sorted(told, reverse=True)


def test_the_history_tells_every_act_and_pages(make, team):
    project = team["project"]
    rows = [
        {"at": now(), "by_id": team["lead"].id, "project_id": project.id, "verb": verb, "about": "review",
         "data": {"number": number}}
        for number, verb in enumerate(["gate.proposed", "no.such-verb"] * 30)
    ]  # fmt: skip
    with transaction():
        db.session.execute(insert(AuditEvent), rows)
    browser = make.browser(team["lead"])
    first = browser.get(f"/projects/{project.key}/history")
    assert "proposed the gate “Business review”" in first.text
    assert "changed something in the project" in first.text
    assert len(first.page.select(".timeline li")) == 50
    second = browser.get(first.page.find("a", string="Earlier")["href"])
    assert "opened the engagement" in second.text
    assert second.page.find("a", string="Earlier") is None


def test_the_pages_speak_chinese(make, team):
    with transaction():
        team["lead"].language = "zh"
    browser = make.browser(team["lead"])
    for path in ("", "/schedule", "/settings", "/people", "/history"):
        page = browser.get(f"/projects/{team['project'].key}{path}").page
        assert page.html["lang"] == "zh-CN"
    assert "第 1 阶段" in browser.get(f"/projects/{team['project'].key}").text


def test_a_deliverable_of_nobody_is_the_leads(make, team):
    with transaction():
        db.session.execute(update(ChecklistItem).values(state="done"))
    for role, expected in (("lead", "Yours"), ("sponsor", "Lead consultant")):
        page = make.browser(team[role]).get(f"/projects/{team['project'].key}").page
        assert expected in page.find(id="next").find_parent("section").select_one("li").text
