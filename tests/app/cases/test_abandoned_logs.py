"""A log of cases that nobody uses is deleted after seven days; one that a closed round was computed from never."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from app import audit
from app.clock import now, pretend, today
from app.database import db
from app.facts.cases import cases_path
from app.files import path_of
from app.jobs import runner
from app.models import CaseLog, Job, Round, StoredFile, TargetProcess, TargetStep
from app.transactions import transaction
from tests.app.cases.conftest import LOG, upload
from tests.app.cases.test_pages import imported
from tests.conftest import Browser


def grow_old(days: float) -> None:
    with transaction():
        db.session.execute(update(CaseLog).values(created_at=now() - timedelta(days=days)))


def a_day_begins(app: Flask) -> None:
    with transaction():
        db.session.execute(delete(Job))
    runner.enqueue_regular(app, datetime(2026, 3, 2, 9, tzinfo=UTC))
    runner.run_due(app)
    db.session.expire_all()


def files() -> list[str]:
    return list(db.session.scalars(select(StoredFile.digest)))


def end_process(house: SimpleNamespace, days: float) -> None:
    """The process was taken out of the register so many days ago."""
    with transaction(), pretend(now() - timedelta(days=days)):
        db.session.execute(delete(TargetStep))
        db.session.execute(delete(TargetProcess).where(TargetProcess.key == house.flow.key))
        audit.record("record.removed", by=house.lead.id, project=house.project.id, about=house.flow.key)


@pytest.mark.parametrize("content", [LOG.encode(), b"PAR1 and no more"])
def test_what_was_never_imported_is_deleted_after_seven_days_and_told(
    app: Flask, lead: Browser, house: SimpleNamespace, content: bytes
) -> None:
    page = upload(lead, house, content).location
    (digest,) = files()
    assert "then it is deleted" in lead.get(page).text
    grow_old(6.9)
    a_day_begins(app)
    assert path_of(digest).exists()
    grow_old(7.1)
    a_day_begins(app)
    assert (path_of(digest).exists(), files(), list(db.session.scalars(select(CaseLog)))) == (False, [], [])
    assert lead.get(page).status == 404
    assert "which nobody had imported for 7 days" in lead.get(f"/projects/{house.project.key}/history").text


def test_what_is_in_stays_however_old(app: Flask, lead: Browser, house: SimpleNamespace) -> None:
    log = imported(app, lead, house)
    grow_old(900)
    a_day_begins(app)
    assert all(path_of(digest).exists() for digest in files())
    assert "then it is deleted" not in lead.get(f"{house.base}/logs/{log.key}").text


def test_a_log_whose_process_is_gone_is_deleted_a_week_later_with_all_its_files(
    app: Flask, lead: Browser, house: SimpleNamespace
) -> None:
    """Two files: the log as it came, and its two refused rows; and the activities read from it."""
    log = imported(app, lead, house)
    key, kept = log.key, files()
    assert (len(kept), cases_path(key).exists()) == (2, True)
    grow_old(900)
    end_process(house, 6.9)
    a_day_begins(app)
    assert files() == kept
    assert "The process of this log is gone" in lead.get(f"{house.base}/logs/{key}").text
    with pretend(now() + timedelta(days=0.2)):
        a_day_begins(app)
    assert (files(), cases_path(key).exists(), any(path_of(digest).exists() for digest in kept)) == ([], False, False)
    assert "whose process had been gone for 7 days" in lead.get(f"/projects/{house.project.key}/history").text


def test_what_a_closed_round_was_computed_from_stays(app: Flask, lead: Browser, house: SimpleNamespace) -> None:
    log = imported(app, lead, house)
    source = {
        "key": log.key, "kind": "cases", "file_name": "cases.csv", "digest": "", "rows": 23, "accepted": 21,
        "refused": 2, "duplicates": 0, "first_at": None, "last_at": None,
    }  # fmt: skip
    with transaction():
        last = today(house.project.time_zone)
        first = last - timedelta(days=30)
        round_ = Round(
            project_id=house.project.id, number=1, from_date=first, to_date=last, state="closed", edition="2026.1",
            facts={"sources": [source]},
        )  # fmt: skip
        db.session.add(round_)
    kept = files()
    grow_old(900)
    end_process(house, 30)
    a_day_begins(app)
    assert files() == kept
    assert db.session.scalars(select(CaseLog.key)).all() == [log.key]


def test_refused_rows_that_another_log_has_word_for_word_stay(
    app: Flask, lead: Browser, house: SimpleNamespace
) -> None:
    log = imported(app, lead, house)
    with transaction():
        twin = TargetProcess(project_id=house.project.id, number=2, name="Orders")
        db.session.add(twin)
        db.session.flush()
        db.session.add(
            CaseLog(
                project_id=house.project.id, process_key=twin.key, file_id=log.file_id, file_name="b.csv",
                state="ready", accepted=1, details={"refused_file": log.details["refused_file"]},
            )
        )  # fmt: skip
    kept = files()
    grow_old(900)
    end_process(house, 8)
    a_day_begins(app)
    assert files() == kept
    assert db.session.scalars(select(CaseLog.file_name)).all() == ["b.csv"]
