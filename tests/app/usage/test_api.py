"""The interface: a token opens its project and nothing else, what is sent comes in once, errors are problems."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.jobs.runner import run_due
from app.models import ApiToken, AuditEvent, Job, UsageSource
from app.transactions import transaction
from app.usage.pseudonyms import CODE, set_always
from app.usage.tokens import CALLS_A_MINUTE, digest_of, make_token, revoke_token
from tests.app.usage.test_pages_of_logs import house, sources
from tests.conftest import Make

__all__ = ["house"]

EVENTS = [
    {"user": "li.na", "function": "Deals", "time": "2026-07-01T09:05:00+08:00"},
    {"user": "li.na", "function": "Deals", "time": "2026-07-01T01:05:00Z"},  # the same instant: one event
    {"user": "wang.wei", "function": "Leads", "time": 1782867900},
    {"user": "wang.wei", "function": "Leads", "time": "yesterday"},
]
Call = Callable[..., Any]


@pytest.fixture
def token(house: SimpleNamespace) -> str:
    """The secret of a token of the project."""
    with transaction():
        return make_token(project=house.project, name="CRM", by=house.lead.id)


@pytest.fixture
def call(app: Flask, house: SimpleNamespace) -> Call:
    """Send something as a system does: without cookie, without page."""
    import contextvars

    def send(
        body: Any = EVENTS, *, secret: str = "", key: str = "", path: str = "", method: str = "POST", **more: Any
    ) -> Any:
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        headers |= {"Idempotency-Key": key} if key else {}
        data = body if isinstance(body, bytes | str) else json.dumps(body)
        url = path or f"/api/v1/projects/{house.project.key}/usage-events"

        def run() -> Any:
            client = app.test_client()
            return client.open(
                url, method=method, data=data if method == "POST" else None, headers=headers,
                content_type=more.get("content_type", "application/json"), base_url="https://127.0.0.1:8000",
            )  # fmt: skip

        answer = contextvars.Context().run(run)
        db.session.rollback()
        db.session.expire_all()
        return answer

    return send


def test_events_are_taken_imported_and_told_of(app: Flask, house: SimpleNamespace, token: str, call: Call) -> None:
    answer = call(secret=token)
    assert answer.status_code == 202
    assert (answer.json["state"], answer.json["events"]) == ("importing", 4)
    assert answer.headers["Location"] == answer.json["url"]
    run_due(app)
    told = call(secret=token, path=answer.json["url"], method="GET").json
    counts = {name: told[name] for name in ("state", "rows", "accepted", "refused", "repeated")}
    assert counts == {"state": "ready", "rows": 4, "accepted": 3, "refused": 1, "repeated": 1}
    assert [(one["event"], one["reason"]) for one in told["refused_rows"]] == [(4, "unknown-time")]
    (source,) = sources()
    assert (source.format, source.kind) == ("json", "events")


def test_one_object_a_line_will_do(app: Flask, token: str, call: Call) -> None:
    lines = "\n".join(json.dumps(one) for one in EVENTS)
    answer = call(lines, secret=token, content_type="application/x-ndjson")
    assert (answer.status_code, answer.json["events"]) == (202, 4)
    run_due(app)
    assert call(secret=token, path=answer.json["url"], method="GET").json["accepted"] == 3


def test_the_same_events_again_change_nothing(token: str, call: Call) -> None:
    first, second = call(secret=token), call(secret=token)
    assert (first.status_code, second.status_code) == (202, 200)
    assert first.json["source"] == second.json["source"]
    assert len(db.session.scalars(select(UsageSource)).all()) == len(db.session.scalars(select(Job)).all()) == 1


def test_a_call_with_its_key_is_answered_alike_however_often_it_comes(token: str, call: Call) -> None:
    first, second = (call(secret=token, key="day-1") for _ in range(2))
    assert (second.status_code, second.json) == (first.status_code, first.json) == (202, first.json)
    assert second.headers["Idempotent-Replayed"] == "true"
    other = call([EVENTS[0]], secret=token, key="day-1")
    assert other.status_code == 422
    assert "another body" in other.json["title"]


@pytest.mark.parametrize("secret", ["", "sxt_wrong", "x" * 5000])
def test_without_the_right_token_nothing_opens(token: str, call: Call, secret: str) -> None:
    answer = call(secret=secret)
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert set(answer.json) == {"type", "title", "status", "detail"}
    assert sources() == []


def test_a_token_opens_its_own_project_only(make: Make, house: SimpleNamespace, token: str, call: Call) -> None:
    other = make.project(make.client(name="Borealis Pumps"))
    strange = call(secret=token, path=f"/api/v1/projects/{other.key}/usage-events")
    nowhere = call(secret=token, path="/api/v1/projects/nowhere/usage-events")
    assert strange.status_code == nowhere.status_code == 401
    assert strange.json == nowhere.json  # nobody learns which projects there are
    assert sources() == []


def test_events_of_another_project_are_not_told(make: Make, house: SimpleNamespace, token: str, call: Call) -> None:
    other = make.project(make.client(name="Borealis Pumps"))
    url = call(secret=token).json["url"]
    with transaction():
        foreign = make_token(project=other, name="CRM", by=None)
    path = url.replace(house.project.key, other.key)
    assert call(secret=foreign, path=path, method="GET").status_code == 404


def test_a_revoked_token_opens_nothing(house: SimpleNamespace, token: str, call: Call) -> None:
    with transaction():
        row = db.session.scalars(select(ApiToken)).one()
        revoke_token(project=house.project, token=row, by=house.lead.id)
    assert call(secret=token).status_code == 401


def test_a_token_may_make_so_many_calls_a_minute(token: str, call: Call) -> None:
    import time_machine

    with time_machine.travel("2026-07-01T00:00:05Z", tick=False):
        with transaction():
            row = db.session.scalars(select(ApiToken)).one()
            row.minute, row.calls = 1782864005 // 60, CALLS_A_MINUTE - 1
        assert call(secret=token).status_code == 202
        answer = call(secret=token)
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    with time_machine.travel("2026-07-01T00:01:00Z", tick=False):
        assert call(secret=token).status_code == 200


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"{", 400, "no JSON"),
        (b"\xff\xfe\x00", 400, "UTF-8"),
        (b"[]", 422, "no events"),
        (b"[1]", 400, "no JSON"),
        ([{"user": "li", "what": "a"}], 422, "lack"),
        ([EVENTS[0]] * 20_001, 413, "too many"),
        (b"[" + b" " * (5 << 20) + b"]", 413, "too large"),
    ],
    ids=["broken", "bytes", "empty", "no-object", "fields", "many", "large"],
)
def test_what_cannot_be_taken_is_a_problem_with_a_sentence(
    token: str, call: Call, body: Any, status: int, said: str
) -> None:
    answer = call(body, secret=token)
    assert (answer.status_code, answer.json["status"]) == (status, status)
    assert said in answer.json["title"]
    assert sources() == []


def test_names_are_replaced_where_that_is_the_habit(app: Flask, house: SimpleNamespace, token: str, call: Call) -> None:
    with transaction():
        set_always(project=house.project, on=True, by=house.lead.id)
    call(secret=token)
    run_due(app)
    db.session.expire_all()
    (source,) = sources()
    assert (source.pseudonyms, source.accepted, len(source.original_digest)) == (True, 3, 64)
    kept = app.extensions["settings"].files
    assert b"li.na" not in b"".join(path.read_bytes() for path in kept.rglob("*") if path.is_file())


def test_the_page_shows_a_secret_once_and_keeps_its_digest(make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    made = browser.post(f"{house.base}/tokens", {"name": "Sales CRM"})
    secret = made.page.select_one("[data-handed]").get_text()  # type: ignore[index]
    row = db.session.scalars(select(ApiToken)).one()
    assert (row.digest, row.hint) == (digest_of(str(secret)), str(secret)[-4:])
    again = browser.get(f"{house.base}/tokens").text
    assert str(secret) not in again
    assert "Sales CRM" in again
    told = json.dumps([event.data for event in db.session.scalars(select(AuditEvent))])
    assert str(secret) not in told
    assert browser.post(f"{house.base}/tokens/{row.key}/revoke").status == 303
    assert "revoked" in browser.get(f"{house.base}/tokens").text


def test_a_token_wants_a_name_and_people_of_the_client_make_none(make: Make, house: SimpleNamespace) -> None:
    assert make.browser(house.lead).post(f"{house.base}/tokens", {"name": "  "}).status == 422
    assert make.browser(house.member).get(f"{house.base}/tokens").status == 403


def test_the_description_names_the_addresses(call: Call) -> None:
    document = call(path="/api/v1/openapi.json", method="GET").json
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == {
        "/api/v1/projects/{project}/usage-events", "/api/v1/projects/{project}/usage-events/{source}",
    }  # fmt: skip


def test_a_code_is_no_name() -> None:
    assert CODE.fullmatch("li.na") is None
