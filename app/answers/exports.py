"""The checklist of a phase as a table: what the page shows, with the titles of the evidence."""

from collections.abc import Iterator, Sequence

from app.answers import queries
from app.answers.filters import Filter
from app.answers.rows import Scribe, draw_up, title_of_state
from app.models import Project
from app.tables import Cell
from app.words import _


def table(scribe: Scribe, project: Project, phase: str, chosen: Filter) -> tuple[list[str], Iterator[Sequence[Cell]]]:
    """Columns and rows of the items that the filter takes, in four queries however many they are."""
    records = queries.items_of_phase(project.id, phase)
    titles = queries.titles_of_evidence(project.id, phase)
    list_ = draw_up(scribe, records, queries.proofs_of_phase(project.id, phase), chosen)
    by_item = {record.item: record for record in records}
    columns = [
        _("Number"), _("Group"), _("Question"), _("Mandatory"), _("Owner role"), _("Assigned to"), _("State"),
        _("Note"), _("Due"), _("Evidence asked for"), _("Evidence"), _("Item"),
    ]  # fmt: skip
    yes = {True: _("Yes"), False: _("No")}
    rows = (
        (
            number, group.title, row.question, yes[row.mandatory], row.owner, row.assignee, title_of_state(row.state),
            row.note, by_item[row.id].due, row.asked, "; ".join(titles.get(by_item[row.id].id, [])), row.id,
        )
        for number, (group, row) in enumerate(((g, r) for g in list_.groups for r in g.rows), start=1)
    )  # fmt: skip
    return columns, rows
