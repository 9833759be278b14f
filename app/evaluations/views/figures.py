"""The figures of a round against the success criteria, entered together as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.errors import Refused
from app.evaluations.actions_figures import GivenFigure, enter_figures
from app.evaluations.blueprint import bp
from app.evaluations.effect_page import CriterionRow, FigureRow, criterion_rows, figure_rows
from app.evaluations.forms import FigureForm, FiguresForm
from app.evaluations.queries import find_round
from app.facts.criteria import RoundFigure, SuccessCriterion, criteria_of, figures_of, figures_version
from app.models import Project, Round
from app.pages import page
from app.permissions import in_project, the_viewer
from app.rights import Right
from app.words import _
from phases.evaluation.readings import WAYS, Way


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion with the fields of its figure."""

    key: str
    criterion: CriterionRow
    form: FigureForm
    figure: RoundFigure | None
    shown: FigureRow | None


@bp.route("/projects/<project>/rounds/<int:number>/figures", methods=["GET", "POST"])
@in_project(Right.WRITE_ROUND)
def figures(project: Project, number: int) -> ResponseReturnValue:
    """Enter this round's value of every success criterion; an empty one is not measured."""
    found = find_round(project, number)
    criteria = criteria_of(project.id, used_in=found.id)
    known = figures_of([found.id])[found.id]
    form = FiguresForm(data={"version": figures_version(known)})
    lines = _lines(project, found, criteria, known)
    if form.is_submitted() and _are_valid(form, lines):
        try:
            enter_figures(
                project=project, round_=found, figures=_given(lines), version=form.version.data, by=the_viewer().id
            )
        except Refused as error:
            form.form_errors.append(error.sentence)
        else:
            flash(_("The figures were saved."), "success")
            return redirect(f"/projects/{project.key}/rounds/{number}#effect", 303)
    return page(
        "evaluations/figures.html", 422 if form.is_submitted() else 200, form=form, lines=lines, number=number,
        closed=found.state == "closed",
    )  # fmt: skip


def _lines(
    project: Project, found: Round, criteria: Sequence[SuccessCriterion], known: dict[str, RoundFigure]
) -> list[Line]:
    sent = request.form if request.method == "POST" else None
    lines = []
    for one, row in zip(criteria, criterion_rows(project.key, criteria), strict=True):
        way = WAYS[one.way]
        form = FigureForm(sent, data=_values(known.get(one.key), found, way), prefix=f"{one.key}-")
        form.use(way)
        for field in form:
            field.render_kw = {"aria-label": f"{one.name}: {field.label.text}"}
        shown = figure_rows([one], known)[0] if way.instrument else None
        lines.append(Line(one.key, row, form, known.get(one.key), shown))
    return lines


def _values(figure: RoundFigure | None, found: Round, way: Way) -> dict[str, object]:
    if figure is None:
        return {"period_from": found.from_date, "period_to": found.to_date, "comparable": True}
    names = ("value", "period_from", "period_to", "source", "comparable", "accepted")
    counts = {f"count{place}": figure.inputs.get(name) for place, name in enumerate(way.inputs, 1)}
    return {name: getattr(figure, name) for name in names} | counts


def _are_valid(form: FiguresForm, lines: Sequence[Line]) -> bool:
    valid = bool(form.validate())
    for line in lines:
        if not line.form.validate():
            valid = False
            form.form_errors.append(_("%(name)s: look at this line again.", name=line.criterion.name))
    return valid


def _given(lines: Sequence[Line]) -> dict[str, GivenFigure | None]:
    return {line.key: _of_survey(line) if line.shown else _typed(line.form) for line in lines}


def _typed(form: FigureForm) -> GivenFigure | None:
    if not form.given:
        return None
    return GivenFigure(
        value=form.value.data,
        period_from=form.period_from.data,
        period_to=form.period_to.data,
        source=form.source.data or "",
        comparable=form.comparable.data,
        inputs=form.inputs,
        accepted=form.accepted.data or "",
    )


def _of_survey(line: Line) -> GivenFigure | None:
    """The survey's value as it is, with what people say about comparing it."""
    one = line.figure
    if one is None:
        return None
    return GivenFigure(
        one.value, one.period_from, one.period_to, one.source, line.form.comparable.data, one.inputs,
        line.form.accepted.data or "",
    )  # fmt: skip
