"""What browser tests share: Debian's Chromium, the gallery, the running product, and the rules of accessibility."""

import secrets
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import BrowserContext, Page
from werkzeug.serving import make_server

from app import assets
from app.clock import now
from app.database import db
from app.identity import hash_token
from app.models import Session, User
from app.transactions import transaction
from app.translations.build import build as build_catalogue
from tests.browser.chromium import LAUNCH
from tests.browser.gallery import served


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium instead of a downloaded one."""
    return {**browser_type_launch_args, **LAUNCH}


@pytest.fixture(scope="session")
def gallery() -> Iterator[str]:
    """The address of the gallery."""
    assets.build()
    with served() as address:
        yield address


@pytest.fixture
def live(app: Flask) -> Iterator[str]:
    """The address of the running product, on this test's own database."""
    assets.build()
    build_catalogue()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def sign_in(app: Flask, live: str) -> Callable[[BrowserContext, User], None]:
    """Give a browser the cookie of somebody who has signed in."""

    def give(context: BrowserContext, user: User) -> None:
        token = secrets.token_urlsafe(16)
        instant = now()
        ends = instant + timedelta(hours=12)
        row = Session(token_hash=hash_token(token), last_seen_at=instant, authenticated_at=instant, expires_at=ends)
        with transaction():
            row.user_id = user.id
            db.session.add(row)
        signer = SecureCookieSessionInterface().get_signing_serializer(app)
        assert signer is not None
        value = signer.dumps({"token": token})
        context.add_cookies(
            [
                {
                    "name": app.config["SESSION_COOKIE_NAME"],
                    "value": value,
                    "domain": "127.0.0.1",
                    "path": "/",
                    "secure": True,
                }
            ]
        )

    return give


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, a sentence each."""
    found = Axe().run(page).response["violations"]
    return [f"{page.url} {v['id']}: {v['help']}: {[node['html'][:200] for node in v['nodes'][:3]]}" for v in found]


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Assert that axe finds nothing wrong with the page as it stands."""

    def check(page: Page) -> None:
        assert violations(page) == []

    return check


@pytest.fixture
def quiet(page: Page) -> Iterator[list[str]]:
    """Everything the page complains of while the test runs: errors of scripts, blocked resources; must stay empty."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield said
    assert said == []
