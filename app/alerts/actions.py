"""Setting a warning aside with a reason, and taking that back."""

from datetime import date

from sqlalchemy import select, update

from app import audit
from app.clock import now, today
from app.database import db
from app.errors import Refused
from app.facts.warnings import warned
from app.models import Project, WarningDismissal
from app.words import _
from phases.warnings import kept_figures

LONGEST = 2000


def dismiss_warning(
    *, project: Project, warning: str, reason: str, by: int, until: date | None = None
) -> WarningDismissal:
    """Set a standing warning aside through the day `until`; without one, until its figures get worse.

    Refused without a reason, for a day in the past, and when the warning does not stand (any more).
    """
    standing = next((one for one in warned([project])[project.id].standing if one.key == warning), None)
    if standing is None:
        raise Refused(_("This warning does not stand any more."))
    if not reason.strip():
        raise Refused(_("Say why the warning is set aside."))
    if len(reason) > LONGEST:
        raise Refused(_("Use at most %(max)d characters.", max=LONGEST))
    if until is not None and until < today(project.time_zone):
        raise Refused(_("The day lies in the past."))
    _withdraw_earlier(project, warning, by)
    row = WarningDismissal(
        project_id=project.id,
        warning=warning,
        sentence={"en": standing.sentence.en, "zh": standing.sentence.zh},
        figures=kept_figures(standing),
        reason=reason.strip(),
        until=until,
        by_id=by,
    )
    db.session.add(row)
    _note("warning.dismissed", project, warning, by, until=until.isoformat() if until else "")
    return row


def withdraw_dismissal(*, project: Project, dismissal: WarningDismissal, by: int) -> None:
    """Take a dismissal back: its warning stands again, if its cause does."""
    if dismissal.withdrawn_at is not None:
        raise Refused(_("This was taken back already."))
    dismissal.withdrawn_at, dismissal.withdrawn_by_id = now(), by
    _note("warning.restored", project, dismissal.warning, by)


def find_dismissal(project: Project, key: str) -> WarningDismissal | None:
    """A dismissal of this project by its key."""
    wanted = (WarningDismissal.project_id == project.id, WarningDismissal.key == key)
    found: WarningDismissal | None = db.session.scalar(select(WarningDismissal).where(*wanted))
    return found


def _withdraw_earlier(project: Project, warning: str, by: int) -> None:
    """A dismissal that holds no longer makes room for the new one."""
    db.session.execute(
        update(WarningDismissal)
        .where(
            WarningDismissal.project_id == project.id,
            WarningDismissal.warning == warning,
            WarningDismissal.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now(), withdrawn_by_id=by)
    )


def _note(verb: str, project: Project, warning: str, by: int, **data: object) -> None:
    db.session.flush()
    audit.touch(project.id)
    audit.record(verb, by=by, project=project.id, about=warning, **data)
