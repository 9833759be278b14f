"""What people do with thresholds: set another value, put the former one back, decide on what was proposed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app import audit
from app.clock import now
from app.database import db
from app.errors import Refused
from app.facts.thresholds import firm_values, limits_of
from app.language import say
from app.models import Project, ThresholdChange
from app.words import _
from phases.edition import current_edition
from phases.model import Text
from phases.thresholds import Threshold, out_of_order, read_value


def change_threshold(
    *, project: Project | None, threshold: Threshold, value: str, reason: str, decides: bool, by: int
) -> ThresholdChange:
    """Set another value for a project, or without one for the firm; relaxing waits for a director unless `decides`."""
    figures = _in_force(project)
    found = read_value(threshold, value)
    if isinstance(found, Text):
        raise Refused(say(found))
    if (sentence := out_of_order(threshold.id, found, figures)) is not None:
        raise Refused(say(sentence))
    if found == figures[threshold.id]:
        raise Refused(_("This value is in force already."))
    return _keep(project, threshold, found, reason, figures[threshold.id], decides, by)


def put_back(*, project: Project | None, threshold: Threshold, reason: str, decides: bool, by: int) -> ThresholdChange:
    """Let the value above count again: the firm's for a project, the edition's for the firm."""
    newest = _newest(project, threshold)
    if newest is None or newest.value is None:
        raise Refused(_("There is nothing to put back; it may have been put back already."))
    return _keep(project, threshold, None, reason, _in_force(project)[threshold.id], decides, by)


def decide_threshold(*, project: Project, change: ThresholdChange, accept: bool, by: int) -> None:
    """A director agrees to what was proposed, or refuses it; nobody decides twice, and nobody on an own proposal."""
    db.session.refresh(change, with_for_update=True)
    if change.accepted is not None:
        raise Refused(_("This proposal was decided already."))
    if change.by_id == by:
        raise Refused(_("Somebody else has to decide on your proposal."))
    change.accepted, change.decided_by_id, change.decided_at = accept, by, now()
    _note("threshold.relaxed" if accept else "threshold.refused", project, change, by)


def _keep(
    project: Project | None, threshold: Threshold, value: float | None, reason: str, was: float, decides: bool, by: int
) -> ThresholdChange:
    if threshold.fixed:
        raise Refused(_("This threshold belongs to the edition of the method and is not changed."))
    if not reason.strip():
        raise Refused(_("Please give the reason."))
    if project is not None and _waiting(project, threshold):
        raise Refused(_("A proposal for this threshold waits for a director already."))
    will = _above(project, threshold) if value is None else value
    relaxes = threshold.relaxes(was, will)
    at_once = decides or not relaxes
    row = ThresholdChange(
        project_id=project.id if project else None, threshold=threshold.id, was=was, value=value,
        reason=reason.strip()[:2000], by_id=by, accepted=True if at_once else None,
        decided_by_id=by if at_once else None, decided_at=now() if at_once else None,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    verb = "threshold.proposed" if not at_once else "threshold.relaxed" if relaxes else "threshold.changed"
    _note(verb, project, row, by)
    return row


def _in_force(project: Project | None) -> dict[str, float]:
    """The figures in force by id: the project's, or the firm's."""
    limits = limits_of(project) if project else current_edition().limits
    figures = {f"{part}.{name}": value for part, one in limits.items() for name, value in one.figures.items()}
    return figures if project else figures | firm_values()


def _above(project: Project | None, threshold: Threshold) -> float:
    """What counts without a value of one's own."""
    edition = current_edition(project.edition if project else "")
    figure = edition.limits[threshold.part][threshold.name]
    return firm_values().get(threshold.id, figure) if project else figure


def _newest(project: Project | None, threshold: Threshold) -> ThresholdChange | None:
    mine = ThresholdChange.project_id == project.id if project else ThresholdChange.project_id.is_(None)
    return db.session.scalars(
        select(ThresholdChange)
        .where(mine, ThresholdChange.threshold == threshold.id, ThresholdChange.accepted.is_(True))
        .order_by(ThresholdChange.id.desc())
        .limit(1)
    ).first()


def _waiting(project: Project, threshold: Threshold) -> bool:
    found = select(ThresholdChange.id).where(
        ThresholdChange.project_id == project.id,
        ThresholdChange.threshold == threshold.id,
        ThresholdChange.accepted.is_(None),
    )
    return db.session.scalar(found) is not None


def _note(verb: str, project: Project | None, row: ThresholdChange, by: int) -> None:
    if project is not None:
        audit.touch(project.id)
    else:  # the firm's value counts in every engagement that has none of its own
        audit.moves(db.session.scalars(select(Project.id).where(Project.state.in_(("running", "paused")))))
    data: dict[str, Any] = {"threshold": row.threshold, "was": row.was, "value": row.value, "reason": row.reason}
    audit.record(verb, by=by, project=project.id if project else None, about=row.key, **data)
