"""The project page's “Who must act” and everybody's own “My work” say the same, whatever the role."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from app.clock import now
from app.database import db
from app.models import (
    ROLE_WORDS,
    Assessment,
    ChecklistItem,
    Client,
    Condition,
    Deliverable,
    DeliverableVersion,
    Finding,
    GateDecision,
    GateProposal,
    IssuedReport,
    Project,
    RaidEntry,
    Rater,
    Rectification,
    Round,
    User,
)
from app.transactions import transaction
from tests.conftest import Browser, Make

TEAM = ROLE_WORDS[2:]


@pytest.fixture(autouse=True)
def second_of_march():
    """A Monday, ten in the morning in UTC."""
    with time_machine.travel(datetime(2026, 3, 2, 10, tzinfo=UTC), tick=False):
        yield


class Scene:
    """A project of Aurora with one person of every role, all of whom but the administrator have something to do."""

    def __init__(self, make: Make) -> None:
        self.client: Client = make.client("Aurora")
        self.project: Project = make.project(self.client, name="Rollout", start=date(2026, 2, 9))
        self.people: dict[str, User] = {}
        for role in ROLE_WORDS:
            client = self.client if role in TEAM[2:] else None
            self.people[role] = make.user(role, client, name=f"The {role}")
            if role in TEAM:
                make.member(self.project, self.people[role])

    def acting(self, browser: Browser) -> dict[str, tuple[int, int]]:
        """Who must act on the project page: name, how many, how many late."""
        page = browser.get(f"/projects/{self.project.key}").page
        found = {}
        for line in page.find(id="act").find_parent("section").select("li"):
            count, _dot, late = line.select_one(".num").text.partition("·")
            found[line.b.text] = (int(count), int(late.split()[0]) if late else 0)
        return found


def own(browser: Browser) -> tuple[int, int]:
    """How many things wait in somebody's work, and how many of them are overdue."""
    page = browser.get("/").page
    return len(page.select(".waiting > li")), len(page.select(".waiting .late"))


@pytest.fixture
def scene(app: Flask, make: Make) -> Scene:
    """The project, all of whose items but two of each role are done: no list is longer than a page shows."""
    scene = Scene(make)
    with transaction():
        kept = [
            id
            for role in ROLE_WORDS
            for id in db.session.scalars(
                select(ChecklistItem.id)
                .where(ChecklistItem.owner_role == role, ChecklistItem.phase == "concept")
                .order_by(ChecklistItem.position)
                .limit(2)
            )
        ]
        db.session.execute(update(ChecklistItem).where(ChecklistItem.id.not_in(kept)).values(state="done"))
        db.session.execute(update(ChecklistItem).values(due=date(2026, 3, 9)))
        db.session.execute(update(Deliverable).values(due=None))
    return scene


def test_what_roles_own_waits_on_the_same_people_on_both_pages(make: Make, scene: Scene) -> None:
    acting = scene.acting(make.browser(scene.people["lead"]))
    found = {user.name: own(make.browser(user)) for user in scene.people.values()}
    assert acting == {name: counts for name, counts in found.items() if counts != (0, 0)}
    assert found["The sponsor"] == (2, 0)
    assert found["The executive"] == (2, 0)
    assert found["The director"] == (1, 0)  # the concept phase has a single item of the director's
    assert found["The administrator"] == (0, 0)


def test_all_that_can_wait_waits_on_the_same_people_on_both_pages(make: Make, scene: Scene) -> None:
    everything(make, scene)
    acting = scene.acting(make.browser(scene.people["lead"]))
    found = {user.name: own(make.browser(user)) for user in scene.people.values()}
    assert acting == {name: counts for name, counts in found.items() if counts != (0, 0)}
    assert set(acting) == {f"The {role}" for role in ROLE_WORDS if role != "administrator"}


def test_a_part_that_nobody_plays_is_named_by_itself(make: Make, scene: Scene) -> None:
    with transaction():
        db.session.execute(update(User).where(User.role == "director").values(disabled_at=now()))
    assert scene.acting(make.browser(scene.people["lead"]))["Nobody yet"] == (1, 0)


def test_nobody_must_act_in_a_paused_project(make: Make, scene: Scene) -> None:
    with transaction():
        db.session.execute(update(Project).values(state="paused"))
    assert scene.acting(make.browser(scene.people["lead"])) == {}
    assert own(make.browser(scene.people["sponsor"])) == (0, 0)


