"""Rectification actions as a register, so that they travel as a spreadsheet: what is to be done, by whom, by when.

What becomes of an action (agreed, done, verified) is said on its page by who may say it, never by a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.database import db
from app.evaluations.actions_findings import indicator_keys
from app.evaluations.findings_page import Namer
from app.evaluations.queries import criterion_names
from app.facts.evaluation import scheme_of
from app.language import say
from app.models import Finding, Project, Rectification, Round, User
from app.models.registers import Registered
from app.registers.model import Register, Understands, Understood, Values, day, line, number, person
from app.registers.rows import Row, row_from
from app.registers.sheets.units import folded
from app.words import _
from phases.model import Text

CHANGEABLE = ("proposed", "agreed", "doing")
PLANNED = ("title", "finding", "owner_id", "due", "expected_indicator", "expected_change")
_ENDED = Text("The action is done or has ended; it can no longer be changed.", "该措施已完成或已结束，不可再修改。")
_STAYS = Text(
    "An action stays with its finding; propose a new one for the other finding.",
    "整改措施不能改换所属发现，请针对另一项发现新提措施。",
)
_OF_WHAT = Text("Say which indicator the expected change is about.", "请说明预期变化针对哪项指标。")


@dataclass(frozen=True, slots=True)
class Named:
    """A finding as cells name it, with its round and what each of the round's indicators is called, by key."""

    finding: Finding
    round_: Round
    shown: str
    indicators: Mapping[str, str]


def findings_by_call(project: Project) -> dict[str, Named | None]:
    """The findings of a project by everything that a cell may call them: number, title or both; None for several."""
    every = db.session.execute(
        select(Finding, Round).join(Round, Round.id == Finding.round_id).where(Round.project_id == project.id)
        .order_by(Finding.id)
    ).all()  # fmt: skip
    indicators: dict[int, Mapping[str, str]] = {}
    found: dict[str, Named | None] = {}
    for place, (finding, round_) in enumerate(every, start=1):
        if finding.removed_at is not None:
            continue
        if round_.id not in indicators:
            indicators[round_.id] = _indicators(project, round_)
        one = Named(finding, round_, f"F-{place} · {finding.title}", indicators[round_.id])
        for call in (f"F-{place}", finding.title, one.shown):
            found[folded(call)] = None if folded(call) in found else one
    return found


def _indicators(project: Project, round_: Round) -> dict[str, str]:
    scheme = scheme_of(round_.edition)
    namer = Namer(scheme, names=criterion_names(project.id))
    titles: dict[str, str] = {word: say(title) for word, title in scheme.dimensions.items()}
    labels: dict[str, str] = {}
    for key in indicator_keys(project, round_):
        label = _(
            "%(dimension)s: %(indicator)s", dimension=titles[key.partition(".")[0]], indicator=namer.indicator(key)
        )
        labels[key] = f"{label} ({key})" if label in labels.values() else label
    return labels


def _check(row: Values) -> Text | None:
    """A row that is there already has what it was beside what the sheet says."""
    was = row.get("was")
    if was is not None and any(row[name] != was[name] for name in PLANNED):
        if was["state"] not in CHANGEABLE:
            return _ENDED
        if row["finding"] != was["finding"]:
            return _STAYS
    missing = row.get("expected_change") is not None and not row.get("expected_indicator")
    return _OF_WHAT if missing else None


def _understands(project_id: int) -> Understands:
    """Findings and indicators are told by number, title or key, and become what our own workbook writes."""
    calls = findings_by_call(db.session.get_one(Project, project_id))

    def understand(texts: Mapping[str, str], present: Values) -> Understood:
        told, errors = dict(texts), {}
        text = texts.get("finding") or present.get("finding") or ""
        named = calls.get(folded(text))
        if text and named is None:
            several = folded(text) in calls
            errors["finding"] = (
                _("“%(text)s” fits several; write the number before it.", text=text[:80])
                if several else _("There is no finding “%(text)s” in this project.", text=text[:80])
            )  # fmt: skip
        if named is not None:
            told |= {"finding": named.shown} if "finding" in texts else {}
            if not present and named.round_.state != "open":
                number_ = named.round_.number
                errors["finding"] = _("Round %(number)s is closed and no longer changes. Open a new round instead.", number=number_)  # fmt: skip  # noqa: E501
            if asked := texts.get("expected_indicator"):
                key = _key_of(asked, named.indicators)
                told |= {"expected_indicator": named.indicators[key]} if key else {}
                if key is None:
                    errors["expected_indicator"] = _("“%(text)s” is no indicator of this round.", text=asked[:80])
        return Understood(told, errors=errors)

    return understand


