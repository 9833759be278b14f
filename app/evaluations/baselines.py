"""Where the baseline of a success criterion may be taken from: its value in a round, or what a closed survey said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.database import db
from app.errors import Refused
from app.facts.criteria import figures_of
from app.facts.evaluation import rounds_of
from app.facts.surveys import Counted, counted_of
from app.language import day, number, say
from app.models import Project, Round
from app.words import _
from phases.evaluation.readings import WAYS, Way, read

if TYPE_CHECKING:
    from app.evaluations.actions_criteria import Agreement


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that is there: where it comes from, the day it was taken, and the period if it speaks of one.

    `instrument` is set where a survey says it: only a criterion that names this instrument may take it.
    """

    title: str
    value: float
    on: date
    source: str
    first: date | None = None
    last: date | None = None
    instrument: str = ""


def offers(project: Project, criterion: str = "") -> Mapping[str, Offer]:
    """The values that may be taken, by a word that a form sends; `criterion` is the key of one that exists."""
    rounds = rounds_of([project.id])[project.id]
    found: dict[str, Offer] = {}
    for one, figures in zip(rounds, figures_of([each.id for each in rounds]).values(), strict=True):
        if figure := figures.get(criterion):
            source = " · ".join(filter(None, (_("Round %(number)s", number=one.number), figure.source)))
            found[f"round-{one.number}"] = Offer(
                _("%(where)s: %(value)s", where=source, value=number(figure.value, 2)), figure.value,
                figure.asked_to or figure.period_to, source, figure.period_from, figure.period_to,
            )  # fmt: skip
    for said in counted_of(project.id):
        found[f"survey-{said.survey}-{said.instrument}"] = _of_survey(project, said)
    return found


def _of_survey(project: Project, said: Counted) -> Offer:
    way: Way = WAYS[f"survey-{said.instrument}"]
    value, (_opened, on) = read(way, said.counts).value, said.days(project.time_zone)
    window = db.session.execute(select(Round.from_date, Round.to_date).where(Round.id == (said.round_id or 0))).first()
    source = f"{said.title} · {said.instrument.upper()} · n = {said.n}"
    first, last = window or (None, None)
    title = _("%(where)s: %(value)s (%(day)s)", where=source, value=number(value, 2), day=day(on))
    return Offer(title, value, on, source, first, last, said.instrument)


def with_baseline_of(project: Project, agreement: Agreement, chosen: str, criterion: str = "") -> Agreement:
    """The agreement with the baseline that was chosen, as it stands now; unchanged when nothing was chosen."""
    if not chosen:
        return agreement
    found = offers(project, criterion).get(chosen)
    if found is None:
        raise Refused(_("This value is no longer there. Choose another baseline, or type one."))
    if found.instrument and found.instrument != (WAYS[agreement.way].instrument or agreement.way):
        raise Refused(
            _("“%(source)s” measures something else than this criterion (%(way)s).", source=found.source,
              way=say(WAYS[agreement.way].title))
        )  # fmt: skip
    return replace(
        agreement, baseline=found.value, baseline_date=found.on, baseline_source=found.source,
        baseline_from=found.first, baseline_to=found.last,
    )  # fmt: skip
