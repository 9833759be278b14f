"""What people do with rounds: open, change the dates, conclude, have the usage computed, close, take back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from flask_babel import force_locale
from sqlalchemy import func, select

from app import audit
from app.assessments import open_due
from app.clock import now
from app.database import db
from app.effects import refresh_effect
from app.errors import Difference, Refused
from app.evaluations.limits import long, must_be_current, must_be_open
from app.facts.benefits import returned
from app.facts.beside import to_be_kept
from app.facts.evaluation import indicators_of
from app.facts.freezing import freeze
from app.facts.next_steps import steps_of
from app.facts.phase_records import refresh
from app.facts.views import views_of
from app.language import day
from app.models import EffectFigure, Finding, Job, JudgementSheet, Project, Rectification, Round
from app.queue import enqueue
from app.registers.lane_steps import TO_BE, drawn_steps
from app.registers.measured import behaviour_of
from app.words import _

LANGUAGES = ("en", "zh")
LONGEST = 1100
"""Days of the longest round: three years."""


def open_round(*, project: Project, from_date: date, to_date: date, by: int | None) -> Round:
    """Open the next round of a project; both days belong to it. Refused for dates that make no sense."""
    db.session.execute(select(Project.id).where(Project.id == project.id).with_for_update())
    _must_be_sane(project, from_date, to_date)
    newest = db.session.scalar(select(func.max(Round.number)).where(Round.project_id == project.id)) or 0
    round_ = Round(
        project_id=project.id, number=newest + 1, from_date=from_date, to_date=to_date, edition=project.edition
    )
    db.session.add(round_)
    db.session.flush()
    refresh_effect(round_=round_)
    _note("round.opened", project, round_, by, **_window(round_))
    open_due(project=project, occasion="round", about=str(round_.number), by=by)
    refresh(project.id, "golive")  # the gate asks whether the first round is scheduled
    return round_


def change_dates(
    *, project: Project, round_: Round, from_date: date, to_date: date, version: int | None = None, by: int | None
) -> None:
    """Move an open round; what was computed for the old dates is out of date from then on."""
    must_be_open(round_)
    must_be_current(
        round_,
        version,
        [
            Difference(_("First day"), day(round_.from_date), day(from_date)),
            Difference(_("Last day"), day(round_.to_date), day(to_date)),
        ],
    )
    _must_be_sane(project, from_date, to_date, but=round_.id)
    round_.from_date, round_.to_date = from_date, to_date
    db.session.flush()
    _note("round.moved", project, round_, by, **_window(round_))


def write_conclusion(
    *, project: Project, round_: Round, conclusion: str, version: int | None = None, by: int | None
) -> None:
    """What the consultant makes of the round, in their own words."""
    must_be_open(round_)
    text = long(conclusion)
    must_be_current(round_, version, [Difference(_("Conclusion"), round_.conclusion, text)])
    round_.conclusion = text
    db.session.flush()
    _note("round.concluded", project, round_, by)


def request_computation(*, project: Project, round_: Round, by: int | None) -> Job:
    """Have breadth and depth computed from the usage log in the background; one computation at a time."""
    must_be_open(round_)
    running = running_computation(project_id=project.id, round_key=round_.key)
    if running is not None:
        return running
    job = enqueue("evaluation", by=by, project=project.id, round=round_.key)
    _note("round.computing", project, round_, by)
    return job


def close_round(*, project: Project, round_: Round, by: int | None) -> None:
    """Close a round for good: what it says is kept with a digest, and the database refuses changes."""
    must_be_open(round_)
    if running_computation(project_id=project.id, round_key=round_.key) is not None:
        raise Refused(_("The round is being computed. Wait until that is done, then close it."))
    if round_.computed_at is None:
        raise Refused(_("The round has not been computed yet. Compute it first, then close it."))
    round_.closed_at, round_.closed_by_id = now(), by
    kept = freeze(round_, more=_besides(project, round_))
    round_.state = "closed"
    db.session.flush()
    _note("round.closed", project, round_, by, digest=kept.digest)


def delete_round(*, project: Project, round_: Round, by: int | None) -> None:
    """Take back an open round in which nobody has written anything yet."""
    must_be_open(round_)
    if round_.conclusion or _written_in(round_):
        raise Refused(_("The round has figures, findings or a conclusion. Remove these first."))
    number = round_.number
    db.session.delete(round_)
    db.session.flush()
    audit.touch(project.id)
    audit.record("round.deleted", by=by, project=project.id, about=round_.key, number=number)
    refresh(project.id, "golive")


def running_computation(*, project_id: int, round_key: str) -> Job | None:
    """The computation of this round that waits or runs."""
    jobs = db.session.scalars(
        select(Job).where(Job.project_id == project_id, Job.kind == "evaluation", Job.state.in_(("waiting", "running")))
    )
    return next((job for job in jobs if job.payload.get("round") == round_key), None)


def _must_be_sane(project: Project, from_date: date, to_date: date, but: int | None = None) -> None:
    if to_date < from_date:
        raise Refused(_("The last day lies before the first one."))
    if (to_date - from_date).days >= LONGEST:
        raise Refused(_("A round is at most three years long."))
    if to_date < project.start:
        raise Refused(
            _(
                "The round would end before the engagement began on %(day)s. If it began earlier, move the start of "
                "its first phase in the schedule.",
                day=day(project.start),
            )
        )
    if from_date.year > 2199:
        raise Refused(_("Give dates of this century or the next."))
    twin = select(Round.number).where(
        Round.project_id == project.id, Round.from_date == from_date, Round.to_date == to_date, Round.id != (but or 0)
    )
    if (number := db.session.scalar(twin)) is not None:
        raise Refused(_("Round %(number)s has these dates already.", number=number))


def _written_in(round_: Round) -> bool:
    queries = (
        select(Finding.id).where(Finding.round_id == round_.id),
        select(EffectFigure.id).where(EffectFigure.round_id == round_.id),
        select(Rectification.id).where(Rectification.effect_round_id == round_.id),
        select(JudgementSheet.id).where(JudgementSheet.round_id == round_.id, JudgementSheet.submitted_at.is_not(None)),
    )
    return any(db.session.scalar(query.limit(1)) is not None for query in queries)


def _besides(project: Project, round_: Round) -> dict[str, Any]:
    """What the page and the report of a round show from elsewhere.

    The three views, what the next step lacks, behaviour after the training, earlier rounds and all actions so far, the
    account, and the steps of the processes whose cases are drawn.
    """
    behaviour, steps = {}, {}
    codes = {step["code"] for one in round_.facts.get("cases", ()) for step in one["steps"]}
    for words in LANGUAGES:
        with force_locale(words):
            behaviour[words] = [asdict(one) for one in behaviour_of(project, round_.to_date)]
            drawn = drawn_steps(TO_BE, project.id) if codes else {}
            steps[words] = {code: asdict(one) for code, one in drawn.items() if code in codes}
    indicators = indicators_of([round_])[round_.id]
    return {
        "behaviour": behaviour,
        "views": [one.stored() for one in views_of(round_, indicators)],
        "next_steps": [one.stored() for one in steps_of(round_, indicators)],
        "beside": to_be_kept(project.id, round_.id),
        "account": asdict(returned(project)),
        "steps": steps,
    }


def _window(round_: Round) -> dict[str, str]:
    return {"from": round_.from_date.isoformat(), "to": round_.to_date.isoformat()}


def _note(verb: str, project: Project, round_: Round, by: int | None, **data: object) -> None:
    audit.touch(project.id)
    audit.record(verb, by=by, project=project.id, about=round_.key, number=round_.number, **data)
