"""What a table's headings name: our own labels, and those with a unit, which is never taken on trust."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

from app.language import say
from app.registers.model import Field, Register
from app.registers.sheets.everyday_headings import everyday
from app.registers.sheets.numbers import bare, has_decimal_commas, is_plain_number, plain_column, with_points
from app.registers.sheets.refused import is_reason
from app.registers.sheets.spreadsheet import Cells
from app.registers.sheets.units import DAYS, TIMES_A_YEAR, UNITS, Unit, folded, heading_key, split
from app.words import _
from phases.model import Text

NUMBER = Text("No.", "编号")
NOT_READ = Field(name="-", label=Text("is not read", "不读取"), kind="line")
"""Stands for the field of a heading whose column somebody said is not to be read."""
ONE = Fraction(1)
NOTHING: Mapping[str, Field] = {}
AS_THEY_ARE = "1"


@dataclass(frozen=True, slots=True)
class Guess:
    """A heading that is none of ours and is read as a field, and the sentence that says so."""

    place: int
    heading: str
    field: Field
    sentence: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A heading whose unit may not be the field's: a person says what its numbers are; options are factor and words."""

    place: int
    heading: str
    field: Field
    sentence: str
    options: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Headings:
    """Per place the name of its field (empty: the row's number); factors by place; what is guessed, doubted, unread."""

    places: dict[int, str] = field(default_factory=dict)
    factors: dict[int, Fraction] = field(default_factory=dict)
    guesses: list[Guess] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)


def headings_of(register: Register, cells: Cells, told: Mapping[str, Field] = NOTHING) -> Headings:
    """What the first line of a table says of its columns.

    `told` are the fields of headings that a person explained before, by heading_key(): ours go before them, our
    guesses behind.
    """
    found, rest, labels = Headings(), [], _labels(register)
    told_as = {one.name for one in register.told_as}  # their labels do not say the unit
    for place, heading in enumerate(cells[0]):
        known = labels.get(folded(heading))
        if known is not None and known not in (*found.places.values(), *told_as):
            found.places[place] = known
        elif heading.strip() and not is_reason(heading):
            rest.append(place)
    for place in tuple(rest):
        before = told.get(heading_key(cells[0][place]))
        if before is NOT_READ:
            rest.remove(place)
            found.unread.append((place, cells[0][place].strip()))
        elif before is not None and not _is_held(found, before):
            rest.remove(place)
            _take_told(found, place, cells, before, before.name in told_as)
    for place in rest:
        one, unit = _meant(register, cells[0][place], frozenset(found.places.values()))
        if one is register.fields[0] and counts_lines(cells, place):  # “Step” above 1, 2, 3 is no name of a row
            one = None
        if one is None or any(doubt.field is one for doubt in found.doubts):
            found.unread.append((place, cells[0][place].strip()))
        else:
            _take(found, place, cells, one, unit)
    _name_rows(register, found, cells)
    return found


def _name_rows(register: Register, found: Headings, cells: Cells) -> None:
    """Where nothing else says what the rows are called, the column that describes them does: “Description”."""
    first = register.fields[0]
    if first.made or _is_held(found, first):
        return
    for place, name in found.places.items():
        if name and folded(cells[0][place]) in everyday(register.path, first.name):
            heading = cells[0][place].strip()
            sentence = _("“%(heading)s” is read as “%(column)s”.", heading=heading, column=say(first.label))
            found.places[place] = first.name
            found.guesses.append(Guess(place, heading, first, sentence))
            return


def counts_lines(cells: Cells, place: int) -> bool:
    """Whether the cells of a column are 1, 2, 3 and so on."""
    texts = [line[place].strip() for line in cells[1:] if place < len(line) and line[place].strip()]
    return len(texts) > 1 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _is_held(found: Headings, one: Field) -> bool:
    return one.name in found.places.values() or any(doubt.field is one for doubt in found.doubts)


def _take_told(found: Headings, place: int, cells: Cells, one: Field, without_unit: bool) -> None:
    """A column that a person explained before; a unit that its heading says is looked at as in any other."""
    heading = cells[0][place].strip()
    unit = split(folded(heading))[1]
    if without_unit or (unit is not None and unit is not UNITS.get(one.unit)):
        _take(found, place, cells, one, unit)
        return
    found.places[place] = one.name
    sentence = _("“%(heading)s” is read as “%(column)s”, as explained before.", heading=heading, column=say(one.label))
    found.guesses.append(Guess(place, heading, one, sentence))


def with_unit(one: Field, heading: str) -> str:
    """The label of a field with the unit that somebody's own heading says, so that it is not lost."""
    unit = split(folded(heading))[1]
    return say(one.label) if unit is None or UNITS.get(one.unit) is unit else f"{say(one.label)} ({say(unit.title)})"


def resolved(register: Register, cells: Cells, said: Mapping[str, str], told: Mapping[str, Field] = NOTHING) -> Cells:
    """The table with the columns whose unit a person has told (`unit-<place>`) in the unit of their field."""
    for doubt in headings_of(register, cells, told).doubts:
        chosen = said.get(f"unit-{doubt.place}", "")
        if chosen in (factor for factor, _words in doubt.options):
            head = [*cells[0]]
            head[doubt.place] = say(doubt.field.label)
            plain = plain_column(cells, doubt.place)
            cells = [head, *(_times(line, doubt.place, Fraction(chosen)) for line in plain[1:])]
    return cells


def _times(line: list[str], place: int, factor: Fraction) -> list[str]:
    return [multiplied(cell, factor) if at == place else cell for at, cell in enumerate(line)]


