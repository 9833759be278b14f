"""Background work of engagements: what hangs on the day is counted anew when a day begins for them.

Warnings and gates also soon after something happened.
"""

from collections.abc import Sequence

from sqlalchemy import select

from app.clock import today
from app.database import db
from app.facts.forecast import refresh_forecasts
from app.facts.warning_keeping import doubt_all, refresh_warnings, stale_projects
from app.models import KeptWarnings, Project
from app.queue import Work
from app.transactions import transaction

BATCH = 100


def refresh_all_forecasts(work: Work) -> None:
    """Forecast, warnings and gate of every engagement that is not over and has not been looked at on its today.

    A batch in a transaction.
    """
    moved = _look(work, _of_yesterday())
    with work.completion() as result:
        result["moved"] = moved


def _of_yesterday() -> list[int]:
    """The open engagements for which a day has begun since they were counted."""
    open_ones = select(Project.id, Project.time_zone, KeptWarnings.counted_on).outerjoin(
        KeptWarnings, KeptWarnings.project_id == Project.id
    )
    rows = db.session.execute(open_ones.where(Project.state.in_(("running", "paused"))).order_by(Project.id))
    return [id for id, zone, counted_on in rows if counted_on != today(zone)]


def recount_all(work: Work) -> None:
    """Look again at the warnings and gates of all engagements: what is kept is believed by nobody until then."""
    with transaction():
        doubt_all()
    refresh_stale_warnings(work)


def refresh_stale_warnings(work: Work) -> None:
    """Look again at the warnings and gates of all engagements in which something happened, a batch at a time."""
    ids = stale_projects()
    _look(work, ids)
    with work.completion() as result:
        result["projects"] = len(ids)


def _look(work: Work, ids: Sequence[int]) -> int:
    """Make forecast, warnings and gate of these engagements as of their today; returns how many forecasts moved.

    Always together: what was counted today is not looked at again when the day's turn comes.
    """
    moved = 0
    for at in range(0, len(ids), BATCH):
        work.progress(at / len(ids))
        batch = ids[at : at + BATCH]
        with transaction():
            open_ones = (Project.id.in_(batch), Project.state.in_(("running", "paused")))
            moved += refresh_forecasts(db.session.scalars(select(Project).where(*open_ones)).all())
            refresh_warnings(batch)
    return moved
