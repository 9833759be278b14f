"""A closed assessment as its page, its table and its chart show it, beside another one to compare with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy import select

from app.charts import Outline, Voice, radar
from app.database import db
from app.facts.readiness import advised, asked_of, closed_before, ratings_of
from app.facts.thresholds import limits_of
from app.language import language, number, percent, say
from app.models import Assessment, Project, RaterAnswer, User
from app.readiness.drawn import figure_of
from app.words import _
from phases.model import Limits
from phases.readiness.groups import CLIENT, TITLES, Grouped, grouped
from phases.readiness.scores import FULL, Rating, Readiness, readiness
from phases.readiness.statements import load, wording
from phases.readiness.words import FACTORS, STAGES


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement: its mean of 100, how many knew and how many did not, the lowest and highest rating, notes."""

    factor: str
    text: str
    mean: float | None
    shown: str
    known: int
    unknown: int
    range: str
    change: float | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactorLine:
    """A factor as shown; `good` None when it was not rated. `groups` are the means of the sides that may be shown."""

    title: str
    score: str
    good: bool | None
    change: str
    rose: bool | None
    known: str
    coverage: str
    unknown: int
    raters: int
    spread: str
    groups: tuple[str, ...]
    apart: str
    statements: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The page; `groups` are the headings of the sides, `group_note` says what is not broken out and why."""

    mean: str
    mean_change: str
    balance: str
    ahead: str
    ahead_good: bool | None
    coverage: str
    raters: int
    limit: str
    ahead_limit: str
    advice: str
    reasons: tuple[str, ...]
    chart: Markup | None
    groups: tuple[str, ...]
    group_note: str
    factors: tuple[FactorLine, ...]
    before: Assessment | None
    others: tuple[tuple[int, bool], ...]
    stage: str
    recommended_by: str


def result_of(project: Project, assessment: Assessment, compared: int | None = None) -> Result:
    """The figures of a closed assessment beside assessment no. `compared`, without one beside the last before it."""
    limits = limits_of(project)
    ratings = ratings_of(assessment, project.time_zone)
    found = readiness(ratings, asked=asked_of(assessment))
    before = _compared(assessment, compared)
    then = ratings_of(before, project.time_zone) if before else []
    earlier = readiness(then, asked=asked_of(before)) if before else None
    sides = grouped(ratings, int(limits["evaluation"]["group_minimum"]))
    given = advised(found, project)
    shown = _shown_sides(sides)
    lines = _statements(assessment, ratings, then)
    return Result(
        mean=number(found.mean),
        mean_change=signed(_difference(found.mean, earlier.mean if earlier else None)),
        balance=number(found.balance, 2),
        ahead=number(found.ahead),
        ahead_good=None if found.ahead is None else found.ahead <= limits["golive"]["technology_ahead"],
        coverage=_coverage(found),
        raters=len({one.rater for one in ratings}),
        limit=f"{limits['golive']['readiness']:g}",
        ahead_limit=f"{limits['golive']['technology_ahead']:g}",
        advice=given.word,
        reasons=tuple(say(one) for one in given.reasons),
        chart=_chart(assessment, found, before, earlier) if found.scores else None,
        groups=tuple(say(TITLES[side]) for side in shown),
        group_note=_group_note(sides, int(limits["evaluation"]["group_minimum"])),
        factors=tuple(_factors(found, earlier, sides, shown, lines, limits["golive"])),
        before=before,
        others=tuple((one, before is not None and one == before.number) for one in _others(assessment)),
        stage=say(STAGES.get(assessment.stage)),
        recommended_by=_name(assessment.recommended_by_id),
    )


def signed(value: float | None) -> str:
    """A change with its sign: +4.5, −3, ±0; a dash where nothing can be compared."""
    if value is None:
        return "–"
    rounded = round(value, 1)
    return f"{'+' if rounded > 0 else '−' if rounded < 0 else '±'}{number(abs(rounded))}"


def statement_rows(result: Result) -> Iterator[tuple[object, ...]]:
    """The table as a file has it: one row a statement."""
    for factor in result.factors:
        for one in factor.statements:
            yield (
                factor.title, one.text, None if one.mean is None else round(one.mean, 1), one.known, one.unknown,
                one.range, None if one.change is None else round(one.change, 1), len(one.notes),
            )  # fmt: skip


def _name(user: int | None) -> str:
    return db.session.scalar(select(User.name).where(User.id == user)) or "" if user is not None else ""


def _compared(assessment: Assessment, wanted: int | None) -> Assessment | None:
    if wanted is not None and wanted != assessment.number:
        asked = select(Assessment).where(
            Assessment.project_id == assessment.project_id, Assessment.number == wanted, Assessment.state == "closed"
        )
        if (found := db.session.scalar(asked)) is not None:
            return found
    return closed_before(assessment)


def _others(assessment: Assessment) -> Iterable[int]:
    mine = (Assessment.project_id == assessment.project_id, Assessment.state == "closed")
    return db.session.scalars(
        select(Assessment.number).where(*mine, Assessment.id != assessment.id).order_by(Assessment.number.desc())
    ).all()


def _difference(now: float | None, then: float | None) -> float | None:
    return None if now is None or then is None else now - then


def _coverage(found: Readiness) -> str:
    asked = sum(one.asked for one in found.factors)
    return percent(sum(one.rated for one in found.factors) / asked) if asked else "–"


def _shown_sides(sides: Grouped) -> tuple[str, ...]:
    present = {one.side for one in sides.ratings if one.points is not None}
    return () if sides.hidden else tuple(side for side in ("firm", "sponsor", "client", CLIENT) if side in present)


def _group_note(sides: Grouped, least: int) -> str:
    if sides.hidden:
        return _("Too few of the staff rated to break out groups without telling who said what.")
    if sides.merged:
        return _(
            "Fewer than %(least)s of the staff rated: they are shown together with sponsor and executives.", least=least
        )
    return ""


def _factors(
    found: Readiness, earlier: Readiness | None, sides: Grouped, shown: tuple[str, ...],
    lines: Mapping[str, tuple[StatementLine, ...]], limits: Limits,
) -> Iterator[FactorLine]:  # fmt: skip
    by_side = {one.factor: {side: mean for side, mean, _n in one.by_side} for one in readiness(sides.ratings).factors}
    then = earlier.scores if earlier else {}
    for one in found.factors:
        means = [by_side[one.factor].get(side) for side in shown]
        known = [mean for mean in means if mean is not None]
        change = _difference(one.score, then.get(one.factor))
        yield FactorLine(
            title=say(FACTORS[one.factor]),
            score=number(one.score),
            good=None if one.score is None else one.score >= limits["readiness"],
            change=signed(change),
            rose=None if change is None or round(change, 1) == 0 else change > 0,
            known=f"{one.rated} / {one.asked}",
            coverage=percent(one.coverage) if one.asked else "–",
            unknown=one.unknown,
            raters=one.raters,
            spread=number(one.spread),
            groups=tuple(number(mean) for mean in means),
            apart=number(max(known) - min(known)) if len(known) > 1 else "–",
            statements=lines.get(one.factor, ()),
        )


def _statements(
    assessment: Assessment, ratings: list[Rating], then: list[Rating]
) -> dict[str, tuple[StatementLine, ...]]:
    """By factor the statements of the method, then others that were rated; notes in the order of the alphabet."""
    notes: dict[str, list[str]] = {}
    rows = db.session.execute(
        select(RaterAnswer.statement, RaterAnswer.note).where(
            RaterAnswer.assessment_id == assessment.id, RaterAnswer.note != ""
        )
    )
    for statement, note in rows:
        notes.setdefault(statement, []).append(note)
    now, before = _by_statement(ratings), _by_statement(then)
    found = {}
    for factor, statements in load().items():
        ids = [one.id for one in statements]
        own = sorted({one.statement for one in ratings if one.factor == factor} - set(ids))
        if own and not any(id in now for id in ids):
            ids = []  # ratings of the time before assessments: only what was rated then
        found[factor] = tuple(
            _line(factor, id, now.get(id, []), before.get(id, []), notes.get(id, [])) for id in [*ids, *own]
        )
    return found


def _by_statement(ratings: list[Rating]) -> dict[str, list[Rating]]:
    found: dict[str, list[Rating]] = {}
    for one in ratings:
        found.setdefault(one.statement, []).append(one)
    return found


def _line(factor: str, id: str, ratings: list[Rating], then: list[Rating], notes: list[str]) -> StatementLine:
    points = [one.points for one in ratings if one.points is not None]
    mean = _mean(points)
    return StatementLine(
        factor=factor,
        text=say(wording(id)),
        mean=mean,
        shown=number(mean),
        known=len(points),
        unknown=len(ratings) - len(points),
        range=f"{min(points)}–{max(points)}" if points else "–",
        change=_difference(mean, _mean([one.points for one in then if one.points is not None])),
        notes=tuple(sorted(notes)),
    )


def _mean(points: list[int]) -> float | None:
    return 100 * sum(points) / (FULL * len(points)) if points else None


def _chart(assessment: Assessment, found: Readiness, before: Assessment | None, earlier: Readiness | None) -> Markup:
    outlines = [Outline(_("No. %(number)s", number=assessment.number), [one.score for one in found.factors])]
    if before is not None and earlier is not None and earlier.scores:
        outlines.append(Outline(_("No. %(number)s", number=before.number), [one.score for one in earlier.factors]))
    return figure_of(
        radar(
            [say(title) for title in FACTORS.values()], outlines, key="readiness", title=_("Readiness by factor"),
            about=_("The six factors round a centre, from 0 to 100; a dent is a factor that lags."), axis=_("Factor"),
            voice=Voice(language(), gettext),
        )
    )  # fmt: skip
