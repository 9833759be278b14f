"""Keeps a file taken for a list by mistake from destroying the list in force: one rule for pages and commands."""

from __future__ import annotations

from app.delimited.names import key_of
from app.errors import Refused
from app.language import listed, number, say
from app.models import Project
from app.usage.known import functions_of, users_of
from app.usage.lists import FunctionList, UserList
from app.words import _

Found = UserList | FunctionList


def must_be_a_list(project: Project, kind: str, found: Found) -> None:
    """Refuse a file most rows of which cannot be taken, and one that would empty every role and department.

    A log given as list of users shows in both: its users come again and again, and nothing says what they are.
    """
    accepted = len(found.users if isinstance(found, UserList) else found.functions)
    if len(found.refused) > accepted:
        raise Refused(_mostly_refused(kind, found, accepted + len(found.refused)))
    if kind == "users" and not found.known & {"role", "department"} and has_groups(project, kind):
        raise Refused(
            _(
                "Nothing was changed: this file names no roles and no departments (its columns: %(columns)s), and the "
                "present list of users has them. Add the columns role and department, or remove the present list "
                "first.",
                columns=listed(found.columns),
            )
        )
    if kind == "functions" and not found.known & {"area", "advanced", "roles"} and has_groups(project, kind):
        raise Refused(
            _(
                "Nothing was changed: this file says nothing about area, advanced or roles (its columns: %(columns)s), "
                "and the present list of functions does. Add these columns, or remove the present list first.",
                columns=listed(found.columns),
            )
        )


def roles_nobody_has(project: Project, found: Found) -> list[str]:
    """The roles that functions are meant for and no licensed user has; none while no user has any."""
    if isinstance(found, UserList):
        return []
    people = users_of(project.id)
    held = {key_of(role) for one in people for role in (one.role, *(post.role for post in one.posts)) if role}
    meant = {key_of(role): role for one in found.functions for role in one.roles}
    return [role for key, role in meant.items() if key not in held] if held else []


def has_groups(project: Project, kind: str) -> bool:
    """Whether the list in force says to which groups its users or functions belong."""
    if kind == "users":
        return any(one.role or one.department for one in users_of(project.id))
    return any(one.area or one.advanced or one.roles for one in functions_of(project.id))


def _mostly_refused(kind: str, found: Found, rows: int) -> str:
    first = found.refused[0]
    values = {
        "refused": number(len(found.refused)), "rows": number(rows), "row": first.row,
        "columns": listed(found.columns), "reason": say(first.sentence),
    }  # fmt: skip
    if kind == "users":
        return _(
            "Nothing was changed: %(refused)s of the %(rows)s rows cannot be taken, so this is hardly a list of users "
            "(its columns: %(columns)s). Choose the file that has one row for each user. Row %(row)s: %(reason)s",
            **values,
        )
    return _(
        "Nothing was changed: %(refused)s of the %(rows)s rows cannot be taken, so this is hardly a list of functions "
        "(its columns: %(columns)s). Choose the file that has one row for each function. Row %(row)s: %(reason)s",
        **values,
    )
