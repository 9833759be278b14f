"""Success criteria whose values come from surveys, and baselines that are taken from what was computed already."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from app.clock import day_in, pretend
from app.database import db
from app.errors import Refused
from app.evaluations.actions import close_round
from app.evaluations.actions_figures import GivenFigure, enter_figures
from app.facts.criteria import figures_of
from app.facts.evaluation import indicators_of, rounds_of
from app.models import Criterion, EffectFigure, Project, Round, Survey, SurveyAnswer
from app.models.base import new_key
from app.reports.gather_round import aims_of
from app.surveys.actions import close_survey, reopen_survey
from app.transactions import transaction
from app.usage.rounds import compute_now
from tests.conftest import Make

ITEMS = {"csat": "csat.overall", "nps": "nps.recommend", "ces": "ces.easy"}
TEN = (5, 4, 4, 5, 5, 4, 5, 4, 3, 1)  # eight of ten satisfied: 80 %


def survey(house: SimpleNamespace, instrument: str, answers: tuple[int, ...], **values: Any) -> Survey:
    """A survey of the round that was closed by the product's own act."""
    with transaction():
        number = len(db.session.scalars(select(Survey.id)).all()) + 1
        given = {"round_id": house.round.id, "title": f"Customers {number}", "instruments": [instrument], **values}
        row = Survey(project_id=house.project.id, number=number, audience="customers", mode="personal", **given)
        db.session.add(row)
        db.session.flush()
        db.session.add_all(
            SurveyAnswer(survey_id=row.id, key=new_key(), said={ITEMS[instrument]: one}) for one in answers
        )
    with transaction():
        close_survey(project=house.project, survey=db.session.merge(row), by=house.lead.id)
    return row


@pytest.fixture
def satisfaction(criterion: Callable[..., Criterion]) -> Callable[..., Criterion]:
    """A criterion that asks the round's survey: CSAT from 60 % up to 90 %."""

    def agree(way: str = "survey-csat", **values: Any) -> Criterion:
        given = {
            "name": "Satisfied customers", "unit": "%", "direction": "up", "part": "satisfaction", "baseline": 60.0,
            "target": 90.0, "way": way, "baseline_from": date(2025, 7, 1), "baseline_to": date(2025, 7, 28),
        }  # fmt: skip
        return criterion(**{**given, **values})

    return agree


def figure(house: SimpleNamespace, one: Criterion):
    db.session.expire_all()
    return figures_of([house.round.id])[house.round.id].get(one.key)


def indicator(house: SimpleNamespace, one: Criterion):
    db.session.expire_all()
    (round_,) = rounds_of([house.project.id])[house.project.id]
    return next(each for each in indicators_of([round_])[round_.id] if each.key == f"effect.{one.key}")


@pytest.mark.parametrize("survey_first", [True, False])
def test_a_closed_survey_gives_the_value_with_n_and_interval(
    make: Make, house: SimpleNamespace, satisfaction: Callable[..., Criterion], survey_first: bool
) -> None:
    """80 % is 20 of the 30 points from 60 to 90: two thirds. Wilson's interval of 8 of 10 is 49.0 to 94.3 %."""
    if survey_first:
        survey(house, "csat", TEN)
        one = satisfaction()
    else:
        one = satisfaction()
        assert figure(house, one) is None
        survey(house, "csat", TEN)
    found = figure(house, one)
    assert (found.value, found.source, dict(found.inputs)) == (80.0, "Customers 1", {"satisfied": 8, "answered": 10})
    assert (found.asked.n, [round(end, 1) for end in found.asked.interval]) == (10, [49.0, 94.3])
    scored = indicator(house, one)
    assert (scored.value, scored.n) == (pytest.approx(2 / 3), 10)
    text = make.browser(house.lead).get(house.url).text
    assert "80%" in text
    assert "n = 10, 95% confidence interval 49 to 94.3" in text
    assert db.session.get_one(Criterion, one.id).attitude


