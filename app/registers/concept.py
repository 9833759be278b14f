"""The registers of the phase: team, meetings, concept training, the sponsor's acts, the agreed glossary."""

from __future__ import annotations

from app.models.concept import (
    AgreedTerm,
    ConceptAttendance,
    ConceptSession,
    Duty,
    LeadershipAct,
    Meeting,
    SelfCheck,
    TeamPerson,
)
from app.registers.model import (
    Personal,
    Register,
    Values,
    choice,
    day,
    line,
    number,
    person,
    prose,
    row,
    rows,
    yes,
)
from phases.concept.words import LEVELS, MEETINGS, RATINGS, SIDES, TEAM_ROLES
from phases.model import Text
from phases.starting_points import ACTS, DUTIES, TERMS, VIEWPOINTS

TEAM_PATH = "concept/team"
ENDS_FIRST = Text("The last day lies before the first.", "结束日期早于开始日期。")


def _days_in_order(values: Values) -> Text | None:
    starts, ends = values.get("starts"), values.get("ends")
    return ENDS_FIRST if starts and ends and ends < starts else None


TEAM = Register(
    room="concept",
    word="team",
    letters="T",
    model=TeamPerson,
    title=Text("Team", "项目团队"),
    one=Text("a person of the team", "团队成员"),
    about=Text(
        "Who takes part, from which side, in which role, with how much time; and who is named for concept training. "
        "Enter everybody, whether they sign in here or not: who may sign in stands under “Team” beside the RAID log.",
        "哪些人参加项目、来自哪一方、担任什么角色、投入多少时间，以及谁需要参加理念培训。无论是否登录本系统，都在此登记；"
        "可登录的人员见页面上方的“团队”。",
    ),
    fields=(
        line("name", "Name", "姓名", required=True, length=120),
        choice("side", "Side", "所属方", SIDES, required=True),
        choice("role", "Role", "角色", TEAM_ROLES, required=True),
        choice("level", "Level", "层级", LEVELS),
        line("department", "Department", "部门", length=120),
        yes("it", "From IT", "IT 人员", listed=False),
        yes(
            "to_train", "To be trained", "需参加理念培训",
            help=Text("All managers and key users are.", "所有管理者和关键用户都应参加。"),
        ),
        yes("in_raci", "Stands in the RACI matrix", "列入 RACI 矩阵", listed=False),
        number(
            "days", "Days a week", "每周投入天数", 0, 7, unit="week",
            behind=("天", "日", "d", "day", "days", "tag", "tage"),
            also=("投入天数", "每周投入(天)", "每周投入天数(天)", "Days per week"),
        ),
        day("starts", "From", "开始", listed=False),
        day("ends", "To", "结束", listed=False),
        person("account", "Account", "系统账号", listed=False),
    ),
    check=_days_in_order,
)  # fmt: skip

DUTIES_REGISTER = Register(
    room="concept",
    word="duties",
    letters="D",
    model=Duty,
    title=Text("Duties", "职责"),
    one=Text("a duty", "职责"),
    about=Text(
        "Each activity with exactly one person who answers for it, those who do it, are asked, are told: the rows of "
        "the RACI matrix.",
        "每项工作只有一名最终负责人，并写明由谁执行、征询谁、知会谁，构成 RACI 矩阵的各行。",
    ),
    fields=(
        line("activity", "Activity", "工作", required=True),
        row("accountable", "Accountable (A)", "最终负责（A）", TEAM_PATH, required=True),
        rows("responsible", "Responsible (R)", "执行（R）", TEAM_PATH, part="r", required=True, listed=True),
        rows("consulted", "Consulted (C)", "征询（C）", TEAM_PATH, part="c"),
        rows("informed", "Informed (I)", "知会（I）", TEAM_PATH, part="i"),
    ),
)

MEETINGS_REGISTER = Register(
    room="concept",
    word="meetings",
    letters="M",
    model=Meeting,
    title=Text("Meetings", "会议"),
    one=Text("a meeting", "会议"),
    about=Text(
        "Kick-off, mobilisation and steering meetings: when, who came, and what was said.",
        "启动会、动员会和指导委员会会议：何时召开、谁出席、会议内容。",
    ),
    fields=(
        line("title", "Meeting", "会议", required=True),
        choice("kind", "Kind", "类型", MEETINGS, required=True),
        day("held_on", "Date", "日期", required=True),
        rows("attendees", "Attendees", "出席人员", TEAM_PATH),
        yes("sponsor_present", "The sponsor was present", "项目发起人出席"),
        prose("minutes", "Minutes", "纪要"),
    ),
)

