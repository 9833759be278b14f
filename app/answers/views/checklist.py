"""The checklist of one phase, on screen and as a file."""

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from app.answers import exports, queries
from app.answers.blueprint import bp
from app.answers.drafts import Draft, choices_of_many, refused
from app.answers.drawing import draw_groups
from app.answers.filters import Filter, choices_of_show, filter_from_address
from app.answers.forms import ManyForm
from app.answers.gate import standing
from app.answers.rows import Checklist, Scribe, draw_up
from app.answers.rules import may_plan
from app.facts.people import members_of
from app.listing import address
from app.models import Project
from app.pages import page
from app.permissions import in_project, the_access, the_viewer
from app.registers.sheets.refused import Waiting, waiting_at
from app.rights import Right
from app.tables import table_response
from app.words import _
from phases import PHASES


@bp.get("/projects/<project>/phases/<phase>")
@in_project()
def checklist(project: Project, phase: str) -> ResponseReturnValue:
    """What a phase asks, item by item, with the answers; each can be given on the spot."""
    return show(project, phase)


def show(project: Project, phase: str, *, status: int = 200, many: ManyForm | None = None) -> ResponseReturnValue:
    """Draw the checklist, perhaps with the form for several rows as it was refused."""
    scribe = scribe_of(phase)
    chosen = filter_from_address()
    records = queries.items_of_phase(project.id, phase)
    list_ = draw_up(scribe, records, queries.proofs_of_phase(project.id, phase), chosen)
    draft = _many(project, many)
    _dress(list_, pick=draft is not None)
    return page(
        "answers/checklist.html", status, phase=scribe.content, filter=chosen, filters=_filters(scribe, chosen),
        checklist=list_, standing=standing(project, phase), around=_around(project, phase), many=draft,
        exports=_exports(project, phase), add_url=scribe.url + "/add-item",
        sheet_url=scribe.url + "/sheet", many_url=scribe.url + "/answers" + scribe.suffix, base=scribe.url,
        waiting=_waiting(project, phase),
    )  # fmt: skip


@bp.get("/projects/<project>/phases/<phase>/checklist.<form>")
@in_project(Right.EXPORT)
def export(project: Project, phase: str, form: str) -> ResponseReturnValue:
    """The same rows as the page shows, as CSV or XLSX."""
    scribe = scribe_of(phase)
    columns, rows = exports.table(scribe, project, phase, filter_from_address())
    return table_response(form, f"{project.name} {phase}", columns, rows)


def scribe_of(phase: str) -> Scribe:
    """Who writes rows for the reader at hand; 404 for a word that is no phase."""
    if all(phase != one.word for one in PHASES):
        abort(404)
    return Scribe(the_access(), the_viewer(), phase)


def _dress(list_: Checklist, *, pick: bool) -> None:
    """Give rows what only this request knows (boxes to tick, those ticked before, the answer just given); draw them."""
    picked = {one.rpartition(":")[0] for one in request.form.getlist("items")}
    answered = request.args.get("answered")
    for group in list_.groups:
        if pick or answered:
            group.rows = [
                row._replace(
                    pick=pick,
                    picked=row.id in picked,
                    undo=f"{row.url}/undo" if answered == row.id else "",
                )
                if row.editable
                else row
                for row in group.rows
            ]
    draw_groups(list_.groups)


def _many(project: Project, form: ManyForm | None) -> Draft | None:
    if not may_plan(the_access()):
        return None
    choices = choices_of_many(members_of(project.id))
    return refused(form, choices) if form is not None else Draft(choices=choices)


def _waiting(project: Project, phase: str) -> list[Waiting]:
    return waiting_at(project, f"phases/{phase}", the_viewer().id) if may_plan(the_access()) else []


def _filters(scribe: Scribe, chosen: Filter) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    roles = {item.owner: None for item in scribe.content.items.values()}
    owners = [("", _("Everybody")), *((role, scribe.owners[role]) for role in roles)]
    return [("show", _("Show"), choices_of_show(), chosen.show), ("owner", _("Owner role"), owners, chosen.owner)]


def _exports(project: Project, phase: str) -> list[tuple[str, str]]:
    if not the_access().may(Right.EXPORT):
        return []
    return [
        (form.upper(), address(url_for("answers.export", project=project.key, phase=phase, form=form)))
        for form in ("csv", "xlsx")
    ]


def _around(project: Project, phase: str) -> tuple[str, str]:
    """The addresses of the phases before and after; empty at the ends."""
    words = ["", *(one.word for one in PHASES), ""]
    at = words.index(phase)
    return tuple(  # type: ignore[return-value]
        url_for("answers.checklist", project=project.key, phase=word) if word else ""
        for word in (words[at - 1], words[at + 1])
    )
