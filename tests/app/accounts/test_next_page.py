"""A12: no address that a form or link carries leads away from this host."""

from urllib.parse import urlsplit

import pytest
from flask import Flask

from app.accounts.next_page import local_path
from tests.conftest import PASSWORD, Make

LEADING_AWAY = [
    "https://evil.example",
    "http:evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/ /evil.example",
    "/\x00/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example/%2f..",
    "https:/evil.example",
    "@evil.example",
    "evil.example",
    "/me\r\nLocation: https://evil.example",
    "/me\r\nSet-Cookie: a=b",
    "//127.0.0.1:8000@evil.example",
    "/\u2028/evil.example",
    "",
]
STAYING = ["/", "/me", "/projects/abc?phase=review", "/people?q=%E7%8E%8B", "/method/glossary#gate", "/people?q=王"]


@pytest.mark.parametrize("wanted", LEADING_AWAY)
def test_a12_addresses_that_lead_away_become_the_fallback(wanted: str) -> None:
    assert local_path(wanted) == "/"


@pytest.mark.parametrize("wanted", STAYING)
def test_a12_paths_of_this_host_are_kept(wanted: str) -> None:
    assert local_path(wanted) == wanted


@pytest.mark.parametrize("wanted", LEADING_AWAY)
def test_a12_sign_in_stays_on_this_host(app: Flask, make: Make, wanted: str) -> None:
    user = make.user("lead")
    form = {"email": user.email, "password": PASSWORD}
    answer = make.browser().post("/sign-in", form, query_string={"next": wanted})
    assert answer.status == 303
    assert answer.location == "/"


@pytest.mark.parametrize("path", ["/language", "/theme"])
@pytest.mark.parametrize("wanted", LEADING_AWAY)
def test_a12_switching_language_or_appearance_stays_on_this_host(
    app: Flask, make: Make, path: str, wanted: str
) -> None:
    answer = make.browser().post(path, {"language": "zh", "theme": "dark", "next": wanted})
    assert answer.location == "/"


def test_a12_the_referrer_decides_nothing(app: Flask, make: Make) -> None:
    answer = make.browser().post("/language", {"language": "zh"}, headers={"Referer": "https://evil.example/x"})
    assert answer.location == "/"


def test_after_signing_in_a_person_is_where_they_wanted_to_go(app: Flask, make: Make) -> None:
    browser, user = make.browser(), make.user("lead")
    asked = browser.get("/clients?q=aurora")
    assert urlsplit(asked.location).path == "/sign-in"
    form = {"csrf_token": browser.csrf(), "email": user.email, "password": PASSWORD}
    answer = browser._send(browser.client.post, asked.location, data=form)
    assert answer.location == "/clients?q=aurora"
