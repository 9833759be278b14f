"""The registers before the phases: problems, candidate systems and how they score."""

from __future__ import annotations

from typing import Any

from app.models.diagnosis import Problem
from app.registers.model import Derived, Register, choice, line, number, prose, whole
from phases.model import Text

DOMAINS = {
    "marketing": Text("Marketing", "市场"),
    "sales": Text("Sales", "销售"),
    "service": Text("Service", "服务"),
    "management": Text("Management", "管理"),
    "data": Text("Data", "数据"),
}


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
        whole("frequency", "Frequency", "频率", 1, 5, help=Text("1 rarely, 5 every day", "1 为偶尔，5 为每天")),
        whole("severity", "Severity", "严重程度", 1, 5, help=Text("1 a nuisance, 5 a loss", "1 为不便，5 为造成损失")),
        line("said_by", "Who says so", "提出人", length=200),
        prose("symptoms", "Symptoms", "表现"),
        prose("root_cause", "Root cause", "根本原因", listed=False),
        number("cost", "Cost a year", "每年损失", 0, listed=False),
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
)

REGISTERS: tuple[Register, ...] = (PROBLEMS,)
