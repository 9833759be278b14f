"""Corrections of closed rounds: the same round from what is there today, value by value beside what was frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from app import audit
from app.database import db
from app.errors import Refused
from app.facts.counts import stated_counts
from app.facts.criteria import RoundFigure, figures_of
from app.facts.evaluation import SourceFact, scheme_of, score_facts
from app.facts.freezing import Frozen, corrections_of, frozen, keep_correction
from app.facts.late import arrivals_of
from app.models import Project, Round, RoundCorrection
from app.usage.computed import Computed
from app.words import _
from phases.evaluation import cases, counts, effect
from phases.evaluation.corrections import Arrival, Corrected, corrected
from phases.evaluation.counts import Count, chosen
from phases.evaluation.model import DIMENSIONS, Indicator


@dataclass(frozen=True, slots=True)
class Asked:
    """What a correction is asked for: why, by which edition (empty: the round's own), and figures reported late.

    `only` names the logs to use, by key; none means all that are there.
    `figures` has value, from, to and source by the criterion's key, `counts` numerator, denominator and source by
    indicator; both come on top of those of the round's corrections before.
    """

    purpose: str = "data"
    reason: str = ""
    edition: str = ""
    only: Sequence[str] = ()
    figures: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    counts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def given(cls, payload: Mapping[str, Any]) -> Asked:
        """What a job carries."""
        return cls(**payload)


def closed_round(project: Project, key: str) -> Round:
    """The project's closed round with this key; refused when it is open, gone, or was closed without a snapshot."""
    found = db.session.scalar(select(Round).where(Round.project_id == project.id, Round.key == key))
    if found is None:
        raise Refused(_("The round has been deleted meanwhile."))
    if found.state != "closed" or frozen(found.id) is None:
        raise Refused(_("Only a closed round is corrected; an open one is computed again."))
    return found


def keep(project: Project, round_: Round, computed: Computed, asked: Asked, *, by: int | None) -> RoundCorrection:
    """Add the correction in the present transaction; the round itself stays as it is."""
    db.session.execute(select(Round.id).where(Round.id == round_.id).with_for_update())
    stood = frozen(round_.id)
    assert stood is not None, "a closed round has its snapshot"
    late = _late(round_, asked)
    indicators = _indicators(computed, round_, stood, late)
    arrivals = (*_files(project, round_, computed, stood), *_figures(stood, late))
    changes = corrected(stood.indicators, indicators, arrivals)
    contents = {
        "window": [round_.from_date, round_.to_date],
        "sources": [asdict(one) for one in computed.sources],
        "lists": computed.lists,
        "late": late,
        "arrivals": [asdict(one) for one in arrivals],
        "indicators": [one.stored() for one in indicators],
        "changes": [_stored(one) for one in changes],
        **score_facts(scheme_of(computed.edition), indicators),
    }
    row = keep_correction(
        round_=round_, purpose=asked.purpose, edition=computed.edition, reason=asked.reason, contents=contents, by=by
    )
    audit.touch(project.id)
    audit.record(
        "round.corrected", by=by, project=project.id, about=round_.key, number=round_.number, changes=len(changes)
    )
    return row


def _late(round_: Round, asked: Asked) -> dict[str, dict[str, Any]]:
    """What was reported after the closing: with the corrections before, and now."""
    before = corrections_of([round_.id])[round_.id]
    known: Mapping[str, Any] = before[-1].contents["late"] if before else {"figures": {}, "counts": {}}
    return {"figures": {**known["figures"], **asked.figures}, "counts": {**known["counts"], **asked.counts}}


def _indicators(
    computed: Computed, round_: Round, stood: Frozen, late: Mapping[str, Mapping[str, Any]]
) -> tuple[Indicator, ...]:
    """The round's indicators from today's data; the criteria are those that were agreed at closing."""
    scheme = scheme_of(computed.edition)
    stated = stated_counts(round_.id) | {
        key: Count(one["numerator"], one["denominator"], one["source"]) for key, one in late["counts"].items()
    }
    entered = figures_of([round_.id])[round_.id]
    figures = {key: one.for_method() for key, one in entered.items()}
    figures |= {key: _figure(key, one, entered.get(key)).for_method() for key, one in late["figures"].items()}
    agreed = [one.for_method() for one in stood.criteria]
    return (
        *computed.evaluation.indicators,
        *cases.indicators(scheme, computed.cases),
        *counts.indicators(scheme, chosen(computed.counts, stated), DIMENSIONS),
        *effect.indicators(scheme, agreed, figures),
    )


def _figure(key: str, given: Mapping[str, Any], entered: RoundFigure | None) -> RoundFigure:
    """A figure reported late; of the same days as the one of then it is compared as was agreed then."""
    first, last = date.fromisoformat(given["from"]), date.fromisoformat(given["to"])
    late = RoundFigure("", 0, key, given["value"], first, last, given["source"], comparable=True)
    if entered is None or (entered.period_from, entered.period_to) != (first, last):
        return late
    return replace(late, comparable=entered.comparable, accepted=entered.accepted)


def _files(project: Project, round_: Round, computed: Computed, stood: Frozen) -> Iterator[Arrival]:
    """The files that came or went since the round was computed for the last time."""
    used = [SourceFact(**one) for one in stood.contents["facts"].get("sources", ())]
    yield from arrivals_of(project, used, computed.sources, round_.from_date, round_.to_date)


def _figures(stood: Frozen, late: Mapping[str, Mapping[str, Any]]) -> Iterator[Arrival]:
    names = {one.key: one.name for one in stood.criteria}
    for key, one in late["figures"].items():
        yield Arrival("figure", one["source"] or names.get(key, key), one["day"], about=f"effect.{key}")
    for key, one in late["counts"].items():
        yield Arrival("figure", one["source"], one["day"], about=key)


def _stored(one: Corrected) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "old": one.old.stored() if one.old else None,
        "new": one.new.stored() if one.new else None,
        "difference": one.difference,
        "causes": [asdict(cause) for cause in one.causes],
    }
