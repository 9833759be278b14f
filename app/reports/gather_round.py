"""Rows to the report of an evaluation round: indicators now and before, effect, findings, actions, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from flask_babel import force_locale

from app.charts import Drawing, Span, Voice
from app.charts.case_lanes import case_lanes
from app.charts.lanes import LaneStep
from app.clock import day_in
from app.errors import Refused
from app.facts.basis import changed_since
from app.facts.benefits import returned
from app.facts.beside import beside
from app.facts.criteria import RoundFigure, figures_of
from app.facts.evaluation import (
    RoundFact,
    SourceFact,
    rounds_of,
    scheme_of,
    sources_of,
    sources_used,
)
from app.facts.freezing import corrections_of, criteria_in
from app.facts.next_steps import steps_of as steps_of_round
from app.facts.rectification import ActionFact, FindingFact
from app.facts.views import views_of
from app.language import moved
from app.models import Project
from app.reports.alarms import alarms_of
from app.reports.gather_since import account_of, since_closing, steps_drawn
from app.reports.order import Order
from app.reports.sources import (
    Action,
    Aim,
    CorrectedFigure,
    Course,
    Cover,
    Evaluation,
    Gain,
    Observation,
    RoundCorrected,
    Source,
)
from app.reports.wording import signed_number
from app.words import _
from phases.edition import editions
from phases.evaluation import effect
from phases.evaluation.attribution import METHODS
from phases.evaluation.cases import ProcessCases, restored
from phases.evaluation.model import Indicator
from phases.evaluation.model import restored as indicator
from phases.evaluation.parts import part_scores
from phases.evaluation.rectification import OUTCOMES, TITLES, outcome
from phases.evaluation.rounds import compare
from phases.evaluation.scheme import Scheme
from phases.model import Text, same, say

TERMS = ("round", "breadth", "depth", "effect", "baseline", "coverage", "not-measured", "band", "rectification")
COURSES = ("breadth.activation", "breadth.active-share", "breadth.stickiness")
"""The shares that are followed over the rounds."""
ROOM = (627.0, 880.0)
"""The room for a drawing on a page below its heading, across and down, in CSS pixels."""
SOURCE_KINDS = {
    "events": Text("Usage events", "使用日志"),
    "users": Text("Users and licences", "用户与许可"),
    "functions": Text("Functions in scope", "范围内功能"),
    "cases": Text("Process cases", "流程案例"),
    "records": Text("Files of records", "记录文件"),
}


def gather_round(project: Project, cover: Cover, order: Order) -> Evaluation:
    """The round beside the one before it; refused when there is none with this number."""
    rounds = rounds_of([project.id])[project.id]
    one = next((round_ for round_ in rounds if str(round_.number) == order.subject), None)
    if one is None:
        raise Refused(_("The project has no evaluation round %(number)s.", number=order.subject))
    stood = beside(project.id, one, rounds)
    earlier, last = stood.rounds, stood.before
    indicators = stood.indicators(earlier)
    now, before = indicators[one.id], indicators[last.id] if last else ()
    measured_by = one.edition or project.edition
    scheme, edition = scheme_of(measured_by), editions()[measured_by]
    findings, showed = stood.findings, [restored(values) for values in one.facts.get("cases", ())]
    names = _names(scheme, (*before, *now))
    return Evaluation(
        cover=replace(cover, texts=_with_conclusion(cover.texts, one)),
        scheme=scheme,
        number=one.number,
        period=Span(one.from_date, one.to_date),
        indicators=now,
        before=before,
        changes=compare(before, now) if last else (),
        courses=courses_of(scheme, earlier, indicators),
        aims=aims_of(project, one, cover),
        observations=observations_of(findings, one, names),
        actions=actions_of(findings, earlier, one, names, cover),
        sources=_sources(sources_used(one) if one.computed_at else sources_of(project.id), project.time_zone),
        remarks=tuple(Text(**remark) for remark in one.facts.get("remarks", ())),
        terms=tuple(edition.glossary[id] for id in TERMS if id in edition.glossary),
        steps=steps_of_round(one, now) if one.computed_at else (),
        warnings=alarms_of(project, cover.moment),
        cases=tuple(showed),
        flows=tuple(flows_of(showed, steps_drawn(project, stood.kept, showed, cover.language), cover.language)),
        gains=gains_of(project, one, cover),
        parts=part_scores((each.for_method() for each in criteria_in(project.id, one)), now),
        views=views_of(one, now),
        corrections=tuple(corrections_before(project, earlier)),
        changed=tuple(changed_since(one, sources_of(project.id), project.edition)),
        account=returned(project),
        account_kept=account_of(stood.kept),
        closed_on=day_in(stood.kept.created_at, project.time_zone) if stood.kept else None,
        since=tuple(since_closing(project, stood)),
    )


def corrections_before(project: Project, rounds: Sequence[RoundFact]) -> Iterator[RoundCorrected]:
    """The newest correction by later data of each round so far; none that changed nothing."""
    found = corrections_of([one.id for one in rounds])
    for one in rounds:
        newest = [each for each in found[one.id] if each.purpose == "data"][-1:]
        for each in newest:
            figures = tuple(_figure_corrected(change) for change in each.contents["changes"])
            if figures:
                day = day_in(each.created_at, project.time_zone)
                yield RoundCorrected(one.number, each.number, day, each.reason, figures)


def _figure_corrected(change: Mapping[str, Any]) -> CorrectedFigure:
    old, new = (indicator(change[side]) if change[side] else None for side in ("old", "new"))
    one = new or old
    assert one is not None, "a figure stands on one side at least"
    causes = tuple(Text(**cause) for cause in change["causes"])
    return CorrectedFigure(one.called, one.unit, old.value if old else None, new.value if new else None, causes)


def flows_of(showed: Sequence[ProcessCases], drawn: Mapping[str, LaneStep], language: str) -> Iterator[Drawing]:
    """The swim lanes of the processes with cases: the drawing of the screen, as few steps wide as a page is high."""
    with force_locale(language):
        for one in showed:
            title = _("Where the cases went: %(name)s", name=one.name)
            voice = Voice("zh" if language == "zh" else "en", _)
            made = [
                case_lanes(one, drawn, key=f"cases-{one.key}", title=title, columns=columns, voice=voice)
                for columns in (3, 4, 6, 9)
            ]
            fitting = [whole.drawing for whole in made if whole is not None]
            if fitting and one.finished:
                yield next((one for one in fitting if _fits(one)), fitting[-1])


def _fits(one: Drawing) -> bool:
    """Whether a drawing stands on one page, shrunk to the width of the page if it is wider."""
    across, down = ROOM
    return one.height * min(1, across / one.width) <= down


def gains_of(project: Project, one: RoundFact, cover: Cover) -> tuple[Gain, ...]:
    """The criteria whose change in this round is ascribed to the rollout, with method, share and reason."""
    figures = figures_of([one.id])[one.id]
    voice = Voice(cover.language, str)
    found = []
    for criterion in criteria_in(project.id, one):
        figure, method = figures.get(criterion.key), criterion.for_method()
        if figure is None or criterion.baseline is None or criterion.attribution not in METHODS:
            continue
        if not effect.counts(method, figure.for_method()):
            continue
        change = effect.improvement(method, figure.value)
        found.append(
            Gain(
                name=criterion.name,
                change=moved(signed_number(round(change, 2), voice), criterion.unit).in_(cover.language),
                share=criterion.attributed_share,
                method=METHODS[criterion.attribution].title,
                reason=criterion.attribution_reason,
            )
        )
    return tuple(found)


def _with_conclusion(texts: Mapping[str, str], one: RoundFact) -> dict[str, str]:
    """The round's conclusion stands on the first page unless the consultant wrote other words for the report."""
    return ({"summary": one.conclusion} if one.conclusion.strip() else {}) | dict(texts)


