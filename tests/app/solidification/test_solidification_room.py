"""The room of process solidification: approvals by version, to-be beside as-is, what hangs loose."""

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.exc import DBAPIError

from app.database import db
from app.facts.process_versions import versions_of
from app.facts.solidification import gather
from app.models import AuditEvent, ProcessApproval, TargetStep
from app.registers.actions import add_row, change_row, find_row, remove_row, restore_row
from app.registers.catalogue import register_at
from app.registers.rows import rows_of
from app.transactions import transaction


@pytest.fixture
def house(make):
    client = make.client()
    project = make.project(client)
    people = {
        "lead": make.user("lead"), "sponsor": make.user("sponsor", client), "pm": make.user("client-pm", client),
        "member": make.user("client-member", client), "owner": make.user("client-member", client, name="Olga Owner"),
    }  # fmt: skip
    for user in people.values():
        make.member(project, user)
    return {"project": project, "base": f"/projects/{project.key}", **people}


def enter(house, path, **values):
    register = register_at(path)
    joins = {one.name: () for one in register.fields if one.joined}
    with transaction():
        row = add_row(register=register, project=house["project"], values=joins | values, by=house["lead"].id)
        return row.id, row.key


def change(house, path, key, **values):
    register = register_at(path)
    with transaction():
        row = find_row(register, house["project"], key)
        change_row(
            register=register, project=house["project"], row=row, values=values, version=row.version,
            by=house["lead"].id,
        )  # fmt: skip


def process(house, **values):
    return enter(house, "solidification/processes", **({"name": "Quotes", "owner_id": house["owner"].id} | values))


def step(house, flow_id, **values):
    return enter(house, "solidification/steps", **({"name": "Check", "flow_id": flow_id, "change": "keep"} | values))


def approve(make, house, key, who="owner", digest=None):
    digest = digest or versions_of(house["project"].id)[key].digest
    url = f"{house['base']}/solidification/processes/{key}/approve"
    return make.browser(house[who]).post(url, data={"digest": digest})


def present(house):
    (one,) = gather(house["project"].id).processes
    return one.version, one.approved


@pytest.mark.parametrize("who", ["owner", "sponsor", "pm"])
def test_the_clients_side_approves_the_present_version(house, make, who):
    id, key = process(house)
    step(house, id)
    assert present(house) == (1, False)
    assert approve(make, house, key, who).status == 303
    assert present(house) == (1, True)
    (event,) = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "process.approved"))
    assert (event.by_id, event.data["version"], event.about) == (house[who].id, 1, key)


@pytest.mark.parametrize("who", ["lead", "member"])
def test_nobody_else_does(house, make, who):
    id, key = process(house)
    step(house, id)
    assert approve(make, house, key, who).status == 403
    assert present(house) == (1, False)
    page = make.browser(house[who]).get(f"{house['base']}/solidification/processes/{key}")
    assert page.status == 200
    assert "Approve version" not in page.text


def test_a_person_of_the_firm_does_not_even_as_the_owner_named(house, make):
    id, key = process(house, owner_id=house["lead"].id)
    step(house, id)
    assert approve(make, house, key, "lead").status == 403


def test_every_later_change_of_a_step_makes_the_next_version(house, make):
    id, key = process(house)
    _id, one = step(house, id)
    approve(make, house, key)
    change(house, "solidification/steps", one, standard="Within the day")
    assert present(house) == (2, False)
    page = make.browser(house["sponsor"]).get(f"{house['base']}/solidification/processes/{key}").text
    assert "Changed since version 1 was approved" in page
    assert "Check step changed" in page
    assert approve(make, house, key).status == 303
    assert present(house) == (2, True)
    numbers = db.session.scalars(select(ProcessApproval.number).order_by(ProcessApproval.number)).all()
    assert numbers == [1, 2]


@pytest.mark.parametrize(
    "values", [{"name": "Offers"}, {"purpose": "Faster"}, {"owner_id": None}], ids=["name", "purpose", "owner"]
)
def test_a_change_of_the_process_itself_makes_the_next_version(house, make, values):
    id, key = process(house)
    step(house, id)
    approve(make, house, key)
    change(house, "solidification/processes", key, **values)
    assert present(house) == (2, False)