def everything(make: Make, scene: Scene) -> None:
    """Of each kind that waits something overdue and something due, some of it nobody's."""
    at, people, late, soon = {"project_id": scene.project.id}, scene.people, date(2026, 2, 27), date(2026, 3, 16)
    lead, consultant, pm = (people[role].id for role in ("lead", "consultant", "client-pm"))
    make.add(GateProposal(**at, phase="concept", outcome="go", proposed_by_id=lead))
    owed = list(db.session.scalars(select(Deliverable).order_by(Deliverable.position, Deliverable.id).limit(5)))
    plans = [
        {"state": "missing", "owner_id": consultant, "due": late}, {"state": "draft", "due": soon, "mandatory": True},
        {"state": "review", "newest": 1, "due": late},
        {"state": "returned", "newest": 1, "owner_id": lead, "due": late},
        {"state": "missing", "owner_id": pm, "due": date(2026, 3, 17)},
    ]  # fmt: skip
    with transaction():
        for deliverable, values in zip(owed, plans, strict=True):
            db.session.execute(update(Deliverable).where(Deliverable.id == deliverable.id).values(**values))
        items = select(ChecklistItem.id).where(ChecklistItem.owner_role == "consultant", ChecklistItem.state == "open")
        db.session.execute(
            update(ChecklistItem).where(ChecklistItem.id.in_(items)).values(assignee_id=people["sponsor"].id, due=late)
        )
    for deliverable, state in ((owed[2], "review"), (owed[3], "returned")):
        make.add(
            DeliverableVersion(
                deliverable_id=deliverable.id, number=1, url="https://x.test", digest="a" * 64, author_id=consultant,
                state=state, submitted_at=now() - timedelta(days=6),
            )
        )  # fmt: skip
    for kind, owner, due in (("risk", pm, late), ("decision", lead, None), ("issue", None, late)):
        make.add(RaidEntry(**at, kind=kind, title=kind, owner_id=owner, due=due))
    make.add(IssuedReport(**at, **report(lead)))
    conditions(make, scene, late)
    rectification(make, scene, late)


def report(author: int) -> dict[str, object]:
    """A report in draft."""
    kept = {"kind": "phase-closing", "language": "en", "snapshot": {}, "snapshot_digest": "d" * 64}
    return {**kept, "number": 1, "title": "Draft", "author_id": author}


def conditions(make: Make, scene: Scene, due: date) -> None:
    """A condition that the client's project manager owes."""
    at, lead, sponsor = {"project_id": scene.project.id}, scene.people["lead"].id, scene.people["sponsor"].id
    proposal = make.add(GateProposal(**at, phase="review", outcome="go", proposed_by_id=lead, closed_at=now()))
    decision = make.add(
        GateDecision(
            **at, proposal_id=proposal.id, phase="review", number=1, outcome="conditions", wording={}, facts={},
            blockers=[], waivers=[], conditions=[], proposed_by_id=lead, signed_by_id=sponsor, signed_at=now(),
            digest="c" * 64,
        )
    )  # fmt: skip
    owed = {**at, "decision_id": decision.id, "phase": "review", "owner_id": scene.people["client-pm"].id}
    make.add(Condition(**owed, text="Deliver", due=due))
    refused(make, scene)


def refused(make: Make, scene: Scene) -> None:
    """A gate that was not passed, and an assessment that two people have still to rate."""
    at, lead, sponsor = {"project_id": scene.project.id}, scene.people["lead"].id, scene.people["sponsor"].id
    proposal = make.add(GateProposal(**at, phase="training", outcome="go", proposed_by_id=lead, closed_at=now()))
    make.add(
        GateDecision(
            **at, proposal_id=proposal.id, phase="training", number=1, outcome="no-go", wording={}, facts={},
            blockers=[], waivers=[], conditions=[], proposed_by_id=lead, signed_by_id=sponsor, signed_at=now(),
            digest="e" * 64,
        )
    )  # fmt: skip
    assessment = make.add(Assessment(**at, number=9, occasion="gate", about="training", due=date(2026, 2, 27)))
    for role, side in (("sponsor", "sponsor"), ("consultant", "firm")):
        make.add(Rater(assessment_id=assessment.id, user_id=scene.people[role].id, side=side))


def rectification(make: Make, scene: Scene, due: date) -> None:
    """An action in each state that waits on somebody."""
    at, people = {"project_id": scene.project.id}, scene.people
    round_ = make.add(Round(**at, number=1, from_date=due, to_date=due))
    finding = make.add(Finding(round_id=round_.id, title="Few use it", dimension="breadth"))
    base = {**at, "finding_id": finding.id, "due": due}
    make.add(
        Rectification(**base, title="Coach", owner_id=people["client-member"].id, state="doing"),
        Rectification(**base, title="Measure", owner_id=people["consultant"].id, state="proposed"),
        Rectification(**base, title="Clean", owner_id=people["consultant"].id, state="done"),
    )
