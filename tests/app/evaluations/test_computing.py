"""A round computed from a small log end to end: by the job, by the command line, and shown on its page."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from app.cli import main, sextant
from app.database import db
from app.errors import Refused
from app.evaluations.actions import close_round, open_round
from app.evaluations.actions_figures import GivenFigure, enter_figures
from app.facts.evaluation import indicators_of, rounds_of
from app.jobs.runner import run_due
from app.models import Criterion, IndicatorValue, Job, Round, UsageSource
from app.transactions import transaction
from app.usage.rounds import compute_now
from app.usage.storage import events_path
from phases.evaluation.model import Indicator
from phases.evaluation.scheme import DECLARED
from tests.conftest import Make

# July 2026 begins on a Wednesday; the round 1–28 July has 20 working days in China, and equals the window of 28 days.
JULY = (
    "anna,customers,2026-07-01 09:00",
    "anna,customers,2026-07-02 09:00",
    "anna,forecast,2026-07-03 09:00",
    "anna,customers,2026-07-06 09:00",
    "anna,customers,2026-07-06 09:00",  # repeated: counts once
    "ben,customers,2026-07-01 10:00",
    "ben,customers,2026-07-04 10:00",  # a Saturday
    "cai,customers,2026-06-30 23:30",  # the day before the round
    "ghost,customers,2026-07-02 11:00",  # on no list
    "fang,chat,2026-07-28 23:59",  # a function out of scope, in the last minute
)

Run = Callable[..., str]


@pytest.fixture
def computed(house: SimpleNamespace, people_and_functions: None, log: Callable[..., UsageSource]) -> SimpleNamespace:
    """The round of July, computed."""
    log(*JULY)
    compute_now(project=house.project, round_=house.round, by=house.lead.id)
    return house


@pytest.fixture
def run(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this installation; gives what it prints."""
    monkeypatch.setattr("app.cli.open_app", lambda: app)

    def command(*arguments: str | Path) -> str:
        result = CliRunner().invoke(sextant, [str(one) for one in arguments], catch_exceptions=False)
        db.session.rollback()
        db.session.expire_all()
        assert result.exit_code == 0, result.output
        return result.stdout

    return command


def indicators(house: SimpleNamespace) -> dict[str, Indicator]:
    one = next(fact for fact in rounds_of([house.project.id])[house.project.id] if fact.id == house.round.id)
    return {indicator.key: indicator for indicator in indicators_of([one])[one.id]}


EXPECTED: dict[str, tuple[float, float | None, float | None]] = {
    # anna, ben, cai, fang of six licensed users ever; cai only before the round.
    "breadth.activation": (4 / 6, 4, 6),
    "breadth.active-share": (3 / 6, 3, 6),
    "breadth.dormant": (2 / 6, 2, 6),  # 30 days back from 28 July reach 29 June: cai is awake
    # active working days of 20: anna 4, ben 1, fang 1, the others 0; the median of 0 0 0 1 1 4 is 0.5 of 20.
    "breadth.frequency": (0.025, None, None),
    # 6 pairs of user and working day over 20 working days, against 3 active users.
    "breadth.stickiness": (0.1, 0.3, 3),
    "breadth.departments": (0.5, 1, 2),  # Sales 2 of 5, Service 1 of 1
    "breadth.roles": (0.5, 1, 2),
    "depth.functions": (0.5, 1, 2),  # customers by 2 of 6 = 33%, forecast by 1 of 6 = 17%
    "depth.advanced": (0.0, 0, 1),
    # events in the round 0 0 0 1 2 4: G = (−5·0 −3·0 −1·0 +1·1 +3·2 +5·4) / (6·7) = 27/42.
    "depth.evenness": (1 - 27 / 42, None, None),
}


def test_the_indicators_are_those_computed_by_hand(computed: SimpleNamespace) -> None:
    found = indicators(computed)
    assert {key for key, one in found.items() if one.value is not None} == set(EXPECTED)
    for key, (value, numerator, denominator) in EXPECTED.items():
        assert found[key].value == pytest.approx(value), key
        assert found[key].numerator == pytest.approx(numerator) if numerator is not None else True, key
        assert found[key].denominator == denominator, key


def test_what_was_left_out_is_kept_with_the_round(computed: SimpleNamespace) -> None:
    facts = db.session.get_one(Round, computed.round.id).facts
    log = facts["log"]
    assert (log["rows"], log["duplicates"], log["strangers"], log["before_round"]) == (10, 1, 1, 1)
    assert log["unknown_users"] == [["ghost", 1]]
    assert log["unknown_functions"] == [["chat", 1]]
    assert facts["window"] == ["2026-07-01", "2026-07-28"]
    assert [(one["rows"], len(one["digest"])) for one in facts["sources"]] == [(10, 64)]


