"""What the pages of deliverables show: the list by phase, one deliverable with its versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import abort
from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import aliased

from app.clock import today
from app.database import db
from app.facts.gates import deliverable_title
from app.language import day, say
from app.listing import Sorting
from app.models import PHASE_WORDS, Deliverable, DeliverableVersion, Project, StoredFile, User
from app.permissions import child
from app.shell import edition_of
from app.web_address import is_web_address
from phases.order import TITLES

STATES = ("missing", "draft", "review", "returned", "accepted")
COLUMNS = ("title", "due", "state", "version", "owner")


@dataclass(frozen=True, slots=True)
class Row:
    """One deliverable in the list; `accepted` is the number of the newest accepted version, 0 for none."""

    id: str
    phase: str
    title: str
    about: str
    url: str
    mandatory: bool
    own: bool
    state: str
    version: int
    accepted: int
    due: date | None
    due_text: str
    late: bool
    owner: str
    author: str
    handed_in: datetime | None


@dataclass(frozen=True, slots=True)
class Section:
    """The deliverables of one phase."""

    word: str
    number: int
    title: str
    accepted: int
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a deliverable; `mine` tells whether the reader handed it in, `link` can be followed safely.

    `same_as` is the number of the newest earlier version whose file is the same, 0 when it is another or a link.
    """

    key: str
    number: int
    state: str
    superseded: bool
    mine: bool
    author: str
    created_at: datetime
    file_name: str
    url: str
    link: str
    size: int
    digest: str
    note: str
    decided_by: str
    decided_at: datetime | None
    comment: str
    same_as: int


def find_deliverable(project: Project, word: str) -> Deliverable:
    """A deliverable of this project by its id of the method, as a gate's sentence names it, or by its key; else 404."""
    if "." not in word:
        return child(Deliverable, project, word)
    found = db.session.scalar(
        select(Deliverable).where(Deliverable.project_id == project.id, Deliverable.deliverable == word)
    )
    if found is None:
        abort(404)
    return found


def newest_id(deliverable: Deliverable) -> int | None:
    """The row of its newest version; None while it has none."""
    wanted = (DeliverableVersion.deliverable_id == deliverable.id, DeliverableVersion.number == deliverable.newest)
    return db.session.scalar(select(DeliverableVersion.id).where(*wanted))


def find_version(deliverable: Deliverable, key: str) -> DeliverableVersion:
    """A version of this deliverable by its key; 404 if it has none such."""
    found = db.session.scalar(
        select(DeliverableVersion).where(
            DeliverableVersion.deliverable_id == deliverable.id, DeliverableVersion.key == key
        )
    )
    if found is None:
        abort(404)
    return found


def list_deliverables(project: Project, *, phase: str = "", state: str = "", search: str = "") -> list[Row]:
    """The deliverables that the page shows, in the order of the method; one query."""
    wanted = search.strip().casefold()
    return [
        row
        for row in _made(project)
        if (not phase or row.phase == phase)
        and (not state or row.state == state)
        and (not wanted or wanted in row.title.casefold())
    ]


def sections(rows: Sequence[Row], sorting: Sorting | None = None) -> list[Section]:
    """Rows under their phases; inside a phase they are sorted as asked."""
    return [
        Section(
            word=word,
            number=number,
            title=say(TITLES[word]),
            accepted=sum(row.state == "accepted" for row in mine),
            rows=_sorted(mine, sorting),
        )
        for number, word in enumerate(PHASE_WORDS, start=1)
        if (mine := [row for row in rows if row.phase == word])
    ]


def versions_of(deliverable: Deliverable, reader: int) -> list[VersionRow]:
    """All versions of a deliverable, the newest first."""
    rows: Any = db.session.execute(_VERSIONS, {"deliverable": deliverable.id}).all()
    return [
        VersionRow(
            key=one.key,
            number=one.number,
            state=one.state,
            superseded=one.number < deliverable.newest and one.state != "accepted",
            mine=one.author_id == reader,
            author=wrote,
            created_at=one.created_at,
            file_name=one.file_name,
            url=one.url,
            link=one.url if is_web_address(one.url) else "",
            size=size or 0,
            digest=one.digest,
            note=one.note,
            decided_by=judged or "",
            decided_at=one.decided_at,
            comment=one.comment,
            same_as=_same_file(one, [each for each, *_rest in rows]),
        )
        for one, wrote, judged, size in rows
    ]


