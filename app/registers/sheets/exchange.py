"""A table brought to a page: pasted or uploaded, shown beside what is there, taken in, and what was refused kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.errors import Refused
from app.language import listed
from app.models import Project
from app.pages import page
from app.permissions import the_viewer
from app.registers.actions import take_in
from app.registers.model import Register
from app.registers.rows import Row
from app.registers.sheets.columns import told
from app.registers.sheets.explained import fields_of_headings, kept_headings, remember_headings
from app.registers.sheets.heading_row import heading_at, headings_known
from app.registers.sheets.kept_workbook import keep_workbook, kept_workbook
from app.registers.sheets.meanings import kept_words, remember
from app.registers.sheets.refused import KEPT, find_refused, keep_refused, waiting_at
from app.registers.sheets.sheet import preview
from app.registers.sheets.spreadsheet import Cells, Sheet, bounded, cells_of_text, sheets_in, text_of, uploaded
from app.registers.sheets.template import Column, explained_columns
from app.registers.sheets.would_change import Preview
from app.words import _

Take = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a table is brought: `at` is the page below the project; `folder` has its `sheet.html` and `preview.html`.

    `present` are the rows where the register's own table does not tell them, `take` what takes rows in; `look` is what
    reads a table of another form than the register's, and `columns` what such a table may hold. `after` draws what is
    seen once a table is in, where that is not the list.
    """

    register: Register
    project: Project
    at: str
    folder: str = "records"
    present: Callable[[int], Sequence[Row]] | None = None
    take: Take | None = None
    look: Callable[[int, Cells], Preview] | None = None
    columns: Sequence[Column] | None = None
    after: Callable[[], ResponseReturnValue] | None = None

    @property
    def base(self) -> str:
        """The address of the page that the rows are listed on."""
        return f"/projects/{self.project.key}/{self.at}"

    def chosen(self, brought: Sequence[Sheet], wanted: str) -> Sheet:
        """The sheet of this name, or else the one with most headings that are known, the first of them."""
        if wanted:
            named = [sheet for sheet in brought if sheet.name.casefold() == wanted.casefold()]
            if not named:
                raise Refused(_no_sheet(wanted, brought))
            return named[0]
        if self.look is not None or len(brought) == 1:
            return brought[0]
        before = fields_of_headings(self.project.id, self.register)
        return max(brought, key=lambda sheet: headings_known(self.register, sheet.cells, before))

    def parted(self, cells: Cells) -> tuple[Cells, Cells]:
        """What stands above the headings of a table, and the table; one of another form begins with its first line."""
        if self.look is not None:
            return [], cells
        at = heading_at(self.register, cells, fields_of_headings(self.project.id, self.register))
        return cells[:at], cells[at:]

    def read(self, above: Cells, cells: Cells) -> tuple[Cells, Preview]:
        """The table with what the person said of it, and what it would change."""
        said = told(self.register, cells, request.form, fields_of_headings(self.project.id, self.register))
        if self.look is not None:
            return said, self.look(self.project.id, said)
        present = self.present(self.project.id) if self.present else None
        return [*above, *said], preview(self.register, self.project.id, said, present, len(above)).below(above)

    def take_in(self, found: Preview) -> None:
        """Enter and change what the preview shows."""
        change: dict[str, Any] = {"project": self.project, "new": found.new, "changed": found.changed}
        if self.take is None:
            take_in(register=self.register, by=the_viewer().id, **change)
        else:
            self.take(by=the_viewer().id, **change)


