"""The RAID log as a register: its own pages list and edit it, its spreadsheets go through the common door."""

from __future__ import annotations

from app.models import RaidEntry
from app.registers.model import Register, choice, day, line, person, prose
from phases.model import Text
from phases.order import TITLES

KINDS = {
    "risk": Text("Risk", "风险"),
    "assumption": Text("Assumption", "假设"),
    "issue": Text("Issue", "问题"),
    "decision": Text("Decision", "决策"),
}
CALLED = {
    "risk": ("risiko",), "assumption": ("annahme", "假定"), "issue": ("problem", "事件"),
    "decision": ("entscheidung", "决定"),
}  # fmt: skip
SEVERITIES = {
    "critical": Text("Critical", "严重"),
    "high": Text("High", "高"),
    "medium": Text("Medium", "中"),
    "low": Text("Low", "低"),
}

REGISTERS: tuple[Register, ...] = (
    Register(
        room="raid",
        word="log",
        letters="R",
        model=RaidEntry,
        title=Text("RAID log", "RAID 台账"),
        one=Text("an entry", "条目"),
        about=Text(
            "Risks, assumptions, issues and decisions, each with an owner and a date.",
            "风险、假设、问题与决策，各有负责人和日期。",
        ),
        fields=(
            line("title", "What it is, in a sentence", "用一句话说明事项", required=True),
            choice("kind", "Kind", "类别", KINDS, required=True, words=CALLED),
            choice("severity", "Severity", "严重程度", SEVERITIES, required=True),
            person("owner", "Owner", "负责人"),
            day("due", "Due", "截止日期"),
            choice("phase", "Phase", "阶段", TITLES),
            prose("text", "Description", "描述"),
            prose("response", "Response", "应对"),
        ),
    ),
)
