"""Background work: each effect once, progress seen, failure said, leases respected."""

import os
import time
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.clock import now
from app.database import db
from app.errors import Refused
from app.files import keep, path_of, receive
from app.jobs import kinds, runner
from app.models import AuditEvent, Client, Job
from app.queue import TRIES, LostLease, Work, claim, enqueue
from app.transactions import transaction
from tests.conftest import Make


def add_client(work: Work) -> None:
    """A job with an effect in the database."""
    work.progress(0.5, "half")
    with work.completion() as result:
        db.session.add(Client(name=work.payload["name"]))
        result["url"] = "/clients"


def refuse(work: Work) -> None:
    """A job that cannot be done, with a sentence."""
    raise Refused("The file is empty.")


def break_down(work: Work) -> None:
    """A job that fails for a reason nobody foresaw."""
    raise RuntimeError("unforeseen")


@pytest.fixture(autouse=True)
def known_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    for function in (add_client, refuse, break_down):
        monkeypatch.setitem(kinds.KINDS, function.__name__, f"tests.app.test_jobs:{function.__name__}")


def started(kind: str, **payload: str) -> Job:
    with transaction():
        return enqueue(kind, by=None, **payload)


def test_a_job_has_its_effect_and_says_where_to_go(app: Flask) -> None:
    job = started("add_client", name="Made by a job")
    assert runner.run_due(app) == 1
    db.session.refresh(job)
    assert (job.state, job.progress, job.result) == ("done", 1.0, {"url": "/clients"})
    assert db.session.scalars(select(Client.name)).all() == ["Made by a job"]


def test_the_same_key_enqueues_once(app: Flask) -> None:
    with transaction():
        first = enqueue("add_client", by=None, idempotency_key="k", name="One")
        assert enqueue("add_client", by=None, idempotency_key="k", name="Two") is first


def test_a_refusal_is_said_and_not_tried_again(app: Flask) -> None:
    job = started("refuse")
    runner.run_due(app)
    db.session.refresh(job)
    assert (job.state, job.message, job.attempts) == ("failed", "The file is empty.", 1)


def test_j02_a_job_that_always_breaks_ends_after_five_tries_and_others_go_on(
    app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = started("break_down")
    for _ in range(TRIES):
        with transaction():
            db.session.execute(update(Job).values(run_after=now() - timedelta(seconds=1)))
        runner.run_due(app)
    db.session.refresh(broken)
    assert (broken.state, broken.attempts) == ("failed", TRIES)
    good = started("add_client", name="Goes on")
    runner.run_due(app)
    db.session.refresh(good)
    assert good.state == "done"
    assert "unforeseen" in capsys.readouterr().err


def test_a_job_whose_process_is_killed_each_time_ends_with_a_sentence(app: Flask, make: Make) -> None:
    lead = make.user("lead", language="zh")
    with transaction():
        job = enqueue("add_client", by=lead.id, name="Never")
    for _ in range(TRIES + 1):
        claim()
        with transaction():
            db.session.execute(update(Job).values(lease_until=now() - timedelta(seconds=1)))
    answer = make.browser(lead).get(f"/jobs/{job.key}").response.json
    assert answer["state"] == "failed"
    assert answer["message"] == "任务中断 5 次，已停止重试。请重新发起，或联系系统管理员。"


def test_once_a_day_orphaned_files_disappear_and_used_ones_stay(app: Flask) -> None:
    with transaction():
        used = keep(b"used")
    orphan = receive(b"orphan")
    for digest in (used.digest, orphan.digest):
        os.utime(path_of(digest), (time.time() - 2 * 24 * 3600,) * 2)
    for _ in range(2):  # whichever runner notices the day first
        runner.enqueue_regular(app, datetime(2026, 3, 2, 9, tzinfo=UTC))
    runner.run_due(app)
    assert path_of(used.digest).exists()
    assert not path_of(orphan.digest).exists()
    found = db.session.execute(select(Job.kind, Job.state, Job.result).order_by(Job.id)).all()
    assert [tuple(row) for row in found] == [
        ("forecasts", "done", {"moved": 0}), ("abandoned", "done", {"removed": 0}),
        ("abandoned-cases", "done", {"removed": 0}), ("refused-lines", "done", {"removed": 0}),
        ("sweep", "done", {"removed": 1}),
    ]  # fmt: skip


def test_j05_whoever_lost_the_lease_changes_nothing(app: Flask) -> None:
    job = started("add_client", name="Once")
    slow = claim()
    assert slow is not None
    with transaction():
        db.session.execute(update(Job).values(lease_until=now() - timedelta(seconds=1)))
    quick = claim()
    assert quick is not None
    add_client(quick)
    with pytest.raises(LostLease):
        add_client(slow)
    db.session.refresh(job)
    assert job.state == "done"
    assert db.session.scalars(select(Client.name)).all() == ["Once"]


def test_j03_a_job_of_a_rolled_back_act_does_not_exist(app: Flask) -> None:
    def refused_act() -> None:
        with transaction():
            enqueue("add_client", by=None, name="Never")
            raise Refused("no")

    with pytest.raises(Refused):
        refused_act()
    assert runner.run_due(app) == 0


def test_progress_is_for_whoever_started_it(app: Flask, make: Make) -> None:
    lead, other = make.user("lead"), make.user("lead")
    with transaction():
        job = enqueue("add_client", by=lead.id, name="Mine")
    answer = make.browser(lead).get(f"/jobs/{job.key}")
    assert answer.response.json == {"state": "queued", "progress": 0.0, "message": "", "url": ""}
    assert make.browser(other).get(f"/jobs/{job.key}").status == 404


def test_audit_events_of_jobs_carry_no_person_when_nobody_asked(app: Flask) -> None:
    started("add_client", name="Nobody's")
    runner.run_due(app)
    assert db.session.scalars(select(AuditEvent)).all() == []
