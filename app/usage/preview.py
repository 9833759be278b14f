"""Shows how the first rows of a log are understood by a mapping, with the very rules that import the whole of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from app.delimited import times
from app.delimited.names import key_of
from app.delimited.reading import Table
from app.language import say
from app.usage.columns import Mapped
from app.usage.judging_few import judged
from app.usage.lifecycle import fates_of, lifecycle_places
from app.usage.reasons import REASONS
from app.words import _

ROWS = 10


@dataclass(frozen=True, slots=True)
class Understood:
    """One row of the sample: who, what and when in the log's zone, or the sentence why it would be refused.

    `open` says that the sample cannot tell day from month, or whether a completion follows, and the whole file will;
    `left` that the row is no use of its own.
    """

    row: int
    user: str
    function: str
    time: str
    refusal: str
    open: bool = False
    left: bool = False


def understood(table: Table, mapping: Mapped, time_zone: str) -> list[Understood]:
    """The first rows as events. Whether day or month comes first is judged by the sample unless it was stated; what
    the sample leaves open is left to the import, which judges by the whole file.

    UnreadableFile when a column is missing or used twice.
    """
    places = mapping.places(table)
    rows = [tuple(_cell(row, place) for place in places) for row in table.sample[:ROWS]]
    order = mapping.day_order or times.day_order(_cell(row, places[2]) for row in table.sample)
    zone = ZoneInfo(time_zone)
    shown = [
        _understood(
            table.first_row + n, user, tool, *judged(key_of(user), key_of(tool), time.strip(), order, zone), zone
        )
        for n, (user, tool, time) in enumerate(rows)
    ]
    fates = _fates(table, places)
    return [_as_fated(one, *fate) for one, fate in zip(shown, fates, strict=False)] if fates else shown


def told_apart(table: Table, mapping: Mapped) -> dict[str, int]:
    """How many rows of the sample count as uses, went with their completion, wait for one, and are no uses.

    Empty where rows do not tell starts from completions. UnreadableFile as in `understood`.
    """
    fates = _fates(table, mapping.places(table))
    if not any(word.strip() for _fate, word in fates):
        return {}
    counts = Counter(fate for fate, _word in fates)
    return {"rows": len(fates), **{name.replace("-", "_"): counts[name] for name in ("use", "half", "open", "no-use")}}


def _fates(table: Table, places: tuple[int, int, int]) -> list[tuple[str, str]]:
    """What becomes of each row of the sample, and its transition; nothing for a log without any."""
    more = lifecycle_places(table, places)
    if not more:
        return []
    rows = [{name: _cell(row, place) for name, place in more.items()} for row in table.sample]
    told = [
        (one.get("case", ""), _cell(row, places[0]), _cell(row, places[1]), one.get("instance", ""), one["transition"])
        for row, one in zip(table.sample, rows, strict=True)
    ]
    return [(fate, one[-1]) for fate, one in zip(fates_of(told), told, strict=True)]


def _as_fated(one: Understood, fate: str, word: str) -> Understood:
    if fate == "no-use":
        sentence = _("“%(word)s” does not count as a use.", word=word.strip()[:60])
        return replace(one, time="", refusal=sentence, open=False, left=True)
    if fate == "half":
        sentence = _("It belongs to a use that another row counts.")
        return replace(one, time="", refusal=sentence, open=False, left=True)
    if fate == "open" and not one.refusal:
        return replace(one, refusal=_("A start counts only where no completion follows."), open=True)
    return one


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
