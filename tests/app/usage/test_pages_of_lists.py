"""The lists beside the logs: what an upload would change is shown, confirmed, and takes the place of the whole list."""

import io
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import CrmFunction, LicensedUser, UsageSource
from tests.conftest import Answer, Browser, Make

FIRST = "user,role,department,start,end\nanna,rep,Sales,2026-06-01,\nben,agent,Service,,\nben,x,y,,\n,rep,Sales,,\n"
SECOND = "用户,角色,部门\nAnna,rep,Sales\ncai,rep,Sales\n"


@pytest.fixture
def house(make: Make) -> SimpleNamespace:
    """A project with a lead; .base is the address of its usage data."""
    lead = make.user("lead")
    project = make.project(make.client())
    make.member(project, lead)
    return SimpleNamespace(project=project, lead=lead, base=f"/projects/{project.key}/usage")


def upload(browser: Browser, house: SimpleNamespace, kind: str, content: str) -> Answer:
    """Send a list as the page's form does."""
    data = {kind: (io.BytesIO(content.encode()), f"{kind}.csv")}
    return browser.post(f"{house.base}/{kind}", data, content_type="multipart/form-data")


def take_over(browser: Browser, house: SimpleNamespace, kind: str, content: str) -> Answer:
    """Upload and confirm; the page of the list."""
    url = upload(browser, house, kind, content).location
    answer = browser.post(url.replace("/changes", "/apply"))
    assert answer.status == 303
    return browser.get(answer.location)


def users() -> list[tuple[str, str, str]]:
    """The users as they are kept."""
    db.session.rollback()
    return [
        (one.user, one.role, one.department)
        for one in db.session.scalars(select(LicensedUser).order_by(LicensedUser.id))
    ]


