"""What people do with versions of deliverables: hand in, submit for review, take back, accept, return."""

import hashlib

from sqlalchemy import select

from app import audit
from app.clock import now
from app.database import db
from app.errors import Refused
from app.files import Received, clean_name, keep
from app.models import Deliverable, DeliverableVersion, Project
from app.words import _


def add_version(
    *,
    project: Project,
    deliverable: Deliverable,
    by: int,
    note: str = "",
    file: Received | None = None,
    file_name: str = "",
    url: str = "",
) -> DeliverableVersion:
    """Hand in a new version, as a draft: a received file or the address (http or https) of one kept elsewhere.

    The digest is the file's SHA-256, or that of the address. An accepted version before it stays readable, but the
    deliverable counts as a draft again; one in review goes back to its author.
    """
    if (file is None) == (not url):
        raise Refused(_("A version is either a file or a link."))
    _lock(deliverable)
    before = newest_version(deliverable)
    if before is not None and before.state == "review":
        before.state = "draft"
    stored = keep(file) if file is not None else None
    version = DeliverableVersion(
        deliverable_id=deliverable.id,
        number=deliverable.newest + 1,
        file_id=stored.id if stored else None,
        file_name=clean_name(file_name) if stored else "",
        url=url,
        digest=stored.digest if stored else hashlib.sha256(url.encode()).hexdigest(),
        note=note.strip(),
        author_id=by,
    )
    db.session.add(version)
    deliverable.newest = version.number
    _follow(project, deliverable, version, "version.added", by)
    return version


def submit_version(*, project: Project, deliverable: Deliverable, version: DeliverableVersion, by: int) -> None:
    """Ask the client to accept the newest version, or one that was returned, anew."""
    _lock(deliverable, version)
    _must_be_newest(deliverable, version)
    if version.state not in ("draft", "returned"):
        raise Refused(_("This version has been submitted already."))
    version.state, version.submitted_at = "review", now()
    _follow(project, deliverable, version, "version.submitted", by)


def withdraw_version(*, project: Project, deliverable: Deliverable, version: DeliverableVersion, by: int) -> None:
    """Take a version back from review."""
    _lock(deliverable, version)
    _must_be_in_review(deliverable, version)
    version.state, version.submitted_at = "draft", None
    _follow(project, deliverable, version, "version.withdrawn", by)


def accept_version(*, project: Project, deliverable: Deliverable, version: DeliverableVersion, by: int) -> None:
    """Accept the version in review; nobody accepts what they handed in themselves."""
    _lock(deliverable, version)
    _must_be_in_review(deliverable, version)
    if version.author_id == by:
        raise Refused(_("You handed in this version yourself: another person has to accept it."))
    version.state, version.accepted_by_id = "accepted", by
    version.decided_by_id, version.decided_at = by, now()
    _follow(project, deliverable, version, "version.accepted", by)


def return_version(
    *, project: Project, deliverable: Deliverable, version: DeliverableVersion, comment: str, by: int
) -> None:
    """Send the version in review back with a comment that says what is missing."""
    _lock(deliverable, version)
    _must_be_in_review(deliverable, version)
    if not comment.strip():
        raise Refused(_("Say what has to change, so that the author knows."))
    version.state, version.comment = "returned", comment.strip()
    version.decided_by_id, version.decided_at = by, now()
    _follow(project, deliverable, version, "version.returned", by)


def newest_version(deliverable: Deliverable) -> DeliverableVersion | None:
    """The version with the highest number; None while there is none."""
    return db.session.scalar(
        select(DeliverableVersion).where(
            DeliverableVersion.deliverable_id == deliverable.id, DeliverableVersion.number == deliverable.newest
        )
    )


def _lock(*records: Deliverable | DeliverableVersion) -> None:
    """Read again what may have changed since the page, and hold it until the end of the transaction."""
    db.session.flush()
    for one in records:
        db.session.refresh(one, with_for_update=True)


def _must_be_newest(deliverable: Deliverable, version: DeliverableVersion) -> None:
    if version.number != deliverable.newest:
        raise Refused(_("There is a newer version: %(number)s.", number=deliverable.newest))


def _must_be_in_review(deliverable: Deliverable, version: DeliverableVersion) -> None:
    _must_be_newest(deliverable, version)
    match version.state:
        case "accepted":
            raise Refused(_("This version has been accepted already."))
        case "returned":
            raise Refused(_("This version was returned; it has to be submitted again first."))
        case "draft":
            raise Refused(_("This version is a draft; it has to be submitted for review first."))


def _follow(project: Project, deliverable: Deliverable, version: DeliverableVersion, verb: str, by: int) -> None:
    """Keep the deliverable in step with its newest version, and write down the act."""
    deliverable.state = version.state or "draft"
    audit.touch(project.id)
    db.session.flush()
    audit.record(
        verb, by=by, project=project.id, about=deliverable.deliverable, version=version.number, digest=version.digest
    )
