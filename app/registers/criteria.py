"""The success criteria as a register: pages of their own list and edit them, their spreadsheets are the engine's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.database import db
from app.facts.criteria import SuccessCriterion, criteria_of
from app.language import moment
from app.models import Criterion
from app.models.registers import Registered
from app.registers.model import Register, Values, choice, line, number, person, prose
from app.registers.model import day as day_
from app.registers.rows import Row, row_from
from app.registers.sheets.criteria_told import DIRECTIONS, understanding
from app.words import _
from phases.evaluation.agreed import objection
from phases.evaluation.attribution import METHODS
from phases.evaluation.results import PARTS
from phases.model import Text

LARGEST = 1e15
METHOD_TITLES = {word: method.title for word, method in METHODS.items()}


def _check(row: Values) -> Text | None:
    return objection(
        name=row["name"],
        unit=row.get("unit") or "",
        how_measured=row.get("how_measured") or "",
        direction=row["direction"],
        baseline=row.get("baseline"),
        target=row.get("target"),
        baseline_date=row.get("baseline_date"),
        target_date=row.get("target_date"),
    )


CRITERIA = Register(
    room="evaluation",
    word="criteria",
    letters="C",
    model=Registered,
    title=Text("Success criteria", "成功标准"),
    one=Text("a success criterion", "成功标准"),
    about=Text("What the rollout will be judged by.", "评判本次实施成败的依据。"),
    fields=(
        line("name", "Metric", "指标", required=True),
        choice("part", "Part of the effect", "效果类别", PARTS, required=True),
        choice("direction", "Better is", "改善方向", DIRECTIONS, required=True),
        line("unit", "Unit", "单位", length=40, help=Text("For example %, days, CNY a month.", "例如 %、天、元/月。")),
        number("baseline", "Baseline value", "基线值", -LARGEST, LARGEST),
        day_("baseline_date", "Date of the baseline", "基线日期"),
        line(
            "baseline_source",
            "Source of the baseline",
            "基线来源",
            help=Text("The report, system or person the value comes from.", "该值出自的报表、系统或人员。"),
        ),
        number("target", "Target value", "目标值", -LARGEST, LARGEST),
        day_("target_date", "Target date", "目标日期"),
        person("owner", "Owner", "负责人"),
        prose(
            "how_measured",
            "How it is measured",
            "测量方法",
            length=20_000,
            help=Text("What is counted, over which period and scope, by whom.", "统计内容、期间与范围、统计人。"),
        ),
        number(
            "money_per_unit",
            "Money per unit",
            "单位价值",
            -LARGEST,
            LARGEST,
            help=Text(
                "What one unit of improvement, held for a year, is worth, if it can be stated.",
                "每改善一个单位并保持一年折合的金额（如能说明）。",
            ),
        ),
        line("currency", "Currency", "币种", length=3, empty="CNY", capitals=True),
        number(
            "attributed",
            "Attributed share (%)",
            "归因比例（%）",
            0,
            100,
            empty=100.0,
            help=Text(
                "The part of the change that both sides ascribe to the rollout.",
                "双方认可归因于本次实施的变化所占比例。",
            ),
        ),
        day_("baseline_from", "Period of the baseline from", "基线期间首日"),
        day_("baseline_to", "Period of the baseline to", "基线期间末日"),
        line("scope", "Scope", "范围"),
        choice("attribution", "Method of attribution", "归因方法", METHOD_TITLES),
        prose("attribution_reason", "Why this share", "采用该比例的理由", length=20_000),
    ),
    check=_check,
    understands=understanding,
)


def rows_of_criteria(project_id: int) -> list[Row]:
    """The project's criteria as rows; a number is the place in the order of their making, removed ones included."""
    everyone = db.session.execute(
        select(Criterion.id, Criterion.owner_id).where(Criterion.project_id == project_id).order_by(Criterion.id)
    ).all()
    numbers = {row.id: place for place, row in enumerate(everyone, start=1)}
    owners: dict[int, int | None] = {row.id: row.owner_id for row in everyone}
    return [_row(one, numbers[one.id], owners[one.id]) for one in criteria_of(project_id)]


def _row(one: SuccessCriterion, number: int, owner_id: int | None) -> Row:
    values: Mapping[str, Any] = {
        "id": one.id, "key": one.key, "number": number, "version": one.version, "name": one.name, "part": one.part,
        "direction": one.direction, "unit": one.unit, "baseline": one.baseline, "baseline_date": one.baseline_date,
        "baseline_source": one.baseline_source, "target": one.target, "target_date": one.target_date,
        "owner_id": owner_id, "how_measured": one.how_measured, "money_per_unit": one.money_per_unit,
        "currency": one.currency, "attributed": round(one.attributed_share * 100, 6),
        "baseline_from": one.baseline_from, "baseline_to": one.baseline_to, "scope": one.scope,
        "attribution": one.attribution, "attribution_reason": one.attribution_reason,
    }  # fmt: skip
    names = {"person": {owner_id: one.owner or ""} if owner_id is not None else {}}
    return row_from(CRITERIA, values, names, warning=_falls(one))


def _falls(one: SuccessCriterion) -> str:
    """What a change does to the signature."""
    if one.signed_at is None:
        return ""
    return _("The signature of %(name)s of %(day)s falls.", name=one.signed_by or "–", day=moment(one.signed_at))
