"""Ready mappings: which column says what in the logs that the usual systems export, each from its documentation.

A column may be called in several ways (field of the API, label of the screen); the first that the file has is taken.
Where the documentation names no header of a file but the fields of an interface, `source` says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from app.delimited.names import key_of
from app.delimited.unreadable import UnreadableFile
from app.usage.columns import EVENT_FIELDS
from phases.model import Text, listed

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vendor:
    """What one export of one system looks like.

    `signs` are further columns by which the export is recognised, of each group one; `time_zone` (IANA name) is that of
    times without offset, empty for the project's; `how` says how to get the export, `source` where its columns are
    described and how far that was checked.
    """

    key: str
    name: Text
    user: Names
    function: Names
    time: Names
    how: Text
    source: str
    signs: tuple[Names, ...] = ()
    time_zone: str = ""

    def columns(self, header: Sequence[str], filled: Collection[str] = ()) -> dict[str, str] | None:
        """The columns of a file for user, function and time; None when the file is no such export.

        Of several names that the file has, the first of a column that is `filled` is taken, else the first.
        """
        names = {key_of(name): name for name in header}
        if not all(any(key_of(one) in names for one in group) for group in self.signs):
            return None
        found = {}
        for field in EVENT_FIELDS:
            there = [names[key_of(one)] for one in getattr(self, field) if key_of(one) in names]
            if not there:
                return None
            found[field] = next((name for name in there if name in filled), there[0])
        return found if len(set(found.values())) == len(EVENT_FIELDS) else None


def vendors() -> tuple[Vendor, ...]:
    """All ready mappings, the most particular first: the first that fits a header is it."""
    from app.usage.vendors_known import VENDORS

    return VENDORS


def recognised(header: Sequence[str]) -> Vendor | None:
    """The export that a header belongs to."""
    return next((one for one in vendors() if one.columns(header)), None)


def named(key: str) -> Vendor:
    """A ready mapping by its key; UnreadableFile names those there are."""
    found = next((one for one in vendors() if one.key == key), None)
    if found is None:
        raise UnreadableFile(
            "There is no ready mapping “{key}”; there are: {keys}.",
            "没有名为“{key}”的现成映射；可用的有：{keys}。",
            key=key,
            keys=listed(one.key for one in vendors()),
        )
    return found


def choices() -> Iterator[tuple[str, Text]]:
    """Keys and names, for a person to choose from."""
    return ((one.key, one.name) for one in vendors())
