"""What the portfolio's address asks for, the controls that change it, and the columns of its export."""

from datetime import timedelta

from app.clock import now
from app.identity import Viewer
from app.language import say
from app.listing import Sorting, asked, chosen, sorting
from app.portfolio.queries import MENU, SORTS, Listed, Wanted, client_name, clients_in_sight, leads_in_sight
from app.portfolio.rows import PortfolioRow
from app.tables import Cell
from app.words import _
from phases.order import ORDER, TITLES
from phases.warnings import KINDS

Filter = tuple[str, str, list[tuple[str, str]], str]
STATES = ("active", "running", "paused", "closed", "cancelled", "all")


def wanted() -> Wanted:
    """The projects that the address asks for; words that do not exist count as nothing chosen."""
    return Wanted(
        since=now() - timedelta(days=7),
        client=asked("client", 12),
        lead=asked("lead", 12),
        phase=chosen("phase", (*ORDER, "evaluation")),
        state=chosen("state", STATES, "active"),
        late=chosen("late", ("late", "on-plan")),
        words=asked("q"),
        warning=chosen("warning", ("any", *KINDS)),
    )


def ordering() -> Sorting:
    """How the portfolio is sorted: the latest first unless the address says otherwise."""
    return sorting(SORTS, "-late")


def filters_of(viewer: Viewer, chosen_: Wanted) -> list[Filter]:
    """The selects above the table; people of a client need none for clients."""
    every = ("", _("All"))
    phases = [(word, say(title)) for word, title in TITLES.items()]
    kinds = [(key, say(one.title)) for key, one in KINDS.items()]
    late = [every, ("late", _("Late")), ("on-plan", _("On plan"))]
    found = [
        ("phase", _("Phase"), [every, *phases, ("evaluation", _("Evaluation"))], chosen_.phase),
        ("late", _("Forecast"), late, chosen_.late),
        ("warning", _("Warnings"), [every, ("any", _("Any warning")), *kinds], chosen_.warning),
        ("state", _("State"), _state_words(), chosen_.state),
        ("lead", _("Lead"), [every, *leads_in_sight(viewer)], chosen_.lead),
    ]
    if viewer.of_firm and (clients := _client_choices(viewer, chosen_.client)):
        found.insert(0, ("client", _("Client"), [every, *clients], chosen_.client))
    return found


def _client_choices(viewer: Viewer, chosen_: str) -> list[tuple[str, str]]:
    """All clients, or of too many only the one that the address names."""
    clients = clients_in_sight(viewer)
    if len(clients) <= MENU:
        return clients
    name = client_name(viewer, chosen_) if chosen_ else ""
    return [(chosen_, name)] if name else []


def _state_words() -> list[tuple[str, str]]:
    words = (
        _("Running and paused"), _("Running"), _("Paused"), _("Closed"), _("Cancelled"), _("All"),
    )  # fmt: skip
    return list(zip(STATES, words, strict=True))


def export_columns() -> list[str]:
    """The headings of the export."""
    return [
        _("Engagement"), _("Client"), _("Lead"), _("State"), _("Phase"), _("Blockers at the gate"),
        _("Warnings"), _("Gravest warnings"), _("Go-live planned"), _("Forecast"), _("Slip in working days"),
        _("Forecast, 80% from"), _("Forecast, 80% to"), _("Changes this week"), _("Last change"),
    ]  # fmt: skip


def export_row(row: PortfolioRow, listed: Listed, states: dict[str, str]) -> list[Cell]:
    """One engagement as a row of the export."""
    return [
        row.name, row.client, row.lead, states[row.state], row.number + row.phase, row.blockers,
        row.warnings, row.worst, listed.go_live or listed.planned_end, listed.forecast_end or listed.planned_end,
        row.slip, listed.wide_from, listed.wide_to, row.changes, row.last,
    ]  # fmt: skip


def state_words() -> dict[str, str]:
    """The words of the states."""
    return dict(_state_words())
