"""The project page, and everything that ever happened in the project."""

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.attributes import set_committed_value

from app.history import events_page
from app.listing import address
from app.models import Project
from app.pages import page
from app.permissions import in_project, the_access, the_viewer
from app.projects.blueprint import bp
from app.projects.overview import overview
from app.shell import edition_of


@bp.get("/projects/<project>")
@in_project()
def show(project: Project) -> ResponseReturnValue:
    """Where we are, what blocks us, what is next, who must act, what changed."""
    found = overview(the_access(), the_viewer(), edition_of(project))
    # The heading shows the forecast of this moment, not the one kept at the last change.
    set_committed_value(project, "forecast_end", found.forecast_end)
    return page("projects/show.html", found=found)


@bp.get("/projects/<project>/history")
@in_project()
def history(project: Project) -> ResponseReturnValue:
    """All events of the project, newest first, fifty a page."""
    before = request.args.get("before", type=int)
    events, earlier = events_page(project.id, project.key, edition_of(project), before=before)
    return page("projects/history.html", events=events, earlier_url=address(before=earlier) if earlier else "")
