"""What a spreadsheet beside a register would do, as people see it before anything is saved."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from app.registers.model import Field
from app.registers.sheets.columns import Absent, Missing
from app.registers.sheets.explained import Explained
from app.registers.sheets.headings import Doubt, Guess
from app.registers.sheets.meanings import Words
from app.registers.sheets.spreadsheet import Cells
from app.registers.sheets.unclear_cells import Unclear

Fate = Literal["new", "changed", "same", "refused"]
FATES: tuple[Fate, ...] = ("new", "changed", "same", "refused")
Told = tuple[str, str, str]
SHOWN = 500
"""So many lines are shown one by one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet as counted there: what becomes of it.

    Differences are field, was, will be; `meant` are field, what was typed, what was understood.
    """

    number: int
    fate: Fate
    title: str
    differences: tuple[Told, ...] = ()
    reasons: tuple[str, ...] = ()
    meant: tuple[Told, ...] = ()


@dataclass(slots=True)
class Preview:
    """What a sheet would do. `digest` stands for all of it: what was seen is what is taken in, or it is shown anew.

    `unread` are columns that nobody knows, by place and heading; `guesses` and `doubts` those whose heading is not
    ours; `free` the fields that no column holds, of which new lines cannot do without those `missing`; `absent` are
    names that other registers do not hold yet, `words` those that are none of ours, `unclear` what cells say too
    little of, `explained` the headings that somebody explained before; `refused` are the refused lines as they came,
    headings first, with the reasons in a last column. `nothing` says what was expected and what came where no line
    could be read.
    `above` is what stands above the headings, `heading_line` where they are; `notes` are lines that are no records,
    `own` the numbers that the table gives its lines, `understood` the sentences on what its columns tell;
    `sheet` is the sheet that was read, `others` are those of the workbook that were not, `workbook` the mark by which
    it is kept.
    """

    lines: list[Line] = field(default_factory=list)
    new: list[Mapping[str, Any]] = field(default_factory=list)
    changed: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)
    guesses: tuple[Guess, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    free: tuple[Field, ...] = ()
    missing: tuple[Missing, ...] = ()
    absent: tuple[Absent, ...] = ()
    words: Words = field(default_factory=Words)
    unclear: tuple[Unclear, ...] = ()
    explained: tuple[Explained, ...] = ()
    nothing: str = ""
    refused: Cells = field(default_factory=list)
    above: tuple[str, ...] = ()
    heading_line: int = 1
    notes: list[tuple[int, str]] = field(default_factory=list)
    own: Mapping[int, str] = field(default_factory=dict)
    understood: tuple[str, ...] = ()
    sheet: str = ""
    others: tuple[str, ...] = ()
    workbook: str = ""

    def below(self, above: Cells) -> Preview:
        """The same with lines counted as in a sheet that has these lines above the headings."""
        self.above = tuple(cell.strip() for line in above for cell in line if cell.strip())
        self.heading_line += len(above)
        self.lines = [replace(line, number=line.number + len(above)) for line in self.lines]
        self.notes = [(number + len(above), text) for number, text in self.notes]
        return self

    @property
    def unknown(self) -> list[str]:
        """The headings that are not read, those in doubt among them."""
        return [heading for _place, heading in self.unread] + [doubt.heading for doubt in self.doubts]

    @property
    def guessed(self) -> tuple[Guess, ...]:
        """The guesses that nobody has confirmed: a person can say that their headings mean something else."""
        before = {one.heading for one in self.explained}
        return tuple(one for one in self.guesses if one.heading not in before)

    @property
    def asks(self) -> bool:
        """Whether a person can say more about the table than its headings do."""
        return bool((self.unread and self.free) or self.missing or self.doubts or self.words.ask or self.unclear)

    @property
    def holds_up(self) -> bool:
        """Whether lines are refused that answers of a person may set free, so that answering comes first."""
        waits = self.missing or self.doubts or self.words.ask or self.unclear
        return bool(waits) and any(line.fate == "refused" for line in self.lines)

    @property
    def shown(self) -> list[Line]:
        """The lines that are shown one by one: those that change anything or are refused, refused ones first where
        there are too many."""
        telling = [line for line in self.lines if line.fate != "same"]
        if len(telling) > SHOWN:
            telling.sort(key=lambda line: line.fate != "refused")
        return telling[:SHOWN]

    @property
    def not_shown(self) -> int:
        """How many more there are."""
        return max(0, sum(line.fate != "same" for line in self.lines) - SHOWN)

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
