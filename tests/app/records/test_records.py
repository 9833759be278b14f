"""Rooms and registers as people use them: typed in, changed by two at once, removed and put back, found again."""

import pytest
from sqlalchemy import select

from app.database import db
from app.models import Problem, Stakeholder

HEAVY = {
    "statement": "Staff who leave take their customers along",
    "domain": "sales",
    "frequency": "4",
    "severity": "5",
}


@pytest.fixture
def house(make):
    client = make.client()
    project = make.project(client)
    lead, sponsor, pm = make.user("lead"), make.user("sponsor", client), make.user("client-pm", client)
    for user, role in ((lead, "lead"), (sponsor, "sponsor"), (pm, "client-pm")):
        make.member(project, user, role)
    base = f"/projects/{project.key}/records"
    return {"project": project, "lead": lead, "sponsor": sponsor, "pm": pm, "base": base, "list": f"{base}/diagnosis/problems"}  # fmt: skip  # noqa: E501


def problems() -> list[Problem]:
    db.session.expire_all()
    return list(db.session.scalars(select(Problem).order_by(Problem.number)))


def enter(make, house, **values):
    answer = make.browser(house["lead"]).post(f"{house['list']}/new", data=HEAVY | values)
    assert answer.status == 303, answer.text
    return problems()[-1]


def listed(answer) -> list[list[str]]:
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]
        for row in answer.page.select("table.records tbody tr")
    ]


def test_a_room_lists_its_registers_with_how_much_they_hold(make, house):
    enter(make, house)
    page = make.browser(house["lead"]).get(f"{house['base']}/diagnosis")
    (shelf,) = [one for one in page.page.select(".shelves li") if "Problem register" in one.get_text()]
    assert shelf.select_one(".count").get_text() == "1"
    assert shelf.a["href"] == house["list"]


def test_the_records_begin_in_the_room_of_the_present_phase(make, house):
    assert make.browser(house["lead"]).get(house["base"]).location.endswith("/records/concept")


def test_an_empty_register_says_what_it_is_for_and_how_to_begin(make, house):
    text = make.browser(house["lead"]).get(house["list"]).text
    assert "Nothing here yet" in text
    assert "Add the first" in text
    assert "Download an empty workbook" in text


def test_a_row_gets_the_next_number_and_its_priority_is_computed(make, house):
    enter(make, house)
    enter(make, house, statement="Results are managed, not the process", frequency="2", severity="3")
    rows = listed(make.browser(house["lead"]).get(f"{house['list']}?sort=-priority"))
    assert [(row[0], row[-1]) for row in rows] == [("P-1", "20"), ("P-2", "6")]
    assert [row.number for row in problems()] == [1, 2]


def test_a_number_is_not_given_twice(make, house):
    first = enter(make, house)
    make.browser(house["lead"]).post(f"{house['list']}/{first.key}/remove")
    assert enter(make, house).number == 2


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("statement", "", "Please fill this in."),
        ("domain", "", "Please fill this in."),
        ("domain", "finance", "“finance” is not one of: Marketing, Sales, Service, Management, Data."),
        ("frequency", "6", "“6” is not on the scale from 1 to 5: 1 rarely, 2 now and then"),
        ("frequency", "weekly", "“weekly” is not on the scale from 1 to 5: 1 rarely"),
        ("severity", "2.5", "“2.5” is no whole number."),
        ("statement", "x" * 301, "At most 300 characters; these are 301."),
        ("cost", "-1", "At least 0."),
        ("cost", "80.000", "“80.000” can be 80 or 80000: write one of them."),
        ("cost", "1.250", "“1.250” can be 1.25 or 1250: write one of them."),
    ],
)
def test_bad_input_keeps_what_was_written_and_says_what_is_wrong(make, house, field, value, sentence):
    answer = make.browser(house["lead"]).post(
        f"{house['list']}/new", data=HEAVY | {"said_by": "Head of sales", field: value}
    )
    assert answer.status == 422
    assert sentence in answer.text
    assert answer.page.select_one("input[name=said_by]")["value"] == "Head of sales"
    assert problems() == []


def test_two_people_changing_one_row_are_shown_both_texts(make, house):
    row = enter(make, house)
    url = f"{house['list']}/{row.key}"
    assert make.browser(house["lead"]).post(url, data=HEAVY | {"version": "1", "severity": "4"}).status == 303
    answer = make.browser(house["pm"]).post(url, data=HEAVY | {"version": "1", "severity": "2"})
    assert answer.status == 409
    assert "Severity" in answer.text
    assert problems()[0].severity == 4


def test_what_is_removed_can_be_put_back_as_it_was(make, house):
    key = enter(make, house, root_cause="No common customer file").key
    browser = make.browser(house["lead"])
    answer = browser.post(f"{house['list']}/{key}/remove")
    assert problems() == []
    assert "Put it back" in browser.get(answer.location).text
    assert browser.post(f"{house['list']}/restore", data={"row": key}).status == 303
    (back,) = problems()
    assert (back.key, back.number, back.root_cause, back.frequency) == (key, 1, "No common customer file", 4)
    again = browser.post(f"{house['list']}/restore", data={"row": key})
    assert again.status == 422
    assert "There is nothing to put back" in again.text


