"""What people do with findings of an open round: write, change, take away."""

from __future__ import annotations

from sqlalchemy import select

from app import audit
from app.clock import now
from app.database import db
from app.errors import Difference, Refused
from app.evaluations.limits import long, must_be_current, must_be_open, short
from app.facts.criteria import criteria_of
from app.facts.evaluation import scheme_of
from app.models import Finding, Project, Rectification, Round
from app.words import _
from phases.evaluation.effect import CRITERION
from phases.evaluation.model import DIMENSIONS

SEVERITIES = ("critical", "high", "medium", "low")


def add_finding(
    *,
    project: Project,
    round_: Round,
    title: str,
    dimension: str,
    severity: str,
    cause: str = "",
    indicator: str = "",
    by: int | None,
) -> Finding:
    """Write down what an open round found; `indicator` is the key of one of its indicators, or nothing."""
    must_be_open(round_)
    values = _checked(project, round_, title, cause, dimension, indicator, severity)
    row = Finding(round_id=round_.id, written_by_id=by, **values)
    db.session.add(row)
    db.session.flush()
    _note("finding.added", project, round_, row, by)
    return row


def change_finding(
    *,
    project: Project,
    round_: Round,
    finding: Finding,
    title: str,
    dimension: str,
    severity: str,
    cause: str = "",
    indicator: str = "",
    version: int | None = None,
    by: int | None,
) -> None:
    """Change a finding of an open round; a stale version raises Conflict with both texts."""
    must_be_open(round_)
    values = _checked(project, round_, title, cause, dimension, indicator, severity)
    db.session.refresh(finding, with_for_update=True)
    _must_be_there(finding)
    must_be_current(finding, version, _differences(finding, values))
    for name, value in values.items():
        setattr(finding, name, value)
    db.session.flush()
    _note("finding.changed", project, round_, finding, by)


def remove_finding(*, project: Project, round_: Round, finding: Finding, by: int | None) -> None:
    """Take a finding away, unless actions for it are under way: those have to be dropped with a reason first."""
    must_be_open(round_)
    _must_be_there(finding)
    under_way = select(Rectification.id).where(
        Rectification.finding_id == finding.id, Rectification.state.not_in(("proposed", "dropped"))
    )
    if db.session.scalar(under_way.limit(1)) is not None:
        raise Refused(_("Actions for this finding are under way. Drop them with a reason first."))
    finding.removed_at = now()
    db.session.flush()
    _note("finding.removed", project, round_, finding, by)


def indicator_keys(project: Project, round_: Round) -> list[str]:
    """The keys of the indicators that a finding of this round may speak of."""
    declared = [key for key in scheme_of(round_.edition).definitions if key != CRITERION]
    return declared + [f"effect.{one.key}" for one in criteria_of(project.id, used_in=round_.id)]


def _checked(
    project: Project, round_: Round, title: str, cause: str, dimension: str, indicator: str, severity: str
) -> dict[str, str]:
    if dimension not in DIMENSIONS or severity not in SEVERITIES:
        raise Refused(_("Choose a dimension and a severity."))
    if indicator and indicator not in indicator_keys(project, round_):
        raise Refused(_("Choose an indicator of this round."))
    if indicator and not indicator.startswith(f"{dimension}."):
        raise Refused(_("The indicator belongs to another dimension. Choose the dimension of the indicator."))
    return {
        "title": short(title),
        "cause": long(cause),
        "dimension": dimension,
        "indicator": indicator,
        "severity": severity,
    }


def _differences(finding: Finding, values: dict[str, str]) -> list[Difference]:
    labels = {
        "title": _("Finding"),
        "cause": _("Cause"),
        "dimension": _("Dimension"),
        "indicator": _("Indicator"),
        "severity": _("Severity"),
    }
    return [Difference(label, getattr(finding, name), values[name]) for name, label in labels.items()]


def _must_be_there(finding: Finding) -> None:
    if finding.removed_at is not None:
        raise Refused(_("The finding has been removed meanwhile."))


def _note(verb: str, project: Project, round_: Round, finding: Finding, by: int | None) -> None:
    audit.touch(project.id)
    audit.record(verb, by=by, project=project.id, about=finding.key, title=finding.title, number=round_.number)
