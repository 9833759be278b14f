"""What a rollout costs: seven kinds that a complete account has, and lines that fall due once or again and again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from phases.evaluation.ranges import Range
from phases.model import Text, listed, say

KINDS: Mapping[str, Text] = {
    "licence": Text("Licences", "许可费"),
    "services": Text("Services of consultants and supplier", "咨询与实施服务"),
    "labour": Text("Own labour", "内部人力"),
    "training": Text("Training", "培训"),
    "integration": Text("Integration", "系统集成"),
    "migration": Text("Data migration", "数据迁移"),
    "running": Text("Running and support", "运行与维护"),
}
RHYTHMS: Mapping[str, Text] = {
    "once": Text("once", "一次性"),
    "month": Text("each month", "每月"),
    "quarter": Text("each quarter", "每季度"),
    "year": Text("each year", "每年"),
}
BASES: Mapping[str, Text] = {
    "paid": Text("paid", "已支付"),
    "contracted": Text("contracted", "已签约"),
    "estimated": Text("estimated", "估计"),
}
STEPS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class CostLine:
    """A cost of one kind: `amount` falls due on `first`, and by its rhythm until `last` (None: the end)."""

    kind: str
    amount: Range
    rhythm: str
    first: date
    last: date | None = None


def month_number(day: date, start: date) -> int:
    """How many months after that of `start` a day lies: 0 in the same month, negative before."""
    return (day.year - start.year) * 12 + day.month - start.month


def due(line: CostLine, start: date, months: int) -> Iterator[int]:
    """The numbers of the months in which a line falls due, from 0 to `months` − 1; others lie outside the account."""
    first = month_number(line.first, start)
    last = min(month_number(line.last, start) if line.last else months - 1, months - 1)
    if line.rhythm not in STEPS:
        last = min(first, months - 1)
    yield from (month for month in range(first, last + 1, STEPS.get(line.rhythm, 1)) if month >= 0)


def by_month(lines: Iterable[CostLine], start: date, months: int, end: str = "base") -> tuple[float, ...]:
    """What falls due in each month; `end` takes every amount at its `low` or `high` end instead of its base."""
    sums = [0.0] * months
    for line in lines:
        amount = line.amount.base if end == "base" else line.amount.ends[end == "high"]
        for month in due(line, start, months):
            sums[month] += amount
    return tuple(sums)


def forgotten(lines: Iterable[CostLine]) -> Iterator[Text]:
    """One remark on the kinds of cost without an entry: nobody can tell whether they are nothing or were forgotten."""
    entered = {line.kind for line in lines}
    if titles := [title for kind, title in KINDS.items() if kind not in entered]:
        yield say(
            "{titles}: no entry. Nothing, or forgotten? Enter 0 with the reason if there really is none.",
            "{titles}：没有记录。确实为零，还是漏记？如确无此项，请录入 0 并写明理由。",
            titles=listed(titles),
        )


def outside(lines: Iterable[CostLine], start: date, months: int) -> int:
    """How many lines begin before the account or fall due in none of its months: they are not counted in full."""
    return sum(month_number(one.first, start) < 0 or not any(True for _ in due(one, start, months)) for one in lines)
