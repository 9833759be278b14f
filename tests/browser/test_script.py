"""What the script adds to pages that work without it."""

import pytest
from playwright.sync_api import Browser, Page, expect

ROW = "[id='solidification.design-2']"
OTHER = "[id='solidification.design-3']"


@pytest.fixture
def checklist(page: Page, gallery: str) -> Page:
    """The checklist, open in a browser with script."""
    page.goto(f"{gallery}/checklist")
    return page


def pressed(page: Page, row: str = ROW) -> str:
    """The state that a row shows as chosen."""
    return page.locator(f"{row} .states [aria-pressed=true]").inner_text()


def test_a_click_on_a_state_saves_without_leaving_the_page(checklist: Page) -> None:
    checklist.evaluate("window.stayed = true")
    checklist.locator(f"{ROW} .states .done").click()
    expect(checklist.locator(f"{ROW} .states .done")).to_have_attribute("aria-pressed", "true")
    assert checklist.evaluate("window.stayed")
    expect(checklist.locator("#count-design .num")).to_have_text("5/10")
    expect(checklist.locator("#say")).to_have_text("Saved.")


def test_the_keyboard_walks_and_answers(checklist: Page) -> None:
    for key in "jjj2":
        checklist.keyboard.press(key)
    expect(checklist.locator(f"{ROW} .states .doing")).to_have_attribute("aria-pressed", "true")
    assert checklist.evaluate("document.activeElement.id") == "solidification.design-2"


def test_not_applicable_without_a_reason_asks_for_one_where_it_is_written(checklist: Page) -> None:
    checklist.locator(f"{ROW} .states .na").click()
    expect(checklist.locator(f"{ROW} .error")).to_have_text("Say why this does not apply.")
    expect(checklist.locator(f"{ROW} .note")).to_be_focused()


def test_a_stale_answer_shows_both_texts_and_theirs_can_be_taken(checklist: Page) -> None:
    checklist.locator(f"{ROW} .note").fill("mine")
    checklist.locator(f"{ROW} .save").click()
    expect(checklist.locator(f"{ROW} .theirs blockquote")).to_have_text("theirs")
    expect(checklist.locator(f"{ROW} .note")).to_have_value("mine")
    checklist.get_by_role("button", name="Take theirs").first.click()
    expect(checklist.locator(f"{ROW} .note")).to_have_value("theirs")
    assert pressed(checklist) == "Done"


def test_leaving_a_note_saves_it(checklist: Page) -> None:
    checklist.locator(f"{ROW} .note").fill("Agreed on Monday.")
    checklist.locator("h1").click()
    expect(checklist.locator("#say")).to_have_text("Saved.")
    expect(checklist.locator(f"{ROW} .note")).to_have_value("Agreed on Monday.")


def test_a_lost_connection_keeps_the_text_even_over_a_reload(checklist: Page) -> None:
    checklist.route("**/answer/**", lambda route: route.abort())
    checklist.locator(f"{ROW} .note").fill("Written in the train.")
    checklist.locator(f"{ROW} .save").click()
    expect(checklist.locator("#say")).to_contain_text("No connection")
    checklist.reload()
    expect(checklist.locator(f"{ROW} .note")).to_have_value("Written in the train.")


def test_what_waits_is_sent_when_the_connection_is_back(checklist: Page) -> None:
    checklist.context.set_offline(True)
    checklist.locator(f"{ROW} .states .done").click()
    expect(checklist.locator("#say")).to_contain_text("No connection")
    checklist.context.set_offline(False)
    expect(checklist.locator(f"{ROW} .states .done")).to_have_attribute("aria-pressed", "true")


def test_words_typed_while_an_answer_travels_are_not_lost(checklist: Page) -> None:
    held = []
    checklist.route("**/answer/**", lambda route: held.append(route))
    checklist.locator(f"{ROW} .states .done").click()
    checklist.locator(f"{ROW} .note").press_sequentially("Still typing")
    held[0].continue_()
    expect(checklist.locator(f"{ROW} .states .done")).to_have_attribute("aria-pressed", "true")
    expect(checklist.locator(f"{ROW} .note")).to_have_value("Still typing")


def test_the_checklist_is_answered_without_script_too(browser: Browser, gallery: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{gallery}/checklist")
    with page.expect_request("**/answer/*") as sent:
        page.locator(f"{OTHER} .states .doing").click()
    assert "state=doing" in (sent.value.post_data or "")
    assert page.url == f"{gallery}/checklist"
    context.close()


def test_a_question_mark_explains_the_keys(checklist: Page) -> None:
    checklist.keyboard.press("?")
    assert checklist.locator("#keys").is_visible()


def test_a_form_that_asks_first_is_sent_only_after_yes(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/components")
    page.locator("form[data-confirm] button").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    assert page.url == f"{gallery}/components"
    page.locator("form[data-confirm] button").click()
    with page.expect_request(lambda request: request.method == "POST"):
        page.get_by_role("dialog").get_by_role("button", name="Yes").click()


def test_an_opener_opens_its_dialog_and_cancel_closes_it(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/components")
    page.get_by_role("link", name="Remove this risk?").click()
    expect(page.locator("#ask")).to_be_visible()
    page.locator("#ask").get_by_role("button", name="Cancel").click()
    expect(page.locator("#ask")).to_be_hidden()
    assert page.url == f"{gallery}/components"


def test_the_theme_changes_at_once(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/overview")
    page.locator(".masthead-end summary").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")


def test_escape_closes_a_menu(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/overview")
    page.locator(".masthead-end summary").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Dark")).to_be_hidden()


def test_a_finished_job_leads_to_its_result(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/working")
    page.wait_for_url(f"{gallery}/overview")
