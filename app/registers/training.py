"""The registers of the phase: roles, curriculum, trainers, sessions, learners, attendance, certificates."""

from __future__ import annotations

from typing import Any

from app.models.training import (
    Certification,
    Enrolment,
    Learner,
    Trainer,
    TrainingModule,
    TrainingRole,
    TrainingSession,
)
from app.registers.model import (
    Derived,
    Personal,
    Register,
    choice,
    day,
    line,
    number,
    prose,
    row,
    rows,
    yes,
)
from phases.model import Text
from phases.training import gain

RESULTS = {"passed": Text("Passed", "合格"), "failed": Text("Failed", "不合格")}


def gain_of(row: Any) -> float | None:
    """The normalised gain of one learner in one session, two decimals."""
    found = gain(row.pre_test, row.post_test)
    return None if found is None else round(found, 2)


ROLES = Register(
    room="training",
    word="roles",
    letters="TR",
    model=TrainingRole,
    title=Text("Roles to be trained", "培训角色"),
    one=Text("a role", "角色"),
    about=Text(
        "The parts that people play in the system, each with the norm of its practical test. People are certified for "
        "a role, and each role counts by itself.",
        "员工在系统中承担的角色，以及各角色的实操考核标准。员工按角色认证，每个角色单独计算覆盖率。",
    ),
    fields=(
        line("name", "Role", "角色", required=True, length=120),
        prose("norm", "Norm: what somebody in this role can do alone", "标准：该角色须能独立完成的工作"),
    ),
)

MODULES = Register(
    room="training",
    word="modules",
    letters="TM",
    model=TrainingModule,
    title=Text("Curriculum", "课程模块"),
    one=Text("a module", "课程模块"),
    about=Text(
        "What is taught: each module teaches to-be steps to roles. A to-be step that no module teaches is a gap, one "
        "that is a key control point keeps the gate shut.",
        "教什么：每个模块面向角色讲授若干目标步骤。没有任何模块讲授的目标步骤即为缺口，若为关键控制点则关口不予通过。",
    ),
    fields=(
        line("title", "Module", "课程模块", required=True),
        number("hours", "Hours", "课时", 0, 1000, unit="h", also=("Duration", "Length", "时长", "学时")),
        rows("roles", "Taught to", "面向角色", "training/roles", listed=True),
        rows("steps", "To-be steps taught", "讲授的目标步骤", "solidification/steps"),
        prose("materials", "Materials", "教材", listed=True),
    ),
)

TRAINERS = Register(
    room="training",
    word="trainers",
    letters="TN",
    model=Trainer,
    title=Text("Trainers", "讲师"),
    one=Text("a trainer", "讲师"),
    about=Text(
        "Who teaches, with which certificate, and until when it is valid.", "由谁授课、持有何种证书、证书有效期至何时。"
    ),
    fields=(
        line("name", "Name", "姓名", required=True, length=200),
        line("certificate", "Certificate", "证书", length=200),
        day(
            "expires_on",
            "Valid until",
            "有效期至",
            help=Text("Empty: the certificate does not expire.", "留空表示证书长期有效。"),
        ),
    ),
)

SESSIONS = Register(
    room="training",
    word="sessions",
    letters="SE",
    model=TrainingSession,
    title=Text("Sessions", "培训场次"),
    one=Text("a session", "培训场次"),
    about=Text(
        "When which module is taught, where and by whom. A session counts as held from its day on.",
        "何时、何地、由谁讲授哪个模块。自培训当日起视为已举行。",
    ),
    fields=(
        line("title", "Session", "场次", required=True),
        row("module", "Module", "课程模块", "training/modules"),
        row("trainer", "Trainer", "讲师", "training/trainers"),
        day("held_on", "Day", "日期"),
        line("place", "Place", "地点", length=200),
    ),
    sort="held_on",
)

LEARNERS = Register(
    room="training",
    word="learners",
    letters="TU",
    model=Learner,
    title=Text("Users to be trained", "待培训用户"),
    one=Text("a user", "用户"),
    about=Text(
        "Everybody who will work with the system. All shares of this phase are shares of these people.",
        "所有将使用系统的人员。本阶段的各项覆盖率均以此名单为分母。",
    ),
    fields=(
        line("name", "Name", "姓名", required=True, length=200),
        line("department", "Department", "部门", length=120),
        row("role", "Role", "角色", "training/roles", required=True),
        yes("key_user", "Key user", "关键用户"),
        line("manager", "Manager", "直属上级", length=200),
        line(
            "usage_name",
            "Name in the usage log",
            "使用日志中的用户名",
            listed=False,
            help=Text(
                "Empty: whoever has exactly this name, or the e-mail of the project member of this name, on the list "
                "of users.",
                "留空时按姓名，或同名项目成员的邮箱，与用户名单完全匹配。",
            ),
        ),
    ),
)

ENROLMENTS = Register(
    room="training",
    word="enrolments",
    letters="TE",
    model=Enrolment,
    title=Text("Enrolment and attendance", "报名与出勤"),
    one=Text("an enrolment", "报名"),
    about=Text(
        "Who is enrolled in which session, who came, and the tests before and after (0 to 100). Leave a test empty "
        "when it was not taken: nothing is counted as zero.",
        "谁报名哪一场、是否出勤，以及训前、训后测验成绩（0 至 100）。未参加测验请留空，系统不会按零分计算。",
    ),
    fields=(
        row("learner", "User", "用户", "training/learners", required=True),
        row("session", "Session", "场次", "training/sessions", required=True),
        yes("attended", "Attended", "出勤"),
        number("pre_test", "Test before", "训前测验", 0, 100),
        number("post_test", "Test after", "训后测验", 0, 100),
        choice(
            "result",
            "Result",
            "结果",
            RESULTS,
            help=Text("Empty while nobody has judged it.", "尚未评定时留空。"),
        ),
    ),
    derived=(Derived("gain", Text("Normalised gain", "标准化增益"), gain_of),),
    personal=Personal("session", means=("pre_test", "post_test"), shares=("attended",)),
)

CERTIFICATIONS = Register(
    room="training",
    word="certifications",
    letters="TC",
    model=Certification,
    title=Text("Certification", "上岗认证"),
    one=Text("a certification", "认证"),
    about=Text(
        "The practical test of each user in their role. Only a passed test makes a user a certified one.",
        "每位用户所任角色的实操考核。只有考核通过才算认证用户。",
    ),
    fields=(
        row("learner", "User", "用户", "training/learners", required=True),
        row(
            "role",
            "Role",
            "角色",
            "training/roles",
            help=Text("Empty: the user's own role.", "留空表示用户本人的角色。"),
        ),
        yes("passed", "Practical test passed", "实操考核通过"),
        day("tested_on", "On", "考核日期", required=True),
        line("tested_by", "Examined by", "考核人", length=200),
    ),
    told="passed",
)

REGISTERS: tuple[Register, ...] = (ROLES, MODULES, TRAINERS, SESSIONS, LEARNERS, ENROLMENTS, CERTIFICATIONS)
