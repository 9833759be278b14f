"""Files of data sets as people bring them: profiled in the background, shown, checked; what it does to the gate."""

import pytest
from sqlalchemy import delete, event, select, update
from sqlalchemy.exc import DBAPIError

from app.database import db
from app.facts.deployment import gather
from app.jobs.runner import run_due
from app.models import DataSet, DictionaryField, Job, ProfileRun, SampleVerdict
from app.profiling import likeness
from app.transactions import transaction
from phases.deployment.blocked import unprofiled
from tests.app.deployment.conftest import CUSTOMERS


def runs() -> list[ProfileRun]:
    return list(db.session.scalars(select(ProfileRun).order_by(ProfileRun.id)))


def figures(answer) -> dict[str, str]:
    rows = answer.page.select("#figures")[0].find_parent("section").select("tbody tr")
    return {row.select("td")[0].get_text(strip=True): row.select("td")[2].get_text(strip=True) for row in rows}


def test_a_file_is_profiled_by_the_information_standard(make, house, bring):
    answer = bring()
    assert (answer.status, answer.location.endswith(house.customers)) == (303, True)
    (run,) = runs()
    assert (run.rows, run.file_name, run.columns) == (3, "customers.csv", ["no", "name", "owner"])
    page = make.browser(house.lead).get(house.customers)
    assert figures(page) == {
        "Completeness": "5 / 6", "no": "3 / 3", "name": "2 / 3", "Uniqueness, exact": "1 / 3",
        "Uniqueness, probable": "3 / 3", "Validity": "3 / 3", "Accuracy": "0 / 0",
    }  # fmt: skip


def test_the_standard_says_how_a_file_writes_days_and_numbers(make, house, bring):
    for number, (field, kind, pattern) in enumerate(
        (("day", "date", "TT.MM.JJJJ"), ("sum", "number", "1.234,56"), ("tax", "number", "[0-9],[0-9]")), start=3
    ):
        own = {"object": "Customer", "field": field, "type": kind, "pattern": pattern}
        make.add(DictionaryField(project_id=house.project.id, number=number, **own))
    bring(b"no;name;day;sum;tax\nC1;Ann;31.12.2025;1.234,50;0\nC2;Bo;2026-01-05;12.5;1\n")
    found = figures(make.browser(house.lead).get(house.customers))
    # a pattern that says no way of writing is one for the whole value, as ever
    assert (found["day"], found["sum"], found["tax"]) == ("1 / 2", "1 / 2", "0 / 2")


def test_worst_rows_are_shown_and_downloaded_with_their_number(make, house, bring):
    bring()
    browser = make.browser(house.lead)
    page = browser.get(house.customers)
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in page.page.select_one("#faults").find_parent("section").select("tbody tr")
    ]
    assert rows == [
        ["3", "Completeness: name; Uniqueness, exact same key as row 4", "C2", "", "U2"],
        ["4", "Uniqueness, exact same key as row 3", "C2", "Bo", "U9"],
    ]
    (run,) = runs()
    table = browser.get(f"{house.customers}/runs/{run.key}/rows.csv").response.data.decode("utf-8-sig").splitlines()
    assert table[0] == "Row,Fails,Duplicates,no,name,owner"
    assert table[1] == '3,"Completeness: name; Uniqueness, exact",same key as row 4,C2,,U2'
    assert browser.get(f"{house.customers}/runs/{run.key}/rows.xlsx").status == 200
    with browser.get(f"{house.customers}/runs/{run.key}/file").response as file:
        assert file.data == CUSTOMERS


def test_a_rules_file_takes_the_place_of_the_standard(house, bring):
    bring(rules=b"fields: {name: {mandatory: true}}\nempty: ['Bo']\n")
    (run,) = runs()
    assert run.measures == [["completeness", 1, 3], ["completeness.name", 1, 3]]
    assert run.rules["empty"] == {"whitespace": True, "words": ["Bo"]}


