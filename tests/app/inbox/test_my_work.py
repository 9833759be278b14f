"""My work: exactly what waits on a person, and nothing of anybody else's."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event, select, update

from app.clock import now
from app.database import db
from app.models import (
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
    ProjectPhase,
    RaidEntry,
    Rectification,
    Round,
    User,
)
from app.transactions import transaction
from tests.conftest import Browser, Make

TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def second_of_march():
    """A Monday, ten in the morning in UTC, six in the evening in Shanghai."""
    with time_machine.travel(datetime(2026, 3, 2, 10, tzinfo=UTC), tick=False):
        yield


class Team:
    """A project of Aurora with a lead, a consultant, a sponsor and a client project manager; nothing is due in it."""

    def __init__(self, make: Make) -> None:
        self.client: Client = make.client("Aurora")
        self.project: Project = make.project(self.client, name="Rollout", start=date(2026, 2, 24))
        self.lead, self.consultant = make.user("lead", name="Lea Lead"), make.user("consultant")
        self.sponsor, self.pm = make.user("sponsor", self.client), make.user("client-pm", self.client)
        for user in (self.lead, self.consultant, self.sponsor, self.pm):
            make.member(self.project, user)
        with transaction():
            db.session.execute(update(ChecklistItem).values(due=None))
            db.session.execute(update(Deliverable).values(due=None))

    @property
    def at(self) -> dict[str, int]:
        """The column that puts a row into the project."""
        return {"project_id": self.project.id}


@pytest.fixture
def team(make: Make) -> Team:
    """The team."""
    return Team(make)


def lines(browser: Browser, group: str) -> list[str]:
    """The lines of one group, each as its words."""
    return [" ".join(line.get_text(" ").split()) for line in browser.get("/").page.select(f"#{group} .waiting > li")]


def of(make: Make, user: User, group: str) -> list[str]:
    """What one person sees in one group."""
    return lines(make.browser(user), group)


def test_an_empty_inbox_says_that_nothing_waits(app: Flask, make: Make, team: Team) -> None:
    for user in (team.lead, team.consultant, team.sponsor, team.pm):
        page = make.browser(user).get("/")
        assert "Nothing waits on you." in page.text
        assert page.page.select(".waiting") == []
        assert "Rollout" in page.text


def test_a_proposed_gate_waits_on_the_sponsor_alone(app: Flask, make: Make, team: Team) -> None:
    make.add(GateProposal(**team.at, phase="concept", outcome="conditions", proposed_by_id=team.lead.id))
    assert of(make, team.sponsor, "gates") == [
        "Gate 1, Concept introduction: Go with conditions Rollout since 2 Mar 2026"
    ]
    link = make.browser(team.sponsor).get("/").page.select_one("#gates a")
    assert link is not None
    assert link["href"] == f"/projects/{team.project.key}/phases/concept/gate"
    for user in (team.lead, team.consultant, team.pm, make.user("executive", team.client), make.user("director")):
        assert of(make, user, "gates") == []


def test_a_closed_proposal_waits_on_nobody(app: Flask, make: Make, team: Team) -> None:
    make.add(GateProposal(**team.at, phase="concept", outcome="go", proposed_by_id=team.lead.id, closed_at=now()))
    assert of(make, team.sponsor, "gates") == []


def refused(team: Team, make: Make, number: int, outcome: str, text: str = "") -> None:
    """A decision on the first gate, as the sponsor signed it."""
    lead, sponsor = team.lead.id, team.sponsor.id
    proposal = make.add(GateProposal(**team.at, phase="concept", outcome="go", proposed_by_id=lead, closed_at=now()))
    make.add(
        GateDecision(
            **team.at, proposal_id=proposal.id, phase="concept", number=number, outcome=outcome, text=text, wording={},
            facts={}, blockers=[], waivers=[], conditions=[], proposed_by_id=lead, signed_by_id=sponsor,
            signed_at=now(), digest="c" * 64,
        )
    )  # fmt: skip


def test_a_gate_that_was_not_passed_waits_on_who_proposes_with_the_reason(app: Flask, make: Make, team: Team) -> None:
    refused(team, make, 1, "no-go", "Talk to sales\nonce more.")
    assert of(make, team.lead, "refused-gates") == [
        "Gate 1, Concept introduction: “Talk to sales once more.” Rollout since 2 Mar 2026"
    ]
    for user in (team.consultant, team.pm, team.sponsor):
        assert of(make, user, "refused-gates") == []
    page = make.browser(team.lead).get(f"/projects/{team.project.key}/phases/concept/gate").page
    assert "Talk to sales" in page.find("h2", string="Decisions").find_parent("section").get_text()


def test_a_refused_gate_waits_no_more_once_it_is_proposed_again_or_passed(app: Flask, make: Make, team: Team) -> None:
    refused(team, make, 1, "no-go")
    again = make.add(GateProposal(**team.at, phase="concept", outcome="go", proposed_by_id=team.lead.id))
    assert of(make, team.lead, "refused-gates") == []
    with transaction():
        db.session.execute(update(GateProposal).where(GateProposal.id == again.id).values(closed_at=now()))
    assert of(make, team.lead, "refused-gates") == ["Gate 1, Concept introduction Rollout since 2 Mar 2026"]
    refused(team, make, 2, "go")
    assert of(make, team.lead, "refused-gates") == []


def version(team: Team, make: Make, state: str, author: User, days_ago: int) -> Deliverable:
    """The project charter with one version in a state."""
    found = db.session.scalars(select(Deliverable).where(Deliverable.deliverable == "concept.project-charter")).one()
    make.add(
        DeliverableVersion(
            deliverable_id=found.id, number=1, url="https://x.test", digest="a" * 64, author_id=author.id, state=state,
            submitted_at=now() - timedelta(days=days_ago),
        )
    )  # fmt: skip
    with transaction():
        db.session.execute(update(Deliverable).where(Deliverable.id == found.id).values(state=state, newest=1))
    return found


def test_a_deliverable_in_review_waits_on_who_accepts(app: Flask, make: Make, team: Team) -> None:
    """The edition gives five days for an answer: handed in on 24 February it was due on 1 March."""
    version(team, make, "review", team.lead, days_ago=6)
    expected = ["Project charter, version 1 Rollout 1 Mar 2026 · overdue"]
    assert of(make, team.sponsor, "acceptances") == expected
    assert of(make, team.pm, "acceptances") == expected
    assert of(make, team.lead, "acceptances") == of(make, team.consultant, "acceptances") == []


def test_nobody_is_asked_to_accept_their_own(app: Flask, make: Make, team: Team) -> None:
    version(team, make, "review", team.pm, days_ago=1)
    assert of(make, team.pm, "acceptances") == []
    assert of(make, team.sponsor, "acceptances") == ["Project charter, version 1 Rollout 6 Mar 2026"]


def test_a_returned_deliverable_waits_on_its_author(app: Flask, make: Make, team: Team) -> None:
    version(team, make, "returned", team.consultant, days_ago=1)
    assert of(make, team.consultant, "deliverables") == ["Returned: Project charter Rollout"]
    assert of(make, team.lead, "deliverables") == []


def test_deliverables_one_owns_wait_when_due_within_two_weeks(app: Flask, make: Make, team: Team) -> None:
    for name, due in (("project-charter", TODAY + timedelta(14)), ("team-raci", TODAY + timedelta(15))):
        with transaction():
            rows = update(Deliverable).where(Deliverable.deliverable == f"concept.{name}")
            db.session.execute(rows.values(owner_id=team.lead.id, due=due))
    assert of(make, team.lead, "deliverables") == ["Project charter Rollout 16 Mar 2026"]


def test_conditions_owed_come_overdue_first(app: Flask, make: Make, team: Team) -> None:
    proposal = make.add(
        GateProposal(**team.at, phase="concept", outcome="go", proposed_by_id=team.lead.id, closed_at=now())
    )
    decision = make.add(
        GateDecision(
            **team.at, proposal_id=proposal.id, phase="concept", number=1, outcome="conditions", wording={}, facts={},
            blockers=[], waivers=[], conditions=[], proposed_by_id=team.lead.id, signed_by_id=team.sponsor.id,
            signed_at=now(), digest="c" * 64,
        )
    )  # fmt: skip
    owed = {**team.at, "decision_id": decision.id, "phase": "concept", "owner_id": team.pm.id}
    make.add(Condition(**owed, text="Name the data owner", due=date(2026, 3, 20)))
    make.add(Condition(**owed, text="Release two key users", due=date(2026, 3, 1)))
    make.add(Condition(**owed, text="Done already", due=date(2026, 2, 1), done_at=now()))
    assert of(make, team.pm, "conditions") == [
        "Release two key users Rollout 1 Mar 2026 · overdue",
        "Name the data owner Rollout 20 Mar 2026",
    ]
    assert of(make, team.sponsor, "conditions") == []


def test_late_is_late_in_the_projects_own_zone(app: Flask, make: Make, team: Team) -> None:
    """At 17:00 UTC it is 3 March in Shanghai already: what was due on 2 March is late there, not in London."""
    london = make.project(make.client("Borealis", time_zone="Europe/London", country="GB"), name="London")
    for project in (team.project, london):
        make.add(RaidEntry(project_id=project.id, kind="issue", title="Look", owner_id=team.lead.id, due=TODAY))
    make.member(london, team.lead)
    with transaction():
        db.session.execute(update(ChecklistItem).values(due=None))
    with time_machine.travel(datetime(2026, 3, 2, 17, tzinfo=UTC), tick=False):
        found = sorted(of(make, team.lead, "raid"))
    assert found == ["Issue: Look London 2 Mar 2026", "Issue: Look Rollout 2 Mar 2026 · overdue"]


def test_raid_entries_one_owns_wait_until_they_are_closed(app: Flask, make: Make, team: Team) -> None:
    mine = {**team.at, "owner_id": team.consultant.id}
    make.add(
        RaidEntry(**mine, kind="risk", severity="low", title="Holiday"),
        RaidEntry(**mine, kind="assumption", severity="critical", title="Budget stands"),
        RaidEntry(**mine, kind="decision", severity="low", title="Regions", due=date(2026, 4, 1)),
        RaidEntry(**mine, kind="issue", severity="critical", title="Over", closed_at=now()),
        RaidEntry(**team.at, kind="risk", title="Of nobody"),
    )
    assert of(make, team.consultant, "raid") == [
        "Decision: Regions Rollout 1 Apr 2026",
        "Assumption: Budget stands Rollout",
        "Risk: Holiday Rollout",
    ]
    assert of(make, team.lead, "raid") == []


def test_rectification_waits_on_owner_client_and_verifier(app: Flask, make: Make, team: Team) -> None:
    round_ = make.add(Round(**team.at, number=1, from_date=TODAY, to_date=TODAY))
    finding = make.add(Finding(round_id=round_.id, title="Few use it", dimension="breadth"))
    base = {**team.at, "finding_id": finding.id, "due": date(2026, 3, 9)}
    make.add(
        Rectification(**base, title="Coach", owner_id=team.pm.id, state="agreed"),
        Rectification(**base, title="Measure", owner_id=team.consultant.id, state="proposed"),
        Rectification(**base, title="Clean", owner_id=team.lead.id, state="done"),
        Rectification(**base, title="Dropped", owner_id=team.pm.id, state="dropped"),
    )
    assert of(make, team.pm, "actions") == [
        "To do: Coach Rollout 9 Mar 2026", "To agree: Measure Rollout 9 Mar 2026",
    ]  # fmt: skip
    assert of(make, team.sponsor, "actions") == ["To agree: Measure Rollout 9 Mar 2026"]
    assert of(make, team.consultant, "actions") == ["To verify: Clean Rollout 9 Mar 2026"]
    assert of(make, team.lead, "actions") == []


def give(item: str, **values: object) -> None:
    """Change one checklist item."""
    with transaction():
        db.session.execute(update(ChecklistItem).where(ChecklistItem.item == item).values(**values))


def test_items_assigned_to_a_person_wait_on_that_person(app: Flask, make: Make, team: Team) -> None:
    first = db.session.scalars(select(ChecklistItem.item).order_by(ChecklistItem.phase, ChecklistItem.position)).first()
    assert first is not None
    give(first, assignee_id=team.consultant.id, due=date(2026, 3, 6))
    found = of(make, team.consultant, "items")
    assert len(found) == 1
    assert found[0].endswith("Rollout 6 Mar 2026")
    assert of(make, team.lead, "items") == []


def test_unassigned_items_of_ones_role_wait_when_due_soon(app: Flask, make: Make, team: Team) -> None:
    of_lead = db.session.scalars(
        select(ChecklistItem.item)
        .where(ChecklistItem.phase == "concept", ChecklistItem.owner_role == "lead")
        .order_by(ChecklistItem.position)
    ).all()
    give(of_lead[0], due=TODAY + timedelta(14))
    give(of_lead[1], due=TODAY + timedelta(15))
    give(of_lead[2], due=TODAY, state="done")
    assert len(of(make, team.lead, "items")) == 1
    for user in (team.consultant, team.sponsor):
        assert of(make, user, "items") == []


def test_items_of_a_phase_ahead_wait_for_their_phase(app: Flask, make: Make, team: Team) -> None:
    item = db.session.scalars(
        select(ChecklistItem.item).where(ChecklistItem.phase == "training", ChecklistItem.owner_role == "lead")
    ).first()
    assert item is not None
    give(item, due=TODAY)
    assert of(make, team.lead, "items") == []
    with transaction():
        db.session.execute(update(ProjectPhase).where(ProjectPhase.phase == "training").values(state="running"))
    assert len(of(make, team.lead, "items")) == 1


def test_reports_in_draft_wait_on_their_author(app: Flask, make: Make, team: Team) -> None:
    report = {**team.at, "kind": "phase-closing", "language": "en", "snapshot": {}, "snapshot_digest": "d" * 64}
    make.add(IssuedReport(**report, number=1, title="Closing report", author_id=team.lead.id))
    make.add(IssuedReport(**report, number=2, title="Issued", author_id=team.lead.id, status="issued"))
    assert of(make, team.lead, "drafts") == ["Closing report Rollout since 2 Mar 2026"]
    assert of(make, team.consultant, "drafts") == []


def test_long_groups_show_the_most_urgent_and_count_the_rest(app: Flask, make: Make, team: Team) -> None:
    """Due on 20 February and each day after it: eleven, of which the last is due on 2 March, today."""
    make.add(
        *(
            RaidEntry(**team.at, kind="risk", title=f"Risk {n}", owner_id=team.lead.id, due=TODAY - timedelta(n))
            for n in range(11)
        )
    )
    page = make.browser(team.lead).get("/")
    assert len(page.page.select("#raid .waiting > li")) == 8
    assert "and 3 more in your engagements" in page.text
    assert "11 things wait on you. 10 of them are overdue." in page.text


@pytest.mark.parametrize("state", ["paused", "closed", "cancelled"])
def test_nothing_waits_in_a_project_that_does_not_run(app: Flask, make: Make, team: Team, state: str) -> None:
    make.add(RaidEntry(**team.at, kind="risk", title="Sleeping", owner_id=team.lead.id))
    make.add(GateProposal(**team.at, phase="concept", outcome="go", proposed_by_id=team.lead.id))
    with transaction():
        db.session.execute(update(Project).values(state=state))
    assert of(make, team.lead, "raid") == of(make, team.sponsor, "gates") == []


def test_t02_who_left_the_team_sees_nothing_of_it(app: Flask, make: Make, team: Team) -> None:
    outsider = make.user("consultant")
    make.add(RaidEntry(**team.at, kind="risk", title="Left behind", owner_id=outsider.id))
    page = make.browser(outsider).get("/")
    assert "Left behind" not in page.text
    assert "Rollout" not in page.text


def test_t14_rows_of_another_client_change_nothing(app: Flask, make: Make, team: Team) -> None:
    def drawn() -> str:
        main = make.browser(team.sponsor).get("/").page.main
        return str(main)

    before = drawn()
    other = Team.__new__(Team)
    other.client = make.client("Borealis")
    other.project = make.project(other.client, name="Theirs")
    lead = make.user("lead")
    for number in range(20):
        make.add(RaidEntry(project_id=other.project.id, kind="risk", title=f"Theirs {number}", owner_id=lead.id))
    make.add(GateProposal(project_id=other.project.id, phase="concept", outcome="go", proposed_by_id=lead.id))
    assert drawn() == before


def test_engagements_stand_below_with_phase_and_course(app: Flask, make: Make, team: Team) -> None:
    with transaction():
        ends = {"planned_end": date(2026, 9, 1), "forecast_end": date(2026, 9, 13), "slip": 9}
        db.session.execute(update(Project).where(Project.id == team.project.id).values(**ends))
    line = make.browser(team.lead).get("/").page.select_one("#projects .standing > li")
    assert line is not None
    assert " ".join(line.get_text(" ").split()) == (
        "Rollout Aurora · Lead consultant 1 Concept introduction 9 working days late Gate"
    )
    sponsor = make.browser(team.sponsor).get("/").page.select_one("#projects .standing > li")
    assert sponsor is not None
    said = " ".join(sponsor.get_text(" ").split())
    assert said == "Rollout Client sponsor 1 Concept introduction 9 working days late"


def test_an_executive_sees_all_engagements_of_the_company(app: Flask, make: Make, team: Team) -> None:
    make.project(team.client, name="Second")
    make.project(make.client("Borealis"), name="Foreign")
    page = make.browser(make.user("executive", team.client)).get("/").page
    assert [link.get_text() for link in page.select(".standing > li > span:first-child > a")] == ["Rollout", "Second"]
    assert page.select_one('.actions a[href="/portfolio"]') is not None


def test_directors_find_the_portfolio_and_not_every_engagement(app: Flask, make: Make, team: Team) -> None:
    page = make.browser(make.user("director")).get("/").page
    assert page.select(".standing") == []
    assert page.select_one('.actions a[href="/portfolio"]') is not None


def test_the_inbox_asks_the_database_as_often_for_many_projects_as_for_one(app: Flask, make: Make, team: Team) -> None:
    def fill(project: Project) -> None:
        make.add(
            RaidEntry(project_id=project.id, kind="risk", title="R", owner_id=team.lead.id),
            GateProposal(project_id=project.id, phase="concept", outcome="go", proposed_by_id=team.consultant.id),
        )

    fill(team.project)
    browser = make.browser(team.lead)
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    browser.get("/")
    few = len(statements)
    for number in range(6):
        project = make.project(team.client, name=f"More {number}")
        make.member(project, team.lead)
        fill(project)
    statements.clear()
    browser.get("/")
    assert len(statements) == few


def test_a_new_installation_says_what_to_do_first(app: Flask, make: Make) -> None:
    page = make.browser(make.user("administrator")).get("/")
    assert "Invite a practice director or a lead consultant" in page.text
    assert "Add the client first" in make.browser(make.user("lead")).get("/").text
    sponsor = make.browser(make.user("sponsor", make.client())).get("/")
    assert "Whoever leads your engagement adds you to its team" in sponsor.text
