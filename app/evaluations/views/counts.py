"""The counts of a round that people state, entered together as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.errors import Refused
from app.evaluations.blueprint import bp
from app.evaluations.counts.actions import GivenCount, state_counts
from app.evaluations.counts.forms import CountForm, CountsForm
from app.evaluations.queries import find_round
from app.facts.counts import counts_of, stated_counts, stated_version
from app.facts.evaluation import scheme_of
from app.language import number as shown
from app.language import say
from app.models import Project, Round
from app.pages import page
from app.permissions import in_project, the_viewer
from app.rights import Right
from app.words import _
from phases.evaluation.counts import KEYS, Count


@dataclass(frozen=True, slots=True)
class CountLine:
    """An indicator with the fields of its count; `counted` says what the product counted itself, which goes before."""

    key: str
    title: str
    formula: str
    definition: str
    counted: str
    form: CountForm


@bp.route("/projects/<project>/rounds/<int:number>/counts", methods=["GET", "POST"])
@in_project(Right.WRITE_ROUND)
def counts(project: Project, number: int) -> ResponseReturnValue:
    """State what no file shows: two whole numbers and where they were counted; an empty line is not measured."""
    found = find_round(project, number)
    known = stated_counts(found.id)
    form = CountsForm(data={"version": stated_version(known)})
    lines = _lines(found, known)
    if form.is_submitted() and _are_valid(form, lines):
        try:
            state_counts(
                project=project, round_=found, counts=_given(lines), version=form.version.data, by=the_viewer().id
            )
        except Refused as error:
            form.form_errors.append(error.sentence)
        else:
            flash(_("The counts were saved."), "success")
            return redirect(f"/projects/{project.key}/rounds/{number}", 303)
    return page(
        "evaluations/counts.html", 422 if form.is_submitted() else 200, form=form, lines=lines, number=number,
        closed=found.state == "closed",
    )  # fmt: skip


def _lines(found: Round, known: dict[str, Count]) -> list[CountLine]:
    sent = request.form if request.method == "POST" else None
    scheme, counted = scheme_of(found.edition), counts_of(found.id)
    lines = []
    for key in (key for key in scheme.definitions if key in KEYS):
        form = CountForm(sent, data=_values(known.get(key)), prefix=f"{key.replace('.', '-')}-")
        for field in form:
            field.render_kw = {"aria-label": f"{say(scheme[key].title)}: {field.label.text}"}
        one = scheme[key]
        lines.append(
            CountLine(key, say(one.title), say(one.formula), say(one.definition), _counted(counted.get(key)), form)
        )
    return lines


def _counted(count: Count | None) -> str:
    if count is None or count.stated:
        return ""
    return f"{shown(count.numerator, 0)} / {shown(count.denominator, 0)}"


def _values(count: Count | None) -> dict[str, object]:
    if count is None:
        return {}
    return {"numerator": count.numerator, "denominator": count.denominator, "source": count.source}


def _are_valid(form: CountsForm, lines: Sequence[CountLine]) -> bool:
    valid = bool(form.validate())
    for line in lines:
        if not line.form.validate():
            valid = False
            form.form_errors.append(_("%(name)s: look at this line again.", name=line.title))
    return valid


def _given(lines: Sequence[CountLine]) -> dict[str, GivenCount | None]:
    return {
        line.key: GivenCount(
            line.form.numerator.data or 0, line.form.denominator.data or 0, line.form.source.data or ""
        )
        if line.form.denominator.data is not None
        else None
        for line in lines
    }
