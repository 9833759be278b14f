"""Benefits and ROI on its pages: who sees them, what they say when something is missing, settings, costs, exports."""

from datetime import date
from io import BytesIO
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from flask import current_app
from python_calamine import CalamineWorkbook
from sqlalchemy import update

from app.benefits.actions import Reckoning, set_account
from app.database import db
from app.errors import Refused
from app.evaluations.actions import close_round, open_round
from app.evaluations.actions_criteria import Agreement, add_criterion
from app.evaluations.actions_figures import GivenFigure, enter_figures
from app.facts.benefits import benefits_of, setting_of
from app.facts.evaluation import indicators_of, rounds_of
from app.models import CostLine, Criterion
from app.reports.drawing import compose
from app.reports.order import Order
from app.reports.pages import to_html
from app.transactions import transaction
from app.usage.rounds import compute_now
from phases.evaluation.benefit import settle
from phases.evaluation.effect import ATTITUDE_ALONE
from tests.conftest import Make

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
RECKONING = {
    "currency": "CNY", "starts": "2026-02-10", "months": "24", "rate": "8", "rate_source": "CFO", "version": "0",
}  # fmt: skip


@pytest.fixture
def house(make: Make) -> SimpleNamespace:
    """A project with its people; one round of the first quarter of 2026."""
    client = make.client()
    roles = ("lead", "consultant", "sponsor", "executive", "client-pm", "client-member")
    people = {role: make.user(role, None if role in ("lead", "consultant") else client) for role in roles}
    project = make.project(client)
    for person in people.values():
        make.member(project, person)
    with transaction():
        round_ = open_round(project=project, from_date=FIRST, to_date=LAST, by=people["lead"].id)
    url = f"/projects/{project.key}/benefits"
    costs = f"/projects/{project.key}/records/benefits/costs"
    return SimpleNamespace(project=project, people=people, round=round_, url=url, costs=costs)


@pytest.fixture
def filled(house: SimpleNamespace, make: Make) -> SimpleNamespace:
    """Renewals 4 points better, 36,500 a point and year, half of it ascribed: 200 a day; 20,000 of licences."""
    lead = house.people["lead"].id
    agreement = Agreement(
        name="Renewals", unit="%", part="loyalty", baseline=70, target=80, money_per_unit=36_500, attributed_share=0.5,
        currency="CNY", baseline_from=date(2025, 1, 1), baseline_to=date(2025, 3, 31), attribution="expert",
        attribution_reason="Agreed by both sides",
    )  # fmt: skip
    with transaction():
        row = add_criterion(project=house.project, agreement=agreement, by=lead)
        figure = GivenFigure(74.0, FIRST, LAST, "Finance")
        enter_figures(project=house.project, round_=house.round, figures={row.key: figure}, by=lead)
        set_account(project=house.project, reckoning=Reckoning("CNY", FIRST, 6, 0.0, "Finance"), by=lead)
    make.add(
        CostLine(
            project_id=house.project.id, number=1, what="Licences", kind="licence", amount=20_000.0, rhythm="once",
            first_due=FIRST,
        )
    )  # fmt: skip
    return house


def test_the_account_says_what_it_comes_to(filled: SimpleNamespace, make: Make) -> None:
    """36,200 against 20,000: 81 %, 16,200, back in April (see tests/phases/evaluation/test_benefit.py)."""
    page = make.browser(filled.people["lead"]).get(filled.url).page
    shown = [one.get_text(" ", strip=True) for one in page.select("main dl.figures dd")]
    assert shown[0].startswith("−10%")
    assert shown[1].startswith("81%")
    assert shown[2].startswith("CNY 16,200")
    assert shown[3] == "Apr 2026"
    text = page.get_text(" ", strip=True)
    assert "Integration, Data migration, Running and support: no entry. Nothing, or forgotten?" in text
    assert "expert estimate" in text
    assert len(page.select("svg.chart-drawing")) == 2


def test_the_tornado_has_one_heading_on_the_page_and_in_the_report(filled: SimpleNamespace, make: Make) -> None:
    page = make.browser(filled.people["lead"]).get(filled.url).page
    (section,) = (one for one in page.select("main section.section") if one.select("figure.chart [class*=doing]"))
    assert [one.get_text(strip=True) for one in section.select("h2, h3, figcaption")] == [
        "What the net present value hangs on, CNY"
    ]
    assert "Each input by itself goes to its low and its high end" in section.get_text()
    order = Order("benefits", "project", "en", "draft")
    with transaction():
        html = to_html(compose(filled.project, order, by=None), current_app.jinja_env)
    (chapter,) = BeautifulSoup(html, "html.parser").select("#sensitivity")
    assert [one.get_text(" ", strip=True) for one in chapter.select("h1, h3")] == ["6 What the result hangs on"]


