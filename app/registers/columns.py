"""What the columns of somebody's own table hold: what a person says about headings that nobody knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.language import say
from app.registers.catalogue import register_at
from app.registers.headings import resolved, with_unit
from app.registers.model import Field, Register
from app.registers.reading import shown
from app.registers.spreadsheet import Cells
from app.registers.synonyms import meaning, plain, yes_or_no
from app.registers.titles import titles_of
from app.words import _
from phases.model import Text


@dataclass(frozen=True, slots=True)
class Missing:
    """A required field that no column holds, and the words that may be chosen for all lines; none for free text.

    `of` is the register that the words are rows of.
    """

    field: Field
    offered: tuple[str, ...] = ()
    of: Text | None = None


@dataclass(frozen=True, slots=True)
class Absent:
    """What a table names that another register does not hold yet: the register's title and path, and the names."""

    title: Text
    path: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Strange:
    """A word that a column of choices holds and nobody knows: how many lines have it, and what it can mean.

    `offered` are texts that the column takes, with the words for them; the empty text leaves the cells empty.
    """

    place: int
    field: Field
    text: str
    lines: int
    offered: tuple[tuple[str, str], ...]


WORDS = 60
"""So many strange words are asked about at once."""
EMPTY = "-"


def told(register: Register, cells: Cells, said: Mapping[str, str]) -> Cells:
    """The table as a person explained it; all of it comes back as texts of the table itself, so that nothing else must
    be remembered: headings of columns (`as-<place>`), columns that are the same in every line (`all-<field>`), units of
    numbers (`unit-<place>`), meanings of words (`word-<n>` in the column `word-<n>-in`: `word-<n>-means`)."""
    if not cells:
        return cells
    labels = {one.name: one for one in register.columns}
    named = ((labels.get(said.get(f"as-{place}", "")), heading) for place, heading in enumerate(cells[0]))
    head = [heading if one is None else with_unit(one, heading) for one, heading in named]
    same = {say(one.label): text for name, one in labels.items() if (text := said.get(f"all-{name}", "").strip())}
    width = max(len(row) for row in cells)
    lines = [[*row, *[""] * (width - len(row)), *(same.values() if any(row) else ())] for row in cells[1:]]
    table = resolved(register, [[*head, *[""] * (width - len(head)), *same], *lines], said)
    return [table[0], *_translated(table[1:], said)]


def _translated(lines: Cells, said: Mapping[str, str]) -> Cells:
    means: dict[tuple[int, str], str] = {}
    for number in range(WORDS):
        word, place, meant = (said.get(f"word-{number}{end}", "") for end in ("", "-in", "-means"))
        if word and meant and place.isascii() and place.isdigit():
            means[int(place), plain(word)] = "" if meant == EMPTY else meant
    if not means:
        return lines
    return [[means.get((place, plain(cell)), cell) for place, cell in enumerate(line)] for line in lines]


def strange_in(register: Register, cells: Cells, places: Mapping[int, str]) -> Iterator[Strange]:
    """The words of columns of choices, and of yes or no, that nobody knows, each once."""
    for place, name in places.items():
        one = next((each for each in register.typed if each.name == name and each.kind in ("choice", "yes")), None)
        if one is not None:
            texts = Counter(line[place].strip() for line in cells[1:] if place < len(line))
            by_word: dict[str, Strange] = {}
            for text, count in texts.items():
                if text and not is_known(one, text):
                    before = by_word.get(plain(text), Strange(place, one, text[:200], 0, tuple(_offered(one))))
                    by_word[plain(text)] = replace(before, lines=before.lines + count)
            yield from by_word.values()


def is_known(one: Field, text: str) -> bool:
    """Whether a word says one of a field's choices, or yes or no."""
    return yes_or_no(text) is not None if one.kind == "yes" else meaning(one, text) is not None


def _offered(one: Field) -> Iterator[tuple[str, str]]:
    if one.kind == "yes":
        yield from ((word, word) for word in (_("Yes"), _("No")))
        return
    yield from ((key, say(title)) for key, title in one.choices.items())
    if not one.required:
        yield EMPTY, _("nothing: leave the cell empty")


def missing_of(register: Register, project_id: int, given: frozenset[str]) -> tuple[Missing, ...]:
    """The required fields that no column holds."""
    wanted = (one for one in register.typed if one.required and one.name not in given)
    return tuple(_missing(one, project_id) for one in wanted)


def _missing(one: Field, project_id: int) -> Missing:
    if one.kind == "row":
        other = register_at(one.of)
        return Missing(one, tuple(shown(named) for named in titles_of(other, project_id).values()), other.title)
    return Missing(one, tuple(say(label) for label in one.choices.values()))
