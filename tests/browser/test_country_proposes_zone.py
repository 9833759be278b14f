"""With a script the menu of time zones follows the country at once."""

from flask import Flask
from playwright.sync_api import Browser

from tests.conftest import Make


def test_the_zone_follows_the_country_until_a_person_changes_it(
    app: Flask, make: Make, live: str, browser: Browser, sign_in
) -> None:  # type: ignore[no-untyped-def]
    with browser.new_context(locale="en-GB") as context:
        sign_in(context, make.user("lead"))
        page = context.new_page()
        page.goto(f"{live}/clients/new")
        zone = page.locator("#time_zone")
        assert zone.input_value() == "Asia/Shanghai"
        page.select_option("#country", "DE")
        assert zone.input_value() == "Europe/Berlin"
        page.select_option("#country", "US")
        assert zone.input_value() == ""  # several zones: nothing is taken for the person
        assert page.locator("#time_zone optgroup[data-own] option").count() > 20
        page.select_option("#time_zone", "America/Denver")
        assert zone.input_value() == "America/Denver"
