"""Concept introduction as people use it: registers, their facts, the matrix, what was learned, the self-check."""

from datetime import date

import pytest
from sqlalchemy import event, insert, select

from app.clock import now
from app.database import db
from app.facts.concept import gather
from app.facts.gates import facts_of_gates
from app.facts.phase_records import refresh
from app.models import (
    AgreedTerm,
    ConceptAttendance,
    ConceptSession,
    Duty,
    Join,
    SelfCheck,
    TeamPerson,
)
from app.models.base import new_key
from app.transactions import transaction
from phases.facts.concept import Act, Attended, Met, Rated


@pytest.fixture
def house(make):
    client = make.client()
    project = make.project(client)
    people = {
        "lead": make.user("lead"),
        "sponsor": make.user("sponsor", client, name="Su Sponsor"),
        "member": make.user("client-member", client),
    }
    for user in people.values():
        make.member(project, user)
    base = f"/projects/{project.key}"
    return {"project": project, "base": base, "room": f"{base}/records/concept", **people}


def enter(make, house, register: str, **values):
    """Enter a row through its form."""
    answer = make.browser(house["lead"]).post(f"{house['room']}/{register}/new", data=values)
    assert answer.status == 303, answer.text


def person(make, house, name: str, role: str, **values) -> TeamPerson:
    enter(make, house, "team", name=name, role=role, side="client", **values)
    return db.session.scalars(select(TeamPerson).order_by(TeamPerson.id.desc())).first()


@pytest.fixture
def team(make, house):
    """Su the sponsor, Kim a key user, Pia the project manager; Kim and Pia are to be trained."""
    return house | {
        "su": person(make, house, "Su", "sponsor", level="executive"),
        "kim": person(make, house, "Kim", "key-user", to_train="y", department="Sales"),
        "pia": person(make, house, "Pia", "client-pm", to_train="y", it="y", in_raci="y", ends="2099-12-31"),
    }


def test_what_is_typed_reaches_the_rules_of_the_gate(make, team):
    enter(make, team, "meetings", title="Kick-off", kind="kick-off", held_on="2026-01-07", attendees=[team["su"].key])
    enter(make, team, "meetings", title="Steering", kind="steering", held_on="2026-02-01", attendees=[team["kim"].key])
    enter(make, team, "meetings", title="Other", kind="other", held_on="2026-02-02", sponsor_present="y")
    enter(make, team, "sessions", title="Concept", held_on="2026-01-12")
    enter(make, team, "attendance", person=team["kim"].key, session="CS-1", pre_test="40", post_test="85.5")
    enter(make, team, "attendance", person=team["pia"].key, session="CS-1")
    enter(make, team, "acts", act="Moved two people", kind="structure", done_on="2026-02-10")
    enter(make, team, "glossary", term="CRM", wording="How we keep customers", accepted_by=team["su"].key)
    enter(make, team, "glossary", term="Success", wording="Agreed figures")
    enter(make, team, "self-check", observation="We guess", topic="presume", rating="1")
    enter(make, team, "self-check", observation="Unclear", topic="presume", rating="unknown")
    found = facts_of_gates(team["project"], ["concept"])["concept"].records
    assert found == gather(team["project"].id)
    su, kim, pia = found.team
    assert (su.role, su.level, kim.to_train, kim.department) == ("sponsor", "executive", True, "Sales")
    assert (pia.it, pia.ends, su.to_train) == (True, date(2099, 12, 31), False)
    assert [(one.kind, one.day, one.sponsor) for one in found.meetings] == [
        ("kick-off", date(2026, 1, 7), True), ("steering", date(2026, 2, 1), False), ("other", date(2026, 2, 2), True),
    ]  # fmt: skip
    assert isinstance(found.meetings[0], Met)
    assert found.attendance == (
        Attended(kim.key, date(2026, 1, 12), 40, 85.5), Attended(pia.key, date(2026, 1, 12)),
    )  # fmt: skip
    assert found.acts == (Act("structure", date(2026, 2, 10)),)
    assert found.ratings == (Rated("presume", 1), Rated("presume"))
    assert (found.terms, found.terms_accepted) == (2, 1)


def test_the_room_shows_measures_and_what_keeps_the_gate_shut(make, team):
    page = make.browser(team["lead"]).get(team["room"])
    # Sponsor, key user and project manager are entered, the lead consultant signs in with that part; nobody is for IT.
    assert "Nobody in the team fills the role “IT contact”." in page.text
    assert "Nobody in the team fills the role “Lead consultant”." not in page.text
    assert "No kick-off meeting has been held yet." in page.text
    rows = {row.td.get_text(): row for row in page.page.select("table.cards tbody tr")}
    assert " ".join(rows["Team completeness"].get_text(" ").split()).startswith("Team completeness 80% 4 / 5")
    assert "not measured" in rows["Understanding"].get_text()