def test_computing_twice_gives_the_same_and_keeps_one_row_an_indicator(computed: SimpleNamespace) -> None:
    before = {key: one.value for key, one in indicators(computed).items()}
    compute_now(project=computed.project, round_=computed.round, by=computed.lead.id)
    assert {key: one.value for key, one in indicators(computed).items()} == before
    rows = db.session.scalars(select(IndicatorValue.indicator)).all()
    assert len(rows) == len(set(rows)) == len(DECLARED) - 1


def test_events_that_the_data_folder_has_lost_are_made_again_from_the_log(computed: SimpleNamespace) -> None:
    before = {key: one.value for key, one in indicators(computed).items()}
    for key in db.session.scalars(select(UsageSource.key)):
        events_path(key).unlink()
    compute_now(project=computed.project, round_=computed.round, by=None)
    assert {key: one.value for key, one in indicators(computed).items()} == before


def test_the_job_computes_the_round_and_leads_to_its_page(
    app: Flask, house: SimpleNamespace, people_and_functions: None, log: Callable[..., UsageSource], make: Make
) -> None:
    log(*JULY)
    browser = make.browser(house.lead)
    browser.post(f"{house.url}/compute")
    assert run_due(app) == 1
    job = db.session.scalars(select(Job)).one()
    assert (job.state, job.result) == ("done", {"url": house.url})
    db.session.expire_all()
    assert indicators(house)["breadth.active-share"].value == pytest.approx(0.5)
    assert "data-job" not in str(browser.get(house.url).page)


def test_a_round_closed_or_deleted_meanwhile_is_not_computed(
    app: Flask, house: SimpleNamespace, make: Make, closed: Callable[[], None]
) -> None:
    make.browser(house.lead).post(f"{house.url}/compute")
    closed()
    run_due(app)
    job = db.session.scalars(select(Job)).one()
    assert job.state == "failed"
    assert "is closed" in job.message
    assert db.session.scalars(select(IndicatorValue).where(IndicatorValue.value.is_not(None))).all() == []
    with pytest.raises(Refused, match="is closed"):
        compute_now(project=house.project, round_=house.round, by=None)


def test_people_editing_while_it_is_computed_do_not_get_a_conflict(computed: SimpleNamespace, make: Make) -> None:
    """The version guards what people write; a computation leaves it alone."""
    assert db.session.get_one(Round, computed.round.id).version == 1
    answer = make.browser(computed.lead).post(f"{computed.url}/conclusion", {"conclusion": "Good.", "version": "1"})
    assert answer.status == 303


def test_without_any_log_everything_is_not_measured_and_nothing_is_zero(house: SimpleNamespace) -> None:
    compute_now(project=house.project, round_=house.round, by=None)
    found = indicators(house)
    assert len(found) == len(DECLARED) - 1
    assert {one.value for one in found.values()} == {None}
    assert all(one.note for one in found.values())
    facts = db.session.get_one(Round, house.round.id).facts
    assert {score["points"] for score in facts["scores"].values()} == {None}
    assert facts["level"] is None


def test_the_page_shows_value_numerator_denominator_coverage_band_and_score(
    computed: SimpleNamespace, make: Make
) -> None:
    page = make.browser(computed.consultant).get(computed.url).page
    cells = cells_of(page, "breadth.active-share")
    assert cells["Value"] == "50%"
    assert cells["Numerator / denominator"] == "3 / 6"
    assert cells["Coverage"] == "100%"
    assert cells["n"] == "6"
    assert cells["Score"] == "50"
    row = page.find(id="breadth.active-share")
    assert "watch" in row.get_text()
    # Wilson's interval of 3 of 6: 18.8 % to 81.2 %.
    assert "95% confidence interval 19% to 81%" in row.get_text()
    assert "28 days that end with the round" in row.get_text()


def cells_of(page: BeautifulSoup, key: str) -> dict[str, str]:
    return {cell["data-label"]: cell.get_text(strip=True) for cell in page.find(id=key).select("td[data-label]")}


def test_the_page_says_why_something_was_not_measured(computed: SimpleNamespace, make: Make) -> None:
    row = make.browser(computed.consultant).get(computed.url).page.find(id="depth.adherence")
    assert "Not measured" in row.get_text()
    assert "Needs a log of process cases." in row.get_text()
    assert row.select("td.num") == []


