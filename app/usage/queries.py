"""What the pages of usage data show: files with their figures, the users in counts and rows, functions in scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import abort
from sqlalchemy import Select, func, or_, select

from app.clock import day_in
from app.database import db
from app.facts.evaluation import rounds_of, sources_used
from app.language import day, number, percent, say, zone
from app.listing import Page, paging
from app.models import CrmFunction, Job, LicensedUser, Project, StoredFile, UsageSource, User, UserPost
from app.opening.kinds import WORDS
from app.permissions import child
from app.usage.forms import DELIMITERS
from app.usage.known import newest_import
from app.usage.lifecycle import left_out
from app.usage.lists import Function
from app.usage.reasons import REASONS
from app.words import _

SHOWN_NAMES = 12


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A file in the list: `state` is the stored word; rows = accepted + refused + `left_out`, empty where none was."""

    key: str
    name: str
    digest: str
    state: str
    rows: str
    accepted: str
    refused: str
    left_out: str
    duplicates: str
    period: str
    encoding: str
    coded: bool
    who: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Count:
    """How many users a group has, and which share of all that is."""

    name: str
    count: int
    share: str


@dataclass(frozen=True, slots=True)
class Users:
    """The list of users in figures: departments, roles and kinds of licences by size."""

    total: int
    departments: list[Count]
    roles: list[Count]
    licences: list[Count]


@dataclass(frozen=True, slots=True)
class UserRow:
    """A user of the list."""

    user: str
    role: str
    department: str
    region: str
    licence: str
    start: date | None
    end: date | None
    posts: int


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for refusing rows, how many rows, and the first of them as (number, row as it stood)."""

    sentence: str
    count: str
    examples: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Strangers:
    """Events of users who are on no list, as the newest round that used the log counted them."""

    round: int
    events: str
    names: list[tuple[str, str]]


def find_source(project: Project, key: str) -> UsageSource:
    """A file of this project; 404 if there is none, or it was removed."""
    found = child(UsageSource, project, key)
    if found.removed_at is not None:
        abort(404)
    return found


def file_of(source: UsageSource) -> StoredFile:
    """The file as it came."""
    return db.session.get_one(StoredFile, source.file_id)


def refused_file(source: UsageSource) -> StoredFile:
    """The file of refused rows; 404 when no row was refused."""
    found = db.session.scalar(select(StoredFile).where(StoredFile.digest == source.details.get("refused_file", "")))
    if found is None:
        abort(404)
    return found


def sources(project: Project) -> dict[str, list[SourceRow]]:
    """The files of a project by kind, newest first, in one query."""
    query: Any = (
        select(UsageSource, StoredFile.digest, User.name)
        .join(StoredFile, StoredFile.id == UsageSource.file_id)
        .outerjoin(User, User.id == UsageSource.added_by_id)
        .where(UsageSource.project_id == project.id, UsageSource.removed_at.is_(None))
        .order_by(UsageSource.created_at.desc(), UsageSource.id.desc())
    )
    found: dict[str, list[SourceRow]] = {"events": [], "users": [], "functions": []}
    for source, digest, who in db.session.execute(query):
        found[source.kind].append(_row(source, digest, who or "", project.time_zone))
    return found


def users(project: Project) -> Users:
    """How many users there are, by department, role and kind of licence (if the list names any), in three queries."""
    columns = (LicensedUser.department, LicensedUser.role, LicensedUser.licence)
    departments, roles, licences = (_counts(project, column) for column in columns)
    total = sum(count for _name, count in departments)
    held = _shares(licences, total) if any(name for name, _count in licences) else []
    return Users(total, _shares(departments, total), _shares(roles, total), held)


def user_rows(project: Project, words: str) -> tuple[list[UserRow], Page]:
    """One page of the users whose name, role or department holds these words."""
    query = select(LicensedUser).where(LicensedUser.project_id == project.id)
    if words.strip():
        like = f"%{words.strip().lower()}%"
        columns = (LicensedUser.user, LicensedUser.role, LicensedUser.department, LicensedUser.region)
        query = query.where(or_(*(func.lower(column).like(like) for column in columns)))
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    page = paging(total, name="users")
    rows = list(db.session.scalars(query.order_by(LicensedUser.id).limit(page.size).offset(page.offset)))
    held = (
        select(UserPost.user, func.count())
        .where(UserPost.project_id == project.id, UserPost.user.in_([one.user for one in rows]))
        .group_by(UserPost.user)
    )
    posts = {row[0]: row[1] for row in db.session.execute(held)}
    return [
        UserRow(one.user, one.role, one.department, one.region, one.licence, one.start, one.end, posts.get(one.user, 1))
        for one in rows
    ], page


def function_rows(project: Project) -> tuple[list[Function], Page]:
    """One page of the functions in scope, by area, the areas in the order in which their list names them."""
    own = CrmFunction.project_id == project.id
    page = paging(db.session.scalar(select(func.count()).where(own)) or 0, name="functions")
    place = func.min(CrmFunction.id).over(partition_by=CrmFunction.area)
    rows = db.session.execute(
        select(CrmFunction.function, CrmFunction.area, CrmFunction.advanced, CrmFunction.roles)
        .where(own)
        .order_by(place, CrmFunction.id)
        .limit(page.size)
        .offset(page.offset)
    )
    return [Function(name, area, advanced, tuple(roles)) for name, area, advanced, roles in rows], page


def failed_job(project: Project, source: UsageSource) -> Job | None:
    """The newest import of this file, if it failed for a reason that is not the file's."""
    job = newest_import(project.id, source.key) if source.state == "importing" else None
    return job if job is not None and job.state == "failed" else None


