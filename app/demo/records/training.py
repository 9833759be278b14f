"""How the demonstration's users learned: roles, curriculum, trainers, sessions, tests, certificates, reactions."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from app.clock import today
from app.database import db
from app.demo.cast import Cast, at
from app.demo.engagements import Engagement
from app.demo.records.entering import enter
from app.facts.phase_records import refresh
from app.identity import hash_token
from app.models import Project, ProjectPhase, Reaction, TargetStep, TrainingSession
from app.registers.training import CERTIFICATIONS, ENROLMENTS, LEARNERS, MODULES, ROLES, SESSIONS, TRAINERS
from phases.workdays import add_working_days

Rows = list[dict[str, Any]]
ROLE_WORDS = {
    "zh": (
        ("销售人员", "独立完成：新建客户、登记拜访、推进商机、提交报价。"),
        ("客服人员", "独立完成：受理服务请求、派工、回访并关闭。"),
        ("销售经理", "独立完成：查看漏斗、审批折扣、用数据主持周会。"),
    ),
    "en": (
        ("Sales", "Alone: a new customer, a visit report, a deal moved on, an offer handed in."),
        ("Service", "Alone: a request taken, assigned, followed up and closed."),
        ("Sales manager", "Alone: read the funnel, approve a discount, run the weekly meeting on figures."),
    ),
}
MODULE_WORDS = {
    "zh": (
        ("客户与联系人", 3, "操作手册第一章、练习数据"), ("商机与报价", 4, "案例：从线索到合同"),
        ("服务请求", 3, "流程卡片、练习工单"), ("用数据管理团队", 2, "周会模板"),
    ),
    "en": (
        ("Customers and contacts", 3, "Handbook chapter 1, practice data"),
        ("Deals and offers", 4, "Case: from lead to contract"),
        ("Service requests", 3, "Process cards, practice tickets"),
        ("Leading with figures", 2, "Template of the weekly meeting"),
    ),
}  # fmt: skip
TRAINER_WORDS = {
    "zh": (("方位角", "内部讲师认证 2026-07"), ("程一诺", "关键用户讲师认证")),
    "en": (("Cole Bearing", "Vendor certificate 2026-07"), ("Ada Beacon", "Key-user trainer")),
}
PLACES = {"zh": ("总部三楼培训室", "线上"), "en": ("Training room, third floor", "Online")}
DEPARTMENTS = {"zh": ("销售一部", "客服部", "销售二部"), "en": ("Sales north", "Service", "Sales south")}
FAMILY = {
    "zh": tuple("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"),
    "en": tuple("Abel Brook Crane Dune Elm Fern Gale Heath Isle Jay Knoll Lake Marsh Nook Oak Pine".split()),
}
GIVEN = {"zh": ("晓航", "思远", "望舒"), "en": ("Ann", "Ben", "Cleo")}
REMARKS = {
    "zh": ("案例很贴近我们的业务。", "希望多一些手机端练习。", "报价部分可以再慢一点。"),
    "en": ("The case was just like our work.", "More practice on the phone, please.", "Offers went a bit fast."),
}
SEATS = 24
"""Users to be trained: eight for each role."""


def fill(project: Project, told: Engagement, cast: Cast, phase: ProjectPhase, share: float) -> None:
    """Everything that the phase has by now; with `share` 1 enough people are certified for the gate."""
    words = told.language
    dice = Random(told.word)  # noqa: S311 (believable variety, no secret)
    with at(phase.planned_start, told.zone, 9):
        roles = enter(ROLES, project, [{"name": name, "norm": norm} for name, norm in ROLE_WORDS[words]], cast.lead.id)
        modules = _teach(project, words, list(roles.values()), cast)
        teachers: Rows = [
            {"name": name, "certificate": what, "expires_on": None} for name, what in TRAINER_WORDS[words]
        ]
        trainers = enter(TRAINERS, project, teachers, cast.lead.id)
        people = enter(LEARNERS, project, _people(words, list(roles.values())), cast.client_pm.id)
    last = min(phase.planned_end - timedelta(days=2), today(told.zone) - timedelta(days=1))
    days = [add_working_days(last, 2 * place - 7, told.country) for place in range(4)]
    with at(days[0], told.zone, 17):
        sessions = enter(SESSIONS, project, _sessions(words, modules, trainers, days), cast.consultant.id)
        enter(ENROLMENTS, project, _attendance(people, sessions, dice), cast.consultant.id)
    with at(last, told.zone, 17):
        enter(CERTIFICATIONS, project, _certificates(words, people, share, last, dice), cast.consultant.id)
        _react(project, sessions, words, dice)


def _teach(project: Project, words: str, roles: list[int], cast: Cast) -> dict[str, int]:
    """Every to-be step in one of the modules, in turn."""
    steps = db.session.scalars(
        select(TargetStep.id).where(TargetStep.project_id == project.id).order_by(TargetStep.number)
    ).all()
    told = MODULE_WORDS[words]
    rows: Rows = [
        {
            "title": title, "hours": float(hours), "materials": materials, "steps": tuple(steps[place :: len(told)]),
            "roles": tuple(roles) if place == 0 else (roles[place - 1],),
        }
        for place, (title, hours, materials) in enumerate(told)
    ]  # fmt: skip
    return enter(MODULES, project, rows, cast.lead.id)


def _people(words: str, roles: list[int]) -> Rows:
    return [
        {
            "name": _name(words, number),
            "department": DEPARTMENTS[words][number % 3],
            "role_id": roles[number % 3],
            "key_user": number < 4,
            "manager": _name(words, number % 2 + 20),
        }
        for number in range(SEATS)
    ]


def _name(words: str, number: int) -> str:
    given, family = GIVEN[words][number // 10], FAMILY[words][number % 16]
    return f"{family}{given}" if words == "zh" else f"{given} {family}"


def _sessions(words: str, modules: dict[str, int], trainers: dict[str, int], days: list[date]) -> Rows:
    teachers = list(trainers.values())
    return [
        {
            "title": title, "module_id": modules[title], "trainer_id": teachers[place % 2], "held_on": days[place],
            "place": PLACES[words][place % 2],
        }
        for place, (title, _hours, _materials) in enumerate(MODULE_WORDS[words])
    ]  # fmt: skip


def _attendance(people: dict[str, int], sessions: dict[str, int], dice: Random) -> Rows:
    """Everybody in the first session; the others are for one role each."""
    rows: Rows = []
    for place, session in enumerate(sessions.values()):
        for number, learner in enumerate(people.values()):
            if place == 0 or number % 3 == place - 1:
                rows.append(_seat(learner, session, dice))
    return rows


def _seat(learner: int, session: int, dice: Random) -> dict[str, Any]:
    attended, before = dice.random() < 0.93, float(dice.randrange(25, 65, 5))
    after = min(before + dice.randrange(15, 45, 5), 100.0)
    return {
        "learner_id": learner,
        "session_id": session,
        "attended": attended,
        "pre_test": before if attended else None,
        "post_test": after if attended else None,
        "result": ("passed" if after >= 60 else "failed") if attended else "",
    }


def _certificates(words: str, people: dict[str, int], share: float, day: date, dice: Random) -> Rows:
    """All but the last one, when the phase is through; fewer before."""
    passed = SEATS - 1 if share >= 1 else round(SEATS * share)
    trainers = [name for name, _what in TRAINER_WORDS[words]]
    return [
        {
            "learner_id": learner, "role_id": None, "passed": number < passed, "tested_on": day,
            "tested_by": dice.choice(trainers),
        }
        for number, learner in enumerate(people.values())
        if number <= passed
    ]  # fmt: skip


def _react(project: Project, sessions: dict[str, int], words: str, dice: Random) -> None:
    """Answers of the first session, as they come through its link."""
    key = db.session.scalars(select(TrainingSession.key).where(TrainingSession.id == min(sessions.values()))).one()
    for number in range(17):
        rated = {name: dice.choice((3, 4, 4, 5)) for name in ("useful", "clear", "paced", "practised", "ready")}
        remark = REMARKS[words][number] if number < len(REMARKS[words]) else ""
        ticket = hash_token(secrets.token_urlsafe(12))
        db.session.add(Reaction(project_id=project.id, session_key=key, ticket_hash=ticket, remark=remark, **rated))
    refresh(project.id, "training")