def test_an_attendance_is_called_by_person_and_session_even_after_a_name_changed(make, team):
    enter(make, team, "sessions", title="Concept", held_on="2026-01-12")
    enter(make, team, "attendance", person=team["kim"].key, session="CS-1")
    assert db.session.scalars(select(ConceptAttendance.title)).one() == "Kim · Concept"
    version = db.session.scalars(select(TeamPerson.version).where(TeamPerson.name == "Kim")).one()
    form = {"name": "Kim Li", "side": "client", "role": "key-user", "to_train": "y", "version": str(version)}
    browser = make.browser(team["lead"])
    assert browser.post(f"{team['room']}/team/{team['kim'].key}", data=form).status == 303
    assert db.session.scalars(select(ConceptAttendance.title)).one() == "Kim Li · Concept"


@pytest.mark.parametrize(
    ("register", "values", "sentence"),
    [
        ("team", {"name": "X", "side": "client", "role": "king"}, "“king” is not one of"),
        ("team", {"name": "X", "side": "client", "role": "it", "days": "8"}, "A number from 0 to 7."),
        (
            "team",
            {"name": "X", "side": "client", "role": "it", "starts": "2026-03-02", "ends": "2026-03-01"},
            "The last day lies before the first.",
        ),
        ("attendance", {"person": "nobody", "session": "CS-1", "post_test": "101"}, "A number from 0 to 100."),
        ("duties", {"activity": "Charter", "accountable": "T-1"}, "Please choose at least one."),
        ("duties", {"activity": "Charter", "responsible": ["T-1"]}, "Please fill this in."),
        ("self-check", {"observation": "x", "topic": "presume", "rating": "5"}, "“5” is not one of"),
    ],
)
def test_bad_rows_are_refused_with_a_sentence(make, team, register, values, sentence):
    answer = make.browser(team["lead"]).post(f"{team['room']}/{register}/new", data=values)
    assert answer.status == 422
    assert sentence in answer.text


def duty(make, team, activity: str = "Write the charter", **values) -> Duty:
    chosen = {"accountable": team["su"].key, "responsible": [team["kim"].key], "consulted": [team["pia"].key]} | values
    enter(make, team, "duties", activity=activity, **chosen)
    return db.session.scalars(select(Duty).order_by(Duty.id.desc())).first()


def matrix(make, team) -> tuple[list[str], list[list[str]]]:
    page = make.browser(team["lead"]).get(f"{team['base']}/concept/raci").page
    head = [one.contents[0] for one in page.select("table.matrix thead th")]
    rows = [[cell.get_text(" ").strip() for cell in row.select("th, td")] for row in page.select("table.matrix tbody tr")]  # fmt: skip  # noqa: E501
    return head, rows


def test_the_matrix_shows_each_letter_where_it_belongs(make, team):
    duty(make, team)
    duty(make, team, "Run the kick-off", responsible=[team["su"].key], consulted=[], informed=[team["kim"].key])
    assert matrix(make, team) == (
        ["Activity", "Su", "Kim", "Pia"],
        [["Write the charter", "A", "R", "C"], ["Run the kick-off", "A/R", "I", ""]],
    )


def test_the_three_lists_of_a_duty_are_kept_apart_when_it_changes_and_comes_back(make, team):
    row = duty(make, team)
    key, version = row.key, row.version
    browser, url = make.browser(team["lead"]), f"{team['room']}/duties"
    page = browser.get(f"{url}/{key}").page
    ticked = [(one["name"], one["value"]) for one in page.select("input[type=checkbox][checked]")]
    assert ticked == [("responsible", team["kim"].key), ("consulted", team["pia"].key)]
    form = {"activity": "Write the charter", "accountable": "T-1", "responsible": ["T-3"], "informed": ["T-2"]}
    assert browser.post(f"{url}/{key}", data=form | {"version": str(version)}).status == 303
    assert matrix(make, team)[1] == [["Write the charter", "A", "I", "R"]]
    browser.post(f"{url}/{key}/remove")
    assert db.session.scalars(select(Join.id)).all() == []
    browser.post(f"{url}/restore", data={"row": key})
    assert matrix(make, team)[1] == [["Write the charter", "A", "I", "R"]]


def test_who_is_accountable_cannot_leave_the_team_and_who_is_informed_can(make, team):
    duty(make, team, consulted=[], informed=[team["pia"].key])
    browser = make.browser(team["lead"])
    refused = browser.post(f"{team['room']}/team/{team['su'].key}/remove")
    assert refused.status == 422
    assert "still named by D-1" in refused.text
    assert browser.post(f"{team['room']}/team/{team['pia'].key}/remove").status == 303
    assert matrix(make, team)[0] == ["Activity", "Su", "Kim"]


