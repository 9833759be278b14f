"""Two evaluation rounds of the demonstration: half a year of use, what it showed, what was done about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from app.clock import today
from app.database import db
from app.demo import usage_log
from app.demo.beside_log import agree_norms, bring_in_records, state_optimisations
from app.demo.case_log import bring_in_cases
from app.demo.cast import Cast, at
from app.demo.engagements import Engagement
from app.demo.goals import compare_with_the_same_season, figure_of, spend
from app.demo.judgement import judge
from app.demo.surveys import ask_customers
from app.evaluations.actions import change_dates, close_round, open_round, write_conclusion
from app.evaluations.actions_figures import enter_figures
from app.evaluations.actions_findings import add_finding
from app.evaluations.actions_rectification import (
    Proof,
    add_action,
    agree_action,
    finish_action,
    judge_effect,
    start_action,
    verify_action,
)
from app.models import Criterion, Project, ProjectPhase, Rectification, Round
from app.registers.actions import take_in
from app.registers.rows import rows_of
from app.registers.training import LEARNERS
from app.transactions import transaction
from app.usage.corrections import Asked
from app.usage.importing_now import open_list, take_list, take_log
from app.usage.rounds import compute_now, correct_now
from app.usage.tokens import make_token
from phases.evaluation.readings import WAYS
from phases.workdays import is_working_day

HALF = 91
STEPS = ("proposed", "agreed", "doing", "done", "verified")


@dataclass(frozen=True, slots=True)
class Action:
    """A rectification action: how far it got, who owns it, and which change of which indicator is expected."""

    title: str
    owner: str
    state: str
    indicator: str
    change: float
    done: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with its cause and its action."""

    title: str
    cause: str
    dimension: str
    indicator: str
    severity: str
    action: Action


FIRST = (
    Found(
        "华南销售部启用明显滞后",
        "上线后头两个月华南仍以手工台账报周会，部门经理未要求以系统数据为准；培训名额被临时压缩，近半数人员未完成上机认证。",
        "breadth",
        "breadth.departments",
        "high",
        Action(
            "华南周会改用系统看板，补训未认证人员并逐人认证",
            "client_pm",
            "verified",
            "breadth.departments",
            0.2,
            "已连续六周以系统看板开会；补训 21 人，其中 19 人通过认证。",
            "抽查三次周会纪要，所用数据均与系统看板一致；认证成绩单已核对。",
        ),
    ),
    Found(
        "近四成销售经理自己不用系统",
        "经理由助理代为查询，例会仍另报电子表格；经理在系统中没有必须亲自完成的动作，下属因此认为填报只为应付。",
        "breadth",
        "breadth.roles",
        "high",
        Action(
            "经理须在系统内完成商机评审，例会停用电子表格",
            "member",
            "verified",
            "breadth.roles",
            0.5,
            "已发文停用例会电子表格，商机评审改为在系统内完成。",
            "发文与评审配置均已核对，确已执行。",
        ),
    ),
    Found(
        "六项高级功能只有一半真正用起来",
        "客户细分、满意度回访和流失预警上线较晚，负责岗位未接受专项培训，也没有约定用它们做什么决定。",
        "depth",
        "depth.advanced",
        "medium",
        Action(
            "每项高级功能指定负责岗位与使用场景，并安排专项培训",
            "client_pm",
            "done",
            "depth.advanced",
            0.3,
            "三项功能均已明确负责岗位，完成两场专项培训，待复核。",
        ),
    ),
)
SECOND = (
    Found(
        "销售经理的使用仍低于约定水平",
        "上轮措施只在总部落实；分公司例会仍沿用电子表格，商机评审由内勤代录，四分之一以上的经理近四周没有登录。",
        "breadth",
        "breadth.roles",
        "high",
        Action(
            "由总经理发文，分公司例会停用电子表格，逐月通报经理使用情况", "client_pm", "agreed", "breadth.roles", 0.25
        ),
    ),
    Found(
        "续约率提升落后于其他效果指标",
        "到期提醒已经启用，但续约跟进没有进入流程：提醒发给客户经理后无人跟踪结果，流失原因也未登记。",
        "effect",
        "合同续约率",
        "medium",
        Action("到期前九十天自动生成续约任务，流失须登记原因并按月复盘", "member", "proposed", "合同续约率", 0.2),
    ),
)
CONCLUSIONS = (
    "系统已在日常业务中站住脚，但各部门进度不一：华南启用滞后，是五个部门中唯一未达到要求的；"
    "销售经理自己用得少，影响下属填报的意愿。功能覆盖较好，高级功能只用起来一半。"
    "效果方面，客户主数据完整率改善最快，续约率变化有限。"
    "建议本季度集中整改华南启用、经理用数和高级功能三项，不急于扩展新功能。",
    "广度、深度、效果均较上一轮改善：华南已追平其他部门，六项高级功能全部投入使用，员工之间的使用也更均衡。"
    "重复出现的问题是销售经理：使用比例虽有上升，仍低于八成，须由管理层推动。"
    "效果指标继续向目标靠近，投诉首次响应时间改善明显，续约率是下一步的重点。"
    "建议经理用数整改落实后，再启动流失预警的深度应用。",
)


