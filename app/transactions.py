"""One transaction a request: committed after success in one place, rolled back otherwise."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask, Response, current_app, g, request

from app.database import db, writing

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def begin_write() -> None:
    """End what was only read and let the next statement open a writing transaction.

    For views that check a secret or receive a file first: doing so inside a writing transaction would hold
    everybody up. What was read stays at hand; so the reading transaction is committed, not rolled back.
    """
    db.session.commit()
    writing.set(True)


def finish(*, success: bool) -> None:
    """Commit (or roll back) now, and read only from here on, so that no page is drawn while others wait."""
    if success:
        db.session.commit()
        for callback in g.pop("after_commit", []):
            callback()
    else:
        db.session.expunge_all()  # a rollback forgets what was read, and the refusing page still shows it
        db.session.rollback()
        g.pop("after_commit", None)
    writing.set(False)


def after_commit(callback: Callable[[], None]) -> None:
    """Do something once the data are safe: wake the job runner, send a mail."""
    g.setdefault("after_commit", []).append(callback)


@contextmanager
def transaction() -> Iterator[None]:
    """A writing transaction outside a request: commands and jobs. Rows read before are read anew."""
    db.session.rollback()
    db.session.expire_all()
    token = writing.set(True)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        writing.reset(token)


def init_transactions(app: Flask) -> None:
    """Attach the beginning and the end of each request's transaction."""
    app.before_request(_begin)
    app.after_request(_end)
    app.teardown_request(_clean)


def _begin() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    writing.set(request.method in UNSAFE and not getattr(view, "reads_first", False))


def _end(response: Response) -> Response:
    if request.method in UNSAFE and writing.get():
        finish(success=response.status_code < 400)
    return response


def _clean(_error: BaseException | None) -> None:
    db.session.rollback()
    writing.set(False)