def exchange(desk: Desk) -> ResponseReturnValue:
    """Answer the page of pasting: show it, show what a table would change, or take in what was shown."""
    if request.method == "GET":
        return _asked(desk, _to_mend(desk, request.args.get("mend", "")), mends=request.args.get("mend", ""))
    if "words" in request.form:
        _remember(desk, [])
        flash(_("What your headings and words mean is kept for the next table."), "success")
        return redirect(f"{desk.base}/sheet", 303)
    try:
        brought = _brought(desk)
        above, table = desk.parted(bounded(brought.sheet.cells))
        _remember(desk, table)
        cells, found = desk.read(above, table)
        found.sheet, found.others, found.workbook = brought.sheet.name, brought.others, brought.mark
    except Refused as refused:
        return _asked(desk, request.form.get("cells", ""), refused.sentence, mends=request.form.get("mends", ""))
    if request.form.get("seen") == found.digest:
        try:
            return _taken_in(desk, found)
        except Refused as refused:
            return _asked(desk, text_of(cells), refused.sentence, mends=request.form.get("mends", ""))
    return page(
        f"{desk.folder}/preview.html", register=desk.register, base=desk.base, found=found, text=text_of(cells),
        stale="seen" in request.form, mends=request.form.get("mends", ""), days=KEPT.days,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Brought:
    """The sheet that is read, and of a workbook the names of its others and the mark by which it is kept."""

    sheet: Sheet
    others: tuple[str, ...] = ()
    mark: str = ""


def _brought(desk: Desk) -> Brought:
    """What a person brought: a file, another sheet of the workbook brought before, or cells (of one of its sheets)."""
    data, pasted = uploaded(request.files.get("file")), request.form.get("cells", "")
    wanted, mark = request.form.get("sheet", "").strip(), request.form.get("workbook", "")
    kept = b"" if data or not mark else kept_workbook(mark, desk.project, the_viewer().id)
    if mark and not (data or kept or pasted):
        raise Refused(_("The workbook is not kept any more. Upload it again."))
    if not data and not kept:
        return Brought(desk.chosen([Sheet("", cells_of_text(pasted))], "" if mark else wanted))
    sheets = sheets_in(data or kept)
    sheet = desk.chosen(sheets, wanted)
    others = _others(sheets, sheet)
    if data:
        mark = keep_workbook(data, desk.project, the_viewer().id) if others else ""
    # Cells that come with the mark are the sheet as the person explained it so far.
    return Brought(Sheet(sheet.name, cells_of_text(pasted)) if pasted and not data else sheet, others, mark)


def _others(brought: Sequence[Sheet], sheet: Sheet) -> tuple[str, ...]:
    """The names of the other sheets, but that on which our own workbooks explain their columns."""
    return tuple(one.name for one in brought if one is not sheet and one.name != _("Columns"))


def _no_sheet(wanted: str, brought: Sequence[Sheet]) -> str:
    names = [sheet.name for sheet in brought if sheet.name]
    if not names:
        return _("Only a workbook has sheets: leave the name of the sheet empty.")
    return _("There is no sheet “%(name)s”; the workbook has: %(names)s.", name=wanted[:60], names=listed(names, 20))


def _remember(desk: Desk, cells: Cells) -> None:
    said: Mapping[str, Any] = {
        "project": desk.project, "register": desk.register, "page": desk.at, "said": request.form,
        "by": the_viewer().id,
    }  # fmt: skip
    remember_headings(cells=cells, **said)
    remember(**said)


def _to_mend(desk: Desk, key: str) -> str:
    kept = find_refused(desk.project, key, the_viewer().id)
    return text_of(kept.cells) if kept is not None and kept.page == desk.at else ""


def _asked(desk: Desk, text: str, sentence: str = "", *, mends: str) -> ResponseReturnValue:
    shown: Mapping[str, Any] = {
        "register": desk.register, "base": desk.base, "text": text, "sentence": sentence,
        "columns": explained_columns(desk.register) if desk.columns is None else desk.columns, "mends": mends[:12],
        "words": kept_words(desk.project.id, desk.register),
        "headings": kept_headings(desk.project.id, desk.register),
    }  # fmt: skip
    waiting = waiting_at(desk.project, desk.at, the_viewer().id)
    return page(f"{desk.folder}/sheet.html", 422 if sentence else 200, waiting=waiting, **shown)


def _taken_in(desk: Desk, found: Preview) -> ResponseReturnValue:
    some = bool(found.new or found.changed)
    if some:
        desk.take_in(found)
    kept = keep_refused(
        project=desk.project, page=desk.at, cells=found.refused, instead_of=request.form.get("mends", ""),
        by=the_viewer().id,
    )  # fmt: skip
    if some and desk.after is not None:
        return desk.after()
    if some:
        flash(
            _("Taken in: %(new)s new, %(changed)s changed.", new=len(found.new), changed=len(found.changed)), "success"
        )
    if kept is None:
        return redirect(desk.base, 303)
    return redirect(f"{desk.base}/sheet?mend={kept.key}", 303)
