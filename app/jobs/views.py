"""How far a job is: for the progress bar of the page that started it."""

from flask import Blueprint, abort, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.database import db
from app.models import Job
from app.permissions import signed_in, the_viewer

bp = Blueprint("jobs", __name__)


@bp.get("/jobs/<job>")
@signed_in
def show(job: str) -> ResponseReturnValue:
    """State, progress from 0 to 1, a sentence, and where to go when done. Only for whoever started it."""
    found = db.session.scalar(select(Job).where(Job.key == job, Job.by_id == the_viewer().id))
    if found is None:
        abort(404)
    state = {"waiting": "queued"}.get(found.state, found.state)
    return jsonify(
        state=state, progress=found.progress, message=found.message, url=found.result.get("url", "")
    )  # fmt: skip
