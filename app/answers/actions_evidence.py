"""Evidence of items: adding a file, link or note, taking it away, putting it back."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from sqlalchemy import func, select

from app import audit
from app.answers.actions import touch_project
from app.clock import now, today
from app.database import db
from app.errors import Refused
from app.files import Received, clean_name, keep
from app.models import ChecklistItem, Evidence, Project
from app.words import _

PIECES = 100
TITLE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Piece:
    """What somebody brings: a received file with its name, or a link, or only a text; `title` may be empty."""

    speaks_of: date
    title: str = ""
    text: str = ""
    url: str = ""
    file: Received | None = None
    file_name: str = ""

    @property
    def kind(self) -> str:
        """File, link or note."""
        return "file" if self.file else "link" if self.url else "note"


def add_evidence(*, project: Project, item: ChecklistItem, piece: Piece, by: int | None) -> Evidence:
    """Add a piece of evidence to an item; the same piece brought again is the one that is there.

    Raises Refused for a date in the future, a link that is no web address, a piece without content, and for more
    than a hundred pieces.
    """
    _check(project, item, piece)
    stored = keep(piece.file) if piece.file else None
    title = (piece.title.strip() or _title_of(piece))[:TITLE_LENGTH]
    same = {
        "item_id": item.id, "kind": piece.kind, "title": title, "url": piece.url, "text": piece.text.strip(),
        "file_id": stored.id if stored else None, "speaks_of": piece.speaks_of,
    }  # fmt: skip
    known = db.session.scalar(select(Evidence).filter_by(**same, removed_at=None))
    if known is not None:
        return known
    row = Evidence(
        **same,
        project_id=project.id,
        file_name=clean_name(piece.file_name) if stored else "",
        added_by_id=by,
    )
    db.session.add(row)
    db.session.flush()
    _record("evidence.added", project, item, row, by)
    return row


def remove_evidence(*, project: Project, item: ChecklistItem, evidence: Evidence, by: int | None) -> None:
    """Take a piece away; it stays in the records and can be put back."""
    if evidence.removed_at is None:
        evidence.removed_at = now()
        _record("evidence.removed", project, item, evidence, by)


def restore_evidence(*, project: Project, item: ChecklistItem, evidence: Evidence, by: int | None) -> None:
    """Put a piece back that was taken away."""
    if evidence.removed_at is not None:
        evidence.removed_at = None
        _record("evidence.restored", project, item, evidence, by)


def _check(project: Project, item: ChecklistItem, piece: Piece) -> None:
    if piece.speaks_of > today(project.time_zone):
        raise Refused(_("Evidence cannot speak of a day in the future. Choose today or an earlier day."))
    if piece.url and not is_web_address(piece.url):
        raise Refused(_("A link has to be a whole web address that begins with https:// or http://."))
    if not (piece.file or piece.url or piece.text.strip()):
        raise Refused(_("Choose a file, or give a link, or write a note."))
    if piece.file and piece.url:
        raise Refused(_("Give either a file or a link; add the other as a second piece of evidence."))
    count = select(func.count()).where(Evidence.item_id == item.id, Evidence.removed_at.is_(None))
    if (db.session.scalar(count) or 0) >= PIECES:
        raise Refused(_("This item has %(limit)s pieces of evidence; remove some before you add more.", limit=PIECES))


def is_web_address(url: str) -> bool:
    """Whether a text is a whole address that a browser opens as a page, and nothing else."""
    if any(sign.isspace() or not sign.isprintable() for sign in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def _title_of(piece: Piece) -> str:
    if piece.file:
        return clean_name(piece.file_name)
    return piece.url or piece.text.strip().splitlines()[0]


def _record(verb: str, project: Project, item: ChecklistItem, evidence: Evidence, by: int | None) -> None:
    touch_project(project=project)
    audit.record(
        verb, by=by, project=project.id, about=item.item, evidence=evidence.key, kind=evidence.kind,
        title=evidence.title,
    )  # fmt: skip
