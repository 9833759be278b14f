"""The golden thread on the page: seen from both ends, joined and parted by people who may, loose ends listed."""

import pytest
from sqlalchemy import insert, select, update

from app.clock import now
from app.database import db
from app.models import AuditEvent, Criterion, CrmFunction, Join, Problem, TargetStep, User
from app.registers.thread import word_id
from app.transactions import transaction


@pytest.fixture
def house(make):
    client = make.client()
    project = make.project(client)
    lead, sponsor = make.user("lead"), make.user("sponsor", client)
    make.member(project, lead, "lead")
    make.member(project, sponsor, "sponsor")
    leaving = make.add(Problem(project_id=project.id, number=1, statement="Staff leave", domain="sales"))
    make.add(Problem(project_id=project.id, number=2, statement="Calls get lost", domain="service"))
    renewal = make.add(Criterion(project_id=project.id, name="Renewal rate", direction="up"))
    with transaction():
        db.session.execute(insert(CrmFunction), [{"project_id": project.id, "function": "Renewals", "roles": []}])
    url = f"/projects/{project.key}/thread"
    return {"project": project, "lead": lead, "sponsor": sponsor, "problem": leaving, "criterion": renewal, "url": url}


def join(make, house, user="lead", *, act="join", station="criteria", record=None):
    url = f"{house['url']}/problems/{house['problem'].key}/{act}"
    return make.browser(house[user]).post(url, data={"station": station, "record": record or house["criterion"].key})


def joints() -> list[tuple]:
    db.session.expire_all()
    return [(one.from_kind, one.from_id, one.to_kind, one.to_id) for one in db.session.scalars(select(Join))]


def titles(answer, selector: str) -> list[str]:
    return [one.get_text(" ", strip=True) for one in answer.page.select(selector)]


def test_a_join_is_seen_from_both_ends(make, house):
    assert join(make, house).status == 303
    browser = make.browser(house["sponsor"])
    forward = browser.get(f"{house['url']}/problems/{house['problem'].key}")
    assert "Renewal rate" in titles(forward, ".thread li:last-child ul a")
    back = browser.get(f"{house['url']}/criteria/{house['criterion'].key}")
    assert titles(back, ".thread > li:first-child ul a")[0] == "P-1 Staff leave"
    assert joints() == [("diagnosis/problems", house["problem"].id, "criterion", house["criterion"].id)]


def test_a_function_is_joined_by_its_name_and_stays_joined_when_the_list_is_taken_over_again(make, house):
    number = word_id("Renewals")
    assert join(make, house, station="functions", record=str(number)).status == 303
    with transaction():
        db.session.execute(CrmFunction.__table__.delete())
        db.session.execute(
            insert(CrmFunction), [{"project_id": house["project"].id, "function": "renewals", "roles": []}]
        )
    page = make.browser(house["lead"]).get(f"{house['url']}/functions/{number}")
    assert "P-1 Staff leave" in page.text


def test_joining_twice_is_one_join_and_parting_takes_it_away(make, house):
    join(make, house)
    join(make, house)
    assert len(joints()) == 1
    assert join(make, house, act="part").status == 303
    assert joints() == []


def test_the_page_lists_loose_ends_and_so_does_the_export(make, house):
    join(make, house)
    browser = make.browser(house["lead"])
    assert titles(browser.get(house["url"]), "tbody td.main") == ["P-2 Calls get lost", "Renewals"]
    lines = browser.get(f"{house['url']}/loose-ends.csv").response.data.decode("utf-8-sig").splitlines()
    assert lines[1:] == [
        "Problems,P-2 Calls get lost,No step answers this problem.",
        "Functions in use,Renewals,Nothing earlier says what this function is for.",
    ]


def test_a_sponsor_joins_nothing(make, house):
    assert join(make, house, "sponsor").status == 403
    assert joints() == []


def test_records_of_one_station_are_not_joined(make, house):
    other = db.session.scalars(select(Problem.key).where(Problem.number == 2)).one()
    answer = join(make, house, station="problems", record=other)
    assert answer.status == 422
    assert "Only records of different stations are joined." in answer.text


def test_a_record_of_another_project_is_not_found(make, house):
    foreign = make.project()
    make.member(foreign, house["lead"], "lead")
    browser = make.browser(house["lead"])
    assert browser.get(f"/projects/{foreign.key}/thread/problems/{house['problem'].key}").status == 404
    criterion = make.add(Criterion(project_id=foreign.id, name="Foreign", direction="up"))
    assert join(make, house, record=criterion.key).status == 404


def test_a_project_without_records_says_so(make):
    project = make.project()
    lead = make.user("lead")
    make.member(project, lead, "lead")
    text = make.browser(lead).get(f"/projects/{project.key}/thread").text
    assert "Nothing hangs loose." in text


def test_a_step_that_falls_away_is_asked_for_no_setting(make, house):
    for number, change in ((1, "change"), (2, "drop")):
        make.add(TargetStep(project_id=house["project"].id, number=number, name=f"Step {number}", change=change))
    sentences = [
        cell.find_parent("tr").get_text(" ", strip=True)
        for cell in make.browser(house["lead"]).get(house["url"]).page.select("tbody td.main")
    ]
    assert [line[:11] for line in sentences if "Nothing is configured or taught" in line] == ["TS-1 Step 1"]


def test_a_table_taken_in_is_told_in_the_readers_language(make, house):
    event = {"verb": "record.taken-in", "about": "solidification/functions", "project_id": house["project"].id}
    data = {"title": "Written in another language", "register": event["about"], "added": 2, "changed": 1}
    make.add(AuditEvent(**event, by_id=house["lead"].id, at=now(), data=data))
    for language, title in (("en", "Functions and their fit"), ("zh", "功能匹配清单")):
        with transaction():
            db.session.execute(update(User).where(User.id == house["lead"].id).values(language=language))
        text = make.browser(house["lead"]).get(f"/projects/{house['project'].key}/history").text
        assert (title in text, "Written in another language" in text) == (True, False)
