"""The report and the page of a closed round, attacked: only what is told as of the day of the report may move."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import delete, update

from app.benefits.actions import Reckoning, set_account
from app.cases.work import take_log as take_cases
from app.clock import now, pretend
from app.database import db
from app.errors import Refused
from app.evaluations.actions import close_round, open_round
from app.evaluations.actions_criteria import Agreement, add_criterion, change_criterion
from app.evaluations.actions_figures import GivenFigure, enter_figures
from app.evaluations.actions_rectification import (
    Proof,
    add_action,
    agree_action,
    drop_action,
    finish_action,
    judge_effect,
    start_action,
    verify_action,
)
from app.evaluations.judgement.actions import hand_in
from app.models import (
    CostLine,
    Criterion,
    CrmFunction,
    Finding,
    LicensedUser,
    Rectification,
    Round,
    TargetStep,
    ThresholdChange,
    UsageSource,
    UseNorm,
)
from app.reports.drawing import compose
from app.reports.model import Language, Report
from app.reports.order import Order
from app.surveys.actions import Wanted, close_survey, open_survey, reopen_survey
from app.transactions import transaction
from app.usage.actions import remove_source
from app.usage.rounds import compute_now
from phases.evaluation import next_steps
from phases.thresholds import thresholds
from tests.app.cases.conftest import LOG, add_process
from tests.conftest import Make

FIRST = date(2026, 7, 1)
CLOSING = datetime(2026, 9, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 10, 5, 12, tzinfo=UTC)
MARKED = {"en": "as of 5 Oct 2026", "zh": "截至2026年10月5日"}
ON_THE_DAY = {"en": "Early warnings on", "zh": "预警（截至"}
"""Warnings are told with the day of the report, whatever the round."""
CASE_COLUMNS = {"case": "case", "activity": "activity", "time": "completed", "begin": "started", "resource": "resource"}


def told(value: Any) -> list[str]:
    """Every text of a part of a report, in its order."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in told(one)]
    if is_dataclass(value):
        return [text for one in fields(value) for text in told(getattr(value, one.name))]
    return []


def frozen_part(report: Report) -> list[list[str]]:
    """The texts of the report block by block, without those that say of which day they are."""
    blocks = [told(report.summary), *(told(block) for section in report.sections for block in section.blocks)]
    marks = (MARKED[report.language], ON_THE_DAY[report.language])
    return [
        texts for texts in blocks if not any(mark.casefold() in text.casefold() for text in texts for mark in marks)
    ]


def marked_part(report: Report) -> str:
    """What the report says as of its own day, without warnings."""
    mark = MARKED[report.language]
    blocks = [told(block) for section in report.sections for block in section.blocks]
    return "\n".join(
        text for texts in blocks if any(mark.casefold() in one.casefold() for one in texts) for text in texts
    )


def printed(house: SimpleNamespace, language: Language, on: datetime, number: str = "2") -> Report:
    """The report of a round on a day."""
    db.session.expire_all()
    with pretend(on):
        return compose(house.project, Order("evaluation", number, language), by=house.lead.id)


def page(house: SimpleNamespace, make: Make) -> list[str]:
    """The lines of the page of the closed round that are not told as of today."""
    main = make.browser(house.lead).get(f"{house.base}/rounds/2").page.select_one("main")
    for late in main.select(".notice, .crumbs"):
        late.decompose()
    lines = (re.sub(r"\s+", " ", line).strip() for line in main.get_text("\n").splitlines())
    return [line for line in lines if line and not line.startswith("today:")]


@pytest.fixture
def shut(
    house: SimpleNamespace, people_and_functions: None, log: Callable[..., UsageSource],
    criterion: Callable[..., Criterion], finding: Callable[..., Finding], action: Callable[..., Rectification],
    make: Make, tmp_path: Path,
) -> SimpleNamespace:  # fmt: skip
    """Round 2 (29 July to 25 August) closed on 1 September with all that it can hold; round 1 (July) still open.

    Response time went from 48 to 36 of 24 hours: 12 hours, 365 a year and hour, half of it ascribed: 6 a day or 2,190
    a year. It costs 1,000 once: with three years the return is (6,570 − 1,000) / 1,000 less what lies before.
    """
    lead = house.lead.id
    with pretend(CLOSING):
        house.flow, house.steps = add_process(house.project)
        path = tmp_path / "cases.csv"
        path.write_text(LOG.replace("2026-07", "2026-08"), encoding="utf-8")
        take_cases(project=house.project, process_key=house.flow.key, path=path, wanted=CASE_COLUMNS, by=lead)
        house.source = log("anna,customers,2026-07-02 09:00", "ben,customers,2026-08-03 09:00")
        house.criterion = criterion(
            money_per_unit=365.0, currency="CNY", attributed_share=0.5, attribution="expert",
            attribution_reason="Agreed with finance", baseline_from=date(2025, 7, 29), baseline_to=date(2025, 8, 25),
        )  # fmt: skip
        make.add(
            CostLine(
                project_id=house.project.id,
                number=1,
                what="Licences",
                kind="licence",
                amount=1000.0,
                rhythm="once",
                first_due=date(2026, 7, 1),
            )
        )
        with transaction():
            set_account(project=house.project, reckoning=Reckoning("CNY", FIRST, 36, 0.08, "CFO"), by=lead)
            house.second = open_round(
                project=house.project, from_date=date(2026, 7, 29), to_date=date(2026, 8, 25), by=lead
            )
        house.first_action = action(finding(house.round, title="Few sign in"), house.round)
        house.second_action = action(
            finding(house.second, title="Few look ahead"), house.second, title="Show forecasts"
        )
        for one in (house.round, house.second):
            compute_now(project=house.project, round_=one, by=lead)
        with transaction():
            figure = GivenFigure(36.0, date(2026, 7, 29), date(2026, 8, 25), "Service desk")
            enter_figures(project=house.project, round_=house.second, figures={house.criterion.key: figure}, by=lead)
        with transaction():
            close_round(project=house.project, round_=house.second, by=lead)
    return house


