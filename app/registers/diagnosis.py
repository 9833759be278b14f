"""The registers before the phases: problems, candidate systems and how they score."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.database import db
from app.models.diagnosis import Candidate, CandidateScore, DiagnosisSheet, Problem, SelectionCriterion
from app.registers.model import Derived, Register, Values, choice, line, number, prose, row, scale, yes
from phases.diagnosis import CLASSES
from phases.model import Text, say
from phases.starting_points import SELECTION_CRITERIA, USUAL_PROBLEMS

DOMAINS = {
    "marketing": Text("Marketing", "市场"),
    "sales": Text("Sales", "销售"),
    "service": Text("Service", "服务"),
    "management": Text("Management", "管理"),
    "data": Text("Data", "数据"),
}
HOW_OFTEN = (
    Text("rarely", "偶尔"), Text("now and then", "有时"), Text("regularly", "时常"), Text("often", "经常"),
    Text("every day", "每天"),
)  # fmt: skip
HOW_BAD = (
    Text("a nuisance", "不便"), Text("minor", "较轻"), Text("noticeable", "中等"), Text("serious", "较重"),
    Text("a loss", "造成损失"),
)  # fmt: skip
HOW_WELL = (
    Text("not at all", "完全不满足"), Text("hardly", "基本不满足"), Text("partly", "部分满足"),
    Text("half and more", "半数以上满足"), Text("mostly", "基本满足"), Text("fully", "完全满足"),
)  # fmt: skip
"""What the scores from 0 to 5 of a candidate system say."""


def priority(row: Any) -> int | None:
    """Frequency × severity, 1 to 25; None until both are rated."""
    return row.frequency * row.severity if row.frequency and row.severity else None


PROBLEMS = Register(
    room="diagnosis",
    word="problems",
    letters="P",
    model=Problem,
    title=Text("Problem register", "症结清单"),
    one=Text("a problem", "症结"),
    about=Text(
        "What hurts, who says so, how often and how badly. The golden thread begins here: every step, setting and "
        "training that comes later should answer one of these.",
        "企业的症结是什么、由谁提出、发生频率和严重程度如何。主线从这里开始：后续的每个步骤、配置和培训都应当对应其中一项。",
    ),
    fields=(
        line("statement", "Problem", "症结", required=True),
        choice("domain", "Domain", "领域", DOMAINS, required=True),
        line("department", "Department", "部门", length=120),
        scale("frequency", "Frequency", "频率", 1, HOW_OFTEN),
        scale("severity", "Severity", "严重程度", 1, HOW_BAD),
        line("said_by", "Who says so", "提出人", length=200),
        prose("symptoms", "Symptoms", "表现"),
        prose("root_cause", "Root cause", "根本原因", listed=False),
        number("cost", "Cost a year", "每年损失", 0, listed=False, unit="year", also=("Loss", "Costs", "损失", "成本")),
        prose(
            "rejected",
            "Not solved in this project, because",
            "本项目不解决的理由",
            help=Text(
                "Only for a problem that no step of the new processes shall answer.", "仅用于目标流程不予解决的症结。"
            ),
        ),
    ),
    derived=(Derived("priority", Text("Priority", "优先级"), priority),),
    sort="-priority",
    offers=tuple(
        {"statement": one.statement, "domain": one.domain, "symptoms": one.symptoms} for one in USUAL_PROBLEMS
    ),
)


def _criterion_goes_together(values: Values) -> Text | None:
    if values.get("essential") and values.get("minimum") is None:
        return Text(
            "An essential criterion needs a minimum below which a candidate is out.",
            "必要项须写明最低分，低于最低分的候选系统将被排除。",
        )
    return None


CRITERIA = Register(
    room="diagnosis",
    word="selection-criteria",
    letters="SC",
    model=SelectionCriterion,
    title=Text("Selection criteria", "选型标准"),
    one=Text("a selection criterion", "选型标准"),
    about=Text(
        "What the candidates are compared by, and how much each counts. Weights are shares of their sum.",
        "以什么比较候选系统，各项占多大比重。权重按占总和的比例计算。",
    ),
    fields=(
        line("title", "Criterion", "标准", required=True),
        number("weight", "Weight", "权重", 0, 1000, required=True),
        yes("essential", "Essential", "必要项"),
        scale(
            "minimum", "Minimum", "最低分", 0, HOW_WELL, kind="number",
            help=Text("Below it in an essential criterion, a candidate is out.", "必要项低于此分的候选系统将被排除。"),
        ),
        prose("looks_at", "What it looks at", "考察内容"),
    ),
    check=_criterion_goes_together,
    offers=tuple(
        {
            "title": one.title, "weight": one.weight, "looks_at": one.looks_at,
            "essential": one.minimum is not None, "minimum": one.minimum,
        }
        for one in SELECTION_CRITERIA
    ),
)  # fmt: skip


def amounts_in(project_id: int) -> Text:
    """In which currency the amounts of the diagnosis are: that of its sheet, once there is one."""
    currency = db.session.scalar(select(DiagnosisSheet.currency).where(DiagnosisSheet.project_id == project_id))
    if not currency:
        return Text(
            "The currency of the amounts is not stated yet: the diagnosis sheet says it.",
            "金额币种尚未注明，请在诊断表中填写。",
        )
    return say("Amounts are in {currency}.", "金额币种：{currency}。", currency=currency)


CANDIDATES = Register(
    room="diagnosis",
    word="candidates",
    letters="CA",
    model=Candidate,
    title=Text("Candidate systems", "候选系统"),
    one=Text("a candidate", "候选系统"),
    about=Text(
        "The systems that may be chosen, with their whole cost over the years looked at.",
        "可能选用的系统，以及考察期内的全部成本。",
    ),
    fields=(
        line("name", "System", "系统", required=True),
        line("vendor", "Vendor", "厂商", length=200),
        choice("kind", "Class", "类别", CLASSES, required=True),
        number(
            "total_cost", "Total cost", "总成本", 0,
            help=Text("In the currency of the diagnosis sheet.", "币种与诊断表一致。"),
        ),
        prose("cost_covers", "What the cost covers", "成本口径"),
        prose("remark", "Remark", "备注"),
    ),
    remark=amounts_in,
)  # fmt: skip

SCORES = Register(
    room="diagnosis",
    word="scores",
    letters="RT",
    model=CandidateScore,
    title=Text("Scores", "评分"),
    one=Text("a score", "评分"),
    about=Text(
        "How each candidate does in each criterion, with what proves it. Several scores of one cell count with their "
        "mean.",
        "每个候选系统在各项标准上的表现及依据。同一单元格有多个评分时取平均值。",
    ),
    fields=(
        line("title", "Candidate · criterion", "候选系统 · 标准", made=True),
        row("candidate", "Candidate", "候选系统", "diagnosis/candidates", required=True, listed=False),
        row("criterion", "Criterion", "标准", "diagnosis/selection-criteria", required=True, listed=False),
        scale("score", "Score", "得分", 0, HOW_WELL, kind="number", required=True),
        prose(
            "evidence", "Evidence", "依据", required=True, listed=True,
            help=Text("What was seen, tried or asked, and where.", "看到、试用或询问到的内容及出处。"),
        ),
        line("judged_by", "Judged by", "评分人", length=200),
    ),
)  # fmt: skip

REGISTERS: tuple[Register, ...] = (PROBLEMS, CRITERIA, CANDIDATES, SCORES)
