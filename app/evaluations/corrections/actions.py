"""What people ask of closed rounds: corrected figures from later data, and the figures by newer definitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import audit
from app.clock import today
from app.errors import Refused
from app.evaluations.actions import running_computation
from app.evaluations.limits import long, must_be_number, short
from app.facts.evaluation import RoundFact, sources_of, sources_used
from app.facts.freezing import frozen
from app.language import listed
from app.models import Job, Project
from app.queue import enqueue
from app.words import _
from phases.evaluation import counts


@dataclass(frozen=True, slots=True)
class LateFigure:
    """A figure that became known after a round was closed; `about` is `effect.<criterion>` or a counted indicator.

    `value` is in the criterion's unit; of a count it is the numerator, and `of` the denominator.
    """

    about: str
    value: float | None
    of: float | None
    first: date
    last: date
    source: str


def request_correction(
    *, project: Project, one: RoundFact, reason: str = "", late: LateFigure | None = None, by: int | None
) -> Job:
    """Have a closed round computed from today's data beside what is frozen; one computation at a time."""
    asked: dict[str, Any] = {"purpose": "data", "reason": long(reason)}
    if late is not None:
        asked |= _late(project, one, late)
    return _request(project, one, asked, by)


def request_redefinition(*, project: Project, one: RoundFact, edition: str, by: int | None) -> Job:
    """Have a closed round computed from its own logs by the definitions of another edition."""
    present = {source.key for source in sources_of(project.id)}
    used = sources_used(one)
    if lost := [source.file_name for source in used if source.key not in present]:
        raise Refused(_("It cannot be recomputed: %(files)s is no longer there.", files=listed(lost)))
    only = [source.key for source in used if source.kind == "events"]
    return _request(project, one, {"purpose": "definition", "edition": edition, "only": only}, by)


def _request(project: Project, one: RoundFact, asked: dict[str, Any], by: int | None) -> Job:
    if not one.closed or frozen(one.id) is None:
        raise Refused(_("Only a closed round is corrected; an open one is computed again."))
    running = running_computation(project_id=project.id, round_key=one.key)
    if running is not None:
        raise Refused(_("The round is being computed already. Wait until that is done."))
    job = enqueue("evaluation", by=by, project=project.id, round=one.key, correct=asked)
    audit.touch(project.id)
    audit.record("round.correcting", by=by, project=project.id, about=one.key, number=one.number)
    return job


def _late(project: Project, one: RoundFact, given: LateFigure) -> dict[str, Mapping[str, Any]]:
    must_be_number(given.value)
    must_be_number(given.of)
    if given.value is None:
        raise Refused(_("Give a number."))
    said = {"source": short(given.source), "day": today(project.time_zone).isoformat()}
    if given.about in counts.KEYS:
        whole = given.of is not None and given.value == int(given.value) and given.of == int(given.of)
        if not whole or given.of is None or not 0 <= given.value <= given.of:
            raise Refused(_("A count needs two whole numbers, of which the first is not the larger."))
        return {"counts": {given.about: {"numerator": int(given.value), "denominator": int(given.of), **said}}}
    if given.last < given.first:
        raise Refused(_("The last day lies before the first one."))
    stood = frozen(one.id)
    if stood is None or given.about not in {f"effect.{each.key}" for each in stood.criteria}:
        raise Refused(_("Choose what the figure is about."))
    period = {"from": given.first.isoformat(), "to": given.last.isoformat()}
    return {"figures": {given.about.removeprefix("effect."): {"value": given.value, **period, **said}}}
