"""The guards that every route wears, and the person's part in the project at hand.

A project in a URL is loaded here and nowhere else; whoever has no part in it gets 404.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, TypeVar

from flask import Flask, Response, abort, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import contains_eager

from app.database import BigId, db
from app.errors import NotAllowed
from app.identity import Viewer, viewer
from app.models import Membership, Project
from app.rights import PROJECT_RIGHTS, Right, has_right
from app.visibility import visible
from app.way_back import sign_in_first


@dataclass(frozen=True, slots=True)
class Guard:
    """What a route demands: nobody in particular, somebody signed in, a firm right, a right in a project, a token."""

    kind: str
    right: Right | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """A person's part in the project at hand; `parts` are the owner roles whose items wait on the person."""

    project: Project
    role: str
    rights: frozenset[Right]
    parts: frozenset[str]

    def may(self, right: Right) -> bool:
        """Whether this person may do this in this project."""
        return right in self.rights


MEMBERS_ONLY = frozenset({Right.ANSWER, Right.ADD_EVIDENCE})
T = TypeVar("T")
View = Callable[..., ResponseReturnValue]


def public(view: View) -> View:
    """Anybody may come: sign-in, invitations, health, errors."""
    return _wear(view, Guard("public"), lambda kwargs: None)


def signed_in(view: View) -> View:
    """Anybody with a session may come; the view shows each person only what is theirs."""
    return _wear(view, Guard("signed-in"), _only_a_viewer)


def firm(right: Right) -> Callable[[View], View]:
    """Only people whose role has this firm-wide right; others get 404."""

    def check(_kwargs: dict[str, Any]) -> None:
        if not has_right(_require_viewer(), right):
            abort(404)

    return lambda view: _wear(view, Guard("firm", right), check)


def in_project(right: Right = Right.READ) -> Callable[[View], View]:
    """Load the project named in the URL for a person who has this right in it.

    The view receives the Project in place of its key. Strangers get 404, members without the right 403.
    """

    def check(kwargs: dict[str, Any]) -> None:
        access = find_access(_require_viewer(), kwargs["project"])
        if access is None:
            abort(404)
        g.access = access
        if not access.may(right):
            raise NotAllowed(not_allowed_sentence())
        kwargs["project"] = access.project

    return lambda view: _wear(view, Guard("project", right), check)


def by_token(find: Callable[[str], Project]) -> Callable[[View], View]:
    """Only calls of other systems that carry a secret of the project named in the URL; there is no person.

    `find` checks the secret and gives the project, or raises what the call is answered with.
    """

    def check(kwargs: dict[str, Any]) -> None:
        kwargs["project"] = find(kwargs["project"])

    return lambda view: _wear(view, Guard("token"), check)


def reads_first(view: View) -> View:
    """For views that check a secret before they write: their transaction starts as a reading one."""
    view.reads_first = True  # type: ignore[attr-defined]
    return view


def may(right: str) -> bool:
    """Whether the person may do this here: in the project at hand, or firm-wide."""
    access: Access | None = g.get("access")
    person = viewer()
    return (access is not None and Right(right) in access.rights) or (
        person is not None and has_right(person, Right(right))
    )


def find_access(person: Viewer, key: str) -> Access | None:
    """The person's part in the project with this key; None if they have none."""
    parameters = {"key": key, "person": person.id, "company": person.client_id}
    row = db.session.execute(_project_for(person.role, person.of_firm), parameters).first()
    if row is None:
        return None
    project, role = row
    if person.role in {"administrator", "director"}:
        rights = PROJECT_RIGHTS[person.role] | PROJECT_RIGHTS.get(role or "", frozenset())
        return Access(project, role or person.role, rights, frozenset({role or person.role, person.role}))
    if role is None:  # an executive reads all projects of the company, but takes part only in those that name them
        return Access(project, person.role, PROJECT_RIGHTS[person.role] - MEMBERS_ONLY, frozenset())
    return Access(project, role, PROJECT_RIGHTS[role], frozenset({role}))


@cache
def _project_for(role: str, of_firm: bool) -> Select[Project, str]:
    """A project by key with the reader's part in it: made once for each role, as every page of a project asks it."""
    person, company = bindparam("person", type_=BigId), bindparam("company", type_=BigId)
    return (
        select(Project, Membership.role)
        .join(Project.client)
        .outerjoin(Membership, and_(Membership.project_id == Project.id, Membership.user_id == person))
        .options(contains_eager(Project.client))
        .where(Project.key == bindparam("key"), visible(role, person, company, of_firm=of_firm))
    )


def child(model: type[T], project: Project, key: str) -> T:
    """A record of this project by its key; 404 if the project has none such."""
    table: Any = model
    found: T | None = db.session.scalar(select(table).where(table.project_id == project.id, table.key == key))
    if found is None:
        abort(404)
    return found


def the_viewer() -> Viewer:
    """The signed-in person, in views that only such people reach."""
    person = viewer()
    assert person is not None, "a guarded view runs for signed-in people only"
    return person


def the_access() -> Access:
    """The person's part in the project at hand, in views of a project."""
    access: Access = g.access
    return access


def not_allowed_sentence() -> str:
    """What a person hears whose role lacks the right."""
    from app.errors import SENTENCES

    return str(SENTENCES[403])


def init_permissions(app: Flask) -> None:
    """Refuse to answer from any route whose guard did not run."""
    app.after_request(_must_have_been_guarded)


def _wear(view: View, guard: Guard, check: Callable[[dict[str, Any]], None]) -> View:
    @wraps(view)
    def guarded(**kwargs: Any) -> ResponseReturnValue:
        g.guarded = True
        try:
            check(kwargs)
        except _SignInFirst:
            return sign_in_first()
        return view(**kwargs)

    guarded.guard = guard  # type: ignore[attr-defined]
    return guarded


class _SignInFirst(Exception):
    """Nobody is signed in."""


def _require_viewer() -> Viewer:
    person = viewer()
    if person is None:
        raise _SignInFirst
    return person


def _only_a_viewer(_kwargs: dict[str, Any]) -> None:
    _require_viewer()


def _must_have_been_guarded(response: Response) -> Response:
    if response.status_code < 300 and not g.get("guarded") and request.endpoint != "static":
        raise AssertionError(f"the route {request.endpoint} answered without its guard")
    return response