def _names(scheme: Scheme, indicators: Iterable[Indicator]) -> dict[str, tuple[Text, str]]:
    """Title and unit of every indicator that a finding may name."""
    declared = {key: (one.title, one.unit) for key, one in scheme.definitions.items()}
    return declared | {one.key: (one.called, one.unit) for one in indicators}


def courses_of(
    scheme: Scheme, rounds: Sequence[RoundFact], indicators: Mapping[int, Sequence[Indicator]]
) -> tuple[Course, ...]:
    """Shares over the rounds so far, each on its last day; nothing while there is one round only."""
    if len(rounds) < 2:
        return ()
    values = {one.id: {indicator.key: indicator.value for indicator in indicators[one.id]} for one in rounds}
    return tuple(
        Course(scheme[key].title, tuple((one.to_date, values[one.id].get(key)) for one in rounds))
        for key in COURSES
        if key in scheme.definitions and any(values[one.id].get(key) is not None for one in rounds)
    )


def aims_of(project: Project, one: RoundFact, cover: Cover) -> tuple[Aim, ...]:
    """The success criteria with the figures of this round; a criterion without one has no figure."""
    voice = Voice(cover.language, str)
    figures = figures_of([one.id])[one.id]
    found = []
    for criterion in criteria_in(project.id, one):
        figure = figures.get(criterion.key)
        found.append(
            Aim(
                name=criterion.name,
                unit=criterion.unit,
                baseline=criterion.baseline,
                target=criterion.target,
                figure=figure.value if figure else None,
                period=_days(figure, voice) if figure else "",
                asked=_asked(figure, voice) if figure else "",
                source=figure.source if figure else "",
            )
        )
    return tuple(found)


