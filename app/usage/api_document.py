"""The interface described in OpenAPI 3.1, for programs that make clients of such descriptions."""

from __future__ import annotations

from functools import cache
from typing import Any

from app.usage.receiving import LARGEST, MOST_EVENTS
from app.usage.tokens import CALLS_A_MINUTE

EVENT = {
    "type": "object",
    "required": ["user", "function", "time"],
    "properties": {
        "user": {"type": "string", "maxLength": 300, "description": "Who: as in the list of users."},
        "function": {"type": "string", "maxLength": 300, "description": "What: as in the functions in scope."},
        "time": {
            "type": ["string", "number"],
            "description": "When: ISO 8601, best with offset, or Unix time in seconds, milliseconds or microseconds.",
        },
    },
}
TOLD = {
    "type": "object",
    "properties": {
        "source": {"type": "string"},
        "state": {"type": "string", "enum": ["waiting", "importing", "ready", "failed"]},
        "url": {"type": "string"},
        "events": {"type": "integer"},
        "rows": {"type": "integer"},
        "accepted": {"type": "integer"},
        "refused": {"type": "integer"},
        "repeated": {"type": "integer"},
        "also_in_other_logs": {"type": "integer"},
        "failure": {"type": "string"},
        "refused_rows": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "event": {"type": "integer", "description": "Place among the events sent, from 1."},
                    "reason": {"type": "string"},
                    "sentence": {"type": "string"},
                },
            },
        },
    },
}
PROBLEM = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in ("type", "title", "detail")} | {"status": {"type": "integer"}},
}


def _answer(about: str) -> dict[str, Any]:
    return {"description": about, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Told"}}}}


def _problem(about: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": about, "content": {"application/problem+json": {"schema": schema}}}


def _named(name: str, about: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "description": about, "schema": {"type": "string"}}


@cache
def document() -> dict[str, Any]:
    """The whole description; it depends on nothing but the code."""
    project = _named("project", "Key of the project, as in the address of its pages.")
    event = {"$ref": "#/components/schemas/Event"}
    key = {
        "name": "Idempotency-Key", "in": "header", "required": False, "schema": {"type": "string", "maxLength": 100},
        "description": "A call that is sent again with the same key gets the same answer and does nothing twice.",
    }  # fmt: skip
    send = {
        "operationId": "sendUsageEvents",
        "summary": "Send events of use",
        "description": f"At most {MOST_EVENTS:,} events and {LARGEST >> 20} MB a call, {CALLS_A_MINUTE} calls a minute "
        "and token. The events are kept as they came and imported in the background; one that came before counts once.",
        "parameters": [project, key],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"type": "array", "items": event}},
                "application/x-ndjson": {"schema": event},
            },
        },
        "responses": {
            "202": _answer("Kept; they are being imported."),
            "200": _answer("The same events came before; nothing was changed."),
            "400": _problem("No JSON."),
            "401": _problem("No token, a revoked one, or one of another project."),
            "413": _problem("Too large."),
            "422": _problem("No events, or what makes an event is missing; or the idempotency key had another body."),
            "429": _problem("Too many calls."),
        },
    }
    show = {
        "operationId": "showUsageEvents",
        "summary": "What became of events that were sent",
        "parameters": [project, _named("source", "As the answer to sending names it.")],
        "responses": {"200": _answer("How far they are."), "401": _problem("No token."), "404": _problem("Not there.")},
    }
    base = "/api/v1/projects/{project}/usage-events"
    return {
        "openapi": "3.1.0",
        "info": {"title": "Sextant: usage events", "version": "1"},
        "security": [{"token": []}],
        "paths": {base: {"post": send}, base + "/{source}": {"get": show}},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Event": EVENT, "Told": TOLD, "Problem": PROBLEM},
        },
    }
