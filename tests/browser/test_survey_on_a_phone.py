"""On a phone: a survey is answered with the thumb, readiness is rated one statement a row; both are accessible."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, expect
from sqlalchemy import select

from app.database import db
from app.models import RaterAnswer, SurveyAnswer, User
from app.surveys.actions import Wanted, make_links, open_survey
from app.surveys.tokens import token_of
from app.transactions import transaction
from phases.readiness.statements import by_id
from tests.browser.conftest import violations
from tests.conftest import Make

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_a_customer_answers_on_a_phone(app: Flask, make: Make, live: str, browser: Browser) -> None:
    project = make.project()
    with transaction():
        wanted = Wanted(title="How are we doing?", audience="customers", mode="personal", instruments=("nps", "csat"))
        row = open_survey(project=project, wanted=wanted, by=None)
        make_links(project=project, survey=row, count=1, by=None)
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.goto(f"{live}/survey/{token_of(row.key, 1)}")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("[id='q-nps.recommend'] label", has_text="9").tap()
    page.get_by_role("button", name="Send").tap()
    expect(page.get_by_text("Some answers are missing")).to_be_visible()
    assert page.locator("[id='q-nps.recommend'] input[value='9']").is_checked()
    page.locator("[id='q-csat.overall'] label", has_text="4").tap()
    page.get_by_role("button", name="Send").tap()
    expect(page.get_by_text("Thank you.")).to_be_visible()
    assert violations(page) == []
    assert context.cookies() == []
    context.close()
    db.session.rollback()
    assert db.session.scalars(select(SurveyAnswer)).one().said == {"nps.recommend": 9, "csat.overall": 4}


SMALL = """() => [...document.querySelectorAll('main form :is(a, button, select, textarea, label.segment)')]
    .filter((one) => !one.matches('.unseen'))
    .map((one) => [one.textContent.trim().slice(0, 20), one.getBoundingClientRect()])
    .filter(([_, box]) => box.width && (box.height < 43.5 || box.width < 43.5)).map(([words]) => words)"""


@pytest.mark.parametrize("script", [True, False])
def test_long_scales_fit_a_thumb_with_script_and_without(
    app: Flask, make: Make, live: str, browser: Browser, script: bool
) -> None:
    project, instruments = make.project(), ("sus", "utaut", "csat", "nps", "ces")
    with transaction():
        wanted = Wanted(title="All", audience="users", mode="personal", instruments=instruments, groups=("A", "B"))
        row = open_survey(project=project, wanted=wanted, by=None)
        make_links(project=project, survey=row, count=1, by=None)
    context = browser.new_context(**PHONE, java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{live}/survey/{token_of(row.key, 1)}")
    scales = page.locator(".survey-q")
    for place in range(scales.count()):
        scales.nth(place).locator("label.segment").nth(place % 5).tap()
    if script:
        assert page.evaluate(SMALL) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        expect(page.locator("[data-survey-answered]")).to_have_text("23")
        page.get_by_role("button", name="中文").tap()
        expect(page.locator("[data-survey-answered]")).to_have_text("23")
        page.get_by_role("button", name="English").tap()
    else:
        expect(page.locator(".rating-bar")).to_be_hidden()
    page.get_by_role("button", name="Send").tap()
    expect(page.get_by_text("Thank you.")).to_be_visible()
    context.close()
    db.session.rollback()
    assert len(db.session.scalars(select(SurveyAnswer)).one().said) == 23


def test_a_member_rates_readiness_on_a_phone_without_reloading(
    app: Flask, make: Make, live: str, browser: Browser, sign_in: Callable[[BrowserContext, User], None]
) -> None:
    lead = make.user("lead")
    project = make.project(by=lead)
    context = browser.new_context(**PHONE)
    sign_in(context, lead)
    page = context.new_page()
    page.goto(f"{live}/projects/{project.key}/readiness/1/rate")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    first, second = list(by_id())[:2]
    page.locator(f"[id='{first}'] label.segment", has_text="3").tap()
    expect(page.locator("#rated")).to_contain_text(f"1/{len(by_id())}")
    expect(page.locator("[data-rating-state]")).to_have_text("Saved")
    page.locator(f"[id='{second}'] textarea").fill("Seen at two desks")
    expect(page.locator("[data-rating-state]")).to_have_text("Saved")  # the field still has the focus
    page.locator(f"[id='{second}'] label.segment", has_text="?").tap()
    expect(page.locator("#rated")).to_contain_text("2/")
    assert page.evaluate(SMALL) == []
    context.set_offline(True)
    page.locator(f"[id='{first}'] label.segment", has_text="4").tap()
    expect(page.locator("[data-rating-state]")).to_contain_text("Not saved yet")
    context.set_offline(False)
    expect(page.locator(".rate-row.unsaved")).to_have_count(0)
    context.close()
    db.session.rollback()
    found = {row.statement: (row.rating, row.note) for row in db.session.scalars(select(RaterAnswer))}
    assert found == {first: ("4", ""), second: ("unknown", "Seen at two desks")}
