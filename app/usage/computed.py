"""What the engine found for a round, and what it was asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from app.facts.evaluation import SourceFact
from app.facts.freezing import digest_of
from app.usage.evaluating import Evaluation
from app.usage.lists import Function, User
from phases.evaluation.cases import ProcessCases
from phases.evaluation.counts import Count


@dataclass(frozen=True, slots=True)
class Computed:
    """What the engine found for a round, with the dates, edition and files it was asked about.

    `lists` has the SHA-256 of users, functions and norms of use as they were, `basis` that of what is no file.
    """

    evaluation: Evaluation
    first: date
    last: date
    edition: str
    sources: tuple[SourceFact, ...]
    cases: tuple[ProcessCases, ...]
    counts: dict[str, Count]
    lists: dict[str, str]
    basis: dict[str, str]


def digests(users: Sequence[User], functions: Sequence[Function], norms: Mapping[str, float]) -> dict[str, str]:
    """The SHA-256 of each list that is kept in the database and no file."""
    return {
        "users": digest_of([_plain(one) for one in users]),
        "functions": digest_of([asdict(one) for one in functions]),
        "norms": digest_of(dict(norms)),
    }


def _plain(one: User) -> dict[str, Any]:
    """A user as asdict() gives it, without the deep copies that it makes of thousands."""
    return {name: getattr(one, name) for name in _FIELDS} | {"posts": [asdict(post) for post in one.posts]}


_FIELDS = tuple(one.name for one in fields(User))
