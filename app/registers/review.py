"""The registers of the phase: departments, processes with their steps, interviews, resistance, recommendations."""

from __future__ import annotations

from typing import Any

from app.language import say
from app.models.review import AsIsProcess, AsIsStep, Department, Interview, Recommendation, Stakeholder
from app.registers.model import (
    Derived,
    Register,
    choice,
    day,
    line,
    number,
    person,
    prose,
    row,
    rows,
    scale,
    whole,
    yes,
)
from phases.edition import current_edition
from phases.model import Text
from phases.review import DOMAINS, barrier, exposure

CARRIERS = {
    "system": Text("System", "系统"),
    "sheet": Text("Spreadsheet", "电子表格"),
    "paper": Text("Paper", "纸质"),
    "mail": Text("E-mail", "邮件"),
    "talk": Text("By word of mouth", "口头或即时消息"),
}
KINDS = {"interview": Text("Interview", "访谈"), "workshop": Text("Workshop", "研讨会")}
TALKS = {
    "interview": (
        "one on one", "1:1", "individual", "face to face", "面谈", "一对一", "单独访谈", "gespräch", "einzelgespräch",
    ),
}  # fmt: skip
OPEN_CLOSED = {"open": Text("Open", "未关闭"), "closed": Text("Closed", "已关闭")}
WEIGHTS = {"high": Text("High", "高"), "medium": Text("Medium", "中"), "low": Text("Low", "低")}
ANSWERS = {
    "open": Text("Open", "待回复"),
    "agreed": Text("Agreed", "已采纳"),
    "declined": Text("Declined", "不采纳"),
}
ADKAR = {
    "awareness": Text("Awareness", "认知"),
    "desire": Text("Desire", "意愿"),
    "knowledge": Text("Knowledge", "知识"),
    "ability": Text("Ability", "能力"),
    "reinforcement": Text("Reinforcement", "巩固"),
}
HOW_MUCH = (
    Text("not at all", "完全没有"), Text("a little", "较少"), Text("partly", "一般"), Text("mostly", "大部分具备"),
    Text("fully", "充分具备"),
)  # fmt: skip
HOW_STRONG = (
    Text("little", "很小"), Text("some", "较小"), Text("noticeable", "中等"), Text("strong", "较大"),
    Text("decisive", "决定性"),
)  # fmt: skip
FOR_OR_AGAINST = (
    Text("against", "反对"), Text("rather against", "倾向反对"), Text("neutral", "中立"),
    Text("rather for it", "倾向支持"), Text("for it", "支持"),
)  # fmt: skip


def barrier_of(entry: Any) -> str | None:
    """The word of the element that holds a person back; None when none does, or too few are rated to know."""
    # The barrier point belongs to the instrument, so no project changes it.
    least = current_edition().limits["review"]["adkar_barrier"]
    found = barrier({name: getattr(entry, name) for name in ADKAR}, least)
    return say(ADKAR[found]) if found else None


def exposure_of(entry: Any) -> int | None:
    """Influence × opposition of an open entry; None until both are rated, and once it is closed."""
    return None if entry.state == "closed" else exposure(entry.influence, entry.stance)


DEPARTMENTS = Register(
    room="review",
    word="departments",
    letters="DP",
    model=Department,
    title=Text("Departments", "部门"),
    one=Text("a department", "部门"),
    about=Text(
        "Who takes part in the processes. Every department in scope has to be heard before the gate opens.",
        "参与业务流程的部门。关口开放前，须听取范围内每个部门的意见。",
    ),
    fields=(
        line("name", "Department", "部门", required=True, length=120),
        line("head", "Head", "负责人", length=200),
        yes("in_scope", "In scope", "在范围内", presumed=True),
        prose("notes", "Notes", "备注"),
    ),
)

PROCESSES = Register(
    room="review",
    word="processes",
    letters="BP",
    model=AsIsProcess,
    title=Text("Business processes", "业务流程"),
    one=Text("a business process", "业务流程"),
    about=Text(
        "The processes as they really run, each with the one who owns it and confirms that it is told truly.",
        "实际运行的业务流程，每个流程都有责任人，并由其确认描述属实。",
    ),
    fields=(
        line("name", "Process", "流程", required=True),
        choice("domain", "Domain", "领域", DOMAINS, required=True),
        line("owner", "Owner", "流程责任人", length=200),
        yes("in_scope", "In scope", "在范围内", presumed=True),
        yes(
            "complete",
            "Steps complete",
            "步骤已梳理完整",
            help=Text("Every step from trigger to result is entered.", "从触发到结果的每个步骤均已录入。"),
        ),
        day("confirmed_on", "Confirmed by the owner on", "责任人确认日期"),
        prose("notes", "Notes", "备注"),
    ),
)

