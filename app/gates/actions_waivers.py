"""Waivers: a director sets a blocker aside for a while, by name and with a reason, or takes that back."""

from datetime import date, timedelta

from app import audit
from app.clock import now, today
from app.database import db
from app.errors import Refused
from app.gates.standing import objections_to, read_gate
from app.language import day
from app.models import Project, Waiver
from app.words import _
from phases.edition import editions


def longest_waiver(project: Project) -> date:
    """The last day for which a waiver granted today can hold: so many days as the project's edition gives it."""
    days = editions()[project.edition].deadlines["waiver_validity_days"]
    return today(project.time_zone) + timedelta(days=days)


def grant_waiver(
    *, project: Project, phase: str, blocker: str, reason: str, by: int, expires: date | None = None
) -> Waiver:
    """Set a blocker aside, that stands now and can be waived, through the day `expires` (by default the longest).

    Refused without a reason, for a day in the past or beyond the longest, and for blockers that cannot be waived.
    """
    gate = read_gate(project, phase, lock=True)
    if gate.stage.state == "passed":
        raise Refused(_("The gate has been passed already."))
    standing = next((one for one in objections_to(project, phase).blockers if one.key == blocker), None)
    if standing is None:
        raise Refused(_("This blocker does not stand any more."))
    if not standing.waivable:
        raise Refused(_("This blocker cannot be waived; it has to be resolved."))
    if not reason.strip():
        raise Refused(_("A waiver needs a reason."))
    waiver = Waiver(
        project_id=project.id,
        phase=phase,
        blocker=blocker,
        sentence={"en": standing.sentence.en, "zh": standing.sentence.zh},
        reason=reason.strip(),
        expires=_checked(project, expires),
        granted_by_id=by,
    )
    db.session.add(waiver)
    _note("waiver.granted", project, waiver, by, expires=waiver.expires.isoformat())
    return waiver


def revoke_waiver(*, project: Project, waiver: Waiver, by: int) -> None:
    """Take a waiver back: its blocker stands again, if its cause does."""
    db.session.refresh(waiver, with_for_update=True)
    if waiver.revoked_at is not None:
        raise Refused(_("This waiver was revoked already."))
    waiver.revoked_at = now()
    _note("waiver.revoked", project, waiver, by)


def _checked(project: Project, expires: date | None) -> date:
    longest = longest_waiver(project)
    expires = expires or longest
    if expires < today(project.time_zone):
        raise Refused(_("A waiver cannot end in the past."))
    if expires > longest:
        raise Refused(_("A waiver can hold until %(day)s at the longest; then it can be renewed.", day=day(longest)))
    return expires


def _note(verb: str, project: Project, waiver: Waiver, by: int, **data: object) -> None:
    db.session.flush()
    audit.touch(project.id)
    audit.record(verb, by=by, project=project.id, about=waiver.phase, blocker=waiver.blocker, **data)