@pytest.mark.parametrize(
    ("role", "status"),
    [("consultant", 200), ("sponsor", 200), ("executive", 200), ("client-pm", 200), ("client-member", 403)],
)
def test_money_is_seen_by_the_firm_and_the_clients_heads_only(
    filled: SimpleNamespace, make: Make, role: str, status: int
) -> None:
    browser = make.browser(filled.people[role])
    assert browser.get(filled.url).status == status
    assert (browser.get(filled.costs).status == 200) is (status == 200)
    assert ("36,500" in browser.get(f"/projects/{filled.project.key}/criteria").text) is (status == 200)
    assert ("Benefits and ROI" in browser.get(f"/projects/{filled.project.key}/rounds").text) is (status == 200)


def test_a_client_of_another_company_finds_nothing(filled: SimpleNamespace, make: Make) -> None:
    stranger = make.browser(make.user("sponsor", make.client("Another")))
    for end in ("", "/account", "/export.csv"):
        assert stranger.get(filled.url + end).status == 404


def test_an_empty_account_says_what_is_missing(house: SimpleNamespace, make: Make) -> None:
    text = make.browser(house.people["lead"]).get(house.url).text
    for sentence in ("No benefit has been measured in money yet.", "No cost has been entered.", "No discount rate"):
        assert sentence in text
    assert "0 or forgotten?" in text


def test_the_reckoning_is_set_by_the_form_and_kept(house: SimpleNamespace, make: Make) -> None:
    browser = make.browser(house.people["lead"])
    form = {
        "currency": "eur",
        "starts": "2026-02-10",
        "months": "24",
        "rate": "7.5",
        "rate_source": "CFO",
        "version": "0",
    }
    assert browser.post(f"{house.url}/account", form).status == 303
    found = setting_of(house.project)
    assert (found.currency, found.starts, found.months, found.rate) == ("EUR", date(2026, 2, 10), 24, 0.075)
    stale = browser.post(f"{house.url}/account", {**form, "months": "12"})
    assert stale.status == 409
    assert "24" in stale.text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"currency": "yuan"}, "three letters"),
        ({"months": "0"}, "Between 1 and 240"),
        ({"rate": "120"}, "Between 0 and 99"),
        ({"starts": ""}, "Fill in this field"),
    ],
)
def test_a_wrong_reckoning_has_a_sentence_and_keeps_what_was_typed(
    house: SimpleNamespace, make: Make, values: dict[str, str], sentence: str
) -> None:
    form = {
        "currency": "CNY",
        "starts": "2026-02-10",
        "months": "24",
        "rate": "8",
        "rate_source": "CFO",
        "version": "0",
    }
    answer = make.browser(house.people["lead"]).post(f"{house.url}/account", {**form, **values})
    assert answer.status == 422
    assert sentence in answer.text
    assert answer.page.select_one("#rate_source")["value"] == "CFO"


def test_a_rate_that_is_no_number_is_refused(house: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="0 and 99"), transaction():
        set_account(project=house.project, reckoning=Reckoning("CNY", FIRST, 6, float("nan")), by=None)


def test_costs_are_pasted_as_a_table(house: SimpleNamespace, make: Make) -> None:
    browser = make.browser(house.people["client-pm"])
    cells = "What\tKind\tAmount\tFalls due\tFirst due\nOwn people\tOwn labour\t5000\teach month\t2026-01-01"
    seen = browser.post(f"{house.costs}/sheet", {"cells": cells}).page.select_one("input[name=seen]")["value"]
    assert browser.post(f"{house.costs}/sheet", {"cells": cells, "seen": seen}).status == 303
    found = settle(benefits_of(house.project).account)
    assert found.kinds == {"labour": 5000 * 36}


