"""The handbook of the method: phases, glossary, roles, indicators; everybody who signs in may read it."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from app.methods import queries
from app.pages import page
from app.permissions import signed_in, the_viewer
from app.rights import Right, has_right
from app.roles import all_roles
from app.words import _

bp = Blueprint("methods", __name__)
Tab = tuple[str, str, bool, str]


@bp.get("/method")
@signed_in
def show() -> ResponseReturnValue:
    """The six phases: the table of contents."""
    return page("methods/show.html", phases=queries.contents(), edition=queries.the_edition(), tabs=_tabs())


@bp.get("/method/<phase>")
@signed_in
def phase(phase: str) -> ResponseReturnValue:
    """One phase: purpose, activities, deliverables, questions."""
    line, content = queries.phase_content(phase)
    groups = queries.groups(content)
    return page(
        "methods/phase.html", phase=line, content=content, groups=groups, phases=queries.contents(), tabs=_tabs()
    )


@bp.get("/method/glossary")
@signed_in
def glossary() -> ResponseReturnValue:
    """The terms of the method with their definitions, in both languages."""
    words = request.args.get("q", "")[:200].strip()
    return page("methods/glossary.html", terms=queries.terms(words), search=words, tabs=_tabs())


@bp.get("/method/roles")
@signed_in
def roles() -> ResponseReturnValue:
    """The roles, each with a sentence that says what it may do."""
    sides = [(_("In the consulting firm"), "firm"), (_("In the client's company"), "client")]
    return page("methods/roles.html", sides=sides, roles=all_roles(), tabs=_tabs())


@bp.get("/method/indicators")
@signed_in
def indicators() -> ResponseReturnValue:
    """The indicators of an evaluation round with formula, bands and source."""
    return page("methods/indicators.html", dimensions=queries.indicators(), tabs=_tabs())


def _tabs() -> list[Tab]:
    labels = {
        "methods.show": _("Phases"),
        "methods.glossary": _("Glossary"),
        "methods.roles": _("Roles"),
        "methods.indicators": _("Indicators"),
    }
    if has_right(the_viewer(), Right.MANAGE_METHOD):
        labels["thresholds.of_firm"] = _("Thresholds of the firm")
    here = "methods.show" if request.endpoint == "methods.phase" else request.endpoint
    return [(label, url_for(endpoint), endpoint == here, "") for endpoint, label in labels.items()]
