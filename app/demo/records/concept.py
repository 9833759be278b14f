"""How the demonstration's companies began: team, kick-off, concept training, the sponsor's acts, agreed words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from app.clock import today
from app.demo.cast import Cast, at
from app.demo.engagements import Engagement
from app.demo.records.entering import enter
from app.models import Project, ProjectPhase
from app.registers.concept import (
    ATTENDANCE,
    DUTIES_REGISTER,
    GLOSSARY,
    LEADERSHIP,
    MEETINGS_REGISTER,
    SELF_CHECK,
    SESSIONS,
    TEAM,
)
from phases.starting_points import DUTIES, TERMS, VIEWPOINTS

Rows = list[dict[str, Any]]
OTHERS = {
    "zh": (
        ("程一诺", "key-user", "staff", "销售部", False), ("苏启明", "key-user", "manager", "客服部", False),
        ("顾思源", "process-owner", "manager", "市场部", False), ("唐可数", "it", "staff", "信息部", True),
        ("方圆圆", "key-user", "staff", "销售部", False), ("冷静之", "executive", "executive", "财务部", False),
    ),
    "en": (
        ("Ada Beacon", "key-user", "staff", "Sales", False), ("Ben Lantern", "key-user", "manager", "Service", False),
        ("Cora Buoy", "process-owner", "manager", "Marketing", False), ("Ian Cable", "it", "staff", "IT", True),
        ("Nell Fathom", "key-user", "staff", "Sales", False),
        ("Roy Ledger", "executive", "executive", "Finance", False),
    ),
}  # fmt: skip
"""Name, role, level, department, whether from IT."""

DEPARTMENTS = {
    "zh": ("管理层", "项目办", "销售部", "咨询"),
    "en": ("Management", "Project office", "Sales", "Consulting"),
}
MEETINGS = {
    "zh": (
        ("kick-off", "项目启动会", 2, "发起人说明为什么现在做、由谁负责；宣布大区客户归公司所有。"),
        ("mobilisation", "销售与客服动员会", 4, "讲清对一线的好处与要求，收集顾虑十二条。"),
        ("steering", "第一次指导委员会会议", 9, "确认成功标准草案；裁决两项跨部门争议。"),
    ),
    "en": (
        (
            "kick-off",
            "Kick-off",
            2,
            "The sponsor said why now and who answers for it; customers belong to the company.",
        ),
        (
            "mobilisation",
            "Mobilisation of sales and service",
            4,
            "What is in it for the front line; twelve worries noted.",
        ),
        (
            "steering",
            "First steering meeting",
            9,
            "Draft of the success criteria; two conflicts between units settled.",
        ),
    ),
}
SESSIONS_HELD = {
    "zh": (("以客户为中心：经理场", 6), ("以客户为中心：骨干场", 8)),
    "en": (("The customer at the centre: managers", 6), ("The customer at the centre: key users", 8)),
}
ACTS = {
    "zh": (
        ("urgency", "在月度经营会上说明三个月内必须见到变化", 2),
        ("ownership", "书面明确客户资料归公司所有，离职须办理移交", 5),
        ("measures", "将客户档案完整率列入大区经理考核", 10),
    ),
    "en": (
        ("urgency", "Told the monthly meeting what has to have changed within three months", 2),
        ("ownership", "Put in writing that customer data belong to the company", 5),
        ("measures", "Made completeness of customer files part of the managers' appraisal", 10),
    ),
}
ACTIVITIES = {
    "zh": ("编制项目章程", "组织访谈与研讨", "签署成功标准", "准备基础数据", "组织用户培训"),
    "en": (
        "Write the project charter", "Hold interviews and workshops", "Sign the success criteria",
        "Prepare the base data", "Train the users",
    ),
}  # fmt: skip
SEEN = {
    "zh": "访谈与一周现场观察所见：",
    "en": "Seen in interviews and in a week on site: ",
}
TESTS = ((45.0, 82.0), (52.0, 78.0), (38.0, 71.0), (60.0, 90.0), (48.0, 85.0), (55.0, 80.0), (41.0, 76.0))


def fill(project: Project, told: Engagement, cast: Cast, phase: ProjectPhase, share: float) -> None:
    """Fill the room; while the phase runs, the second session and what comes after it are still ahead."""
    start, whole, by = phase.planned_start, share >= 1, cast.consultant.id
    with at(start, told.zone, 11):
        team = enter(TEAM, project, _team(told, cast, start), by)
        _lay_down_duties(project, told, team, by)
    with at(start + timedelta(days=2), told.zone, 17):
        enter(MEETINGS_REGISTER, project, _meetings(told, cast, team, start, whole=whole), by)
        enter(LEADERSHIP, project, _acts(told, start, whole=whole), by)
    with at(start + timedelta(days=8), told.zone, 17):
        _train(project, told, team, start, by, whole=whole)
    with at(start + timedelta(days=9), told.zone, 12):
        _agree_words(project, told, cast, team, start, whole=whole)


def _team(told: Engagement, cast: Cast, start: date) -> Rows:
    leading, office, front, consulting = DEPARTMENTS[told.language]
    known = (
        (cast.sponsor, "sponsor", "executive", leading, 0.5),
        (cast.client_pm, "client-pm", "manager", office, 4.0),
        (cast.member, "member", "manager", front, 1.0),
        (cast.lead, "lead", "", consulting, 2.0),
        (cast.consultant, "consultant", "", consulting, 4.0),
    )
    rows: Rows = [
        {
            "name": user.name, "side": "firm" if user.client_id is None else "client", "role": role, "level": level,
            "department": department, "days": days, "starts": start, "account_id": user.id, "in_raci": True,
            "it": False, "to_train": user.client_id is not None and role != "sponsor",
        }
        for user, role, level, department, days in known
    ]  # fmt: skip
    return rows + [
        {
            "name": name, "side": "client", "role": role, "level": level, "department": department, "it": it,
            "days": 1.5, "starts": start, "to_train": role == "key-user" or level == "manager", "in_raci": False,
        }
        for name, role, level, department, it in OTHERS[told.language]
    ]  # fmt: skip


def _lay_down_duties(project: Project, told: Engagement, team: dict[str, int], by: int) -> None:
    sponsor, pm, member, lead, consultant, *others = team.values()
    charter, interviews, signing, data, training = ACTIVITIES[told.language]
    table = (
        (charter, lead, (consultant,), (pm, sponsor), (member,)),
        (interviews, lead, (consultant, lead), (pm,), (sponsor, *others[:3])),
        (signing, sponsor, (pm,), (lead,), (member, *others[:3])),
        (data, pm, (others[3], others[0]), (consultant,), (sponsor,)),
        (training, pm, (consultant, others[1]), (lead,), (sponsor,)),
    )
    rows: Rows = [
        {"activity": what, "accountable_id": a, "responsible": r, "consulted": c, "informed": i}
        for what, a, r, c, i in table
    ]
    enter(DUTIES_REGISTER, project, rows, by)


def _meetings(told: Engagement, cast: Cast, team: dict[str, int], start: date, *, whole: bool) -> Rows:
    people = tuple(team.values())
    return [
        {
            "kind": kind, "title": title, "held_on": start + timedelta(days=days), "minutes": minutes,
            "sponsor_present": True, "attendees": people if kind == "kick-off" else people[:6],
        }
        for kind, title, days, minutes in MEETINGS[told.language][: 3 if whole else 2]
    ]  # fmt: skip


def _acts(told: Engagement, start: date, *, whole: bool) -> Rows:
    acts = ACTS[told.language][: 3 if whole else 2]
    return [{"kind": kind, "act": act, "done_on": start + timedelta(days=days)} for kind, act, days in acts]


def _train(project: Project, told: Engagement, team: dict[str, int], start: date, by: int, *, whole: bool) -> None:
    """All who are named come in two sessions; of a phase that runs, only the first has been."""
    held: Rows = [
        {"title": title, "held_on": start + timedelta(days=days), "trainer": "", "hours": 3.0}
        for title, days in SESSIONS_HELD[told.language]
    ]
    managers, key_users = enter(SESSIONS, project, held, by).values()
    came = [
        {"person_id": person, "session_id": managers if is_manager else key_users, "pre_test": pre, "post_test": post}
        for (person, is_manager), (pre, post) in zip(_named(told, team), TESTS, strict=False)
        if whole or is_manager
    ]
    enter(ATTENDANCE, project, came, by)


def _named(told: Engagement, team: dict[str, int]) -> list[tuple[int, bool]]:
    """Who is to be trained, with whether a manager: the project manager, the member, and those of the others."""
    ids = list(team.values())
    others = [
        (id, level == "manager")
        for id, (_name, role, level, _department, _it) in zip(ids[5:], OTHERS[told.language], strict=True)
        if role == "key-user" or level == "manager"
    ]
    return [(ids[1], True), (ids[2], True), *others]


def _agree_words(
    project: Project, told: Engagement, cast: Cast, team: dict[str, int], start: date, *, whole: bool
) -> None:
    words, by, day = told.language, cast.consultant.id, start + timedelta(days=9)
    sponsor = next(iter(team.values()))
    accepted = len(TERMS) if whole else 3
    enter(
        GLOSSARY, project,
        [
            {
                "term": term.in_(words), "wording": wording.in_(words),
                "accepted_by_id": sponsor if place < accepted else None,
                "accepted_on": min(day, today(told.zone)) if place < accepted else None,
            }
            for place, (term, wording) in enumerate(TERMS)
        ],
        by,
    )  # fmt: skip
    topics = list({**VIEWPOINTS, **DUTIES}.items())
    ratings = ("2", "1", "2", "1", "3", "1", "2", "unknown", "1", "2")
    rows: Rows = [
        {
            "observation": (SEEN[words] + title.in_(words))[:300], "topic": topic, "rating": rating,
            "rated_by_id": rater, "rated_on": min(day, today(told.zone)),
        }
        for rater, shift in ((list(team.values())[1], 0), (list(team.values())[4], 3))
        for place, (topic, title) in enumerate(topics[: 10 if whole else 5])
        for rating in (ratings[(place + shift) % 10],)
    ]  # fmt: skip
    enter(SELF_CHECK, project, rows, by)