def test_a_new_a_removed_and_a_moved_step_make_the_next_version(house, make):
    id, key = process(house)
    _id, first = step(house, id, place=1)
    _id, second = step(house, id, name="Send", place=2)
    approve(make, house, key)
    change(house, "solidification/steps", first, place=3)
    assert present(house) == (2, False)
    change(house, "solidification/steps", first, place=1)
    assert present(house) == (1, True)  # word for word what was signed
    with transaction():
        register = register_at("solidification/steps")
        row = find_row(register, house["project"], second)
        remove_row(register=register, project=house["project"], row=row, by=None)
    assert present(house) == (2, False)
    with transaction():
        restore_row(register=register, project=house["project"], key=second, by=None)
    assert present(house) == (1, True)


def test_what_others_call_the_problem_or_the_as_is_step_is_no_change_of_the_process(house, make):
    problem, problem_key = enter(house, "diagnosis/problems", statement="Late", domain="sales")
    id, key = process(house)
    step(house, id, problems=(problem,))
    approve(make, house, key)
    change(house, "diagnosis/problems", problem_key, statement="Offers are late")
    assert present(house) == (1, True)


def test_a_stale_page_approves_nothing(house, make):
    id, key = process(house)
    _id, one = step(house, id)
    seen = versions_of(house["project"].id)[key].digest
    change(house, "solidification/steps", one, name="Check twice")
    assert approve(make, house, key, digest=seen).status == 409
    assert present(house) == (1, False)


def test_a_version_is_approved_once_and_never_empty(house, make):
    id, key = process(house)
    assert approve(make, house, key).status == 422
    step(house, id)
    assert approve(make, house, key).status == 303
    assert approve(make, house, key).status == 422


def test_strangers_find_no_process(house, make):
    id, key = process(house)
    step(house, id)
    house["stranger"] = make.user("sponsor", make.client("Another"))
    assert approve(make, house, key, "stranger").status == 404


def as_is(house, **values):
    id, key = enter(house, "review/processes", name="Quotes", domain="sales", in_scope=True)
    given = {"name": "Four eyes", "flow_id": id, "control_point": True} | values
    return id, key, *enter(house, "review/steps", **given)


def lost(house):
    return [one.name for one in gather(house["project"].id).lost_controls]


def test_a_control_point_is_lost_until_a_step_keeps_it_or_a_reason_gives_it_up(house):
    old, _key, control, _step = as_is(house)
    assert lost(house) == []  # not designed yet: nothing is lost
    id, _key = process(house, as_is_id=old)
    assert lost(house) == ["Four eyes"]
    _id, dropped = step(house, id, change="drop", replaces=(control,))
    assert lost(house) == ["Four eyes"]
    change(house, "solidification/steps", dropped, control_dropped="The system checks every price.")
    assert lost(house) == []
    change(house, "solidification/steps", dropped, control_dropped=" ")
    step(house, id, change="change", replaces=(control,), control_point=True)
    assert lost(house) == []


def test_steps_are_counted_by_change_and_fit_and_dropped_ones_fit_nothing(house):
    id, _key = process(house)
    step(house, id, change="change", fit="configure", hand_off=True)
    step(house, id, change="new", fit="customise", hand_off_to="Plant")
    step(house, id, change="drop", fit="standard", hand_off=True)
    found = gather(house["project"].id)
    assert (found.steps.all, found.steps.drop, found.steps.standard, found.steps.in_system) == (3, 1, 0, 2)
    assert found.hand_offs == 2
    assert [one.code for one in found.unreceived] == ["TS-1"]


def test_functions_customisations_and_decisions_without_an_answer_hang_loose(house, make):
    problem, _key = enter(house, "diagnosis/problems", statement="Late", domain="sales", frequency=4, severity=5)
    enter(house, "diagnosis/problems", statement="Lost", domain="sales", frequency=1, severity=1)
    answered, _key = enter(house, "solidification/functions", name="Offers", needed=True)
    enter(house, "solidification/functions", name="Lottery", needed=True)
    enter(house, "solidification/functions", name="Fax", needed=False)
    enter(house, "solidification/functions", name="Mobile", needed=True, problems=(problem,))
    id, _key = process(house)
    good, _key = step(house, id, function_id=answered, problems=(problem,), fit="standard")
    step(house, id, name="Gold plating", fit="customise", change="new")
    enter(house, "solidification/strategy", decision="Customers belong to the company", steps=(good,))
    enter(house, "solidification/strategy", decision="Be digital")
    found = gather(house["project"].id)
    assert [one.name for one in found.function_orphans] == ["Lottery", "Gold plating"]
    assert found.considered == 4
    assert [one.name for one in found.strategy_orphans] == ["Be digital"]
    assert [(one.statement, one.priority, one.answered) for one in found.problems] == [
        ("Late", 20, True), ("Lost", 1, False),
    ]  # fmt: skip
    text = make.browser(house["sponsor"]).get(f"{house['base']}/solidification/loose-ends").text
    for name in ("Lottery", "Gold plating", "Be digital", "Lost"):
        assert name in text
    assert "Customers belong" not in text


