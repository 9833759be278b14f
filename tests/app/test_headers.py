"""Headers of every answer, and where unsafe requests may come from (C05, A11, A13, A14)."""

import contextvars
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request
from werkzeug.test import TestResponse

from app import create_app
from tests.conftest import BASE, Make, settings_for


def send(app: Flask, method: str, url: str, **kwargs: Any) -> TestResponse:
    """One request from outside the test's own context."""
    client = app.test_client()
    base = kwargs.pop("base_url", BASE)
    return contextvars.Context().run(client.open, url, method=method, base_url=base, **kwargs)


@pytest.mark.parametrize("url", ["/sign-in", "/no-such-page", "/", "/static/build/none.css"])
def test_c05_every_answer_carries_the_headers(app: Flask, url: str) -> None:
    headers = send(app, "GET", url).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "max-age=31536000" in headers["Strict-Transport-Security"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8000"])
def test_a13_unknown_hosts_get_400(app: Flask, host: str) -> None:
    assert send(app, "GET", "/sign-in", headers={"Host": host}).status_code == 400


def test_a13_a_forwarded_host_is_not_believed(app: Flask) -> None:
    answer = send(app, "GET", "/", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in answer.headers.get("Location", "")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a11_unsafe_requests_of_other_sites_are_refused(app: Flask, make: Make, headers: dict[str, str]) -> None:
    browser = make.browser(make.user("lead"))
    assert browser.post("/language", {"language": "zh"}, headers=headers).status == 400


def test_a11_a_post_without_token_is_refused(app: Flask, make: Make) -> None:
    browser = make.browser(make.user("lead"))
    answer = contextvars.Context().run(browser.client.post, "/language", base_url=BASE, data={"language": "zh"})
    assert answer.status_code == 400


def test_a14_all_cookies_are_locked_to_this_host(app: Flask, make: Make) -> None:
    browser = make.browser()
    browser.get("/sign-in")
    for cookie in send(app, "GET", "/sign-in").headers.getlist("Set-Cookie"):
        assert cookie.startswith("__Host-")
        for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
            assert word in cookie
        assert "Domain" not in cookie


@pytest.mark.parametrize(("proxies", "seen"), [("0", "127.0.0.1"), ("1", "198.51.100.7")])
def test_a05_a_forwarded_address_is_believed_from_own_proxies_only(tmp_path: Path, proxies: str, seen: str) -> None:
    app = create_app(settings_for(tmp_path, SEXTANT_PROXIES=proxies), TESTING=True)
    found: list[str | None] = []
    app.before_request(lambda: found.append(request.remote_addr))
    send(app, "GET", "/static/build/none.css", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})
    assert found == [seen]