def rectify(at: SimpleNamespace) -> None:
    """Both actions run on: one is verified and judged in a later round, the other moved and dropped."""
    one, two = (db.session.get_one(Rectification, row.id) for row in (at.first_action, at.second_action))
    same = {"project": at.project, "action": one}
    agree_action(**same, by=at.pm.id)
    start_action(**same, by=at.pm.id)
    finish_action(**same, note="Held every Monday", by=at.pm.id)
    verify_action(**same, proof=Proof(note="Seen the minutes"), by=at.lead.id)
    third = open_round(project=at.project, from_date=date(2026, 8, 26), to_date=date(2026, 9, 22), by=at.lead.id)
    judge_effect(project=at.project, round_=third, action=one, effect="confirmed", by=at.lead.id)
    drop_action(project=at.project, action=two, note="The forecast is bought", by=at.lead.id)
    add_action(
        project=at.project, round_=db.session.get_one(Round, at.round.id), title="A later thought", owner=at.pm.key,
        finding=db.session.get_one(Finding, at.first_action.finding_id), due=date(2026, 12, 1), by=at.lead.id,
    )  # fmt: skip


def agree_anew(at: SimpleNamespace) -> None:
    row = db.session.get_one(Criterion, at.criterion.id)
    change_criterion(
        project=at.project, criterion=row, by=at.lead.id,
        agreement=Agreement(
            name="Answering time", unit="hours", direction="down", baseline=100.0, target=10.0, owner=at.pm.key,
            how_measured="Mean", money_per_unit=9999.0, attributed_share=1.0, attribution="expert",
            attribution_reason="Said so", currency="CNY", part="sales",
        ),
    )  # fmt: skip
    add_criterion(
        project=at.project,
        agreement=Agreement(name="Churn", direction="down", unit="%", baseline=9.0, target=3.0),
        by=at.lead.id,
    )


def pay_more(at: SimpleNamespace) -> None:
    db.session.execute(update(CostLine).values(amount=50_000.0, rhythm="year"))
    set_account(project=at.project, reckoning=Reckoning("CNY", date(2026, 6, 1), 12, 0.1, "CFO"), by=at.lead.id)


def lists(at: SimpleNamespace) -> None:
    db.session.execute(delete(LicensedUser).where(LicensedUser.user.in_(("anna", "ben"))))
    db.session.execute(update(LicensedUser).values(department="Elsewhere"))
    db.session.execute(delete(CrmFunction).where(CrmFunction.function == "forecast"))


def norms_and_limits(at: SimpleNamespace) -> None:
    """Norms of use come late, and every limit that the project may set for rounds is another one."""
    db.session.add(UseNorm(project_id=at.project.id, role="sales rep", events=40.0))
    for one in thresholds().values():
        if one.part in ("evaluation", "readiness") and not one.fixed:
            db.session.add(
                ThresholdChange(
                    project_id=at.project.id, threshold=one.id, was=one.low, value=one.high, reason="Asked for",
                    accepted=True, decided_at=now(),
                )
            )  # fmt: skip


def steps(at: SimpleNamespace) -> None:
    db.session.execute(update(TargetStep).values(name="Something else", role="Nobody", hours=0.5))


def rounds_before(at: SimpleNamespace) -> None:
    """The open round before is moved, another one is put between, and the first is closed with other figures."""
    between = open_round(project=at.project, from_date=date(2026, 7, 30), to_date=date(2026, 8, 20), by=at.lead.id)
    db.session.flush()
    at.between = between


def judge(at: SimpleNamespace) -> None:
    with pytest.raises(Refused):
        hand_in(project=at.project, round_=db.session.get_one(Round, at.second.id), grades={}, by=at.lead.id)


