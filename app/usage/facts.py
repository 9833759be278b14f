"""What an evaluation counted and what it left out, as figures that add up and as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from app.analytics.days import day_of
from app.analytics.engine import rows
from app.usage import indicators as expressions
from app.usage.roster import Roster
from app.usage.tables import Tables
from app.usage.windows import Window
from phases.model import Text, say

if TYPE_CHECKING:
    from ibis.backends.sql import SQLBackend

NAMES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class LogFacts:
    """Of the log's accepted `rows`: rows = duplicates + strangers + after + early + late + left + counted.

    counted = before_round + in_round; `unknown_function` is the part of in_round whose function is not in scope.
    Users: listed = licensed + not_started + ended. Names that are on no list come with their events, most first.
    """

    listed: int
    licensed: int
    not_started: int
    ended: int
    working_days: int
    rows: int = 0
    duplicates: int = 0
    strangers: int = 0
    after: int = 0
    early: int = 0
    late: int = 0
    left: int = 0
    counted: int = 0
    before_round: int = 0
    in_round: int = 0
    unknown_function: int = 0
    first_day: date | None = None
    last_day: date | None = None
    unknown_users: tuple[tuple[str, int], ...] = ()
    unknown_functions: tuple[tuple[str, int], ...] = ()

    def stored(self) -> dict[str, Any]:
        """The figures as JSON values."""
        values = asdict(self)
        for name in ("first_day", "last_day"):
            values[name] = values[name].isoformat() if values[name] else None
        for name in ("unknown_users", "unknown_functions"):
            values[name] = [list(one) for one in values[name]]
        return values

    def remarks(self) -> Iterator[Text]:
        """One sentence for everything that was left out, and nothing for what did not occur."""
        for count, en, zh in (
            (self.duplicates, "Repeated lines, counted once: {n}.", "{n} 行重复记录只计一次。"),
            (self.strangers, "Events of users who are not on the list: {n}.", "{n} 条事件的用户不在用户名单中。"),
            (self.early, "Events before their user's start: {n}.", "{n} 条事件早于其用户的启用日。"),
            (
                self.late,
                "Events after their user's end, or between two licences: {n}.",
                "{n} 条事件晚于其用户的停用日，或处于两段授权期之间。",
            ),
            (
                self.left,
                "Events of users who are no longer licensed on the round's last day: {n}.",
                "{n} 条事件的用户在本轮最后一天已不在授权之列。",
            ),
            (self.after, "Events after the round's last day: {n}.", "{n} 条事件晚于本轮最后一天。"),
            (
                self.before_round,
                "Events before the round, counted only for activation and the windows that reach back: {n}.",
                "{n} 条事件早于本轮首日，仅用于激活率及向前回溯的统计窗口。",
            ),
            (
                self.unknown_function,
                "Events of the round with a function that is not in scope, counted as activity only: {n}.",
                "本轮有 {n} 条事件的功能不在范围内，仅作为活跃行为计入。",
            ),
        ):
            if count:
                yield say(en, zh, n=f"{count:,}")


def gather(backend: SQLBackend, tables: Tables, people: Roster) -> LogFacts:
    """Count the events by fate; what is missing to the number of lines were repeated lines."""
    by_fate = {row["fate"]: row for row in rows(backend, expressions.fates(tables))}
    events = {fate: row["events"] for fate, row in by_fate.items()}
    counted = by_fate.get("counted", {"events": 0, "before": 0, "unknown_function": 0})

    def names(column: str) -> tuple[tuple[str, int], ...]:
        found = rows(backend, expressions.unknown(tables, column, NAMES_SHOWN))
        return tuple((row["name"], row["events"]) for row in found)

    return replace(
        without_log(people, tables.days),
        rows=tables.lines,
        duplicates=tables.lines - sum(events.values()),
        strangers=events.get("stranger", 0),
        after=events.get("after", 0),
        early=events.get("early", 0),
        late=events.get("late", 0),
        left=events.get("left", 0),
        counted=counted["events"],
        before_round=counted["before"],
        in_round=counted["events"] - counted["before"],
        unknown_function=counted["unknown_function"] if people.functions else 0,
        first_day=day_of(min(row["first_day"] for row in by_fate.values())) if by_fate else None,
        last_day=day_of(max(row["last_day"] for row in by_fate.values())) if by_fate else None,
        unknown_users=names("stranger"),
        unknown_functions=names("other") if people.functions else (),
    )


def without_log(people: Roster, days: Window) -> LogFacts:
    """What is known of a round before any log has come."""
    not_started = sum(1 for one in people.users if one.start and one.start > days.last)
    return LogFacts(
        listed=len(people.users),
        licensed=len(people.licensed),
        not_started=not_started,
        ended=len(people.users) - len(people.licensed) - not_started,
        working_days=len(days.workdays_of_round),
    )