def evaluate_twice(project: Project, told: Engagement, cast: Cast) -> None:
    """Bring in half a year of use, and evaluate each half: the first round closed, the second open."""
    first = _go_live(project) + timedelta(days=1)
    last = min(first + timedelta(days=2 * HALF - 1), today(told.zone) - timedelta(days=1))
    middle = first + (last - first) // 2
    compare_with_the_same_season(project, told, cast, (middle + timedelta(days=1), last))
    spend(project, told, cast)
    _bring_lists(project, told, cast, (first, last), middle)
    _bring_logs(project, told, cast, (first, last), (first, middle))
    with at(middle, told.zone, 19):
        bring_in_records(project, told, cast, (first, last), middle)
        agree_norms(project, told, cast)
    one = _round(project, told, cast, (first, middle), number=0)
    acted = _write(project, told, cast, one, FIRST)
    judge(project, told, cast, one, number=0)
    with _act(middle + timedelta(days=16), told):
        close_round(project=project, round_=one, by=cast.lead.id)
    _report_late(project, told, cast, one)
    _bring_logs(project, told, cast, (first, last), (middle + timedelta(days=1), last))
    with at(last, told.zone, 19):
        bring_in_records(project, told, cast, (first, last), last)
    two = _round(project, told, cast, (middle + timedelta(days=1), last), number=1)
    _write(project, told, cast, two, SECOND)
    judge(project, told, cast, two, number=1)
    with _act(last + timedelta(days=9), told):
        judge_effect(
            project=project, round_=two, action=acted[0], effect="confirmed",
            note="华南近四周活跃比例超过九成，已达到要求；周会持续使用系统看板。", by=cast.lead.id,
        )  # fmt: skip
        judge_effect(
            project=project, round_=two, action=acted[1], effect="unconfirmed",
            note="仅总部例会停用电子表格，分公司没有变化，经理的使用仍低于八成。", by=cast.lead.id,
        )  # fmt: skip


@contextmanager
def _act(day: date, told: Engagement) -> Iterator[None]:
    """A writing transaction at ten o'clock of that day."""
    with transaction(), at(day, told.zone):
        yield


def _go_live(project: Project) -> date:
    query = select(ProjectPhase).filter_by(project_id=project.id, phase="golive")
    phase = db.session.scalars(query).one()
    return phase.actual_end or phase.planned_end


def _story(told: Engagement, first: date, last: date) -> usage_log.Story:
    days = ((first + timedelta(days=n)) for n in range((last - first).days + 1))
    off = frozenset(day for day in days if day.weekday() < 5 and not is_working_day(day, told.country))
    return usage_log.Story(first=first, last=last, language=told.language, days_off=off, movers=0.06)


def _bring_lists(project: Project, told: Engagement, cast: Cast, whole: tuple[date, date], day: date) -> None:
    """Who has a licence and what is in scope, before anything is computed; and the access for the client's system."""
    story = _story(told, *whole)
    with TemporaryDirectory() as name, at(day, told.zone, 17):
        _log, people, functions = usage_log.write(story, Path(name))
        take_list(project=project, file=open_list(project, "users", people), by=cast.consultant.id)
        take_list(project=project, file=open_list(project, "functions", functions), by=cast.consultant.id)
        with transaction():
            make_token(project=project, name="CRM", by=cast.consultant.id)
        _name_learners(project, story, cast)


def _bring_logs(
    project: Project, told: Engagement, cast: Cast, whole: tuple[date, date], days: tuple[date, date]
) -> None:
    """The use and the cases of some days, on the evening of the last of them."""
    with TemporaryDirectory() as name, at(days[1], told.zone, 18):
        log, _people, _functions = usage_log.write(_story(told, *whole), Path(name))
        take_log(project=project, path=usage_log.part(log, *days), wanted={}, by=cast.consultant.id)
        bring_in_cases(project, told, cast, whole, days)


def _report_late(project: Project, told: Engagement, cast: Cast, one: Round) -> None:
    """The client's audit revises a figure of the closed round: it stands beside it as a correction."""
    keys, goal = _criteria(project), told.goals[0]
    given = figure_of(goal, 0, one.from_date, one.to_date)
    if given.value is None or goal.name not in keys:
        return
    came = one.to_date + timedelta(days=30)
    late = {
        "value": round(given.value * 0.98, 2), "from": one.from_date.isoformat(), "to": one.to_date.isoformat(),
        "source": "客户内审部复核", "day": came.isoformat(),
    }  # fmt: skip
    asked = Asked(reason="内审复核后数值有修正，按关闭时的成功标准重算。", figures={keys[goal.name]: late})
    with at(came, told.zone):
        correct_now(project=project, round_=one, asked=asked, by=cast.lead.id)


