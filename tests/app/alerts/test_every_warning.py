"""Every warning of the method from its rows to its end: told with facts and a link, set aside, gone with its cause."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from app import audit
from app.clock import now, today
from app.database import db
from app.facts.phase_records import refresh
from app.facts.warnings import warned
from app.models import (
    Assessment,
    ChecklistItem,
    Criterion,
    DiagnosisSheet,
    Evidence,
    GateProposal,
    Meeting,
    Project,
    ProjectPhase,
    Rater,
    RaterAnswer,
    TargetProcess,
    TargetStep,
    TeamPerson,
    User,
)
from app.readiness.actions import close
from app.transactions import transaction
from phases.readiness.statements import load
from phases.warnings import KINDS
from tests.conftest import Make

ZONE = "Asia/Shanghai"
Way = Callable[[SimpleNamespace], None]


@pytest.fixture
def house(make: Make) -> SimpleNamespace:
    """A project that began 20 days ago, of which nothing is to be said; its lead and its sponsor were here today."""
    client = make.client("Borealis Tools")
    lead, sponsor = make.user("lead"), make.user("sponsor", client)
    project = make.project(client, name="Alpha", by=lead, start=today(ZONE) - timedelta(days=20))
    make.member(project, sponsor)
    with transaction():
        db.session.execute(update(User).values(last_seen_at=now()))
    return SimpleNamespace(project=project, id=project.id, lead=lead, url=f"/projects/{project.key}/warnings")


def days(number: int) -> date:
    return today(ZONE) + timedelta(days=number)


def mandatory(house: SimpleNamespace) -> list[ChecklistItem]:
    own = (ChecklistItem.project_id == house.id, ChecklistItem.phase == "concept", ChecklistItem.mandatory)
    return list(db.session.scalars(select(ChecklistItem).where(*own)))


def team(house: SimpleNamespace, *people: dict[str, object]) -> None:
    db.session.add_all(
        TeamPerson(project_id=house.id, number=place, name=f"P{place}", side="client", **one)
        for place, one in enumerate(people, start=1)
    )


def phases(house: SimpleNamespace, **states: str) -> None:
    for word, state in states.items():
        own = (ProjectPhase.project_id == house.id, ProjectPhase.phase == word)
        began = days(-9) if state != "ahead" else None
        db.session.execute(update(ProjectPhase).where(*own).values(state=state, actual_start=began))


def missed_meetings(house: SimpleNamespace) -> None:
    for place in (1, 2):
        held = {"held_on": days(-3 * place), "kind": "steering", "title": "S"}
        db.session.add(Meeting(project_id=house.id, number=place, **held))


def reformed_steps(house: SimpleNamespace) -> None:
    flow = TargetProcess(project_id=house.id, number=1, name="Quotes")
    db.session.add(flow)
    db.session.flush()
    for place in (1, 2):
        step = {"name": f"S{place}", "place": place, "flow_id": flow.id, "change": "new"}
        db.session.add(TargetStep(project_id=house.id, number=place, **step))


def criterion(house: SimpleNamespace, part: str) -> None:
    db.session.add(
        Criterion(project_id=house.id, name="C", unit="h", direction="down", part=part, baseline=9.0, target=4.0)
    )


def with_designed_phase(house: SimpleNamespace) -> None:
    criterion(house, "satisfaction")
    phases(house, concept="passed", review="passed", solidification="running")


def bare_answers(house: SimpleNamespace) -> None:
    for item in mandatory(house):
        item.state, item.answered_at = "done", now() - timedelta(days=9)


def proven(house: SimpleNamespace) -> None:
    for item in mandatory(house):
        db.session.add(Evidence(project_id=house.id, item_id=item.id, kind="note", title="N", speaks_of=days(-1)))


def waiting_gate(house: SimpleNamespace) -> None:
    db.session.execute(update(User).values(last_seen_at=None))
    db.session.execute(update(ChecklistItem).values(due=days(90)))
    made = {"proposed_by_id": house.lead.id, "created_at": now() - timedelta(days=15)}
    db.session.add(GateProposal(project_id=house.id, phase="concept", outcome="go", **made))


def seen(_house: SimpleNamespace) -> None:
    db.session.execute(update(User).values(last_seen_at=now()))


def assessed(points: str, technology: str) -> Way:
    def done(house: SimpleNamespace) -> None:
        number = len(db.session.scalars(select(Assessment.id)).all()) + 1
        row = db.session.scalars(select(Assessment).where(Assessment.state == "open")).first() or Assessment(
            project_id=house.id, number=number, occasion="other"
        )
        db.session.add(row)
        db.session.flush()
        rater = Rater(assessment_id=row.id, name="R", side="client")
        db.session.add(rater)
        db.session.flush()
        db.session.add_all(
            RaterAnswer(
                assessment_id=row.id, rater_id=rater.id, factor=factor, statement=one.id, rated_at=now(),
                rating=technology if factor == "technology" else points,
            )
            for factor, statements in load().items() for one in statements
        )  # fmt: skip
        db.session.flush()
        close(project=house.project, assessment=row, by=house.lead.id)

    return done


def old_evidence(house: SimpleNamespace) -> None:
    proof = {"kind": "note", "title": "N", "speaks_of": days(-400)}
    item = mandatory(house)[0]
    item.state, item.answered_at = "done", now()
    db.session.add(Evidence(project_id=house.id, item_id=item.id, **proof))


def new_evidence(house: SimpleNamespace) -> None:
    proof = {"kind": "note", "title": "N", "speaks_of": days(-1)}
    db.session.add(Evidence(project_id=house.id, item_id=mandatory(house)[0].id, **proof))


def slip(working_days: int) -> Way:
    def done(house: SimpleNamespace) -> None:
        late = {"slip": working_days, "forecast_end": days(400)}
        db.session.execute(update(Project).where(Project.id == house.id).values(**late))

    return done


def gone(*models: type) -> Way:
    def done(_house: SimpleNamespace) -> None:
        for model in models:
            db.session.execute(delete(model))

    return done


def motive(word: str) -> Way:
    def done(house: SimpleNamespace) -> None:
        db.session.execute(delete(DiagnosisSheet))
        db.session.add(DiagnosisSheet(project_id=house.id, motive=word))

    return done


IT = {"role": "member", "it": True}
CASES: dict[str, tuple[Way, Way]] = {
    "absent-leader": (missed_meetings, gone(Meeting)),
    "consulting-led": (reformed_steps, gone(TargetStep, TargetProcess)),
    "vendor-led": (lambda house: criterion(house, "efficiency"), gone(Criterion)),
    "bottom-up": (lambda house: team(house, {"role": "sponsor", "level": "manager"}), gone(TeamPerson)),
    "follower": (motive("follower"), motive("problem")),
    "slipping": (slip(90), slip(0)),
    "fake-green": (bare_answers, proven),
    "silent-client": (waiting_gate, seen),
    "technology-ahead": (assessed("1", "4"), assessed("3", "3")),
    "it-only": (lambda house: team(house, {"role": "client-pm", "it": True}, IT, IT, {"role": "member"}),
                gone(TeamPerson)),
    "result-without-process": (with_designed_phase, gone(Criterion)),
    "stale-evidence": (old_evidence, new_evidence),
    "overlap": (lambda house: phases(house, review="running"), lambda house: phases(house, review="ahead")),
}  # fmt: skip
"""How the cause of each warning comes about in rows, and how it goes away."""


def happen(house: SimpleNamespace, way: Way) -> None:
    """Something happens in the project, as its acts leave it: the phases' records are gathered, the trail tells it."""
    with transaction():
        way(house)
        db.session.flush()
        for word in ("concept", "review", "solidification", "golive"):
            refresh(house.id, word)
        audit.record("record.changed", by=house.lead.id, project=house.id, about="x", title="x", register="x")
    db.session.expire_all()


