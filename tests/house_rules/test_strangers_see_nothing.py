"""T02, T07, T10: every address of a project, tried by everybody who has no part in it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event
from werkzeug.routing import Rule

from app.database import db
from app.identity import Viewer
from app.models import User
from app.permissions import find_access
from tests.conftest import Browser, Make
from tests.house_rules.world import CANARY, World, build

GOLDEN = Path(__file__).parent / "role_by_endpoint.json"
OF_OWN_ROWS = {
    "number",
    "correction",
    "phase",
    "kind",
    "item",
    "form",
    "room",
    "register",
    "station",
    "threshold",
    "warning",
}
"""Arguments that are words of the method or counters: the same in every project, so no secret of any."""


@pytest.fixture
def world(make: Make) -> World:
    """Two clients."""
    return build(make)


def project_rules(app: Flask) -> list[Rule]:
    """All addresses below a project that people may come to; those of tokens are tried in tests/app/usage."""
    inside = (rule for rule in app.url_map.iter_rules() if "project" in rule.arguments)
    return [rule for rule in inside if app.view_functions[rule.endpoint].guard.kind == "project"]  # type: ignore[attr-defined]


def address(rule: Rule, keys: dict[str, str]) -> str:
    """The rule with its arguments filled in; a new kind of argument must be taught to world.py."""
    return re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", lambda match: keys[match[1]], rule.rule)


def tries(rule: Rule, url: str, browser: Browser) -> Iterator[tuple[str, int, bytes]]:
    """Each method of the rule, with a valid token where one is needed."""
    for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
        answer = browser.get(url) if method == "GET" else browser.post(url)
        yield method, answer.status, answer.response.data


def strangers(world: World, make: Make) -> list[User]:
    """Everybody of the other client, and people of the firm who have no part in the project."""
    return [*world.people_b.values(), make.user("lead"), make.user("consultant")]


def test_t02_strangers_get_404_at_every_address_of_a_project(app: Flask, make: Make, world: World) -> None:
    for user in strangers(world, make):
        browser = make.browser(user)
        for rule in project_rules(app):
            for method, status, body in tries(rule, address(rule, world.keys), browser):
                assert status == 404, f"{user.role} {method} {rule.rule}: {status}"
                assert CANARY.encode() not in body, rule.rule


def test_t02_foreign_rows_are_not_found_inside_an_own_project(app: Flask, make: Make, world: World) -> None:
    mixed = world.keys | {"project": world.b.key}
    for user in world.people_b.values():
        browser = make.browser(user)
        for rule in project_rules(app):
            if rule.arguments - {"project"} - OF_OWN_ROWS:
                for method, status, body in tries(rule, address(rule, mixed), browser):
                    assert status in {403, 404}, f"{user.role} {method} {rule.rule}: {status}"
                    assert CANARY.encode() not in body, rule.rule


def test_t02_pages_without_a_project_show_nothing_of_it(app: Flask, make: Make, world: World) -> None:
    for role, user in world.people_b.items():
        if role == "lead":
            continue  # leads of the firm open engagements for any client, so they know all clients by name
        browser = make.browser(user)
        for rule in app.url_map.iter_rules():
            if "project" in rule.arguments or rule.endpoint in {"static"}:
                continue
            if "GET" in (rule.methods or set()):
                answer = browser.get(address(rule, world.keys) + f"?q={CANARY[:6]}")
                shown = answer.response.data.replace(f"?q={CANARY[:6]}".encode(), b"")
                assert CANARY.encode() not in shown, f"{user.role} {rule.rule}"


def test_t07_a_refused_request_has_written_nothing(app: Flask, make: Make, world: World) -> None:
    browser = make.browser(world.people_b["client-pm"])
    browser.csrf()
    written: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.split()[0].upper() in {"INSERT", "UPDATE", "DELETE"}:
            written.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        for rule in project_rules(app):
            if "POST" in (rule.methods or set()):
                browser.post(address(rule, world.keys))
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert written == []


def roles_by_endpoint(app: Flask, make: Make, world: World) -> dict[str, dict[str, str]]:
    """What each role of the project's own people may do at each address, as the guards see it."""
    people = people_of(make, world)
    found: dict[str, dict[str, str]] = {}
    for rule in sorted(project_rules(app), key=lambda one: (one.endpoint, one.rule)):
        right = app.view_functions[rule.endpoint].guard.right  # type: ignore[attr-defined]
        row = found.setdefault(f"{rule.endpoint} {rule.rule}", {"right": right.value})
        for role, user in people.items():
            access = find_access(as_viewer(user), world.a.key)
            row[role] = "404" if access is None else "may" if access.may(right) else "403"
    return found


def people_of(make: Make, world: World) -> dict[str, User]:
    """One person of every role who sees the first project."""
    return world.people_a | {"director": make.user("director"), "administrator": make.user("administrator")}


def as_viewer(user: User) -> Viewer:
    """The person as a request would know them."""
    then = user.created_at
    return Viewer(
        user.id, user.key, user.name, user.email, user.role, user.client_id, "en", "UTC", "auto", 0, "", then, then
    )  # fmt: skip


def test_t10_roles_by_endpoint_are_as_written_down(
    app: Flask, make: Make, world: World, request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("--write-roles"):
        table = roles_by_endpoint(app, make, world)
        GOLDEN.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    assert roles_by_endpoint(app, make, world) == json.loads(GOLDEN.read_text(encoding="utf-8")), (
        "The table of roles changed. Read what changed, then write it down: "
        ".venv/bin/python -m pytest tests/house_rules/test_strangers_see_nothing.py --write-roles"
    )


def test_t10_what_the_table_forbids_is_refused(app: Flask, make: Make, world: World) -> None:
    table = json.loads(GOLDEN.read_text(encoding="utf-8"))
    for role, user in people_of(make, world).items():
        browser = make.browser(user)
        for rule in project_rules(app):
            if table[f"{rule.endpoint} {rule.rule}"][role] == "403":
                for method, status, _body in tries(rule, address(rule, world.keys), browser):
                    assert status == 403, f"{role} {method} {rule.rule}: {status}"
