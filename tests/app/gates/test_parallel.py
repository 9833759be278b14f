"""S06: sixteen approvals at the same moment make one decision; sixteen acceptances one."""

import threading
from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from app.database import db
from app.deliverables.actions import add_version, submit_version
from app.deliverables.queries import find_deliverable
from app.files import receive
from app.models import AuditEvent, Condition, DeliverableVersion, GateDecision, ProjectPhase
from app.transactions import transaction
from tests.app.gates.conftest import make_ready, signing_form
from tests.conftest import BASE, Browser, Make

SIXTEEN = 16


def at_once(app: Flask, browsers: list[Browser], path: str, forms: list[dict[str, Any]]) -> list[int]:
    """All browsers send their form at the same moment, each in a thread with connections of its own."""
    barrier = threading.Barrier(len(browsers))
    statuses: list[int] = []

    def send(browser: Browser, form: dict[str, Any]) -> None:
        barrier.wait()
        response = browser.client.post(path, base_url=BASE, data=form)
        statuses.append(response.status_code)

    threads = [threading.Thread(target=send, args=pair) for pair in zip(browsers, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def test_s06_sixteen_signatures_at_once_make_one_decision(
    app: Flask, house: SimpleNamespace, make: Make, propose: Callable[..., None]
) -> None:
    make_ready(house.project, "concept")
    propose()
    browsers = [make.browser(house.sponsor) for _ in range(SIXTEEN)]
    forms = [
        {**signing_form(browser.get(f"{house.gate}/decide").page), "csrf_token": browser.csrf()} for browser in browsers
    ]
    db.session.rollback()
    statuses = at_once(app, browsers, f"{house.gate}/decide", forms)
    db.session.expire_all()
    assert statuses.count(303) == 1, statuses
    assert set(statuses) <= {303, 422, 429}
    assert db.session.scalar(select(func.count()).select_from(GateDecision)) == 1
    running = select(func.count()).where(ProjectPhase.project_id == house.project.id, ProjectPhase.state == "running")
    assert db.session.scalar(running) == 1
    verb = select(func.count()).where(AuditEvent.verb == "gate.decided")
    assert db.session.scalar(verb) == 1
    assert db.session.scalar(select(func.count()).select_from(Condition)) == 0


def test_s06_sixteen_acceptances_at_once_make_one(app: Flask, house: SimpleNamespace, make: Make) -> None:
    received = receive(BytesIO(b"%PDF-1.7 charter"))
    with transaction():
        charter = find_deliverable(house.project, "concept.project-charter")
        version = add_version(
            project=house.project, deliverable=charter, by=house.consultant.id, file=received, file_name="c.pdf"
        )
        submit_version(project=house.project, deliverable=charter, version=version, by=house.consultant.id)
    path = f"{house.base}/deliverables/concept.project-charter/versions/{version.key}/accept"
    browsers = [make.browser(person) for person in (house.sponsor, house.pm) for _ in range(SIXTEEN // 2)]
    forms = [{"csrf_token": browser.csrf()} for browser in browsers]
    db.session.rollback()
    statuses = at_once(app, browsers, path, forms)
    db.session.expire_all()
    assert sorted(set(statuses)) == [303, 422]
    assert statuses.count(303) == 1
    accepted = select(func.count()).where(DeliverableVersion.state == "accepted")
    assert db.session.scalar(accepted) == 1
    verb = select(func.count()).where(AuditEvent.verb == "version.accepted")
    assert db.session.scalar(verb) == 1
