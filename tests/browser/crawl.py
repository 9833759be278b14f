"""Walks through the running product by its links, one page for each kind of address."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException

FILES = (".csv", ".xlsx", ".pdf", ".ics", ".json", "/file")


def addresses(app: Flask, page: Page, start: str, seen: set[str]) -> Iterator[tuple[str, int]]:
    """Open pages one after another, each endpoint once; yield each address and its status while the page shows it."""
    waiting = [start]
    while waiting:
        address = waiting.pop(0)
        endpoint = _endpoint(app, urlsplit(address).path)
        if not endpoint or endpoint in seen:
            continue
        seen.add(endpoint)
        answer = page.goto(address)
        assert answer is not None, address
        waiting += _links(page, start)
        yield address, answer.status


def _links(page: Page, start: str) -> list[str]:
    found: list[str] = page.eval_on_selector_all("a[href]:not([download])", "links => links.map(link => link.href)")
    own = [link.partition("#")[0] for link in found if link.startswith(start)]
    return [link for link in own if not urlsplit(link).path.endswith(FILES)]


def _endpoint(app: Flask, path: str) -> str:
    try:
        return str(app.url_map.bind("").match(path or "/", method="GET")[0])
    except HTTPException:
        return ""
