"""The follow-up list: all rectification actions of a project, on screen and as a file."""

from flask import request
from flask.typing import ResponseReturnValue

from app.clock import today
from app.evaluations import queries
from app.evaluations.actions_taken_in import take_in_actions
from app.evaluations.blueprint import bp
from app.evaluations.findings_page import ActionRow, Namer, choices_of_show, followed_up, severity_word
from app.evaluations.rectification_sheet import ACTIONS, rows_of_actions
from app.facts.evaluation import scheme_of
from app.facts.rectification import FindingFact, actions_of, findings_of
from app.language import say
from app.listing import address, chosen
from app.models import Project
from app.pages import page
from app.permissions import in_project, the_access, the_viewer
from app.registers.sheets.exchange import Desk, exchange
from app.registers.sheets.headings import NUMBER
from app.registers.sheets.refused import waiting_at
from app.registers.sheets.template import workbook_to_fill
from app.rights import Right
from app.sections import sections
from app.tables import table_response
from app.words import _
from phases.evaluation.rectification import OPEN


@bp.get("/projects/<project>/actions")
@in_project()
def actions(project: Project) -> ResponseReturnValue:
    """All rectification actions of the project, open ones first."""
    found = findings_of(project.id)
    show, owner, search = _chosen()
    now = today(project.time_zone)
    every = [action for _finding, action in actions_of(found)]
    return page(
        "evaluations/actions.html", rows=_rows(project, found), any=bool(every),
        sections=sections(project.key, "actions"),
        open=sum(action.state in OPEN for action in every), overdue=sum(action.overdue(now) for action in every),
        to_verify=sum(action.state == "done" for action in every), search=search,
        filters=[("show", _("Show"), choices_of_show(), show), ("owner", _("Owner"), _owners(found), owner)],
        exports=[
            (form.upper(), address(f"{request.path}/export.{form}")) for form in ("csv", "xlsx")
        ] if the_access().may(Right.EXPORT) else [],
        waiting=waiting_at(project, "actions", the_viewer().id) if the_access().may(Right.WRITE_ROUND) else [],
    )  # fmt: skip


@bp.get("/projects/<project>/actions/export.<form>")
@in_project(Right.EXPORT)
def export_actions(project: Project, form: str) -> ResponseReturnValue:
    """The same rows as the page shows, as a file."""
    columns = [
        _("Action"), _("State"), _("Owner"), _("Due"), _("Overdue"), _("Expected change"), _("Effect"), _("Finding"),
        _("Severity"), _("Round"), say(NUMBER),
    ]  # fmt: skip
    codes = {row.key: row.code for row in rows_of_actions(project.id)}
    rows = [
        (
            row.title, row.state_word, row.owner, row.day, _("yes") if row.late else _("no"), row.expected, row.effect,
            row.finding, severity_word(row.severity), row.round, codes[row.key],
        )
        for row in _rows(project, findings_of(project.id))
    ]  # fmt: skip
    return table_response(form, f"rectification-{project.key}", columns, rows)


@bp.get("/projects/<project>/actions/template.xlsx")
@in_project(Right.WRITE_ROUND)
def actions_template(project: Project) -> ResponseReturnValue:
    """A workbook to fill: with the actions that there are, or empty."""
    return workbook_to_fill(ACTIONS, rows_of_actions, project, "rectification")


@bp.route("/projects/<project>/actions/sheet", methods=["GET", "POST"])
@in_project(Right.WRITE_ROUND)
def actions_sheet(project: Project) -> ResponseReturnValue:
    """Paste or upload a table, see what it would change, accept."""
    return exchange(Desk(ACTIONS, project, "actions", "sheets", rows_of_actions, take_in_actions))


def _chosen() -> tuple[str, str, str]:
    shows = [word for word, _title in choices_of_show()]
    return chosen("show", shows), request.args.get("owner", "")[:12], request.args.get("q", "")[:100]


def _rows(project: Project, found: tuple[FindingFact, ...]) -> list[ActionRow]:
    show, owner, search = _chosen()
    namer = Namer(scheme_of(project.edition), names=queries.criterion_names(project.id))
    return followed_up(project, found, namer, show=show, owner=owner, search=search)


def _owners(found: tuple[FindingFact, ...]) -> list[tuple[str, str]]:
    people = {action.owner_key: action.owner for _finding, action in actions_of(found)}
    return [("", _("All owners")), *sorted(people.items(), key=lambda one: one[1])]
