"""A file with names that nobody imports is deleted after seven days, from the database and from the disk."""

import io
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.clock import now
from app.database import db
from app.files import path_of
from app.jobs import runner
from app.models import AuditEvent, StoredFile, UsageSource
from app.transactions import transaction
from tests.conftest import Make

LOG = b"who,what,when\nAnna Wang,customers,2026-07-01 09:00\nBen Li,customers,2026-07-02 09:00\n"
USERS = b"user,role\nAnna Wang,rep\nBen Li,rep\n"


@pytest.fixture
def house(make: Make) -> SimpleNamespace:
    """A project with its lead; .url is its usage data."""
    lead, project = make.user("lead"), make.project(time_zone="Asia/Shanghai")
    make.member(project, lead)
    return SimpleNamespace(project=project, lead=lead, browser=make.browser(lead), url=f"/projects/{project.key}/usage")


def upload(house: SimpleNamespace, kind: str, content: bytes) -> str:
    """Upload a file and leave it; the address of the page that waits for its columns or its confirmation."""
    data = {kind: (io.BytesIO(content), f"{kind}.csv")}
    answer = house.browser.post(f"{house.url}/{kind}", data, content_type="multipart/form-data")
    assert answer.status == 303
    return answer.location


def grow_old(days: float) -> None:
    with transaction():
        db.session.execute(update(UsageSource).values(created_at=now() - timedelta(days=days)))


def a_day_begins(app: Flask) -> None:
    runner.enqueue_regular(app, datetime(2026, 3, 2, 9, tzinfo=UTC))
    runner.run_due(app)
    db.session.expire_all()


def files() -> list[str]:
    return list(db.session.scalars(select(StoredFile.digest)))


@pytest.mark.parametrize(("kind", "content"), [("log", LOG), ("users", USERS)])
def test_what_is_not_imported_is_deleted_after_seven_days_and_told(
    app: Flask, house: SimpleNamespace, kind: str, content: bytes
) -> None:
    page = upload(house, kind, content)
    (digest,) = files()
    assert path_of(digest).exists()
    assert "then it is deleted" in house.browser.get(page).text
    grow_old(6.9)
    a_day_begins(app)
    assert path_of(digest).exists()
    with transaction():
        db.session.execute(update(UsageSource).values(created_at=now() - timedelta(days=7.1)))
    runner.enqueue_regular(app, datetime(2026, 3, 3, 9, tzinfo=UTC))
    runner.run_due(app)
    db.session.expire_all()
    assert not path_of(digest).exists()
    assert files() == []
    assert db.session.scalars(select(UsageSource)).all() == []
    told = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "usage.abandoned")).one()
    assert (told.data["title"], told.by_id, told.project_id) == (f"{kind}.csv", None, house.project.id)
    assert house.browser.get(page).status == 404
    assert "which nobody had imported for 7 days" in house.browser.get(f"/projects/{house.project.key}/history").text


def test_what_was_imported_stays(app: Flask, house: SimpleNamespace) -> None:
    page = upload(house, "users", USERS)
    assert house.browser.post(page.replace("/changes", "/apply")).status == 303
    grow_old(400)
    a_day_begins(app)
    assert [path_of(digest).exists() for digest in files()] == [True]
    assert "then it is deleted" not in house.browser.get(page.replace("/changes", "")).text


def test_what_was_taken_out_before_it_was_imported_goes_too(app: Flask, house: SimpleNamespace) -> None:
    page = upload(house, "log", LOG)
    assert house.browser.post(page.replace("/mapping", "/remove")).status == 303
    grow_old(8)
    a_day_begins(app)
    assert files() == []


def test_a_file_that_something_else_keeps_stays_on_the_disk(app: Flask, house: SimpleNamespace, make: Make) -> None:
    upload(house, "users", USERS)
    other = make.project()
    make.member(other, house.lead)
    there = SimpleNamespace(browser=house.browser, url=f"/projects/{other.key}/usage")
    assert house.browser.post(upload(there, "users", USERS).replace("/changes", "/apply")).status == 303
    grow_old(8)
    a_day_begins(app)
    assert [path_of(digest).exists() for digest in files()] == [True]
    assert db.session.scalars(select(UsageSource.project_id)).all() == [other.id]


def test_the_page_says_in_chinese_until_when(house: SimpleNamespace, make: Make) -> None:
    page = upload(house, "log", LOG)
    house.browser.post("/language", {"language": "zh", "next": "/"})
    assert "届时将被删除" in house.browser.get(page).text
