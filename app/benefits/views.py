"""The pages of benefits and ROI: the account with its charts, by what it is reckoned, and all of it as a workbook."""

from flask import Blueprint, flash, redirect
from flask.typing import ResponseReturnValue

from app.benefits.account_page import account_page
from app.benefits.actions import Reckoning, set_account
from app.benefits.exports import month_table
from app.benefits.forms import AccountForm
from app.errors import Refused
from app.facts.benefits import Setting, benefits_of, setting_of
from app.facts.criteria import criteria_of
from app.models import Project
from app.pages import page
from app.permissions import in_project, the_access, the_viewer
from app.rights import Right
from app.sections import sections
from app.tables import table_response
from app.words import _
from phases.evaluation.definitions import DEFINITIONS

bp = Blueprint("benefits", __name__)
BASE = "/projects/<project>/benefits"


@bp.get(BASE)
@in_project(Right.SEE_MONEY)
def show(project: Project) -> ResponseReturnValue:
    """What came in against what went out, with everything that it rests on."""
    return page(
        "benefits/show.html", account=account_page(benefits_of(project), f"/projects/{project.key}"),
        sections=sections(project.key, "benefits"), definitions=DEFINITIONS,
        exports=[(form.upper(), f"/projects/{project.key}/benefits/export.{form}") for form in ("csv", "xlsx")]
        if the_access().may(Right.EXPORT) else [],
    )  # fmt: skip


@bp.get(f"{BASE}/export.<form>")
@in_project(Right.SEE_MONEY)
def export(project: Project, form: str) -> ResponseReturnValue:
    """The account month by month as a file, each criterion and each kind of cost in a column of its own."""
    columns, rows = month_table(benefits_of(project).account)
    return table_response(form, f"benefits-{project.key}", columns, rows)


@bp.route(f"{BASE}/account", methods=["GET", "POST"])
@in_project(Right.WRITE_ROUND)
def account(project: Project) -> ResponseReturnValue:
    """Say by what benefit and cost are reckoned."""
    form = AccountForm(data=_values(setting_of(project, criteria_of(project.id))))
    if form.validate_on_submit():
        try:
            set_account(project=project, reckoning=_given(form), version=form.version.data, by=the_viewer().id)
        except Refused as error:
            form.form_errors.append(error.sentence)
        else:
            flash(_("Saved."), "success")
            return redirect(f"/projects/{project.key}/benefits", 303)
    return page("benefits/account.html", 422 if form.is_submitted() else 200, form=form)


def _values(one: Setting) -> dict[str, object]:
    rate = None if one.rate is None else round(one.rate * 100, 6)
    return {
        "currency": one.currency, "starts": one.starts, "months": one.months, "rate": rate,
        "rate_source": one.rate_source, "version": one.version,
    }  # fmt: skip


def _given(form: AccountForm) -> Reckoning:
    rate = form.rate.data
    return Reckoning(
        form.currency.data, form.starts.data, form.months.data, None if rate is None else rate / 100,
        form.rate_source.data or "",
    )  # fmt: skip
