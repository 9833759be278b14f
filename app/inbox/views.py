"""My work: what waits on the reader, and how their projects stand."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.inbox.projects import own_projects
from app.inbox.queries import waiting
from app.pages import page
from app.permissions import signed_in, the_viewer
from app.rights import Right, has_right

bp = Blueprint("inbox", __name__)


@bp.get("/")
@signed_in
def show() -> ResponseReturnValue:
    """Everything that waits on the reader, in one list; below it their projects."""
    me = the_viewer()
    groups = waiting(me)
    return page(
        "inbox/show.html",
        groups=groups,
        total=sum(group.total for group in groups),
        late=sum(group.late for group in groups),
        projects=own_projects(me),
        sees_portfolio=has_right(me, Right.SEE_PORTFOLIO),
    )
