"""What a register is: its fields, declared once for list, form, spreadsheet, export and report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from app.models.registers import Registered
from phases.model import Text, listed, say

Kind = Literal["line", "prose", "whole", "number", "day", "moment", "yes", "choice", "person", "row", "rows"]
Choices = Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a register; `of` is the path of the register that a row or rows are chosen from.

    `low` and `high` are the bounds of a number, both included. `listed` fields are columns of the list; reports have
    those that are `printed` too, which how to reach a person never is. `part` tells apart several fields of rows of
    the same register (responsible, consulted); `empty` is what an empty cell means, and `capitals` make a line upper
    case; a `presumed` yes is what a new row says unless somebody says no; an empty cell of a `carried` column repeats
    the one above it; `made` fields are filled by the model and never typed: what a row is called that has no name of
    its own; rows of an `acyclic` field must not name each other in a circle. `unit` is what a number counts (a key of
    units.UNITS), `levels` what the whole numbers of a small scale mean, by number. What people write instead of ours:
    `also` are other headings, `words` other words for each choice, beside those that synonyms.py knows for all,
    `behind` words that may stand behind a number.
    """

    name: str
    label: Text
    kind: Kind
    required: bool = False
    help: Text | None = None
    choices: Choices = field(default_factory=dict)
    low: float | None = None
    high: float | None = None
    of: str = ""
    listed: bool = True
    printed: bool = True
    length: int = 300
    part: str = ""
    made: bool = False
    acyclic: bool = False
    empty: str | float | None = None
    capitals: bool = False
    presumed: bool = False
    carried: bool = False
    unit: str = ""
    levels: Choices = field(default_factory=dict)
    also: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def column(self) -> str:
        """The attribute of the model; a field of several rows has none, they are joins."""
        return f"{self.name}_id" if self.kind in ("person", "row") else self.name

    @property
    def numbered_levels(self) -> Choices:
        """The levels of a small scale with their numbers: 4 often."""
        return {level: say("{number} {title}", "{number} {title}", number=level.replace("-", "−"), title=title)
                for level, title in self.levels.items()}  # fmt: skip

    @property
    def joined(self) -> bool:
        """Whether it is kept as joins instead of a column."""
        return self.kind == "rows"


@dataclass(frozen=True, slots=True)
class Derived:
    """A column that is computed from a row: shown and exported, never typed in. None shows as a dash."""

    name: str
    label: Text
    value: Callable[[Any], float | str | None]


@dataclass(frozen=True, slots=True)
class Personal:
    """Results of people: whoever may not see them one by one, and every report, gets them in groups of a `row` field.

    `means` are fields of numbers, `shares` fields of yes or no with what a share of them is called.
    """

    by: str
    means: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A line of a table whose texts are told in other words: texts by field, what was meant (field, typed, value as
    kept) for people to see, and per field the sentence that says why it cannot be told.
    """

    texts: Mapping[str, str]
    meant: tuple[tuple[str, str, str], ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)


Values = Mapping[str, Any]
Understands = Callable[[Mapping[str, str], Values], Understood]
"""From the texts of a line by column, and the row's present values, if it has any."""
Check = Callable[[Values], Text | None]
Rule = Callable[[int], Text | None]
Offer = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One register of one room. The first field is what a row is called.

    `letters` stand before a row's number (P-3). `private` registers are seen by people of the firm only, `money` ones
    by those who may see what the rollout costs. `check` looks at a whole row and returns a sentence when its fields do
    not go together; `rule` looks at all rows of a project (by its number) after a change and returns a sentence when
    they must not stay so. `offers` are rows to start from, as values by field with texts in both languages. `page` is
    a further page of each row: its label and the address below the project, which the row's key ends. Of a register
    that is `personal` only some see the rows; of one with a field of yes or no that is `told`, everybody sees those
    that say yes. After adding a row of one that `goes_on`, its `page` says what to do next. `understands`, given a
    project's number, makes what turns the texts of a line, columns `told_as` included, into those of its fields. To
    one without `adds` a table adds no rows. `remark`, given a project's number, says what its list has to be read with.
    """

    room: str
    word: str
    letters: str
    model: type[Registered]
    title: Text
    one: Text
    about: Text
    fields: tuple[Field, ...]
    derived: tuple[Derived, ...] = ()
    check: Check | None = None
    rule: Rule | None = None
    private: bool = False
    money: bool = False
    sort: str = ""
    offers: tuple[Offer, ...] = ()
    page: tuple[Text, str] | None = None
    personal: Personal | None = None
    told: str = ""
    goes_on: bool = False
    told_as: tuple[Field, ...] = ()
    understands: Callable[[int], Understands] | None = None
    adds: bool = True
    remark: Callable[[int], Text | None] | None = None

    @property
    def heading(self) -> Text:
        """What a column of its rows is headed: what one row is called, without the article."""
        bare = self.one.en.partition(" ")[2]
        return Text(bare[:1].upper() + bare[1:], self.one.zh)

    @property
    def has_moments(self) -> bool:
        """Whether its rows say times of the clock, which are those of the project's place."""
        return any(one.kind == "moment" for one in self.fields)

    @property
    def columns(self) -> tuple[Field, ...]:
        """What a table may hold: the fields that people fill in, and what is turned into them."""
        return (*self.typed, *self.told_as)

    @property
    def typed(self) -> tuple[Field, ...]:
        """The fields that people fill in."""
        return tuple(one for one in self.fields if not one.made)

    def end_of(self, one: Field) -> str:
        """What a join calls this register's end of a field: its path, with the field's part if it has one."""
        return f"{self.path}#{one.part}" if one.part else self.path

    @property
    def path(self) -> str:
        """How addresses, joins and the audit trail name it."""
        return f"{self.room}/{self.word}"

    @property
    def table(self) -> Any:
        """The table of its rows, for statements."""
        return self.model.__table__  # type: ignore[attr-defined]

    def field(self, name: str) -> Field:
        """The field with this name; KeyError when there is none."""
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(name)

    def code(self, number: int) -> str:
        """How people call a row: letters and number."""
        return f"{self.letters}-{number}"


