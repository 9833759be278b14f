"""The follow-up of corrective actions over all engagements that a person sees, as a page and as a file."""

from flask import request
from flask.typing import ResponseReturnValue

from app.clock import today
from app.identity import Viewer
from app.language import say
from app.listing import Sorting, address, asked, chosen, paging, row_choices, sorting
from app.pages import page
from app.permissions import firm, the_viewer
from app.portfolio.blueprint import bp
from app.portfolio.follow_up_queries import (
    SEVERITIES,
    SHOWS,
    SORTS,
    Sought,
    clients_with_actions,
    count_actions,
    list_actions,
    owners_of_actions,
)
from app.portfolio.follow_up_rows import export_columns, export_row, rows_of, severity_words
from app.rights import Right
from app.tables import table_response
from app.words import _
from phases.evaluation.rectification import TITLES


@bp.get("/portfolio/follow-up")
@firm(Right.SEE_PORTFOLIO)
def follow_up() -> ResponseReturnValue:
    """All corrective actions, overdue ones first, with expected and actual change."""
    viewer, sought, order = the_viewer(), _sought(), _order()
    pages = paging(count_actions(viewer, sought))
    found = list_actions(
        viewer, sought, order.column, descending=order.descending, limit=pages.size, offset=pages.offset
    )
    exports = [(form.upper(), address(f"{request.path}/export.{form}", page=None)) for form in ("csv", "xlsx")]
    return page(
        "portfolio/follow_up.html", rows=rows_of(found, sought.today), pages=pages, sizes=row_choices(pages),
        order=order, sought=sought, filters=_filters(viewer, sought), exports=exports,
    )  # fmt: skip


@bp.get("/portfolio/follow-up/export.<form>")
@firm(Right.SEE_PORTFOLIO)
def export_follow_up(form: str) -> ResponseReturnValue:
    """Exactly what the page lists, all pages of it."""
    sought, order = _sought(), _order()
    found = list_actions(the_viewer(), sought, order.column, descending=order.descending)
    return table_response(
        form, "follow-up", export_columns(), [export_row(row) for row in rows_of(found, sought.today)]
    )


def _sought() -> Sought:
    day = today(the_viewer().time_zone)
    return Sought(
        day, chosen("show", SHOWS, "open"), asked("client", 12), asked("q"), asked("owner", 12),
        chosen("severity", SEVERITIES, ""),
    )  # fmt: skip


def _order() -> Sorting:
    return sorting(SORTS, "due")


def _filters(viewer: Viewer, sought: Sought) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    states = [(state, say(title)) for state, title in TITLES.items()]
    shows = [("open", _("Open")), ("overdue", _("Overdue")), ("all", _("All")), *states]
    found = [("show", _("Show"), shows, sought.show)]
    clients = clients_with_actions(viewer) if viewer.of_firm else []
    if len(clients) > 1:
        found.append(("client", _("Client"), [("", _("All")), *clients], sought.client))
    owners = owners_of_actions(viewer)
    if len(owners) > 1:
        found.append(("owner", _("Owner"), [("", _("All")), *owners], sought.owner))
    if owners:
        severities = [("", _("All")), *severity_words().items()]
        found.append(("severity", _("Severity"), severities, sought.severity))
    return found
