"""Success criteria: the sheet, adding and changing them, the sponsor's signature, the sheet as a file."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from app.errors import Difference, Refused
from app.evaluations import actions_criteria as actions
from app.evaluations.actions_criteria import Agreement
from app.evaluations.baselines import offers, with_baseline_of
from app.evaluations.blueprint import bp
from app.evaluations.effect_page import criterion_rows, method_word, part_word
from app.evaluations.forms import CriterionForm
from app.facts.criteria import SuccessCriterion, criteria_of
from app.facts.people import members_of
from app.language import day, language, number, say
from app.models import Criterion, Project
from app.pages import page
from app.permissions import child, in_project, the_access, the_viewer
from app.registers.sheets.refused import waiting_at
from app.rights import Right
from app.sections import sections
from app.words import _
from phases.evaluation.attribution import METHODS
from phases.evaluation.effect import attitude_alone
from phases.evaluation.readings import WAYS
from phases.evaluation.results import BEHAVIOUR, PARTS


@bp.get("/projects/<project>/criteria")
@in_project()
def criteria(project: Project) -> ResponseReturnValue:
    """The sheet of success criteria, complete or not, signed or not."""
    found = criteria_of(project.id)
    unsigned = [one for one in found if one.complete and one.signed_at is None]
    taken = {one.name for one in found}
    return page(
        "evaluations/criteria.html", rows=criterion_rows(project.key, found),
        sections=sections(project.key, "criteria"),
        complete=sum(one.complete for one in found), unsigned=len(unsigned), base=_url(project),
        attitude_alone=attitude_alone(one.for_method() for one in found),
        suggestions=[one for one in BEHAVIOUR if not taken & {one.name.en, one.name.zh}],
        exports=[(form.upper(), f"{_url(project)}/export.{form}") for form in ("csv", "xlsx")]
        if the_access().may(Right.EXPORT) else [],
        waiting=waiting_at(project, "criteria", the_viewer().id) if the_access().may(Right.WRITE_ROUND) else [],
    )  # fmt: skip


@bp.route("/projects/<project>/criteria/new", methods=["GET", "POST"])
@in_project(Right.WRITE_ROUND)
def new_criterion(project: Project) -> ResponseReturnValue:
    """Add a success criterion, perhaps from one of the suggestions."""
    form = _offer(CriterionForm(data=_suggested(request.args.get("from", ""))), project)
    if form.validate_on_submit():
        try:
            actions.add_criterion(project=project, agreement=_agreement(form, project), by=the_viewer().id)
        except Refused as error:
            form.form_errors.append(error.sentence)
        else:
            flash(_("The success criterion was added."), "success")
            return redirect(_url(project), 303)
    return page("evaluations/new_criterion.html", 422 if form.is_submitted() else 200, form=form, base=_url(project))


@bp.route("/projects/<project>/criteria/<criterion>", methods=["GET", "POST"])
@in_project(Right.WRITE_ROUND)
def criterion(project: Project, criterion: str) -> ResponseReturnValue:
    """Change a success criterion; a signature falls with it."""
    found = child(Criterion, project, criterion)
    facts = next((one for one in criteria_of(project.id) if one.key == criterion), None)
    if facts is None:
        flash(_("The success criterion has been removed meanwhile."), "warning")
        return redirect(_url(project), 303)
    form = _offer(CriterionForm(data=_values(facts)), project, criterion)
    if form.validate_on_submit():
        try:
            actions.change_criterion(
                project=project, criterion=found, agreement=_agreement(form, project, criterion),
                version=form.version.data, differences=_differences(facts, form), by=the_viewer().id,
            )  # fmt: skip
        except Refused as error:
            form.form_errors.append(error.sentence)
        else:
            return redirect(_url(project), 303)
    status = 422 if form.is_submitted() else 200
    return page("evaluations/criterion.html", status, form=form, criterion=facts, base=_url(project))


@bp.post("/projects/<project>/criteria/<criterion>/remove")
@in_project(Right.WRITE_ROUND)
def remove_criterion(project: Project, criterion: str) -> ResponseReturnValue:
    """Take a criterion away."""
    actions.remove_criterion(project=project, criterion=child(Criterion, project, criterion), by=the_viewer().id)
    flash(_("The success criterion was removed."), "success")
    return redirect(_url(project), 303)


@bp.post("/projects/<project>/criteria/sign")
@in_project(Right.DECIDE_GATE)
def sign_criteria(project: Project) -> ResponseReturnValue:
    """The sponsor signs what is complete."""
    actions.sign_criteria(project=project, by=the_viewer().id)
    flash(_("The success criteria were signed."), "success")
    return redirect(_url(project), 303)


def _url(project: Project) -> str:
    return url_for("evaluations.criteria", project=project.key)


def _offer(form: CriterionForm, project: Project, criterion: str = "") -> CriterionForm:
    people = [SelectChoice(one.key, one.name) for one in members_of(project.id) if not one.disabled]
    form.owner.choices = [SelectChoice("", _("Nobody yet")), *people]
    form.part.choices = [SelectChoice(part, part_word(part)) for part in PARTS]
    form.way.choices = [SelectChoice(word, say(way.title)) for word, way in WAYS.items()]
    values = [SelectChoice(word, one.title) for word, one in offers(project, criterion).items()]
    form.baseline_of.choices = [SelectChoice("", _("what is written below")), *values]
    methods = [SelectChoice(word, say(method.title)) for word, method in METHODS.items()]
    form.attribution.choices = [SelectChoice("", _("not named yet")), *methods]
    return form


def _suggested(id: str) -> dict[str, object]:
    found = next((one for one in BEHAVIOUR if one.id == id), None)
    if found is None:
        return {"part": "efficiency", "direction": "up", "currency": "CNY", "attributed": 100.0}
    words = language()
    return {
        "name": found.name.in_(words), "unit": found.unit.in_(words), "direction": found.direction, "part": "loyalty",
        "how_measured": found.how.in_(words), "currency": "CNY", "attributed": 100.0,
    }  # fmt: skip


def _values(one: SuccessCriterion) -> dict[str, object]:
    names = (
        "name", "unit", "direction", "part", "baseline", "baseline_date", "baseline_source", "target", "target_date",
        "how_measured", "money_per_unit", "currency", "version", "way", "attitude", "scope", "baseline_from",
        "baseline_to", "money_low", "money_high", "attribution", "attribution_reason",
    )  # fmt: skip
    shown = {name: getattr(one, name) for name in names}
    shares = {
        "attributed": one.attributed_share, "attributed_low": one.share_low, "attributed_high": one.share_high,
    }  # fmt: skip
    in_per_cent = {name: None if share is None else round(share * 100, 6) for name, share in shares.items()}
    return {**shown, "owner": one.owner_key or "", **in_per_cent}


def _agreement(form: CriterionForm, project: Project, criterion: str = "") -> Agreement:
    attributed = form.attributed.data
    agreement = Agreement(
        name=form.name.data, unit=form.unit.data or "", direction=form.direction.data, part=form.part.data,
        baseline=form.baseline.data, baseline_date=form.baseline_date.data,
        baseline_source=form.baseline_source.data or "", target=form.target.data, target_date=form.target_date.data,
        owner=form.owner.data or None, how_measured=form.how_measured.data or "",
        money_per_unit=form.money_per_unit.data, currency=form.currency.data or "CNY",
        attributed_share=1.0 if attributed is None else attributed / 100,
        way=form.way.data, attitude=form.attitude.data, scope=form.scope.data or "",
        baseline_from=form.baseline_from.data, baseline_to=form.baseline_to.data, money_low=form.money_low.data,
        money_high=form.money_high.data, share_low=_share(form.attributed_low.data),
        share_high=_share(form.attributed_high.data), attribution=form.attribution.data or "",
        attribution_reason=form.attribution_reason.data or "",
    )  # fmt: skip
    return with_baseline_of(project, agreement, form.baseline_of.data or "", criterion)


def _share(per_cent: float | None) -> float | None:
    return None if per_cent is None else per_cent / 100


def _differences(one: SuccessCriterion, form: CriterionForm) -> list[Difference]:
    names = {one.value: one.label for one in form.owner.choices}
    return [
        Difference(_("Metric"), one.name, form.name.data),
        Difference(_("Unit"), one.unit, form.unit.data or ""),
        Difference(_("Part of the effect"), part_word(one.part), part_word(form.part.data)),
        Difference(_("Baseline value"), _number(one.baseline), _number(form.baseline.data)),
        Difference(_("Date of the baseline"), day(one.baseline_date), day(form.baseline_date.data)),
        Difference(_("Source of the baseline"), one.baseline_source, form.baseline_source.data or ""),
        Difference(_("Target value"), _number(one.target), _number(form.target.data)),
        Difference(_("Target date"), day(one.target_date), day(form.target_date.data)),
        Difference(_("Owner"), names.get(one.owner_key or "", ""), names.get(form.owner.data or "", "")),
        Difference(_("How it is measured"), one.how_measured, form.how_measured.data or ""),
        Difference(_("Scope"), one.scope, form.scope.data or ""),
        Difference(_("Period of the baseline from"), day(one.baseline_from), day(form.baseline_from.data)),
        Difference(_("Period of the baseline to"), day(one.baseline_to), day(form.baseline_to.data)),
        Difference(_("Money per unit"), _number(one.money_per_unit), _number(form.money_per_unit.data)),
        Difference(_("Method of attribution"), method_word(one.attribution), method_word(form.attribution.data or "")),
        Difference(_("Why this share"), one.attribution_reason, form.attribution_reason.data or ""),
    ]


def _number(value: float | None) -> str:
    return "" if value is None else number(value, 6)