@pytest.mark.parametrize(
    ("way", "instrument", "answers", "value"),
    [
        ("survey-nps", "nps", (10, 9, 9, 8, 7, 6, 3, 10), 25.0),  # four promoters, two detractors of eight
        ("survey-ces", "ces", (7, 6, 5, 5, 2), 5.0),  # 25 / 5
        ("survey-csat", "csat", (1, 2, 3, 3, 2), 0.0),
    ],
)
def test_each_instrument_by_its_own_rule(
    house: SimpleNamespace, satisfaction: Callable[..., Criterion], way: str, instrument: str,
    answers: tuple[int, ...], value: float,
) -> None:  # fmt: skip
    one = satisfaction(way, unit="points", baseline=-50.0, target=50.0)
    survey(house, instrument, answers)
    found = figure(house, one)
    assert (found.value, found.asked.n) == (value, len(answers))


def test_a_mean_has_its_interval_and_one_kept_without_still_says_how_many_answered(
    make: Make, house: SimpleNamespace, satisfaction: Callable[..., Criterion]
) -> None:
    """7, 6, 5, 5, 2: 5 ± 2.7764 × √3.5 / √5 = 5 ± 2.32, and the scale ends at 7."""
    one = satisfaction("survey-ces", unit="points", baseline=1.0, target=7.0)
    survey(house, "ces", (7, 6, 5, 5, 2))
    assert dict(figure(house, one).inputs) == {"total": 25, "squares": 139, "answered": 5}
    assert "n = 5, 95% confidence interval 2.68 to 7" in make.browser(house.lead).get(house.url).text
    with transaction():
        row = db.session.scalars(select(EffectFigure).where(EffectFigure.criterion_id == one.id)).one()
        row.inputs = {"total": 25, "answered": 5}  # as it was kept before
    asked = figure(house, one).asked
    assert (asked.value, asked.n, asked.interval) == (5, 5, None)


def test_what_fewer_than_five_said_is_not_shown_anywhere(
    make: Make, house: SimpleNamespace, satisfaction: Callable[..., Criterion]
) -> None:
    one = satisfaction()
    survey(house, "csat", (5, 5, 5, 5))
    assert figure(house, one) is None
    assert "answered by enough people" in indicator(house, one).note.en
    browser = make.browser(house.lead)
    assert "not measured" in browser.get(house.url).text
    offered = browser.get(f"{house.base}/criteria/{one.key}").page.select("select[name=baseline_of] option")
    assert offered == []


def test_open_again_the_value_goes_and_the_survey_closed_last_counts(
    house: SimpleNamespace, satisfaction: Callable[..., Criterion]
) -> None:
    one = satisfaction()
    first = survey(house, "csat", TEN)
    survey(house, "csat", (5, 5, 5, 5, 1))  # 80% of five
    survey(house, "csat", (5, 5, 5, 5, 5), round_id=None)  # of no round
    assert figure(house, one).source == "Customers 2"
    with transaction():
        second = db.session.scalars(select(Survey).where(Survey.number == 2)).one()
        reopen_survey(project=house.project, survey=second, by=house.lead.id)
    assert figure(house, one).source == "Customers 1"
    with transaction():
        reopen_survey(project=house.project, survey=db.session.merge(first), by=house.lead.id)
    assert figure(house, one) is None


def test_the_value_is_not_typed_and_its_comparison_is_accepted_with_a_reason(
    make: Make, house: SimpleNamespace, satisfaction: Callable[..., Criterion]
) -> None:
    """A baseline of a whole year is not like for like with a month until somebody says why it may be compared."""
    one = satisfaction(baseline_from=date(2025, 1, 1), baseline_to=date(2025, 12, 31))
    survey(house, "csat", TEN)
    assert indicator(house, one).value is None
    browser, url = make.browser(house.lead), f"{house.url}/figures"
    page = browser.get(url).page
    assert page.select(f'input[name="{one.key}-value"]') == []
    version = page.select_one("input[name=version]")["value"]
    sent = {
        "version": version, f"{one.key}-value": "99", f"{one.key}-count1": "9", f"{one.key}-comparable": "y",
        f"{one.key}-accepted": "No season in it",
    }  # fmt: skip
    assert browser.post(url, sent).status == 303
    assert (figure(house, one).value, figure(house, one).accepted) == (80.0, "No season in it")
    assert indicator(house, one).value == pytest.approx(2 / 3)
    survey(house, "csat", (5, 5, 5, 5, 5))
    assert (figure(house, one).value, figure(house, one).accepted) == (100.0, "No season in it")
    typed = GivenFigure(99.0, date(2026, 7, 1), date(2026, 7, 28), inputs={"satisfied": 99, "answered": 100})
    with pytest.raises(Refused, match="comes from the round's survey"), transaction():
        enter_figures(project=house.project, round_=house.round, figures={one.key: typed}, by=house.lead.id)