STEPS = Register(
    room="review",
    word="steps",
    letters="AS",
    model=AsIsStep,
    title=Text("As-is steps", "现状步骤"),
    one=Text("an as-is step", "现状步骤"),
    about=Text(
        "Who does what, with which system or paper, how long it takes and waits, and to whom it is handed on. Key "
        "control points are marked; problems hang on the steps where they arise.",
        "谁、用什么系统或单据、做什么、耗时和等待多久、交给谁。标出关键控制点，并把症结挂到产生它的步骤上。",
    ),
    fields=(
        line("name", "Step", "步骤", required=True),
        row("flow", "Process", "流程", "review/processes", required=True, carried=True),
        whole("place", "Order", "顺序", 1, 999),
        line("role", "Role", "岗位", length=120),
        row("department", "Department", "部门", "review/departments"),
        choice("carrier", "By means of", "载体", CARRIERS),
        line("system", "Name of system or paper", "系统或单据名称", length=120, listed=False),
        number(
            "minutes_work",
            "Minutes of work",
            "作业分钟数",
            0,
            1_000_000,
            unit="min",
            also=(
                "Duration",
                "Work time",
                "Working time",
                "Time",
                "Effort",
                "Time spent",
                "耗时",
                "作业时间",
                "用时",
                "时长",
                "工时",
                "Dauer",
                "Bearbeitungszeit",
            ),
        ),
        number(
            "minutes_waiting",
            "Minutes of waiting",
            "等待分钟数",
            0,
            1_000_000,
            unit="min",
            also=("Waiting time", "Wait", "Waiting", "Idle time", "等待时间", "等待", "等候时间", "Wartezeit"),
        ),
        yes("hand_off", "Handed on", "需交接"),
        line(
            "hand_off_to",
            "Handed on to",
            "交接给",
            length=200,
            help=Text(
                "The role or person who takes it over. A hand-off without one counts as passing the buck.",
                "接手的岗位或人员。没有明确接收人的交接计入推诿指数。",
            ),
        ),
        yes("control_point", "Key control point", "关键控制点"),
        line("controls", "What is controlled", "控制内容", listed=False),
        rows("problems", "Problems that arise here", "此处产生的症结", "diagnosis/problems"),
    ),
    sort="flow",
)

INTERVIEWS = Register(
    room="review",
    word="interviews",
    letters="IV",
    model=Interview,
    title=Text("Interviews and workshops", "访谈与研讨会"),
    one=Text("an interview", "访谈"),
    about=Text(
        "Who was heard, for which departments. One whose day is still to come is planned and hears nobody yet.",
        "访谈了谁、代表哪些部门。日期在未来的为计划，不计入已听取。",
    ),
    fields=(
        line("who", "Who", "访谈对象", required=True),
        rows("departments", "Departments heard", "听取的部门", "review/departments", listed=True),
        choice("kind", "Kind", "形式", KINDS, required=True, words=TALKS),
        day("held_on", "Day", "日期"),
        prose("notes", "Notes", "记录"),
    ),
)

STAKEHOLDERS = Register(
    room="review",
    word="stakeholders",
    letters="S",
    model=Stakeholder,
    title=Text("Resistance register", "阻力清单"),
    one=Text("a stakeholder", "干系人"),
    about=Text(
        "Whom the change meets, how much they can stop, where they stand and what would win them. People of the client "
        "never see it.",
        "变革涉及的人、其影响力、立场，以及如何争取。客户方人员看不到本清单。",
    ),
    private=True,
    fields=(
        line("name", "Stakeholder", "干系人", required=True, length=200),
        line("position", "Position", "职务", length=200),
        row("department", "Department", "部门", "review/departments"),
        scale("influence", "Influence", "影响力", 1, HOW_STRONG),
        scale("stance", "Stance", "立场", -2, FOR_OR_AGAINST),
        prose("reason", "Reason", "原因"),
        *(scale(name, label.en, label.zh, 1, HOW_MUCH, listed=False) for name, label in ADKAR.items()),
        prose("plan", "Plan", "应对计划"),
        person("owner", "Owner of the plan", "计划负责人"),
        choice("state", "State", "状态", OPEN_CLOSED, required=True),
    ),
    derived=(
        Derived("barrier", Text("ADKAR barrier", "ADKAR 障碍"), barrier_of),
        Derived("exposure", Text("Exposure", "阻力值"), exposure_of),
    ),
)

RECOMMENDATIONS = Register(
    room="review",
    word="recommendations",
    letters="RC",
    model=Recommendation,
    title=Text("Recommendations", "建议"),
    one=Text("a recommendation", "建议"),
    about=Text(
        "What we advise as a third party, on which problems it rests, and what the client made of it.",
        "我们以第三方视角提出的建议、其依据的症结，以及客户的答复。",
    ),
    fields=(
        line("title", "Recommendation", "建议", required=True),
        prose("text", "In detail", "说明"),
        choice("weight", "Weight", "重要程度", WEIGHTS),
        line("addressee", "Addressed to", "建议对象", length=200),
        choice("state", "State", "状态", ANSWERS, required=True),
        prose("answer", "Answer of the client", "客户答复"),
        rows("problems", "Rests on the problems", "依据的症结", "diagnosis/problems"),
    ),
)

REGISTERS: tuple[Register, ...] = (DEPARTMENTS, PROCESSES, STEPS, INTERVIEWS, STAKEHOLDERS, RECOMMENDATIONS)