def test_the_list_is_searched_filtered_and_exported_as_it_is_shown(make, house):
    enter(make, house)
    enter(make, house, statement="Service calls get lost", domain="service")
    browser = make.browser(house["lead"])
    assert [row[1] for row in listed(browser.get(f"{house['list']}?q=calls+lost"))] == ["Service calls get lost"]
    assert [row[0] for row in listed(browser.get(f"{house['list']}?domain=sales"))] == ["P-1"]
    assert "Nothing matches" in browser.get(f"{house['list']}?q=nowhere").text
    csv = browser.get(f"{house['list']}/export.csv?domain=service").response.data.decode("utf-8-sig").splitlines()
    assert csv[0].startswith("No.,Problem,Domain,Department,Frequency,Severity")
    assert csv[1].startswith("P-2,Service calls get lost,Service,,4,5")
    assert len(csv) == 2


def test_a_sponsor_reads_and_writes_nothing(make, house):
    row = enter(make, house)
    browser = make.browser(house["sponsor"])
    page = browser.get(f"{house['list']}/{row.key}")
    assert "Staff who leave" in page.text
    assert page.page.select("form[method=post] .form-end") == []
    for path, data in (
        (f"{row.key}", HEAVY | {"version": "1"}),
        ("new", HEAVY),
        (f"{row.key}/remove", {}),
        ("sheet", {}),
    ):
        assert browser.post(f"{house['list']}/{path}", data=data).status == 403
    assert [one.severity for one in problems()] == [5]


def test_a_row_of_another_project_does_not_exist_here(make, house):
    row = enter(make, house)
    other = make.project()
    make.member(other, house["lead"], "lead")
    browser = make.browser(house["lead"])
    foreign = f"/projects/{other.key}/records/diagnosis/problems"
    assert browser.get(f"{foreign}/{row.key}").status == 404
    assert browser.post(f"{foreign}/{row.key}", data=HEAVY | {"version": "1"}).status == 404
    assert browser.post(f"{foreign}/{row.key}/remove").status == 404
    assert browser.post(f"{foreign}/restore", data={"row": row.key}).status == 422


def test_what_the_firm_keeps_to_itself_does_not_exist_for_the_client(make, house):
    own, room = make.browser(house["lead"]), f"{house['base']}/review"
    enemy = {"name": "Canary the opponent", "influence": "5", "stance": "-2", "state": "open"}
    assert own.post(f"{room}/stakeholders/new", data=enemy).status == 303
    key = db.session.scalars(select(Stakeholder.key)).one()
    for user in (house["pm"], house["sponsor"]):
        browser = make.browser(user)
        for path in ("", f"/{key}", "/export.csv", "/sheet", "/new", "/template.xlsx"):
            assert browser.get(f"{room}/stakeholders{path}").status in (403, 404), path
        for page in (room, f"/projects/{house['project'].key}", f"{room}/steps"):
            assert "Canary" not in browser.get(page).text
        assert "stakeholders" not in str(browser.get(room).page)
    assert "Canary" in own.get(f"{room}/stakeholders").text


@pytest.mark.parametrize("path", ["attic", "diagnosis/attic", "diagnosis/problems/nothing", "concept/problems"])
def test_what_does_not_exist_is_not_found(make, house, path):
    assert make.browser(house["lead"]).get(f"{house['base']}/{path}").status == 404


def test_five_hundred_rows_are_listed_in_as_many_queries_as_three(make, house):
    def rows(number: int) -> None:
        from sqlalchemy import insert

        from app.clock import now
        from app.models.base import new_key
        from app.transactions import transaction

        with transaction():
            db.session.execute(
                insert(Problem),
                [
                    {
                        "project_id": house["project"].id, "number": place + 1000 * number, "key": new_key(),
                        "statement": f"Problem {place}", "domain": "sales", "created_at": now(),
                    }
                    for place in range(number)
                ],
            )  # fmt: skip

    def queries() -> int:
        from sqlalchemy import event

        seen: list[str] = []

        def note(_connection, _cursor, statement, *_rest):
            seen.append(statement)

        browser = make.browser(house["lead"])
        event.listen(db.engine, "before_cursor_execute", note)
        answer = browser.get(house["list"])
        event.remove(db.engine, "before_cursor_execute", note)
        assert answer.status == 200
        return len(seen)

    rows(3)
    few = queries()
    rows(500)
    assert queries() == few
    assert len(listed(make.browser(house["lead"]).get(house["list"]))) == 50


def test_the_label_of_what_an_integration_carries_belongs_to_its_field(make, house):
    page = make.browser(house["lead"]).get(f"{house['base']}/deployment/integrations/new").page
    assert [one.name for one in page.select("#content")] == ["textarea"]
