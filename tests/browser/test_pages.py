"""Every page of the running product: accessible, quiet and no wider than the screen, on a desk and on a phone."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from app.models import User
from tests.browser.conftest import violations
from tests.browser.crawl import addresses
from tests.conftest import Make

ROLES = ("administrator", "lead", "sponsor")
DIFFERENT_FOR_EACH = {"inbox.show", "projects.show", "gates.index", "gates.show"}


@pytest.mark.parametrize(
    ("width", "language", "theme"), [(1440, "en", "light"), (390, "zh", "dark")], ids=["desk", "phone"]
)
def test_every_page_that_can_be_reached_is_accessible_and_fits(
    app: Flask,
    make: Make,
    live: str,
    browser: Browser,
    sign_in: Callable[[BrowserContext, User], None],
    width: int,
    language: str,
    theme: str,
) -> None:
    seen: set[str] = set()
    wrong: list[str] = []
    for user in people(make, language, theme):
        context = browser.new_context(viewport={"width": width, "height": 844})
        sign_in(context, user)
        seen -= DIFFERENT_FOR_EACH
        wrong += faults(app, context.new_page(), live, seen)
        context.close()
    assert not wrong, "\n".join(wrong)
    assert len(seen) > 20


def faults(app: Flask, page: Page, live: str, seen: set[str]) -> list[str]:
    """Everything wrong with the pages that this person reaches, a sentence each."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("console", lambda said: wrong.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    for address, status in addresses(app, page, live, seen):
        if status >= 400:
            wrong.append(f"{address} answers {status}")
            continue
        wrong += violations(page)
        across = page.evaluate("document.documentElement.scrollWidth")
        if across > page.evaluate("innerWidth"):
            wrong.append(f"{address} is {across} pixels wide")
    return wrong


def people(make: Make, language: str, theme: str) -> list[User]:
    """One person of each kind on one engagement."""
    make.firm()
    client = make.client("Qingzhou Pumps")
    project = make.project(client)
    users = []
    for role in ROLES:
        user = make.user(role, client if role == "sponsor" else None, language=language, theme=theme)
        if role != "administrator":
            make.member(project, user, role)
        users.append(user)
    return users
