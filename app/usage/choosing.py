"""Proposes the columns of a log: those saved for the project when the file has them, otherwise those recognised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.delimited.matching import place_of, suggest
from app.delimited.names import key_of
from app.delimited.reading import Table
from app.errors import Refused
from app.usage.columns import EVENT_FIELDS, EVENT_WORDS, Mapped, mapped
from app.words import _


def proposed(table: Table, saved: Mapping[str, Any]) -> dict[str, str | None]:
    """A column for user, function and time, or None where nothing is recognised."""
    names = {key_of(name): name for name in table.columns}
    fitting = {field: names.get(key_of(str(saved.get(field) or ""))) for field in EVENT_FIELDS}
    if all(fitting.values()):
        return fitting
    found = suggest(table, EVENT_WORDS)
    return {field: found.get(field) for field in EVENT_FIELDS}


def settled(table: Table, wanted: Mapping[str, Any], saved: Mapping[str, Any]) -> Mapped:
    """The mapping by what somebody named, completed by what is proposed.

    Refused when a column stays open; UnreadableFile when a named one is not in the file.
    """
    named = {field: table.columns[place_of(wanted[field], table)] for field in EVENT_FIELDS if wanted.get(field)}
    for field, column in proposed(table, saved).items():
        if field not in named and column not in named.values():
            named[field] = column or ""
    missing = [field for field in EVENT_FIELDS if not named.get(field)]
    if missing:
        raise Refused(
            _(
                "No column was recognised for: %(fields)s. The file has these columns: %(columns)s.",
                fields=", ".join(missing),
                columns=", ".join(table.columns),
            )
        )
    chosen = mapped({**named, "day_order": wanted.get("day_order") or saved.get("day_order")})
    chosen.places(table)
    return chosen
