"""The sponsor signs a gate on a phone: in a handful of taps, with every page accessible on the way."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, expect
from sqlalchemy import select

from app.clock import today
from app.database import db
from app.gates.actions import propose_gate
from app.models import Condition, GateDecision, User
from app.transactions import transaction
from phases.transitions import Owed
from tests.app.gates.conftest import make_ready
from tests.browser.conftest import violations
from tests.conftest import PASSWORD, Make


def test_a_sponsor_signs_on_a_phone(
    app: Flask, make: Make, live: str, browser: Browser, sign_in: Callable[[BrowserContext, User], None]
) -> None:
    client = make.client()
    lead, sponsor = make.user("lead", name="Lena Lead"), make.user("sponsor", client, name="Su Sponsor")
    project = make.project(client)
    make.member(project, lead)
    make.member(project, sponsor)
    make_ready(project, "concept")
    due = today("Asia/Shanghai") + timedelta(days=7)
    with transaction():
        propose_gate(
            project=project, phase="concept", outcome="conditions", text="One thing is left.", by=lead.id,
            conditions=[Owed("Repeat the training for the night shift", lead.key, due)],
        )  # fmt: skip
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    sign_in(context, sponsor)
    page = context.new_page()
    page.goto(f"{live}/projects/{project.key}/phases/concept/gate")
    assert violations(page) == []
    page.get_by_role("link", name="Decide").tap()
    page.wait_for_url("**/decide")
    assert violations(page) == []
    expect(page.get_by_text("Repeat the training for the night shift").first).to_be_visible()
    expect(page.locator(".meaning.conditions")).to_be_visible()
    expect(page.locator(".meaning.no-go")).to_be_hidden()
    page.get_by_role("radio", name="No-go").tap()
    expect(page.locator(".meaning.no-go")).to_be_visible()
    expect(page.locator(".meaning.conditions")).to_be_hidden()
    page.get_by_role("radio", name="Go with conditions").tap()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign the decision").tap()
    page.wait_for_url("**/decisions/*")
    expect(page.get_by_text("Signed. The decision is on record.")).to_be_visible()
    expect(page.get_by_text("Seal intact")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
    db.session.rollback()
    decision = db.session.scalars(select(GateDecision)).one()
    assert (decision.outcome, decision.signed_by_id) == ("conditions", sponsor.id)
    assert db.session.scalars(select(Condition.due)).one() == due