def test_a_closed_round_keeps_what_the_survey_said_then(
    house: SimpleNamespace, satisfaction: Callable[..., Criterion]
) -> None:
    one = satisfaction()
    survey(house, "csat", TEN)
    with transaction():
        round_ = db.session.get_one(Round, house.round.id)
    compute_now(project=house.project, round_=round_, by=house.lead.id)
    with transaction():
        close_round(project=house.project, round_=db.session.merge(round_), by=house.lead.id)
    survey(house, "csat", (1, 1, 1, 1, 1))
    assert figure(house, one).value == 80.0
    assert len(db.session.scalars(select(EffectFigure)).all()) == 1


def form_of(one: Criterion, page: Any, **more: str) -> dict[str, str]:
    fields = {field["name"]: field.get("value", "") for field in page.select("main input[name]:not([type=radio])")}
    fields |= {field["name"]: field.get_text() for field in page.select("main textarea[name]")}
    for field in page.select("main select[name]"):
        chosen = field.select_one("option[selected]")
        fields[field["name"]] = chosen["value"] if chosen else ""
    fields.pop("csrf_token", None)
    fields.pop("attitude", None)
    return {**fields, "direction": one.direction, **more}


def test_the_days_of_asking_are_shown_and_not_those_of_the_round(
    make: Make, house: SimpleNamespace, satisfaction: Callable[..., Criterion]
) -> None:
    """Opened on 3 August at 23:30 in Shanghai, closed on 14 August at 00:30 there: a day earlier in UTC."""
    one = satisfaction()
    opened, closed = datetime(2026, 8, 3, 15, 30, tzinfo=UTC), datetime(2026, 8, 13, 16, 30, tzinfo=UTC)
    with transaction():
        db.session.get_one(Project, house.project.id).time_zone = "Asia/Shanghai"
    with pretend(closed):
        survey(house, "csat", TEN, created_at=opened)
    found = figure(house, one)
    assert (found.asked_from, found.asked_to) == (date(2026, 8, 3), date(2026, 8, 14))
    assert (found.period_from, found.period_to) == (house.round.from_date, house.round.to_date)
    assert indicator(house, one).row("en")["asked"] == {"from": "2026-08-03", "to": "2026-08-14"}
    browser = make.browser(house.lead)
    for url in (house.url, f"{house.url}/figures"):
        assert "asked 3 Aug 2026 – 14 Aug 2026" in browser.get(url).text
    (round_,) = rounds_of([house.project.id])[house.project.id]
    cover = SimpleNamespace(language="zh")
    assert [aim.period for aim in aims_of(house.project, round_, cover)] == ["调查期：2026年8月3日 – 2026年8月14日"]
    assert [aim.asked for aim in aims_of(house.project, round_, cover)] == ["n = 10，95% 置信区间 49 至 94.3"]
    browser.post("/language", {"language": "zh", "next": "/"})
    assert "调查期：2026年8月3日 – 2026年8月14日" in browser.get(house.url).text


def test_a_figure_that_was_typed_names_no_day_of_asking(
    make: Make, house: SimpleNamespace, criterion: Callable[..., Criterion]
) -> None:
    one = criterion()
    given = GivenFigure(40.0, date(2026, 7, 1), date(2026, 7, 28), "Service desk")
    with transaction():
        enter_figures(project=house.project, round_=house.round, figures={one.key: given}, by=house.lead.id)
    assert "asked" not in indicator(house, one).row("en")
    assert "1 Jul 2026 – 28 Jul 2026" in make.browser(house.lead).get(house.url).text