def test_groups_under_five_people_are_not_broken_out(computed: SimpleNamespace, make: Make) -> None:
    row = make.browser(computed.consultant).get(computed.url).page.find(id="breadth.departments")
    groups = {line.th.get_text(): line.td.get_text() for line in row.select("details tr")}
    # All less Sales would be Service: the five of Sales are held back with the few of Service.
    assert groups == dict.fromkeys(("Sales", "Service"), "not shown: it would tell of too few people")


def test_the_page_says_what_went_in_and_what_was_left_out(computed: SimpleNamespace, make: Make) -> None:
    text = make.browser(computed.consultant).get(computed.url).text
    assert "Repeated lines, counted once: 1." in text
    assert "Users not on the list : ghost (1)" in text.replace("list:", "list :")
    assert "log-10.csv" in text


def test_new_data_make_the_round_stale_until_it_is_computed_again(
    computed: SimpleNamespace, make: Make, log: Callable[..., UsageSource]
) -> None:
    browser = make.browser(computed.lead)
    assert "Computed before these changed" not in browser.get(computed.url).text
    log(*JULY, "dora,customers,2026-07-02 09:00")
    assert "Computed before these changed" in browser.get(computed.url).text
    compute_now(project=computed.project, round_=computed.round, by=None)
    assert "Computed before these changed" not in browser.get(computed.url).text
    assert indicators(computed)["breadth.active-share"].numerator == 4


def test_the_next_round_is_compared_with_the_one_before(
    computed: SimpleNamespace, make: Make, log: Callable[..., UsageSource]
) -> None:
    log(*(f"{user},customers,2026-08-0{day} 09:00" for user in ("anna", "ben", "cai", "dora") for day in (3, 4, 5)))
    with transaction():
        second = open_round(
            project=computed.project, from_date=date(2026, 7, 29), to_date=date(2026, 8, 25), by=computed.lead.id
        )
    compute_now(project=computed.project, round_=second, by=computed.lead.id)
    page = make.browser(computed.lead).get(f"{computed.base}/rounds/2").page
    section = page.find(id="changes").parent
    rows = {row.td.get_text(strip=True): row.get_text(" ", strip=True) for row in section.select("tr:has(td)")}
    # 3 of 6 active in July, 4 of 6 in August.
    assert "50% 66.7% +16.7 percentage points" in rows["Active share"]
    assert "Changes of indicators are taken before values and points are rounded." in section.get_text()


def test_the_command_prints_every_indicator_as_computed_by_hand(
    computed: SimpleNamespace, run: Run, criterion: Callable[..., Criterion]
) -> None:
    criterion()
    printed = json.loads(run("evaluate", computed.project.key, "--round", "1", "--json"))
    fields = {"key", "value", "numerator", "denominator", "coverage", "n", "band", "score", "definition"}
    assert {frozenset(one) for one in printed} == {frozenset(fields)}
    values = {one["key"]: one for one in printed}
    assert len(printed) == 10 + 11 + 6 + 1  # breadth, depth, effect by data, one success criterion
    for key, (value, _numerator, denominator) in EXPECTED.items():
        assert values[key]["value"] == pytest.approx(value)
        assert values[key]["denominator"] == denominator
    unmeasured = {key: one["value"] for key, one in values.items() if key not in EXPECTED}
    assert set(unmeasured.values()) == {None}
    assert sum(key.startswith("effect.") for key in unmeasured) == 6 + 1
    # 0.5 lies on the border of yellow: 50 points.
    assert (values["breadth.active-share"]["band"], values["breadth.active-share"]["score"]) == ("yellow", 50)


def test_the_command_prints_a_table_for_people(computed: SimpleNamespace, run: Run) -> None:
    lines = run("evaluate", computed.project.key, "--round", "1").splitlines()
    assert lines[0].split()[:3] == ["indicator", "value", "numerator"]
    assert next(line.split() for line in lines if line.startswith("breadth.active-share"))[1:4] == ["0.5", "3", "6"]
    assert "Repeated lines, counted once: 1." in lines


def test_a_closed_round_is_printed_as_it_was_closed(
    computed: SimpleNamespace, run: Run, log: Callable[..., UsageSource]
) -> None:
    with transaction():
        close_round(project=computed.project, round_=computed.round, by=computed.lead.id)
    log(*JULY, "dora,customers,2026-07-02 09:00")
    printed = json.loads(run("evaluate", computed.project.key, "--round", "1", "--json"))
    assert next(one for one in printed if one["key"] == "breadth.active-share")["numerator"] == 3


