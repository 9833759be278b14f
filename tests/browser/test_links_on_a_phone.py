"""Links that are shown once can be read whole and taken along on a phone, with and without script."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, expect

from app.models import User
from tests.browser.conftest import violations
from tests.conftest import Make

LIST = "E-mail\tName\tRole\nmei@aurora.example\tMei\tClient sponsor\nbo@aurora.example\tBo\tClient project manager\n"


@pytest.mark.parametrize("script", [True, False])
def test_links_of_invitations_are_whole_and_one_tap_selects_one(
    app: Flask, make: Make, live: str, browser: Browser, sign_in: Callable[[BrowserContext, User], None], script: bool
) -> None:
    lead, project = make.user("lead"), make.project()
    make.member(project, lead, "lead")
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    context = browser.new_context(**phone, java_script_enabled=script)  # type: ignore[arg-type]
    sign_in(context, lead)
    page = context.new_page()
    page.goto(f"{live}/projects/{project.key}/people/invite/sheet")
    page.locator("#cells").fill(LIST)
    page.get_by_role("button", name="Show what would change").tap()
    page.get_by_role("button", name="Take all of it in").tap()
    link = page.locator("[data-handed]").first
    expect(link).to_be_visible()
    whole = link.evaluate("one => one.scrollWidth <= one.clientWidth && one.clientWidth > 300")
    assert whole, link.bounding_box()
    if script:
        assert violations(page) == []
        expect(page.get_by_role("button", name="Copy the link for mei@aurora.example")).to_be_visible()
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
        page.locator("[data-copy]").first.tap()
        expect(page.get_by_text("It is selected: copy it now.")).to_be_visible()
    else:
        expect(page.locator("[data-copy]").first).to_be_hidden()
        link.tap()
    assert page.evaluate("getSelection().toString().trim()") == link.text_content()
    context.close()
