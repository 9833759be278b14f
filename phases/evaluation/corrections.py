"""What a closed round would be today: each figure that came out differently beside the frozen one, with its cause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from phases.evaluation import cases, counts
from phases.evaluation.model import Indicator
from phases.evaluation.rounds import Kind, compare
from phases.model import Text, say

CAUSES: Mapping[str, Text] = {
    "events": Text("usage log", "使用日志"),
    "users": Text("list of users", "用户清单"),
    "functions": Text("list of functions", "功能清单"),
    "cases": Text("case log", "案例日志"),
    "records": Text("file of records", "记录文件"),
    "figure": Text("later figure", "补报数值"),
}
"""The kinds of data that may move a figure."""
UNTOLD = Text(
    "No file came or went; a list, a norm or the calendar of working days was changed.",
    "没有新增或删除文件，但名单、使用标准或工作日历有改动。",
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A source that came after the round was frozen, or was taken away: `day` is the day of that (ISO)."""

    kind: str
    name: str
    day: str
    gone: bool = False
    about: str = ""

    @property
    def sentence(self) -> Text:
        """What happened."""
        said: dict[str, Text | str | date] = {"kind": CAUSES[self.kind], "name": self.name}
        if self.gone:
            return say("{kind} “{name}”: removed after the closing", "{kind}“{name}”：关闭后被删除", **said)
        if not self.day:
            return say("{kind} “{name}”", "{kind}“{name}”", **said)
        day = date.fromisoformat(self.day)
        return say("{kind} “{name}”, came on {day}", "{kind}“{name}”，{day}到达", day=day, **said)


@dataclass(frozen=True, slots=True)
class Corrected:
    """One figure that came out differently; `difference` is corrected − frozen, None when only one is measured."""

    key: str
    kind: Kind
    old: Indicator | None
    new: Indicator | None
    difference: float | None
    causes: tuple[Text, ...]


def corrected(
    frozen: Iterable[Indicator], today: Iterable[Indicator], arrivals: Sequence[Arrival]
) -> tuple[Corrected, ...]:
    """The figures of which value, numerator, denominator or basis differ, in the order of today's."""
    return tuple(
        Corrected(one.key, one.kind, one.old, one.new, one.difference, _causes(one.key, arrivals))
        for one in compare(frozen, today)
        if _figures(one.old) != _figures(one.new)
    )


def _figures(one: Indicator | None) -> tuple[object, ...] | None:
    """What tells two readings apart; rounding of the last digit is no difference."""
    if one is None or one.value is None:
        return None
    parts = (one.value, one.numerator, one.denominator)
    return (*(None if part is None else round(part, 9) for part in parts), one.basis, one.version)


def _causes(key: str, arrivals: Sequence[Arrival]) -> tuple[Text, ...]:
    kinds = kinds_behind(key)
    found = tuple(one.sentence for one in arrivals if one.kind in kinds and (one.kind != "figure" or one.about == key))
    return found or (UNTOLD,)


def kinds_behind(key: str) -> frozenset[str]:
    """The kinds of data that the indicator with this key is computed from."""
    if key in cases.KEYS:
        return frozenset({"cases"})
    if key in counts.KEYS:
        return frozenset({"records", "cases", "figure"})
    if key.startswith("effect."):
        return frozenset({"figure"})
    return frozenset({"events", "users", "functions"})
