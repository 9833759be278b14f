"""The checklist in a browser: by keyboard without reload, with script off, when two people write, on a phone."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from app.database import db
from app.models import ChecklistItem, Evidence, User
from tests.browser.conftest import violations
from tests.conftest import PASSWORD, Make

SignIn = Callable[[BrowserContext, User], None]
FIRST = "concept.motive-recorded"
THIRD = "concept.problems-ranked"


@dataclass
class Desk:
    """A lead at the checklist of the first phase."""

    url: str
    project_id: int
    lead: User

    def state(self, item: str) -> tuple[str, str]:
        """State and note of an item in the database."""
        db.session.rollback()
        row = db.session.execute(
            select(ChecklistItem.state, ChecklistItem.note).where(
                ChecklistItem.project_id == self.project_id, ChecklistItem.item == item
            )
        ).one()
        return row[0], row[1]


@pytest.fixture
def desk(make: Make, live: str, context: BrowserContext, sign_in: SignIn) -> Desk:
    """The lead is signed in."""
    make.firm()
    lead = make.user("lead", name="Lea Lindner")
    project = make.project(make.client("Aurora Instruments"))
    make.member(project, lead)
    sign_in(context, lead)
    return Desk(f"{live}/projects/{project.key}/phases/concept", project.id, lead)


def row(page: Page, item: str) -> str:
    return f"[id='{item}']"


def test_items_are_answered_by_keyboard_without_leaving_the_page(page: Page, desk: Desk, quiet: list[str]) -> None:
    page.goto(desk.url)
    left = page.locator("#gate-left")
    before = int(left.inner_text().split()[0])
    page.evaluate("window.stayed = true")
    for key in "jjj":
        page.keyboard.press(key)
    page.keyboard.press("3")
    expect(page.locator(f"{row(page, THIRD)} .states .done")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#count-phase .num")).to_have_text("1 of 20 answered")
    expect(page.locator("#count-direction .num")).to_have_text("1/4")
    page.keyboard.press("n")
    page.keyboard.type("Ranked with sales")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#say")).to_have_text("Saved.")
    page.keyboard.press("Escape")
    page.keyboard.press("4")
    page.keyboard.press("k")
    page.keyboard.press("2")
    expect(page.locator(".check.doing")).to_have_count(1)
    expect(left).to_have_text(f"{before - 1} blockers left before the gate")
    expect(page.locator(".rail .running small")).to_have_text("Running · 1/20")
    assert page.evaluate("window.stayed")
    assert desk.state(THIRD) == ("na", "Ranked with sales")


def test_an_answer_is_taken_back_from_its_row(page: Page, desk: Desk) -> None:
    page.goto(desk.url)
    page.locator(f"{row(page, FIRST)} .states .done").click()
    page.locator(f"{row(page, FIRST)} .undo").click()
    expect(page.locator(f"{row(page, FIRST)} .states .open")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#count-phase .num")).to_have_text("0 of 20 answered")
    assert desk.state(FIRST) == ("open", "")


def test_the_reason_of_not_applicable_is_asked_for_and_saved_where_it_is_written(page: Page, desk: Desk) -> None:
    page.goto(desk.url)
    page.locator(f"{row(page, FIRST)} .states .na").click()
    note = page.locator(f"{row(page, FIRST)} .note")
    expect(note).to_be_focused()
    note.fill("A foundation has no owner")
    page.locator(f"{row(page, FIRST)} .save").click()
    expect(page.locator(f"{row(page, FIRST)} .states .na")).to_have_attribute("aria-pressed", "true")
    assert desk.state(FIRST) == ("na", "A foundation has no owner")


def test_d07_two_browsers_one_item_nothing_lost(
    page: Page, desk: Desk, browser: Browser, make: Make, sign_in: SignIn
) -> None:
    other = make.user("consultant", name="Otto Obermann")
    make.member(db.session.merge(_project(desk)), other)
    page.goto(desk.url)
    second = browser.new_context()
    sign_in(second, other)
    theirs = second.new_page()
    theirs.goto(desk.url)
    theirs.locator(f"{row(theirs, FIRST)} .note").fill("Otto's words")
    theirs.locator(f"{row(theirs, FIRST)} .states .doing").click()
    expect(theirs.locator("#say")).to_have_text("Saved.")
    page.locator(f"{row(page, FIRST)} .note").fill("Lea's words")
    page.locator(f"{row(page, FIRST)} .states .done").click()
    expect(page.locator(f"{row(page, FIRST)} .theirs")).to_contain_text("Otto Obermann")
    expect(page.locator(f"{row(page, FIRST)} .theirs blockquote")).to_have_text("Otto's words")
    expect(page.locator(f"{row(page, FIRST)} .note")).to_have_value("Lea's words")
    assert violations(page) == []
    assert desk.state(FIRST) == ("doing", "Otto's words")
    page.get_by_role("button", name="Keep mine").click()
    expect(page.locator(f"{row(page, FIRST)} .theirs")).to_have_count(0)
    assert desk.state(FIRST) == ("done", "Lea's words")
    second.close()


def _project(desk: Desk) -> object:
    from app.models import Project

    return db.session.get(Project, desk.project_id)


@pytest.fixture
def plain_page(browser: Browser, desk: Desk, sign_in: SignIn) -> Page:
    """A page of a browser whose script is switched off."""
    context = browser.new_context(java_script_enabled=False)
    sign_in(context, desk.lead)
    return context.new_page()


def test_everything_works_with_script_off(plain_page: Page, desk: Desk, tmp_path: Path) -> None:
    page = plain_page
    page.goto(desk.url)
    page.locator(f"{row(page, FIRST)} .note").fill("Agreed")
    page.locator(f"{row(page, FIRST)} .states .done").click()
    assert page.url.endswith(f"answered={FIRST}#{FIRST}")
    assert desk.state(FIRST) == ("done", "Agreed")
    page.locator(f"{row(page, FIRST)} .undo").click()
    assert desk.state(FIRST) == ("open", "")
    page.locator(f"{row(page, FIRST)} .states .na").click()
    expect(page.locator(".notice.bad")).to_contain_text("wants a reason")
    page.locator("#note").fill("A foundation has no owner")
    page.locator(".states .na").click()
    assert desk.state(FIRST) == ("na", "A foundation has no owner")
    paper = tmp_path / "minutes.txt"
    paper.write_text("minutes")
    if page.locator("#file").is_hidden():
        page.locator("#evidence summary", has_text="Add evidence").click()
    page.locator("#file").set_input_files(paper)
    page.locator("#evidence form button.primary").click()
    expect(page.locator(".piece")).to_contain_text("minutes.txt")
    db.session.rollback()
    assert db.session.scalars(select(Evidence.file_name)).all() == ["minutes.txt"]


def test_several_rows_are_changed_with_script_off(plain_page: Page, desk: Desk) -> None:
    page = plain_page
    page.goto(desk.url)
    page.locator(f"{row(page, FIRST)} .pick").check()
    page.locator(f"{row(page, THIRD)} .pick").check()
    page.locator("#state").select_option("doing")
    page.locator("#many button.primary").click()
    expect(page.locator(".flash")).to_have_text("2 items changed.")
    assert desk.state(THIRD) == ("doing", "")


def test_the_form_for_several_rows_appears_when_one_is_chosen(page: Page, desk: Desk) -> None:
    page.goto(desk.url)
    expect(page.locator("#many")).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("#many")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("path", ["", f"/items/{FIRST}", "/add-item", "?q=nothing-like-this"])
@pytest.mark.parametrize("width", [1440, 390])
def test_pages_are_accessible_and_fit(page: Page, desk: Desk, quiet: list[str], path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(desk.url + path)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_answer_given_after_signing_in_anew_elsewhere_is_not_a_dead_end(
    page: Page, desk: Desk, context: BrowserContext, sign_in: SignIn
) -> None:
    page.goto(desk.url)
    context.clear_cookies()
    sign_in(context, desk.lead)
    page.locator(f"{row(page, FIRST)} textarea").fill("A note that must not be lost")
    page.locator(f"{row(page, FIRST)} .states .done").click()
    expect(page.locator("#say")).to_have_text("This could not be saved. Your text is kept; please try again.")
    expect(page.locator(f"{row(page, FIRST)} textarea")).to_have_value("A note that must not be lost")
    page.locator(f"{row(page, FIRST)} .states .done").click()
    expect(page.locator(f"{row(page, FIRST)} .states .done")).to_have_attribute("aria-pressed", "true")
    assert desk.state(FIRST) == ("done", "A note that must not be lost")


def test_an_answer_given_after_the_session_ended_comes_back_after_signing_in(
    page: Page, desk: Desk, context: BrowserContext
) -> None:
    page.goto(desk.url)
    context.clear_cookies()
    page.locator(f"{row(page, FIRST)} textarea").fill("A note that must not be lost")
    page.locator(f"{row(page, FIRST)} .states .done").click()
    page.get_by_label("E-mail").fill(desk.lead.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(desk.url)
    expect(page.locator(f"{row(page, FIRST)} textarea")).to_have_value("A note that must not be lost")
