"""Warnings about who leads and who is silent: absent leader, bottom-up, IT only, silent client."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from phases.facts.warnings import WarningFacts
from phases.model import About, Limits, Text, Warning, WarningFigure, say
from phases.warnings.team import clients_team
from phases.warnings.wording import percent, sentence_of

Reason = tuple[WarningFigure, Text, About]
ABOVE_DEPARTMENT = ("executive",)
"""Levels of the team register that stand above a department."""
MANY = 3
"""Fewer people than this are no team whose make-up could be judged."""


def absent_leader(facts: WarningFacts, limits: Limits) -> Iterator[Warning]:
    """The sponsor misses meetings, does nothing that can be seen, or signs without opening what is signed."""
    reasons = [*_missed(facts, limits), *_acts(facts, limits), *_signed_unread(facts, limits)]
    standing = [one for one in reasons if one[0].beyond]
    if standing:
        figures = tuple(one[0] for one in reasons)
        yield Warning("absent-leader", sentence_of([one[1] for one in standing]), standing[0][2], figures)


def _missed(facts: WarningFacts, limits: Limits) -> Iterator[Reason]:
    held = [one for one in facts.records.steering if one.day is not None and one.day <= facts.as_of]
    if not held:
        return
    missed, limit = sum(not one.sponsor for one in held), limits["sponsor_meetings_missed"]
    title = Text("Steering meetings missed by the sponsor", "发起人缺席的指导委员会会议")
    parts = say("{missed} of {held}", "{held}次中的{missed}次", missed=missed, held=len(held))
    figure = WarningFigure("meetings-missed", title, missed, limit, "count", missed >= limit, parts)
    reason = say(
        "the sponsor missed {missed} of {held} steering meetings",
        "项目发起人缺席了{held}次指导委员会会议中的{missed}次",
        missed=missed,
        held=len(held),
    )
    yield figure, reason, About("record", "concept/meetings")


def _acts(facts: WarningFacts, limits: Limits) -> Iterator[Reason]:
    """Days since the last act; since the beginning when there is none, once team or meetings are kept at all."""
    records = facts.records
    done = [day for day in records.acts if day <= facts.as_of]
    began = min((one.started for one in records.courses if one.started), default=None)
    since = max(done) if done else began if records.team or records.meetings or records.acts else None
    if since is None or not facts.running:
        return
    days, limit = (facts.as_of - since).days, limits["sponsor_silent_days"]
    title = Text("Days without an act of leadership", "没有领导行动的天数")
    figure = WarningFigure("days-without-act", title, days, limit, "days", days > limit, slack=limit)
    yield figure, _no_act(since, bool(done)), About("record", "concept/acts")


def _no_act(since: date, ever: bool) -> Text:
    if ever:
        return say("no act of leadership is on record since {day}", "{day}以来没有领导行动的记录", day=since)
    return say(
        "no act of leadership is on record since the project began on {day}",
        "自{day}项目开始以来没有领导行动的记录",
        day=since,
    )


def _signed_unread(facts: WarningFacts, limits: Limits) -> Iterator[Reason]:
    """The signature that was read least; signatures of which nobody noted what was opened are not among the facts."""
    noted = [one for one in facts.records.signings if one.signed]
    if not noted:
        return
    least = min(noted, key=lambda one: one.opened / one.signed)
    title = Text("Deliverables opened before signing, least of all gates", "签署前打开过的交付物（最少的关口）")
    figure = percent("opened", title, least.opened, least.signed, limits["signed_opened"], low_is_bad=True)
    reason = say(
        "a gate was signed after {opened} of {signed} deliverables had been opened",
        "签署某一关口前，{signed}项交付物中仅打开过{opened}项",
        opened=least.opened,
        signed=least.signed,
    )
    yield figure, reason, About("phase", least.phase)


def bottom_up(facts: WarningFacts, _limits: Limits) -> Iterator[Warning]:
    """No sponsor above department level; one of unknown level is not judged, and that there is none is a blocker."""
    levels = [mate.level for mate in clients_team(facts) if mate.role == "sponsor"]
    if not levels or not all(levels) or any(level in ABOVE_DEPARTMENT for level in levels):
        return
    title = Text("Sponsors above department level", "高于部门层级的发起人")
    yield Warning(
        "bottom-up",
        Text(
            "No sponsor stands above department level; conflicts between departments have nobody to settle them.",
            "没有高于部门层级的项目发起人，跨部门分歧无人裁决。",
        ),
        About("record", "concept/team"),
        (WarningFigure("sponsors-above", title, 0, 1, "count", True, low_is_bad=True),),
    )


def it_only(facts: WarningFacts, limits: Limits) -> Iterator[Warning]:
    """The client's project manager and most of the client's team come from IT."""
    team = clients_team(facts)
    leads = [mate for mate in team if mate.role == "client-pm"]
    if len(team) < MANY or not leads or not all(mate.it for mate in leads):
        return
    from_it = sum(mate.it for mate in team)
    title = Text("IT people in the client's team", "客户团队中的 IT 人员")
    figure = percent("it-share", title, from_it, len(team), limits["it_team_share"])
    if figure.beyond:
        sentence = say(
            "The client's project manager and {it} of {team} people of the client's team come from IT.",
            "客户项目经理来自 IT 部门，客户团队{team}人中有{it}人来自 IT。",
            it=from_it,
            team=len(team),
        )
        yield Warning("it-only", sentence, About("record", "concept/team"), (figure,))


def silent_client(facts: WarningFacts, limits: Limits) -> Iterator[Warning]:
    """Nobody of the client was seen for too long while something waits; who never came is silent since it began."""
    waiting = [one for one in facts.records.waiting if one.since <= facts.as_of]
    if not waiting or not facts.running:
        return
    since = facts.seen or min(one.since for one in waiting)
    days, limit, count = (facts.as_of - since).days, limits["silent_client_days"], sum(one.count for one in waiting)
    if days < limit:
        return
    figures = (
        WarningFigure("days-silent", Text("Days without a sign of the client", "客户无动静的天数"), days, limit, "days",
                      True, slack=limit),
        WarningFigure("waiting", Text("Things that wait on the client", "等待客户处理的事项"), count, 0, "count",
                      True, slack=limit),
    )  # fmt: skip
    yield Warning("silent-client", _silence(facts, since, days, count), About("project", ""), figures)


def _silence(facts: WarningFacts, since: date, days: int, count: int) -> Text:
    words: dict[str, object] = {"days": days, "day": since, "count": count}
    if facts.seen is None:
        return say(
            "Nobody of the client has signed in for {days} days, since {day}; things that wait on them: {count}.",
            "自{day}起{days}天，客户方无人登录；等待其处理的事项有{count}项。",
            **words,
        )
    return say(
        "Nobody of the client signed in or acted for {days} days, since {day}; things that wait on them: {count}.",
        "自{day}起{days}天，客户方无人登录或操作；等待其处理的事项有{count}项。",
        **words,
    )