def multiplied(text: str, factor: Fraction) -> str:
    """A number in another unit; a text that is no plain number stays as it is."""
    plain = with_points(bare(text)) if has_decimal_commas([text]) else bare(text)
    if factor == ONE or not is_plain_number(plain):
        return text
    value = Fraction(plain.replace(",", "")) * factor
    return f"{float(round(value, 6)):.15g}"


def _labels(register: Register) -> dict[str, str]:
    names: dict[str, str] = {}
    for name, label in {"": NUMBER, **{one.name: one.label for one in register.columns}}.items():
        for call in (name, label.en, label.zh):
            if call:
                names.setdefault(folded(call), name)
    return names


def _meant(register: Register, heading: str, taken: frozenset[str]) -> tuple[Field | None, Unit | None]:
    """The free field that a heading names apart from its unit or note, and that unit; None when several would do."""
    whole = folded(heading)
    base, unit = split(whole)
    for call, told in ((whole, None), (base, unit), (_bare_question(whole), None), (_bare_question(base), unit)):
        fits = [one for one in register.columns if one.name not in taken and call in _calls(register, one)]
        if len(fits) == 1:
            by_label = (
                told is None
                and fits[0] in register.typed
                and call in (folded(fits[0].label.en), folded(fits[0].label.zh))
            )
            return fits[0], UNITS.get(fits[0].unit) if by_label else told  # our own label says its unit itself
    return None, None


def _bare_question(heading: str) -> str:
    """A folded heading that asks, as its statement: “in scope?” is “in scope”, “是否关键用户” is “关键用户”."""
    return heading.rstrip("? ").removeprefix("是否").strip()


@cache
def _calls_of(label: Text, also: tuple[str, ...]) -> frozenset[str]:
    calls = [folded(call) for call in (label.en, label.zh, *also) if call]
    return frozenset([*calls, *(split(call)[0] for call in calls)]) - {""}


def _calls(register: Register, one: Field) -> frozenset[str]:
    return _calls_of(one.label, (*one.also, *everyday(register.path, one.name)))


def _take(found: Headings, place: int, cells: Cells, one: Field, unit: Unit | None) -> None:
    heading, own = cells[0][place].strip(), UNITS.get(one.unit)
    options = [] if one.kind not in ("whole", "number") else [*_options(own, unit, _bare(cells, place))]
    if options and not (len(options) == 1 and _commensurable(own, unit)):
        found.doubts.append(Doubt(place, heading, one, _doubtful(heading, one, own, unit), tuple(options)))
        return
    found.places[place] = one.name
    sentence = _("“%(heading)s” is read as “%(column)s”.", heading=heading, column=say(one.label))
    if options and own and unit:
        factor = found.factors[place] = Fraction(options[0][0])
        many, few = (factor, ONE) if factor > 1 else (ONE, 1 / factor)
        sentence = _(
            "“%(heading)s” is read as “%(column)s” and converted: %(few)s in %(unit)s is %(many)s in %(own)s.",
            heading=heading, column=say(one.label), unit=say(unit.title), own=say(own.title),
            few=f"{float(few):.6g}", many=f"{float(many):.6g}",
        )  # fmt: skip
    if folded(heading) not in (folded(one.label.en), folded(one.label.zh)):
        found.guesses.append(Guess(place, heading, one, sentence))


def _commensurable(own: Unit | None, unit: Unit | None) -> bool:
    return bool(own and unit and own.size and unit.size and own.dimension == unit.dimension)


def _bare(cells: Cells, place: int) -> bool:
    """Whether some cell of a column is a number without a unit of its own."""
    return any(is_plain_number(line[place]) for line in cells[1:] if place < len(line))


def _options(own: Unit | None, unit: Unit | None, bare: bool) -> Iterator[tuple[str, str]]:
    """What the numbers of a column can be, as factor and words: one where it is certain."""
    if unit is None:
        if own is not None and own.size is not None and bare:
            for each in (UNITS["min"], UNITS["h"]):
                if each.size is not None:
                    yield _factor(each.size, own), say(each.title)
        return
    if unit is own or not bare:
        return
    if own is not None and own.size is not None and unit.dimension in ("time", "period"):
        if unit.size is not None:
            yield _factor(unit.size, own), say(unit.title)
            return
        if unit.key in ("days", "day"):
            for words, size in DAYS:
                yield _factor(size, own), say(words)
    elif own is not None and own.key == "year" and unit.key in TIMES_A_YEAR:
        times = TIMES_A_YEAR[unit.key]
        yield str(times), _("%(unit)s, so times %(times)s", unit=say(unit.title), times=times)
    elif unit.dimension == "scale" and unit.size is not None:
        yield str(unit.size), _("%(unit)s, so times %(times)s", unit=say(unit.title), times=f"{int(unit.size):,}")
    yield AS_THEY_ARE, _("what the column asks for: take them as they are")


def _factor(size: Fraction, own: Unit) -> str:
    return str(size / (own.size or ONE))


def _doubtful(heading: str, one: Field, own: Unit | None, unit: Unit | None) -> str:
    column = say(one.label)
    if unit is None:
        return _(
            "“%(heading)s” seems to be “%(column)s”, but does not say its unit. Its numbers are …",
            heading=heading,
            column=column,
        )
    if own is None:
        return _(
            "“%(heading)s” seems to be “%(column)s”, which has no unit, but says %(unit)s. Its numbers are …",
            heading=heading,
            column=column,
            unit=say(unit.title),
        )
    return _(
        "“%(heading)s” seems to be “%(column)s”, but says %(unit)s instead of %(own)s. Its numbers are …",
        heading=heading,
        column=column,
        unit=say(unit.title),
        own=say(own.title),
    )
