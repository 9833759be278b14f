"""The registers of the phase: cutover and its log, rehearsals, roster, go/no-go, hypercare, old systems."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import Join
from app.models.golive import (
    CutoverTask,
    GoNoGoMeeting,
    HypercareDay,
    HypercareIssue,
    OldSystem,
    Rehearsal,
    SupportShift,
    SwitchEntry,
)
from app.registers.model import (
    Register,
    Values,
    choice,
    day,
    line,
    moment,
    number,
    person,
    prose,
    rows,
    whole,
    yes,
)
from app.registers.sheets.switch_times import DURATION, understanding
from phases.cutover import circle
from phases.model import Text, say

TASKS_PATH = "golive/tasks"
JOIN: Any = Join.__table__.c
SEVERITIES = {
    "critical": Text("Critical", "严重"),
    "high": Text("High", "高"),
    "medium": Text("Medium", "中"),
    "low": Text("Low", "低"),
}
DECISIONS = {
    "go": Text("Go", "上线"),
    "conditions": Text("Go with conditions", "有条件上线"),
    "no-go": Text("No-go", "暂不上线"),
}
RESULTS = {
    "passed": Text("Passed", "成功"),
    "findings": Text("Passed with findings", "成功，但有待改进"),
    "failed": Text("Failed", "失败"),
}


def check_task(values: Values) -> Text | None:
    """Times that run backwards; a task that waits for itself, or for one that waits for it."""
    for start, end in (("planned_start", "planned_end"), ("started", "finished")):
        if values.get(start) and values.get(end) and values[end] < values[start]:
            return Text("The end lies before the start.", "结束时间早于开始时间。")
    if values.get("finished") and not values.get("started"):
        return Text("A task that is finished has a start too.", "已完成的任务须填写开始时间。")
    id = values.get("id")
    if id is None or "depends" not in values:
        return None
    if id in values["depends"]:
        return Text("A task cannot wait for itself.", "任务不能以自身为前置任务。")
    waits = {id: ()} | _waits(values["project_id"]) | {id: tuple(values["depends"])}
    return _circle_sentence(values["project_id"], waits)


def no_circle(project_id: int) -> Text | None:
    """A sentence when some tasks of the project wait for each other in a circle."""
    return _circle_sentence(project_id, _waits(project_id))


def _waits(project_id: int) -> dict[int, tuple[int, ...]]:
    pairs = db.session.execute(
        select(JOIN.from_id, JOIN.to_id).where(
            JOIN.project_id == project_id, JOIN.from_kind == TASKS_PATH, JOIN.to_kind == TASKS_PATH
        )
    )
    found: dict[int, tuple[int, ...]] = {}
    for task, before in pairs:
        found[task] = (*found.get(task, ()), before)
    return found


def _circle_sentence(project_id: int, waits: dict[int, tuple[int, ...]]) -> Text | None:
    found = circle(waits)
    if not found:
        return None
    table: Any = CutoverTask.__table__
    rows_ = db.session.execute(select(table.c.id, table.c.number).where(table.c.id.in_(found)))
    numbers = {id: number for id, number in rows_}  # noqa: C416
    way = " → ".join(f"CT-{numbers.get(id, '?')}" for id in found)
    return say(
        "These tasks wait for each other in a circle: {way}. Take one of the dependencies away.",
        "以下任务互为前置，形成循环：{way}。请去掉其中一项依赖。",
        way=way,
    )


PLANNED_DURATION = number(
    DURATION, "Duration", "时长", unit="min",
    also=("Planned duration", "Time needed", "Dauer", "耗时", "用时", "计划时长"),
    help=Text(
        "As 2h 30min; becomes the planned end. Start and end may be days of the week, as Fri 16:00, told by the "
        "go-live or by tasks that are planned already.",
        "如 2小时30分钟，据此得出计划结束时间。开始和结束可写星期几，如“周五 16:00”，"
        "按上线日期或已排定的任务推定日期。",
    ),
)  # fmt: skip

TASKS = Register(
    room="golive",
    word="tasks",
    letters="CT",
    model=CutoverTask,
    title=Text("Cutover plan", "切换计划"),
    one=Text("a task", "切换任务"),
    about=Text(
        "The switch, task by task: who, from when to when, after which other tasks, and how it is taken back. The live "
        "run shows it in the order in which it has to happen.",
        "逐项列出切换任务：由谁负责、何时开始和结束、以哪些任务为前提、如何回退。“切换现场”页面按执行顺序展示。",
    ),
    fields=(
        line("title", "Task", "任务", required=True),
        person("owner", "Owner", "负责人"),
        moment("planned_start", "Planned start", "计划开始", printed=False),
        moment("planned_end", "Planned end", "计划结束"),
        moment("started", "Actual start", "实际开始"),
        moment("finished", "Actual end", "实际结束"),
        rows("depends", "Depends on", "前置任务", TASKS_PATH, acyclic=True),
        yes("no_return", "Point of no return", "不可回退点"),
        yes("rollback_needed", "Rollback needed", "需要回退方案", listed=False),
        prose("rollback", "Rollback step", "回退步骤"),
    ),
    check=check_task,
    rule=no_circle,
    told_as=(PLANNED_DURATION,),
    understands=understanding,
    sort="planned_start",
)

REHEARSALS = Register(
    room="golive",
    word="rehearsals",
    letters="RH",
    model=Rehearsal,
    title=Text("Rehearsals", "切换演练"),
    one=Text("a rehearsal", "演练"),
    about=Text(
        "The switch is rehearsed with real data before it happens; how long it took is compared with the time that "
        "there will be.",
        "正式切换前用真实数据进行演练，并将实际耗时与可用时间窗口进行比较。",
    ),
    fields=(
        line("title", "Rehearsal", "演练", required=True),
        day("held_on", "Day", "日期"),
        whole("window_minutes", "Window (minutes)", "时间窗口（分钟）", 1, 100_000, unit="min"),
        whole(
            "duration_minutes",
            "Took (minutes)",
            "实际耗时（分钟）",
            0,
            100_000,
            unit="min",
            also=("Duration", "耗时", "时长"),
        ),
        choice("result", "Result", "结果", RESULTS),
        prose("findings", "Findings", "发现的问题"),
    ),
)

ROSTER = Register(
    room="golive",
    word="roster",
    letters="SR",
    model=SupportShift,
    title=Text("Support roster", "支持值班表"),
    one=Text("a shift", "值班安排"),
    about=Text(
        "Who helps the users after the switch, from when to when, and how they are reached.",
        "切换后由谁支持用户、值班起止时间以及联系方式。",
    ),
    fields=(
        line("name", "Who", "值班人", required=True, length=200),
        line("task", "Support for", "支持内容"),
        day("from_day", "From", "开始"),
        day("to_day", "To", "结束"),
        line("contact", "Contact", "联系方式", length=200, printed=False),
    ),
)

MEETINGS = Register(
    room="golive",
    word="meetings",
    letters="GM",
    model=GoNoGoMeeting,
    title=Text("Go/no-go meetings", "上线决策会议"),
    one=Text("a meeting", "会议"),
    about=Text(
        "Who met when, what was decided about the switch, and on which conditions.",
        "何时、由谁参加、就切换作出何种决定以及附带条件。",
    ),
    fields=(
        line("title", "Meeting", "会议", required=True),
        day("held_on", "Day", "日期"),
        choice("decision", "Decision", "决定", DECISIONS),
        prose("attendees", "Attendees", "参会人员", listed=True),
        prose("conditions", "Conditions", "附带条件"),
    ),
)

LOG = Register(
    room="golive",
    word="log",
    letters="SL",
    model=SwitchEntry,
    title=Text("Switch log", "切换日志"),
    one=Text("an entry", "日志"),
    about=Text(
        "What happened during the switch, minute by minute. Starting and finishing a task in the live run is entered "
        "by itself.",
        "逐分钟记录切换过程。在“切换现场”中开始或完成任务时，系统会自动写入日志。",
    ),
    fields=(
        line("entry", "Entry", "内容", required=True, length=500),
        moment("at", "Time", "时间"),
        line("said_by", "By", "记录人", length=200),
    ),
    sort="-at",
)

ISSUES = Register(
    room="golive",
    word="issues",
    letters="HI",
    model=HypercareIssue,
    title=Text("Hypercare issues", "护航期问题"),
    one=Text("an issue", "问题"),
    about=Text(
        "What users ran into after the switch. An open critical one keeps the phase from closing.",
        "切换后用户遇到的问题。未解决的严重问题将使本阶段无法关闭。",
    ),
    fields=(
        line("title", "Issue", "问题", required=True),
        choice("severity", "Severity", "严重程度", SEVERITIES, required=True),
        day("opened_on", "Opened", "提出日期", required=True),
        day("resolved_on", "Resolved", "解决日期"),
        prose("note", "Cause and solution", "原因与解决办法"),
    ),
    check=lambda values: (
        Text("An issue is not resolved before it is opened.", "解决日期不得早于提出日期。")
        if values.get("resolved_on") and values.get("opened_on") and values["resolved_on"] < values["opened_on"]
        else None
    ),
    sort="-opened_on",
)

DAYS = Register(
    room="golive",
    word="days",
    letters="HD",
    model=HypercareDay,
    title=Text("Hypercare day by day", "护航期日报"),
    one=Text("a day", "日报"),
    about=Text(
        "One line a day after the switch: new issues and how many of the users worked in the system.",
        "切换后每天一行：新增问题数，以及使用系统的用户数。",
    ),
    fields=(
        day("day", "Day", "日期", required=True),
        whole("issues", "Issues opened", "新增问题数", 0, 100_000),
        whole("active", "Users active", "活跃用户数", 0, 1_000_000),
        whole("users", "Users with access", "有权限的用户数", 1, 1_000_000),
        prose("remark", "Remark", "备注", listed=True),
    ),
    check=lambda values: (
        Text("There are more active users than users with access.", "活跃用户数多于有权限的用户数。")
        if values.get("users") and (values.get("active") or 0) > values["users"]
        else None
    ),
    sort="day",
)

OLD = Register(
    room="golive",
    word="old-systems",
    letters="OS",
    model=OldSystem,
    title=Text("Old systems", "旧系统"),
    one=Text("an old system", "旧系统"),
    about=Text(
        "What the new system replaces, spreadsheets and paper included: from when it is read-only, where its data are "
        "kept, and whether people still work with it.",
        "被新系统取代的系统，包括表格和纸质台账：何时转为只读、数据保存在哪里、是否仍在使用。",
    ),
    fields=(
        line("name", "Old system", "旧系统", required=True, length=200),
        day("read_only_from", "Read-only from", "只读起始日期"),
        line("export_kept", "Where the export is kept", "导出数据保存位置"),
        yes("in_use", "Still in use", "仍在使用"),
    ),
)

REGISTERS: tuple[Register, ...] = (
    TASKS, REHEARSALS, ROSTER, MEETINGS, LOG, ISSUES, DAYS, OLD,
)  # fmt: skip
