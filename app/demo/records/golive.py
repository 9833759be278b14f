"""How the demonstration's companies switched: rehearsal, the night itself, and the calm after it."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from app.clock import today
from app.demo.cast import Cast, at
from app.demo.engagements import Engagement
from app.demo.records.entering import enter
from app.evaluations.actions import open_round
from app.models import Project, ProjectPhase
from app.registers.golive import (
    DAYS,
    ISSUES,
    LOG,
    MEETINGS,
    OLD,
    REHEARSALS,
    ROSTER,
    TASKS,
)
from phases.workdays import add_working_days, is_working_day, length

Rows = list[dict[str, Any]]
STABLE = 12
"""Working days from the switch to the end of a phase that has passed: two more than the gate asks for."""
PLAN = {
    "zh": (
        ("冻结旧系统录入", 18 * 60, 20, "解除冻结，通知各部门恢复录入"),
        ("导出旧系统最终数据", 18 * 60 + 20, 70, "无需操作，旧系统数据未变"),
        ("加载客户与商机", 19 * 60 + 30, 120, "清空目标库并恢复备份"),
        ("核对数量与金额", 21 * 60 + 30, 45, ""),
        ("切换 ERP 接口", 22 * 60 + 15, 30, "接口地址改回旧系统"),
        ("开放新系统", 22 * 60 + 45, 15, ""),
    ),
    "en": (
        ("Freeze entries in the old system", 18 * 60, 20, "Lift the freeze and tell the departments"),
        ("Export the last data of the old system", 18 * 60 + 20, 70, "Nothing to do: the old data are untouched"),
        ("Load customers and deals", 19 * 60 + 30, 120, "Empty the target and restore the backup"),
        ("Reconcile counts and amounts", 21 * 60 + 30, 45, ""),
        ("Point the ERP interface at the new system", 22 * 60 + 15, 30, "Point it back at the old system"),
        ("Open the new system", 22 * 60 + 45, 15, ""),
    ),
}
"""Title, minute of the day, minutes planned, rollback step; each task waits for the one before."""
LATE = (4, 11, 26, 18, 9, 6)
"""By how many minutes each task ended late."""
WORDS: dict[str, dict[str, Any]] = {
    "zh": {
        "rehearsal": "全流程演练", "findings": "加载比预期慢，已增加并行任务。", "meeting": "上线决策会",
        "attendees": "项目发起人、客户项目经理、主责顾问", "roster": ("一线支持：销售", "二线支持：接口与数据"),
        "old": "旧客户台账", "kept": "公司文件服务器，只读目录", "began": "：已开始", "ended": "：已完成",
        "issues": (
            ("手机端图片上传失败", "critical"), ("报价单模板缺少税率", "high"), ("报表刷新较慢", "medium"),
            ("客户名称重复提示过多", "low"),
        ),
        "remark": "答疑群运行平稳",
    },
    "en": {
        "rehearsal": "Full rehearsal", "findings": "Loading was slower than expected; it runs in parallel now.",
        "meeting": "Go/no-go", "attendees": "Sponsor, project manager, lead consultant",
        "roster": ("First line: sales", "Second line: interfaces and data"), "old": "Old customer files",
        "kept": "File server, read-only folder", "began": ": started", "ended": ": finished",
        "issues": (
            ("Pictures cannot be sent from phones", "critical"), ("The tax rate is missing on offers", "high"),
            ("Reports take long to refresh", "medium"), ("Too many warnings of duplicates", "low"),
        ),
        "remark": "Help line calm",
    },
}  # fmt: skip


def fill(project: Project, told: Engagement, cast: Cast, phase: ProjectPhase, share: float) -> None:
    """All of it for a phase that has passed; before that a rehearsal and the plan of the night."""
    word, through = WORDS[told.language], share >= 1
    dice = Random(told.word)  # noqa: S311 (believable variety, no secret)
    start = min(phase.planned_start, today(told.zone) - timedelta(days=6))
    if through:
        night = min(add_working_days(phase.planned_end, -STABLE, told.country), phase.planned_end - timedelta(days=16))
        start = min(start, night - timedelta(days=4))
    else:
        night = add_working_days(today(told.zone), 4, told.country)
    with at(start, told.zone, 10):
        enter(REHEARSALS, project, [_rehearsal(word, start)], cast.consultant.id)
        enter(ROSTER, project, _roster(word, cast, night), cast.client_pm.id)
        enter(OLD, project, [_old(word, night, through)], cast.client_pm.id)
        _plan(project, told.language, cast, night, through)
    if through:
        _live(project, told, cast, phase, night, dice)


def _rehearsal(word: dict[str, Any], day: date) -> dict[str, Any]:
    return {
        "title": word["rehearsal"], "held_on": day, "window_minutes": 360, "duration_minutes": 318,
        "result": "findings", "findings": word["findings"],
    }  # fmt: skip


def _roster(word: dict[str, Any], cast: Cast, night: date) -> Rows:
    return [
        {
            "name": person.name, "task": task, "from_day": night, "to_day": night + timedelta(days=21),
            "contact": person.email,
        }
        for person, task in zip((cast.client_pm, cast.consultant), word["roster"], strict=True)
    ]  # fmt: skip


def _old(word: dict[str, Any], night: date, through: bool) -> dict[str, Any]:
    return {
        "name": word["old"],
        "read_only_from": night if through else None,
        "export_kept": word["kept"] if through else "",
        "in_use": not through,
    }


def _moment(day: date, minute: int) -> str:
    return f"{day + timedelta(days=minute // 1440)} {minute % 1440 // 60:02}:{minute % 60:02}"


def _plan(project: Project, language: str, cast: Cast, night: date, through: bool) -> None:
    """The tasks one after the other; of a switch that has happened also when they really began and ended."""
    before: int | None = None
    owners = (cast.client_pm, cast.consultant)
    for place, (title, minute, long, rollback) in enumerate(PLAN[language]):
        row = {
            "title": title, "owner_id": owners[place % 2].id, "planned_start": _moment(night, minute),
            "planned_end": _moment(night, minute + long), "depends": () if before is None else (before,),
            "started": _moment(night, minute + (LATE[place - 1] if place else 0)) if through else "",
            "finished": _moment(night, minute + long + LATE[place]) if through else "",
            "no_return": place == len(PLAN[language]) - 1, "rollback_needed": bool(rollback), "rollback": rollback,
        }  # fmt: skip
        before = enter(TASKS, project, [row], cast.consultant.id)[title]


def _live(project: Project, told: Engagement, cast: Cast, phase: ProjectPhase, night: date, dice: Random) -> None:
    """The decision, the log of the night, the weeks after it, and the first round of evaluation on its way."""
    word = WORDS[told.language]
    with at(night - timedelta(days=1), told.zone, 15):
        meeting = {
            "title": word["meeting"],
            "held_on": night - timedelta(days=1),
            "decision": "go",
            "attendees": word["attendees"],
            "conditions": "",
        }
        enter(MEETINGS, project, [meeting], cast.lead.id)
    with at(night, told.zone, 23):
        enter(LOG, project, _log(told.language, night, cast.consultant.name), cast.consultant.id)
    with at(phase.planned_end, told.zone, 9):
        enter(ISSUES, project, _issues(word, night), cast.client_pm.id)
        enter(DAYS, project, _days(word, told.country, night, phase.planned_end, dice), cast.client_pm.id)
        first = phase.planned_end + timedelta(days=1)
        open_round(project=project, from_date=first, to_date=first + timedelta(days=90), by=cast.lead.id)


def _log(language: str, night: date, who: str) -> Rows:
    word = WORDS[language]
    rows: Rows = []
    for place, (title, minute, long, _rollback) in enumerate(PLAN[language]):
        began = minute + (LATE[place - 1] if place else 0)
        rows.append({"entry": f"{title}{word['began']}", "at": _moment(night, began), "said_by": who})
        ended = _moment(night, minute + long + LATE[place])
        rows.append({"entry": f"{title}{word['ended']}", "at": ended, "said_by": who})
    return rows


def _issues(word: dict[str, Any], night: date) -> Rows:
    return [
        {
            "title": title, "severity": severity, "opened_on": night + timedelta(days=1 + place), "note": "",
            "resolved_on": night + timedelta(days=1 + 2 * place) if severity != "low" else None,
        }
        for place, (title, severity) in enumerate(word["issues"])
    ]  # fmt: skip


def _days(word: dict[str, Any], country: str, night: date, end: date, dice: Random) -> Rows:
    """Each working day fewer issues and more users."""
    days = [night + timedelta(days=gone) for gone in range(1, (end - night).days)]
    working = [day for day in days if is_working_day(day, country)][: length(night, end, country)]
    return [
        {
            "day": day, "issues": max(9 - place + dice.randrange(-1, 2), 0), "active": min(96 + 8 * place, 190),
            "users": 212, "remark": word["remark"] if place > 6 else "",
        }
        for place, day in enumerate(working)
    ]  # fmt: skip