def test_the_account_is_exported_month_by_month(filled: SimpleNamespace, make: Make) -> None:
    answer = make.browser(filled.people["sponsor"]).get(f"{filled.url}/export.xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.response.data)).get_sheet_by_index(0).to_python()
    assert rows[0][1:5] == ["Renewals · measured", "Renewals · carried on", "Licences", "Balance (CNY)"]
    assert [row[1] for row in rows[1:]] == [6200, 5600, 6200, 0, 0, 0]
    assert rows[4][2] == 6000


def test_loyalty_by_attitude_alone_is_refused_until_a_behaviour_metric_stands_beside_it(
    house: SimpleNamespace,
) -> None:
    says = Agreement(name="Would come back", unit="%", part="loyalty", attitude=True)
    with pytest.raises(Refused, match=ATTITUDE_ALONE.en[:40]), transaction():
        add_criterion(project=house.project, agreement=says, by=None)
    with transaction():
        add_criterion(project=house.project, agreement=Agreement(name="Renewals", part="loyalty"), by=None)
        assert add_criterion(project=house.project, agreement=says, by=None).attitude


def test_a_share_satisfied_is_computed_from_its_counts_and_shows_its_interval(
    house: SimpleNamespace, make: Make
) -> None:
    """40 of 50: 80 %, the way from 70 to 90 half gone; Wilson 67.0 to 88.8."""
    agreement = Agreement(
        name="CSAT", unit="%", part="satisfaction", baseline=70, target=90, way="csat", attitude=True,
        baseline_from=date(2025, 1, 1), baseline_to=date(2025, 3, 31),
    )  # fmt: skip
    with transaction():
        key = add_criterion(project=house.project, agreement=agreement, by=None).key
    url = f"/projects/{house.project.key}/rounds/1"
    browser = make.browser(house.people["lead"])
    form = {
        f"{key}-count1": "40",
        f"{key}-period_from": "2026-01-01",
        f"{key}-period_to": "2026-03-31",
        f"{key}-comparable": "y",
    }
    wrong = browser.post(f"{url}/figures", form)
    assert wrong.status == 422
    assert "Fill in all counts" in wrong.text
    assert browser.post(f"{url}/figures", {**form, f"{key}-count2": "50"}).status == 303
    one = rounds_of([house.project.id])[house.project.id][0]
    found = next(each for each in indicators_of([one])[one.id] if each.key == f"effect.{key}")
    assert (found.value, found.n) == (pytest.approx(0.5), 50)
    assert "n = 50, 95% confidence interval 67 to 88.8" in browser.get(url).text


def test_another_season_is_shown_and_scores_once_it_is_accepted_with_a_reason(
    filled: SimpleNamespace, make: Make
) -> None:
    (row,) = benefits_of(filled.project).criteria
    url = f"/projects/{filled.project.key}/rounds/1"
    browser = make.browser(filled.people["lead"])
    form = {
        f"{row.key}-value": "74", f"{row.key}-period_from": "2026-04-01", f"{row.key}-period_to": "2026-06-30",
        f"{row.key}-comparable": "y",
    }  # fmt: skip
    assert browser.post(f"{url}/figures", form).status == 303
    assert "different months of the year" in browser.get(url).text
    assert benefits_of(filled.project).account.streams == ()
    assert browser.post(f"{url}/figures", {**form, f"{row.key}-accepted": "Ends evenly"}).status == 303
    assert "Accepted because: Ends evenly" in browser.get(url).text
    assert len(benefits_of(filled.project).account.streams) == 1


def test_three_hundred_costs_are_added_up(filled: SimpleNamespace, make: Make) -> None:
    rows = [
        CostLine(
            project_id=filled.project.id, number=number, what=f"K {number}", kind="running", amount=1.0,
            rhythm="month", first_due=FIRST,
        )
        for number in range(2, 302)
    ]  # fmt: skip
    make.add(*rows)
    assert settle(benefits_of(filled.project).account).kinds["running"] == 300 * 6


def test_another_baseline_does_not_change_what_a_closed_round_brought(filled: SimpleNamespace) -> None:
    """From 70 to 74 were 4 points when the round was closed; a baseline of 60 agreed later does not make them 14."""
    lead = filled.people["lead"].id
    compute_now(project=filled.project, round_=filled.round, by=lead)
    with transaction():
        close_round(project=filled.project, round_=filled.round, by=lead)
    before = settle(benefits_of(filled.project).account).whole
    with transaction():
        db.session.execute(update(Criterion).values(baseline=60))
    db.session.expire_all()
    (stream,) = benefits_of(filled.project).account.streams
    assert [level.change for level in stream.levels] == [4]
    assert settle(benefits_of(filled.project).account).whole == before
