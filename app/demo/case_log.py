"""Generates logs of cases for the processes of the demonstration: most go as they shall, some skip, repeat or stall.

The same seed gives the same log to the last line; in the second half people keep closer to the process.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from app.cases.work import take_log
from app.demo.cast import Cast
from app.demo.engagements import Engagement
from app.facts.cases import asked_of
from app.models import Project
from phases.evaluation.cases import CaseStep
from phases.model import Text

Line = tuple[str, str, str, str, str]
PHONE = Text("Reminder by phone", "电话催办")
LOST = Text("Matter withdrawn by the customer", "客户撤回")
HEADS = {
    "en": ("case", "activity", "started", "completed", "resource"),
    "zh": ("案例编号", "环节", "开始时间", "完成时间", "经办人"),
}


@dataclass(frozen=True, slots=True)
class Tale:
    """What a generated log tells: its steps, its days, its language, how many cases a day."""

    steps: Sequence[CaseStep]
    first: date
    last: date
    language: str
    prefix: str
    a_day: float = 2.0
    seed: int = 20260105


def lines(tale: Tale) -> Iterator[Line]:
    """The activities case by case, times local and naive."""
    random = Random(f"{tale.seed}/{tale.prefix}")  # noqa: S311
    days: int = (tale.last - tale.first).days + 1
    for number in range(round(days * tale.a_day)):
        offset = random.randrange(days)
        if (tale.first + timedelta(days=offset)).weekday() < 5:
            yield from _case(tale, random, f"{tale.prefix}-{number + 1:05}", offset, offset / days)


def _case(tale: Tale, random: Random, name: str, offset: int, passed: float) -> Iterator[Line]:
    """One case: the later it begins, the closer it keeps to the process."""
    care = 0.72 + 0.2 * passed
    wall = datetime.combine(tale.first + timedelta(days=offset), time(8)) + timedelta(minutes=random.randrange(540))
    for place, step in enumerate(_way(tale.steps, random, care)):
        level = step.level or 8.0
        if place:
            wall += timedelta(hours=level * random.betavariate(2, 5) * (1.5 - passed / 2))
        begun, wall = wall, wall + timedelta(hours=level * random.betavariate(2, 4) * 0.6)
        if wall.date() > tale.last:
            return
        yield name, step.name, _said(begun), _said(wall), f"user{random.randrange(40):02}"
        if random.random() < 0.04:
            yield (
                name,
                PHONE.in_(tale.language),
                _said(wall),
                _said(wall + timedelta(minutes=4)),
                f"user{random.randrange(40):02}",
            )
        if random.random() < 0.012:
            yield name, LOST.in_(tale.language), _said(wall), _said(wall + timedelta(minutes=5)), "user00"
            return


def _way(steps: Sequence[CaseStep], random: Random, care: float) -> list[CaseStep]:
    """The steps of one case in their order: now and then one is left out, done again, or swapped with the next."""
    way = list(steps)
    if random.random() < care or len(way) < 3:
        return way
    place = random.randrange(1, len(way) - 1)
    match random.choices(("skip", "again", "swap", "stall"), (4, 3, 2, 1))[0]:
        case "skip":
            del way[place]
        case "again":
            way[place + 1 : place + 1] = [way[place - 1], way[place]] if place > 1 else [way[place]]
        case "swap":
            way[place], way[place + 1 if place + 2 < len(way) else place - 1] = (
                way[place + 1 if place + 2 < len(way) else place - 1], way[place],
            )  # fmt: skip
        case _:
            del way[place + 1 :]
    return way


def _said(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def write(tale: Tale, path: Path, days: tuple[date, date] | None = None) -> None:
    """Write the log as CSV in the order of time; of some days only, if told, both included, what was completed then."""
    first, last = days or (tale.first, tale.last)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADS[tale.language])
        told: list[Line] = sorted(
            (line for line in lines(tale) if first.isoformat() <= line[3][:10] <= last.isoformat()), key=_in_time
        )
        writer.writerows(told)


def _in_time(line: Line) -> tuple[str, str]:
    return line[3], line[0]


def bring_in_cases(
    project: Project, told: Engagement, cast: Cast, whole: tuple[date, date], days: tuple[date, date]
) -> None:
    """A log for each to-be process of the project, as the client's system would export it for some of all the days."""
    with TemporaryDirectory() as name:
        for number, asked in enumerate(asked_of(project, without_logs=True), start=1):
            path = Path(name) / f"cases-{number}-{days[0]}-{days[1]}.csv"
            write(Tale(asked.steps, *whole, told.language, f"P{number}"), path, days)
            take_log(project=project, process_key=asked.key, path=path, wanted={}, by=cast.consultant.id)