def standing(house: SimpleNamespace) -> list[str]:
    return [one.key for one in warned([house.project])[house.id].standing]


def listed(browser, key: str) -> list[str]:
    found = browser.get(f"/portfolio?warning={key}").page
    return [cell.a.get_text(strip=True) for cell in found.select("table td.main")]


def test_the_table_has_every_warning_of_the_method() -> None:
    assert set(CASES) == set(KINDS)


@pytest.mark.parametrize("key", CASES)
def test_it_is_told_with_its_facts_set_aside_with_a_reason_and_gone_with_its_cause(
    app: Flask, make: Make, house: SimpleNamespace, key: str
) -> None:
    arise, mend = CASES[key]
    assert standing(house) == []
    happen(house, arise)
    assert standing(house) == [key]
    browser, title = make.browser(house.lead), KINDS[key].title
    page = browser.get(house.url).page
    card = page.select_one(f"section[aria-labelledby=w-{key}]")
    (said,) = (one for one in warned([house.project])[house.id].standing)
    link = card.select_one("p a")
    assert link.get_text() == said.sentence.en
    assert browser.get(link["href"]).status == 200, link["href"]
    assert len(card.select("tbody tr")) == len(said.figures) > 0
    assert any(figure.beyond for figure in said.figures)
    assert listed(browser, key) == ["Alpha"]
    assert title.en in browser.get("/portfolio/export.csv").text
    assert title.en in browser.get(f"/projects/{house.project.key}").text

    assert browser.post(f"{house.url}/{key}/dismiss", {"reason": " "}).status == 422
    assert browser.post(f"{house.url}/{key}/dismiss", {"reason": "Known and agreed", "until": ""}).status == 303
    assert (standing(house), listed(browser, key)) == ([], [])
    aside = browser.get(house.url).page
    assert "Known and agreed" in aside.select_one(f"section[aria-labelledby=w-{key}]").get_text()
    assert browser.post(aside.select_one("form[action$='/withdraw']")["action"]).status == 303
    assert listed(browser, key) == ["Alpha"]

    browser.post("/language", {"language": "zh", "next": "/"})
    chinese = browser.get(house.url).page.select_one(f"section[aria-labelledby=w-{key}]")
    assert chinese.select_one("p a").get_text() == said.sentence.zh
    assert title.zh in chinese.h2.get_text()
    happen(house, mend)
    assert (standing(house), listed(browser, key)) == ([], [])
    assert browser.get(house.url).page.select("section[aria-labelledby^=w-]") == []