def _asked(figure: RoundFigure, voice: Voice) -> str:
    """How many answered and how far the value may be off; nothing where nobody was asked."""
    if figure.asked is None or figure.asked.n is None:
        return ""
    n = voice.number(figure.asked.n)
    if figure.asked.interval is None:
        return f"n = {n}"
    digits = 2 if figure.asked.interval[1] < 10 else 1  # a mean on a scale of seven lies within tenths
    low, high = (voice.number(round(end, digits)) for end in figure.asked.interval)
    return say(
        "n = {n}, 95% confidence interval {low} to {high}",
        "n = {n}，95% 置信区间 {low} 至 {high}",
        n=n,
        low=low,
        high=high,
    ).in_(voice.language)


def _days(figure: RoundFigure, voice: Voice) -> str:
    """The days that a figure speaks of; of one that a survey gave, those on which people were asked."""
    asked = figure.asked_from is not None and figure.asked_to is not None
    first, last = (figure.asked_from, figure.asked_to) if asked else (figure.period_from, figure.period_to)
    assert first is not None, "a figure speaks of some days"
    assert last is not None, "a figure speaks of some days"
    days = voice.day(last) if first == last else f"{voice.day(first)} – {voice.day(last)}"
    return say("asked {days}", "调查期：{days}", days=days).in_(voice.language) if asked else days


def observations_of(
    findings: Iterable[FindingFact], one: RoundFact, names: Mapping[str, tuple[Text, str]]
) -> tuple[Observation, ...]:
    """What this round found, the severest first."""
    return tuple(
        Observation(
            title=finding.title,
            cause=finding.cause,
            indicator=names[finding.indicator][0] if finding.indicator in names else same(finding.indicator),
            severity=finding.severity,
            repeated=finding.repeats > 0,
        )
        for finding in findings
        if finding.round_id == one.id
    )


def actions_of(
    findings: Iterable[FindingFact],
    earlier: Sequence[RoundFact],
    one: RoundFact,
    names: Mapping[str, tuple[Text, str]],
    cover: Cover,
) -> tuple[Action, ...]:
    """The actions of this round, and those of rounds before that have not been dropped, by due date."""
    ids = {round_.id for round_ in earlier}
    pairs = [
        (finding, action)
        for finding in findings
        if finding.round_id in ids
        for action in finding.actions
        if finding.round_id == one.id or action.state != "dropped"
    ]
    return tuple(
        Action(
            title=action.title,
            finding=_finding(finding, one).in_(cover.language),
            owner=action.owner,
            due=action.due,
            state=TITLES[action.state],
            expected=_expected(action, names, cover),
            verified_by=action.verified_by or "",
            outcome=OUTCOMES[outcome(action.state, action.effect)],
        )
        for finding, action in sorted(pairs, key=lambda pair: (pair[1].due, pair[1].key))
    )


def _finding(finding: FindingFact, one: RoundFact) -> Text:
    if finding.round_id == one.id:
        return same(finding.title)
    return say("{title} (round {number})", "{title}（第 {number} 轮）", title=finding.title, number=finding.round)


def _expected(action: ActionFact, names: Mapping[str, tuple[Text, str]], cover: Cover) -> str:
    """The change expected of an indicator: Activation +10 percentage points."""
    if action.expected_indicator not in names:
        return ""
    title, unit = names[action.expected_indicator]
    name = title.in_(cover.language)
    if action.expected_change is None:
        return name
    change = action.expected_change if unit == "index" else action.expected_change * 100
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    amount = Voice(cover.language, str).number(abs(round(change, 2)))
    points = (
        say("{sign}{n}", "{sign}{n}", sign=sign, n=amount)
        if unit == "index"
        else say("{sign}{n} percentage points", "{sign}{n} 个百分点", sign=sign, n=amount)
    )
    return f"{name} {points.in_(cover.language)}"


def _sources(files: Iterable[SourceFact], zone: str) -> tuple[Source, ...]:
    return tuple(
        Source(
            name=one.file_name,
            kind=SOURCE_KINDS[one.kind],
            rows=one.accepted,
            refused=one.refused,
            first=_day(one.first_at, zone),
            last=_day(one.last_at, zone),
            digest=one.digest,
        )
        for one in files
    )


def _day(instant: str | None, zone: str) -> date | None:
    return day_in(datetime.fromisoformat(instant), zone) if instant else None
