"""The shapes of the inbox: lines that wait, in groups, and the projects below them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.clock import day_in, today
from app.language import day
from app.words import _

SHOWN = 8
"""How many lines of a kind are shown; the rest is a number with the way to it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits: what it is, in which project, when it is due."""

    what: str
    project: str
    url: str
    due: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind that wait; `total` and `counted_late` count those that are not shown, too."""

    key: str
    title: str
    lines: list[Line]
    total: int
    counted_late: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.lines)

    @property
    def late(self) -> int:
        """How many are overdue: the shown ones each in its project's zone, the others in the reader's."""
        shown = sum(line.late for line in self.lines)
        return max(shown, self.counted_late) if self.more else shown


def day_of(row: Any, instant: datetime) -> date:
    """The day of an instant where the row's project is."""
    return day_in(instant, row.time_zone)


def due_line(row: Any, what: str, path: str, due: date | None, *, since: bool = False) -> Line:
    """A line for a row with `project_key`, `project_name` and `time_zone`; late when due before today there."""
    late = due is not None and not since and due < today(row.time_zone)
    text = "" if due is None else _("since %(day)s", day=day(due)) if since else day(due)
    return Line(what, row.project_name, f"/projects/{row.project_key}/{path}", text, late)
