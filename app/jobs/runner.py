"""The job runner: one light process that claims jobs and does each in a child of its own."""

import os
import signal
import sys
import time
from datetime import datetime
from types import FrameType

from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.clock import now
from app.database import db
from app.errors import SextantError
from app.jobs.kinds import handler
from app.models import User
from app.queue import LostLease, Work, claim, enqueue, is_any_due
from app.transactions import transaction
from app.words import _

PAUSE = 0.2
CHILDREN = 2
RENEW_EVERY = 15.0
HOURLY = ("forecasts",)
"""At each full hour a day may have begun for some engagement."""
DAILY = ("abandoned", "abandoned-cases", "refused-lines", "sweep")


def run_due(app: Flask) -> int:
    """Do all due jobs here and now, one after another; for commands and tests. Returns how many."""
    done = 0
    with app.app_context():
        while (work := claim()) is not None:
            do(work)
            done += 1
    return done


def do(work: Work) -> None:
    """Do one job; whatever happens ends as a state of its row."""
    language = db.session.scalar(select(User.language).where(User.id == work.by_id)) or "en"
    with force_locale(language):
        try:
            handler(work.kind)(work)
        except LostLease:
            db.session.rollback()
        except SextantError as error:
            work.fail(error.sentence, again=False)
        except Exception as error:
            print(f"job {work.key} ({work.kind}): {type(error).__name__}: {error}", file=sys.stderr)
            work.fail(_("Something went wrong on our side; the work is tried again."), again=True)


def serve(app: Flask, *, parent: int) -> None:
    """Claim and do jobs until told to stop, or until the parent process is gone."""
    stopping = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    children: dict[int, tuple[Work, float]] = {}
    hour: datetime | None = None
    _look_anew(app)
    while not stopping and os.getppid() == parent:
        _collect(app, children)
        if hour != (hour := now().replace(minute=0, second=0, microsecond=0)):
            enqueue_regular(app, hour)
        if len(children) < CHILDREN and (work := _next(app)) is not None:
            children[_start(app, work)] = (work, time.monotonic())
        else:
            time.sleep(PAUSE)
    for pid in children:
        os.kill(pid, signal.SIGTERM)


def enqueue_regular(app: Flask, hour: datetime) -> None:
    """Have done what is due once an hour or a day (in UTC), whichever runner of several notices it first."""
    with app.app_context():
        try:
            with transaction():
                for kind in HOURLY:
                    enqueue(kind, by=None, idempotency_key=f"{kind}-{hour:%Y-%m-%dT%H}")
                for kind in DAILY:
                    enqueue(kind, by=None, idempotency_key=f"{kind}-{hour:%Y-%m-%d}")
        except IntegrityError:
            pass
        finally:
            db.session.remove()


def _look_anew(app: Flask) -> None:
    """What is kept was counted by the rules of before this start."""
    with app.app_context():
        with transaction():
            enqueue("recount", by=None)
        db.session.remove()


def _next(app: Flask) -> Work | None:
    with app.app_context():
        found = claim() if is_any_due() else None
        db.session.remove()
        return found


def _start(app: Flask, work: Work) -> int:
    with app.app_context():
        db.engine.dispose()
    pid = os.fork()
    if pid:
        return pid
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        with app.app_context():
            do(work)
    finally:
        os._exit(0)


def _collect(app: Flask, children: dict[int, tuple[Work, float]]) -> None:
    for pid, (work, renewed) in list(children.items()):
        ended, _status = os.waitpid(pid, os.WNOHANG)
        if ended:
            del children[pid]
        elif time.monotonic() - renewed > RENEW_EVERY:
            with app.app_context():
                try:
                    work.renew()
                except LostLease:
                    os.kill(pid, signal.SIGKILL)
            children[pid] = (work, time.monotonic())
