"""The live run of the switch in two browsers, and the reaction survey on a phone; both in both languages."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import func, select

from app.clock import now
from app.database import db
from app.identity import hash_token
from app.models import CutoverTask, Enrolment, Learner, Reaction, ReactionLink, TrainingRole, TrainingSession
from app.transactions import transaction
from tests.browser.conftest import violations
from tests.conftest import Make

WORDS = {
    "en": SimpleNamespace(
        running="Running", zone="All times are those of the clocks in",
        all_in="Everybody who was enrolled has answered already",
    ),
    "zh": SimpleNamespace(running="进行中", zone="所有时间均为项目所在时区", all_in="报名人员均已提交反馈"),
}  # fmt: skip
expect.set_options(timeout=20_000)  # a busy machine draws slowly
Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, live: str, sign_in: Callable[[BrowserContext, Any], None]) -> Opened:
    """A page of a browser of its own, for somebody who has signed in or for nobody."""

    def run(user: Any, url: str, *, language: str = "en", width: int = 1280) -> Page:
        locale = "zh-CN" if language == "zh" else "en-GB"
        context = browser.new_context(viewport={"width": width, "height": 844}, locale=locale)
        if user is not None:
            sign_in(context, user)
        page = context.new_page()
        page.goto(live + url)
        return page

    return run


@pytest.fixture
def switch(app: Flask, make: Make) -> Callable[[str], SimpleNamespace]:
    """A cutover of two tasks, the second a point of no return, while blockers to go live stand."""

    def made(language: str) -> SimpleNamespace:
        make.firm()
        lead, other = make.user("lead", language=language), make.user("consultant", language=language)
        project = make.project(make.client(), time_zone="Asia/Shanghai")
        make.member(project, lead)
        make.member(project, other)
        mine = {"project_id": project.id, "owner_id": lead.id}
        make.add(
            CutoverTask(**mine, number=1, title="Freeze"), CutoverTask(**mine, number=2, title="Open", no_return=True)
        )
        return SimpleNamespace(lead=lead, other=other, run=f"/projects/{project.key}/golive/run")

    return made


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_task_that_is_started_runs_in_the_other_browser_too(
    opened: Opened, switch: Callable[[str], SimpleNamespace], language: str
) -> None:
    house, words = switch(language), WORDS[language]
    mine, theirs = opened(house.lead, house.run, language=language), opened(house.other, house.run, language=language)
    theirs.clock.install()
    theirs.reload()
    assert words.zone in mine.content()
    mine.locator("#CT-1 form[action$='/start'] button").click()
    expect(mine.locator("#CT-1.running")).to_be_visible()
    expect(mine.locator("#CT-1")).to_contain_text(words.running)
    expect(theirs.locator("#CT-1.next")).to_be_visible()
    theirs.clock.fast_forward(21_000)  # the page looks again every 20 seconds
    expect(theirs.locator("#CT-1.running")).to_be_visible()
    assert violations(theirs) == []


def test_the_clock_runs_without_loading_the_page(opened: Opened, switch: Callable[[str], SimpleNamespace]) -> None:
    house = switch("en")
    page = opened(house.lead, house.run)
    clock = page.locator("[data-clock]")
    first = clock.inner_text()
    moved = "first => document.querySelector('[data-clock]').innerText !== first"
    page.wait_for_function(moved, arg=first, timeout=70_000)
    assert re.search(r"\d\d:\d\d", clock.inner_text())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_point_of_no_return_stays_shut_while_blockers_stand(
    opened: Opened, switch: Callable[[str], SimpleNamespace], language: str
) -> None:
    house = switch(language)
    page = opened(house.lead, house.run, language=language, width=390)
    page.locator("#CT-2 form[action$='/start'] button").click()
    page.wait_for_url("**/no-return")
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.locator(".blockers li").count() > 1
    assert page.locator("form[action$='/start']").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []
    db.session.rollback()
    assert set(db.session.scalars(select(CutoverTask.started))) == {""}


@pytest.fixture
def link(app: Flask, make: Make) -> str:
    """The address of a survey that two people may answer."""
    make.firm()
    project = make.project(make.client())
    mine = {"project_id": project.id}
    with transaction():
        role = TrainingRole(**mine, number=1, name="Sales")
        session = TrainingSession(**mine, number=1, title="First steps", held_on=project.start)
        db.session.add_all([role, session])
        db.session.flush()
        people = [Learner(**mine, number=number, name=f"User {number}", role_id=role.id) for number in (1, 2)]
        db.session.add_all(people)
        db.session.flush()
        db.session.add_all(
            Enrolment(**mine, number=one.number, learner_id=one.id, session_id=session.id, attended=True)
            for one in people
        )
        ends = now() + timedelta(days=3)
        db.session.add(
            ReactionLink(**mine, session_key=session.key, token_hash=hash_token("open-sesame"), expires_at=ends)
        )
    return "/reaction/open-sesame"


def answers() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Reaction)) or 0


def fill(page: Page) -> None:
    for name in ("useful", "clear", "paced", "practised", "ready"):
        page.locator(f"input[name={name}][value='4']").check()
    page.locator("form.form button").click()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_survey_is_answered_on_a_phone_and_a_form_counts_once(opened: Opened, link: str, language: str) -> None:
    page = opened(None, link, language=language, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []
    ticket = page.locator("input[name=ticket]").input_value()
    fill(page)
    expect(page.locator(".notice.good")).to_be_visible()
    assert answers() == 1
    again = opened(None, link, language=language, width=390)  # the same form once more, as after going back
    again.evaluate("ticket => { document.querySelector('input[name=ticket]').value = ticket; }", ticket)
    fill(again)
    expect(again.locator(".notice")).to_be_visible()
    assert answers() == 1
    fill(opened(None, link, language=language, width=390))
    full = opened(None, link, language=language, width=390)
    expect(full.locator(".notice")).to_contain_text(WORDS[language].all_in)
    assert answers() == 2