def test_to_be_stands_beside_as_is_and_the_loss_is_flagged(house, make):
    old, _key, control, _step = as_is(house, name="Check margin")
    enter(house, "review/steps", name="File a copy", flow_id=old)
    id, key = process(house, as_is_id=old)
    step(house, id, name="Price by rule", change="change", replaces=(control,), place=1)
    step(house, id, name="Send", change="new", place=2, role="Inside sales")
    answer = make.browser(house["sponsor"]).get(f"{house['base']}/solidification/processes/{key}")
    table = answer.page.select_one("#steps").find_parent("section").table
    rows = [[" ".join(cell.get_text(" ").split()) for cell in row.select("td")] for row in table.select("tbody tr")]
    assert [(row[0], row[1], row[2], row[4]) for row in rows] == [
        ("AS-1 Check margin control point", "Change", "TS-1 Price by rule", "lost"),
        ("–", "New", "TS-2 Send Inside sales", "–"),
        ("AS-2 File a copy", "Taken up by no step", "–", "–"),
    ]
    assert "1 key control point of the as-is is lost without a reason." in answer.text
    assert len(answer.page.select(".beside > div svg.chart-drawing")) == 2


def test_an_empty_process_and_an_empty_room_say_what_to_do(house, make):
    browser = make.browser(house["lead"])
    assert "No to-be process yet" in browser.get(f"{house['base']}/solidification/processes").text
    _id, key = process(house)
    assert "No steps yet" in browser.get(f"{house['base']}/solidification/processes/{key}").text


def test_the_pages_speak_chinese(house, make):
    house["lead"] = make.user("lead", language="zh")
    make.member(house["project"], house["lead"])
    old, _key, control, _step = as_is(house)
    id, key = process(house, as_is_id=old)
    step(house, id, replaces=(control,))
    browser = make.browser(house["lead"])
    assert "逐步对照" in browser.get(f"{house['base']}/solidification/processes/{key}").text
    assert "目标与现状对照" in browser.get(f"{house['base']}/solidification/processes").text
    assert "不解决任何症结的功能" in browser.get(f"{house['base']}/solidification/loose-ends").text
    assert "现状流程图" in browser.get(f"{house['base']}/review/processes").text


def test_a_new_step_replaces_nothing_and_a_dropped_one_says_what(house, make):
    _id, key = process(house)
    url = f"{house['base']}/records/solidification/steps/new"
    answer = make.browser(house["lead"]).post(url, data={"name": "Gone", "flow": key, "change": "drop"})
    assert answer.status == 422
    assert "Say which as-is step is dropped" in answer.text
    assert rows_of(register_at("solidification/steps"), house["project"].id) == []


def test_too_much_reform_is_a_warning_on_the_page(house, make):
    id, _key = process(house)
    for word in ("keep", "change", "change"):
        step(house, id, change=word)
    url = f"{house['base']}/solidification/processes"
    assert "2 of 3 steps are changed, new or dropped" in make.browser(house["sponsor"]).get(url).text
    step(house, id)
    assert "are changed, new or dropped" not in make.browser(house["sponsor"]).get(url).text


def test_five_hundred_steps_are_compared_in_a_constant_number_of_queries(house, make):
    old, _key, _control, _step = as_is(house)
    id, key = process(house, as_is_id=old)
    with transaction():
        same = {"project_id": house["project"].id, "change": "keep", "flow_id": id}
        db.session.add_all(TargetStep(**same, number=number, name=f"Step {number}") for number in range(500))
    browser = make.browser(house["lead"])
    browser.get("/method")
    found = []
    event.listen(db.engine, "before_cursor_execute", lambda *_arguments: found.append(1))
    answer = browser.get(f"{house['base']}/solidification/processes/{key}")
    assert answer.status == 200
    assert len(answer.page.select("svg a")) == 501
    assert len(found) <= 40


def test_the_database_itself_changes_no_approval(house, make):
    id, key = process(house)
    step(house, id)
    approve(make, house, key)
    with pytest.raises(DBAPIError, match="never changed"), transaction():
        db.session.execute(update(ProcessApproval).values(number=7))
