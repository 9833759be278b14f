"""An engagement whose first phase was decided with a condition, and which has two evaluation rounds; its people."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from app.database import db
from app.facts.evaluation import effect_indicators, indicator_rows, scheme_of, score_facts
from app.facts.records import record_of
from app.facts.seal import seal_of
from app.models import (
    ChecklistItem,
    Condition,
    Criterion,
    Deliverable,
    DeliverableVersion,
    EffectFigure,
    Evidence,
    Finding,
    GateDecision,
    GateProposal,
    IndicatorValue,
    ProjectPhase,
    RaidEntry,
    Rectification,
    Round,
)
from app.models.base import new_key
from app.transactions import transaction
from phases.evaluation.scoring import share
from phases.model import Text
from tests.conftest import Make

SIGNED_AT = datetime(2026, 2, 10, 23, 30, tzinfo=UTC)
"""Already 11 February where the project is."""


@pytest.fixture
def house(make: Make) -> SimpleNamespace:
    """.project .client .base; .lead .consultant .sponsor .pm are its people, .director of the firm."""
    make.firm("Meridian Consulting")
    client = make.client("Aurora Instruments")
    people = {
        "lead": make.user("lead", name="Lena Lead"),
        "consultant": make.user("consultant", name="Carl Consultant"),
        "sponsor": make.user("sponsor", client, name="Su Sponsor", time_zone="Europe/Berlin"),
        "pm": make.user("client-pm", client, name="Pia Manager"),
    }
    project = make.project(client, name="CRM for sales")
    for person in people.values():
        make.member(project, person)
    return SimpleNamespace(
        project=project, client=client, base=f"/projects/{project.key}/reports",
        director=make.user("director", name="Dora Director"), **people,
    )  # fmt: skip


@pytest.fixture
def decided(house: SimpleNamespace) -> SimpleNamespace:
    """The first gate was passed with one condition and one waiver; `.decision` is its row."""
    with transaction():
        _answer(house)
        _deliver(house)
        db.session.add_all(
            [
                RaidEntry(project_id=house.project.id, kind="risk", severity="low", title="Summer holidays"),
                RaidEntry(
                    project_id=house.project.id, kind="issue", severity="high", title="Four price lists",
                    owner_id=house.pm.id, due=date(2026, 3, 1), response="One owner is named",
                ),
                RaidEntry(
                    project_id=house.project.id, kind="decision", title="Spare parts left out", phase="concept",
                    closed_at=SIGNED_AT,
                ),
                RaidEntry(project_id=house.project.id, kind="risk", title="Closed elsewhere", closed_at=SIGNED_AT),
            ]
        )  # fmt: skip
        db.session.flush()
        house.decision = _decide(house)
    db.session.expire_all()
    return house


def _answer(house: SimpleNamespace) -> None:
    """The first item is done with evidence, the second is not applicable; the others stay open."""
    first, second = db.session.scalars(
        select(ChecklistItem)
        .where(ChecklistItem.project_id == house.project.id, ChecklistItem.phase == "concept")
        .order_by(ChecklistItem.position)
        .limit(2)
    )
    first.state, first.note = "done", "Confirmed in writing."
    second.state, second.reason, second.note = "na", "There are no dealers.", "See the minutes."
    db.session.add_all(
        [
            Evidence(
                project_id=house.project.id, item_id=first.id, kind="note", title="Minutes of the kick-off", text="x",
                speaks_of=date(2026, 1, 12),
            ),
            Evidence(
                project_id=house.project.id, item_id=first.id, kind="note", title="Taken away", text="x",
                speaks_of=date(2026, 1, 12), removed_at=SIGNED_AT,
            ),
        ]
    )  # fmt: skip


def _deliver(house: SimpleNamespace) -> None:
    """The first deliverable has a second version, accepted by the client."""
    row = db.session.scalars(
        select(Deliverable)
        .where(Deliverable.project_id == house.project.id, Deliverable.phase == "concept")
        .order_by(Deliverable.position)
        .limit(1)
    ).one()
    row.state, row.newest = "accepted", 2
    for number, state in ((1, "returned"), (2, "accepted")):
        db.session.add(
            DeliverableVersion(
                deliverable_id=row.id, number=number, url=f"https://example.test/{number}", digest=f"{number}" * 64,
                author_id=house.consultant.id, state=state, decided_at=SIGNED_AT,
                accepted_by_id=house.pm.id if state == "accepted" else None,
            )
        )  # fmt: skip


def _decide(house: SimpleNamespace) -> GateDecision:
    project = house.project
    proposal = GateProposal(
        project_id=project.id, phase="concept", outcome="conditions", proposed_by_id=house.lead.id, closed_at=SIGNED_AT
    )
    db.session.add(proposal)
    db.session.flush()
    sentence = {"en": "Two items are open.", "zh": "有两项尚未完成。"}
    decision = GateDecision(
        key=new_key(), project_id=project.id, proposal_id=proposal.id, phase="concept", number=1,
        outcome="conditions", text="Go ahead.", facts=record_of(project, "concept"),
        wording={
            "meaning": {"en": "I let the gate pass on conditions.", "zh": "本人同意有条件通过该关口。"},
            "signer": {"name": "Su Sponsor", "job_title": "", "role": "sponsor"},
            "proposer": {"name": "Lena Lead", "job_title": "", "role": "lead"},
            "proposal": {"outcome": "conditions", "text": "", "at": "2026-02-09T08:00:00.000000+00:00"},
        },
        blockers=[{"key": "a", "sentence": sentence, "about": {"kind": "item", "key": "a"}, "waivable": True}],
        waivers=[
            {
                "key": "b", "sentence": {"en": "No baseline.", "zh": "没有基线。"}, "reason": "It is measured in March",
                "by": "Dora Director", "expires": "2026-03-31", "about": {"kind": "phase", "key": "concept"},
                "waivable": True,
            }
        ],
        conditions=[], proposed_by_id=house.lead.id, signed_by_id=house.sponsor.id, signed_at=SIGNED_AT, digest="",
    )  # fmt: skip
    decision.digest = seal_of(decision)
    db.session.add(decision)
    db.session.flush()
    db.session.add(
        Condition(
            project_id=project.id, decision_id=decision.id, phase="concept", text="Name the motive",
            owner_id=house.pm.id, due=date(2026, 2, 20),
        )
    )  # fmt: skip
    project.phase = "review"
    for word, values in (
        ("concept", {"state": "passed", "actual_start": date(2026, 1, 5), "actual_end": date(2026, 2, 11)}),
        ("review", {"state": "running", "actual_start": date(2026, 2, 11)}),
    ):
        mine = (ProjectPhase.project_id == project.id, ProjectPhase.phase == word)
        db.session.execute(update(ProjectPhase).where(*mine).values(**values))
    return decision


@pytest.fixture
def measured(house: SimpleNamespace) -> SimpleNamespace:
    """Two rounds: activation 40 of 80, then 60 of 80; a criterion at 9 of 12 days; a finding twice with an action."""
    with transaction():
        criterion = Criterion(
            project_id=house.project.id, name="Time to a quotation", unit="days", direction="down", baseline=12.0,
            target=8.0, baseline_date=date(2025, 12, 31), target_date=date(2026, 12, 31), owner_id=house.pm.id,
        )  # fmt: skip
        db.session.add(criterion)
        db.session.flush()
        house.rounds = [
            _round(house, criterion, 1, date(2026, 7, 1), date(2026, 7, 30), 40, 11.0),
            _round(house, criterion, 2, date(2026, 8, 1), date(2026, 8, 30), 60, 9.0),
        ]
    db.session.expire_all()
    return house


def _round(
    house: SimpleNamespace, criterion: Criterion, number: int, first: date, last: date, users: int, days: float
) -> Round:
    row = Round(
        project_id=house.project.id, number=number, from_date=first, to_date=last, edition=house.project.edition,
        computed_at=SIGNED_AT, conclusion=f"Conclusion of round {number}.",
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    db.session.add(
        EffectFigure(
            round_id=row.id,
            criterion_id=criterion.id,
            value=days,
            period_from=first,
            period_to=last,
            source="Orders",
            accepted="Orders come evenly over the year.",
        )
    )
    _found(house, row, number)
    db.session.flush()
    scheme = scheme_of(house.project.edition)
    activation = scheme["breadth.activation"]
    indicators = (
        share(activation, scheme.limits, users, 80, reason=Text("x", "x")),
        *effect_indicators(scheme, house.project.id, row.id),
    )
    db.session.execute(delete(IndicatorValue).where(IndicatorValue.round_id == row.id))
    db.session.execute(insert(IndicatorValue), indicator_rows(row.id, indicators))
    row.facts = {**score_facts(scheme, indicators), "sources": [_source()], "remarks": [LEFT_OUT]}
    return row


LEFT_OUT = {"en": "Repeated lines, counted once: 4.", "zh": "4 行重复记录只计一次。"}


def _found(house: SimpleNamespace, row: Round, number: int) -> None:
    finding = Finding(
        round_id=row.id, title=f"Few sign in ({number})", cause="No training", dimension="breadth",
        indicator="breadth.activation", severity="high",
    )  # fmt: skip
    db.session.add(finding)
    db.session.flush()
    db.session.add(
        Rectification(
            project_id=house.project.id, finding_id=finding.id, title=f"Train again ({number})",
            owner_id=house.pm.id, due=date(2026, 9, number), expected_indicator="breadth.activation",
            expected_change=0.1,
        )
    )  # fmt: skip


def _source() -> dict[str, Any]:
    return {
        "key": "s", "kind": "events", "file_name": "usage.csv", "digest": "e" * 64, "rows": 100, "accepted": 97,
        "refused": 3, "duplicates": 0, "first_at": "2026-07-31T16:30:00+00:00", "last_at": "2026-08-30T01:00:00+00:00",
    }  # fmt: skip
