"""D03: nothing is lost when many write at once; a request that fails has written nothing."""

import contextvars
import threading

from flask import Flask

from app.database import db
from app.models import Client
from app.transactions import transaction
from tests.conftest import Make

WRITERS, TIMES = 8, 12


def test_d03_eight_writers_lose_no_update(app: Flask, make: Make) -> None:
    key = make.client("Counter", note="0").key
    failures: list[BaseException] = []

    def add_one() -> None:
        try:
            with app.app_context():
                for _time in range(TIMES):
                    with transaction():
                        row = db.session.query(Client).filter_by(key=key).with_for_update().one()
                        row.note = str(int(row.note) + 1)
                db.session.remove()
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=contextvars.Context().run, args=(add_one,)) for _writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    db.session.rollback()
    assert db.session.query(Client.note).filter_by(key=key).scalar() == str(WRITERS * TIMES)


def test_a_refused_act_leaves_nothing(app: Flask, make: Make) -> None:
    browser = make.browser(make.user("director"))
    before = db.session.query(Client).count()
    assert browser.post("/clients/new", {"name": "", "country": "CN", "time_zone": "Asia/Shanghai"}).status in {
        404,
        405,
        422,
    }
    assert db.session.query(Client).count() == before