def test_a_baseline_is_taken_from_a_survey_with_its_day_and_period(
    make: Make, house: SimpleNamespace, satisfaction: Callable[..., Criterion]
) -> None:
    one = satisfaction()
    before = survey(house, "csat", (5, 5, 4, 1, 1, 1), round_id=None)  # 3 of 6: 50%
    survey(house, "nps", (10, 9, 8, 7, 6))
    browser, url = make.browser(house.lead), f"{house.base}/criteria/{one.key}"
    page = browser.get(url).page
    words = [option["value"] for option in page.select("select[name=baseline_of] option")]
    assert f"survey-{before.key}-csat" in words
    chosen = form_of(one, page, baseline_of=f"survey-{before.key}-csat", baseline="1")
    assert browser.post(url, chosen).status == 303
    db.session.expire_all()
    row = db.session.get_one(Criterion, one.id)
    assert (row.baseline, row.baseline_source) == (50.0, "Customers 1 · CSAT · n = 6")
    assert row.baseline_date == day_in(before.closed_at, house.project.time_zone)
    assert (row.baseline_from, row.baseline_to) == (None, None)


def test_a_baseline_is_taken_from_a_round_with_its_period(
    make: Make, house: SimpleNamespace, criterion: Callable[..., Criterion]
) -> None:
    one = criterion()
    given = GivenFigure(40.0, date(2026, 7, 1), date(2026, 7, 28), "Service desk")
    with transaction():
        enter_figures(project=house.project, round_=house.round, figures={one.key: given}, by=house.lead.id)
    browser, url = make.browser(house.lead), f"{house.base}/criteria/{one.key}"
    assert browser.post(url, form_of(one, browser.get(url).page, baseline_of="round-1")).status == 303
    db.session.expire_all()
    row = db.session.get_one(Criterion, one.id)
    assert (row.baseline, row.baseline_date, row.baseline_from) == (40.0, date(2026, 7, 28), date(2026, 7, 1))
    assert row.baseline_source == "Round 1 · Service desk"


@pytest.mark.parametrize(
    ("chosen", "sentence"), [("round-9", "no longer there"), ("survey-x-csat", "no longer there"), ("nps", "measures")]
)
def test_a_baseline_that_is_not_there_or_measures_something_else_is_refused_and_nothing_is_lost(
    make: Make, house: SimpleNamespace, satisfaction: Callable[..., Criterion], chosen: str, sentence: str
) -> None:
    one = satisfaction()
    other = survey(house, "nps", (10, 9, 8, 7, 6))
    browser, url = make.browser(house.lead), f"{house.base}/criteria/{one.key}"
    chosen = f"survey-{other.key}-nps" if chosen == "nps" else chosen
    answer = browser.post(url, form_of(one, browser.get(url).page, baseline_of=chosen, scope="All branches"))
    assert (answer.status, sentence in answer.text) == (422, True)
    assert answer.page.select_one("input[name=scope]")["value"] == "All branches"


def test_surveys_of_another_project_are_not_offered(
    make: Make, house: SimpleNamespace, satisfaction: Callable[..., Criterion]
) -> None:
    one = satisfaction()
    foreign = make.project(make.client("Other"))
    survey(SimpleNamespace(project=foreign, lead=house.lead, round=house.round), "csat", TEN, round_id=None)
    page = make.browser(house.lead).get(f"{house.base}/criteria/{one.key}").page
    assert page.select("select[name=baseline_of]") == []


def test_the_days_of_asking_are_told_too_where_the_value_may_not_be_compared(
    house: SimpleNamespace, satisfaction: Callable[..., Criterion]
) -> None:
    one = satisfaction(baseline_from=date(2025, 1, 1), baseline_to=date(2025, 12, 31))
    survey(house, "csat", TEN)
    found = indicator(house, one)
    assert (found.value, set(found.row("en")["asked"])) == (None, {"from", "to"})
