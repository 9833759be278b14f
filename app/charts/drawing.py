"""What every chart becomes: a titled drawing of a few kinds of marks, and the same numbers as a table.

Lengths are in user units of the viewBox; one unit is one CSS pixel at the drawing's natural width.
A mark says what it *is* (its role); ink.py knows what that looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import ClassVar, Literal

from markupsafe import Markup

from app.charts.ink import ACCENT, SIZES, inks
from app.charts.lettering import width

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line from one point to another."""

    kind: ClassVar[str] = "line"
    role: str
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle by its upper left corner."""

    kind: ClassVar[str] = "rect"
    role: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle by its centre."""

    kind: ClassVar[str] = "circle"
    role: str
    cx: float
    cy: float
    r: float


@dataclass(frozen=True, slots=True)
class Path:
    """An outline through points, closed into an area or left open as a line."""

    kind: ClassVar[str] = "path"
    role: str
    points: tuple[tuple[float, float], ...]
    closed: bool = False

    @property
    def d(self) -> str:
        """The outline in SVG's own notation."""
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in self.points) + ("Z" if self.closed else "")


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text by its baseline."""

    kind: ClassVar[str] = "words"
    role: str
    x: float
    y: float
    text: str
    anchor: Anchor = "start"


Mark = Line | Rect | Circle | Path | Words


@dataclass(frozen=True, slots=True)
class Grid:
    """The numbers of a chart as a table; `numeric` columns stand to the right. Headings begin with a capital."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]

    def __post_init__(self) -> None:
        """A word of a legend that heads a column is a heading."""
        object.__setattr__(self, "head", tuple(name[:1].upper() + name[1:] for name in self.head))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished chart. `key` is unique on its page; `about` says in a sentence what the picture shows.

    At the heights of `cuts` paper may part it: no mark crosses them.
    """

    key: str
    title: str
    about: str
    left: float
    top: float
    width: float
    height: float
    marks: tuple[Mark, ...]
    grid: Grid
    accent: str = ACCENT
    cuts: tuple[float, ...] = field(default=(), metadata={"later": True})

    def __post_init__(self) -> None:
        """Refuses a colour or key that could say more than a colour or key."""
        if not re.fullmatch(r"#[0-9a-f]{6}", self.accent):
            raise ValueError(f"“{self.accent}” is not a colour like #1f5673.")
        if not re.fullmatch(r"[a-z][a-z0-9-]*", self.key):
            raise ValueError(f"“{self.key}” is not a key of small letters, digits and hyphens.")

    @property
    def box(self) -> str:
        """The viewBox."""
        return f"{self.left:g} {self.top:g} {self.width:g} {self.height:g}"

    @property
    def ink(self) -> Mapping[str, Markup]:
        """The presentation attributes of every role in this drawing's accent."""
        return inks(self.accent)

    @property
    def pieces(self) -> tuple[Drawing, ...]:
        """The drawing from cut to cut, so that a page may end between two pieces; itself when it has no cuts."""
        if not self.cuts:
            return (self,)
        heights = list(pairwise((self.top, *self.cuts, self.top + self.height)))
        return tuple(
            replace(
                self, key=f"{self.key}-{place}", title=f"{self.title} ({place}/{len(heights)})", cuts=(),
                top=round(above, 1), height=round(below - above, 1),
                marks=tuple(one for one in self.marks if above <= max(y for _x, y in _extent(one)) < below
                            or (place == len(heights) and max(y for _x, y in _extent(one)) >= below)),
            )
            for place, (above, below) in enumerate(heights, start=1)
        )  # fmt: skip

    @property
    def trimmed(self) -> Drawing:
        """The drawing without the room at its sides that no mark takes: the narrower, the larger on a phone."""
        across = [x for mark in self.marks for x, _y in _extent(mark)]
        left, right = round(min(across) - 4, 1), round(max(across) + 4, 1)
        return replace(self, left=left, width=round(right - left, 1))

    def inked(self, accent: str) -> Drawing:
        """The same drawing with another accent colour."""
        return replace(self, accent=accent)


def drawing(
    key: str,
    title: str,
    about: str,
    marks: Iterable[Mark],
    grid: Grid,
    *,
    width: float,
    height: float,
    cuts: tuple[float, ...] = (),
) -> Drawing:
    """A drawing of at least the given size, grown until no mark is cut off at its edge."""
    marks = tuple(marks)
    edges = [edge for mark in marks for edge in _extent(mark)]
    left, top = min([0.0, *(x for x, _ in edges)]), min([0.0, *(y for _, y in edges)])
    right, bottom = max([width, *(x for x, _ in edges)]), max([height, *(y for _, y in edges)])
    wide, deep = round(right - left, 1), round(bottom - top, 1)
    return Drawing(key, title, about, round(left, 1), round(top, 1), wide, deep, marks, grid, cuts=cuts)


def leftmost(marks: Iterable[Mark]) -> float:
    """Where the first mark from the left begins."""
    return min(x for mark in marks for x, _y in _extent(mark))


def _extent(mark: Mark) -> tuple[tuple[float, float], ...]:
    """The outermost points that a mark reaches."""
    match mark:
        case Line():
            return (mark.x1, mark.y1), (mark.x2, mark.y2)
        case Rect():
            return (mark.x, mark.y), (mark.x + mark.width, mark.y + mark.height)
        case Circle():
            return (mark.cx - mark.r, mark.cy - mark.r), (mark.cx + mark.r, mark.cy + mark.r)
        case Path():
            return mark.points
        case Words():
            size = SIZES[mark.role]
            long = width(mark.text, size)
            start = mark.x - long * {"start": 0.0, "middle": 0.5, "end": 1.0}[mark.anchor]
            return (start, mark.y - size), (start + long, mark.y + 0.3 * size)
