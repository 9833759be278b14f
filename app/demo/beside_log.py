"""What the demonstration tells beside the usage log: records, norms of use, a stated count, a warning set aside."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from app.alerts.actions import dismiss_warning
from app.demo import usage_log
from app.demo.cast import Cast
from app.demo.engagements import Engagement
from app.evaluations.counts.actions import GivenCount, state_counts
from app.facts.warnings import warned
from app.files import receive
from app.models import Project, Round
from app.transactions import transaction
from app.usage.actions import Upload
from app.usage.records.actions import add_records, read_file, set_norms
from phases.evaluation.depth import OPTIMISATIONS

CUSTOMERS, BUSINESS_A_DAY = 320, 4
HEADS = ("系统", "对象", "编号", "客户", "发生时间", "录入时间", "应填字段数", "已填字段数")
CRM, LEDGER, CUSTOMER, POLICY = "CRM", "财务系统", "客户", "保单"
FIELDS = 8
OPTIMISED = (
    GivenCount(1, 5, "流程负责人访谈纪要：五项数据分析建议中已落实的"),
    GivenCount(3, 6, "流程负责人访谈纪要：六项数据分析建议中已落实的"),
)
"""Suggestions from the system's data that changed a process, round by round."""
DISMISSED = {
    "granite": ("consulting-led", "评价期由顾问主导计算属约定分工；客户项目经理自下一轮起自行取数，届时复查。", 60),
    "falcon": ("slipping", "The dates moved with the dealer fair, as the steering group decided; nobody is idle.", 21),
}
"""The warning of an engagement that was set aside, why, and for how many days."""


def bring_in_records(project: Project, told: Engagement, cast: Cast, whole: tuple[date, date], day: date) -> None:
    """A file of records as CRM and finance system export it on the evening of a day.

    That of the last day says all of it again, with what was filled in since.
    """
    lines = [line for line in record_lines(*whole) if max(line[4], line[5]) < f"{day} 18:00"]
    if day < whole[1]:
        lines = [_as_first_typed(line) if place % 9 == 0 else line for place, line in enumerate(lines)]
    with TemporaryDirectory() as name:
        path = Path(name) / f"客户与保单核对-{day:%Y%m%d}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows((HEADS, *lines))
        received = receive(path)
        found = read_file(received.digest, project.time_zone)
        with transaction():
            add_records(project=project, upload=Upload(received, path.name), found=found, by=cast.consultant.id)


def agree_norms(project: Project, told: Engagement, cast: Cast) -> None:
    """The norms of use agreed by role."""
    with transaction():
        norms = usage_log.norms(usage_log.Story(language=told.language))
        set_norms(project=project, norms=norms, by=cast.lead.id)


def state_optimisations(project: Project, round_: Round, cast: Cast, number: int) -> None:
    """What no file shows: how many suggestions changed a process, as the client's project manager counted."""
    state_counts(project=project, round_=round_, counts={OPTIMISATIONS: OPTIMISED[number]}, by=cast.client_pm.id)


def set_aside(project: Project, told: Engagement, cast: Cast, today: date) -> None:
    """Dismiss the warning that this engagement tells of, when it stands."""
    if told.word not in DISMISSED:
        return
    warning, reason, days = DISMISSED[told.word]
    if any(one.key == warning for one in warned([project])[project.id].standing):
        until = today + timedelta(days=days)
        dismiss_warning(project=project, warning=warning, reason=reason, until=until, by=cast.lead.id)


def record_lines(first: date, last: date) -> Iterator[tuple[str, ...]]:
    """Customers of both systems, then business day by day: the later, the more of it stands in the CRM in time."""
    dice, days = Random("records"), (last - first).days + 1  # noqa: S311 (believable variety, no secret)
    for number in range(CUSTOMERS):
        key = f"K-{number + 1:04}"
        latest = _at(first + timedelta(days=dice.randrange(days)), dice)
        yield LEDGER, CUSTOMER, key, "", latest, "", "", ""
        if dice.random() < 0.94:
            yield CRM, CUSTOMER, key, "", latest, "", str(FIELDS), str(min(FIELDS, round(dice.gauss(7.4, 0.8))))
    for offset in range(days):
        day = first + timedelta(days=offset)
        for number in range(BUSINESS_A_DAY if day.weekday() < 5 else 0):
            yield from _policy(dice, f"B-{offset:03}{number}", day, offset / days)


def _as_first_typed(line: tuple[str, ...]) -> tuple[str, ...]:
    """A record of the CRM with two fields fewer filled in."""
    return (*line[:7], str(max(0, int(line[7]) - 2))) if line[7] else line


def _policy(dice: Random, key: str, day: date, passed: float) -> Iterator[tuple[str, ...]]:
    customer = f"K-{dice.randrange(CUSTOMERS) + 1:04}"
    begun = datetime.combine(day, time(dice.randrange(9, 18), dice.randrange(60)))
    yield LEDGER, POLICY, key, customer, f"{begun:%Y-%m-%d %H:%M}", "", "", ""
    if dice.random() < 0.8 + 0.17 * passed:
        late = dice.random() > 0.68 + 0.28 * passed
        entered = begun + timedelta(hours=dice.randrange(60, 140) if late else dice.randrange(1, 12))
        filled = min(FIELDS, round(dice.gauss(6.9 + 0.8 * passed, 0.7)))
        yield (
            CRM, POLICY, key, customer, f"{begun:%Y-%m-%d %H:%M}", f"{entered:%Y-%m-%d %H:%M}",
            str(FIELDS), str(filled),
        )  # fmt: skip


def _at(day: date, dice: Random) -> str:
    return f"{datetime.combine(day, time(dice.randrange(9, 18))):%Y-%m-%d %H:%M}"
