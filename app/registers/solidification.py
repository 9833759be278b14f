"""The registers of the phase: processes as they shall be, their steps and figures, functions, strategic decisions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.models.solidification import ProcessFigure, StrategicDecision, TargetFunction, TargetProcess, TargetStep
from app.registers.model import Register, choice, line, number, person, prose, row, rows, whole, yes
from phases.functions import AREAS, USUAL
from phases.model import Text
from phases.solidification import CHANGES, FITS


def check_step(values: Mapping[str, Any]) -> Text | None:
    """A dropped step does nothing in the system, and a new one replaces nothing."""
    if values.get("change") == "new" and values.get("replaces"):
        return Text(
            "A new step replaces no as-is step; choose “change” or take the as-is steps out.",
            "新增步骤不替代任何现状步骤；请改选“变更”，或去掉所替代的现状步骤。",
        )
    if values.get("change") == "drop" and not values.get("replaces"):
        return Text(
            "Say which as-is step is dropped (as-is steps replaced).", "请说明取消的是哪个现状步骤（替代的现状步骤）。"
        )
    return None


PROCESSES = Register(
    room="solidification",
    word="processes",
    letters="TP",
    model=TargetProcess,
    title=Text("To-be processes", "目标流程"),
    one=Text("a to-be process", "目标流程"),
    about=Text(
        "The processes as they shall be, each with its owner on the client's side, who approves every version of it.",
        "固化后的流程，每个流程都有客户方责任人，并由其逐版批准。",
    ),
    fields=(
        line("name", "Process", "流程", required=True),
        row("as_is", "Based on the as-is process", "对应的现状流程", "review/processes"),
        person("owner", "Owner, who approves it", "流程责任人（批准人）"),
        prose("purpose", "What it is for", "流程目的"),
    ),
)

STEPS = Register(
    room="solidification",
    word="steps",
    letters="TS",
    model=TargetStep,
    title=Text("To-be steps", "目标步骤"),
    one=Text("a to-be step", "目标步骤"),
    about=Text(
        "Step by step: what starts it, what goes in and comes out, to which standard and how fast, what the system "
        "does, and which problem it answers. Dropped steps are entered too, so that nothing is lost unseen.",
        "逐步说明：触发、输入、输出、标准、时限、系统承担的工作，以及解决的症结。取消的步骤也要录入，避免不知不觉丢失。",
    ),
    check=check_step,
    fields=(
        line("name", "Step", "步骤", required=True),
        row("flow", "Process", "流程", "solidification/processes", required=True, carried=True),
        whole("place", "Order", "顺序", 1, 999),
        choice("change", "Against the as-is", "与现状相比", CHANGES, required=True),
        line("role", "Role", "岗位", length=120),
        row("department", "Department", "部门", "review/departments"),
        line("trigger", "Trigger", "触发条件", listed=False),
        line("input", "Input", "输入", listed=False),
        line("output", "Output", "输出", listed=False),
        prose("standard", "Standard", "作业标准"),
        number(
            "hours",
            "Service level, hours",
            "时限（小时）",
            0,
            100_000,
            unit="h",
            also=("Service-level time", "SLA", "Time limit", "Due within", "时效", "服务时限", "办理时限"),
        ),
        yes("hand_off", "Handed on", "需交接", listed=False),
        line("hand_off_to", "Handed on to", "交接给", length=200),
        row("function", "System function", "系统功能", "solidification/functions", listed=False),
        choice("fit", "Fit", "匹配方式", FITS),
        yes("control_point", "Key control point", "关键控制点"),
        prose(
            "control_dropped",
            "Why a control point is given up",
            "放弃控制点的理由",
            help=Text(
                "Only where an as-is step that was a key control point is dropped or no longer controls.",
                "仅用于现状步骤是关键控制点、而现在被取消或不再控制的情况。",
            ),
        ),
        rows("replaces", "As-is steps replaced", "替代的现状步骤", "review/steps"),
        rows("problems", "Problems answered", "解决的症结", "diagnosis/problems"),
    ),
    sort="flow",
)

FIGURES = Register(
    room="solidification",
    word="figures",
    letters="KPI",
    model=ProcessFigure,
    title=Text("Process KPIs", "流程指标"),
    one=Text("a process KPI", "流程指标"),
    about=Text(
        "By which figures each process is run: how they are computed, where they stand and where they shall be.",
        "用哪些指标管理每个流程：计算方法、现值和目标值。",
    ),
    fields=(
        line("name", "KPI", "指标", required=True),
        row("flow", "Process", "流程", "solidification/processes", required=True, carried=True),
        line("formula", "How it is computed", "计算方法"),
        line("unit", "Unit", "单位", length=40),
        number("present", "Present value", "现值"),
        number("aim", "Aim", "目标值"),
        line("source", "Source", "数据来源", length=200, listed=False),
    ),
)

FUNCTIONS = Register(
    room="solidification",
    word="functions",
    letters="FN",
    model=TargetFunction,
    title=Text("Functions and their fit", "功能匹配清单"),
    one=Text("a function", "功能"),
    about=Text(
        "Which functions are needed, whether the system has them, and which problem each one answers. A function that "
        "answers none is bought for its own sake.",
        "需要哪些功能、系统是否具备、各自解决什么症结。不解决任何症结的功能就是为功能而功能。",
    ),
    fields=(
        line("name", "Function", "功能", required=True),
        choice("area", "Area", "领域", AREAS),
        yes("needed", "Needed", "需要"),
        choice("fit", "Fit", "匹配方式", FITS),
        prose("customisation", "Customisation", "二次开发内容"),
        rows("problems", "Problems answered", "解决的症结", "diagnosis/problems"),
    ),
    offers=tuple({"name": name, "area": area} for area, name in USUAL),
)

STRATEGY = Register(
    room="solidification",
    word="strategy",
    letters="SD",
    model=StrategicDecision,
    title=Text("Strategic decisions", "战略决策"),
    one=Text("a strategic decision", "战略决策"),
    about=Text(
        "What the leaders decided, and which steps carry it. A decision without a step excites and does not land.",
        "领导层的决策，以及由哪些步骤承接。没有步骤承接的决策只是激动人心，落不了地。",
    ),
    fields=(
        line("decision", "Decision", "决策", required=True),
        line("decided_by", "Decided by", "决策人", length=200),
        prose("reason", "Reason", "理由"),
        rows("steps", "Steps that carry it", "承接的步骤", "solidification/steps", listed=True),
    ),
)

REGISTERS: tuple[Register, ...] = (PROCESSES, STEPS, FIGURES, FUNCTIONS, STRATEGY)
