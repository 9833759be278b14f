"""What tests of checklists share: a project with its lead, and one item that everybody turns to."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from app.database import db
from app.models import FIRM_ROLES, ChecklistItem, Client, Project, User
from tests.conftest import Answer, Browser, Make

INLINE = {"X-Inline": "1"}


@dataclass
class Scene:
    """A project with its lead, signed in, and one item of the concept phase owned by the lead."""

    project: Project
    client: Client
    lead: User
    browser: Browser
    item: str = "concept.motive-recorded"

    @property
    def list_url(self) -> str:
        """The checklist of the item's phase."""
        return f"/projects/{self.project.key}/phases/{self.item.partition('.')[0]}"

    @property
    def url(self) -> str:
        """The item's page."""
        return f"{self.list_url}/items/{self.item}"

    def row(self) -> ChecklistItem:
        """The item as the database has it now."""
        query = select(ChecklistItem).where(
            ChecklistItem.project_id == self.project.id, ChecklistItem.item == self.item
        )
        return db.session.scalars(query.execution_options(populate_existing=True)).one()

    def answer(self, browser: Browser | None = None, *, inline: bool = True, **fields: Any) -> Answer:
        """Send an answer as the row does."""
        form = {"version": "1", "note": "", **fields}
        return (browser or self.browser).post(self.url + "/answer", form, headers=INLINE if inline else {})


@pytest.fixture
def scene(make: Make) -> Scene:
    """The project at hand."""
    lead = make.user("lead", name="Lea Lindner")
    client = make.client("Aurora")
    project = make.project(client)
    make.member(project, lead)
    return Scene(project, client, lead, make.browser(lead))


def join(make: Make, scene: Scene, role: str, name: str = "") -> User:
    """A new member of the project; of its client when the role is one of the client's."""
    user = make.user(role, None if role in FIRM_ROLES else scene.client, name=name)
    make.member(scene.project, user)
    return user