def test_a_list_changes_nothing_until_it_is_confirmed(make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    url = upload(browser, house, "users", FIRST).location
    page = browser.get(url)
    assert "Added 2" in page.text
    assert "The name stands in an earlier row already" in page.text
    assert "The user is missing." in page.text
    assert users() == []
    browser.post(url.replace("/changes", "/apply"))
    assert users() == [("anna", "rep", "Sales"), ("ben", "agent", "Service")]


def test_a_new_list_takes_the_place_of_the_old_one(make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    take_over(browser, house, "users", FIRST)
    page = browser.get(upload(browser, house, "users", SECOND).location)
    for words in ("Added 1 cai", "Changed 1 Anna", "Removed 1 ben", "0 entries stay as they are."):
        assert words in page.text
    take_over(browser, house, "users", SECOND)
    assert users() == [("Anna", "rep", "Sales"), ("cai", "rep", "Sales")]
    in_force = db.session.scalars(select(UsageSource).where(UsageSource.removed_at.is_(None))).all()
    assert [(one.accepted, one.refused, one.state) for one in in_force] == [(2, 0, "ready")]


def test_the_overview_counts_by_department_and_role_and_finds_people(make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    take_over(browser, house, "users", FIRST)
    text = browser.get(house.base).text
    assert "Sales 1 50%" in text
    assert "agent 1 50%" in text
    found = browser.get(f"{house.base}?q=SERV").page.select("details td.main")
    assert [cell.text for cell in found] == ["ben"]


def test_functions_in_scope_are_taken_over_with_their_roles(make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    page = take_over(browser, house, "functions", "功能,领域,高级,角色\n商机,销售,否,代表;经理\n预测,分析,是,\n")
    assert page.status == 200
    rows = db.session.scalars(select(CrmFunction).order_by(CrmFunction.id)).all()
    assert [(one.function, one.area, one.advanced, one.roles) for one in rows] == [
        ("商机", "销售", False, ["代表", "经理"]),
        ("预测", "分析", True, []),
    ]
    assert "everybody" in browser.get(house.base).text


def test_a_list_without_one_good_row_changes_nothing(make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    take_over(browser, house, "users", FIRST)
    for content, sentence in (
        ("user,start\nanna,soon\n", "No row of the list could be accepted"),
        ("user\n", "no rows"),
    ):
        answer = upload(browser, house, "users", content)
        assert answer.status == 422
        assert sentence in answer.text
    assert len(users()) == 2


def test_an_upload_is_discarded_and_a_list_removed(make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    take_over(browser, house, "users", FIRST)
    url = upload(browser, house, "users", SECOND).location
    browser.post(url.replace("/changes", "/remove"))
    assert len(users()) == 2
    key = db.session.scalars(select(UsageSource.key).where(UsageSource.removed_at.is_(None))).one()
    browser.post(f"{house.base}/{key}/remove")
    assert users() == []


def test_a_list_is_taken_over_once(make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    url = upload(browser, house, "users", FIRST).location.replace("/changes", "/apply")
    assert browser.post(url).status == 303
    assert browser.post(url).status == 422


def test_the_examples_are_lists_that_come_in_whole(app: Flask, make: Make, house: SimpleNamespace) -> None:
    for language in ("en", "zh"):
        lead = make.user("lead", language=language)
        make.member(house.project, lead)
        browser = make.browser(lead)
        for kind in ("users", "functions"):
            example = browser.get(f"{house.base}/templates/{kind}.csv").response.data.decode("utf-8-sig")
            take_over(browser, house, kind, example)
            source = db.session.scalars(
                select(UsageSource).where(UsageSource.removed_at.is_(None), UsageSource.kind == kind)
            ).one()
            assert (source.accepted, source.refused) == (2, 0)
    assert make.browser(house.lead).get(f"{house.base}/templates/other.csv").status == 404


def test_a_log_uploaded_as_a_list_destroys_nothing(make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    take_over(browser, house, "users", FIRST)
    take_over(browser, house, "functions", "function,area\nx,Sales\n")
    log = "user,function,time\n" + "anna,x,2026-07-01 09:00\n" * 5
    once = "user,function,time\nanna,x,2026-07-01 09:00\n"
    for kind, content, sentence in (
        ("users", log, "4 of the 5 rows cannot be taken, so this is hardly a list of users"),
        ("users", once, "this file names no roles and no departments (its columns: user, function, time)"),
        ("functions", log, "4 of the 5 rows cannot be taken, so this is hardly a list of functions"),
        ("functions", once, "this file says nothing about area, advanced or roles"),
    ):
        answer = upload(browser, house, kind, content)
        assert answer.status == 422
        assert f"Nothing was changed: {sentence}" in answer.text
    assert users() == [("anna", "rep", "Sales"), ("ben", "agent", "Service")]


def test_a_list_that_waited_is_held_against_the_one_in_force_when_it_is_confirmed(
    make: Make, house: SimpleNamespace
) -> None:
    browser = make.browser(house.lead)
    waiting = upload(browser, house, "users", "user\nanna\n").location  # fine as long as there is no list
    take_over(browser, house, "users", FIRST)
    shown = browser.get(waiting)
    assert "names no roles and no departments" in shown.text
    assert not shown.page.select("form[action$='/apply']")
    answer = browser.post(waiting.replace("/changes", "/apply"))
    assert answer.status == 422
    assert "names no roles and no departments" in answer.text
    assert len(users()) == 2


def test_taking_over_a_list_says_what_it_did(make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    take_over(browser, house, "users", FIRST)
    page = take_over(browser, house, "users", "user,role,department\nanna,boss,Sales\ncai,rep,Sales\n")
    assert "List of users taken over: 1 added, 1 changed, 1 removed." in page.text


def test_long_lists_are_shown_a_page_at_a_time(make: Make, house: SimpleNamespace) -> None:
    in_project = {"project_id": house.project.id}
    make.add(*(LicensedUser(**in_project, user=f"user{n:04}", role="rep", department="Sales") for n in range(3000)))
    make.add(*(CrmFunction(**in_project, function=f"function{n:04}", area="AB"[n % 2]) for n in range(3000)))
    browser = make.browser(house.lead)

    def shown(query: str) -> tuple[list[str], list[str]]:
        page = browser.get(f"{house.base}{query}").page
        first = [cell.text for cell in page.select("section[aria-labelledby=users] details td.main")]
        return first, [cell.text for cell in page.select("section[aria-labelledby=functions] td.main")]

    people, tools = shown("")
    assert (len(people), len(tools)) == (50, 50)
    assert (people[0], tools[:2]) == ("user0000", ["function0000", "function0002"])  # by area
    people, tools = shown("?users=60&functions=31")
    assert (people[-1], tools[0]) == ("user2999", "function0001")
    page = browser.get(f"{house.base}?users=2").page
    links = {str(link["href"]) for link in page.select(".pager a")}
    assert f"{house.base}?users=3#users" in links
    assert f"{house.base}?users=2&functions=2#functions" in links
    assert page.select_one("section[aria-labelledby=users] details[open]")


def test_a_list_that_waits_has_no_figures_yet(make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    upload(browser, house, "users", FIRST)
    cells = browser.get(house.base).page.select("section[aria-labelledby=users] table td.num")
    assert [cell.text for cell in cells] == ["–", "–", "–"]


def test_only_a_list_of_people_is_said_to_hold_names(make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    people = browser.get(upload(browser, house, "users", FIRST).location).text
    functions = browser.get(upload(browser, house, "functions", "function,area\nQuotes,Sales\n").location).text
    assert "with the names in it this file is kept until" in people
    assert "Not imported yet: this file is kept until" in functions


def test_roles_that_no_user_has_are_named_before_the_functions_are_taken_over(
    make: Make, house: SimpleNamespace
) -> None:
    browser, functions = make.browser(house.lead), "function,roles\nQuotes,rep agent\nOrders,Rep; agent\n"
    before = browser.get(upload(browser, house, "functions", functions).location)
    assert "No licensed user has the role" not in before.text  # there is no list of users yet
    take_over(browser, house, "users", FIRST)
    after = browser.get(upload(browser, house, "functions", functions).location)
    assert "No licensed user has the role rep agent." in after.text


def test_a_label_belongs_to_its_file(make: Make, house: SimpleNamespace) -> None:
    page = make.browser(house.lead).get(house.base).page
    for kind in ("users", "functions"):
        (field,) = page.select(f"input[type=file][name={kind}]")
        (labelled,) = page.select(f"#{field['id']}")
        assert labelled is field
        assert page.select_one(f"label[for={field['id']}]")
