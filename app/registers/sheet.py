"""A spreadsheet beside a register: what it would add, change and leave, and what cannot be taken in and why."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from app.errors import Refused
from app.language import say
from app.registers.catalogue import register_at
from app.registers.columns import Absent, Missing, missing_of
from app.registers.model import Field, Register
from app.registers.reading import Known, known_to, read
from app.registers.rows import Row, rows_of
from app.registers.spreadsheet import Cells
from app.words import _
from phases.model import Text

Fate = Literal["new", "changed", "same", "refused"]
NUMBER = Text("No.", "编号")
FATES: tuple[Fate, ...] = ("new", "changed", "same", "refused")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet as counted there: what becomes of it; differences are field, was, will be."""

    number: int
    fate: Fate
    title: str
    differences: tuple[tuple[str, str, str], ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class Preview:
    """What a sheet would do. `digest` stands for all of it: what was seen is what is taken in, or it is shown anew.

    `unread` are columns that nobody knows, by place and heading; `free` the fields that no column holds, of which new
    lines cannot do without those `missing`; `absent` are names that other registers do not hold yet.
    """

    lines: list[Line] = field(default_factory=list)
    new: list[Mapping[str, Any]] = field(default_factory=list)
    changed: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)
    free: tuple[Field, ...] = ()
    missing: tuple[Missing, ...] = ()
    absent: tuple[Absent, ...] = ()

    @property
    def unknown(self) -> list[str]:
        """The headings that are not read."""
        return [heading for _place, heading in self.unread]

    @property
    def counts(self) -> dict[Fate, int]:
        """How many lines share each fate."""
        found = Counter(line.fate for line in self.lines)
        return {fate: found[fate] for fate in FATES}

    @property
    def digest(self) -> str:
        """The same for the same effect."""
        effect = repr((self.new, self.changed, [(line.number, line.fate, line.differences) for line in self.lines]))
        return hashlib.sha256(effect.encode()).hexdigest()[:32]


def preview(register: Register, project_id: int, cells: Cells, present: Sequence[Row] | None = None) -> Preview:
    """Compare a sheet, headings first, with the register; rows that it does not mention are left as they are.

    `present` are the rows as they stand where the register's own table does not tell them.
    """
    if not cells or not any(cell.strip() for cell in cells[0]):
        raise Refused(_("There is no table here. Download the template, fill it, and upload it or paste its cells."))
    places, found = _columns(register, cells[0]), Preview()
    found.unread = [
        (place, cell.strip()) for place, cell in enumerate(cells[0]) if cell.strip() and place not in places
    ]
    first, given = register.fields[0], frozenset(places.values())
    if not first.made and first.name not in given and "" not in given and not (found.unread and cells[1:]):
        raise Refused(
            _("The column “%(column)s” is missing. Its heading must be in the first line.", column=say(first.label))
        )
    known, present = known_to(register, project_id), rows_of(register, project_id) if present is None else present
    found.free = tuple(one for one in register.typed if one.name not in given)
    found.absent = tuple(_absent(register, known, cells, places))
    by_code = {row.code.casefold(): row for row in present}
    titles = Counter(row.title for row in present)
    # A row that is called by another register's row is one of several, so only its number tells which.
    by_title = {row.title: row for row in present if row.title and titles[row.title] == 1 and not first.of}
    used: set[str] = set()
    for number, line in enumerate(cells[1:], start=2):
        raw = {name: (line[place].strip() if place < len(line) else "") for place, name in places.items()}
        if any(raw.values()):
            _take_line(register, found, number, raw, known, _row_for(raw, first, by_code, by_title, used), used)
    if found.counts["refused"] or not given:
        found.missing = missing_of(register, project_id, given)
    return found


def _absent(register: Register, known: Known, cells: Cells, places: Mapping[int, str]) -> Iterator[Absent]:
    """The names that columns of rows hold and the registers they speak of do not."""
    for place, name in places.items():
        one = register.field(name) if name else None
        if one is not None and one.kind == "row":
            texts = dict.fromkeys(line[place].strip() for line in cells[1:] if place < len(line))
            names = tuple(
                text for text in texts if text and " ".join(text.casefold().split()) not in known.rows[one.of]
            )
            if names:
                yield Absent(register_at(one.of).title, one.of, names)


def _columns(register: Register, headings: Sequence[str]) -> dict[int, str]:
    """Per place of the sheet the field that it holds; the number's field is empty."""
    names: dict[str, str] = {}
    labels = {"": NUMBER, **{one.name: one.label for one in register.typed}}
    for name, label in labels.items():
        for call in (name, label.en, label.zh):
            if call:
                names.setdefault(call.casefold(), name)
    found: dict[int, str] = {}
    for place, heading in enumerate(headings):
        known = names.get(" ".join(heading.casefold().replace("*", "").split()))
        if known is not None and known not in found.values():
            found[place] = known
    return found


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


def _take_line(
    register: Register, found: Preview, number: int, raw: dict[str, str], known: Any, row: Row | str | None,
    used: set[str],
) -> None:  # fmt: skip
    title = raw.get(register.fields[0].name, "") or (row.title if isinstance(row, Row) else "")
    if isinstance(row, str):
        found.lines.append(Line(number, "refused", title, reasons=(row,)))
        return
    given = {name: text for name, text in raw.items() if name}
    if row is None:
        given |= {one.name: "yes" for one in register.fields if one.presumed and one.name not in given}
    missing = [] if row else [one for one in register.fields if one.required and one.name not in given]
    result = read(register, known, given | {one.name: "" for one in missing}, row.values if row else None)
    if result.errors:
        reasons = tuple(f"{say(register.field(name).label)}: {sentence}" for name, sentence in result.errors.items())
        found.lines.append(Line(number, "refused", title, reasons=reasons))
    elif row is None:
        found.new.append(result.values)
        found.lines.append(Line(number, "new", title))
    else:
        used.add(row.key)
        differences = tuple(_differences(register, row, result.values, given))
        if differences:
            found.changed.append((row.key, result.values))
        reasons = (row.warning,) if differences and row.warning else ()
        fate: Fate = "changed" if differences else "same"
        found.lines.append(Line(number, fate, f"{row.code} {title}", differences, reasons))


def _differences(
    register: Register, row: Row, values: Mapping[str, Any], given: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    for one in register.fields:
        name = one.name if one.joined else one.column
        if name in values and _plain(one, values[name]) != _plain(one, row.values[name]):
            yield say(one.label), row.words[one.name], given.get(one.name, "")


def _plain(one: Field, value: Any) -> Any:
    """An empty word is the same whether the database keeps it as nothing or as an empty text."""
    return value or "" if one.kind in ("line", "prose", "choice") else value
