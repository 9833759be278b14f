"""What an evaluation counted and what it left out, as figures that add up and as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from phases.model import Text, say


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
            (self.duplicates, "{n} repeated lines count once.", "{n} 行重复记录只计一次。"),
            (self.strangers, "{n} events are of users who are not on the list.", "{n} 条事件的用户不在用户名单中。"),
            (self.early, "{n} events lie before their user's start.", "{n} 条事件早于其用户的启用日。"),
            (self.late, "{n} events lie after their user's end.", "{n} 条事件晚于其用户的停用日。"),
            (
                self.left,
                "{n} events are of users who are no longer licensed on the round's last day.",
                "{n} 条事件的用户在本轮最后一天已不在授权之列。",
            ),
            (self.after, "{n} events lie after the round's last day.", "{n} 条事件晚于本轮最后一天。"),
            (
                self.before_round,
                "{n} events lie before the round; they count only for activation and the windows that reach back.",
                "{n} 条事件早于本轮首日，仅用于激活率及向前回溯的统计窗口。",
            ),
            (
                self.unknown_function,
                "{n} events of the round name a function that is not in scope; they count as activity only.",
                "本轮有 {n} 条事件的功能不在范围内，仅作为活跃行为计入。",
            ),
        ):
            if count:
                yield say(en, zh, n=f"{count:,}")
