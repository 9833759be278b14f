"""Whatever a blocker is about, the gate's page has a heading for it."""

from typing import get_args

import pytest
from flask import Flask

from app.gates.queries import blocker_groups
from app.models import Project
from phases.model import About, AboutKind, Blocker, Text


@pytest.mark.parametrize("kind", get_args(AboutKind))
def test_a_blocker_about_anything_stands_below_a_heading(kind: AboutKind, app: Flask) -> None:
    """A heading that is missing would take the whole page of the gate away."""
    blocker = Blocker("one.two", Text("Something is missing.", "尚缺内容。"), About(kind, "concept"))
    with app.test_request_context():
        (group,) = blocker_groups(Project(key="abcdefghjk"), [blocker])
    assert group.title
    assert [line.sentence for line in group.lines] == ["Something is missing."]
