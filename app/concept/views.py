"""Pages of concept introduction beside its registers."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.concept.checked import checked
from app.concept.learned import learned_in
from app.concept.raci import matrix_of
from app.models import Project
from app.pages import page
from app.permissions import in_project

bp = Blueprint("concept", __name__)
BASE = "/projects/<project>/concept"


@bp.get(f"{BASE}/raci")
@in_project()
def raci(project: Project) -> ResponseReturnValue:
    """Who does, answers for, is asked about and is told of each activity."""
    return page("concept/raci.html", matrix=matrix_of(project.id))


@bp.get(f"{BASE}/learning")
@in_project()
def learning(project: Project) -> ResponseReturnValue:
    """Who was trained and what the tests say."""
    return page("concept/learning.html", learned=learned_in(project))


@bp.get(f"{BASE}/self-check")
@in_project()
def self_check(project: Project) -> ResponseReturnValue:
    """The five viewpoints and the five duties as people rate them."""
    viewpoints, duties = checked(project.id)
    return page("concept/self_check.html", viewpoints=viewpoints, duties=duties)
