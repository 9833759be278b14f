"""The form of a new person takes the time zone of their machine, where nothing better is known."""

from flask import Flask
from playwright.sync_api import Browser

from app.accounts.actions import first_administrator_link


def test_the_first_administrator_finds_their_own_time_zone_chosen(app: Flask, live: str, browser: Browser) -> None:
    link = first_administrator_link(app.extensions["settings"])
    assert link is not None
    path = "/invitations/" + link.rsplit("/", 1)[1]
    with browser.new_context(timezone_id="Asia/Tokyo", locale="en-GB") as context:
        page = context.new_page()
        page.goto(live + path)
        assert page.locator("select[name=time_zone]").input_value() == "Asia/Tokyo"
    with browser.new_context(timezone_id="Asia/Kolkata", locale="en-GB") as context:
        page = context.new_page()
        page.goto(live + path)
        # Browsers call it by its old name, which is not in the list.
        assert page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == "Asia/Calcutta"
        assert page.locator("select[name=time_zone]").input_value() == "Asia/Kolkata"