SESSIONS = Register(
    room="concept",
    word="sessions",
    letters="CS",
    model=ConceptSession,
    title=Text("Concept training", "理念培训"),
    one=Text("a session of concept training", "理念培训场次"),
    about=Text(
        "The sessions in which managers and key users learn what “the customer at the centre” means here.",
        "让管理者和关键用户理解“以客户为中心”在本企业意味着什么的培训场次。",
    ),
    fields=(
        line("title", "Session", "场次", required=True),
        day("held_on", "Date", "日期", required=True),
        line("trainer", "Trainer", "讲师", length=200),
        number("hours", "Hours", "时长（小时）", 0, 100, unit="h", also=("Duration", "Length", "课时")),
        prose("topics", "Topics", "内容"),
    ),
)

ATTENDANCE = Register(
    room="concept",
    word="attendance",
    letters="AT",
    model=ConceptAttendance,
    title=Text("Attendance and tests", "出勤与测试"),
    one=Text("an attendance", "出勤记录"),
    about=Text(
        "Who attended which session, with the test before and after it. An empty test was not taken; it is not zero.",
        "谁参加了哪一场培训，以及训前、训后测试成绩。未填表示未参加测试，不等于零分。",
    ),
    fields=(
        line("title", "Person · session", "人员 · 场次", made=True),
        row("person", "Person", "人员", TEAM_PATH, required=True, listed=False),
        row("session", "Session", "场次", "concept/sessions", required=True, listed=False),
        number("pre_test", "Test before (0–100)", "训前测试（0–100）", 0, 100),
        number("post_test", "Test after (0–100)", "训后测试（0–100）", 0, 100),
    ),
    personal=Personal("session", means=("pre_test", "post_test")),
)

LEADERSHIP = Register(
    room="concept",
    word="acts",
    letters="L",
    model=LeadershipAct,
    title=Text("The sponsor's acts of leadership", "项目发起人的领导行动"),
    one=Text("an act of leadership", "领导行动"),
    about=Text(
        "What the sponsor did as a leader. Approving the money is not one of them.",
        "项目发起人作为领导者采取的行动。批准预算不在其列。",
    ),
    fields=(
        line("act", "What was done", "行动内容", required=True),
        choice("kind", "Kind", "类型", ACTS, required=True),
        day("done_on", "Date", "日期", required=True),
        prose("evidence", "Evidence", "依据"),
    ),
)

GLOSSARY = Register(
    room="concept",
    word="glossary",
    letters="G",
    model=AgreedTerm,
    title=Text("Agreed glossary", "约定术语"),
    one=Text("a term", "术语"),
    about=Text(
        "Words whose vagueness kills projects, in this project's own wording, and who accepted it.",
        "含混不清就会拖垮项目的词语：写明本项目自己的说法，以及由谁认可。",
    ),
    fields=(
        line("term", "Term", "术语", required=True, length=120),
        prose("wording", "Own wording", "本项目的说法", required=True, listed=True),
        row("accepted_by", "Accepted by", "认可人", TEAM_PATH),
        day("accepted_on", "Accepted on", "认可日期"),
    ),
    offers=tuple({"term": term, "wording": wording} for term, wording in TERMS),
)

SELF_CHECK = Register(
    room="concept",
    word="self-check",
    letters="V",
    model=SelfCheck,
    title=Text("Self-check", "自查"),
    one=Text("a rating of the self-check", "自查评分"),
    about=Text(
        "How the company sees itself on the five viewpoints and the five customer-centric duties. Don't know is an "
        "answer of its own and never zero.",
        "企业对照五个观点和五项以客户为中心的职责自评。“不清楚”是单独的答案，绝不算零分。",
    ),
    fields=(
        line("observation", "What is seen", "观察到的情况", required=True),
        choice("topic", "Viewpoint or duty", "观点或职责", {**VIEWPOINTS, **DUTIES}, required=True),
        choice("rating", "Rating", "评分", RATINGS, required=True),
        prose("evidence", "Evidence", "依据"),
        row("rated_by", "Rated by", "评分人", TEAM_PATH),
        day("rated_on", "Rated on", "评分日期"),
    ),
)

REGISTERS: tuple[Register, ...] = (
    TEAM, DUTIES_REGISTER, MEETINGS_REGISTER, SESSIONS, ATTENDANCE, LEADERSHIP, GLOSSARY, SELF_CHECK,
)  # fmt: skip
