"""What a report is: plain values in one language, complete before anything is drawn.

A section holds blocks; a block is one of the kinds below. Every string is text to be escaped, except `OwnText.html`,
which text.py has cleaned. Dates and numbers are already written in the report's language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal

from markupsafe import Markup

from app.charts import Drawing
from app.charts.ink import ACCENT

Language = Literal["en", "zh"]
Status = Literal["draft", "issued"]
Tone = Literal["good", "watch", "weak", "plain"]
ItemState = Literal["open", "doing", "done", "na"]

LOGO = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/]+=*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A word with a shape and a colour: how something stands."""

    tone: Tone
    word: str


Cell = str | Mark


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph of the product's own words."""

    kind: ClassVar[str] = "prose"
    text: str


@dataclass(frozen=True, slots=True)
class OwnText:
    """What the consultant wrote, marked as such; `html` has been cleaned."""

    kind: ClassVar[str] = "own_text"
    html: Markup


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that matters: its name, itself as shown, and one line that explains it."""

    name: str
    shown: str
    note: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Figures:
    """Up to four figures side by side."""

    kind: ClassVar[str] = "figures"
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """The heading of a column, whether it holds numbers, and its share of the width (0: as wide as it needs)."""

    name: str
    numeric: bool = False
    share: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; a row costs 4–5 ms of rendering, so an appendix keeps them lean."""

    kind: ClassVar[str] = "table"
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    empty: str = ""

    def __post_init__(self) -> None:
        """Refuses a row that is longer or shorter than the head."""
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"A row of the table “{self.title}” does not have {len(self.columns)} cells.")


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, the sentence that one should take from it, and its numbers as a table below it if `numbers`.

    Where the chapter's own heading says what is drawn, it is not `titled` once more.
    """

    kind: ClassVar[str] = "chart"
    drawing: Drawing
    reading: str = ""
    numbers: bool = True
    titled: bool = field(default=True, metadata={"later": True})


@dataclass(frozen=True, slots=True)
class Points:
    """Short statements in a list, under a heading of their own."""

    kind: ClassVar[str] = "points"
    title: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One answered or unanswered item of a checklist."""

    question: str
    state: ItemState
    answer: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """A heading of the checklist and its items."""

    title: str
    items: tuple[CheckItem, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """The checklist of a phase, group by group."""

    kind: ClassVar[str] = "checklist"
    groups: tuple[CheckGroup, ...]


@dataclass(frozen=True, slots=True)
class Objection:
    """A blocker as it stood; `waiver` says who set it aside, why, and until when."""

    sentence: str
    waiver: str = ""


@dataclass(frozen=True, slots=True)
class Blockers:
    """The objections at a gate; none means that the gate was open."""

    kind: ClassVar[str] = "blockers"
    objections: tuple[Objection, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, in which role, what it meant, when in UTC and in the person's own zone."""

    name: str
    role: str
    meaning: str
    utc: str
    local: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision at a gate: outcome, its wording, who signed, and the digest of what was signed."""

    kind: ClassVar[str] = "decision"
    outcome: str
    tone: Tone
    wording: str
    signatures: tuple[Signature, ...]
    digest: str
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A term or indicator in words; `detail` gives formula, window, version or source."""

    term: str
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms and what they mean."""

    kind: ClassVar[str] = "definitions"
    entries: tuple[Definition, ...]


Block = Prose | OwnText | Figures | Table | Chart | Points | Checklist | Blockers | Decision | Definitions


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter: its number or letter, its title and what it holds."""

    key: str
    number: str
    title: str
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        """Refuses a key that could not be the address of a heading."""
        if not re.fullmatch(r"[a-z][a-z0-9-]*", self.key):
            raise ValueError(f"“{self.key}” is not a key of small letters, digits and hyphens.")


@dataclass(frozen=True, slots=True)
class Summary:
    """The first page of content: the verdict in one sentence, figures, a chart, points, the consultant's words."""

    verdict: str
    tone: Tone
    tone_word: str
    figures: tuple[Figure, ...]
    points: tuple[Points, ...]
    chart: Chart | None = None
    own_text: OwnText | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report, ready to be drawn.

    `moment` is the instant that it speaks of and the only clock it knows: the same report gives the same file.
    `reference` identifies project, kind and version for people; `logo` is a data: address of a PNG or JPEG, or empty.
    """

    kind: str
    language: Language
    kind_title: str
    title: str
    subtitle: str
    client: str
    project: str
    project_key: str
    reference: str
    version: str
    status: Status
    author: str
    approver: str
    confidentiality: str
    firm: str
    dated: str
    moment: datetime
    summary: Summary
    sections: tuple[Section, ...]
    accent: str = ACCENT
    logo: str = ""
    changes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuses what could be more than a colour, a picture or a moment."""
        if not re.fullmatch(r"#[0-9a-f]{6}", self.accent):
            raise ValueError(f"“{self.accent}” is not a colour like #1f5673.")
        if self.logo and not LOGO.fullmatch(self.logo):
            raise ValueError("The logo must be a PNG or JPEG picture inside a data: address.")
        if self.moment.tzinfo is None:
            raise ValueError("The moment of a report needs a time zone.")