def test_the_command_line_takes_a_log_from_its_files_to_the_figures(
    house: SimpleNamespace, run: Run, tmp_path: Path
) -> None:
    """Duplicates, strangers, a start date, another department: all that the judge of a log looks at, by hand."""
    log, users, functions = tmp_path / "log.csv", tmp_path / "users.csv", tmp_path / "functions.csv"
    log.write_text(
        "时间,账号,模块\n"
        "2026-08-03 09:00:00,anna,Customers\n"
        "2026-08-03 09:00:00,ANNA ,customers\n"  # the same person, function and instant
        "2026-08-04 09:00:00,ben,Customers\n"
        "2026-08-05 09:00:00,ghost,Customers\n"
        "2026-08-06 09:00:00,cai,Reports\n"  # before cai's start
        "not a time,anna,Customers\n",
        encoding="gb18030",
    )
    users.write_text(
        "user,role,department,start,end\nanna,rep,North,,\nben,rep,North,,\ncai,rep,South,2026-08-10,\n"
        "dora,rep,South,,2026-08-01\n",
        encoding="utf-8",
    )
    functions.write_text("function,area,advanced,roles\nCustomers,Sales,no,rep\nReports,Sales,yes,\n", encoding="utf-8")
    key = house.project.key
    assert run("round", "add", key, "--from", "2026-08-01", "--to", "2026-08-28") == "2\n"
    run("usage", "import", key, log, "--users", users, "--map", "user=账号,function=模块,time=时间")
    run("functions", "import", key, functions)
    values = {one["key"]: one for one in json.loads(run("evaluate", key, "--round", "2", "--json"))}
    # Licensed on 28 August: anna, ben, cai; dora left on the 1st. Active: anna and ben.
    shares = {name: (one["numerator"], one["denominator"]) for name, one in values.items() if one["value"] is not None}
    assert shares["breadth.activation"] == shares["breadth.active-share"] == (2, 3)
    assert shares["breadth.dormant"] == (1, 3)
    assert shares["breadth.departments"] == (1, 2)
    assert shares["depth.functions"] == (1, 2)
    assert shares["depth.advanced"] == (0, 1)
    # Events 0, 1, 1: G = (−2·0 + 0·1 + 2·1) / (3·2) = 1/3.
    assert values["depth.evenness"]["value"] == pytest.approx(2 / 3)


def test_rounds_are_opened_and_listed_on_the_command_line(house: SimpleNamespace, run: Run) -> None:
    key = house.project.key
    added = ("round", "add", key, "--from", "2026-08-01", "--to", "2026-08-28")
    assert run(*added) == "2\n"
    listed = json.loads(run("round", "list", key, "--json"))
    assert [(one["number"], one["from"]) for one in listed] == [(1, "2026-07-01"), (2, "2026-08-01")]
    assert run("round", "list", key).splitlines()[1].split("\t")[:2] == ["2", "2026-08-01"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["evaluate", "nowhere", "--round", "1"], "There is no project with the key “nowhere”."),
        (["evaluate", "{key}", "--round", "9"], "There is no round 9 in this project."),
        (["round", "add", "{key}", "--from", "2026-08-02", "--to", "2026-08-01"], "before the first one."),
    ],
)
def test_what_cannot_be_done_ends_with_one_sentence_and_status_one(
    app: Flask, house: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, arguments: list[str], sentence: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr("app.cli.open_app", lambda: app)
    monkeypatch.setattr("sys.argv", ["sextant", *(one.format(key=house.project.key) for one in arguments)])
    with pytest.raises(SystemExit) as leaving:
        main()
    said = capsys.readouterr().err
    assert leaving.value.code == 1
    assert sentence in said
    assert len(said.splitlines()) == 1


def test_entering_a_figure_moves_the_effect_at_once_and_leaves_the_rest(
    computed: SimpleNamespace, criterion: Callable[..., Criterion]
) -> None:
    """Response time from 48 hours down to 24: at 36 half of the way is gone."""
    agreed = criterion()
    values: dict[str, Any] = {"project": computed.project, "round_": computed.round, "by": computed.lead.id}
    with transaction():
        enter_figures(**values, figures={agreed.key: GivenFigure(36.0, date(2026, 7, 1), date(2026, 7, 28))})
    found = indicators(computed)
    effect = found[f"effect.{agreed.key}"]
    assert (effect.value, effect.numerator, effect.denominator) == (0.5, 12.0, 24.0)
    assert found["breadth.active-share"].value == pytest.approx(0.5)
    scores = db.session.scalar(select(Round.facts).where(Round.id == computed.round.id))["scores"]
    assert scores["effect"]["points"] == pytest.approx(50)
    compute_now(project=computed.project, round_=computed.round, by=None)
    assert indicators(computed)[f"effect.{agreed.key}"].value == 0.5
