"""What the demonstration's companies found before their phases: motive, vision, problems, candidates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.demo.cast import Cast, at
from app.demo.engagements import Engagement
from app.demo.records.entering import enter
from app.diagnosis.actions import confirm_problems, write_sheet
from app.models import Project, ProjectPhase
from app.registers.diagnosis import CANDIDATES, CRITERIA, PROBLEMS, SCORES
from phases.starting_points import SELECTION_CRITERIA, USUAL_PROBLEMS

MOTIVES = {"bluewater": "forward", "falcon": "forward", "harbour": "follower"}
SHEETS: dict[str, dict[str, dict[str, str]]] = {
    "zh": {
        "problem": {
            "consequences": "先解决症结清单中优先级最高的几项，不追求功能齐全；成效以症结是否消除来评判。",
        },
        "forward": {
            "consequences": "业务尚好，有时间把流程理顺；范围可以放宽，但每一步都要说明对增长的贡献。",
        },
        "follower": {"consequences": "在具体症结得到确认之前，不确定范围，也不采购许可。"},
        "": {
            "operating_policy": "以老客户的持续经营为主，新客户拓展为辅；总部管标准，大区管执行。",
            "market_position": "所在细分市场前三，靠服务响应而不是低价取胜。",
            "resources": "资金由年度预算保障；销售、服务和信息部各抽调一名骨干；生产和研发配合提供产品与交期数据。",
            "contribution": "客户资料归企业所有，销售过程可见，服务承诺可追溯，预测以数据为依据。",
        },
    },
    "en": {
        "problem": {
            "consequences": "The heaviest problems of the register come first, completeness of functions does not; the "
            "rollout is judged by whether they are gone.",
        },
        "forward": {
            "consequences": "Business is good, so there is time to put processes in order; the scope may be wide, but "
            "every step has to say what it adds to growth.",
        },
        "follower": {"consequences": "No scope is fixed and no licence bought before concrete problems are confirmed."},
        "": {
            "operating_policy": "Grow with the customers we have; new ones where a reference opens the door. The head "
            "office sets standards, the regions carry them out.",
            "market_position": "Among the first three of the niche, by speed of service rather than by price.",
            "resources": "Budget of the year; one experienced person each from sales, service and IT; production and "
            "development give product and delivery data.",
            "contribution": "Customer knowledge belongs to the company, the course of sales is visible, promises "
            "can be traced, forecasts rest on data.",
        },
    },
}
JUDGED = {
    "zh": (
        ("大区经理", "销售部", 4, 5, "客户关系只记在个人手里，公司没有统一的客户档案。", 600_000.0),
        ("客服主管", "客服部", 4, 4, "部门间没有约定交接人和时限。", 250_000.0),
        ("销售助理", "销售部", 3, 4, "同一客户在多张表里重复登记。", None),
        ("产品经理", "市场部", 3, 3, "看不到客户在其他部门的购买记录。", 400_000.0),
        ("财务经理", "财务部", 2, 4, "", None),
        ("总经理", "管理层", 3, 4, "没有阶段指标，只有月末结果。", None),
    ),
    "en": (
        (
            "Regional managers",
            "Sales",
            4,
            5,
            "Relations are kept privately; there is no common customer file.",
            80_000.0,
        ),
        ("Head of service", "Service", 4, 4, "No receiver and no time is agreed for hand-overs.", 35_000.0),
        ("Sales assistants", "Sales", 3, 4, "The same customer is kept in several lists.", None),
        ("Product manager", "Marketing", 3, 3, "Nobody sees what a customer buys elsewhere in the house.", 60_000.0),
        ("Controller", "Finance", 2, 4, "", None),
        ("Managing director", "Management", 3, 4, "There are figures of results only, none of the way there.", None),
    ),
}
"""Who says so, department, frequency, severity, root cause, cost a year: of the usual problems in their order."""

SYSTEMS = {
    "zh": (
        ("远帆套件", "远帆国际", "global", 2_600_000.0, (4, 4, 5, 4, 4, 3, 1)),
        ("磐基 CRM", "磐基软件", "domestic", 1_350_000.0, (4, 4, 4, 3, 4, 3.5, 4)),
        ("轻舟移动", "轻舟科技", "mobile", 780_000.0, (3, 2, 2, 4, 3.5, 5, 5)),
        ("归雁销售云", "归雁云", "mobile", 690_000.0, (3, 3, 3, 3, 2, 4, 5)),
    ),
    "en": (
        ("Farsail Suite", "Farsail International", "global", 410_000.0, (4, 4, 5, 4, 4, 3, 1)),
        ("Bedrock CRM", "Bedrock Software", "domestic", 230_000.0, (4, 4, 4, 3, 4, 3.5, 4)),
        ("Skiff Mobile", "Skiff Labs", "mobile", 130_000.0, (3, 2, 2, 4, 3.5, 5, 5)),
        ("Heron Sales Cloud", "Heron Cloud", "mobile", 120_000.0, (3, 3, 3, 3, 2, 4, 5)),
    ),
}
BUDGETS = {"zh": 1_800_000.0, "en": 300_000.0}
EVIDENCE = {
    "zh": "演示会记录；用本企业三个症结逐条试用。",
    "en": "Notes of the demonstration; tried on three of the company's own problems.",
}
COVERS = {
    "zh": "五年：许可、实施、自有人力、培训、集成、迁移、运行。",
    "en": "Five years: licences, services, own labour, training, integration, migration, running.",
}


def fill(project: Project, told: Engagement, cast: Cast, phase: ProjectPhase, share: float) -> None:
    """Write the sheet, register and confirm problems, compare candidates: all of it before the first phase ends."""
    motive = MOTIVES.get(told.word, "problem")
    with at(phase.planned_start, told.zone, 9):
        _write_sheet(project, told, cast, motive)
    with at(phase.planned_start + timedelta(days=1), told.zone):
        _register_problems(project, told, cast, 4 if motive == "follower" else 6)
    with at(phase.planned_start + timedelta(days=2), told.zone):
        _compare(project, told, cast, whole=share >= 1)
    if motive != "follower":
        with at(phase.planned_start + timedelta(days=3), told.zone, 16):
            confirm_problems(project=project, by=cast.sponsor.id)


def _write_sheet(project: Project, told: Engagement, cast: Cast, motive: str) -> None:
    texts = SHEETS[told.language]
    currency = "CNY" if told.language == "zh" else "EUR"
    values = {**texts[""], **texts[motive], "motive": motive, "budget": BUDGETS[told.language], "currency": currency}
    write_sheet(project=project, values=values, version=None, by=cast.lead.id)


def _register_problems(project: Project, told: Engagement, cast: Cast, number: int) -> None:
    rows: list[dict[str, Any]] = []
    for usual, judged in zip(USUAL_PROBLEMS, JUDGED[told.language][:number], strict=False):
        said_by, department, frequency, severity, cause, cost = judged
        rows.append(
            {
                "statement": usual.statement.in_(told.language), "symptoms": usual.symptoms.in_(told.language),
                "domain": usual.domain, "said_by": said_by, "department": department, "frequency": frequency,
                "severity": severity, "root_cause": cause, "cost": cost,
            }
        )  # fmt: skip
    enter(PROBLEMS, project, rows, cast.consultant.id)


def _compare(project: Project, told: Engagement, cast: Cast, *, whole: bool) -> None:
    """Criteria, candidates and scores; while the first phase runs, one candidate has not been seen whole."""
    words, by = told.language, cast.consultant.id
    criteria = enter(
        CRITERIA, project,
        [
            {
                "title": one.title.in_(words), "weight": one.weight, "looks_at": one.looks_at.in_(words),
                "essential": one.minimum is not None, "minimum": one.minimum,
            }
            for one in SELECTION_CRITERIA
        ],
        by,
    )  # fmt: skip
    systems = SYSTEMS[words]
    rows = [
        {"name": name, "vendor": vendor, "kind": kind, "total_cost": cost, "cost_covers": COVERS[words]}
        for name, vendor, kind, cost, _scores in systems
    ]
    candidates = enter(CANDIDATES, project, rows, by)
    scores = [
        {
            "candidate_id": candidates[name], "criterion_id": criterion, "score": float(score),
            "evidence": EVIDENCE[words], "judged_by": cast.consultant.name,
        }
        for name, _vendor, _kind, _cost, given in systems
        for criterion, score in zip(criteria.values(), given, strict=True)
    ]  # fmt: skip
    enter(SCORES, project, scores if whole else scores[:18] + scores[21:], by)
