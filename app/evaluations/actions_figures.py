"""Figures of a round against the success criteria, and the effect indicators that follow from them at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update

from app import audit
from app.database import db
from app.effects import refresh_effect
from app.errors import Conflict, Difference, Refused
from app.evaluations.limits import must_be_number, must_be_open
from app.facts.criteria import RoundFigure, SuccessCriterion, criteria_of, figures_of, figures_version
from app.language import day, listed, number, say
from app.models import Criterion, EffectFigure, Project, Round
from app.words import _
from phases.evaluation.readings import WAYS, problem, read


@dataclass(frozen=True, slots=True)
class GivenFigure:
    """A criterion's value as somebody enters it: the period it speaks of, where it comes from, and whether its scope
    is that of the baseline.

    `inputs` are the counts of a computed criterion, whose value follows from them. `accepted` is the reason to compare
    a figure that is not like for like with its baseline.
    """

    value: float | None
    period_from: date
    period_to: date
    source: str = ""
    comparable: bool = True
    inputs: Mapping[str, float] = field(default_factory=dict)
    accepted: str = ""


def enter_figures(
    *,
    project: Project,
    round_: Round,
    figures: Mapping[str, GivenFigure | None],
    version: int | None = None,
    by: int | None,
) -> None:
    """Set the round's figures by the keys of criteria; None takes one away: not entered is not measured.

    `version` is what figures_version() gave when the person read them; a stale one raises Conflict with both.
    """
    must_be_open(round_)
    criteria = {one.key: one for one in criteria_of(project.id, used_in=round_.id)}
    known = figures_of([round_.id])[round_.id]
    _check(criteria, known, figures)
    if version is not None and version != figures_version(known):
        raise Conflict(list(_differences(criteria, known, figures)), version=figures_version(known))
    changed = [key for key, given in figures.items() if _put(round_, criteria[key], known.get(key), given, by)]
    if changed:
        db.session.flush()
        refresh_effect(round_=round_)
        audit.touch(project.id)
        audit.record("figures.entered", by=by, project=project.id, about=round_.key, criteria=changed)


def _check(
    criteria: Mapping[str, SuccessCriterion],
    known: Mapping[str, RoundFigure],
    figures: Mapping[str, GivenFigure | None],
) -> None:
    for key, given in figures.items():
        if key not in criteria:
            raise Refused(_("There is no such success criterion in this project."))
        if criteria[key].instrument:
            _must_be_the_surveys(criteria[key], known.get(key), given)
        if given is None:
            continue
        must_be_number(given.value)
        _check_counts(criteria[key], given)
        if given.period_to < given.period_from:
            raise Refused(_("%(name)s: the period ends before it begins.", name=criteria[key].name))


def _must_be_the_surveys(criterion: SuccessCriterion, known: RoundFigure | None, given: GivenFigure | None) -> None:
    """What a survey says is not typed over; only whether it may be compared is for people to say."""
    if (known is None) != (given is None) or (known and given and dict(given.inputs) != dict(known.inputs)):
        raise Refused(_("%(name)s: its value comes from the round's survey.", name=criterion.name))


def _check_counts(criterion: SuccessCriterion, given: GivenFigure) -> None:
    way = WAYS[criterion.way]
    if way.inputs:
        for count in given.inputs.values():
            must_be_number(count)
        if (sentence := problem(way, given.inputs)) is not None:
            raise Refused(_("%(name)s: %(problem)s", name=criterion.name, problem=say(sentence)))
    elif given.value is None:
        raise Refused(_("Give a number."))


def value_of_figure(criterion: SuccessCriterion, given: GivenFigure) -> float:
    """The value entered, or computed from its counts."""
    way = WAYS[criterion.way]
    value = read(way, given.inputs).value if way.inputs else given.value
    assert value is not None, "a figure that was checked has its value"
    return value


def forget_acceptances(*, project: Project, criterion: Criterion) -> None:
    """Take back in open rounds what was accepted as comparable with a baseline that is another now."""
    rounds = select(Round.id).where(Round.project_id == project.id, Round.state == "open")
    db.session.execute(
        update(EffectFigure)
        .where(EffectFigure.criterion_id == criterion.id, EffectFigure.round_id.in_(rounds))
        .where(EffectFigure.accepted != "")
        .values(accepted="", accepted_by_id=None, version=EffectFigure.version + 1)
    )


def _put(
    round_: Round, criterion: SuccessCriterion, known: RoundFigure | None, given: GivenFigure | None, by: int | None
) -> bool:
    """Bring one figure to what is given; whether anything changed."""
    if given is None:
        gone = delete(EffectFigure).where(EffectFigure.round_id == round_.id, EffectFigure.criterion_id == criterion.id)
        if known is not None:
            db.session.execute(gone)
        return known is not None
    values: dict[str, Any] = {
        "value": value_of_figure(criterion, given),
        "period_from": given.period_from,
        "period_to": given.period_to,
        "source": " ".join(given.source.split())[:300],
        "comparable": given.comparable,
        "inputs": dict(given.inputs) if WAYS[criterion.way].inputs else {},
        "accepted": " ".join(given.accepted.split())[:300],
    }
    if known is not None and all(getattr(known, name) == value for name, value in values.items()):
        return False
    _write(
        round_, criterion, known, {**values, "entered_by_id": by, "accepted_by_id": by if values["accepted"] else None}
    )
    return True


def _write(round_: Round, criterion: SuccessCriterion, known: RoundFigure | None, values: dict[str, Any]) -> None:
    if known is None:
        db.session.add(EffectFigure(round_id=round_.id, criterion_id=criterion.id, **values))
        return
    row = db.session.scalar(
        select(EffectFigure)
        .join(Criterion, Criterion.id == EffectFigure.criterion_id)
        .where(EffectFigure.round_id == round_.id, Criterion.key == criterion.key)
    )
    assert row is not None, "a known figure has its row"
    for name, value in values.items():
        setattr(row, name, value)


def _differences(
    criteria: Mapping[str, SuccessCriterion],
    known: Mapping[str, RoundFigure],
    figures: Mapping[str, GivenFigure | None],
) -> list[Difference]:
    pairs = [
        Difference(criteria[key].name, _in_words(known.get(key)), _in_words(given)) for key, given in figures.items()
    ]
    return [one for one in pairs if one.theirs != one.mine]


def _in_words(figure: RoundFigure | GivenFigure | None) -> str:
    if figure is None:
        return ""
    scope = _("same scope") if figure.comparable else _("another scope")
    period = f"{day(figure.period_from)} – {day(figure.period_to)}"
    counts = listed(number(count, 4) for count in figure.inputs.values())
    shown = number(figure.value, 4) if figure.value is not None else ""
    return " · ".join(filter(None, (shown or counts, period, figure.source, scope, figure.accepted)))