def test_references_are_looked_up_in_the_newest_file_of_the_other_data_set(make, house, bring):
    with transaction():
        db.session.add(
            DictionaryField(
                project_id=house.project.id, number=9, object="customer", field="owner", refers_to="Users.id"
            )
        )
    refused = bring()
    assert refused.status == 422
    assert "which has not been profiled" in refused.text
    bring(b"id\nU1\nU2\n", where=house.users)
    bring()
    run = runs()[-1]
    assert ["consistency.owner", 2, 3] in run.measures
    assert list(run.looked_up) == ["Users"]


@pytest.mark.parametrize(
    ("data", "rules", "sentence"),
    [
        (b"", None, "The file is empty"),
        (b"a,b\n1,2\n", b"fields: [", "neither YAML nor JSON"),
        (b"a,b\n1,2\n", b"", "The rules file is empty"),
    ],
)
def test_what_can_be_told_at_once_is_said_at_once(house, bring, data, rules, sentence):
    answer = bring(data, rules=rules)
    assert answer.status == 422
    assert sentence in answer.text
    assert runs() == []


def test_what_only_reading_shows_is_said_on_the_page(make, house, bring):
    bring(b"other\n1\n")
    page = make.browser(house.lead).get(house.customers)
    assert "The file has no column “no”" in page.text
    assert "The file could not be profiled" in page.text
    assert runs() == []


PLAIN = (
    b"no,name,since,mail,vip\n"
    b"1,Ann,2020-01-05,ann@a.example,yes\n"
    b"2,,2020-13-05,b@b.example,no\n"
    b"2,,2020-13-05,b@b.example,no\n"
    b"4,Bo,2021-02-01,none,\n"
)


@pytest.fixture
def unruled(house):
    """The data set of users without anything that says what is right."""
    with transaction():
        db.session.execute(update(DataSet).where(DataSet.name == "Users").values(object="", exact_key=""))
    return house


def test_a_file_is_profiled_without_rules_and_nothing_is_called_right(make, unruled, bring):
    assert bring(PLAIN, where=unruled.users).status == 303
    (run,) = runs()
    assert run.measures == []
    assert run.sample == []
    page = make.browser(unruled.lead).get(unruled.users)
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in page.page.select_one("#figures").find_parent("section").select("tbody tr")
    ]
    # rows 3 and 4 are the same; 2020-13-05 is no day, so two of four dates are, which is not most: text
    assert rows == [
        ["no", "100%", "3", "Whole number: 100% of the values"],
        ["name", "50% 2 / 4", "2", "Text"],
        ["since", "100%", "3", "Text"],
        ["mail", "100%", "3", "E-mail address: 75% of the values"],
        ["vip", "75% 3 / 4", "2", "Yes or no: 100% of the values"],
    ]
    facts = {one.dt.get_text(): one.dd.get_text() for one in page.page.select("section dl.facts div")}
    assert facts == {"Validity": "not measured", "Records that are the same in all columns": "2"}
    assert "made without rules" in page.text


def test_a_profile_without_rules_does_not_open_the_gate(unruled, bring):
    bring(PLAIN, where=unruled.users)
    with transaction():
        db.session.execute(update(DataSet).where(DataSet.name == "Users").values(mandatory=True))
    (users,) = [one for one in gather(unruled.project.id).data_sets if one.name == "Users"]
    assert [blocker.key.partition(":")[0] for blocker in unprofiled(users)] == ["deployment.data-set-unmeasured"]


def test_rules_that_come_later_judge_the_same_file(app, make, unruled, bring):
    bring(PLAIN, where=unruled.users)
    with transaction():
        db.session.execute(update(DataSet).where(DataSet.name == "Users").values(exact_key="no"))
    (run,) = runs()
    browser = make.browser(unruled.lead)
    assert "have changed since this profile was made" in browser.get(unruled.users).text
    browser.post(f"{unruled.users}/runs/{run.key}/again")
    run_due(app)
    db.session.expire_all()
    assert runs()[-1].measures == [["uniqueness.exact", 2, 4]]


def test_that_nothing_says_what_is_right_stands_above_the_form(make, house):
    sentence, lead = "Nothing says yet what is right here", make.browser(house.lead)
    assert sentence not in lead.get(house.users).text
    with transaction():
        db.session.execute(update(DataSet).where(DataSet.name == "Users").values(object="", exact_key=""))
    answer = lead.get(house.users)
    assert sentence in answer.text
    assert answer.page.select_one("a[href$='/records/deployment/dictionary']")


