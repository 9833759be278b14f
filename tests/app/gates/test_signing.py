"""Proposing and signing: who may, with which proof, and what a decision brings about."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select, update

from app.clock import now, today
from app.database import db
from app.models import (
    AuditEvent,
    ChecklistItem,
    Condition,
    Criterion,
    GateDecision,
    GateProposal,
    Project,
    ProjectPhase,
    Session,
)
from app.transactions import transaction
from phases.transitions import Owed
from tests.app.gates.conftest import make_ready, signing_form
from tests.conftest import Browser, Make

Propose = Callable[..., None]


def decisions() -> list[GateDecision]:
    db.session.rollback()
    return list(db.session.scalars(select(GateDecision).order_by(GateDecision.id)))


def stage(project: Project, word: str) -> ProjectPhase:
    db.session.rollback()
    db.session.expire_all()
    mine = (ProjectPhase.project_id == project.id, ProjectPhase.phase == word)
    return db.session.scalars(select(ProjectPhase).where(*mine)).one()


def sign(browser: Browser, gate: str, outcome: str = "go", **values: Any) -> Any:
    page = browser.get(f"{gate}/decide")
    assert page.status == 200
    return browser.post(f"{gate}/decide", signing_form(page.page, outcome, **values))


def test_lead_proposes_and_sponsor_signs(house: SimpleNamespace, make: Make) -> None:
    make_ready(house.project, "concept")
    lead, sponsor = make.browser(house.lead), make.browser(house.sponsor)
    proposed = lead.post(f"{house.gate}/propose", {"rows": "1", "outcome": "go", "text": "All is done."})
    assert proposed.status == 303
    page = sponsor.get(f"{house.gate}/decide")
    for words in ("Lena Lead proposes", "All is done.", "Nothing stands in the way.", "its gate is passed"):
        assert words in page.text
    answer = sign(sponsor, house.gate, text="Well done.")
    assert answer.status == 303
    (decision,) = decisions()
    assert answer.location == f"{house.base}/phases/concept/decisions/{decision.key}"
    assert (decision.outcome, decision.text, decision.number) == ("go", "Well done.", 1)
    assert (decision.proposed_by_id, decision.signed_by_id) == (house.lead.id, house.sponsor.id)
    verbs = db.session.scalars(select(AuditEvent.verb).where(AuditEvent.about == "concept")).all()
    assert verbs == ["gate.proposed", "gate.decided"]


def test_a_go_opens_the_next_phase_and_signs_the_criteria(house: SimpleNamespace, decide: Callable[..., Any]) -> None:
    decide("concept")
    day = today("Asia/Shanghai")
    assert (stage(house.project, "concept").state, stage(house.project, "concept").actual_end) == ("passed", day)
    assert (stage(house.project, "review").state, stage(house.project, "review").actual_start) == ("running", day)
    assert db.session.get_one(Project, house.project.id).phase == "review"
    signed = db.session.scalars(select(Criterion.signed_by_id)).all()
    assert signed == [house.sponsor.id] * 3


def test_after_the_last_gate_the_evaluation_begins(house: SimpleNamespace, decide: Callable[..., Any]) -> None:
    with transaction():
        earlier = (ProjectPhase.project_id == house.project.id, ProjectPhase.phase != "golive")
        db.session.execute(update(ProjectPhase).where(*earlier).values(state="passed"))
        golive = (ProjectPhase.project_id == house.project.id, ProjectPhase.phase == "golive")
        db.session.execute(update(ProjectPhase).where(*golive).values(state="running"))
    db.session.expire_all()
    decide("golive")
    assert db.session.get_one(Project, house.project.id).phase == "evaluation"
    assert stage(house.project, "golive").state == "passed"


def test_a_no_go_needs_words_and_leaves_the_phase_running(house: SimpleNamespace, make: Make, propose: Propose) -> None:
    propose("concept", "go")
    sponsor = make.browser(house.sponsor)
    silent = sign(sponsor, house.gate, "no-go", text=" ")
    assert silent.status == 422
    assert "Say what has to change before the gate can pass." in silent.text
    assert sign(sponsor, house.gate, "no-go", text="Too early.").status == 303
    assert stage(house.project, "concept").state == "running"
    assert decisions()[0].outcome == "no-go"
    proposal = db.session.scalars(select(GateProposal)).one()
    assert proposal.closed_as == "decided"
    propose("concept", "go")
    assert len(db.session.scalars(select(GateProposal)).all()) == 2


def test_conditions_are_created_with_owner_and_due_date(house: SimpleNamespace, make: Make, propose: Propose) -> None:
    make_ready(house.project, "concept")
    item = (ChecklistItem.project_id == house.project.id, ChecklistItem.item == "concept.motive-recorded")
    with transaction():
        db.session.execute(update(ChecklistItem).where(*item).values(state="open"))
    lead = make.browser(house.lead)
    due = today("Asia/Shanghai") + timedelta(days=10)
    page = lead.get(f"{house.gate}/propose").page
    form = signing_form(page, "conditions", condition_1_text="Record the motive", condition_1_owner=house.pm.key)
    form |= {"condition_1_due": due.isoformat(), "text": "One thing is left."}
    assert lead.post(f"{house.gate}/propose", form).status == 303
    sponsor = make.browser(house.sponsor)
    asked = sponsor.get(f"{house.gate}/decide")
    assert "Record the motive" in asked.text
    assert not asked.page.select_one("input[name=outcome][value=go]"), "go is not offered while a blocker stands"
    assert sign(sponsor, house.gate, "conditions").status == 303
    condition = db.session.scalars(select(Condition)).one()
    assert (condition.text, condition.owner_id, condition.due) == ("Record the motive", house.pm.id, due)
    assert decisions()[0].conditions[0]["covers"] == ["concept.item-open:concept.motive-recorded"]
    assert stage(house.project, "concept").state == "passed"


def test_a_blocker_without_condition_keeps_the_gate_shut(house: SimpleNamespace, make: Make, propose: Propose) -> None:
    day = today("Asia/Shanghai") + timedelta(days=3)
    propose("concept", "conditions", conditions=[Owed("Only one thing", house.pm.key, day)])
    answer = sign(make.browser(house.sponsor), house.gate, "conditions")
    assert answer.status == 422
    assert "neither waived nor covered by a condition" in answer.text
    assert decisions() == []


def test_go_is_refused_while_a_blocker_stands_even_when_sent_directly(
    house: SimpleNamespace, make: Make, propose: Propose
) -> None:
    propose("concept", "go")
    answer = sign(make.browser(house.sponsor), house.gate, "go")
    assert answer.status == 422
    assert "“Go” is not possible" in answer.text
    # nothing is chosen yet: each wording stands with the outcome that it belongs to
    found = make.browser(house.sponsor).get(f"{house.gate}/decide").page.select(".meaning")
    assert [one.select_one(".unchosen").get_text(strip=True) for one in found] == ["Go with conditions", "No-go"]
    assert decisions() == []


def test_another_condition_adds_a_row_and_keeps_what_was_typed(house: SimpleNamespace, make: Make) -> None:
    lead = make.browser(house.lead)
    form = {"rows": "1", "outcome": "conditions", "condition_1_text": "First", "text": "Words", "more": "1"}
    page = lead.post(f"{house.gate}/propose", form)
    assert page.status == 200
    assert page.page.select_one("input[name=condition_1_text]")["value"] == "First"  # type: ignore[index]
    assert page.page.select_one("input[name=condition_2_text]")
    assert db.session.scalars(select(GateProposal)).all() == []


def test_s01_a_wrong_password_signs_nothing(house: SimpleNamespace, make: Make, decide: Any, propose: Propose) -> None:
    make_ready(house.project, "concept")
    propose()
    answer = sign(make.browser(house.sponsor), house.gate, password="not my password", text="Kept words")
    assert answer.status == 422
    assert "This is not your password. Nothing was signed." in answer.text
    assert "Kept words" in answer.text
    assert decisions() == []


def test_s01_another_persons_password_signs_nothing(house: SimpleNamespace, make: Make, propose: Propose) -> None:
    from app.passwords import hash_password

    make_ready(house.project, "concept")
    propose()
    with transaction():
        house.lead.password_hash = hash_password("the lead's own password")
    answer = sign(make.browser(house.sponsor), house.gate, password="the lead's own password")
    assert answer.status == 422
    assert decisions() == []


@pytest.mark.parametrize("password", ["", None])
def test_s01_without_a_password_nothing_is_signed(
    house: SimpleNamespace, make: Make, propose: Propose, password: str | None
) -> None:
    make_ready(house.project, "concept")
    propose()
    form = signing_form(make.browser(house.sponsor).get(f"{house.gate}/decide").page)
    form["password"] = password
    sent = {name: value for name, value in form.items() if value is not None}
    assert make.browser(house.sponsor).post(f"{house.gate}/decide", sent).status == 422
    assert decisions() == []


def test_s01_a_stale_session_signs_nothing(house: SimpleNamespace, make: Make, propose: Propose) -> None:
    make_ready(house.project, "concept")
    propose()
    sponsor = make.browser(house.sponsor)
    form = signing_form(sponsor.get(f"{house.gate}/decide").page)
    token = sponsor.csrf()
    with transaction():
        long_ago = now() - timedelta(minutes=31)
        db.session.execute(update(Session).where(Session.user_id == house.sponsor.id).values(last_seen_at=long_ago))
    answer = sponsor._send(sponsor.client.post, f"{house.gate}/decide", data={**form, "csrf_token": token})
    assert answer.status == 302
    assert "/sign-in" in answer.location
    assert decisions() == []


def test_a05_ten_wrong_passwords_close_signing_for_a_while(
    house: SimpleNamespace, make: Make, propose: Propose
) -> None:
    make_ready(house.project, "concept")
    propose()
    sponsor = make.browser(house.sponsor)
    form = signing_form(sponsor.get(f"{house.gate}/decide").page)
    statuses = [
        sponsor.post(f"{house.gate}/decide", {**form, "password": f"guess number {n}"}).status for n in range(10)
    ]
    assert statuses == [422] * 10
    assert sponsor.post(f"{house.gate}/decide", form).status == 429, "even the right one has to wait now"
    assert decisions() == []


def test_a01_signing_renews_the_session(house: SimpleNamespace, make: Make, propose: Propose) -> None:
    make_ready(house.project, "concept")
    propose()
    sponsor = make.browser(house.sponsor)
    with sponsor.client.session_transaction(base_url="https://127.0.0.1:8000") as session:
        before = session["token"]
    sign(sponsor, house.gate)
    with sponsor.client.session_transaction(base_url="https://127.0.0.1:8000") as session:
        assert session["token"] != before
    assert sponsor.get(house.gate).status == 200


@pytest.mark.parametrize("role", ["lead", "consultant", "director", "pm", "member"])
def test_only_the_sponsor_decides(house: SimpleNamespace, make: Make, propose: Propose, role: str) -> None:
    make_ready(house.project, "concept")
    propose()
    browser = make.browser(getattr(house, role))
    assert browser.get(f"{house.gate}/decide").status == 403
    assert browser.post(f"{house.gate}/decide", {"outcome": "go", "password": "x", "rows": "1"}).status == 403
    assert decisions() == []


@pytest.mark.parametrize("role", ["consultant", "director", "sponsor", "pm", "member"])
def test_only_the_lead_proposes(house: SimpleNamespace, make: Make, role: str) -> None:
    make_ready(house.project, "concept")
    answer = make.browser(getattr(house, role)).post(f"{house.gate}/propose", {"rows": "1", "outcome": "go"})
    assert answer.status == 403
    assert db.session.scalars(select(GateProposal)).all() == []


def test_the_proposer_cannot_sign_even_as_sponsor(house: SimpleNamespace, make: Make, propose: Propose) -> None:
    make_ready(house.project, "concept")
    propose()
    with transaction():
        db.session.execute(update(GateProposal).values(proposed_by_id=house.sponsor.id))
    answer = sign(make.browser(house.sponsor), house.gate)
    assert answer.status == 422
    assert "Nobody decides on their own proposal" in answer.text
    assert decisions() == []


def test_what_changed_since_the_page_was_shown_is_not_signed(
    house: SimpleNamespace, make: Make, propose: Propose
) -> None:
    make_ready(house.project, "concept")
    propose()
    sponsor = make.browser(house.sponsor)
    form = signing_form(sponsor.get(f"{house.gate}/decide").page, "no-go", text="Not like this.")
    with transaction():
        item = (ChecklistItem.project_id == house.project.id, ChecklistItem.item == "concept.motive-recorded")
        db.session.execute(update(ChecklistItem).where(*item).values(state="open"))
    answer = sponsor.post(f"{house.gate}/decide", form)
    assert answer.status == 422
    assert "What this page showed has changed meanwhile" in answer.text
    assert decisions() == []
    assert sign(sponsor, house.gate, "no-go", text="Not like this.").status == 303


def test_a_proposal_can_be_withdrawn(house: SimpleNamespace, make: Make, propose: Propose) -> None:
    make_ready(house.project, "concept")
    propose()
    form = signing_form(make.browser(house.sponsor).get(f"{house.gate}/decide").page)
    assert make.browser(house.lead).post(f"{house.gate}/withdraw").status == 303
    answer = make.browser(house.sponsor).post(f"{house.gate}/decide", form)
    assert answer.status == 422
    assert "Nothing has been proposed for this gate." in answer.text
    gone = make.browser(house.sponsor).get(f"{house.gate}/decide")
    assert gone.location.endswith("/phases/concept/gate")


def test_gates_are_proposed_in_order(house: SimpleNamespace, make: Make) -> None:
    make_ready(house.project, "review")
    lead = make.browser(house.lead)
    review = f"{house.base}/phases/review/gate"
    early = lead.post(f"{review}/propose", {"rows": "1", "outcome": "go"})
    assert "The phase has not begun yet." in early.text
    assert lead.post(f"{review}/begin").status == 303
    answer = lead.post(f"{review}/propose", {"rows": "1", "outcome": "go"})
    assert answer.status == 422
    assert "Gates pass in order: “Concept introduction” has not been passed yet." in answer.text


def test_a_phase_begins_once(house: SimpleNamespace, make: Make) -> None:
    lead = make.browser(house.lead)
    assert lead.post(f"{house.base}/phases/training/gate/begin").status == 303
    assert stage(house.project, "training").actual_start == today("Asia/Shanghai")
    again = lead.post(f"{house.base}/phases/training/gate/begin")
    assert again.status == 422
    assert "The phase has begun already." in again.text


def test_a_project_at_rest_decides_nothing(house: SimpleNamespace, make: Make) -> None:
    make_ready(house.project, "concept")
    with transaction():
        db.session.execute(update(Project).values(state="paused"))
    answer = make.browser(house.lead).post(f"{house.gate}/propose", {"rows": "1", "outcome": "go"})
    assert answer.status == 422
    assert "The engagement is not running" in answer.text


def test_t03_conditions_are_owned_by_members_only(house: SimpleNamespace, make: Make) -> None:
    stranger = make.user("client-pm", make.client("Borealis Foods"))
    form = {
        "rows": "1", "outcome": "conditions", "condition_1_text": "Do it", "condition_1_owner": stranger.key,
        "condition_1_due": "2027-01-01",
    }  # fmt: skip
    answer = make.browser(house.lead).post(f"{house.gate}/propose", form)
    assert answer.status == 422
    assert "needs an owner from this project" in answer.text
    assert db.session.scalars(select(GateProposal)).all() == []


def test_t12_facts_and_signer_never_come_from_the_form(house: SimpleNamespace, make: Make, propose: Propose) -> None:
    make_ready(house.project, "concept")
    propose()
    forged = {"facts": "{}", "signed_by_id": house.pm.id, "blockers": "[]", "digest": "0" * 64, "number": 9}
    assert sign(make.browser(house.sponsor), house.gate, **forged).status == 303
    (decision,) = decisions()
    assert (decision.signed_by_id, decision.number) == (house.sponsor.id, 1)
    assert len(decision.facts["items"]) >= 15


def test_t02_gates_of_another_client_are_not_found(
    house: SimpleNamespace, make: Make, decide: Callable[..., GateDecision]
) -> None:
    day = today("Asia/Shanghai") + timedelta(days=3)
    decision = decide("concept", "conditions", conditions=[Owed("Something", house.pm.key, day)])
    condition = db.session.scalars(select(Condition)).one()
    client = make.client("Borealis Foods")
    stranger = make.user("sponsor", client)
    other = make.project(client)
    make.member(other, stranger)
    browser = make.browser(stranger)
    own = f"/projects/{other.key}"
    for path in (
        house.gate, f"{house.gate}/decide", f"{house.base}/gates",
        f"{house.base}/phases/concept/decisions/{decision.key}",
        f"{own}/phases/concept/decisions/{decision.key}", f"{own}/conditions/{condition.key}",
    ):  # fmt: skip
        assert browser.get(path).status == 404, path
    assert browser.post(f"{own}/conditions/{condition.key}", {"note": "x"}).status == 404


def test_the_pages_ask_the_database_equally_often_with_more_history(
    app: Flask, house: SimpleNamespace, make: Make, propose: Propose, decide: Callable[..., Any]
) -> None:
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda _c, _u, statement, *_rest: asked.append(statement))
    sponsor = make.browser(house.sponsor)

    def count(path: str) -> int:
        sponsor.get(path)
        asked.clear()
        assert sponsor.get(path).status == 200
        return len(asked)

    before = count(f"{house.base}/gates"), count(house.gate)
    for _round in range(4):
        decide("concept", "no-go", ready=False, text="Not yet.")
    assert (count(f"{house.base}/gates"), count(house.gate)) == before


@pytest.mark.parametrize(("proposed", "is_open"), [("go", True), ("conditions", False)])
def test_fields_for_conditions_are_open_where_none_were_proposed(
    house: SimpleNamespace, make: Make, propose: Propose, proposed: str, is_open: bool
) -> None:
    day = today(house.project.time_zone) + timedelta(days=5)
    propose("concept", proposed, conditions=[Owed("One thing", house.pm.key, day)] if not is_open else [])
    fields = make.browser(house.sponsor).get(f"{house.gate}/decide").page.select_one("details.only-conditions")
    assert fields is not None
    assert fields.has_attr("open") is is_open


def test_the_lead_hears_that_a_condition_is_due_in_the_past_not_the_sponsor(house: SimpleNamespace, make: Make) -> None:
    past = (today(house.project.time_zone) - timedelta(days=1)).isoformat()
    form = {
        "rows": "1", "outcome": "conditions", "condition_1_text": "Repeat the training",
        "condition_1_owner": house.pm.key, "condition_1_due": past,
    }  # fmt: skip
    answer = make.browser(house.lead).post(f"{house.gate}/propose", form)
    assert answer.status == 422
    assert "The condition “Repeat the training” is due in the past." in answer.text
    assert db.session.scalars(select(GateProposal)).all() == []


def test_who_proposes_go_over_blockers_hears_what_the_sponsor_can_sign(house: SimpleNamespace, make: Make) -> None:
    lead = make.browser(house.lead)
    assert lead.post(f"{house.gate}/propose", {"rows": "1", "outcome": "go"}).status == 303
    assert "the sponsor can sign “go with conditions” or “no-go”" in lead.get(house.gate).text


def test_who_proposes_go_with_an_open_gate_hears_that_it_can_be_signed(house: SimpleNamespace, make: Make) -> None:
    make_ready(house.project, "concept")
    lead = make.browser(house.lead)
    lead.post(f"{house.gate}/propose", {"rows": "1", "outcome": "go"})
    assert "Proposed. The sponsor can decide now." in lead.get(house.gate).text
