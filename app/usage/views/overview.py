"""All usage data of a project on one page, and the files that show what to export."""

from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.language import language
from app.models import Project
from app.pages import page
from app.permissions import in_project, the_viewer
from app.rights import Right
from app.sections import sections
from app.tables import csv_response
from app.usage import queries
from app.usage.blueprint import bp
from app.usage.examples import EXAMPLES
from app.usage.forms import FunctionsForm, LogForm, NamesForm, UsersForm
from app.usage.pseudonyms import always, set_always, unless_said
from app.words import _


@bp.get("/projects/<project>/usage")
@in_project()
def index(project: Project) -> ResponseReturnValue:
    """Logs, users and functions: what is there, and where more is brought in."""
    return overview(project)


@bp.get("/projects/<project>/usage/templates/<kind>.csv")
@in_project(Right.IMPORT_USAGE)
def template(project: Project, kind: str) -> ResponseReturnValue:
    """A file with the right header and two rows as an example."""
    if kind not in EXAMPLES:
        abort(404)
    columns, rows = EXAMPLES[kind][language()]
    return csv_response(kind, columns, rows)


@bp.post("/projects/<project>/usage/names")
@in_project(Right.IMPORT_USAGE)
def names(project: Project) -> ResponseReturnValue:
    """Say whether names are replaced by codes in what comes in from now on."""
    form = NamesForm()
    set_always(project=project, on=bool(form.always.data), by=the_viewer().id)
    done = _("Names are replaced by codes from now on.") if form.always.data else _("Names are kept from now on.")
    flash(done, "success")
    return redirect(f"/projects/{project.key}/usage", 303)


def overview(project: Project, status: int = 200, **forms: Any) -> ResponseReturnValue:
    """Draw the page; a form that was refused comes with what is wrong."""
    words = request.args.get("q", "")[:100]
    rows, pages = queries.user_rows(project, words)
    functions, function_pages = queries.function_rows(project)
    sources = queries.sources(project)
    shown = {
        "logs": LogForm(), "users": UsersForm(pseudonyms=unless_said(project)), "functions": FunctionsForm(),
        "names": NamesForm(always=always(project)), **forms,
    }  # fmt: skip
    return page(
        "usage/index.html", status, sections=sections(project.key, "usage"), sources=sources,
        users=queries.users(project), rows=rows, pages=pages, words=words, functions=functions,
        function_pages=function_pages, forms=shown, form=next(iter(forms.values()), None),
        left_out=any(one.left_out for one in sources.get("events", ())),
    )  # fmt: skip
