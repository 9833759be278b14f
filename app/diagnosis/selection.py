"""The comparison of candidate systems as its page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.database import db
from app.diagnosis.actions import sheet_of
from app.language import listed, money, number, say
from app.models import Candidate, CandidateScore, Project, SelectionCriterion
from app.words import _
from phases import diagnosis as method

_CRITERION: Any = SelectionCriterion.__table__.c
_CANDIDATE: Any = Candidate.__table__.c
_SCORE: Any = CandidateScore.__table__.c


@dataclass(frozen=True, slots=True)
class Line:
    """A candidate; `state` is ranked, gaps or out, and `reasons` say why it is not ranked."""

    name: str
    url: str
    kind: str
    cost: str
    total: str
    rank: str
    state: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """A weight that moves by a fifth either way, with who wins then."""

    title: str
    weight: str
    lower: str
    higher: str
    changes: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A candidate in a criterion: the mean, empty where nothing was scored; from two scores on `count` and `span`."""

    mean: str = ""
    count: str = ""
    span: str = ""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion: its share of all weights, the minimum where it is essential, and a cell for each candidate."""

    title: str
    share: str
    minimum: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole page; `verdict` is the sentence that sums it up, `apart` names cells whose scores disagree.

    `currency` is that of the diagnosis sheet; empty while there is none.
    """

    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    swings: tuple[Sensitivity, ...]
    verdict: str
    budget: str
    currency: str
    apart: tuple[str, ...] = ()


def comparison_of(project: Project) -> Comparison:
    """Criteria, candidates and scores of a project compared, in four queries."""
    sheet = sheet_of(project)
    budget, currency = (sheet.budget, sheet.currency) if sheet else (None, "")
    candidates = _candidates(project.id)
    found = method.compare(_criteria(project.id), candidates, _scores(project.id), budget, currency)
    base = f"/projects/{project.key}/records/diagnosis/candidates"
    return Comparison(
        rows=tuple(_row(found, place) for place in range(len(found.criteria))),
        lines=tuple(_line(one, f"{base}/{one.candidate.key}", currency) for one in found.standings),
        swings=tuple(_sensitivity(one) for one in found.swings),
        verdict=_verdict(found),
        apart=tuple(_apart(found)),
        budget="" if budget is None else money(budget, currency),
        currency=currency,
    )


def _criteria(project_id: int) -> list[method.Criterion]:
    rows = db.session.execute(
        select(_CRITERION.key, _CRITERION.title, _CRITERION.weight, _CRITERION.essential, _CRITERION.minimum)
        .where(_CRITERION.project_id == project_id)
        .order_by(_CRITERION.number)
    )
    return [method.Criterion(key, title, weight or 0.0, bool(must), low) for key, title, weight, must, low in rows]


def _candidates(project_id: int) -> list[method.Candidate]:
    rows = db.session.execute(
        select(_CANDIDATE.key, _CANDIDATE.name, _CANDIDATE.kind, _CANDIDATE.total_cost)
        .where(_CANDIDATE.project_id == project_id)
        .order_by(_CANDIDATE.number)
    )
    return [method.Candidate(*row) for row in rows]


def _scores(project_id: int) -> list[method.Score]:
    rows = db.session.execute(
        select(_CANDIDATE.key, _CRITERION.key, _SCORE.score)
        .join_from(CandidateScore.__table__, Candidate.__table__, _CANDIDATE.id == _SCORE.candidate_id)
        .join(SelectionCriterion.__table__, _CRITERION.id == _SCORE.criterion_id)
        .where(_SCORE.project_id == project_id, _SCORE.score.is_not(None))
        .order_by(_SCORE.number)
    )
    return [method.Score(*row) for row in rows]


def _row(found: method.Selection, place: int) -> Row:
    one, whole = found.criteria[place], sum(each.weight for each in found.criteria)
    share = f"{number(100 * one.weight / whole, 0)}%" if whole else ""
    must = one.essential and one.minimum is not None
    cells = tuple(_cell(standing.cells[place], standing.given[place]) for standing in found.standings)
    return Row(one.title, share, f"≥ {number(one.minimum)}" if must else "", cells)


def _cell(mean: float | None, given: tuple[float, ...]) -> Cell:
    if mean is None or len(given) < 2:
        return Cell("" if mean is None else number(mean))
    span = f"{number(given[0])}–{number(given[-1])}"
    return Cell(number(mean), f"n = {len(given)}", span, method.disagree(given))


def _apart(found: method.Selection) -> Iterator[str]:
    """Each cell whose scores lie far apart: candidate, criterion and the scores."""
    for standing in found.standings:
        for one, given in zip(found.criteria, standing.given, strict=True):
            if method.disagree(given):
                yield f"{standing.candidate.name} · {one.title}: {listed(number(value) for value in given)}"


def _line(one: method.Standing, url: str, currency: str) -> Line:
    state = "out" if one.excluded else "gaps" if one.rank is None else "ranked"
    gaps = [_("not measured: %(what)s", what=listed(say(gap) for gap in one.gaps))] if one.gaps else []
    return Line(
        name=one.candidate.name,
        url=url,
        kind=say(method.CLASSES.get(one.candidate.kind)),
        cost="" if one.candidate.cost is None else money(one.candidate.cost, currency).strip(),
        total="" if one.total is None else number(one.total, 2),
        rank="" if one.rank is None else str(one.rank),
        state=state,
        reasons=(*(say(reason) for reason in one.excluded), *gaps),
    )


def _sensitivity(one: method.Swing) -> Sensitivity:
    low, high = (one.criterion.weight * (1 + way * method.SWING) for way in (-1, 1))
    weight = f"{number(one.criterion.weight)} ({number(low)}–{number(high)})"
    return Sensitivity(one.criterion.title, weight, listed(one.lower), listed(one.higher), one.changes)


def _verdict(found: method.Selection) -> str:
    if not found.winners:
        return _("No candidate can be ranked yet.")
    names = listed(found.winners)
    if len(found.winners) > 1:
        return _("%(names)s share the first place.", names=names)
    if not found.swings:
        return _("%(name)s is the only candidate that can be ranked.", name=names)
    if found.changes:
        return _("%(name)s comes first, but not whatever the weights: see below who wins when one moves.", name=names)
    return _("%(name)s comes first, and stays first when any one weight moves by a fifth.", name=names)
