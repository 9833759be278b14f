"""The portfolio: all engagements that a person sees, as a page and as a file."""

from flask.typing import ResponseReturnValue

from app.listing import paging, row_choices
from app.pages import page
from app.permissions import firm, the_viewer
from app.portfolio.blueprint import bp
from app.portfolio.filters import export_columns, export_row, filters_of, ordering, state_words, wanted
from app.portfolio.follow_up_views import follow_up
from app.portfolio.queries import count_projects, list_projects
from app.portfolio.rows import rows_of
from app.rights import Right
from app.tables import table_response

__all__ = ["bp", "export", "follow_up", "show"]


@bp.get("/portfolio")
@firm(Right.SEE_PORTFOLIO)
def show() -> ResponseReturnValue:
    """A page of fifty, filtered and sorted as the address says."""
    viewer, asked, order = the_viewer(), wanted(), ordering()
    pages = paging(count_projects(viewer, asked))
    projects = list_projects(
        viewer, asked, order.column, descending=order.descending, limit=pages.size, offset=pages.offset
    )
    rows, filters = rows_of(projects, asked.since), filters_of(viewer, asked)
    sizes = row_choices(pages)
    return page("portfolio/show.html", rows=rows, pages=pages, sizes=sizes, order=order, wanted=asked, filters=filters)


@bp.get("/portfolio/export.<form>")
@firm(Right.SEE_PORTFOLIO)
def export(form: str) -> ResponseReturnValue:
    """Exactly what the page lists, all pages of it."""
    asked, order = wanted(), ordering()
    projects = list_projects(the_viewer(), asked, order.column, descending=order.descending)
    states = state_words()
    rows = zip(rows_of(projects, asked.since), projects, strict=True)
    lines = [export_row(row, listed, states) for row, listed in rows]
    return table_response(form, "portfolio", export_columns(), lines)
