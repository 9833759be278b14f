"""A project with a to-be process of four steps, and a log of cases of July worked out by hand."""

import io
from types import SimpleNamespace
from typing import Any

import pytest

from app.database import db
from app.models import TargetProcess, TargetStep
from app.transactions import transaction
from tests.conftest import Answer, Browser, Make

# Times in Shanghai. C1 fits. C2 skips “Approve” (control point). C3 does “Check” twice. C4 ended at “Check” on
# 3 July: on 31 July nothing has happened for 27 days; a limit of 30 days calls it open. C5 began in June.
# C6 has an activity that is no step.
LOG = """case,activity,started,completed,resource
C1,Record,2026-07-01 08:00,2026-07-01 09:00,li
C1,Check,2026-07-01 10:00,2026-07-01 13:00,wang
C1,Approve,2026-07-01 14:00,2026-07-01 15:00,zhao
C1,Close,2026-07-02 08:00,2026-07-02 09:00,li
C2,Record,2026-07-02 08:00,2026-07-02 09:00,li
C2,Check,2026-07-02 09:00,2026-07-02 10:00,wang
C2,Close,2026-07-02 11:00,2026-07-02 12:00,li
C3,Record,2026-07-03 08:00,2026-07-03 09:00,li
C3,Check,2026-07-03 10:00,2026-07-03 11:00,wang
C3,Check,2026-07-03 12:00,2026-07-03 13:00,wang
C3,Approve,2026-07-03 14:00,2026-07-03 15:00,zhao
C3,Close,2026-07-04 08:00,2026-07-04 09:00,li
C4,Record,2026-07-03 08:00,2026-07-03 09:00,li
C4,Check,2026-07-03 10:00,2026-07-03 11:00,wang
C5,Record,2026-06-30 08:00,2026-06-30 09:00,li
C5,Close,2026-07-02 08:00,2026-07-02 09:00,li
C6,record,2026-07-30 08:00,2026-07-30 09:00,li
C6,Phone call,2026-07-30 09:00,2026-07-30 09:30,li
C6,Check,2026-07-30 10:00,2026-07-30 11:00,wang
C6,Approve,2026-07-30 12:00,2026-07-30 13:00,zhao
C6,Close,2026-07-31 08:00,2026-07-31 09:00,li
,Record,2026-07-31 08:00,2026-07-31 09:00,li
C7,Record,,sometime,li
"""
COLUMNS = {
    "case": "case", "activity": "activity", "time": "completed", "begin": "started", "resource": "resource",
    "transition": "", "time_zone": "Asia/Shanghai", "day_order": "",
}  # fmt: skip


@pytest.fixture
def house(make: Make) -> SimpleNamespace:
    """A project with a lead and a client's member; .flow is the process, .steps its steps, .base the cases' address."""
    client = make.client()
    lead, member = make.user("lead", time_zone="Asia/Shanghai"), make.user("client-member", client)
    project = make.project(client, time_zone="Asia/Shanghai")
    for person in (lead, member):
        make.member(project, person)
    flow, steps = add_process(project)
    return SimpleNamespace(
        project=project, lead=lead, member=member, flow=flow, steps=steps, base=f"/projects/{project.key}/cases"
    )


@pytest.fixture
def lead(make: Make, house: SimpleNamespace) -> Browser:
    """The lead's browser."""
    return make.browser(house.lead)


def add_process(project: Any) -> tuple[TargetProcess, list[TargetStep]]:
    """Record · Check (control, handed on, 4 h) · Approve (control, 4 h) · Close, each with a service level."""
    with transaction():
        flow = TargetProcess(project_id=project.id, number=1, name="Quotes")
        db.session.add(flow)
        db.session.flush()
        told = (("Record", False, False, 2.0), ("Check", True, True, 4.0), ("Approve", True, False, 4.0),
                ("Close", False, False, 20.0))  # fmt: skip
        steps = [
            TargetStep(
                project_id=project.id, number=place, place=place, name=name, flow_id=flow.id, change="keep",
                role="Sales", control_point=control, hand_off=handed, hand_off_to="Finance" if handed else "",
                hours=hours,
            )
            for place, (name, control, handed, hours) in enumerate(told, start=1)
        ]  # fmt: skip
        db.session.add_all(steps)
    return flow, steps


def upload(browser: Browser, house: SimpleNamespace, content: str | bytes = LOG, name: str = "cases.csv") -> Answer:
    """Send a log as the page's form does."""
    raw = content if isinstance(content, bytes) else content.encode()
    data = {"flow": house.flow.key, "log": (io.BytesIO(raw), name)}
    return browser.post(f"{house.base}/log", data, content_type="multipart/form-data")
