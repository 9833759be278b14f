"""Decisions: immutable, sealed to the last character, compared with what is there now."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import make_transient

from app.clock import today
from app.database import db
from app.facts.seal import SEALED, is_sealed
from app.models import (
    ChecklistItem,
    Criterion,
    Deliverable,
    DeliverableVersion,
    Evidence,
    GateDecision,
    GateProposal,
    RaidEntry,
)
from app.transactions import transaction
from phases.transitions import Owed
from tests.app.gates.conftest import make_ready
from tests.conftest import Make

Decide = Callable[..., GateDecision]


def shown(make: Make, house: SimpleNamespace, decision: GateDecision, query: str = "") -> Any:
    return make.browser(house.sponsor).get(f"{house.base}/phases/{decision.phase}/decisions/{decision.key}{query}")


def change(statement: Any) -> None:
    with transaction():
        db.session.execute(statement)
    db.session.expire_all()


@pytest.fixture
def rich(house: SimpleNamespace, decide: Decide) -> GateDecision:
    """A decision with a blocker, a waiver, a condition, evidence, a version."""
    from app.gates.actions_waivers import grant_waiver

    make_ready(house.project, "concept")
    mine = ChecklistItem.project_id == house.project.id
    with transaction():
        for item in ("concept.motive-recorded", "concept.sponsor-acts"):
            done = update(ChecklistItem).where(mine, ChecklistItem.item == item)
            assert db.session.execute(done.values(state="open")).rowcount == 1  # type: ignore[attr-defined]
    with transaction():
        grant_waiver(
            project=house.project, phase="concept", blocker="concept.item-open:concept.motive-recorded",
            reason="Known from the sale.", by=house.director.id,
        )  # fmt: skip
    day = today("Asia/Shanghai") + timedelta(days=9)
    covers = frozenset({"concept.item-open:concept.sponsor-acts"})
    return decide(
        "concept", "conditions", ready=False, text="Go on.",
        conditions=[Owed("List the sponsor's acts", house.pm.key, day, covers)],
    )  # fmt: skip


def test_s02_the_page_shows_name_time_meaning_and_digest(
    house: SimpleNamespace, make: Make, rich: GateDecision
) -> None:
    page = shown(make, house, rich).text
    assert "Su Sponsor (sponsor, General manager)" in page
    assert f"{rich.signed_at:%Y-%m-%d %H:%M:%S} UTC" in page
    assert "Asia/Shanghai" in page
    assert "I let the gate “Concept introduction” pass on the conditions listed" in page
    assert rich.digest in page
    assert "Lena Lead (lead consultant)" in page
    assert "Waived by Dora Director" in page
    assert "List the sponsor's acts" in page
    assert "Seal intact" in page


def test_the_row_keeps_facts_blockers_waivers_and_both_languages(rich: GateDecision) -> None:
    assert [one["key"] for one in rich.blockers] == ["concept.item-open:concept.sponsor-acts"]
    assert [one["reason"] for one in rich.waivers] == ["Known from the sale."]
    assert rich.wording["meaning"]["zh"].startswith("本人作为")
    assert len(rich.facts["criteria"]) == 3
    states = {one["id"]: one["state"] for one in rich.facts["items"]}
    assert states["concept.motive-recorded"] == "open"
    assert rich.facts["as_of"] == today("Asia/Shanghai").isoformat()


def test_every_column_but_number_and_digest_is_under_the_seal() -> None:
    columns = {column.name for column in GateDecision.__table__.columns}
    assert columns - set(SEALED) == {"id", "digest"}


@pytest.mark.parametrize("name", SEALED)
def test_s03_a_flipped_field_breaks_the_seal(app: Any, rich: GateDecision, name: str) -> None:
    assert is_sealed(rich)
    value = deepcopy(getattr(rich, name))
    make_transient(rich)
    match value:
        case str():
            setattr(rich, name, value[:-1] + ("x" if value[-1:] != "x" else "y"))
        case int():
            setattr(rich, name, value ^ 1)
        case dict():
            setattr(rich, name, {**value, "one more": 1})
        case list():
            setattr(rich, name, [*value, {}])
        case _:
            setattr(rich, name, value + timedelta(microseconds=1))
    assert not is_sealed(rich)


def test_s03_a_single_state_flipped_inside_the_facts_breaks_the_seal(rich: GateDecision) -> None:
    assert is_sealed(rich)
    make_transient(rich)
    facts = deepcopy(rich.facts)
    facts["items"][3]["state"] = "done"
    rich.facts = facts
    assert not is_sealed(rich)


def test_s03_tampering_is_shown_on_the_page(house: SimpleNamespace, make: Make, rich: GateDecision) -> None:
    with transaction():
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("ALTER TABLE gate_decision DISABLE TRIGGER ALL"))
        else:
            db.session.execute(text("DROP TRIGGER gate_decision_no_update"))
        db.session.execute(update(GateDecision).values(text="Go on!"))
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("ALTER TABLE gate_decision ENABLE TRIGGER ALL"))
    page = shown(make, house, rich).text
    assert "The seal is broken" in page
    assert "Seal intact" not in page


@pytest.mark.parametrize("statement", ["UPDATE gate_decision SET text = 'x'", "DELETE FROM gate_decision"])
def test_the_database_itself_refuses_to_change_a_decision(rich: GateDecision, statement: str) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction():
        db.session.execute(text(statement))


def test_two_people_sign_even_for_the_database(house: SimpleNamespace, rich: GateDecision) -> None:
    values = {column.name: getattr(rich, column.name) for column in GateDecision.__table__.columns}
    before = db.session.get_one(GateProposal, rich.proposal_id)
    asked = {column.name: getattr(before, column.name) for column in GateProposal.__table__.columns}
    with transaction():
        again = GateProposal(**{name: value for name, value in asked.items() if name not in ("id", "key")})
        db.session.add(again)
    del values["id"]
    forged = {**values, "key": "forged", "number": 2, "proposal_id": again.id, "signed_by_id": rich.proposed_by_id}
    with pytest.raises(DatabaseError, match="two_people"), transaction():
        db.session.execute(GateDecision.__table__.insert().values(**forged))  # type: ignore[attr-defined]


def test_s03_a_changed_evidence_file_is_found(house: SimpleNamespace, make: Make, decide: Decide) -> None:
    from io import BytesIO

    from app.files import keep, path_of, receive

    make_ready(house.project, "concept")
    received = receive(BytesIO(b"minutes of the kick-off"))
    item = db.session.scalars(select(ChecklistItem).where(ChecklistItem.phase == "concept")).first()
    assert item is not None
    with transaction():
        stored = keep(received)
        db.session.add(
            Evidence(
                project_id=house.project.id, item_id=item.id, kind="file", title="Minutes", file_id=stored.id,
                file_name="minutes.txt", speaks_of=date(2026, 1, 7),
            )
        )  # fmt: skip
    decision = decide("concept", ready=False)
    assert "byte for byte, what was signed" in shown(make, house, decision, "?files=check").text
    path = path_of(received.digest)
    path.chmod(0o640)
    path.write_bytes(b"Minutes of the kick-off")
    broken = shown(make, house, decision, "?files=check")
    assert received.digest in broken.page.select_one(".notice.bad").get_text()
    path.unlink()
    assert "Signed files are missing or were changed" in shown(make, house, decision, "?files=check").text


def test_nothing_has_changed_right_after_signing(house: SimpleNamespace, make: Make, decide: Decide) -> None:
    decide("concept")
    page = make.browser(house.sponsor).get(house.gate)
    assert page.page.select("#changes") == []
    assert "Unchanged" in make.browser(house.sponsor).get(f"{house.base}/gates").text


def test_each_later_change_is_flagged_in_words(house: SimpleNamespace, make: Make, decide: Decide) -> None:
    make_ready(house.project, "concept")
    charter = Deliverable.deliverable == "concept.project-charter"
    change(update(Deliverable).where(charter).values(newest=2))
    decision = decide("concept", ready=False)
    item = (ChecklistItem.project_id == house.project.id, ChecklistItem.item == "concept.motive-recorded")
    change(update(ChecklistItem).where(*item).values(state="open"))
    change(update(Deliverable).where(charter).values(newest=3, state="draft"))
    change(update(Criterion).where(Criterion.name == "Hit rate").values(target=21.0))
    make.add(RaidEntry(project_id=house.project.id, kind="issue", severity="critical", title="Key user left"))
    page = make.browser(house.sponsor).get(house.gate)
    found = [line.get_text() for line in page.page.select("#changes li span")]
    assert len(found) == 4
    assert found[0].startswith("The item “Is the adoption motive recorded")
    assert found[0].endswith("was “Not applicable” when it was signed; now it is “Open”.")
    assert found[1:] == [
        "The deliverable “Project charter” was version 2, accepted when it was signed; now it is version 3, a draft.",
        "The success criterion “Hit rate” has been changed.",
        "The critical issue “Key user left” is open now.",
    ]
    assert "4 changes" in make.browser(house.sponsor).get(f"{house.base}/gates").text
    on_record = shown(make, house, decision)
    assert "Changed since it was signed" in on_record.text
    assert "Seal intact" in on_record.text, "the record itself is as it was signed"


def test_what_was_open_and_is_settled_now_is_no_alarm(house: SimpleNamespace, make: Make, rich: GateDecision) -> None:
    item = (ChecklistItem.project_id == house.project.id, ChecklistItem.item == "concept.sponsor-acts")
    change(update(ChecklistItem).where(*item).values(state="done", evidence_required=False))
    page = make.browser(house.sponsor).get(house.gate).page
    assert [line["class"] for line in page.select("#changes li")] == [["clear"]]
    assert "1 change" not in make.browser(house.sponsor).get(f"{house.base}/gates").text


def test_s05_a_new_version_after_signing_leaves_the_signed_one_readable(
    house: SimpleNamespace, make: Make, decide: Decide
) -> None:
    from io import BytesIO

    consultant, sponsor = make.browser(house.consultant), make.browser(house.sponsor)
    charter = f"{house.base}/deliverables/concept.project-charter"
    make_ready(house.project, "concept")
    consultant.post(f"{charter}/versions", {"file": (BytesIO(b"%PDF-1.7 one"), "charter.pdf")})
    first = db.session.scalars(select(DeliverableVersion)).one()
    consultant.post(f"{charter}/versions/{first.key}/submit")
    sponsor.post(f"{charter}/versions/{first.key}/accept")
    decision = decide("concept", ready=False)
    assert first.digest in shown(make, house, decision).text
    consultant.post(f"{charter}/versions", {"file": (BytesIO(b"%PDF-1.7 two"), "charter.pdf")})
    assert "version 1, accepted when it was signed; now it is version 2, a draft" in sponsor.get(house.gate).text
    assert sponsor.get(f"{charter}/versions/{first.key}/file", buffered=True).response.data == b"%PDF-1.7 one"
    assert is_sealed(db.session.get_one(GateDecision, decision.id))
