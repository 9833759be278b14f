"""Training as people use it: the anonymous survey behind its link, coverage, and who has to be taught again."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.clock import now
from app.database import db
from app.facts.phase_records import gather, refresh
from app.facts.training import shown_sessions
from app.models import (
    Attempt,
    Certification,
    Enrolment,
    Join,
    Learner,
    Project,
    Reaction,
    ReactionLink,
    TargetStep,
    Trainer,
    TrainingModule,
    TrainingRole,
    TrainingSession,
)
from app.transactions import transaction
from tests.conftest import Browser
from tests.records_world import fulfil

HELD = date(2026, 1, 8)
GOOD = {"useful": "5", "clear": "4", "paced": "3", "practised": "4", "ready": "4"}


@pytest.fixture
def school(make):
    """Seven users of one role, all enrolled in one session that was held."""
    client = make.client()
    project = make.project(client)
    lead, sponsor = make.user("lead"), make.user("sponsor", client)
    make.member(project, lead)
    make.member(project, sponsor)
    mine = {"project_id": project.id}
    with transaction():
        role = TrainingRole(**mine, number=1, name="Sales")
        trainer = Trainer(**mine, number=1, name="Tom", certificate="T-1")
        db.session.add_all([role, trainer])
        db.session.flush()
        session = TrainingSession(**mine, number=1, title="First steps", held_on=HELD, trainer_id=trainer.id)
        people = [
            Learner(**mine, number=number, name=f"User {number}", role_id=role.id, department="North", manager="Max")
            for number in range(1, 8)
        ]
        db.session.add_all([session, *people])
        db.session.flush()
        db.session.add_all(
            Enrolment(**mine, number=one.number, learner_id=one.id, session_id=session.id, attended=True)
            for one in people
        )
    base = f"/projects/{project.key}/training"
    return {"project": project, "role": role, "session": session, "people": people, "lead": lead, "sponsor": sponsor, "base": base}  # fmt: skip  # noqa: E501


def open_link(make, school) -> str:
    page = make.browser(school["lead"]).post(f"{school['base']}/sessions/{school['session'].key}/survey")
    assert page.status == 200
    return re.search(r"/reaction/[\w-]+", page.page.select_one("[data-handed]").get_text())[0]


def send(app, link, ticket=None, **values):
    """Somebody without any cookie fills the form in."""
    visitor = Browser(app)
    if ticket is None:
        ticket = visitor.get(link).page.select_one("input[name=ticket]")["value"]
    fresh = Browser(app)
    return fresh._send(fresh.client.post, link, data={"ticket": ticket, **GOOD, **values})


def answers():
    db.session.expire_all()
    return db.session.scalars(select(Reaction).order_by(Reaction.id)).all()


def test_an_answer_needs_no_account_and_no_cookie_and_names_nobody(app, make, school):
    link = open_link(make, school)
    done = send(app, link, remark="More  cases,\nplease")
    assert "Thank you." in done.text
    (kept,) = answers()
    assert (kept.useful, kept.ready, kept.remark) == (5, 4, "More cases, please")
    assert not {"created_at", "user_id", "address"} & set(Reaction.__table__.c.keys())


def test_only_the_hash_of_the_link_is_kept(app, make, school):
    link = open_link(make, school)
    token = link.rsplit("/", 1)[1]
    row = db.session.scalars(select(ReactionLink)).one()
    assert token not in row.token_hash
    assert len(row.token_hash) == 64


def test_one_form_counts_once(app, make, school):
    link = open_link(make, school)
    assert "Thank you." in send(app, link, ticket="the-same").text
    assert "Thank you." in send(app, link, ticket="the-same").text
    assert len(answers()) == 1


def test_no_more_answers_than_enrolled(app, make, school):
    link = open_link(make, school)
    for number in range(7):
        assert send(app, link, ticket=f"t{number}").status == 200
    refused = send(app, link, ticket="t8")
    assert refused.status == 422
    assert "Everybody who was enrolled has answered already." in refused.text
    assert len(answers()) == 7


@pytest.mark.parametrize("values", [{"useful": "6"}, {"useful": "0"}, {"ready": ""}, {"clear": "x"}, {"ticket": ""}])
def test_what_is_no_rating_is_refused_and_the_rest_is_kept(app, make, school, values):
    link = open_link(make, school)
    answer = send(app, link, **({"ticket": "t"} | {"remark": "Good"} | values))
    assert answer.status == 422
    assert "Good" in answer.page.select_one("textarea").get_text()
    assert answers() == []


def test_a_link_ends_and_a_new_one_ends_the_old(app, make, school):
    old = open_link(make, school)
    new = open_link(make, school)
    assert Browser(app).get(old).status == 404
    assert Browser(app).get(new).status == 200
    with transaction():
        db.session.scalars(select(ReactionLink)).one().expires_at = now() - timedelta(minutes=1)
    assert Browser(app).get(new).status == 404
    assert send(app, new, ticket="t").status == 404
    assert Browser(app).get("/reaction/wrong").status == 404


def test_a_flood_from_one_address_is_stopped(app, make, school):
    link = open_link(make, school)
    with transaction():
        db.session.add_all(Attempt(subject="reaction:127.0.0.1", at=now()) for _number in range(60))
    assert send(app, link, ticket="t").status == 429
    assert answers() == []


def test_the_survey_speaks_chinese_too(app, make, school):
    link = open_link(make, school)
    page = Browser(app).get(link, headers={"Accept-Language": "zh-CN"})
    assert "本次培训您觉得如何？" in page.text
    assert "讲师讲解清楚。" in page.text


def test_results_stay_hidden_until_five_have_answered(app, make, school):
    link, browser = open_link(make, school), make.browser(school["lead"])
    for number in range(4):
        send(app, link, ticket=f"t{number}", remark="Secret remark")
    page = browser.get(f"{school['base']}/reactions")
    assert "4 answers of 7 enrolled" in page.text
    assert "Too few answers" in page.text
    assert "Secret remark" not in page.text
    assert gather(school["project"].id, "training").reaction_answers == 0
    send(app, link, ticket="t5", useful="1")
    page = browser.get(f"{school['base']}/reactions")
    rows = [[cell.get_text(strip=True) for cell in row.select("td, th")] for row in page.page.select("tbody tr")]
    assert [row[1] for row in rows] == ["4.2", "4", "3", "4", "4", "3.8"]
    found = gather(school["project"].id, "training")
    assert (found.reaction_sum, found.reaction_answers) == (96, 5)


def test_a_total_never_tells_what_a_few_said():
    assert shown_sessions({"a": 6, "b": 2}, 5) == {"a"}
    assert shown_sessions({"a": 6, "b": 2, "c": 3}, 5) == {"a", "b", "c"}
    assert shown_sessions({"b": 4}, 5) == set()


def certify(school, *people, passed=True, day=HELD):
    mine = {"project_id": school["project"].id}
    number = len(db.session.scalars(select(Certification)).all())
    with transaction():
        db.session.add_all(
            Certification(**mine, number=number + place, learner_id=one.id, passed=passed, tested_on=day)
            for place, one in enumerate(people, start=1)
        )
    with transaction():
        refresh(school["project"].id, "training")


def test_the_retraining_list_says_who_and_why(make, school):
    one, two, three, *rest = school["people"]
    with transaction():
        first = db.session.scalars(select(Enrolment).where(Enrolment.learner_id == one.id)).one()
        first.attended = False
        second = db.session.scalars(select(Enrolment).where(Enrolment.learner_id == two.id)).one()
        second.result = "failed"
        db.session.get(Learner, three.id).key_user = True
    certify(school, *rest)
    browser = make.browser(school["lead"])
    page = browser.get(f"{school['base']}/retraining")
    rows = [[" ".join(cell.get_text(" ").split()) for cell in row.select("td")] for row in page.page.select("tbody tr")]
    assert [(row[1], row[5]) for row in rows] == [
        ("User 3 Key user", "not certified"), ("User 1", "absent, not certified"), ("User 2", "failed, not certified"),
    ]  # fmt: skip
    csv = browser.get(f"{school['base']}/retraining.csv?why=failed").response.data.decode("utf-8-sig").splitlines()
    assert csv[1:] == ['TU-2,User 2,Sales,North,Max,No,"failed, not certified"']


def test_coverage_is_told_by_role_and_department(make, school):
    certify(school, *school["people"][:6])
    text = make.browser(school["sponsor"]).get(f"{school['base']}/coverage").text
    assert "Sales 6 7 86% ≥ 80%" in text
    assert "North 6 7 86%" in text


def test_an_enrolment_is_called_by_its_learner_and_pasted_rows_stay_apart(make, school):
    browser = make.browser(school["lead"])
    url = f"/projects/{school['project'].key}/records/training/enrolments"
    assert "TU-1 · User 1" in browser.get(url).text
    cells = "User\tSession\tAttended\nUser 1\tSE-1\tyes\nUser 1\tFirst steps\tno"
    assert "New 2 Changed 0 Unchanged 0 Refused 0" in browser.post(f"{url}/sheet", data={"cells": cells}).text


def test_facts_join_what_the_registers_hold(make, school):
    mine = {"project_id": school["project"].id}
    one, two, *_rest = school["people"]
    with transaction():
        other = TrainingRole(**mine, number=2, name="Service")
        module = TrainingModule(**mine, number=1, title="M")
        steps = [
            TargetStep(**mine, number=1, name="a", fit="standard", control_point=True),
            TargetStep(**mine, number=2, name="b", fit="out"),
            TargetStep(**mine, number=3, name="c", fit="standard", change="drop", control_point=True),
        ]
        db.session.add_all([other, module, *steps])
        db.session.flush()
        ends = {"from_kind": "solidification/steps", "to_kind": "training/modules"}
        db.session.add(Join(**mine, **ends, from_id=steps[0].id, to_id=module.id))
        db.session.add(
            Certification(**mine, number=9, learner_id=two.id, role_id=other.id, passed=True, tested_on=HELD)
        )
    certify(school, one)
    found = gather(school["project"].id, "training")
    assert [(step.name, step.in_system, step.taught) for step in found.steps] == [
        ("a", True, True),
        ("b", False, False),
    ]
    assert [learner.certified_on for learner in found.learners[:2]] == [HELD, None]  # another role is not one's own
    assert (found.sessions[0].trainer, found.sessions[0].certificate) == ("Tom", "T-1")
    assert len(found.enrolments) == 7


def test_strangers_and_readers(make, school):
    stranger = make.browser(make.user("sponsor", make.client("Other")))
    for end in ("coverage", "retraining", "reactions", "retraining.csv"):
        assert stranger.get(f"{school['base']}/{end}").status == 404
    survey = f"{school['base']}/sessions/{school['session'].key}/survey"
    assert make.browser(school["sponsor"]).post(survey).status == 403


@pytest.mark.parametrize("count", [0, 3, 500])
def test_the_pages_bear_any_number_of_rows(make, count):
    project, lead = make.project(), make.user("lead")
    make.member(project, lead)
    mine = {"project_id": project.id}
    with transaction():
        role = TrainingRole(**mine, number=1, name="Sales")
        db.session.add(role)
        db.session.flush()
        for number in range(1, count + 1):
            db.session.add(Learner(**mine, number=number, name=f"User {number}", role_id=role.id, department="D"))
            db.session.add(TrainingSession(**mine, number=number, title=f"Session {number}", held_on=HELD))
        refresh(project.id, "training")
    browser = make.browser(lead)
    for end in ("coverage", "retraining", "reactions"):
        assert browser.get(f"/projects/{project.key}/training/{end}").status == 200


def test_the_fewest_rows_leave_no_blocker(make):
    from phases import training
    from phases.edition import current_edition
    from phases.facts import TrainingFacts

    project = make.project()
    with transaction():
        fulfil(db.session.get(Project, project.id), "training")
    facts = TrainingFacts(phase="training", as_of=HELD, records=gather(project.id, "training"))
    found = [one.key for one in training.gate(facts, current_edition().limits["training"])]
    assert [key for key in found if "earlier" not in key and "no-" not in key] == []