def test_duties_come_in_by_spreadsheet(make, team):
    cells = "Activity\tAccountable (A)\tResponsible (R)\tInformed (I)\nCharter\tSu\tKim; Pia\tSu"
    browser, url = make.browser(team["lead"]), f"{team['room']}/duties/sheet"
    seen = browser.post(url, data={"cells": cells}).page.select_one("input[name=seen]")["value"]
    assert browser.post(url, data={"cells": cells, "seen": seen}).status == 303
    assert matrix(make, team)[1] == [["Charter", "A/I", "R", "R"]]


def test_empty_pages_say_what_is_missing(make, house):
    browser = make.browser(house["lead"])
    assert "No duty is laid down yet" in browser.get(f"{house['base']}/concept/raci").text
    assert "Nobody is named for concept training yet" in browser.get(f"{house['base']}/concept/learning").text
    page = browser.get(f"{house['base']}/concept/self-check")
    assert page.text.count("not measured") == 10


def test_what_was_learned_is_told_with_its_band_and_who_is_missing(make, team):
    enter(make, team, "sessions", title="Concept", held_on="2026-01-12")
    enter(make, team, "attendance", person="T-2", session="CS-1", pre_test="40", post_test="85")
    text = make.browser(team["member"]).get(f"{team['base']}/concept/learning").text
    assert "1 / 2 · 50%" in text
    assert "85 n = 1" in text
    assert "0.75 · high n = 1" in text
    assert "Still to be trained Pia" in text


def test_the_self_check_counts_not_knowing_apart(make, team):
    for rating in ("1", "4", "unknown"):
        enter(make, team, "self-check", observation=f"Seen {rating}", topic="watch", rating=rating)
    page = make.browser(team["lead"]).get(f"{team['base']}/concept/self-check").page
    (row,) = [one for one in page.select("tbody tr") if "Watch what customers do" in one.get_text()]
    assert [" ".join(cell.get_text(" ").split()) for cell in row.select("td")][1:6] == ["2.5", "2.5", "1–4", "2", "1"]
    rate = make.browser(team["lead"]).get(row.select("a")[-1]["href"]).page
    assert rate.select_one("select[name=topic] option[selected]")["value"] == "watch"


def test_the_terms_of_the_method_are_offered(make, house):
    url = f"{house['room']}/glossary/starting-points"
    browser = make.browser(house["lead"])
    assert len(browser.get(url).page.select("input[name=offer]")) == 8
    browser.post(url, data={"offer": [str(place) for place in range(8)]})
    assert db.session.scalars(select(AgreedTerm.term).order_by(AgreedTerm.number)).first() == "CRM"
    assert "All of them are taken over" in browser.get(url).text


def test_people_of_another_client_find_nothing(make, house):
    browser = make.browser(make.user("sponsor", make.client("Other")))
    for path in ("concept/raci", "concept/learning", "concept/self-check", "records/concept/team"):
        assert browser.get(f"{house['base']}/{path}").status == 404


def many(house, number: int) -> None:
    at = {"project_id": house["project"].id, "created_at": now()}
    with transaction():
        session = ConceptSession(project_id=house["project"].id, number=number, title="S", held_on=date(2026, 1, 12))
        db.session.add(session)
        db.session.flush()
        for place in range(number):
            row = {**at, "number": 1000 * number + place}
            db.session.execute(insert(TeamPerson).values(**row, key=new_key(), name=f"P{place}", to_train=True))
        people = db.session.scalars(select(TeamPerson.id).where(TeamPerson.number >= 1000 * number)).all()
        rows = [
            {
                **at, "number": 1000 * number + place, "key": new_key(), "title": "x", "person_id": id,
                "session_id": session.id, "post_test": 80.0,
            }
            for place, id in enumerate(people)
        ]  # fmt: skip
        db.session.execute(insert(ConceptAttendance), rows)
        checks = [{**at, "number": row["number"], "key": new_key(), "rating": "3", "topic": "met"} for row in rows]
        db.session.execute(insert(SelfCheck), checks)
        duties = [
            {**at, "number": row["number"], "key": new_key(), "activity": "x", "accountable_id": row["person_id"]}
            for row in rows
        ]
        db.session.execute(insert(Duty), duties)
        refresh(house["project"].id, "concept")


@pytest.mark.parametrize("path", ["concept/raci", "concept/learning", "concept/self-check", "records/concept"])
def test_five_hundred_rows_take_as_many_queries_as_three(make, house, path):
    def queries() -> int:
        seen: list[str] = []

        def note(_connection, _cursor, statement, *_rest):
            seen.append(statement)

        browser = make.browser(house["lead"])
        event.listen(db.engine, "before_cursor_execute", note)
        assert browser.get(f"{house['base']}/{path}").status == 200
        event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    many(house, 3)
    few = queries()
    many(house, 100 if path == "concept/raci" else 500)
    assert queries() == few
