"""The bridge from rows to facts: constant in queries, brief where it may be, and right."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select, update

from app.clock import now
from app.database import db
from app.facts.criteria import SuccessCriterion
from app.facts.gates import facts_of_gates, gate_facts, objections_of
from app.facts.links import blocker_url
from app.facts.records import canonical, record_of
from app.models import PHASE_WORDS, ChecklistItem, Criterion, Deliverable, Project, ProjectPhase, RaidEntry, Waiver
from app.transactions import transaction
from phases.edition import editions
from phases.model import About
from phases.objections import objections
from tests.conftest import Make

AS_OF = date(2026, 3, 2)


def queries(app: Flask, ask: Any) -> list[str]:
    """The statements that a call sends, leaving out transactions and pragmas."""
    sent: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    ask()
    event.remove(db.engine, "before_cursor_execute", note)
    return [statement for statement in sent if statement.startswith("SELECT")]


@pytest.fixture
def portfolio(make: Make) -> list[Project]:
    """Twelve projects, two in each phase."""
    client = make.client()
    projects = [make.project(client, name=f"Rollout {number}") for number in range(12)]
    with transaction():
        for place, project in enumerate(projects):
            project.phase = PHASE_WORDS[place % 6]
            earlier = PHASE_WORDS[: place % 6]
            mine = (ProjectPhase.project_id == project.id, ProjectPhase.phase.in_(earlier))
            db.session.execute(update(ProjectPhase).where(*mine).values(state="passed"))
    return projects


def test_many_projects_cost_as_many_queries_as_six(app: Flask, portfolio: list[Project]) -> None:
    few = queries(app, lambda: objections_of(portfolio[:6], as_of=AS_OF))
    many = queries(app, lambda: objections_of(portfolio, as_of=AS_OF))
    assert len(few) == len(many) <= 11


def test_all_gates_of_a_project_cost_seven_queries_too(app: Flask, portfolio: list[Project]) -> None:
    assert len(queries(app, lambda: facts_of_gates(portfolio[0]))) == 7


def test_each_project_gets_the_facts_of_its_own_phase(portfolio: list[Project]) -> None:
    facts = gate_facts(portfolio, as_of=AS_OF, whole=True)
    assert [facts[project.id].phase for project in portfolio] == [*PHASE_WORDS, *PHASE_WORDS]
    edition = editions()[portfolio[0].edition]
    for project in portfolio:
        own = facts[project.id]
        assert [item.id for item in own.items] == list(edition.phases[own.phase].items)
        assert own.passed == frozenset(PHASE_WORDS[: PHASE_WORDS.index(own.phase)])
        assert own.as_of == AS_OF


def test_a_project_in_evaluation_has_no_gate_ahead(portfolio: list[Project]) -> None:
    with transaction():
        portfolio[0].phase = "evaluation"
    assert portfolio[0].id not in gate_facts(portfolio)
    assert objections_of([portfolio[0]]) == {}
    assert gate_facts([]) == {}


def test_another_gate_than_the_present_one_can_be_asked_for(portfolio: list[Project]) -> None:
    facts = gate_facts(portfolio[:2], {portfolio[0].id: "golive", portfolio[1].id: "concept"})
    assert [facts[project.id].phase for project in portfolio[:2]] == ["golive", "concept"]


def test_rows_of_other_projects_never_count(make: Make, portfolio: list[Project]) -> None:
    mine, other = portfolio[0], portfolio[6]
    director = make.user("director")
    make.add(
        RaidEntry(project_id=other.id, kind="issue", severity="critical", title="Not mine"),
        Waiver(
            project_id=other.id, phase="concept", blocker="concept.item-open:concept.motive-recorded", sentence={},
            reason="x", expires=AS_OF, granted_by_id=director.id,
        ),
    )  # fmt: skip
    found = objections_of(portfolio, as_of=AS_OF)
    assert "Not mine" not in str(found[mine.id])
    assert "Not mine" in str(found[other.id])
    assert (len(found[mine.id].waived), len(found[other.id].waived)) == (0, 1)


STATE = st.sampled_from(["open", "doing", "done", "na"])


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
@given(states=st.lists(STATE, min_size=10, max_size=10), deliverable=st.sampled_from(["missing", "draft", "accepted"]))
def test_brief_facts_raise_the_same_objections_as_whole_ones(
    portfolio: list[Project], states: list[str], deliverable: str
) -> None:
    project = portfolio[0]
    with transaction():
        items = db.session.scalars(
            select(ChecklistItem.id).where(ChecklistItem.project_id == project.id, ChecklistItem.phase == "concept")
        ).all()
        for id, state in zip(items, states, strict=False):
            reason = "reason" if state == "na" else ""
            statement = update(ChecklistItem).where(ChecklistItem.id == id).values(state=state, reason=reason)
            db.session.execute(statement)
        mine = update(Deliverable).where(Deliverable.project_id == project.id, Deliverable.position == 1)
        db.session.execute(mine.values(state=deliverable))
    limits = editions()[project.edition].limits["concept"]
    whole = gate_facts([project], as_of=AS_OF, whole=True)[project.id]
    brief = gate_facts([project], as_of=AS_OF)[project.id]
    assert len(brief.items) <= len(whole.items)
    assert objections(brief, limits) == objections(whole, limits)


FIELDS = (
    "unit", "how_measured", "baseline", "baseline_date", "baseline_source", "target", "target_date", "owner_id",
)  # fmt: skip


@pytest.mark.parametrize("empty", ["", *FIELDS])
def test_a_criterion_is_complete_for_the_gate_as_it_is_on_its_page(make: Make, empty: str) -> None:
    project, owner = make.project(), make.user("lead")
    values: dict[str, Any] = {
        "unit": "%", "how_measured": "Counted.", "baseline": 1.0, "baseline_date": AS_OF, "baseline_source": "Ledger",
        "target": 2.0, "target_date": AS_OF, "owner_id": owner.id,
    }  # fmt: skip
    if empty:
        values[empty] = " " if isinstance(values[empty], str) else None
    one = make.add(Criterion(project_id=project.id, name="Hit rate", direction="up", **values))
    (fact,) = gate_facts([project])[project.id].criteria  # type: ignore[attr-defined]
    on_page = SuccessCriterion(
        one.id, one.key, one.version, one.name, one.unit, "up", one.part, one.baseline, one.baseline_date,
        one.baseline_source, one.target, one.target_date, owner.key if one.owner_id else None,
        owner.name if one.owner_id else None, one.how_measured, None, "CNY", 1.0, None, None,
    )  # fmt: skip
    assert fact.complete is on_page.complete is (empty == "")


def test_removed_criteria_do_not_count(make: Make) -> None:
    project = make.project()
    make.add(Criterion(project_id=project.id, name="Old", direction="up", removed_at=now()))
    assert gate_facts([project])[project.id].criteria == ()  # type: ignore[attr-defined]


def test_a_record_is_plain_and_the_same_each_time(make: Make) -> None:
    project = make.project()
    record = record_of(project, "concept", on=AS_OF)
    assert record["as_of"] == "2026-03-02"
    assert record["items"][0]["title"].keys() == {"en", "zh"}
    assert canonical(record) == canonical(record_of(project, "concept", on=AS_OF))


@pytest.mark.parametrize(
    ("about", "path"),
    [
        (About("item", "concept.motive-recorded"), "/projects/k/items/concept.motive-recorded"),
        (About("deliverable", "concept.project-charter"), "/projects/k/deliverables/concept.project-charter"),
        (About("raid", "abc"), "/projects/k/raid/abc"),
        (About("condition", "abc"), "/projects/k/conditions/abc"),
        (About("phase", "review"), "/projects/k/phases/review/gate"),
        (About("criterion", ""), "/projects/k/criteria"),
        (About("project", ""), "/projects/k/people"),
        (About("record", "review/steps"), "/projects/k/records/review/steps"),
        (About("record", "golive/tasks/t1"), "/projects/k/records/golive/tasks/t1"),
        # a process that is not approved is approved beside its steps, not in the form of its title
        (About("record", "solidification/processes/t1"), "/projects/k/solidification/processes/t1"),
    ],
)
def test_each_blocker_leads_to_a_page_that_exists(app: Flask, about: About, path: str) -> None:
    assert blocker_url("k", about) == path
    endpoint, _values = app.url_map.bind("127.0.0.1:8000", url_scheme="https").match(path, method="GET")
    assert endpoint
