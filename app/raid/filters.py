"""What the address of the RAID log asks for, the controls that change it, and the columns of its export."""

from collections.abc import Mapping, Sequence

from app.clock import today
from app.facts.people import Member
from app.language import say
from app.listing import Sorting, address, asked, chosen, sorting
from app.models import Project
from app.raid.queries import SORTS, LogRow, Wanted
from app.raid.words import KINDS, PLURALS, SEVERITIES, STATES
from app.tables import Cell
from app.words import _
from phases.order import TITLES

Filter = tuple[str, str, list[tuple[str, str]], str]


def wanted_of(project: Project) -> Wanted:
    """The entries that the address asks for; words that do not exist count as nothing chosen."""
    return Wanted(
        on=today(project.time_zone),
        kind=chosen("kind", KINDS),
        state=chosen("state", STATES, "open"),
        severity=chosen("severity", SEVERITIES),
        owner=asked("owner", 12),
        words=asked("q"),
    )


def ordering() -> Sorting:
    """How the log is sorted: the most severe first unless the address says otherwise."""
    return sorting(SORTS, "severity")


def tabs_of(wanted: Wanted, counts: Mapping[str, tuple[int, int]]) -> list[tuple[str, str, bool, str]]:
    """A tab for all entries and one for each kind, with how many are open."""
    total = sum(count for count, _late in counts.values())
    every = (_("All"), address(kind=None, page=None), not wanted.kind, str(total))
    return [
        every,
        *(
            (str(label), address(kind=kind, page=None), wanted.kind == kind, str(counts.get(kind, (0, 0))[0]))
            for kind, label in PLURALS.items()
        ),
    ]


def filters_of(wanted: Wanted, members: Sequence[Member]) -> list[Filter]:
    """The selects above the table."""
    people = [("", _("All")), ("none", _("Nobody yet")), *((one.key, one.name) for one in members)]
    return [
        ("state", _("State"), [(word, str(label)) for word, label in STATES.items()], wanted.state),
        (
            "severity",
            _("Severity"),
            [("", _("All")), *((word, str(label)) for word, label in SEVERITIES.items())],
            wanted.severity,
        ),
        ("owner", _("Owner"), people, wanted.owner),
    ]


def export_columns() -> list[str]:
    """The headings of the export."""
    return [
        _("No."), _("Kind"), _("Title"), _("Severity"), _("Owner"), _("Due"), _("Phase"), _("Description"),
        _("Response"), _("Raised by"), _("Raised on"), _("Closed on"), _("How it ended"),
    ]  # fmt: skip


def export_row(row: LogRow) -> list[Cell]:
    """One entry as a row of the export."""
    phase = say(TITLES[row.phase]) if row.phase else ""
    return [
        f"R-{row.number}", str(KINDS[row.kind]), row.title, str(SEVERITIES[row.severity]), row.owner, row.due, phase,
        row.text, row.response, row.raised_by, row.raised_at, row.closed_at, row.closing_note,
    ]  # fmt: skip
