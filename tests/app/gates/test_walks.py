"""S04: random walks through the six gates by every role, by the pages' own addresses; nothing illegal ever happens.

A small model of our own says after each request what may have happened. The long version is for the night:
SEXTANT_WALKS=400 makes some ten thousand steps.
"""

import os
from typing import Any, ClassVar

from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select, update

from app.database import db
from app.facts.seal import is_sealed
from app.models import (
    PHASE_WORDS,
    ChecklistItem,
    Condition,
    GateDecision,
    GateProposal,
    Project,
    ProjectPhase,
)
from app.models.base import new_key
from app.transactions import transaction
from tests.app.gates.conftest import make_ready
from tests.conftest import PASSWORD, Browser, Make

ROLES = ("lead", "consultant", "director", "administrator", "sponsor", "executive", "client-pm", "client-member")
# The right person at the right gate comes up most often, or few walks would get anywhere.
SOMEBODY = st.sampled_from((*ROLES, *["lead"] * 8))
SIGNER = st.sampled_from((*ROLES, *["sponsor"] * 16))
GATE = st.sampled_from([*["concept"] * 4, *["review"] * 2, "solidification"])
OUTCOME = st.sampled_from([*["go"] * 3, *["conditions"] * 3, "no-go", "maybe"])


class Walk(RuleBasedStateMachine):
    """People of all roles press every button of three gates in any order; `passed`, `proposed` are what we expect."""

    make: ClassVar[Make]
    signed: ClassVar[dict[str, int]] = {}

    @initialize()
    def open_engagement(self) -> None:
        make = self.make
        client = make.client(f"Client {new_key()}")
        project = make.project(client)
        self.project_id = project.id
        self.ids: dict[str, int] = {}
        self.keys: dict[str, str] = {}
        self.browsers: dict[str, Browser] = {}
        for role in ROLES:
            own_side = role in ("lead", "consultant", "director", "administrator")
            user = make.user(role, None if own_side else client)
            self.ids[role], self.keys[role], self.browsers[role] = user.id, user.key, make.browser(user)
            if role not in ("director", "administrator"):
                make.member(project, user)
        self.base = f"/projects/{project.key}/phases"
        self.running, self.passed, self.ready = {"concept"}, set[str](), set(PHASE_WORDS[:3])
        make_ready(project, *self.ready)
        self.proposed: dict[str, str] = {}
        self.count = 0

    def send(self, role: str, path: str, form: dict[str, Any] | None = None) -> int:
        db.session.rollback()
        browser = self.browsers[role]
        answer = browser._send(browser.client.post, f"{self.base}/{path}", data=form or {})
        db.session.expire_all()
        return answer.status

    @rule(role=SOMEBODY, word=GATE)
    def begin(self, role: str, word: str) -> None:
        legal = role == "lead" and word not in self.running | self.passed
        status = self.send(role, f"{word}/gate/begin")
        assert (status == 303) is legal, (role, word, status)
        if legal:
            self.running.add(word)

    @rule(role=SOMEBODY, word=GATE, outcome=OUTCOME, filled=st.sampled_from((True, True, False)))
    def propose(self, role: str, word: str, outcome: str, filled: bool) -> None:
        form = {"rows": "1", "outcome": outcome, "text": "Please decide.", **self.condition(filled)}
        before = PHASE_WORDS[: PHASE_WORDS.index(word)]
        legal = (
            role == "lead"
            and word in self.running
            and word not in self.proposed
            and self.passed.issuperset(before)
            and (outcome in ("go", "no-go") or (outcome == "conditions" and filled))
        )
        status = self.send(role, f"{word}/gate/propose", form)
        assert (status == 303) is legal, (role, word, outcome, status)
        if legal:
            self.proposed[word] = outcome

    @rule(role=SOMEBODY, word=GATE)
    def withdraw(self, role: str, word: str) -> None:
        legal = role == "lead" and word in self.proposed
        status = self.send(role, f"{word}/gate/withdraw")
        assert (status == 303) is legal, (role, word, status)
        if legal:
            del self.proposed[word]

    @rule(
        role=SIGNER, word=GATE, outcome=OUTCOME, knows=st.sampled_from([*[True] * 5, False]),
        filled=st.sampled_from((True, True, False)),
    )  # fmt: skip
    def decide(self, role: str, word: str, outcome: str, knows: bool, filled: bool) -> None:
        form = {"rows": "1", "outcome": outcome, "text": "So be it.", **self.condition(filled)}
        form |= {"password": PASSWORD if knows else "a guess, nothing more", "seen": self.seen(word)}
        open_gate = outcome == "no-go" or (
            word in self.ready and (outcome == "go" or (outcome == "conditions" and filled))
        )
        legal = role == "sponsor" and word in self.proposed and knows and open_gate
        status = self.send(role, f"{word}/gate/decide", form)
        if status == 429:
            self.forgive()
            return
        assert (status == 303) is legal, (role, word, outcome, status)
        if legal:
            self.follow(word, outcome)

    @rule(outcome=st.sampled_from(("go", "conditions", "no-go")))
    def go_the_right_way(self, outcome: str) -> None:
        """The lead proposes the next gate and the sponsor signs, as it should be."""
        word = next(word for word in PHASE_WORDS if word not in self.passed)
        if word in PHASE_WORDS[:3]:
            self.propose("lead", word, outcome, filled=True)
            self.decide("sponsor", word, outcome, knows=True, filled=True)

    @rule(word=GATE)
    @precondition(lambda self: len(self.ready) < 3)
    def settle(self, word: str) -> None:
        make_ready(self.project(), word)
        self.ready.add(word)

    @rule(word=GATE)
    @precondition(lambda self: len(self.ready) == 3)
    def unsettle(self, word: str) -> None:
        """An answer is taken back: the gate shuts again."""
        item = (ChecklistItem.project_id == self.project_id, ChecklistItem.phase == word, ChecklistItem.mandatory)
        with transaction():
            db.session.execute(update(ChecklistItem).where(*item).values(state="open", reason=""))
        self.ready.discard(word)

    @invariant()
    def the_database_agrees(self) -> None:
        db.session.rollback()
        rows = db.session.execute(
            select(ProjectPhase.phase, ProjectPhase.state).where(ProjectPhase.project_id == self.project_id)
        )
        states = dict(rows.all())
        assert {word for word, state in states.items() if state == "passed"} == self.passed
        assert {word for word, state in states.items() if state == "running"} == self.running
        mine = GateProposal.project_id == self.project_id
        waiting = select(GateProposal.phase).where(mine, GateProposal.closed_at.is_(None))
        assert sorted(db.session.scalars(waiting)) == sorted(self.proposed)
        decided = select(func.count()).where(GateDecision.project_id == self.project_id)
        assert db.session.scalar(decided) == self.count

    @invariant()
    def every_decision_is_legal_in_itself(self) -> None:
        for decision in db.session.scalars(select(GateDecision).where(GateDecision.project_id == self.project_id)):
            assert is_sealed(decision)
            assert decision.signed_by_id == self.ids["sponsor"] != decision.proposed_by_id
            assert decision.outcome != "go" or not decision.blockers
            owed = select(func.count()).where(Condition.decision_id == decision.id)
            assert db.session.scalar(owed) == len(decision.conditions)

    def follow(self, word: str, outcome: str) -> None:
        del self.proposed[word]
        self.count += 1
        self.signed[outcome] = self.signed.get(outcome, 0) + 1
        if outcome == "no-go":
            return
        self.passed.add(word)
        self.running.discard(word)
        after = PHASE_WORDS[PHASE_WORDS.index(word) + 1]
        if after not in self.running | self.passed:
            self.running.add(after)
        assert self.project().phase == after

    def condition(self, filled: bool) -> dict[str, str]:
        if not filled:
            return {}
        owner = self.keys["client-pm"]
        return {"condition_1_text": "Something", "condition_1_owner": owner, "condition_1_due": "2099-12-31"}

    def seen(self, word: str) -> str:
        from app.gates.standing import objections_to, read_gate, seen_digest

        project = self.project()
        proposal = read_gate(project, word).proposal
        return seen_digest(proposal, objections_to(project, word)) if proposal else ""

    def project(self) -> Project:
        return db.session.get_one(Project, self.project_id)

    def forgive(self) -> None:
        from app.models import Attempt

        with transaction():
            db.session.query(Attempt).delete()


def test_s04_no_walk_through_the_gates_is_illegal(app: Flask, make: Make) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    Walk.make = make
    walks = int(os.environ.get("SEXTANT_WALKS", "14"))
    case = Walk.TestCase
    case.settings = settings(
        max_examples=walks, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck),
        derandomize=True, database=None, phases=(Phase.generate,),
    )  # fmt: skip
    case().runTest()
    assert set(Walk.signed) == {"go", "conditions", "no-go"}, "the walks have to get somewhere"
