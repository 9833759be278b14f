"""Counts that people state for a round where no file shows them, and the indicators that follow from them at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert

from app import audit
from app.database import db
from app.effects import refresh_effect
from app.errors import Conflict, Difference, Refused
from app.evaluations.limits import NAME_LENGTH, must_be_open
from app.facts.counts import counts_of, stated_counts, stated_version
from app.facts.evaluation import indicator_rows, scheme_of
from app.language import number, say
from app.models import IndicatorValue, Project, Round, StatedCount
from app.words import _
from phases.evaluation.counts import KEYS, Count, indicators

LARGEST = 2_000_000_000


@dataclass(frozen=True, slots=True)
class GivenCount:
    """So many of so many, as somebody states it, and where it was counted."""

    numerator: int
    denominator: int
    source: str


def state_counts(
    *,
    project: Project,
    round_: Round,
    counts: Mapping[str, GivenCount | None],
    version: int | None = None,
    by: int | None,
) -> None:
    """Set the round's stated counts by indicator; None takes one away. A stale `version` raises Conflict with both."""
    must_be_open(round_)
    known = stated_counts(round_.id)
    wanted = {key: _checked(round_, key, given) for key, given in counts.items()}
    if version is not None and version != stated_version(known):
        raise Conflict(_differences(round_, known, wanted), version=stated_version(known))
    changed = [key for key, count in wanted.items() if known.get(key) != count]
    if not changed:
        return
    _replace(round_, changed, wanted, by)
    refresh_counts(round_=round_)
    audit.touch(project.id)
    audit.record("counts.stated", by=by, project=project.id, about=round_.key, number=round_.number, indicators=changed)


def refresh_counts(*, round_: Round) -> None:
    """Compute what rests on counts afresh in an open round that was computed, and its scores with it."""
    if round_.computed_at is not None:
        found = indicators(scheme_of(round_.edition), counts_of(round_.id), ("breadth", "depth"))
        gone = delete(IndicatorValue).where(
            IndicatorValue.round_id == round_.id, IndicatorValue.indicator.in_([one.key for one in found])
        )
        db.session.execute(gone)
        db.session.execute(insert(IndicatorValue), indicator_rows(round_.id, found))
    refresh_effect(round_=round_)


def _checked(round_: Round, key: str, given: GivenCount | None) -> Count | None:
    if key not in KEYS:
        raise Refused(_("This indicator cannot be stated as a count."))
    if given is None:
        return None
    title = say(scheme_of(round_.edition)[key].title)
    if not 0 <= given.numerator <= given.denominator <= LARGEST or given.denominator == 0:
        raise Refused(
            _("%(title)s: the first number lies between 0 and the second, and the second is above 0.", title=title)
        )
    source = " ".join(given.source.split())
    if not source or len(source) > NAME_LENGTH:
        raise Refused(_("%(title)s: say where it was counted, in at most 300 characters.", title=title))
    return Count(given.numerator, given.denominator, source)


def _replace(round_: Round, changed: list[str], wanted: Mapping[str, Count | None], by: int | None) -> None:
    gone = delete(StatedCount).where(StatedCount.round_id == round_.id, StatedCount.indicator.in_(changed))
    db.session.execute(gone)
    for key in changed:
        if (count := wanted[key]) is not None:
            values = {"numerator": count.numerator, "denominator": count.denominator, "source": count.source}
            db.session.add(StatedCount(round_id=round_.id, indicator=key, entered_by_id=by, **values))
    db.session.flush()


def _differences(round_: Round, known: Mapping[str, Count], wanted: Mapping[str, Count | None]) -> list[Difference]:
    scheme = scheme_of(round_.edition)
    pairs = [
        Difference(say(scheme[key].title), _in_words(known.get(key)), _in_words(count)) for key, count in wanted.items()
    ]
    return [one for one in pairs if one.theirs != one.mine]


def _in_words(count: Count | None) -> str:
    if count is None:
        return ""
    return f"{number(count.numerator, 0)} / {number(count.denominator, 0)} · {count.source}"
