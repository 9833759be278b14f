"""The room of the business review: what gates know, the swim lanes, and what the client never sees."""

from datetime import date

import pytest
from sqlalchemy import event

from app.database import db
from app.facts.review import gather
from app.registers.actions import add_row
from app.registers.catalogue import register_at
from app.transactions import transaction
from phases.facts.review import AsIsProcessFact

DAY = date(2026, 3, 2)


@pytest.fixture
def house(make):
    client = make.client()
    project = make.project(client)
    people = {"lead": make.user("lead"), "sponsor": make.user("sponsor", client), "pm": make.user("client-pm", client)}
    for user in people.values():
        make.member(project, user)
    return {"project": project, "base": f"/projects/{project.key}", "client": client, **people}


def enter(house, path, **values):
    register = register_at(path)
    joins = {one.name: () for one in register.fields if one.joined}
    with transaction():
        row = add_row(register=register, project=house["project"], values=joins | values, by=house["lead"].id)
        return row.id, row.key


def process(house, **values):
    return enter(house, "review/processes", **({"name": "Quotes", "domain": "sales", "in_scope": True} | values))


def queries(run):
    found = []

    def count(*_arguments):
        found.append(1)

    event.listen(db.engine, "before_cursor_execute", count)
    run()
    event.remove(db.engine, "before_cursor_execute", count)
    return len(found)


def test_steps_are_counted_for_their_process(house):
    quotes, key = process(house, complete=True, confirmed_on=DAY)
    enter(house, "review/steps", name="Ask", flow_id=quotes, hand_off=True)
    enter(house, "review/steps", name="Check", flow_id=quotes, hand_off_to="Plant", control_point=True)
    enter(house, "review/steps", name="Send", flow_id=quotes)
    (found,) = gather(house["project"].id).processes
    assert found == AsIsProcessFact(key, "BP-1", "Quotes", "sales", True, True, DAY, 3, 1, 2, 1)


def test_a_department_is_heard_from_the_day_of_its_first_interview(house):
    sales, _key = enter(house, "review/departments", name="Sales", in_scope=True)
    enter(house, "review/departments", name="Plant", in_scope=True)
    for day in (date(2026, 3, 9), DAY, None):
        enter(house, "review/interviews", who="Head", kind="interview", held_on=day, departments=(sales,))
    heard = {one.name: one.heard for one in gather(house["project"].id).departments}
    assert heard == {"Sales": DAY, "Plant": None}


@pytest.mark.parametrize("size", [0, 3, 60])
def test_facts_and_list_take_the_same_queries_however_many_rows(house, make, size):
    for number in range(size):
        id, _key = process(house, name=f"Process {number}")
        enter(house, "review/steps", name="Step", flow_id=id, place=1)
    assert queries(lambda: gather(house["project"].id)) <= 9
    browser = make.browser(house["lead"])
    browser.get("/method")
    assert queries(lambda: browser.get(f"{house['base']}/review/processes")) <= 25


def test_a_process_is_drawn_and_a_box_leads_to_its_step(house, make):
    quotes, key = process(house)
    _id, second = enter(house, "review/steps", name="Send", flow_id=quotes, place=2, role="Inside sales")
    _id, first = enter(house, "review/steps", name="Ask <b>", flow_id=quotes, place=1, role="Representative")
    answer = make.browser(house["sponsor"]).get(f"{house['base']}/review/processes/{key}")
    links = [(one["href"], one["aria-label"]) for one in answer.page.select("svg a")]
    assert links == [
        (f"{house['base']}/records/review/steps/{first}", "AS-2 · Ask <b>"),
        (f"{house['base']}/records/review/steps/{second}", "AS-1 · Send"),
    ]
    assert [row.select_one("th").get_text() for row in answer.page.select(".chart-table tbody tr")] == [
        "AS-2 Ask <b>", "AS-1 Send",
    ]  # fmt: skip


def test_lanes_are_roles_or_departments(house, make):
    quotes, key = process(house)
    sales, _key = enter(house, "review/departments", name="Sales department", in_scope=True)
    enter(house, "review/steps", name="Ask", flow_id=quotes, role="Representative", department_id=sales)
    browser = make.browser(house["lead"])

    def who(lanes):
        page = browser.get(f"{house['base']}/review/processes/{key}?lanes={lanes}").page
        return page.select(".chart-table td")[0].get_text()

    assert (who("role"), who("department"), who("nonsense")) == ("Representative", "Sales department", "Representative")


def test_a_process_without_steps_says_what_to_enter(house, make):
    _id, key = process(house)
    answer = make.browser(house["lead"]).get(f"{house['base']}/review/processes/{key}")
    assert answer.status == 200
    assert "No steps yet" in answer.text


def test_strangers_find_no_process(house, make):
    _id, key = process(house)
    other = make.user("sponsor", make.client("Another"))
    other_project = make.project(make.client("Third"))
    make.member(other_project, house["lead"], "lead")
    assert make.browser(other).get(f"{house['base']}/review/processes/{key}").status == 404
    assert make.browser(house["lead"]).get(f"/projects/{other_project.key}/review/processes/{key}").status == 404


NAME = "Boris Blocker"


def test_people_of_the_client_never_read_the_resistance_register(house, make):
    _id, key = enter(
        house, "review/stakeholders", name=NAME, influence=5, stance=-2, reason="Fears for his team", state="open"
    )
    base = house["base"]
    browser = make.browser(house["sponsor"])
    hidden = [f"{base}/records/review/stakeholders", f"{base}/records/review/stakeholders/{key}"]
    hidden += [f"{base}/records/review/stakeholders/export.csv"]
    assert [browser.get(url).status for url in hidden] == [404, 404, 404]
    for url in (base, f"{base}/records/review", f"{base}/phases/review/gate", f"{base}/history"):
        text = browser.get(url).text
        assert NAME not in text, url
        assert "Fears" not in text, url
    assert "A strong opponent has no plan yet (S-1)." in browser.get(f"{base}/records/review").text


def test_the_firm_sees_barrier_and_exposure(house, make):
    enter(
        house,
        "review/stakeholders",
        name=NAME,
        influence=4,
        stance=-2,
        state="open",
        awareness=5,
        desire=3,
        knowledge=1,
    )
    text = make.browser(house["lead"]).get(f"{house['base']}/records/review/stakeholders").text
    assert NAME in text
    assert "Desire 8" in text


def test_what_gates_keep_of_a_stakeholder_is_without_the_name(house):
    enter(house, "review/stakeholders", name=NAME, influence=4, stance=-2, state="open", plan="Talk")
    facts = gather(house["project"].id)
    assert NAME not in repr(facts)
    (one,) = facts.stakeholders
    assert (one.code, one.influence, one.stance, one.planned, one.open) == ("S-1", 4, -2, True, True)
