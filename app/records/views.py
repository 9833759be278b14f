"""The rooms and their registers: overview, list, one row, spreadsheets in and out."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.language import say
from app.listing import paging
from app.models import Project
from app.pages import page
from app.permissions import in_project, may, the_viewer
from app.records.forms import form_for
from app.records.listed import columns_of, filters_of, headings, narrowed, ordering
from app.records.rooms import HOMES, is_open_to, open_room, present_room, rooms_for
from app.registers.actions import add_row, change_row, find_row, remove_row, restore_row, take_in
from app.registers.catalogue import ELSEWHERE, registers
from app.registers.grouped import grouped, open_rows
from app.registers.model import Register
from app.registers.offers import offered, values_of
from app.registers.rows import Row, rows_of
from app.registers.sheets.exchange import Desk, exchange
from app.registers.sheets.headings import NUMBER
from app.registers.sheets.refused import find_refused, throw_away, waiting_at
from app.registers.sheets.template import workbook
from app.rights import Right
from app.tables import table_response
from app.versions import sent_version
from app.words import _, ngettext
from phases.thread import STATIONS

bp = Blueprint("records", __name__)
BASE = "/projects/<project>/records"


@bp.get(BASE)
@in_project()
def index(project: Project) -> ResponseReturnValue:
    """The room of the present phase."""
    return redirect(url_for("records.room", project=project.key, room=present_room(project)))


@bp.get(f"{BASE}/<room>")
@in_project()
def room(project: Project, room: str) -> ResponseReturnValue:
    """What one phase keeps, what is measured from it, and what of it keeps the gate shut."""
    if room in HOMES:
        return redirect(f"/projects/{project.key}/{HOMES[room]}")
    return page("records/room.html", room=open_room(project, room, the_viewer()), rooms=rooms_for(project, room))


@bp.get(f"{BASE}/<room>/<register>")
@in_project()
def register(project: Project, room: str, register: str) -> ResponseReturnValue:
    """The list, searched, filtered and sorted as the address says."""
    if room in ELSEWHERE:
        return redirect(f"/projects/{project.key}/{room}")
    one = _register(room, register)
    if one.personal and not may(Right.SEE_RESULTS):
        table = grouped(one, project.id)
        return page("records/groups.html", register=one, table=table, rooms=rooms_for(project, room))
    order, rows = ordering(one), _rows(one, project)
    found = narrowed(one, rows, order)
    pages = paging(len(found))
    shown = found[pages.offset : pages.offset + pages.size]
    return page(
        "records/register.html", register=one, rows=shown, total=len(rows), pages=pages, columns=columns_of(one),
        remark=one.remark(project.id) if one.remark else None,
        headings=headings(one, order), filters=filters_of(one), rooms=rooms_for(project, room),
        waiting=waiting_at(project, f"records/{one.path}", the_viewer().id) if may(Right.EDIT_RECORDS) else [],
    )  # fmt: skip


@bp.get(f"{BASE}/<room>/<register>/export.<form>")
@in_project(Right.EXPORT)
def export(project: Project, room: str, register: str, form: str) -> ResponseReturnValue:
    """Exactly what the page lists, all pages and all fields of it."""
    one = _register(room, register)
    if one.personal and not may(Right.SEE_RESULTS):
        found = grouped(one, project.id)
        return table_response(form, one.word, list(found.columns), found.rows)
    rows = narrowed(one, _rows(one, project), ordering(one))
    columns: list[Any] = [*one.fields, *one.derived]
    names = [say(NUMBER), *(say(column.label) for column in columns)]
    table = ([row.code, *(row.cells[column.name] for column in columns)] for row in rows)
    return table_response(form, one.word, names, table)


@bp.get(f"{BASE}/<room>/<register>/template.xlsx")
@in_project(Right.EDIT_RECORDS)
def template(project: Project, room: str, register: str) -> ResponseReturnValue:
    """The register as a workbook to fill or to change."""
    one = _register(room, register, sheet=True)
    return workbook(one, rows_of(one, project.id), one.word)


@bp.route(f"{BASE}/<room>/<register>/new", methods=["GET", "POST"])
@in_project(Right.EDIT_RECORDS)
def new(project: Project, room: str, register: str) -> ResponseReturnValue:
    """Enter a row."""
    one = _register(room, register)
    form = form_for(one, project.id, given={name: request.args[name][:300] for name in request.args})
    if request.method == "POST" and (values := form.values(project.id)) is not None:
        row = add_row(register=one, project=project, values=values, by=the_viewer().id)
        flash(_("%(code)s is entered.", code=one.code(row.number)), "success")
        return redirect(_after_adding(project, one, row.key), 303)
    return page("records/new.html", 422 if request.method == "POST" else 200, form=form, register=one)


def _after_adding(project: Project, one: Register, key: str) -> str:
    if one.goes_on and one.page and "again" not in request.form:
        return f"/projects/{project.key}/{one.page[1]}/{key}"
    endpoint = "records.new" if "again" in request.form else "records.register"
    return url_for(endpoint, project=project.key, room=one.room, register=one.word)


@bp.route(f"{BASE}/<room>/<register>/starting-points", methods=["GET", "POST"])
@in_project(Right.EDIT_RECORDS)
def starting_points(project: Project, room: str, register: str) -> ResponseReturnValue:
    """Take rows that the method offers, to change them afterwards."""
    one = _register(room, register)
    if not one.offers:
        abort(404)
    if request.method == "GET":
        return page("records/starting_points.html", register=one, offered=offered(one, project), sentence="")
    rows = values_of(one, project, request.form.getlist("offer"))
    if not rows:
        sentence = _("Pick at least one.")
        return page("records/starting_points.html", 422, register=one, offered=offered(one, project), sentence=sentence)
    take_in(register=one, project=project, new=rows, changed=[], by=the_viewer().id)
    flash(ngettext("%(num)s row is entered.", "%(num)s rows are entered.", len(rows)), "success")
    return redirect(url_for("records.register", project=project.key, room=room, register=register), 303)


@bp.get(f"{BASE}/<room>/<register>/<row>")
@in_project()
def row(project: Project, room: str, register: str, row: str) -> ResponseReturnValue:
    """One row, to read or to change."""
    one = _register(room, register)
    present = _row(one, project, row)
    return page("records/row.html", form=form_for(one, project.id, present), **_shown(one, present))


@bp.post(f"{BASE}/<room>/<register>/<row>")
@in_project(Right.EDIT_RECORDS)
def change(project: Project, room: str, register: str, row: str) -> ResponseReturnValue:
    """Change a row."""
    one = _register(room, register)
    present = _row(one, project, row)
    form = form_for(one, project.id, present)
    if (values := form.values(project.id, present)) is not None:
        found = find_row(one, project, row)
        assert found is not None
        version = sent_version(form.version.data)
        change_row(register=one, project=project, row=found, values=values, version=version, by=the_viewer().id)
        flash(_("Saved."), "success")
        return redirect(url_for("records.register", project=project.key, room=room, register=register), 303)
    return page("records/row.html", 422, form=form, **_shown(one, present))


def _shown(one: Register, row: Row) -> dict[str, Any]:
    word = next((station.word for station in STATIONS if station.kind == one.path), "")
    return {"register": one, "row": row, "thread_word": word}


@bp.post(f"{BASE}/<room>/<register>/<row>/remove")
@in_project(Right.EDIT_RECORDS)
def remove(project: Project, room: str, register: str, row: str) -> ResponseReturnValue:
    """Take a row out; it can be put back."""
    one = _register(room, register)
    found = find_row(one, project, row)
    if found is None:
        abort(404)
    code = one.code(found.number)
    remove_row(register=one, project=project, row=found, by=the_viewer().id)
    flash(_("%(code)s is removed.", code=code), "success")
    return redirect(url_for("records.register", project=project.key, room=room, register=register, removed=row), 303)


@bp.post(f"{BASE}/<room>/<register>/restore")
@in_project(Right.EDIT_RECORDS)
def restore(project: Project, room: str, register: str) -> ResponseReturnValue:
    """Put back what was removed."""
    one = _register(room, register)
    back = restore_row(register=one, project=project, key=request.form.get("row", "")[:12], by=the_viewer().id)
    flash(_("%(code)s is back.", code=one.code(back.number)), "success")
    return redirect(url_for("records.register", project=project.key, room=room, register=register), 303)


@bp.route(f"{BASE}/<room>/<register>/sheet", methods=["GET", "POST"])
@in_project(Right.EDIT_RECORDS)
def sheet(project: Project, room: str, register: str) -> ResponseReturnValue:
    """Paste or upload a table, see what it would change, accept."""
    one = _register(room, register, sheet=True)
    return exchange(Desk(one, project, f"records/{one.path}"))


@bp.get("/projects/<project>/refused/<table>.<form>")
@in_project()
def refused(project: Project, table: str, form: str) -> ResponseReturnValue:
    """Lines that were refused, for who brought them: as a table to mend."""
    found = find_refused(project, table, the_viewer().id) or abort(404)
    return table_response(form, "refused", found.cells[0], found.cells[1:])


@bp.post("/projects/<project>/refused/<table>/throw-away")
@in_project()
def throw_refused_away(project: Project, table: str) -> ResponseReturnValue:
    """Forget lines that were refused."""
    found = find_refused(project, table, the_viewer().id) or abort(404)
    throw_away(table=found, by=the_viewer().id)
    return redirect(f"/projects/{project.key}/{found.page}/sheet", 303)


def _register(room: str, register: str, *, sheet: bool = False) -> Register:
    """The register, unless it is private or, for anything but spreadsheets, has pages of its own."""
    one = registers().get(f"{room}/{register}")
    if one is None or not is_open_to(one, the_viewer()) or (room in ELSEWHERE and not sheet):
        abort(404)
    return one


def _rows(one: Register, project: Project, key: str | None = None) -> list[Row]:
    """The rows that this person may see one by one."""
    rows = rows_of(one, project.id, key=key)
    if may(Right.SEE_RESULTS):
        return rows
    return [] if one.personal else open_rows(one, rows)


def _row(one: Register, project: Project, key: str) -> Row:
    found = _rows(one, project, key) if key.isprintable() else []
    if not found:
        abort(404)
    return found[0]