def ask(at: SimpleNamespace) -> None:
    wanted = Wanted("Late", "users", "open", instruments=("sus",), round=2, places=9)
    row = open_survey(project=at.project, wanted=wanted, by=at.lead.id)
    close_survey(project=at.project, survey=row, by=at.lead.id)
    with pytest.raises(Refused, match="Round 2 is closed"):
        reopen_survey(project=at.project, survey=row, by=at.lead.id)


ATTACKS = (rectify, agree_anew, pay_more, lists, norms_and_limits, steps, rounds_before, judge, ask)


def test_only_what_is_told_as_of_the_day_moves(
    shut: SimpleNamespace, make: Make, log: Callable[..., UsageSource]
) -> None:
    at: tuple[Language, ...] = ("en", "zh")
    before = {language: frozen_part(printed(shut, language, CLOSING)) for language in at}
    shown = page(shut, make)
    assert any("Show forecasts" in text for texts in before["en"] for text in texts)
    assert "50%" in " ".join(shown), "half the way to the target"
    for attack in ATTACKS:
        with pretend(LATER), transaction():
            attack(shut)
        for language in at:
            assert frozen_part(printed(shut, language, LATER)) == before[language], (attack.__name__, language)
        assert page(shut, make) == shown, attack.__name__
    with pretend(LATER):
        log(*(f"{user},customers,2026-08-{day} 09:00" for user in ("cai", "dora") for day in (10, 11, 12)))
        for number in (shut.round.id, shut.between.id):
            compute_now(project=shut.project, round_=db.session.get_one(Round, number), by=shut.lead.id)
        with transaction():
            remove_source(project=shut.project, source=db.session.get_one(UsageSource, shut.source.id), by=shut.lead.id)
    for language in at:
        assert frozen_part(printed(shut, language, LATER)) == before[language], language
    assert page(shut, make) == shown


def test_what_came_after_the_closing_stands_apart_with_its_day(shut: SimpleNamespace, make: Make) -> None:
    """Before: nothing as of the day. After: each action as it was and as it is, and the account of then and now."""
    assert marked_part(printed(shut, "en", CLOSING)) == ""
    assert marked_part(printed(shut, "en", LATER)) == "", "nothing has moved"
    account = next(
        text for texts in frozen_part(printed(shut, "en", LATER)) for text in texts if "return on investment" in text
    )
    assert account.startswith("When the round was closed on 1 Sept 2026, the return on investment")
    with pretend(LATER), transaction():
        rectify(shut)
        pay_more(shut)
    said = marked_part(printed(shut, "en", LATER))
    assert "What has become of the actions, as of 5 Oct 2026" in said
    rows = next(
        block.rows
        for section in printed(shut, "en", LATER).sections
        for block in section.blocks
        if "What has become" in getattr(block, "title", "")
    )
    assert sorted(rows) == [
        ("A later thought", "not there yet", "Proposed"),
        ("Show forecasts", "Proposed", "Dropped"),
        ("Weekly coaching", "Proposed", "Verified, effective"),
    ]
    assert "As of 5 Oct 2026, with all that was entered since, it is −" in said
    text = make.browser(shut.lead).get(f"{shut.base}/rounds/2").page.get_text(" ")
    assert "As on 1 Sept 2026, when the round was closed." in text
    assert "today: Dropped" in text
    assert "today: Verified, effective" in text


def test_what_the_next_step_lacked_is_told_by_the_rules_of_then(
    shut: SimpleNamespace, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another edition of what carries a step (here: nothing is asked for) changes no closed round."""
    before = frozen_part(printed(shut, "en", CLOSING))
    shown = page(shut, make)
    monkeypatch.setattr(
        next_steps.next_steps, "__defaults__", (tuple(replace(one, needs=()) for one in next_steps.load()),)
    )
    assert {one.standing for one in next_steps.next_steps({})} == {"ready"}
    assert frozen_part(printed(shut, "en", CLOSING)) == before
    assert page(shut, make) == shown


def test_a_round_closed_without_files_prints_none_that_came_later(
    house: SimpleNamespace, log: Callable[..., UsageSource]
) -> None:
    with pretend(CLOSING):
        compute_now(project=house.project, round_=house.round, by=house.lead.id)
        with transaction():
            close_round(project=house.project, round_=house.round, by=house.lead.id)
    log("anna,customers,2026-07-02 09:00")
    assert "log-1.csv" not in str(frozen_part(printed(house, "en", LATER, "1")))


def test_a_survey_that_a_closed_round_keeps_offers_no_opening(shut: SimpleNamespace, make: Make) -> None:
    for number, way in ((2, "Round 2 is closed, and what this survey said was kept with it"), (None, "Open again")):
        wanted = Wanted("Asked", "users", "open", instruments=("sus",), round=number, places=9)
        with transaction():
            row = open_survey(project=shut.project, wanted=wanted, by=shut.lead.id)
            close_survey(project=shut.project, survey=row, by=shut.lead.id)
        text = make.browser(shut.lead).get(f"/projects/{shut.project.key}/surveys/{row.key}").text
        assert [sentence in text for sentence in ("Open again", way)] == [number is None, True]
