"""X01, X02, X03: what people write is shown as they wrote it, wherever it appears; nothing of it runs."""

from collections import Counter

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from tests.conftest import Make
from tests.house_rules import world
from tests.house_rules.test_strangers_see_nothing import address

PAYLOADS = (
    '"><svg onload=boom()><script>boom()</script></textarea><img src=x onerror=boom()>',
    "javascript:boom()//${boom()}{{ 7919*104729 }}{% raw %}boom{% endraw %}",
    "'-boom()-'<a href='javascript:boom()'>x</a><script>boom()</script>",
)
"""Each breaks out of what may stand around it: a double-quoted attribute, an address or a template, a single quote."""
HANDLERS = ("onerror", "onload", "onclick", "onmouseover", "onfocus")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_x01_no_page_turns_text_into_markup(
    app: Flask, make: Make, payload: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world, "CANARY", payload)
    made = world.build(make)
    seen = 0
    for role in ("lead", "sponsor"):
        browser = make.browser(made.people_a[role])
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or set()) or rule.endpoint == "static":
                continue
            answer = browser.get(address(rule, made.keys))
            if answer.response.mimetype != "text/html":
                continue
            assert answer.status < 500, rule.rule
            assert_harmless(answer.page, rule.rule)
            assert not shared_ids(answer.page), rule.rule
            assert b"829348951" not in answer.response.data, f"{rule.rule} computed what somebody wrote"
            seen += payload in answer.page.get_text()
    assert seen > 10


def assert_harmless(page: BeautifulSoup, where: str) -> None:
    """No script but our own file, no handler, no link that runs."""
    for script in page.find_all("script"):
        assert str(script.get("src", "")).startswith("/static/build/"), where
        assert not script.get_text(strip=True), where
    for element in page.find_all(True):
        assert not [name for name in HANDLERS if name in element.attrs], where
        for name in ("href", "src", "action", "formaction"):
            assert not str(element.get(name, "")).strip().casefold().startswith("javascript:"), where
        assert "style" not in element.attrs or element.find_parent("svg") is not None, f"{where}: {element.name}"


def shared_ids(page: BeautifulSoup) -> list[str]:
    """Ids that two things of a page have: a label would belong to the wrong one. Each form may carry its token."""
    counts = Counter(str(element["id"]) for element in page.find_all(id=True))
    return [name for name, count in counts.items() if count > 1 and name != "csrf_token"]


def test_x02_every_page_forbids_inline_scripts(app: Flask, make: Make) -> None:
    made = world.build(make)
    browser = make.browser(made.people_a["lead"])
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or set()) and rule.endpoint != "static":
            headers = browser.get(address(rule, made.keys)).response.headers
            assert "unsafe" not in headers["Content-Security-Policy"], rule.rule
            assert headers["X-Content-Type-Options"] == "nosniff", rule.rule
