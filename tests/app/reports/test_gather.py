"""Rows to what a report says, as values computed by hand."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import event, select, update

from app.charts import ENGLISH, Span, Voice
from app.clock import day_in, pretend
from app.database import db
from app.errors import Refused
from app.models import (
    AsIsProcess,
    AsIsStep,
    ChecklistItem,
    Criterion,
    Evidence,
    Join,
    Problem,
    ProjectPhase,
    Rectification,
    ReportText,
    Round,
    Stakeholder,
    SupportShift,
)
from app.reports.evaluation.outcome import actions
from app.reports.evaluation.summary import summary
from app.reports.gather import gather
from app.reports.model import Language
from app.reports.order import Order
from app.reports.sources import Evaluation, LogEntry, Owed, PhaseClosing, Proof, SetAside
from app.transactions import transaction
from app.words import _
from phases.evaluation.rectification import OUTCOMES
from tests.conftest import Make

NOW = datetime(2026, 3, 2, 9, 0, 0, 500, tzinfo=UTC)


def closing(house: SimpleNamespace, word: str = "concept", language: Language = "en", **values: object) -> PhaseClosing:
    with pretend(NOW):
        found = gather(house.project, Order("phase-closing", word, language, number=3, **values), by=house.lead.id)  # type: ignore[arg-type]
    assert isinstance(found, PhaseClosing)
    return found


def evaluation(house: SimpleNamespace, number: str = "2", language: Language = "en") -> Evaluation:
    with pretend(NOW):
        found = gather(house.project, Order("evaluation", number, language), by=house.lead.id)
    assert isinstance(found, Evaluation)
    return found


def test_the_cover_names_client_project_firm_and_author(decided: SimpleNamespace) -> None:
    cover = closing(decided).cover
    assert (cover.client, cover.project, cover.firm) == ("Aurora Instruments", "CRM for sales", "Meridian Consulting")
    assert (cover.author, cover.approver, cover.status) == ("Lena Lead", "", "draft")
    assert cover.number == f"{decided.project.key.upper()}-03"
    assert (cover.moment, cover.zone) == (NOW.replace(microsecond=0), "Asia/Shanghai")
    assert cover.confidentiality.en == "Confidential"


def test_an_issued_report_names_its_approver_and_the_command_line_the_lead(decided: SimpleNamespace) -> None:
    found = gather(decided.project, Order("phase-closing", "concept", "en", "issued"), by=None)
    assert (found.cover.author, found.cover.approver) == ("Lena Lead", "Lena Lead")


def test_the_course_has_six_phases_with_the_days_of_the_project(decided: SimpleNamespace) -> None:
    stages = {stage.word: stage for stage in closing(decided).stages}
    assert list(stages) == ["concept", "review", "solidification", "deployment", "training", "golive"]
    concept, review, ahead = stages["concept"], stages["review"], stages["golive"]
    assert (concept.state, concept.actual, concept.forecast) == (
        "passed",
        Span(date(2026, 1, 5), date(2026, 2, 11)),
        None,
    )
    assert concept.decided == date(2026, 2, 11)
    assert (review.state, review.actual) == ("running", Span(date(2026, 2, 11), date(2026, 3, 2)))
    assert review.forecast is not None
    assert (ahead.actual, ahead.decided) == (None, None)


def test_answers_keep_their_words_and_the_evidence_that_is_there(decided: SimpleNamespace) -> None:
    answers = closing(decided).answers
    first, second, third = answers[:3]
    assert (first.state, first.words) == ("done", "Confirmed in writing.")
    assert first.proofs == (Proof("Minutes of the kick-off", "note", date(2026, 1, 12)),)
    assert (second.state, second.words) == ("na", "There are no dealers. See the minutes.")
    assert (third.state, third.words, third.proofs) == ("open", "", ())
    assert first.question.zh != first.question.en


def test_the_reason_of_an_item_that_does_not_apply_is_told_once(decided: SimpleNamespace) -> None:
    with transaction():
        same = {"note": "There are no dealers.", "reason": "There are no dealers."}
        db.session.execute(update(ChecklistItem).where(ChecklistItem.state == "na").values(**same))
    assert closing(decided).answers[1].words == "There are no dealers."


def test_an_item_of_the_projects_own_stands_under_its_own_heading(decided: SimpleNamespace) -> None:
    with transaction():
        db.session.add(
            ChecklistItem(
                project_id=decided.project.id, item="concept.own-1", phase="concept", position=900, own=True,
                question="Is the canteen informed?", owner_role="lead", mandatory=False,
            )
        )  # fmt: skip
    last = closing(decided).answers[-1]
    assert (last.question.en, last.question.zh) == ("Is the canteen informed?",) * 2
    assert (last.group.en, last.group.zh) == ("Added for this engagement", "本项目新增")


def test_a_deliverable_shows_its_newest_version(decided: SimpleNamespace) -> None:
    first, second = closing(decided).results[:2]
    assert (first.state, first.version, first.author) == ("accepted", 2, "Carl Consultant")
    assert (first.accepted_by, first.decided, first.digest) == ("Pia Manager", date(2026, 2, 11), "2" * 64)
    assert (second.state, second.version, second.author, second.decided) == ("missing", 0, "", None)


def test_the_log_has_open_entries_first_and_what_this_phase_closed(decided: SimpleNamespace) -> None:
    assert closing(decided).log == (
        LogEntry("issue", "Four price lists", "high", "Pia Manager", date(2026, 3, 1), True, "One owner is named"),
        LogEntry("risk", "Summer holidays", "low", "", None, True),
        LogEntry("decision", "Spare parts left out", "medium", "", None, False),
    )


def test_a_decided_gate_is_told_as_it_was_signed(decided: SimpleNamespace) -> None:
    found = closing(decided)
    assert [sentence.en for sentence in found.blockers] == ["Two items are open."]
    (waived,) = found.set_aside
    assert isinstance(waived, SetAside)
    assert (waived.reason, waived.by, waived.until) == ("It is measured in March", "Dora Director", date(2026, 3, 31))
    assert found.conditions == (Owed("Name the motive", "Pia Manager", date(2026, 2, 20)),)
    verdict = found.verdict
    assert verdict is not None
    assert (verdict.outcome, verdict.text) == ("conditions", "I let the gate pass on conditions. Go ahead.")
    assert (verdict.decided.name, verdict.decided.role.en) == ("Su Sponsor", "Client sponsor")
    assert (day_in(verdict.decided.at, "Europe/Berlin"), verdict.decided.zone) == (date(2026, 2, 11), "Europe/Berlin")
    assert (verdict.digest, verdict.altered) == (decided.decision.digest, False)
    assert closing(decided, language="zh").verdict.text == "本人同意有条件通过该关口。Go ahead."  # type: ignore[union-attr]


def test_evidence_taken_away_after_the_signing_marks_the_decision(decided: SimpleNamespace) -> None:
    with transaction():
        db.session.execute(update(Evidence).values(removed_at=NOW))
    assert closing(decided).verdict.altered  # type: ignore[union-attr]


def test_progress_on_what_was_open_does_not_mark_the_decision(decided: SimpleNamespace) -> None:
    with transaction():
        db.session.execute(update(ChecklistItem).where(ChecklistItem.state == "open").values(state="done"))
    assert not closing(decided).verdict.altered  # type: ignore[union-attr]


def test_an_undecided_gate_shows_what_stands_in_its_way_today(decided: SimpleNamespace) -> None:
    found = closing(decided, "review")
    assert found.verdict is None
    assert len(found.blockers) > 10
    assert found.following is not None
    assert found.following.word == "solidification"


def test_a_phase_that_has_not_begun_is_refused_in_words(decided: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="“Training” has not begun"):
        closing(decided, "training")


def test_own_texts_come_by_place_and_language(decided: SimpleNamespace) -> None:
    with transaction():
        for language, text in (("en", "Well done."), ("zh", "做得好。")):
            db.session.add(
                ReportText(
                    project_id=decided.project.id, kind="phase-closing", subject="concept", place="summary",
                    language=language, text=text, written_at=NOW,
                )
            )  # fmt: skip
    assert closing(decided).cover.texts == {"summary": "Well done."}
    assert closing(decided, language="zh").cover.texts == {"summary": "做得好。"}
    assert closing(decided, "review").cover.texts == {}


def test_a_round_is_compared_with_the_one_before(measured: SimpleNamespace) -> None:
    found = evaluation(measured)
    now = {one.key: one for one in found.indicators}["breadth.activation"]
    before = {one.key: one for one in found.before}["breadth.activation"]
    assert (now.value, now.numerator, now.denominator, before.value) == (0.75, 60, 80, 0.5)
    (change,) = [one for one in found.changes if one.key == "breadth.activation"]
    assert (change.kind, change.difference) == ("improved", 0.25)
    (course,) = found.courses
    assert course.points == ((date(2026, 7, 30), 0.5), (date(2026, 8, 30), 0.75))
    assert found.period == Span(date(2026, 8, 1), date(2026, 8, 30))


def test_the_first_round_has_nothing_before_it(measured: SimpleNamespace) -> None:
    found = evaluation(measured, "1")
    assert (found.before, found.changes, found.courses) == ((), (), ())
    assert [one.title for one in found.actions] == ["Train again (1)"]


def test_what_was_not_computed_is_not_measured_and_never_zero(measured: SimpleNamespace) -> None:
    dormant = {one.key: one for one in evaluation(measured).indicators}["breadth.dormant"]
    assert (dormant.value, dormant.score) == (None, None)
    assert dormant.note is not None


def test_criteria_stand_with_baseline_target_and_this_rounds_figure(measured: SimpleNamespace) -> None:
    (aim,) = evaluation(measured).aims
    assert (aim.name, aim.baseline, aim.figure, aim.target, aim.unit) == ("Time to a quotation", 12.0, 9.0, 8.0, "days")
    assert (aim.period, aim.source) == ("1 Aug 2026 – 30 Aug 2026", "Orders")
    effect = [one for one in evaluation(measured).indicators if one.dimension == "effect"]
    assert [one.value for one in effect if one.value is not None] == [0.75]


@pytest.mark.parametrize(
    ("language", "unit", "direction", "told"),
    [
        (
            "en",
            "days",
            "down",
            "+3 days",
        ),  # from 12 days down to 9: better by 3, which no sign says
        ("zh", "%", "up", "−3 个百分点"),  # from 12% to 9%, where more is better: worse by 3 points, not by 3 per cent
    ],
)
def test_what_a_criterion_gained_is_told_as_how_much_better_it_became(
    measured: SimpleNamespace, language: Language, unit: str, direction: str, told: str
) -> None:
    change = {"attribution": "expert", "unit": unit, "direction": direction, "target": 8.0 if unit == "days" else 20.0}
    with transaction():
        db.session.execute(update(Criterion).values(change | {"attribution_reason": "Agreed with finance."}))
    (gain,) = evaluation(measured, language=language).gains
    assert gain.change == told


def test_findings_of_this_round_and_actions_of_all_rounds_so_far(measured: SimpleNamespace) -> None:
    found = evaluation(measured)
    (observed,) = found.observations
    assert (observed.title, observed.indicator.zh, observed.repeated) == ("Few sign in (2)", "激活率", True)
    assert [(one.title, one.finding, one.owner, one.due, one.expected) for one in found.actions] == [
        (
            "Train again (1)",
            "Few sign in (1) (round 1)",
            "Pia Manager",
            date(2026, 9, 1),
            "Activation +10 percentage points",
        ),
        ("Train again (2)", "Few sign in (2)", "Pia Manager", date(2026, 9, 2), "Activation +10 percentage points"),
    ]
    assert evaluation(measured, language="zh").actions[0].expected == "激活率 +10 个百分点"
    assert {one.outcome for one in found.actions} == {OUTCOMES["unverified"]}
    with transaction():
        db.session.execute(update(Rectification).values(state="verified", effect="unconfirmed"))
    printed = " ".join(str(cell) for row in actions(evaluation(measured), ENGLISH).rows for cell in row)
    assert printed.count("Verified, not effective") == 2


def test_sources_have_rows_days_of_the_project_and_digest(measured: SimpleNamespace) -> None:
    (source,) = evaluation(measured).sources
    assert (source.name, source.kind.zh, source.rows, source.refused) == ("usage.csv", "使用日志", 97, 3)
    assert (source.first, source.last, source.digest) == (date(2026, 8, 1), date(2026, 8, 30), "e" * 64)


def verdict_of(found: Evaluation, language: Language) -> str:
    with force_locale(language):
        return summary(found, Voice(language, _)).verdict


def test_a_round_that_is_out_of_date_says_so_on_its_first_page(measured: SimpleNamespace) -> None:
    fresh = {"window": ["2026-08-01", "2026-08-30"], "sources": []}
    with transaction():
        db.session.execute(update(Round).values(facts=fresh))
    db.session.expire_all()
    assert evaluation(measured).changed == ()
    assert "before these changed" not in verdict_of(evaluation(measured), "en")
    with transaction():
        facts = fresh | {"basis": {"norms": "those of before", "activities": ""}}
        db.session.execute(update(Round).where(Round.number == 2).values(to_date=date(2026, 8, 29), facts=facts))
    db.session.expire_all()
    found = evaluation(measured)
    assert [one.en for one in found.changed] == ["norms of use", "dates of the round"]
    said = "The figures were computed before these changed: norms of use, dates of the round."
    assert verdict_of(found, "en").endswith(said)
    assert "以下内容有变动：使用强度标准、本轮起止日期。" in verdict_of(found, "zh")


def test_the_conclusion_of_a_round_is_its_summary_until_other_words_are_kept(measured: SimpleNamespace) -> None:
    assert evaluation(measured).cover.texts == {"summary": "Conclusion of round 2."}
    with transaction():
        db.session.add(
            ReportText(
                project_id=measured.project.id, kind="evaluation", subject="2", place="summary", language="en",
                text="", written_at=NOW,
            )
        )  # fmt: skip
    assert evaluation(measured).cover.texts == {"summary": ""}


def test_a_round_of_another_project_is_refused(measured: SimpleNamespace, make: Make) -> None:
    other = make.project()
    with pytest.raises(Refused, match="no evaluation round 2"):
        gather(other, Order("evaluation", "2", "en"), by=None)


def test_no_address_of_a_person_reaches_a_report(decided: SimpleNamespace, measured: SimpleNamespace) -> None:
    assert "@" not in repr(closing(decided))
    assert "@" not in repr(evaluation(measured))


def test_gathering_asks_as_often_for_many_rows_as_for_few(app: Flask, decided: SimpleNamespace, make: Make) -> None:
    def statements() -> int:
        seen: list[str] = []
        db.session.expire_all()
        db.session.refresh(decided.project)
        event.listen(db.engine, "before_cursor_execute", lambda *given: seen.append(given[2]), named=False)
        closing(decided)
        return len(seen)

    few = statements()
    item = db.session.scalars(select(ChecklistItem).where(ChecklistItem.state == "done")).first()
    assert item is not None
    for number in range(30):
        make.add(
            Evidence(
                project_id=decided.project.id, item_id=item.id, kind="note", title=f"Note {number}", text="x",
                speaks_of=date(2026, 1, 1),
            )
        )  # fmt: skip
    many = statements()
    assert many == few <= 100  # three for each register of the phase, and some twenty


def test_the_closing_report_prints_the_records_of_the_phase_but_no_private_register(
    decided: SimpleNamespace, make: Make
) -> None:
    for number in range(1, 33):
        make.add(
            Problem(
                project_id=decided.project.id, number=number, statement=f"Problem {number}", domain="sales",
                frequency=2, severity=3,
            )
        )  # fmt: skip
    found = closing(decided, language="zh")
    (shelf,) = [one for one in found.shelves if one.title == "症结清单"]
    assert shelf.columns[:3] == ("编号", "症结", "领域")
    assert shelf.rows[0][:3] == ("P-1", "Problem 1", "销售")
    assert shelf.rows[0][-1] == "6"
    assert (len(shelf.rows), shelf.total) == (30, 32)
    coverage = next(one for one in found.measured if one.title == "理念培训覆盖率")
    assert (coverage.value, coverage.good) == ("", None)


def test_what_the_firm_keeps_to_itself_is_not_printed(decided: SimpleNamespace, make: Make) -> None:
    make.add(
        Stakeholder(project_id=decided.project.id, number=1, name="Canary", influence=5, stance=-2, reason="Canary")
    )
    assert "Canary" not in repr(closing(decided, "review"))


def test_the_processes_of_the_review_are_printed_as_swim_lanes(decided: SimpleNamespace, make: Make) -> None:
    flow = make.add(
        AsIsProcess(project_id=decided.project.id, number=1, name="询价到报价", domain="sales", in_scope=True)
    )
    make.add(AsIsProcess(project_id=decided.project.id, number=2, name="Nothing drawn yet", domain="sales"))
    for place, (name, role) in enumerate((("登记询价", "内勤"), ("核算价格", "销售"), ("发出报价", "内勤")), start=1):
        make.add(
            AsIsStep(project_id=decided.project.id, number=place, name=name, flow_id=flow.id, place=place, role=role)
        )
    (drawing,) = closing(decided, "review", "zh").flows
    assert drawing.title == "询价到报价（现状）"
    words = repr(drawing)
    assert all(word in words for word in ("登记询价", "核算价格", "发出报价", "内勤", "销售"))


def test_what_became_of_each_problem_is_printed_with_its_loose_ends(decided: SimpleNamespace, make: Make) -> None:
    project = decided.project.id
    first = make.add(Problem(project_id=project, number=1, statement="Staff leave", domain="sales"))
    make.add(Problem(project_id=project, number=2, statement="Calls get lost", domain="service"))
    step = make.add(AsIsStep(project_id=project, number=4, name="Note the call"))
    make.add(
        Join(
            project_id=project, from_kind="diagnosis/problems", from_id=first.id, to_kind="review/steps", to_id=step.id
        )
    )
    found = closing(decided)
    assert found.threads == (("P-1 Staff leave", "AS-4", "", "", "", ""), ("P-2 Calls get lost", "", "", "", "", ""))
    assert [(one.station, one.title) for one in found.loose][:1] == [("Problems", "P-2 Calls get lost")]


def test_how_to_reach_a_person_is_not_printed(decided: SimpleNamespace, make: Make) -> None:
    with transaction():
        stage = ProjectPhase.__table__
        running = update(stage).where(stage.c.project_id == decided.project.id, stage.c.phase == "golive")
        db.session.execute(running.values(state="running", actual_start=date(2026, 2, 20)))
    make.add(SupportShift(project_id=decided.project.id, number=1, name="First line", contact="help@client.example"))
    found = closing(decided, "golive")
    assert "First line" in repr(found.shelves)
    assert "help@client.example" not in repr(found)
