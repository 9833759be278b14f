"""A spreadsheet beside a register: what it would add, change and leave, and what cannot be taken in and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.errors import Refused
from app.language import listed, say
from app.registers.catalogue import register_at
from app.registers.model import Field, Register, Understands, Understood
from app.registers.rows import Row, rows_of, words_of
from app.registers.sheets.ahead import promise, settle
from app.registers.sheets.columns import Absent, missing_of
from app.registers.sheets.explained import Explained, fields_of_headings
from app.registers.sheets.heading_row import is_note
from app.registers.sheets.headings import NUMBER, Headings, headings_of, multiplied
from app.registers.sheets.meanings import asked_fields, meanings_of, translated, words_in
from app.registers.sheets.reading import Known, known_to, read
from app.registers.sheets.refused import is_reason, with_reasons
from app.registers.sheets.spreadsheet import Cells
from app.registers.sheets.told_by_columns import carried_down, own_numbers, plain_columns
from app.registers.sheets.unclear_cells import unclear_in
from app.registers.sheets.units import heading_key
from app.registers.sheets.would_change import Line, Preview, Told
from app.words import _

NAMED = 8
"""So many columns are named in a sentence."""


def preview(
    register: Register, project_id: int, sheet: Cells, present: Sequence[Row] | None = None, above: int = 0
) -> Preview:
    """Compare a sheet, headings first, with the register; rows that it does not mention are left as they are.

    `present` are the rows as they stand where the register's own table does not tell them; `above` is how many lines
    stand above the headings, for sentences that name lines.
    """
    must_be_a_table(sheet)
    before = fields_of_headings(project_id, register)
    headings = headings_of(register, sheet, before)
    found = _begun(register, headings)
    found.explained = tuple(_explained(headings, before, found.free))
    _must_name_rows(register, headings, sheet, asked=bool(found.explained))
    known, present = known_to(register, project_id), rows_of(register, project_id) if present is None else present
    cells = _as_told(register, headings, sheet, present, found)
    given = frozenset(headings.places.values())
    found.absent = tuple(_absent(register, known, cells, headings.places))
    meanings, fields = meanings_of(project_id, register), asked_fields(project_id, register)
    found.words = words_in(fields, cells, headings.places, meanings)
    found.unclear = unclear_in(register, headings.places, cells)
    promise(register, known, cells, headings.places, found.own)
    reader = _Reader(register, known, present, found, register.understands and register.understands(project_id))
    for number, line in enumerate(cells[1:], start=2):
        raw = {name: line[place].strip() if place < len(line) else "" for place, name in headings.places.items()}
        for place, factor in headings.factors.items():
            raw[headings.places[place]] = multiplied(raw[headings.places[place]], factor)
        if is_note(line):
            found.notes.append((number, " ".join(cell.strip() for cell in line if cell.strip())[:80]))
        elif any(raw.values()):
            reader.take(number, *translated(fields, raw, meanings))
    settle(register, found, present, above)
    found.nothing = "" if found.lines else _nothing(register, headings, sheet)
    if reader.wanting or not given:
        found.missing = missing_of(register, project_id, given)
    found.refused = with_reasons(sheet, {line.number: line.reasons for line in found.lines if line.fate == "refused"})
    return found


def _as_told(register: Register, headings: Headings, cells: Cells, present: Sequence[Row], found: Preview) -> Cells:
    """The table with what its columns tell by themselves; takes a column of the table's own numbers from `headings`."""
    found.own, sentence = own_numbers(register, headings, cells, present)
    found.unread = headings.unread
    cells, carried = carried_down(register, headings.places, plain_columns(register, headings.places, cells))
    found.understood = (*([sentence] if sentence else []), *carried)
    return cells


def _must_name_rows(register: Register, headings: Headings, cells: Cells, asked: bool) -> None:
    first, given = register.fields[0], frozenset(headings.places.values())
    asked = bool((asked or headings.unread or headings.doubts) and cells[1:])
    if not first.made and first.name not in given and "" not in given and not asked:
        raise Refused(
            _(
                "The column “%(column)s” is missing: its heading must be in the line of headings, which has: %(came)s.",
                column=say(first.label), came=listed(_came(cells), NAMED),
            )
        )  # fmt: skip


def must_be_a_table(cells: Cells) -> None:
    """Refuse what has no cells, or none in its first line, where the headings belong."""
    if not any(cell.strip() for line in cells for cell in line):
        raise Refused(_("There is no table here. Download the template, fill it, and upload it or paste its cells."))
    if not any(cell.strip() for cell in cells[0]):
        raise Refused(_("The first line of the table is empty. The headings of the columns belong there."))


def _nothing(register: Register, headings: Headings, cells: Cells) -> str:
    """What was expected and what came, where not a single line says anything."""
    labels = {one.name: say(one.label) for one in register.columns} | {"": say(NUMBER)}
    if not any(cell.strip() for line in cells[1:] for cell in line):
        came = listed(_came(cells), NAMED)
        return _("Nothing could be read: below the headings (%(came)s) no line is filled in.", came=came)
    if read_as := [labels[name] for name in headings.places.values()]:
        came = listed(read_as, NAMED)
        return _("Nothing could be read: in every line the columns that are known (%(came)s) are empty.", came=came)
    wanted = [one for one in register.columns if one.required] or register.columns[:1]
    return _(
        "Nothing could be read: expected are columns headed %(expected)s; your table has %(came)s.",
        expected=listed([one.label for one in wanted], NAMED), came=listed(_came(cells), NAMED),
    )  # fmt: skip


def _came(cells: Cells) -> list[str]:
    return [f"“{cell.strip()[:60]}”" for cell in cells[0] if cell.strip() and not is_reason(cell)]


