"""A closed round never changes, whatever is attacked; later data show as a correction beside it."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DatabaseError

from app.database import db
from app.errors import Refused
from app.evaluations.actions import close_round, open_round
from app.evaluations.actions_criteria import Agreement, change_criterion
from app.evaluations.actions_figures import GivenFigure, enter_figures
from app.facts.evaluation import indicators_of, rounds_of
from app.facts.freezing import corrections_of, digest_of, frozen
from app.jobs.runner import run_due
from app.models import (
    Criterion,
    EffectFigure,
    Finding,
    IndicatorValue,
    LicensedUser,
    Project,
    Round,
    RoundCorrection,
    RoundSnapshot,
    StatedCount,
    UsageSource,
)
from app.transactions import transaction
from app.usage.actions import remove_source
from app.usage.rounds import compute_now
from tests.conftest import Make

JULY = (
    "anna,customers,2026-07-01 09:00", "ben,customers,2026-07-02 09:00", "fang,chat,2026-07-28 09:00",
)  # fmt: skip
LATE = ("cai,customers,2026-07-20 09:00", "dora,customers,2026-07-21 09:00", "gone,customers,2026-07-21 09:00")
# Six are licensed. In July three of them were active: 3 / 6 = 0.5; with what came late five: 5 / 6.
SHARE = "breadth.active-share"


@pytest.fixture
def shut(
    house: SimpleNamespace, people_and_functions: None, log: Callable[..., UsageSource],
    criterion: Callable[..., Criterion], finding: Callable[..., Finding],
) -> SimpleNamespace:  # fmt: skip
    """The round of July: computed, with a figure (36 of the way from 48 to 24) and a finding, and closed."""
    house.source, house.criterion = log(*JULY), criterion()
    house.finding = finding()
    figure = GivenFigure(36.0, date(2026, 7, 1), date(2026, 7, 28), "Service desk")
    with transaction():
        enter_figures(
            project=house.project, round_=house.round, figures={house.criterion.key: figure}, by=house.lead.id
        )
    compute_now(project=house.project, round_=house.round, by=house.lead.id)
    with transaction():
        close_round(project=house.project, round_=house.round, by=house.lead.id)
    return house


def stands(house: SimpleNamespace) -> dict[str, float | None]:
    """The values of the round as pages read them."""
    db.session.expire_all()
    one = rounds_of([house.project.id])[house.project.id][0]
    return {found.key: found.value for found in indicators_of([one])[one.id]}


def test_what_a_closed_round_said_is_kept_with_its_digest(shut: SimpleNamespace) -> None:
    kept = frozen(shut.round.id)
    assert kept is not None
    assert kept.intact
    assert kept.digest == digest_of(kept.contents)
    assert {one.key: one.value for one in kept.indicators} == stands(shut)
    assert [(one.name, one.baseline, one.target) for one in kept.criteria] == [("Response time", 48.0, 24.0)]
    assert kept.contents["figures"][shut.criterion.key]["value"] == 36.0
    assert [one["title"] for one in kept.contents["findings"]] == ["Few sign in"]
    assert [one["file_name"] for one in kept.contents["facts"]["sources"]] == ["log-3.csv"]
    assert kept.contents["definitions"][SHARE]["version"] >= 1


ATTACKS: dict[str, Callable[[SimpleNamespace], Any]] = {
    "a figure is edited": lambda at: update(EffectFigure).where(EffectFigure.round_id == at.round.id).values(value=1.0),
    "a figure is taken away": lambda at: delete(EffectFigure).where(EffectFigure.round_id == at.round.id),
    "a value is edited": lambda at: (
        update(IndicatorValue).where(IndicatorValue.round_id == at.round.id).values(value=1)
    ),
    "the values are deleted": lambda at: delete(IndicatorValue).where(IndicatorValue.round_id == at.round.id),
    "a finding is reworded": lambda at: update(Finding).where(Finding.round_id == at.round.id).values(title="All well"),
    "a finding is deleted": lambda at: delete(Finding).where(Finding.round_id == at.round.id),
    "a count is stated": lambda at: insert(StatedCount).values(
        round_id=at.round.id, indicator="breadth.record-coverage", numerator=1, denominator=2, source="x"
    ),
    "the conclusion is written": lambda at: update(Round).where(Round.id == at.round.id).values(conclusion="Fine"),
    "the round is opened again": lambda at: update(Round).where(Round.id == at.round.id).values(state="open"),
    "the round is deleted": lambda at: delete(Round).where(Round.id == at.round.id),
    "the snapshot is edited": lambda at: update(RoundSnapshot).values(contents={}),
    "the snapshot is deleted": lambda _at: delete(RoundSnapshot),
}


REPLACED = (
    "INSERT OR REPLACE INTO round_snapshot (id, key, created_at, round_id, digest, contents) "
    "SELECT id, key, created_at, round_id, digest, '{}' FROM round_snapshot WHERE round_id = :id",
    "REPLACE INTO round_snapshot (key, created_at, round_id, digest, contents) "
    "SELECT 'other', created_at, round_id, digest, '{}' FROM round_snapshot WHERE round_id = :id",
    "REPLACE INTO evaluation_round SELECT * FROM evaluation_round WHERE id = :id",
    "UPDATE OR REPLACE evaluation_round SET id = :id WHERE id <> :id",
    "UPDATE OR REPLACE evaluation_round SET number = 1 WHERE id <> :id",
    "REPLACE INTO audit_event SELECT * FROM audit_event",
)


def test_nothing_takes_the_place_of_a_row_that_is_kept(shut: SimpleNamespace) -> None:
    if db.engine.dialect.name != "sqlite":  # another database has no such statement
        return
    with transaction():
        open_round(project=shut.project, from_date=date(2026, 8, 1), to_date=date(2026, 8, 31), by=shut.lead.id)
    before = stands(shut)
    for attack in REPLACED:
        with pytest.raises(DatabaseError, match="stands there already"), transaction():
            db.session.execute(text(attack), {"id": shut.round.id})
        assert stands(shut) == before, attack


def test_the_database_itself_refuses(shut: SimpleNamespace) -> None:
    before = stands(shut)
    for name, attack in ATTACKS.items():
        with pytest.raises(DatabaseError, match="never change"), transaction():
            db.session.execute(attack(shut))
        assert stands(shut) == before, name


def test_no_act_of_people_moves_a_closed_round(
    shut: SimpleNamespace, make: Make, log: Callable[..., UsageSource]
) -> None:
    """A criterion edited, a log that came late, a source removed, the user list edited, `evaluate` asked for."""
    before, page = stands(shut), make.browser(shut.lead).get(shut.url).page.get_text()
    assert "36" in page
    with transaction():
        row = db.session.get_one(Criterion, shut.criterion.id)
        change_criterion(
            project=shut.project, criterion=row, by=shut.lead.id,
            agreement=Agreement(
                name="Answering time", unit="hours", direction="down", baseline=100.0, target=10.0, owner=shut.pm.key,
                how_measured="Mean",
            ),
        )  # fmt: skip
    log(*LATE)
    with transaction():
        remove_source(project=shut.project, source=db.session.get_one(UsageSource, shut.source.id), by=shut.lead.id)
        db.session.execute(delete(LicensedUser).where(LicensedUser.user == "anna"))
    with pytest.raises(Refused, match="is closed"):
        compute_now(project=shut.project, round_=shut.round, by=None)
    assert stands(shut) == before
    text = make.browser(shut.lead).get(shut.url).page.get_text()
    assert "Response time" in text
    assert "Answering time" not in text


def test_later_data_show_as_a_correction_value_by_value(
    app: Flask, shut: SimpleNamespace, make: Make, log: Callable[..., UsageSource]
) -> None:
    before = stands(shut)
    assert before[SHARE] == pytest.approx(3 / 6)
    log(*LATE, "anna,customers,2026-07-22 09:00")
    browser = make.browser(shut.lead)
    assert "log-4.csv" in browser.get(shut.url).text
    answer = browser.post(f"{shut.url}/corrections", {"reason": "A branch sent its log late"})
    assert answer.status == 303
    run_due(app)
    (kept,) = corrections_of([shut.round.id])[shut.round.id]
    (change,) = [one for one in kept.contents["changes"] if one["key"] == SHARE]
    assert (change["old"]["numerator"], change["new"]["numerator"], change["new"]["denominator"]) == (3, 5, 6)
    assert change["difference"] == pytest.approx(2 / 6)
    assert "log-4.csv" in change["causes"][0]["en"]
    assert stands(shut) == before
    page = browser.get(f"{shut.url}/corrections/1").page.get_text(" ")
    assert "50%" in page
    assert "83.3%" in page
    assert "A branch sent its log late" in page
    with pytest.raises(DatabaseError, match="never changed"), transaction():
        db.session.execute(update(RoundCorrection).values(reason="other"))


def test_a_figure_reported_late_is_corrected_by_the_criteria_of_then(
    app: Flask, shut: SimpleNamespace, make: Make
) -> None:
    """From 48 to 24 hours: at 36 half the way was gone, at 30 three quarters; each correction stays."""
    browser, key = make.browser(shut.lead), f"effect.{shut.criterion.key}"
    given = {"about": key, "first": "2026-07-01", "last": "2026-07-28", "source": "Audited desk", "reason": "Audit"}
    for value in ("30", "24"):
        assert browser.post(f"{shut.url}/corrections", {**given, "value": value}).status == 303
        run_due(app)
    kept = corrections_of([shut.round.id])[shut.round.id]
    values = [next(one.value for one in each.indicators if one.key == key) for each in kept]
    assert values == [pytest.approx(0.75), pytest.approx(1.0)]
    assert stands(shut)[key] == pytest.approx(0.5)
    assert "Audited desk" in kept[0].contents["changes"][0]["causes"][0]["en"]


def test_bad_requests_for_corrections_are_answered_with_a_sentence(shut: SimpleNamespace, make: Make) -> None:
    browser = make.browser(shut.lead)
    answer = browser.post(f"{shut.url}/corrections", {"reason": ""})
    assert answer.status == 422
    swapped = {"reason": "x", "about": f"effect.{shut.criterion.key}", "value": "1", "source": "s"}
    answer = browser.post(f"{shut.url}/corrections", {**swapped, "first": "2026-07-28", "last": "2026-07-01"})
    assert answer.status == 422
    assert "before the first" in answer.text
    few = {"about": "breadth.record-coverage", "value": "3", "of": "2", "first": "2026-07-01", "last": "2026-07-28"}
    answer = browser.post(f"{shut.url}/corrections", {**few, "reason": "x", "source": "s"})
    assert "two whole numbers" in answer.text
    stranger = make.browser(make.user("client-pm", make.client("Other")))
    assert stranger.get(f"{shut.url}/corrections").status == 404
    assert make.browser(shut.member).post(f"{shut.url}/corrections", {"reason": "x"}).status == 403


def test_an_open_round_has_no_corrections(house: SimpleNamespace, make: Make) -> None:
    assert make.browser(house.lead).get(f"{house.url}/corrections").status == 404


def second(house: SimpleNamespace) -> Round:
    with transaction():
        made = open_round(
            project=house.project, from_date=date(2026, 7, 29), to_date=date(2026, 8, 25), by=house.lead.id
        )
    compute_now(project=house.project, round_=made, by=house.lead.id)
    return made


def redefine(made: Round) -> None:
    """As if the active share had a newer definition in the second round."""
    with transaction():
        row = db.session.scalars(
            select(IndicatorValue).where(IndicatorValue.round_id == made.id, IndicatorValue.indicator == SHARE)
        ).one()
        row.details = {**row.details, "version": row.details["version"] + 1}
        row.definition_version += 1


def test_any_two_rounds_are_compared_and_exported(
    shut: SimpleNamespace, make: Make, log: Callable[..., UsageSource]
) -> None:
    """In the second round two of six are active, in the first three: worse by a sixth."""
    log("anna,customers,2026-08-20 09:00", "ben,customers,2026-08-21 09:00")
    second(shut)
    browser = make.browser(shut.lead)
    page = browser.get(f"{shut.base}/rounds/compare?old=1&new=2").page
    row = next(row for row in page.select("tbody tr") if "Active share" in row.get_text())
    assert [cell.get_text(strip=True) for cell in row.select("td.num")][:3] == [
        "50%",
        "33.3%",
        "−16.7 percentage points",
    ]
    assert row.find_parent("tbody").select_one(".group").get_text(strip=True).startswith("Worse")
    back = browser.get(f"{shut.base}/rounds/compare?old=2&new=1").page
    row = next(row for row in back.select("tbody tr") if "Active share" in row.get_text())
    assert row.find_parent("tbody").select_one(".group").get_text(strip=True).startswith("Improved")
    csv = browser.get(f"{shut.base}/rounds/compare.csv?old=1&new=2").text
    assert "Worse,Active share" in csv
    assert browser.get(f"{shut.base}/rounds/compare.xlsx?old=1&new=2").status == 200
    assert browser.get(f"{shut.base}/rounds/compare?old=1&new=9").status == 404


def test_what_was_defined_anew_is_recomputed_or_marked_with_the_reason(
    app: Flask, shut: SimpleNamespace, make: Make, log: Callable[..., UsageSource]
) -> None:
    redefine(second(shut))
    browser = make.browser(shut.lead)
    address = f"{shut.base}/rounds/compare?old=1&new=2"
    assert "can be recomputed by the new definition" in browser.get(address).text
    assert browser.post(address, {}).status == 303
    run_due(app)
    (kept,) = corrections_of([shut.round.id])[shut.round.id]
    assert kept.purpose == "definition"
    # The edition of this test has the old version still: what was recomputed fits the newer one no better.
    assert "did not give a value either" in browser.get(address).text
    with transaction():
        remove_source(project=shut.project, source=db.session.get_one(UsageSource, shut.source.id), by=shut.lead.id)
    assert "log-3.csv is no longer there" in browser.get(address).text


def test_one_round_alone_gives_an_empty_page(house: SimpleNamespace, make: Make) -> None:
    assert "Nothing to compare yet" in make.browser(house.lead).get(f"{house.base}/rounds/compare").text
    assert db.session.get(Project, house.project.id) is not None


def test_a_late_figure_that_cannot_be_compared_says_not_measured_and_not_a_dash(
    app: Flask, shut: SimpleNamespace, make: Make
) -> None:
    browser, key = make.browser(shut.lead), f"effect.{shut.criterion.key}"
    given = {
        "about": key,
        "first": "2026-03-01",
        "last": "2026-03-28",
        "source": "Desk",
        "reason": "Audit",
        "value": "30",
    }
    assert browser.post(f"{shut.url}/corrections", given).status == 303
    run_due(app)
    page = browser.get(f"{shut.url}/corrections/1").page
    row = next(one for one in page.select("tbody tr") if "Response time" in one.text)
    assert "50%" in row.text
    assert "not measured" in row.text
    assert stands(shut)[key] == pytest.approx(0.5)


def test_a_late_figure_of_the_same_days_is_compared_as_was_agreed_for_them(
    app: Flask, house: SimpleNamespace, make: Make, criterion: Callable[..., Criterion]
) -> None:
    """June was accepted against a baseline of July, with 36 of the way from 48 to 24; the audit of June says 30."""
    june = (date(2026, 6, 1), date(2026, 6, 28))
    agreed = criterion()
    with transaction():
        figure = GivenFigure(36.0, *june, "Service desk", accepted="No season in it")
        enter_figures(project=house.project, round_=house.round, figures={agreed.key: figure}, by=house.lead.id)
    compute_now(project=house.project, round_=house.round, by=house.lead.id)
    with transaction():
        close_round(project=house.project, round_=house.round, by=house.lead.id)
    given = {"about": f"effect.{agreed.key}", "value": "30", "source": "Audit", "reason": "Audit"}
    browser = make.browser(house.lead)
    sent = {**given, "first": june[0].isoformat(), "last": june[1].isoformat()}
    assert browser.post(f"{house.url}/corrections", sent).status == 303
    run_due(app)
    (kept,) = corrections_of([house.round.id])[house.round.id]
    assert next(one.value for one in kept.indicators if one.key == given["about"]) == pytest.approx(0.75)