def test_adding_a_data_set_leads_to_its_page_which_says_what_to_do_next(make, house):
    with transaction():
        db.session.execute(delete(DataSet))
    browser = make.browser(house.lead)
    form = f"/projects/{house.project.key}/records/deployment/data-sets/new"
    answer = browser.post(form, {"name": "Contacts"})
    key = db.session.scalars(select(DataSet.key).where(DataSet.name == "Contacts")).one()
    assert (answer.status, answer.location) == (303, f"/projects/{house.project.key}/deployment/data-sets/{key}")
    page = browser.get(answer.location)
    assert page.page.select_one("#next").get_text() == "What to do next"
    assert page.page.select_one("input[type=file][name=file]")
    # who enters several stays at the form
    assert browser.post(form, {"name": "Products", "again": "1"}).location == form


def test_only_one_file_of_a_data_set_is_profiled_at_a_time(make, house, bring):
    bring()
    with transaction():
        db.session.execute(update(Job).where(Job.kind == "profile").values(state="running"))
    assert "is being profiled" in bring().text


def test_a_run_is_never_changed(house, bring):
    bring()
    with pytest.raises(DBAPIError, match="never changed"), transaction():
        db.session.execute(update(ProfileRun).values(rows=1))


def test_the_sample_is_checked_row_by_row_and_gives_accuracy_with_its_interval(make, house, bring):
    bring()
    (run,) = runs()
    browser = make.browser(house.lead)
    where = f"{house.customers}/runs/{run.key}/sample"
    assert len(browser.get(where).page.select("tbody tr")) == 3
    answer = browser.post(where, data={"row-2": "right", "row-3": "wrong", "row-4": "unknown"})
    assert answer.status == 303
    page = browser.get(house.customers)
    assert figures(page)["Accuracy"] == "1 / 2"
    assert "95% confidence interval: 9.5" in page.text
    assert browser.get(where).page.select_one("input[name=row-3][value=wrong]").has_attr("checked")
    browser.post(where, data={"row-2": "right"})
    assert figures(browser.get(house.customers))["Accuracy"] == "1 / 1"


def test_verdicts_that_are_none_are_refused(make, house, bring):
    bring()
    (run,) = runs()
    answer = make.browser(house.lead).post(f"{house.customers}/runs/{run.key}/sample", data={"row-2": "perhaps"})
    assert answer.status in (409, 422)
    assert db.session.scalars(select(SampleVerdict)).all() == []


def test_the_gate_knows_the_newest_profile_and_the_checked_sample(make, house, bring):
    assert not gather(house.project.id).data_sets[0].profiled
    bring()
    bring(b"no,name,owner\nC1,Ann Lee,U1\n")
    run = runs()[-1]
    make.browser(house.lead).post(f"{house.customers}/runs/{run.key}/sample", data={"row-2": "right"})
    (customers, users) = gather(house.project.id).data_sets
    assert (customers.profiled, users.profiled) == (True, False)
    assert {one.dimension: (one.numerator, one.denominator) for one in customers.quality} == {
        "completeness": (2, 2), "uniqueness.exact": (1, 1), "uniqueness.fuzzy": (1, 1), "validity": (1, 1),
        "accuracy": (1, 1),
    }  # fmt: skip


def test_a_data_set_that_is_removed_and_put_back_keeps_its_profiles(make, house, bring):
    bring()
    browser = make.browser(house.lead)
    records = f"/projects/{house.project.key}/records/deployment/data-sets"
    assert browser.post(f"{records}/{house.set_key}/remove").status == 303
    assert browser.post(f"{records}/restore", data={"row": house.set_key}).status == 303
    assert figures(browser.get(house.customers))["Completeness"] == "5 / 6"


def test_the_record_of_a_data_set_leads_to_its_quality(make, house):
    page = make.browser(house.lead).get(f"/projects/{house.project.key}/records/deployment/data-sets/{house.set_key}")
    assert page.page.select_one(f"a[href='{house.customers}']") is not None


