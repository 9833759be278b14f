"""A fictional second evaluation round, half a year after go-live: the sample of the evaluation report."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

from app.charts import Span
from app.reports.model import Language
from app.reports.samples import company
from app.reports.sources import Action, Aim, Course, Evaluation, Observation, Source
from phases.edition import current_edition
from phases.evaluation.model import Indicator, Part
from phases.evaluation.rounds import compare
from phases.evaluation.scheme import Scheme, load
from phases.evaluation.scoring import measured, not_measured, share
from phases.model import Text, same

MOMENT = datetime(2027, 5, 20, 7, 0, tzinfo=UTC)
USERS = 200

SHARES: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    # indicator: (part, whole) in the last round, in this round
    "breadth.activation": ((152, USERS), (183, USERS)),
    "breadth.active-share": ((104, USERS), (137, USERS)),
    "breadth.dormant": ((71, USERS), (46, USERS)),
    "breadth.departments": ((5, 9), (7, 9)),
    "breadth.roles": ((3, 6), (5, 6)),
    "depth.functions": ((17, 42), (25, 42)),
    "depth.advanced": ((2, 11), (3, 11)),
}
VALUES = {
    "breadth.frequency": (0.28, 0.41),
    "breadth.stickiness": (0.31, 0.38),
    "depth.evenness": (0.52, 0.47),
}
DEPARTMENTS = (
    (Text("Sales South", "南区销售部"), 44, 52),
    (Text("Sales North", "北区销售部"), 17, 48),
    (Text("Service", "服务部"), 41, 46),
    (Text("Marketing", "市场部"), 12, 14),
    (Text("Export", "出口部"), 21, 36),
)
NO_CASES = Text("Needs a log of process cases, which was not handed in.", "需要流程案例日志，本轮尚未提供。")
EMPTY = Text("Nothing to divide by.", "没有可计算的对象。")
CRITERIA = (
    # name, unit, baseline, target, last round, this round, source
    (
        Text("Time to a quotation", "报价时长"),
        Text("working days", "个工作日"),
        9.0,
        4.0,
        7.2,
        5.1,
        Text("Order book", "订单台账"),
    ),
    (
        Text("Contract renewal rate", "合同续约率"),
        same("%"),
        71.0,
        80.0,
        71.5,
        74.0,
        Text("Contract register", "合同台账"),
    ),
    (Text("Complaint rate", "投诉率"), same("%"), 4.8, 3.0, 5.0, 4.4, Text("Service desk", "客服记录")),
)

SUMMARY = Text(
    "The system **has arrived in daily work**, but not in the North: one in three uses it there, elsewhere four in "
    "five. The next quarter should go into the Northern office and into campaign planning, not into new functions.",
    "系统**已经进入日常工作**，但北区例外：北区仅三分之一的人在用，其他部门达到五分之四。"
    "下一季度应把力量放在北区办事处和营销活动管理上，而不是增加新功能。",
)
BREADTH = Text(
    "The rise follows the change of 1 March, when the weekly sales meeting began to use the system's own list. "
    "Stickiness lags behind because field staff record twice a week.",
    "使用率上升始于3月1日：自那天起，每周销售例会直接使用系统中的清单。由于外勤人员每周只集中录入两次，用户黏性仍然偏低。",
)
EFFECT = Text(
    "Quotations became faster in all offices at the same time as the approval step was moved into the system. "
    "Renewals also profit from the price agreement of January; we attribute *half* of the change to the rollout.",
    "审批环节移入系统后，各办事处的报价都变快了。续约率的改善也得益于一月份的价格协议，我们只把其中一半归因于本项目。",
)
FINDINGS = Text(
    "First the Northern office: without it no dimension can reach the next level.",
    "首先解决北区办事处的问题，否则任何一个维度都无法升级。",
)


def fictional_round(language: Language) -> Evaluation:
    """The second round of the fictional engagement."""
    scheme = load()
    before, now = _indicators(scheme, 0, language), _indicators(scheme, 1, language)
    texts = {"summary": SUMMARY, "breadth": BREADTH, "effect": EFFECT, "findings": FINDINGS}
    new = Text("The new definition of stickiness counts working days only.", "用户黏性的新定义只计工作日。")
    return Evaluation(
        cover=company.cover(language, number="KP-2027-05", moment=MOMENT, texts=texts, changes=(new,)),
        scheme=scheme,
        number=2,
        period=Span(date(2027, 2, 1), date(2027, 4, 30)),
        indicators=now,
        before=before,
        changes=compare(before, now),
        courses=_courses(scheme),
        aims=_aims(language),
        observations=_observations(scheme, language),
        actions=_actions(language),
        sources=_sources(),
        remarks=(Text("Repeated lines, counted once: 214.", "214 行重复记录只计一次。"),),
        terms=tuple(
            current_edition().glossary[id] for id in ("baseline", "rectification") if id in current_edition().glossary
        ),
    )


def _indicators(scheme: Scheme, at: int, language: Language) -> tuple[Indicator, ...]:
    made: list[Indicator] = []
    for definition in scheme.definitions.values():
        if definition.key in SHARES:
            part, whole = SHARES[definition.key][at]
            parts = _departments(language) if at and definition.key == "breadth.active-share" else ()
            made.append(share(definition, scheme.limits, part, whole, reason=EMPTY, parts=parts))
        elif definition.key in VALUES:
            made.append(measured(definition, scheme.limits, VALUES[definition.key][at], n=USERS))
        elif definition.key != "effect.criterion":
            made.append(not_measured(definition, definition.missing or NO_CASES))
    return (*made, *_effects(scheme, at))


def _departments(language: Language) -> tuple[Part, ...]:
    counted = tuple(Part(name.in_(language), part / whole, part, whole, whole) for name, part, whole in DEPARTMENTS)
    return (*counted, Part(Text("Board office", "董事会办公室").in_(language), None, None, None, None, small=True))


def _effects(scheme: Scheme, at: int) -> tuple[Indicator, ...]:
    made = []
    for number, (name, _unit, baseline, target, *figures, _source) in enumerate(CRITERIA):
        own = replace(scheme["effect.criterion"], key=f"effect.sample{number}", title=name)
        reached, aimed = figures[at] - baseline, target - baseline
        made.append(
            measured(own, scheme.limits, reached / aimed, numerator=round(abs(reached), 1), denominator=abs(aimed))
        )
    return tuple(made)


def _courses(scheme: Scheme) -> tuple[Course, ...]:
    months = [date(2026, 12, 1), *(date(2027, month, 1) for month in (1, 2, 3, 4))]
    lines = {
        "breadth.active-share": (0.41, 0.47, None, 0.61, 0.685),
        "breadth.stickiness": (0.24, 0.29, None, 0.35, 0.38),
    }
    return tuple(Course(scheme[key].title, tuple(zip(months, values, strict=True))) for key, values in lines.items())


def _aims(language: Language) -> tuple[Aim, ...]:
    return tuple(
        Aim(name.in_(language), unit.in_(language), baseline, target, now, "2027-02 – 2027-04", source.in_(language))
        for name, unit, baseline, target, _last, now, source in CRITERIA
    )


def _observations(scheme: Scheme, language: Language) -> tuple[Observation, ...]:
    def say(en: str, zh: str) -> str:
        return Text(en, zh).in_(language)

    return (
        Observation(
            say("The Northern office hardly uses the system", "北区办事处基本不使用系统"),
            say("Orders still go round by e-mail; its head asks for paper", "订单仍通过邮件流转，负责人要求纸质单据"),
            scheme["breadth.active-share"].title,
            "high",
            repeated=True,
        ),
        Observation(
            say("Campaigns are planned outside the system", "营销活动仍在系统外策划"),
            say("Marketing was trained before the function was set up", "市场部培训时该功能尚未配置"),
            scheme["depth.advanced"].title,
            "medium",
        ),
        Observation(
            say("A few people do most of the recording", "录入工作集中在少数人身上"),
            say("Assistants record on behalf of field staff", "由助理代外勤人员录入"),
            scheme["depth.evenness"].title,
            "medium",
        ),
    )


def _actions(language: Language) -> tuple[Action, ...]:
    def say(en: str, zh: str) -> str:
        return Text(en, zh).in_(language)

    return (
        Action(
            say("Sales meeting of the North from the system's list", "北区销售例会改用系统清单"),
            say("The Northern office hardly uses the system", "北区办事处基本不使用系统"),
            company.SALES_HEAD.in_(language),
            date(2027, 6, 30),
            Text("agreed", "已商定"),
            say("active share of the North 35% → 60%", "北区活跃占比 35% → 60%"),
        ),
        Action(
            say("Marketing trained on campaigns again", "为市场部重新培训营销活动功能"),
            say("Campaigns are planned outside the system", "营销活动仍在系统外策划"),
            company.CLIENT_PM.in_(language),
            date(2027, 6, 15),
            Text("in progress", "进行中"),
            say("advanced functions 27% → 45%", "高级功能使用率 27% → 45%"),
        ),
        Action(
            say("Approval of quotations only in the system", "报价审批仅在系统中进行"),
            say("Approvals by telephone (round 1)", "电话审批（第一轮）"),
            company.SALES_HEAD.in_(language),
            date(2027, 3, 31),
            Text("verified", "已核实"),
            say("time to a quotation under 6 days", "报价时长低于 6 天"),
            company.LEAD.in_(language),
        ),
    )


def _sources() -> tuple[Source, ...]:
    rows = (
        ("usage-2027-02-04.csv", Text("Usage events", "使用日志"), 418_263, 117, date(2027, 2, 1), date(2027, 4, 30)),
        ("users-2027-04.csv", Text("Users and licences", "用户与许可"), 200, 0, None, None),
        ("functions.csv", Text("Functions in scope", "范围内功能"), 42, 0, None, None),
    )
    return tuple(
        Source(name, kind, taken, refused, first, last, sha256(name.encode()).hexdigest())
        for name, kind, taken, refused, first, last in rows
    )
