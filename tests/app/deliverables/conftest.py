"""A project with its people, and a way to hand in versions."""

from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest

from app.database import db
from app.deliverables.actions import accept_version, add_version, submit_version
from app.deliverables.queries import find_deliverable
from app.files import receive
from app.models import DeliverableVersion
from app.transactions import transaction
from tests.conftest import Make

CHARTER = "concept.project-charter"


@pytest.fixture
def house(make: Make) -> SimpleNamespace:
    """One project; .lead .consultant .sponsor .pm .member are its people, .base the address of its charter."""
    client = make.client()
    people = {
        "lead": make.user("lead", name="Lena Lead"),
        "consultant": make.user("consultant", name="Carl Consultant"),
        "sponsor": make.user("sponsor", client, name="Su Sponsor"),
        "pm": make.user("client-pm", client, name="Pia Manager"),
        "member": make.user("client-member", client, name="Max Member"),
    }
    project = make.project(client)
    for person in people.values():
        make.member(project, person)
    return SimpleNamespace(
        project=project, client=client, base=f"/projects/{project.key}/deliverables/{CHARTER}", **people
    )


@pytest.fixture
def handed_in(house: SimpleNamespace) -> Callable[..., DeliverableVersion]:
    """Hand in a version of the charter and bring it as far as `state`."""

    def hand_in(state: str = "draft", content: bytes = b"%PDF-1.7 charter", **values: Any) -> DeliverableVersion:
        author = values.pop("by", house.consultant).id
        received = receive(BytesIO(content))
        with transaction():
            charter = find_deliverable(house.project, CHARTER)
            version = add_version(
                project=house.project, deliverable=charter, by=author, file=received, file_name="charter.pdf", **values
            )
            if state != "draft":
                submit_version(project=house.project, deliverable=charter, version=version, by=author)
            if state == "accepted":
                accept_version(project=house.project, deliverable=charter, version=version, by=house.sponsor.id)
        db.session.expire_all()
        return version

    return hand_in