def _same_file(version: DeliverableVersion, others: Sequence[DeliverableVersion]) -> int:
    before = (one.number for one in others if one.number < version.number and one.digest == version.digest)
    return max(before, default=0) if version.file_id is not None else 0


def about_text(project: Project, deliverable: Deliverable) -> str:
    """What the method says about a deliverable; nothing about a project's own."""
    kind = edition_of(project).phases[deliverable.phase].deliverables.get(deliverable.deliverable)
    return say(kind.about) if kind else ""


def title_of(project: Project, deliverable: Deliverable) -> str:
    """What a deliverable is called, in the reader's language."""
    return say(deliverable_title(edition_of(project), deliverable.phase, deliverable.deliverable, deliverable.title))


_JUDGE = aliased(User)
_OWNER, _AUTHOR, _ACCEPTED = aliased(User), aliased(User), aliased(DeliverableVersion)
_VERSIONS = (
    select(DeliverableVersion, _AUTHOR.name, _JUDGE.name, StoredFile.size)
    .join(_AUTHOR, _AUTHOR.id == DeliverableVersion.author_id)
    .outerjoin(_JUDGE, _JUDGE.id == DeliverableVersion.decided_by_id)
    .outerjoin(StoredFile, StoredFile.id == DeliverableVersion.file_id)
    .where(DeliverableVersion.deliverable_id == bindparam("deliverable"))
    .order_by(DeliverableVersion.number.desc())
)
_NEWEST = and_(DeliverableVersion.deliverable_id == Deliverable.id, DeliverableVersion.number == Deliverable.newest)
_LISTED = (
    select(
        Deliverable.phase, Deliverable.deliverable, Deliverable.title, Deliverable.mandatory, Deliverable.own,
        Deliverable.state, Deliverable.newest, Deliverable.due, _OWNER.name, DeliverableVersion.created_at,
        _AUTHOR.name,
        select(func.max(_ACCEPTED.number))
        .where(_ACCEPTED.deliverable_id == Deliverable.id, _ACCEPTED.state == "accepted")
        .correlate(Deliverable)
        .scalar_subquery(),
    )
    .outerjoin(DeliverableVersion, _NEWEST)
    .outerjoin(_OWNER, _OWNER.id == Deliverable.owner_id)
    .outerjoin(_AUTHOR, _AUTHOR.id == DeliverableVersion.author_id)
    .where(Deliverable.project_id == bindparam("project"))
    .order_by(Deliverable.position, Deliverable.id)
)  # fmt: skip


def _made(project: Project) -> list[Row]:
    now, base, edition = today(project.time_zone), f"/projects/{project.key}/deliverables/", edition_of(project)
    made = []
    rows: Any = db.session.execute(_LISTED, {"project": project.id})
    for phase, id, title, mandatory, own, state, newest, due, owner, handed_in, author, accepted in rows:
        kind = edition.phases[phase].deliverables.get(id)
        made.append(
            Row(
                id=id,
                phase=phase,
                title=say(kind.title) if kind else title,
                about=say(kind.about) if kind else "",
                url=base + id,
                mandatory=mandatory,
                own=own,
                state=state,
                version=newest,
                accepted=accepted or 0,
                due=due,
                due_text=day(due),
                late=state != "accepted" and due is not None and due < now,
                owner=owner or "",
                author=author or "",
                handed_in=handed_in,
            )
        )
    return made


def _sorted(rows: list[Row], sorting: Sorting | None) -> list[Row]:
    if sorting is None or sorting.column not in COLUMNS:
        return rows
    keys = {
        "title": lambda row: row.title.casefold(),
        "due": lambda row: row.due or date.max,
        "state": lambda row: STATES.index(row.state),
        "version": lambda row: row.version,
        "owner": lambda row: row.owner.casefold(),
    }
    return sorted(rows, key=keys[sorting.column], reverse=sorting.descending)
