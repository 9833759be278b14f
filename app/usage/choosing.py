"""Proposes the columns of a log: those saved for the project when the file has them, otherwise those recognised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.delimited.matching import filled_columns, place_of, suggest
from app.delimited.names import key_of
from app.delimited.reading import Table
from app.errors import Refused
from app.language import listed
from app.usage.columns import EVENT_FIELDS, EVENT_WORDS, Mapped, mapped
from app.usage.vendors import Vendor
from app.words import _


def proposed(table: Table, saved: Mapping[str, Any], vendor: Vendor | None = None) -> dict[str, str | None]:
    """A column for user, function and time, or None where nothing is recognised.

    The saved columns when the file has them, else those of the ready mapping, else what the header speaks for.
    """
    names = {key_of(name): name for name in table.columns}
    fitting = {field: names.get(key_of(str(saved.get(field) or ""))) for field in EVENT_FIELDS}
    if all(fitting.values()):
        return fitting
    if vendor is not None and (ready := vendor.columns(table.columns, filled_columns(table))):
        return dict(ready)
    found = suggest(table, EVENT_WORDS)
    return {field: found.get(field) for field in EVENT_FIELDS}


def uses(vendor: Vendor, mapping: Mapped) -> bool:
    """Whether a mapping takes its columns as a ready one does."""
    header = [getattr(mapping, field) for field in EVENT_FIELDS]
    return all(
        key_of(name) in {key_of(one) for one in getattr(vendor, field)}
        for field, name in zip(EVENT_FIELDS, header, strict=True)
    )


def settled(table: Table, wanted: Mapping[str, Any], saved: Mapping[str, Any], vendor: Vendor | None = None) -> Mapped:
    """The mapping by what somebody named, completed by what is proposed.

    Refused when a column stays open; UnreadableFile when a named one is not in the file.
    """
    named = {field: table.columns[place_of(wanted[field], table)] for field in EVENT_FIELDS if wanted.get(field)}
    for field, column in proposed(table, saved, vendor).items():
        if field not in named and column not in named.values():
            named[field] = column or ""
    missing = [field for field in EVENT_FIELDS if not named.get(field)]
    if missing:
        raise Refused(
            _(
                "No column was recognised for: %(fields)s. The file has these columns: %(columns)s.",
                fields=listed(missing),
                columns=listed(table.columns),
            )
        )
    chosen = mapped({**named, "day_order": wanted.get("day_order") or saved.get("day_order")})
    chosen.places(table)
    return chosen
