"""A11: every unsafe address of this feature refuses what another site, or another session, sends."""

import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.clock import now
from app.database import Base, db
from app.models import Invitation, Session
from tests.conftest import Browser, Make

FEATURES = ("accounts", "clients", "inbox", "methods")


def unsafe_addresses(app: Flask, keys: dict[str, str]) -> list[str]:
    """All addresses of these features that take a POST, with their arguments filled in."""
    found = []
    with app.test_request_context(base_url="https://127.0.0.1:8000"):
        for rule in app.url_map.iter_rules():
            if rule.endpoint.split(".")[0] in FEATURES and "POST" in (rule.methods or set()):
                values = {name: keys[name] for name in rule.arguments}
                found.append(app.url_for(rule.endpoint, _method="POST", **values))
    return found


@pytest.fixture
def keys(make: Make) -> dict[str, str]:
    """A row for each argument of an address."""
    person, client = make.user("lead"), make.client()
    make.browser(person)
    invitation = make.add(
        Invitation(token_hash="f" * 64, purpose="person", email="x@example.test", role="lead", expires_at=now())
    )
    session = db.session.scalars(select(Session.key).where(Session.user_id == person.id)).one()
    return {
        "person": person.key, "client": client.key, "session": session, "invitation": invitation.key,
        "token": "no-such-token", "project": make.project(client).key,
    }  # fmt: skip


def contents() -> dict[str, list[Any]]:
    """All rows of all tables but the time a session was last seen."""
    db.session.rollback()
    return {
        table.name: sorted(
            (tuple(repr(value) for name, value in row.items() if name != "last_seen_at"))
            for row in db.session.execute(select(table)).mappings()
        )
        for table in Base.metadata.sorted_tables
    }


def send(browser: Browser, url: str, **kwargs: Any) -> int:
    """POST without any help."""
    return browser._send(browser.client.post, url, **kwargs).status


def test_a11_a_form_without_token_is_refused(app: Flask, make: Make, keys: dict[str, str]) -> None:
    browser = make.browser(make.user("administrator"))
    addresses, before = unsafe_addresses(app, keys), contents()
    assert len(addresses) >= 15
    assert {url: send(browser, url, data={}) for url in addresses} == dict.fromkeys(addresses, 400)
    assert contents() == before


def test_a11_a_token_of_another_session_is_refused(app: Flask, make: Make, keys: dict[str, str]) -> None:
    browser, attacker = make.browser(make.user("administrator")), make.browser(make.user("administrator"))
    browser.csrf()
    addresses, form = unsafe_addresses(app, keys), {"csrf_token": attacker.csrf()}
    before = contents()
    assert {url: send(browser, url, data=form) for url in addresses} == dict.fromkeys(addresses, 400)
    assert contents() == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1:8000.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a11_a_foreign_origin_is_refused_in_spite_of_a_token(
    app: Flask, make: Make, keys: dict[str, str], headers: dict[str, str]
) -> None:
    browser = make.browser(make.user("administrator"))
    addresses, form = unsafe_addresses(app, keys), {"csrf_token": browser.csrf()}
    before = contents()
    sent = {url: send(browser, url, data=form, headers=headers) for url in addresses}
    assert sent == dict.fromkeys(addresses, 400)
    assert contents() == before


def test_a11_json_in_disguise_is_refused(app: Flask, make: Make, keys: dict[str, str]) -> None:
    browser = make.browser(make.user("administrator"))
    addresses, before = unsafe_addresses(app, keys), contents()
    body = json.dumps({"csrf_token": browser.csrf(), "language": "zh"})
    sent = {url: send(browser, url, data=body, content_type="text/plain") for url in addresses}
    assert sent == dict.fromkeys(addresses, 400)
    assert contents() == before


def test_a11_get_does_not_do_what_post_does(app: Flask, make: Make, keys: dict[str, str]) -> None:
    browser = make.browser(make.user("administrator"))
    before = contents()
    for url in unsafe_addresses(app, keys):
        assert browser.get(url).status in {200, 302, 403, 404, 405}
    assert contents() == before
