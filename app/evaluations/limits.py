"""What keeps the records of an evaluation honest: closed rounds stay as they are, stale edits are refused."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Protocol

from app.database import db
from app.errors import Conflict, Difference, Refused
from app.facts.people import find_member
from app.models import Project, Round
from app.words import _

NAME_LENGTH = 300
TEXT_LENGTH = 20_000
LARGEST = 1e15


class Versioned(Protocol):
    """A row that two people may edit at a time."""

    version: int


def must_be_open(round_: Round) -> None:
    """Refuse a change of what belongs to a closed round; holds the round until the transaction ends."""
    db.session.flush()
    db.session.refresh(round_, with_for_update=True)
    if round_.state != "open":
        raise Refused(
            _("Round %(number)s is closed and no longer changes. Open a new round instead.", number=round_.number)
        )


def must_be_current(row: Versioned, version: int | None, differences: Iterable[Difference]) -> None:
    """Raise Conflict with both texts when somebody else changed the row since it was read."""
    if version is not None and version != row.version:
        raise Conflict([one for one in differences if one.theirs != one.mine], version=row.version)


def member_id(project: Project, key: str | None) -> int | None:
    """The number of the project's member with this key, None for nobody; refused for anybody else."""
    if not key:
        return None
    member = find_member(project.id, key)
    if member is None or member.disabled:
        raise Refused(_("Choose somebody of this project."))
    return member.id


def must_be_number(value: float | None) -> None:
    """Refuse what is no number that can be calculated with."""
    if value is not None and not (math.isfinite(value) and abs(value) <= LARGEST):
        raise Refused(_("Give a number."))


def short(text: str, limit: int = NAME_LENGTH) -> str:
    """A text on one line without surrounding space; refused when it is empty or too long."""
    text = " ".join(text.split())
    if not text:
        raise Refused(_("Give it a name."))
    if len(text) > limit:
        raise Refused(_("Use at most %(max)d characters.", max=limit))
    return text


def long(text: str) -> str:
    """A text of several lines with line ends as the database keeps them; refused when it is too long."""
    text = text.replace("\r\n", "\n").strip()
    if len(text) > TEXT_LENGTH:
        raise Refused(_("Use at most %(max)d characters.", max=TEXT_LENGTH))
    return text
