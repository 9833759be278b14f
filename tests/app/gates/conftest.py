"""An engagement with its people, and ways to make a gate ready, propose and sign."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import update

from app.database import db
from app.gates.actions import decide_gate, propose_gate
from app.models import ChecklistItem, Criterion, Deliverable, GateDecision, Project
from app.transactions import transaction
from tests.conftest import PASSWORD, Make
from tests.records_world import fulfil


@pytest.fixture
def house(make: Make) -> SimpleNamespace:
    """One project; .lead .consultant .director .sponsor .pm are its people, .gate the address of its first gate."""
    client = make.client()
    members = {
        "lead": make.user("lead", name="Lena Lead"),
        "consultant": make.user("consultant", name="Carl Consultant"),
        "sponsor": make.user("sponsor", client, name="Su Sponsor", job_title="General manager"),
        "pm": make.user("client-pm", client, name="Pia Manager"),
        "member": make.user("client-member", client, name="Max Member"),
    }
    project = make.project(client)
    for person in members.values():
        make.member(project, person)
    director = make.user("director", name="Dora Director")
    base = f"/projects/{project.key}"
    return SimpleNamespace(
        project=project,
        client=client,
        director=director,
        base=base,
        gate=f"{base}/phases/concept/gate",
        **members,
    )


def make_ready(project: Project, *words: str) -> None:
    """Answer everything these phases ask (not applicable, with a reason), accept what they owe, agree criteria."""
    with transaction():
        mine = (ChecklistItem.project_id == project.id, ChecklistItem.phase.in_(words))
        db.session.execute(update(ChecklistItem).where(*mine).values(state="na", reason="Settled elsewhere."))
        owed = (Deliverable.project_id == project.id, Deliverable.phase.in_(words))
        db.session.execute(update(Deliverable).where(*owed).values(state="accepted"))
        if "concept" in words:
            for name in ("Hit rate", "Response time", "Repeat orders"):
                db.session.add(criterion(project, name))
        for word in words:
            fulfil(project, word)
    db.session.expire_all()


def criterion(project: Project, name: str, **values: Any) -> Criterion:
    """A complete success criterion."""
    complete: dict[str, Any] = {
        "unit": "%", "direction": "up", "baseline": 20.0, "baseline_date": date(2025, 12, 31),
        "baseline_source": "Sales report", "target": 25.0, "target_date": date(2026, 12, 31), "owner_id": 1,
        "how_measured": "Won offers / offers.",
    }  # fmt: skip
    return Criterion(project_id=project.id, name=name, **{**complete, **values})


@pytest.fixture
def propose(house: SimpleNamespace) -> Callable[..., None]:
    """The lead proposes a decision on a gate."""

    def proposed(word: str = "concept", outcome: str = "go", **values: Any) -> None:
        with transaction():
            propose_gate(project=house.project, phase=word, outcome=outcome, by=house.lead.id, **values)
        db.session.expire_all()

    return proposed


@pytest.fixture
def decide(house: SimpleNamespace, propose: Callable[..., None]) -> Callable[..., GateDecision]:
    """Make the gate ready, propose and sign."""

    def decided(word: str = "concept", outcome: str = "go", *, ready: bool = True, **values: Any) -> GateDecision:
        if ready:
            make_ready(house.project, word)
        propose(word, outcome, conditions=values.get("conditions", ()))
        with transaction():
            made = decide_gate(project=house.project, phase=word, outcome=outcome, by=house.sponsor.id, **values)
        db.session.expire_all()
        return made

    return decided


def signing_form(page: Any, outcome: str = "go", **values: Any) -> dict[str, Any]:
    """What a browser sends from the page that asks for the signature."""
    form = {
        field["name"]: field.get("value", "")
        for field in page.select("form.form input[name]")
        if field.get("type") not in ("radio", "password") and field["name"] != "csrf_token"
    }
    for field in page.select("form.form select[name]"):
        chosen = field.select_one("option[selected]") or field.select_one("option")
        form[field["name"]] = chosen["value"]
    return {**form, "outcome": outcome, "password": PASSWORD, **values}
