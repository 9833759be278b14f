"""Whose session ended while they wrote comes back to the page; an address that only takes forms leads to its page."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import delete

from app.database import db
from app.models import Session
from app.transactions import transaction
from tests.conftest import BASE, PASSWORD, Browser, Make


def asked_to_sign_in(browser: Browser, url: str, form: dict[str, str], referrer: str) -> str:
    """Send a form without any session; where the sign-in leads afterwards."""
    answer = browser._send(browser.client.post, url, data=form, headers={"Referer": referrer})
    assert answer.status == 302
    asked = urlsplit(answer.location)
    assert asked.path == "/sign-in"
    return parse_qs(asked.query).get("next", [""])[0]


def end_sessions() -> None:
    """As if everybody had been away for too long."""
    with transaction():
        db.session.execute(delete(Session))


@pytest.mark.parametrize("with_token", [True, False])
def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(app: Flask, make: Make, with_token: bool) -> None:
    lead, project = make.user("lead"), make.project()
    make.member(project, lead)
    browser, page = make.browser(lead), f"/projects/{project.key}/raid/new"
    form = {"title": "Typed with care", **({"csrf_token": browser.csrf()} if with_token else {})}
    end_sessions()
    assert asked_to_sign_in(browser, page, form, f"{BASE}{page}?kind=risk") == f"{page}?kind=risk"
    assert "Nothing was saved: you are no longer signed in." in browser.get("/sign-in").text


def test_who_signs_out_twice_is_not_told_that_something_was_lost(app: Flask, make: Make) -> None:
    browser = make.browser(make.user("lead"))
    token = browser.csrf()
    end_sessions()
    asked_to_sign_in(browser, "/sign-out", {"csrf_token": token}, f"{BASE}/me")
    assert "Nothing was saved" not in browser.get("/sign-in").text


def test_after_signing_in_the_page_of_the_form_is_shown(app: Flask, make: Make) -> None:
    lead, browser = make.user("lead"), make.browser()
    asked = browser._send(browser.client.post, "/clients/new", headers={"Referer": f"{BASE}/clients/new"})
    form = {"csrf_token": browser.csrf(), "email": lead.email, "password": PASSWORD}
    assert browser._send(browser.client.post, asked.location, data=form).location == "/clients/new"


@pytest.mark.parametrize(
    "referrer", ["https://evil.example/projects/x", "https://127.0.0.1:8000//evil.example", "", "http://["]
)
def test_a_form_never_leads_to_another_site(app: Flask, make: Make, referrer: str) -> None:
    browser = make.browser()
    wanted = asked_to_sign_in(browser, "/clients/new", {}, referrer)
    lead = make.user("lead")
    signed_in = browser.post("/sign-in", {"email": lead.email, "password": PASSWORD}, query_string={"next": wanted})
    assert signed_in.location == "/"


def test_somebody_signed_in_with_a_form_of_another_session_is_told_to_reload(app: Flask, make: Make) -> None:
    browser = make.browser(make.user("director"))
    answer = browser._send(browser.client.post, "/clients/new", data={"csrf_token": "of another session"})
    assert answer.status == 400
    assert "Reload the page" in answer.text


def test_an_invitation_whose_form_lost_its_token_does_not_lead_to_the_sign_in(app: Flask, make: Make) -> None:
    answer = make.browser()._send(make.browser().client.post, "/invitations/secret", data={})
    assert answer.status == 400


def test_an_address_that_only_takes_forms_leads_to_its_page(app: Flask, make: Make) -> None:
    lead, project = make.user("lead"), make.project()
    make.member(project, lead)
    browser, base = make.browser(lead), f"/projects/{project.key}"
    for sent, page in [
        (f"{base}/deliverables/concept.project-charter/versions", f"{base}/deliverables/concept.project-charter"),
        (f"{base}/usage/log", f"{base}/usage"),
        (f"{base}/usage/functions", f"{base}/usage"),
        ("/sign-out", "/"),
    ]:
        answer = browser.get(sent)
        assert (answer.status, answer.location) == (302, page)
        assert browser.get(page).status in {200, 302}


def test_a_log_that_does_not_exist_is_still_nothing(app: Flask, make: Make) -> None:
    lead, project = make.user("lead"), make.project()
    make.member(project, lead)
    assert make.browser(lead).get(f"/projects/{project.key}/usage/nothing").status == 404


def test_the_interface_for_systems_still_says_that_it_takes_no_get(app: Flask, make: Make) -> None:
    assert make.browser().get(f"/api/v1/projects/{make.project().key}/usage-events").status == 405