def _name_learners(project: Project, story: usage_log.Story, cast: Cast) -> None:
    """Say who of the users to be trained is whom in the log, as the client's project manager found out."""
    with transaction():
        users = [
            one.user for one in usage_log.users(story) if one.end is None and (one.start or story.first) <= story.first
        ]
        rows = rows_of(LEARNERS, project.id)
        changed: list[tuple[str, Mapping[str, Any]]] = [
            (row.key, {"usage_name": user}) for row, user in zip(rows, users, strict=False)
        ]
        take_in(register=LEARNERS, project=project, new=[], changed=changed, by=cast.client_pm.id)


def _opened(project: Project, first: date, last: date, cast: Cast, *, number: int) -> Round:
    """The round with this number for these days; go-live may have scheduled it already."""
    found = db.session.scalars(select(Round).filter_by(project_id=project.id, number=number)).first()
    if found is None:
        return open_round(project=project, from_date=first, to_date=last, by=cast.lead.id)
    change_dates(project=project, round_=found, from_date=first, to_date=last, by=cast.lead.id)
    return found


def _round(project: Project, told: Engagement, cast: Cast, days: tuple[date, date], *, number: int) -> Round:
    """Open a round, enter the figures of the success criteria, compute it, and write the conclusion."""
    first, last = days
    with _act(last - timedelta(days=28), told):
        round_ = _opened(project, first, last, cast, number=number + 1)
    with transaction():
        for goal in told.goals:
            if WAYS[goal.way].instrument:
                ask_customers(project, told, cast, round_, number, goal.counts[number])
    with _act(last + timedelta(days=5), told):
        keys = _criteria(project)
        figures = {
            keys[goal.name]: figure_of(goal, number, first, last) for goal in told.goals if len(goal.figures) > number
        }
        enter_figures(project=project, round_=round_, figures=figures, by=cast.consultant.id)
        state_optimisations(project, round_, cast, number)
    with at(last + timedelta(days=6), told.zone):
        compute_now(project=project, round_=round_, by=cast.lead.id)
    with _act(last + timedelta(days=8), told):
        write_conclusion(project=project, round_=round_, conclusion=CONCLUSIONS[number], by=cast.lead.id)
    return round_


def _criteria(project: Project) -> dict[str, str]:
    """The keys of the success criteria by their names."""
    rows = db.session.execute(select(Criterion.name, Criterion.key).filter_by(project_id=project.id))
    return {name: key for name, key in rows}  # noqa: C416 (typed)


def _indicator(told: str, criteria: dict[str, str]) -> str:
    """The key of an indicator; those of effect are told by the name of their criterion."""
    return f"effect.{criteria[told]}" if told in criteria else told


def _write(
    project: Project, told: Engagement, cast: Cast, round_: Round, findings: tuple[Found, ...]
) -> list[Rectification]:
    """The findings of a round, each with its action as far as that got."""
    actions = []
    keys = _criteria(project)
    for number, found in enumerate(findings):
        with _act(round_.to_date + timedelta(days=8), told):
            finding = add_finding(
                project=project, round_=round_, title=found.title, cause=found.cause, dimension=found.dimension,
                indicator=_indicator(found.indicator, keys), severity=found.severity, by=cast.lead.id,
            )  # fmt: skip
            owner = cast.client_pm if found.action.owner == "client_pm" else cast.member
            action = add_action(
                project=project, round_=round_, finding=finding, title=found.action.title, owner=owner.key,
                due=round_.to_date + timedelta(days=45 + 10 * number),
                expected_indicator=_indicator(found.action.indicator, keys), expected_change=found.action.change,
                by=cast.lead.id,
            )  # fmt: skip
        _carry(project, told, cast, action, found.action, round_.to_date)
        actions.append(action)
    return actions


def _carry(project: Project, told: Engagement, cast: Cast, action: Rectification, tale: Action, since: date) -> None:
    """Take an action through its life as far as it is told."""
    reached, owner = STEPS.index(tale.state), action.owner_id
    if reached >= STEPS.index("agreed"):
        with _act(since + timedelta(days=12), told):
            agree_action(project=project, action=action, by=cast.sponsor.id)
    if reached >= STEPS.index("doing"):
        with _act(since + timedelta(days=14), told):
            start_action(project=project, action=action, by=owner)
    if reached >= STEPS.index("done"):
        with _act(since + timedelta(days=52), told):
            finish_action(project=project, action=action, note=tale.done, by=owner)
    if reached >= STEPS.index("verified"):
        with _act(since + timedelta(days=60), told):
            verify_action(project=project, action=action, proof=Proof(note=tale.proof), by=cast.consultant.id)