def test_all_data_sets_stand_side_by_side_in_a_constant_number_of_queries(app, make, house, bring):
    bring()
    browser = make.browser(house.lead)
    page = browser.get(house.quality)
    assert [row.a.get_text() for row in page.page.select("tbody tr")] == ["Customers", "Users"]
    assert "not profiled" in page.text

    def queries() -> list[str]:
        seen: list[str] = []
        listen = lambda *arguments: seen.append(arguments[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listen)
        browser.get(house.quality)
        event.remove(db.engine, "before_cursor_execute", listen)
        return seen

    queries()
    few = len(queries())
    with transaction():
        db.session.add_all(
            DataSet(project_id=house.project.id, number=number, name=f"Set {number}") for number in range(10, 510)
        )
    queries()  # the first sight of a session may be written down
    assert len(queries()) == few


def test_an_empty_overview_says_how_to_begin(make):
    client = make.client()
    project = make.project(client)
    lead = make.user("lead")
    make.member(project, lead, "lead")
    assert "No data set yet" in make.browser(lead).get(f"/projects/{project.key}/deployment/data-quality").text


def test_people_of_another_client_find_nothing(make, house, bring):
    bring()
    (run,) = runs()
    stranger = make.browser(make.user("client-pm", make.client("Other")))
    for path in (house.quality, house.customers, *(f"{house.customers}/runs/{run.key}{end}" for end in ("", "/rows.csv", "/file", "/sample"))):  # fmt: skip  # noqa: E501
        assert stranger.get(path).status == 404
    other = make.project(make.client("Third"))
    make.member(other, house.lead, "lead")
    moved = house.customers.replace(house.project.key, other.key)
    assert make.browser(house.lead).get(moved).status == 404


def test_members_of_the_client_read_the_figures_and_cannot_bring_files(make, house, bring):
    bring()
    browser = make.browser(house.member)
    page = browser.get(house.customers)
    assert page.status == 200
    assert page.page.select("input[type=file]") == []
    assert browser.post(f"{house.customers}/profile", data={}).status == 403


def test_a_profile_says_what_was_not_compared(make, house, bring, monkeypatch):
    monkeypatch.setattr(likeness, "SMALL", 1)
    monkeypatch.setattr(likeness, "PAIRS", 8)
    names = [f"Granit{end}" for end in ("alpha", "birke", "ceder", "dolde", "eiche")]
    bring("\n".join(["no,name", *(f"C{n},{name}" for n, name in enumerate(names))]).encode())
    text = make.browser(house.lead).get(house.customers).text
    assert "5 different records by the same beginning of name" in text
    assert "5 of them were compared by no other key either" in text


def test_nothing_is_said_where_everything_was_compared(make, house, bring):
    bring()
    assert "share a key" not in make.browser(house.lead).get(house.customers).text


def test_rules_that_changed_offer_to_compute_again_and_the_old_run_stays(app, make, house, bring):
    bring()
    browser = make.browser(house.lead)
    assert "Compute again" not in browser.get(house.customers).text
    with transaction():
        rule = db.session.scalars(select(DictionaryField).where(DictionaryField.field == "no")).one()
        rule.pattern = "X[0-9]"
    assert "have changed since this profile was made" in browser.get(house.customers).text
    assert "Compute again" not in make.browser(house.member).get(house.customers).text
    (run,) = runs()
    assert make.browser(house.member).post(f"{house.customers}/runs/{run.key}/again").status == 403
    assert browser.post(f"{house.customers}/runs/{run.key}/again").status == 303
    run_due(app)
    db.session.expire_all()
    first, second = runs()
    assert (first.rules["fields"]["no"]["pattern"], second.rules["fields"]["no"]["pattern"]) == ("C[0-9]", "X[0-9]")
    assert first.file_id == second.file_id
    assert "Compute again" not in browser.get(house.customers).text


def test_a_run_by_a_rules_file_of_its_own_is_not_held_against_the_standard(make, house, bring):
    bring(rules=b"fields:\n  name: {mandatory: true}\n")
    assert "Compute again" not in make.browser(house.lead).get(house.customers).text
