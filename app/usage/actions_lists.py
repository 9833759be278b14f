"""What people do with the lists beside the logs: bring in the licensed users and the functions in scope, whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert

from app import audit
from app.clock import now
from app.database import db
from app.delimited.names import key_of
from app.delimited.unreadable import UnreadableFile
from app.errors import Refused
from app.language import number, say
from app.models import CrmFunction, LicensedUser, Project, UsageSource, UserPost
from app.usage.actions import Upload, forget_posts, new_source
from app.usage.days import use_changed
from app.usage.known import functions_of, hold, lists_in_force, source_with, users_of
from app.usage.list_guard import must_be_a_list
from app.usage.lists import NOTHING, Chosen, Function, FunctionList, User, UserList, read_functions, read_users
from app.words import _

GROUP_LENGTH = 200
Found = UserList | FunctionList
Entry = User | Function


@dataclass(frozen=True, slots=True)
class Changes:
    """What a list would change against the one in force, by names; `same` counts what stays as it is."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    same: int

    @property
    def any(self) -> bool:
        """Whether anything would change."""
        return bool(self.added or self.changed or self.removed)


def read_list(kind: str, path: Path, columns: Chosen = NOTHING) -> Found:
    """Read a file of users or functions; refused with a sentence when nothing in it can be used."""
    try:
        found: Found = read_users(path, columns) if kind == "users" else read_functions(path, columns)
    except UnreadableFile as error:
        raise Refused(say(error.sentence)) from error
    if not entries(found):
        first = found.refused[0]
        raise Refused(
            _(
                "No row of the list could be accepted. Row %(row)s: %(reason)s",
                row=first.row,
                reason=say(first.sentence),
            )
        )
    return found


def taken_over(kind: str, difference: Changes) -> str:
    """What taking a list over did, in a sentence."""
    values = {
        "added": number(len(difference.added)), "changed": number(len(difference.changed)),
        "removed": number(len(difference.removed)),
    }  # fmt: skip
    if kind == "users":
        return _("List of users taken over: %(added)s added, %(changed)s changed, %(removed)s removed.", **values)
    return _("List of functions taken over: %(added)s added, %(changed)s changed, %(removed)s removed.", **values)


def entries(found: Found) -> Sequence[Entry]:
    """The users or functions of a file."""
    return found.users if isinstance(found, UserList) else found.functions


def changes(project: Project, kind: str, found: Found) -> Changes:
    """What replacing the list in force by this one would add, change and remove."""
    present: Sequence[Entry] = users_of(project.id) if kind == "users" else functions_of(project.id)
    old = {key_of(_name(one)): one for one in present}
    new = {key_of(_name(one)): _clipped(one) for one in entries(found)}
    return Changes(
        added=tuple(_name(one) for key, one in new.items() if key not in old),
        changed=tuple(_name(one) for key, one in new.items() if key in old and old[key] != one),
        removed=tuple(_name(one) for key, one in old.items() if key not in new),
        same=sum(1 for key, one in new.items() if old.get(key) == one),
    )


def add_list(
    *, project: Project, kind: str, upload: Upload, mapping: Chosen = NOTHING, coded: bool = False, by: int | None
) -> UsageSource:
    """Keep a list as it came; it waits for somebody to confirm what it changes. The same file is kept once.

    `mapping` says which column is which; `coded` that names become codes once somebody has said so.
    """
    hold(project)
    known = source_with(project.id, kind, upload.file.digest)
    if known is not None and known.state == "waiting":
        if not known.original_digest:
            known.pseudonyms, known.mapping = coded, dict(mapping)
        return known
    source = new_source(project=project, kind=kind, upload=upload, by=by, mapping=dict(mapping))
    source.pseudonyms = source.pseudonyms or coded
    db.session.add(source)
    db.session.flush()
    audit.record("usage.uploaded", by=by, project=project.id, about=source.key, title=source.file_name)
    return source


def apply_list(*, project: Project, source: UsageSource, found: Found, by: int | None) -> Changes:
    """Put the list of a source in the place of the one in force, and say what that changed."""
    hold(project)
    db.session.flush()
    db.session.refresh(source)
    if source.removed_at is not None or source.state == "ready":
        raise Refused(_("This list has been removed or taken over meanwhile."))
    must_be_a_list(project, source.kind, found)
    difference = changes(project, source.kind, found)
    for before in lists_in_force(project.id, source.kind):
        before.removed_at = now()
    _replace(project, source.kind, entries(found))
    _settle(source, found, difference)
    use_changed(project.id)
    audit.touch(project.id)
    audit.record(
        "usage.imported", by=by, project=project.id, about=source.key, title=source.file_name,
        added=len(difference.added), changed=len(difference.changed), removed=len(difference.removed),
    )  # fmt: skip
    return difference


def _settle(source: UsageSource, found: Found, difference: Changes) -> None:
    source.state, source.format = "ready", found.kind
    source.encoding, source.delimiter = found.encoding, found.delimiter
    source.accepted, source.refused = len(entries(found)), len(found.refused)
    source.rows = source.accepted + source.refused
    source.details = {
        "reasons": dict(Counter(one.reason for one in found.refused).most_common()),
        "examples": [{"row": one.row, "reason": one.reason, "line": one.line[:500]} for one in found.refused[:50]],
        "added": len(difference.added),
        "changed": len(difference.changed),
        "removed": len(difference.removed),
    }


def _replace(project: Project, kind: str, wanted: Sequence[Entry]) -> None:
    clipped = [_clipped(one) for one in wanted]
    table: Any = LicensedUser if kind == "users" else CrmFunction
    db.session.execute(delete(table).where(table.project_id == project.id))
    db.session.execute(insert(table), [{"project_id": project.id, **_row(one)} for one in clipped])
    if kind == "users":
        forget_posts(project.id)
        if held := [row for one in clipped if isinstance(one, User) for row in _posts(project.id, one)]:
            db.session.execute(insert(UserPost), held)


def _posts(project_id: int, user: User) -> list[dict[str, Any]]:
    """The posts of a user as rows."""
    return [{"project_id": project_id, "user": user.user, **asdict(post)} for post in user.posts]


def _row(one: Entry) -> dict[str, Any]:
    if isinstance(one, User):
        return {
            "user": one.user, "role": one.role, "department": one.department, "start": one.start, "end": one.end,
            "region": one.region, "licence": one.licence,
        }  # fmt: skip
    return {"function": one.function, "area": one.area, "advanced": one.advanced, "roles": list(one.roles)}


def _clipped(one: Entry) -> Entry:
    """The entry as the database keeps it: names of groups are at most 200 characters long."""
    if isinstance(one, User):
        names = {name: getattr(one, name)[:GROUP_LENGTH] for name in ("role", "department", "region", "licence")}
        groups = ("role", "department", "region")
        posts = tuple(
            replace(post, **{name: getattr(post, name)[:GROUP_LENGTH] for name in groups}) for post in one.posts
        )
        return replace(one, **names, posts=posts)
    roles = tuple(role[:GROUP_LENGTH] for role in one.roles)
    return Function(one.function, one.area[:GROUP_LENGTH], one.advanced, roles)


def _name(one: Entry) -> str:
    return one.user if isinstance(one, User) else one.function
