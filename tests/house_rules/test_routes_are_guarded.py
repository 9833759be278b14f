"""T01, T13: every route declares who may come, and no URL carries a row's number."""

from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter, Rule

from app.permissions import Guard
from tests.conftest import Make

ROOT = Path(__file__).parents[2]
PUBLIC = {
    "accounts.sign_in", "accounts.language", "accounts.theme", "accounts.invitation", "accounts.health",
    "training.react", "training.answer", "surveys.meet", "surveys.answer",
}  # fmt: skip


def rules(app: Flask) -> list[Rule]:
    """All rules but Flask's own for static files."""
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def guard_of(app: Flask, rule: Rule) -> Guard | None:
    """What the route demands, or None when it forgot to say."""
    return getattr(app.view_functions[rule.endpoint], "guard", None)


def test_t01_every_route_declares_its_guard(app: Flask) -> None:
    assert [rule.endpoint for rule in rules(app) if guard_of(app, rule) is None] == []


def test_t01_routes_of_a_project_are_guarded_by_the_project(app: Flask) -> None:
    inside = [rule for rule in rules(app) if "project" in rule.arguments]
    assert len(inside) > 20
    assert [rule.endpoint for rule in inside if guard_of(app, rule).kind not in {"project", "token"}] == []  # type: ignore[union-attr]


def test_t01_only_these_routes_are_public(app: Flask) -> None:
    public = {rule.endpoint for rule in rules(app) if guard_of(app, rule) == Guard("public")}
    assert public <= PUBLIC | {"usage.openapi"}


def test_t01_a_route_without_guard_fails_at_once(own_app: Flask) -> None:
    own_app.add_url_rule("/unguarded", "unguarded", lambda: "secret")
    with pytest.raises(AssertionError, match="without its guard"):
        own_app.test_client().get("/unguarded", base_url="https://127.0.0.1:8000")


def test_t13_no_url_carries_a_number_of_a_row(app: Flask) -> None:
    numbered = [
        rule.rule
        for rule in rules(app)
        for name, converter in rule._converters.items()
        if isinstance(converter, IntegerConverter) and name != "number"
    ]
    assert numbered == []


def test_urls_are_kebab_case(app: Flask) -> None:
    for rule in rules(app):
        fixed = "".join(part for part in rule.rule.split("/") if "<" not in part)
        assert fixed == fixed.lower(), rule.rule
        assert "_" not in fixed, rule.rule


def test_anonymous_visitors_are_sent_to_sign_in(app: Flask, make: Make) -> None:
    project = make.project()
    answer = make.browser().get(f"/projects/{project.key}")
    assert answer.status == 302
    assert answer.location.startswith("/sign-in")
