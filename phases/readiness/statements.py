"""Reads checklists/readiness.yaml: six to ten statements for each factor, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from phases.edition import CHECKLISTS, EditionError
from phases.model import Text, same
from phases.readiness.words import FACTORS
from phases.reading import Entry, read

FEWEST, MOST = 6, 10


@dataclass(frozen=True, slots=True)
class Statement:
    """What is rated, and what one would look at before rating it."""

    id: str
    factor: str
    text: Text
    shows: Text


@cache
def load(folder: Path = CHECKLISTS) -> Mapping[str, tuple[Statement, ...]]:
    """The statements by factor, in the order of the factors; EditionError lists everything that is wrong."""
    problems: list[str] = []
    file = read(folder / "readiness.yaml", problems, listed="factors")
    found = {factor: statements for entry in file.entries("factors", "factor") for factor, statements in [_of(entry)]}
    if list(found) != list(FACTORS):
        file.problem(f"the factors should be {', '.join(FACTORS)}, in this order")
    ids = [one.id for statements in found.values() for one in statements]
    for twice in sorted({id for id in ids if ids.count(id) > 1}):
        file.problem(f"the id “{twice}” appears twice")
    if problems:
        raise EditionError(problems)
    return MappingProxyType(found)


@cache
def by_id(folder: Path = CHECKLISTS) -> Mapping[str, Statement]:
    """All statements by id."""
    return MappingProxyType({one.id: one for statements in load(folder).values() for one in statements})


def wording(statement: str) -> Text:
    """What a rated statement says: its text by id; ratings of own statements carry the words themselves."""
    known = by_id().get(statement)
    return known.text if known is not None else same(statement)


def _of(entry: Entry) -> tuple[str, tuple[Statement, ...]]:
    factor = entry.words("id")
    found = tuple(_statement(one, factor) for one in entry.entries("statements", "statement"))
    if not FEWEST <= len(found) <= MOST:
        entry.problem(f"there should be {FEWEST} to {MOST} statements, not {len(found)}")
    entry.nothing_else()
    return factor, found


def _statement(entry: Entry, factor: str) -> Statement:
    statement = Statement(entry.words("id"), factor, entry.text("text"), entry.text("shows"))
    if not statement.id.startswith(f"{factor}."):
        entry.problem(f"the id should begin with “{factor}.”")
    entry.nothing_else()
    return statement
