"""The page of a gate: each blocker appears with a link, and vanishes when its cause does."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select, update

from app.clock import now, today
from app.database import db
from app.models import (
    ChecklistItem,
    Condition,
    Criterion,
    Deliverable,
    Evidence,
    GateDecision,
    Membership,
    RaidEntry,
)
from app.transactions import transaction
from phases.transitions import Owed
from tests.app.gates.conftest import criterion, make_ready
from tests.conftest import Make


def links(make: Make, house: SimpleNamespace, word: str = "concept") -> dict[str, str]:
    """Sentence → address of the blockers that the page shows as standing."""
    page = make.browser(house.pm).get(f"{house.base}/phases/{word}/gate").page
    return {link.get_text(): link["href"] for link in page.select(".blocker-group li a")}


def change(statement: object) -> None:
    with transaction():
        db.session.execute(statement)  # type: ignore[call-overload]
    db.session.expire_all()


def test_a_ready_gate_has_nothing_in_the_way(house: SimpleNamespace, make: Make) -> None:
    make_ready(house.project, "concept")
    page = make.browser(house.lead).get(house.gate)
    assert links(make, house) == {}
    assert "Nothing stands in the way." in page.text
    assert "Propose a decision" in page.text


def test_an_open_mandatory_item_is_a_blocker_until_it_is_done(house: SimpleNamespace, make: Make) -> None:
    make_ready(house.project, "concept")
    item = "concept.motive-recorded"
    mine = (ChecklistItem.project_id == house.project.id, ChecklistItem.item == item)
    change(update(ChecklistItem).where(*mine).values(state="open", reason=""))
    found = links(make, house)
    assert list(found.values()) == [f"{house.base}/items/{item}"]
    assert next(iter(found)).startswith("The mandatory item “Is the adoption motive recorded")
    change(update(ChecklistItem).where(*mine).values(state="done", evidence_required=False))
    assert links(make, house) == {}


def test_a_done_item_without_its_evidence_is_a_blocker(house: SimpleNamespace, make: Make) -> None:
    make_ready(house.project, "concept")
    item = db.session.scalars(
        select(ChecklistItem).where(ChecklistItem.phase == "concept", ChecklistItem.evidence_required)
    ).first()
    assert item is not None
    change(update(ChecklistItem).where(ChecklistItem.id == item.id).values(state="done"))
    assert [sentence for sentence in links(make, house) if "evidence is missing" in sentence]
    proof = Evidence(
        project_id=house.project.id, item_id=item.id, kind="note", title="Minutes", speaks_of=date(2026, 1, 6)
    )
    make.add(proof)
    assert links(make, house) == {}
    change(update(Evidence).values(removed_at=now()))
    assert len(links(make, house)) == 1


@pytest.mark.parametrize(
    ("state", "words"),
    [("missing", "is missing"), ("draft", "still a draft"), ("review", "not been accepted"), ("returned", "returned")],
)
def test_a_mandatory_deliverable_is_a_blocker_until_accepted(
    house: SimpleNamespace, make: Make, state: str, words: str
) -> None:
    make_ready(house.project, "concept")
    charter = Deliverable.deliverable == "concept.project-charter"
    change(update(Deliverable).where(charter).values(state=state))
    ((sentence, url),) = links(make, house).items()
    assert "Project charter" in sentence
    assert words in sentence
    assert make.browser(house.sponsor).get(url).status == 200
    change(update(Deliverable).where(charter).values(state="accepted"))
    assert links(make, house) == {}


def test_a_critical_issue_is_a_blocker_until_it_is_closed(house: SimpleNamespace, make: Make) -> None:
    make_ready(house.project, "concept")
    issue = RaidEntry(project_id=house.project.id, kind="issue", severity="critical", title="No test data")
    make.add(issue, RaidEntry(project_id=house.project.id, kind="risk", severity="critical", title="A risk"))
    assert links(make, house) == {"The critical issue “No test data” is open.": f"{house.base}/raid/{issue.key}"}
    change(update(RaidEntry).where(RaidEntry.id == issue.id).values(closed_at=now()))
    assert links(make, house) == {}


def test_too_few_complete_criteria_and_a_missing_signature_are_blockers(house: SimpleNamespace, make: Make) -> None:
    make_ready(house.project, "concept")
    change(update(Criterion).where(Criterion.name == "Hit rate").values(baseline=None))
    assert links(make, house) == {
        "2 of at least 3 success criteria are complete with a baseline.": f"{house.base}/criteria"
    }
    make.add(criterion(house.project, "Hours saved"))
    assert links(make, house) == {
        "The sponsor has not signed 1 of 3 complete success criteria.": f"{house.base}/criteria"
    }
    change(update(Criterion).values(signed_at=now()))
    assert links(make, house) == {}


@pytest.mark.parametrize(("role", "words"), [("sponsor", "no sponsor"), ("lead", "no lead consultant")])
def test_without_sponsor_or_lead_nobody_could_decide(house: SimpleNamespace, make: Make, role: str, words: str) -> None:
    make_ready(house.project, "concept")
    change(
        update(Membership).where(Membership.role == role).values(role="consultant" if role == "lead" else "executive")
    )
    ((sentence, url),) = links(make, house).items()
    assert words in sentence
    assert url == f"{house.base}/people"


def test_a_disabled_sponsor_cannot_sign_and_does_not_count(house: SimpleNamespace, make: Make) -> None:
    make_ready(house.project, "concept")
    with transaction():
        house.sponsor.disabled_at = now()
    assert "no sponsor" in next(iter(links(make, house)))


def test_gates_pass_in_order(house: SimpleNamespace, make: Make) -> None:
    make_ready(house.project, "review")
    assert links(make, house, "review") == {
        "The gate “Concept introduction” has not been passed yet.": f"{house.base}/phases/concept/gate"
    }


def test_an_overdue_condition_turns_the_next_gate_red(
    house: SimpleNamespace, make: Make, decide: Callable[..., GateDecision]
) -> None:
    day = today("Asia/Shanghai")
    decide("concept", "conditions", conditions=[Owed("Train the rest", house.pm.key, day + timedelta(days=3))])
    make_ready(house.project, "review")
    assert links(make, house, "review") == {}
    change(update(Condition).values(due=day - timedelta(days=1)))
    ((sentence, url),) = links(make, house, "review").items()
    assert "Train the rest" in sentence
    assert "Pia Manager" in sentence
    condition = db.session.scalars(select(Condition)).one()
    assert url == f"{house.base}/conditions/{condition.key}"
    overview = make.browser(house.sponsor).get(f"{house.base}/gates").text
    assert "1 overdue" in overview
    make.browser(house.pm).post(url, {"note": "All trained on 3 March."})
    assert links(make, house, "review") == {}


def test_the_page_speaks_chinese(house: SimpleNamespace, make: Make) -> None:
    reader = make.user("client-pm", house.client, language="zh")
    make.member(house.project, reader)
    text = make.browser(reader).get(house.gate).text
    assert "尚未完成" in text
    assert "stand in the way" not in text


def test_an_unknown_phase_is_not_found(house: SimpleNamespace, make: Make) -> None:
    assert make.browser(house.lead).get(f"{house.base}/phases/closing/gate").status == 404


def test_the_lead_is_told_what_else_becomes_of_a_blocker(house: SimpleNamespace, make: Make) -> None:
    words = "or a practice director waives it with a reason"
    assert words in make.browser(house.lead).get(house.gate).text
    assert words not in make.browser(house.pm).get(house.gate).text
    make_ready(house.project, "concept")
    assert words not in make.browser(house.lead).get(house.gate).text


def test_who_leads_the_team_need_not_be_entered_again(house: SimpleNamespace, make: Make) -> None:
    unfilled = {words for words in links(make, house) if words.startswith("Nobody in the team")}
    assert unfilled == {
        "Nobody in the team fills the role “Key user”.", "Nobody in the team fills the role “IT contact”."
    }  # fmt: skip
