"""Background work: each effect once, progress seen, failure said, leases respected."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.clock import now
from app.database import db
from app.errors import Refused
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
