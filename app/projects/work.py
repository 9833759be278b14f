"""Background work of engagements: forecasts are made anew every day, warnings also soon after something happened."""

from sqlalchemy import select

from app.database import db
from app.facts.forecast import refresh_forecasts
from app.facts.warning_keeping import refresh_warnings, stale_projects
from app.models import Project
from app.queue import Work
from app.transactions import transaction

BATCH = 100


def refresh_all_forecasts(work: Work) -> None:
    """Make forecast and warnings of every engagement that is not over as of today, a batch in a transaction."""
    open_ones = Project.state.in_(("running", "paused"))
    ids = list(db.session.scalars(select(Project.id).where(open_ones).order_by(Project.id)))
    moved = 0
    for at in range(0, len(ids), BATCH):
        work.progress(at / len(ids))
        with transaction():
            batch = select(Project).where(Project.id.in_(ids[at : at + BATCH]))
            moved += refresh_forecasts(db.session.scalars(batch).all())
            refresh_warnings(ids[at : at + BATCH])
    with work.completion() as result:
        result["moved"] = moved


def refresh_stale_warnings(work: Work) -> None:
    """Look again at the warnings of all engagements in which something happened."""
    ids = stale_projects()
    with work.completion() as result:
        refresh_warnings(ids)
        result["projects"] = len(ids)