def line(name: str, en: str, zh: str, **more: Any) -> Field:
    """One line of text."""
    return Field(name=name, label=Text(en, zh), kind="line", **more)


def prose(name: str, en: str, zh: str, **more: Any) -> Field:
    """Text of several lines; not a column of the list unless it says so."""
    return Field(name=name, label=Text(en, zh), kind="prose", **({"listed": False, "length": 10_000} | more))


def whole(name: str, en: str, zh: str, low: int | None = None, high: int | None = None, **more: Any) -> Field:
    """A whole number between two bounds."""
    return Field(name=name, label=Text(en, zh), kind="whole", low=low, high=high, **more)


def number(name: str, en: str, zh: str, low: float | None = None, high: float | None = None, **more: Any) -> Field:
    """A number between two bounds."""
    return Field(name=name, label=Text(en, zh), kind="number", low=low, high=high, **more)


def scale(
    name: str, en: str, zh: str, low: int, levels: tuple[Text, ...], *, kind: Kind = "whole", **more: Any
) -> Field:
    """A number on a small scale whose levels have names, told from its `low` end; its help tells them too."""
    named = {str(level): title for level, title in enumerate(levels, start=low)}
    bounds = {"low": low, "high": low + len(levels) - 1}
    one = Field(name=name, label=Text(en, zh), kind=kind, levels=named, **(bounds | more))
    return one if one.help else replace(one, help=listed(one.numbered_levels.values()))


def day(name: str, en: str, zh: str, **more: Any) -> Field:
    """A day of the calendar."""
    return Field(name=name, label=Text(en, zh), kind="day", **more)


def moment(name: str, en: str, zh: str, **more: Any) -> Field:
    """A day with its time, as the clocks of the project's place show it: kept as the text 2026-03-31 18:05."""
    return Field(name=name, label=Text(en, zh), kind="moment", **more)


def yes(name: str, en: str, zh: str, **more: Any) -> Field:
    """Yes or no; an empty cell is no."""
    return Field(name=name, label=Text(en, zh), kind="yes", **more)


def choice(name: str, en: str, zh: str, choices: Choices, **more: Any) -> Field:
    """One of some words."""
    return Field(name=name, label=Text(en, zh), kind="choice", choices=choices, **more)


def person(name: str, en: str, zh: str, **more: Any) -> Field:
    """A member of the project."""
    return Field(name=name, label=Text(en, zh), kind="person", **more)


def row(name: str, en: str, zh: str, of: str, **more: Any) -> Field:
    """One row of another register of the project."""
    return Field(name=name, label=Text(en, zh), kind="row", of=of, **more)


def rows(name: str, en: str, zh: str, of: str, **more: Any) -> Field:
    """Any number of rows of another register of the project."""
    return Field(name=name, label=Text(en, zh), kind="rows", of=of, **({"listed": False} | more))