def reasons(source: UsageSource) -> list[Reason]:
    """Why rows were refused, most frequent first, each with its first rows."""
    examples = source.details.get("examples", [])
    counts = Counter(source.details.get("reasons", {}))
    return [
        Reason(
            say(REASONS[reason]),
            number(count),
            [(one["row"], one["line"]) for one in examples if one["reason"] == reason][:5],
        )
        for reason, count in counts.most_common()
    ]


def facts(source: UsageSource, digest: str, time_zone: str) -> list[tuple[str, str]]:
    """A file in label and value, as its page heads with."""
    details = source.details
    names = []
    if source.original_digest:
        names = [
            (_("Names"), _("replaced by codes; the file is kept with codes only")),
            (_("Digest of the file as it came"), source.original_digest),
        ]
    pairs = [
        (_("Rows"), number(source.rows)),
        (_("Taken in"), number(source.accepted)),
        (_("Refused"), number(source.refused)),
    ]
    if details.get("uses"):
        pairs.append((_("Left out"), number(left_out(details["uses"]))))
    if source.kind == "events":
        pairs += [
            (_("Repeated events"), number(source.duplicates)),
            (_("Events that other logs have too, counted once"), number(details.get("overlap", 0))),
            (_("Users in the log"), number(details.get("users"))),
            (_("Functions in the log"), number(details.get("functions"))),
            (_("Period"), period(source, time_zone)),
            (_("Columns"), " · ".join(str(source.mapping.get(field, "")) for field in ("user", "function", "time"))),
            (_("Time zone"), zone(source.time_zone)),
        ]
    else:
        pairs += [
            (_("Added"), number(details.get("added"))),
            (_("Changed"), number(details.get("changed"))),
            (_("Removed"), number(details.get("removed"))),
        ]
    return [
        *pairs,
        (_("Written as"), written(source.format, source.encoding, source.delimiter)),
        *names,
        (_("Digest (SHA-256)"), digest),
    ]


def uses(source: UsageSource) -> list[tuple[str, str]]:
    """What counted as a use and what was left out, where rows tell starts from completions; what occurred alone."""
    found: Mapping[str, Any] = source.details.get("uses") or {}
    told = (
        (_("Uses by their completion"), found.get("completed")),
        (_("Uses by their start: no completion follows, or it names nobody"), found.get("started")),
        (_("Uses without a transition"), found.get("unsaid")),
        (_("Uses with a transition that the standard does not know"), found.get("own")),
        (_("Left out: start or completion of a use that counts already"), found.get("halves")),
    )
    words = [(_("Left out: “%(word)s”", word=word), count) for word, count in found.get("others", ())]
    return [(label, number(count)) for label, count in (*told, *words) if count]


def written(kind: str, encoding: str, delimiter: str) -> str:
    """Kind, encoding and delimiter of a file in words; the latter only of delimited text."""
    text = (encoding.upper(), str(DELIMITERS.get(delimiter, delimiter))) if kind == "csv" else ()
    return " · ".join(part for part in (WORDS.get(kind, kind), *text) if part)


def source_called(project: Project, key: str) -> UsageSource | None:
    """A file of this project by its key, also one that was removed."""
    query = select(UsageSource).where(UsageSource.project_id == project.id, UsageSource.key == key)
    return db.session.scalar(query)


def period(source: UsageSource, time_zone: str) -> str:
    """The days of the first and the last event of a log, where the project is."""
    if source.first_at is None or source.last_at is None:
        return ""
    first, last = (day_in(instant, time_zone) for instant in (source.first_at, source.last_at))
    return f"{day(first)} – {day(last)}"


def strangers(project: Project, source: UsageSource) -> Strangers | None:
    """Events of unknown users in the newest round that used this log; None before a round was computed."""
    for one in reversed(rounds_of([project.id])[project.id]):
        if any(used.key == source.key for used in sources_used(one)):
            log = one.facts.get("log", {})
            names = [(name, number(events)) for name, events in log.get("unknown_users", [])[:SHOWN_NAMES]]
            return Strangers(one.number, number(log.get("strangers", 0)), names)
    return None


def _row(source: UsageSource, digest: str, who: str, time_zone: str) -> SourceRow:
    counted = source.state == "ready"  # before that nobody has counted its rows
    without = left_out((source.details or {}).get("uses") or {}) if counted else 0
    return SourceRow(
        key=source.key,
        name=source.file_name,
        digest=digest,
        state=source.state,
        rows=number(source.rows if counted else None),
        accepted=number(source.accepted if counted else None),
        refused=number(source.refused if counted else None),
        left_out=number(without, 0) if without else "",
        duplicates=number(source.duplicates if counted else None),
        period=period(source, time_zone),
        encoding=" · ".join(
            part for part in (WORDS.get(source.format, source.format), source.encoding.upper()) if part
        ),
        coded=source.pseudonyms and bool(source.original_digest),
        who=who,
        when=source.created_at,
    )


def _counts(project: Project, column: Any) -> list[tuple[str, int]]:
    query: Select[Any] = (
        select(column, func.count())
        .where(LicensedUser.project_id == project.id)
        .group_by(column)
        .order_by(func.count().desc(), column)
    )
    return [(name, count) for name, count in db.session.execute(query)]


def _shares(groups: list[tuple[str, int]], total: int) -> list[Count]:
    return [Count(name or _("not stated"), count, percent(count / total)) for name, count in groups]
