"""Computes evaluation rounds: hands stored logs, people and functions to the engine, and keeps what it finds.

The engine works without a transaction; then the round's indicators are replaced as a whole in one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import delete, insert, select, update

from app import audit
from app.analytics.engine import Engine, EngineUnavailable
from app.clock import now
from app.database import db
from app.errors import Refused
from app.facts.basis import basis_of
from app.facts.cases import asked_of, measure_all, stored_all
from app.facts.counts import counts_of, norms_of
from app.facts.evaluation import (
    effect_indicators,
    indicator_rows,
    scheme_of,
    score_facts,
    sources_of,
)
from app.models import IndicatorValue, Project, Round, RoundCorrection, UsageSource
from app.queue import Work
from app.transactions import transaction
from app.usage.computed import Computed, digests
from app.usage.corrections import Asked, closed_round, keep
from app.usage.days import keep_missing
from app.usage.evaluating import evaluate
from app.usage.known import functions_of, users_of
from app.usage.logs import restore
from app.usage.records.of_project import Counted
from app.usage.storage import events_path
from app.words import _
from phases.evaluation import cases, counts
from phases.workdays import is_working_day


def evaluate_round(work: Work) -> None:
    """The job that computes a round; its payload names the round by key."""
    project = db.session.get_one(Project, work.project_id)
    if "correct" in work.payload:
        correct_round(work, project)
        return
    round_ = _find(project, work.payload["round"])
    work.progress(0.1, _("Reading the usage log."))
    computed = compute(project, round_)
    work.progress(0.9, _("Storing the indicators."))
    with work.completion() as result:
        store(project, round_, computed, by=work.by_id)
        result["url"] = f"/projects/{project.key}/rounds/{round_.number}"


def compute_now(*, project: Project, round_: Round, by: int | None) -> None:
    """Compute an open round here and now, outside a request: for the command line and the demonstration."""
    _must_be_open(round_)
    computed = compute(project, round_)
    with transaction():
        store(project, round_, computed, by=by)


def correct_round(work: Work, project: Project) -> None:
    """The part of the job that computes a closed round anew, beside what is frozen."""
    round_ = closed_round(project, work.payload["round"])
    asked = Asked.given(work.payload["correct"])
    work.progress(0.1, _("Reading the usage log."))
    computed = compute(project, round_, edition=asked.edition or round_.edition, only=asked.only)
    work.progress(0.9, _("Storing the indicators."))
    with work.completion() as result:
        kept = keep(project, round_, computed, asked, by=work.by_id)
        result["url"] = f"/projects/{project.key}/rounds/{round_.number}/corrections/{kept.number}"


def correct_now(*, project: Project, round_: Round, asked: Asked, by: int | None) -> RoundCorrection:
    """Compute a closed round anew here and now, outside a request: for the command line and the demonstration."""
    round_ = closed_round(project, round_.key)
    computed = compute(project, round_, edition=asked.edition or round_.edition, only=asked.only)
    with transaction():
        return keep(project, round_, computed, asked, by=by)


def compute(project: Project, round_: Round, *, edition: str = "", only: Sequence[str] = ()) -> Computed:
    """Ask the engine about a round: what goes in is read at one moment, the engine works without a transaction.

    `edition` is the one to measure by, the project's unless given; `only` names the logs to use by key.
    """
    edition, first, last = edition or project.edition, round_.from_date, round_.to_date
    sources = sources_of(project.id)
    asked: dict[str, Any] = {
        "events": _events(project.id, only),
        "users": users_of(project.id, on=last),
        "functions": functions_of(project.id),
        "time_zone": project.time_zone,
        "is_working_day": partial(is_working_day, country=project.country),
        "scheme": scheme_of(edition),
        "norms": norms_of(project.id),
    }
    lists, basis = digests(asked["users"], asked["functions"], asked["norms"]), basis_of(project.id)
    with_cases = asked_of(project)
    in_files = Counted.of(project)
    db.session.rollback()
    engine = Engine(address=current_app.extensions["settings"].analytics)
    found = measure_all(with_cases, first, last, idle_days=int(scheme_of(edition).limits["case_idle_days"]))
    try:
        evaluation = evaluate(first=first, last=last, engine=engine, **asked)
        counted = in_files.count(first, last, found, scheme_of(edition), engine)
    except EngineUnavailable:
        raise Refused(_("The analytics engine that SEXTANT_ANALYTICS names cannot be reached.")) from None
    return Computed(evaluation, first, last, edition, sources, found, counted, lists, basis)


def store(project: Project, round_: Round, computed: Computed, *, by: int | None) -> None:
    """Replace the indicators of a round, usage and effect, in the present transaction; refused when it is closed.

    The round's version stays: it guards what people write, and nobody wrote this.
    """
    _must_be_open(round_, hold=True)
    scheme = scheme_of(computed.edition)
    facts = _facts(computed)
    # The effect of cases is read from the round's facts, so that entering a figure later computes it from the same.
    db.session.execute(update(Round).where(Round.id == round_.id).values(facts=facts))
    from_cases = (one for one in cases.indicators(scheme, computed.cases) if one.dimension == "depth")
    from_counts = counts.indicators(scheme, counts_of(round_.id), ("breadth", "depth"))
    effects = effect_indicators(scheme, project.id, round_.id)
    indicators = (*computed.evaluation.indicators, *from_cases, *from_counts, *effects)
    db.session.execute(delete(IndicatorValue).where(IndicatorValue.round_id == round_.id))
    db.session.execute(insert(IndicatorValue), indicator_rows(round_.id, indicators))
    facts |= score_facts(scheme, indicators)
    db.session.execute(
        update(Round).where(Round.id == round_.id).values(computed_at=now(), edition=computed.edition, facts=facts)
    )
    keep_missing(project.id)
    audit.record("round.computed", by=by, project=project.id, about=round_.key, number=round_.number)
    db.session.flush()
    db.session.refresh(round_)


def _find(project: Project, key: str) -> Round:
    found = db.session.scalar(select(Round).where(Round.project_id == project.id, Round.key == key))
    if found is None:
        raise Refused(_("The round has been deleted meanwhile."))
    _must_be_open(found)
    return found


def _must_be_open(round_: Round, *, hold: bool = False) -> None:
    """Refuse a round that is closed or gone; `hold` keeps it as it is until the writing transaction ends."""
    query = select(Round.state).where(Round.id == round_.id)
    state = db.session.scalar(query.with_for_update() if hold else query)
    if state is None:
        raise Refused(_("The round has been deleted meanwhile."))
    if state != "open":
        raise Refused(
            _("Round %(number)s is closed and no longer changes. Open a new round instead.", number=round_.number)
        )


def _facts(computed: Computed) -> dict[str, Any]:
    log = computed.evaluation.facts
    return {
        "window": [computed.first.isoformat(), computed.last.isoformat()],
        "sources": [asdict(one) for one in computed.sources],
        "lists": computed.lists,
        "basis": computed.basis,
        "log": log.stored(),
        "cases": stored_all(computed.cases),
        "counts": {key: asdict(one) for key, one in computed.counts.items()},
        "remarks": [asdict(remark) for remark in log.remarks()],
    }


def _events(project_id: int, only: Sequence[str] = ()) -> list[Path]:
    """The events of the project's logs; those that the data folder has lost are made again from the logs."""
    rows = db.session.scalars(
        select(UsageSource)
        .where(
            UsageSource.project_id == project_id,
            UsageSource.kind == "events",
            UsageSource.state == "ready",
            UsageSource.removed_at.is_(None),
        )
        .order_by(UsageSource.created_at, UsageSource.id)
    )
    found = []
    for source in (one for one in rows if not only or one.key in only):
        if not events_path(source.key).exists():
            restore(source)
        found.append(events_path(source.key))
    return found
