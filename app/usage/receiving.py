"""Takes events in that a client's system sends: kept as they came, then imported like every other log."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from app import audit
from app.clock import now
from app.database import db
from app.delimited.unreadable import UnreadableFile
from app.files import Received
from app.language import listed, say
from app.models import ApiRequest, ApiToken, Project, UsageSource
from app.opening.objects import columns_of, flat, objects_in
from app.queue import enqueue
from app.usage.actions import Upload, new_source
from app.usage.columns import EVENT_FIELDS, Mapped
from app.usage.known import hold, source_with
from app.usage.logs import mapping_values
from app.usage.pseudonyms import unless_said
from app.usage.reasons import REASONS
from app.words import _

MIB = 1 << 20
LARGEST = 5 * MIB
MOST_EVENTS = 20_000
MAPPING = Mapped("user", "function", "time", encoding="utf-8")


class Problem(Exception):
    """What is wrong with a call: the answer's status and its sentences (RFC 9457)."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail = status, title, detail


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call is answered with; `again` when the same call was answered before."""

    status: int
    body: dict[str, Any]
    again: bool = False


def count_events(body: bytes) -> int:
    """How many events a body has. Problem when it is no JSON, has none, too many, or no user, function and time."""
    try:
        events = objects_in(body.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Problem(400, _("The body is not UTF-8."), _("Send JSON in UTF-8.")) from error
    except UnreadableFile as error:
        raise Problem(400, _("The body is no JSON that can be read."), say(error.sentence)) from error
    if not events:
        raise Problem(422, _("The body has no events."), _("Send at least one object with user, function and time."))
    if len(events) > MOST_EVENTS:
        detail = _("It has %(count)s; send at most %(most)s at a time.", count=len(events), most=MOST_EVENTS)
        raise Problem(413, _("The body has too many events."), detail)
    missing = [name for name in EVENT_FIELDS if name not in columns_of([flat(one) for one in events])]
    if missing:
        detail = _("No event says: %(fields)s. Each is an object with user, function and time.", fields=listed(missing))
        raise Problem(422, _("The events lack what makes an event."), detail)
    return len(events)


def answered_before(token: ApiToken, key: str, body: bytes) -> Answer | None:
    """The answer that a call with this idempotency key had; Problem when the key came with another body."""
    row = db.session.scalar(
        select(ApiRequest).where(ApiRequest.token_id == token.id, ApiRequest.idempotency_key == key)
    )
    if row is None:
        return None
    if row.body_digest != sha256(body).hexdigest():
        detail = _("Take a new key for new events; the same key means the same call sent again.")
        raise Problem(422, _("This idempotency key was used for another body."), detail)
    return Answer(row.status, row.answer, again=True)


def take_events(*, project: Project, token: ApiToken, received: Received, events: int, key: str, body: bytes) -> Answer:
    """Keep the events and have them imported; events that are there already under the same digest give their source."""
    hold(project)
    if key and (before := answered_before(token, key, body)):
        return before
    source = source_with(project.id, "events", received.digest)
    status = 200 if source is not None else 202
    if source is None:
        source = _new(project, token, received)
    answer = Answer(status, {**told(project, source), "events": events})
    if key:
        digest = sha256(body).hexdigest()
        row = ApiRequest(token_id=token.id, idempotency_key=key, body_digest=digest, status=status, answer=answer.body)
        db.session.add(row)
    db.session.flush()
    return answer


def told(project: Project, source: UsageSource) -> dict[str, Any]:
    """What a client's system hears of events it sent: how far they are, and which were refused for what reason."""
    details = source.details
    return {
        "source": source.key,
        "state": source.state,
        "url": f"/api/v1/projects/{project.key}/usage-events/{source.key}",
        "rows": source.rows,
        "accepted": source.accepted,
        "refused": source.refused,
        "repeated": source.duplicates,
        "also_in_other_logs": details.get("overlap", 0),
        "failure": source.failure,
        "refused_rows": [
            {"event": one["row"] - 1, "reason": one["reason"], "sentence": say(REASONS[one["reason"]])}
            for one in details.get("examples", ())
        ],
    }


def _new(project: Project, token: ApiToken, received: Received) -> UsageSource:
    name = f"{token.name} {now():%Y-%m-%d %H.%M.%S}.json"
    source = new_source(project=project, kind="events", upload=Upload(received, name, format="json"), by=None)
    source.state, source.mapping = "importing", mapping_values(MAPPING)
    source.pseudonyms, source.details = unless_said(project), {"chosen": mapping_values(MAPPING)}
    db.session.add(source)
    db.session.flush()
    enqueue("usage-import", by=None, project=project.id, source=source.key, replaces="")
    audit.touch(project.id)
    audit.record("usage.importing", by=None, project=project.id, about=source.key, title=source.file_name)
    return source
