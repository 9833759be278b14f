"""Addresses are those that Werkzeug's own rules build; nothing is compiled before they are asked for."""

from flask import Flask
from werkzeug.routing import Map, Rule

from app import addresses
from app.addresses import LateRule


def test_a_late_rule_builds_what_a_rule_builds() -> None:
    patterns = ("/", "/projects/<key>", "/projects/<key>/rounds/<int:number>", "/文/<path:rest>")
    values = {"key": "a b/ü", "number": 7, "rest": "x/y z"}
    ordinary = Map([Rule(pattern, endpoint=pattern) for pattern in patterns]).bind("example.test")
    late = Map([LateRule(pattern, endpoint=pattern) for pattern in patterns]).bind("example.test")
    for pattern in patterns:
        needed = {name: value for name, value in values.items() if name in pattern}
        for more in ({}, {"page": 2, "rule": "it"}):
            assert late.build(pattern, needed | more) == ordinary.build(pattern, needed | more)
    assert late.build("/projects/<key>", {"key": "a ü", "q": "1"}) == "/projects/a%20%C3%BC?q=1"


def test_only_the_addresses_asked_for_are_compiled(own_app: Flask) -> None:
    assert own_app.url_rule_class is addresses.LateRule
    rules = [rule for rule in own_app.url_map.iter_rules() if rule.endpoint != "static"]
    assert {type(rule) for rule in rules} == {LateRule}
    assert [rule.rule for rule in rules if rule.is_compiled] == []
    with own_app.test_request_context():
        own_app.url_for("portfolio.show")
        own_app.url_for("projects.show", project="k")
    assert sorted(rule.rule for rule in rules if rule.is_compiled) == ["/portfolio", "/projects/<project>"]
