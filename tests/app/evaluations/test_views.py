"""Judgement and three views on their pages: graded alone, handed in for good, shown beside logs and survey."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from app.clock import now
from app.database import db
from app.errors import Refused
from app.evaluations.actions import close_round
from app.evaluations.judgement.actions import grade, hand_in
from app.facts.evaluation import indicators_of, rounds_of
from app.facts.freezing import frozen
from app.facts.judgement import handed_in
from app.facts.views import views_of
from app.models import AuditEvent, JudgementGrade, Round, Survey, SurveyAnswer
from app.models.base import new_key
from app.transactions import transaction
from app.usage.rounds import compute_now
from phases.evaluation.judgement import by_id
from tests.conftest import Make

ALL = len(by_id())


def form(word: str, evidence: str = "seen on site", **values: str) -> dict[str, str]:
    fields = {f"grade-{id}": word for id in by_id()} | {f"evidence-{id}": evidence for id in by_id()}
    return fields | values


def give(house: SimpleNamespace, person: Any, word: str) -> None:
    with transaction():
        given = dict.fromkeys(by_id(), (word, "minutes of 3 July"))
        hand_in(project=house.project, round_=house.round, grades=given, by=person.id)


def views(house: SimpleNamespace, *, judgement: bool = True):
    db.session.expire_all()
    one = rounds_of([house.project.id])[house.project.id][0]
    return views_of(one, indicators_of([one])[one.id], judgement=judgement)


def survey(house: SimpleNamespace, answers: list[int], *, number: int = 1) -> Survey:
    """A closed survey of the round that asked for the days of use, 0 to 5."""
    with transaction():
        row = Survey(
            project_id=house.project.id, round_id=house.round.id, number=number, title="Use", audience="users",
            mode="personal", instruments=["use"], state="closed", closed_at=now(),
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        db.session.add_all(SurveyAnswer(survey_id=row.id, key=new_key(), said={"use.days": day}) for day in answers)
    return row


def test_grades_are_kept_as_a_draft_and_count_once_handed_in(make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.consultant)
    assert browser.post(f"{house.url}/judgement", form("3")).status == 303
    assert handed_in(house.round.id) == ()
    assert "13/13" in browser.get(f"{house.url}/judgement").text
    assert browser.post(f"{house.url}/judgement", form("3", act="submit")).status == 303
    assert [view.views[2].score for view in views(house)] == [75, 75, 75]
    told = db.session.scalar(select(AuditEvent).where(AuditEvent.verb == "judgement.handed-in"))
    assert told is not None


def test_one_row_is_saved_by_the_script(make: Make, house: SimpleNamespace) -> None:
    browser = make.browser(house.lead)
    sent = {"grade-breadth.meetings": "4", "evidence-breadth.meetings": "Seen"}
    answer = browser.post(f"{house.url}/judgement", sent, headers={"X-Inline": "1"})
    assert (answer.status, "1/13" in answer.text) == (200, True)
    wrong = browser.post(f"{house.url}/judgement", {"grade-breadth.meetings": "7"}, headers={"X-Inline": "1"})
    assert (wrong.status, "from 0 to 4" in wrong.text) == (422, True)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (form("9"), "from 0 to 4"),
        (form("2", act="submit", **{"grade-effect.problems": ""}), "Without a grade: 1."),
        (form("2", "", act="submit"), "Without evidence: 12."),
        (form("2", "x" * 4001), "4000 characters"),
    ],
)
def test_what_is_refused_stays_on_the_page(
    make: Make, house: SimpleNamespace, sent: dict[str, str], sentence: str
) -> None:
    kept = {**sent, "evidence-depth.process": "Only here: " + sent["evidence-depth.process"]}
    answer = make.browser(house.lead).post(f"{house.url}/judgement", kept)
    assert (answer.status, sentence in answer.text, "Only here: " in answer.text) == (422, True, True)
    assert db.session.scalar(select(func.count(JudgementGrade.id))) == 0


def test_do_not_know_needs_no_evidence_and_is_not_measured(make: Make, house: SimpleNamespace) -> None:
    assert make.browser(house.lead).post(f"{house.url}/judgement", form("unknown", "", act="submit")).status == 303
    assert [view.views[2].score for view in views(house)] == [None, None, None]


def test_nobody_is_anchored_by_others_before_handing_in(make: Make, house: SimpleNamespace) -> None:
    give(house, house.lead, "4")
    second = make.browser(house.consultant)
    for url in (house.url, f"{house.url}/judgement"):
        assert "minutes of 3 July" not in second.get(url).text
    assert "Shown once you have handed in your own grades." in second.get(house.url).text
    give(house, house.consultant, "2")
    shown = second.get(f"{house.url}/judgement").text
    assert "minutes of 3 July" in shown
    assert "Lena Lead" in shown
    # the means of the two are 100 and 50: 75 together, 50 apart
    assert [(one.views[2].score, one.views[2].spread, one.views[2].n) for one in views(house)] == [(75, 50, 2)] * 3


def test_what_is_handed_in_no_longer_changes(house: SimpleNamespace) -> None:
    give(house, house.lead, "4")
    with pytest.raises(Refused, match="handed in"), transaction():
        grade(round_=house.round, grades={"breadth.meetings": ("0", "")}, by=house.lead.id)
    assert {one.word for one in handed_in(house.round.id)} == {"4"}


def test_a_closed_round_takes_no_grades_and_shows_them_to_all_graders(
    make: Make, house: SimpleNamespace, closed: Callable[[], None]
) -> None:
    give(house, house.lead, "3")
    closed()
    browser = make.browser(house.consultant)
    answer = browser.post(f"{house.url}/judgement", form("0", act="submit"))
    assert (answer.status, "is closed" in answer.text) == (422, True)
    with pytest.raises(DatabaseError, match="never change"), transaction():
        db.session.execute(text("UPDATE judgement_grade SET grade = '0'"))
    assert "minutes of 3 July" in browser.get(f"{house.url}/judgement").text
    assert "coverage 100%" in browser.get(house.url).text.replace("\n", " ")


def test_a_closed_round_keeps_its_views_with_what_it_says(house: SimpleNamespace) -> None:
    survey(house, [5, 5, 5, 4, 4, 4])
    give(house, house.lead, "1")
    compute_now(project=house.project, round_=house.round, by=house.lead.id)
    with transaction():
        close_round(project=house.project, round_=db.session.get_one(Round, house.round.id), by=house.lead.id)
    kept = frozen(house.round.id)
    assert kept is not None
    assert kept.intact
    assert [one["dimension"] for one in kept.contents["views"]] == ["breadth", "depth", "effect"]
    with transaction():
        db.session.execute(text("DELETE FROM survey_answer"))
    assert [view.score for view in views(house)[0].views[1:]] == [90, 25]
    assert views(house)[0].disagreements[-1].points == 65


def test_the_client_sees_the_scores_and_not_the_grades(make: Make, house: SimpleNamespace) -> None:
    give(house, house.lead, "3")
    browser = make.browser(house.sponsor)
    page = browser.get(house.url).text
    assert "Three views side by side" in page
    assert "minutes of 3 July" not in page
    assert "/judgement" not in page
    assert browser.get(f"{house.url}/judgement").status == 403
    assert browser.post(f"{house.url}/judgement", form("0")).status == 403


def test_a_round_with_grades_is_not_deleted(make: Make, house: SimpleNamespace) -> None:
    give(house, house.lead, "3")
    answer = make.browser(house.lead).post(f"{house.url}/delete")
    assert (answer.status, len(handed_in(house.round.id))) == (422, ALL)


def test_a_foreign_client_finds_nothing(make: Make, house: SimpleNamespace) -> None:
    stranger = make.browser(make.user("sponsor", make.client("Another company")))
    assert stranger.get(f"{house.url}/judgement").status == 404
    assert stranger.post(f"{house.url}/judgement", form("0")).status == 404
    assert make.browser(house.lead).get(f"{house.base}/rounds/9/judgement").status == 404


def test_survey_and_judgement_that_disagree_are_said_on_the_page(make: Make, house: SimpleNamespace) -> None:
    survey(house, [5, 5, 5, 4, 4, 4])  # 27 of 30 days: 90 points
    give(house, house.lead, "1")
    page = make.browser(house.sponsor).get(house.url).text
    assert "Breadth: Survey 90, Judgement 25; they lie 65 points apart." in page
    assert "Compare who answered with whom the consultants met" in page
    chinese = make.browser(house.sponsor)
    chinese.post("/language", {"language": "zh"})
    shown = chinese.get(house.url).text
    assert "广度：问卷调查 90 分，顾问评判 25 分，相差 65 分。" in shown
    assert "覆盖率 100%（" in shown
    assert "覆盖率 覆盖率" not in shown


def test_too_few_answers_and_surveys_of_later_are_not_measured(
    house: SimpleNamespace, closed: Callable[[], None]
) -> None:
    survey(house, [5, 5, 5, 5])
    assert views(house)[0].views[1].score is None
    closed()
    survey(house, [5] * 9, number=2)
    assert views(house)[0].views[1].score is None


GRADE_ATTACKS = {
    "a grade lifted": "UPDATE judgement_grade SET grade = '4' WHERE sheet_id = :id",
    "evidence rewritten": "UPDATE judgement_grade SET evidence = 'x' WHERE sheet_id = :id",
    "a grade thrown away": "DELETE FROM judgement_grade WHERE sheet_id = :id",
    "a grade added": (
        "INSERT INTO judgement_grade (id, sheet_id, statement, grade, evidence, graded_at) "
        "SELECT 9999, sheet_id, 'another', '4', '', graded_at FROM judgement_grade WHERE sheet_id = :id LIMIT 1"
    ),
    "a sheet taken back": "UPDATE judgement_sheet SET submitted_at = NULL WHERE id = :id",
    "a sheet of somebody else": "UPDATE judgement_sheet SET grader_id = :other WHERE id = :id",
    "a sheet thrown away": "DELETE FROM judgement_sheet WHERE id = :id",
}


@pytest.mark.parametrize("attack", GRADE_ATTACKS)
def test_grades_handed_in_are_held_by_the_database(house: SimpleNamespace, attack: str) -> None:
    give(house, house.lead, "2")
    id = db.session.scalar(text("SELECT id FROM judgement_sheet"))
    db.session.rollback()
    with pytest.raises(DatabaseError, match="grades that were handed in never change"), transaction():
        db.session.execute(text(GRADE_ATTACKS[attack]), {"id": id, "other": house.consultant.id})
    db.session.rollback()
    assert db.session.execute(text("SELECT grade, count(*) FROM judgement_grade GROUP BY grade")).all() == [("2", ALL)]


def test_a_draft_of_grades_is_still_changed(house: SimpleNamespace) -> None:
    with transaction():
        grade(round_=house.round, grades=dict.fromkeys(by_id(), ("2", "seen")), by=house.lead.id)
    with transaction():
        grade(round_=house.round, grades=dict.fromkeys(by_id(), ("3", "seen")), by=house.lead.id)
    assert set(db.session.scalars(select(JudgementGrade.grade))) == {"3"}