def _key_of(text: str, indicators: Mapping[str, str]) -> str | None:
    """The indicator that a cell means by its key, its name with or without its dimension; None when none or several."""
    wanted = folded(text)
    fits = [key for key, label in indicators.items() if wanted in _calls(key, label)]
    return fits[0] if len(fits) == 1 else None


def _calls(key: str, label: str) -> set[str]:
    return {folded(call) for call in (key, label, label.partition(":")[2], label.partition("：")[2]) if call}


ACTIONS = Register(
    room="evaluation",
    word="actions",
    letters="A",
    model=Registered,
    title=Text("Rectification", "整改"),
    one=Text("an action", "整改措施"),
    about=Text(
        "Actions with owner and day for the findings of a round. Agreement, completion and verification are said on "
        "the page of each action by who may say it, never by a table.",
        "针对各轮评价发现的整改措施、负责人与期限。商定、完成与验证由有权限的人在各措施页面办理，不能通过表格完成。",
    ),
    fields=(
        line("title", "Action", "整改措施", required=True),
        line(
            "finding",
            "Finding",
            "发现",
            required=True,
            length=400,
            help=Text("Number or title of a finding of an open round.", "进行中评价轮次的发现的编号或名称。"),
        ),
        person("owner", "Owner", "负责人", required=True),
        day("due", "Due", "截止日期", required=True),
        line(
            "expected_indicator",
            "Expected to change",
            "预期改善的指标",
            length=400,
            help=Text("Name or key of an indicator of the finding's round.", "该发现所在轮次的指标名称或代码。"),
        ),
        number(
            "expected_change",
            "Expected change in percentage points",
            "预期变化（百分点）",
            -1000,
            1000,
            help=Text(
                "Percentage points, or hundredths of an index: +10, −5.",
                "以百分点（或指数的百分之一）填写，如 +10、−5。",
            ),
            also=("expected change in points",),
        ),
    ),
    check=_check,
    understands=_understands,
)


def rows_of_actions(project_id: int) -> list[Row]:
    """The project's actions as rows; a number is the place in the order of their making."""
    calls = findings_by_call(db.session.get_one(Project, project_id))
    named = {one.finding.id: one for one in calls.values() if one is not None}
    every = db.session.execute(
        select(Rectification, User.name).join(User, User.id == Rectification.owner_id)
        .where(Rectification.project_id == project_id).order_by(Rectification.id)
    )  # fmt: skip
    return [
        _row(one, place, owner, named[one.finding_id])
        for place, (one, owner) in enumerate(every, start=1)
        if one.finding_id in named
    ]


def _row(one: Rectification, place: int, owner: str, named: Named) -> Row:
    change = None if one.expected_change is None else round(one.expected_change * 100, 6)
    indicator = one.expected_indicator
    planned: dict[str, Any] = {
        "title": one.title, "finding": named.shown, "owner_id": one.owner_id, "due": one.due,
        "expected_indicator": named.indicators.get(indicator, indicator), "expected_change": change,
    }  # fmt: skip
    values = {"id": one.id, "key": one.key, "number": place, "version": one.version, **planned}
    values["was"] = {**planned, "state": one.state}
    agreed = one.state in ("agreed", "doing")
    warning = _("The client has to agree to it again.") if agreed else ""
    return row_from(ACTIONS, values, {"person": {one.owner_id: owner}}, warning=warning)
