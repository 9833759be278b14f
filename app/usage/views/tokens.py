"""Making and revoking the tokens by which a client's system sends events."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.errors import Refused
from app.models import ApiToken, Project
from app.pages import page
from app.permissions import child, in_project, the_viewer
from app.rights import Right
from app.usage.blueprint import bp
from app.usage.forms import TokenForm
from app.usage.tokens import CALLS_A_MINUTE, make_token, revoke_token, tokens_of
from app.words import _


@bp.get("/projects/<project>/usage/tokens")
@in_project(Right.IMPORT_USAGE)
def tokens(project: Project) -> ResponseReturnValue:
    """The tokens of a project, and how a system sends events with one."""
    return _drawn(project, TokenForm())


@bp.post("/projects/<project>/usage/tokens")
@in_project(Right.IMPORT_USAGE)
def add_token(project: Project) -> ResponseReturnValue:
    """Make a token; its secret is shown this once."""
    form = TokenForm()
    if not form.validate():
        return _drawn(project, form, 422)
    try:
        secret = make_token(project=project, name=form.name.data, by=the_viewer().id)
    except Refused as refusal:
        form.name.errors = [refusal.sentence]
        return _drawn(project, form, 422)
    return _drawn(project, TokenForm(formdata=None), secret=secret, made=form.name.data)


@bp.post("/projects/<project>/usage/tokens/<access>/revoke")
@in_project(Right.IMPORT_USAGE)
def revoke(project: Project, access: str) -> ResponseReturnValue:
    """Let a token open nothing any more."""
    row = child(ApiToken, project, access)
    revoke_token(project=project, token=row, by=the_viewer().id)
    flash(_("The token “%(name)s” opens nothing any more.", name=row.name), "success")
    return redirect(f"/projects/{project.key}/usage/tokens", 303)


def _drawn(
    project: Project, form: TokenForm, status: int = 200, secret: str = "", made: str = ""
) -> ResponseReturnValue:
    url = url_for("usage.receive_events", project=project.key, _external=True)
    return page(
        "usage/tokens.html", status, form=form, tokens=tokens_of(project), secret=secret, made=made, url=url,
        document=url_for("usage.openapi"), calls=CALLS_A_MINUTE,
    )  # fmt: skip