def _begun(register: Register, headings: Headings) -> Preview:
    held = {*headings.places.values(), *(doubt.field.name for doubt in headings.doubts)}
    return Preview(
        unread=headings.unread, guesses=tuple(headings.guesses), doubts=tuple(headings.doubts),
        free=tuple(one for one in register.columns if one.name not in held),
    )  # fmt: skip


def _explained(headings: Headings, before: Mapping[str, Field], free: tuple[Field, ...]) -> Iterator[Explained]:
    """The headings whose field somebody said before, and that they are read as."""
    read_as = [(one.heading, one.field) for one in headings.guesses]
    for heading, held in [*read_as, *((one.heading, one.field) for one in headings.doubts)]:
        if before.get(heading_key(heading)) is held:
            yield Explained(heading, held, (held, *free))


def _absent(register: Register, known: Known, cells: Cells, places: Mapping[int, str]) -> Iterator[Absent]:
    """The names that columns of rows hold and the registers they speak of do not."""
    for place, name in places.items():
        one = next((each for each in register.typed if each.name == name), None)
        if one is not None and one.kind == "row":
            texts = dict.fromkeys(line[place].strip() for line in cells[1:] if place < len(line))
            names = tuple(
                text for text in texts if text and " ".join(text.casefold().split()) not in known.rows[one.of]
            )
            if names:
                yield Absent(register_at(one.of).title, one.of, names)


class _Reader:
    """Reads the lines of one table, each after the other, and notes what becomes of them."""

    def __init__(
        self, register: Register, known: Known, present: Sequence[Row], found: Preview,
        understands: Understands | None,
    ) -> None:  # fmt: skip
        self.register, self.known, self.found, self.understands = register, known, found, understands
        self.first, self.used, self.wanting = register.fields[0], set[str](), False
        titles = Counter(row.title for row in present)
        self.by_code = {row.code.casefold(): row for row in present}
        # A row that is called by another register's row is one of several, so only its number tells which.
        named = [] if self.first.of else [row for row in present if row.title and titles[row.title] == 1]
        self.by_title = {row.title: row for row in named}

    def take(self, number: int, raw: Mapping[str, str], words: Sequence[Told] = ()) -> None:
        """Note what becomes of a line; `words` are those of its words that were told in ours."""
        row = _row_for(raw, self.first, self.by_code, self.by_title, self.used)
        title = raw.get(self.first.name, "") or (row.title if isinstance(row, Row) else "")
        if isinstance(row, str):
            self.found.lines.append(Line(number, "refused", title, reasons=(row,)))
            return
        told = Understood({name: text for name, text in raw.items() if name})
        if self.understands is not None:
            told = self.understands(told.texts, row.values if row else {})
        explained = (*words, *told.meant)
        meant = tuple((say(self.register.field(name).label), typed, value) for name, typed, value in explained)
        result = read(self.register, self.known, self._whole(dict(told.texts), row), row.values if row else None)
        errors = {**result.errors, **told.errors}
        if errors:
            labels = {one.name: say(one.label) for one in self.register.columns}
            reasons = tuple(
                _("%(column)s: %(sentence)s", column=labels[name], sentence=sentence)
                for name, sentence in errors.items()
            )
            self.found.lines.append(Line(number, "refused", title, reasons=reasons, meant=meant))
            self.wanting = self.wanting or row is None
        elif row is None:
            self.found.new.append(result.values)
            self.found.lines.append(Line(number, "new", title, meant=meant))
        else:
            self._take_change(Line(number, "same", f"{row.code} {title}", meant=meant), row, result.values, told.texts)

    def _whole(self, given: dict[str, str], row: Row | None) -> Mapping[str, str]:
        """A line with what a new row says where its table says nothing."""
        if row is not None:
            return given
        fields = [one for one in self.register.fields if one.name not in given]
        return given | {one.name: "yes" if one.presumed else "" for one in fields if one.presumed or one.required}

    def _take_change(self, line: Line, row: Row, values: Mapping[str, Any], given: Mapping[str, str]) -> None:
        self.used.add(row.key)
        differences = tuple(_differences(self.register, row, values, given))
        if differences:
            self.found.changed.append((row.key, values))
            reasons = (row.warning,) if row.warning else ()
            line = replace(line, fate="changed", differences=differences, reasons=reasons)
        self.found.lines.append(line)


def _row_for(
    raw: Mapping[str, str], first: Field, by_code: Mapping[str, Row], by_title: Mapping[str, Row], used: set[str]
) -> Row | str | None:
    """The row that a line speaks of, None for a new one, or the sentence why it cannot be told."""
    code = raw.get("", "")
    row = by_code.get(code.casefold()) if code else by_title.get(raw.get(first.name, ""))
    if code and row is None:
        return _("There is no row %(code)s. Leave the number empty for a new row.", code=code[:20])
    if row is not None and row.key in used:
        return _("The row %(code)s stands in the sheet twice.", code=row.code)
    return row


def _differences(
    register: Register, row: Row, values: Mapping[str, Any], given: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    for one in register.fields:
        name = one.name if one.joined else one.column
        if name in values and _plain(one, values[name]) != _plain(one, row.values[name]):
            yield say(one.label), row.words[one.name], _in_words(one, values[name], given.get(one.name, ""))


def _in_words(one: Field, value: Any, given: str) -> str:
    """What a cell will say, as the list will show it; names of rows and people stay as they were given."""
    return given if one.of or one.kind == "person" else words_of(one, value)


def _plain(one: Field, value: Any) -> Any:
    """An empty word is the same whether the database keeps it as nothing or as an empty text."""
    return value or "" if one.kind in ("line", "prose", "choice") else value
