"""Shows how the first rows of a log are understood by a mapping, with the very rules that import the whole of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.delimited import times
from app.delimited.names import key_of
from app.delimited.reading import Table
from app.language import say
from app.usage.columns import Mapped
from app.usage.judging_few import judged
from app.usage.reasons import REASONS
from app.words import _

ROWS = 10


@dataclass(frozen=True, slots=True)
class Understood:
    """One row of the sample: who, what and when in the log's zone, or the sentence why it would be refused.

    `open` says that the sample cannot tell day from month and the whole file will.
    """

    row: int
    user: str
    function: str
    time: str
    refusal: str
    open: bool = False


def understood(table: Table, mapping: Mapped, time_zone: str) -> list[Understood]:
    """The first rows as events. Whether day or month comes first is judged by the sample unless it was stated; what
    the sample leaves open is left to the import, which judges by the whole file.

    UnreadableFile when a column is missing or used twice.
    """
    places = mapping.places(table)
    rows = [tuple(_cell(row, place) for place in places) for row in table.sample[:ROWS]]
    order = mapping.day_order or times.day_order(_cell(row, places[2]) for row in table.sample)
    zone = ZoneInfo(time_zone)
    return [
        _understood(
            table.first_row + n, user, tool, *judged(key_of(user), key_of(tool), time.strip(), order, zone), zone
        )
        for n, (user, tool, time) in enumerate(rows)
    ]


def _understood(
    row: int, user: str, function: str, at: datetime | None, reason: str | None, zone: ZoneInfo
) -> Understood:
    if reason or at is None:
        if reason == "ambiguous-day":
            sentence = _("These rows do not tell day from month: the whole file decides at the import.")
            return Understood(row, user, function, "", sentence, open=True)
        return Understood(row, user, function, "", say(REASONS[reason or "unknown-time"]))
    local = at.astimezone(zone)
    return Understood(row, user.strip(), function.strip(), f"{local:%Y-%m-%d %H:%M:%S}", "")


def _cell(row: tuple[str, ...], place: int) -> str:
    return row[place] if place < len(row) else ""
