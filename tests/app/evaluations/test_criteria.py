"""Success criteria: agreed with a baseline, complete or not, signed by the sponsor, exported."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from app.database import db
from app.errors import Refused
from app.evaluations.actions_criteria import Agreement, add_criterion, remove_criterion, sign_criteria
from app.facts.criteria import criteria_of
from app.models import Criterion
from app.transactions import transaction
from tests.conftest import Make

FORM = {
    "name": "Response time", "unit": "hours", "part": "efficiency", "direction": "down", "baseline": "48",
    "baseline_date": "2025-12-31", "baseline_source": "Service desk", "target": "24", "target_date": "2026-12-31",
    "how_measured": "Median", "money_per_unit": "1,200.5", "currency": "cny", "attributed": "80",
}  # fmt: skip


def test_a_criterion_is_added_with_all_its_fields(house: SimpleNamespace, make: Make) -> None:
    browser = make.browser(house.lead)
    answer = browser.post(f"{house.base}/criteria/new", {**FORM, "owner": house.pm.key})
    assert (answer.status, answer.location) == (303, f"{house.base}/criteria")
    (one,) = criteria_of(house.project.id)
    assert (one.name, one.unit, one.direction, one.part) == ("Response time", "hours", "down", "efficiency")
    assert (one.baseline, one.baseline_date, one.baseline_source) == (48.0, date(2025, 12, 31), "Service desk")
    assert (one.target, one.target_date, one.owner) == (24.0, date(2026, 12, 31), "Pia Manager")
    assert (one.money_per_unit, one.currency, one.attributed_share) == (1200.5, "CNY", 0.8)
    assert one.complete
    assert "1 of 1 are complete" in browser.get(f"{house.base}/criteria").text


def test_the_page_sends_an_empty_version_with_a_new_criterion(house: SimpleNamespace, make: Make) -> None:
    browser = make.browser(house.lead)
    (hidden,) = browser.get(f"{house.base}/criteria/new").page.select("main input[name=version]")
    assert browser.post(f"{house.base}/criteria/new", {**FORM, "version": hidden["value"]}).status == 303


def test_what_is_missing_is_named(house: SimpleNamespace, make: Make, criterion: Callable[..., Criterion]) -> None:
    criterion(baseline_source="", owner=None)
    text = make.browser(house.lead).get(f"{house.base}/criteria").text
    assert "Missing: source of the baseline, owner" in text
    assert "0 of 1 are complete" in text


@pytest.mark.parametrize(
    "claim",
    [
        {"name": "Intangible benefit"},
        {"name": "Intangible benefits for all", "unit": "", "how_measured": "everybody feels it"},
        {"name": "无形收益", "unit": "分", "how_measured": "无形"},
    ],
)
def test_intangible_benefit_alone_is_refused(house: SimpleNamespace, claim: dict[str, str]) -> None:
    with pytest.raises(Refused, match="alone is no criterion"), transaction():
        add_criterion(project=house.project, agreement=Agreement(**claim), by=house.lead.id)


def test_something_intangible_that_is_counted_is_accepted(house: SimpleNamespace) -> None:
    claim = Agreement(
        name="Intangible: trust of sales in the data", unit="points", how_measured="Yearly survey, n ≥ 50"
    )
    with transaction():
        assert add_criterion(project=house.project, agreement=claim, by=house.lead.id).name == claim.name


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"baseline": 24.0, "target": 48.0}, "wrong side of the baseline"),
        ({"target_date": date(2025, 1, 1)}, "before the date of the baseline"),
        ({"attributed_share": 1.2}, "between 0 and 100"),
        ({"baseline": float("nan")}, "Give a number"),
        ({"target": float("-inf")}, "Give a number"),
        ({"name": "  "}, "Give it a name"),
        ({"name": "x" * 301}, "at most 300"),
        ({"part": "magic"}, "Choose a part"),
        ({"owner": "nobody2345"}, "Choose somebody of this project"),
    ],
)
def test_contradictions_are_refused_with_a_sentence(
    criterion: Callable[..., Criterion], values: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        criterion(**values)


def test_a_form_with_something_wrong_keeps_what_was_typed(house: SimpleNamespace, make: Make) -> None:
    answer = make.browser(house.lead).post(f"{house.base}/criteria/new", {**FORM, "baseline": "much", "target": "NaN"})
    assert answer.status == 422
    assert answer.page.select_one("#baseline")["value"] == "much"
    assert answer.page.select_one("#name")["value"] == "Response time"
    assert answer.text.count("Give a number.") >= 2


def test_an_owner_from_another_client_is_not_accepted(house: SimpleNamespace, make: Make) -> None:
    stranger = make.user("client-pm", make.client("Other Company"))
    answer = make.browser(house.lead).post(f"{house.base}/criteria/new", {**FORM, "owner": stranger.key})
    assert answer.status == 422
    assert "Choose somebody of this project." in answer.text


def test_the_eight_metrics_of_behaviour_are_offered_as_starting_points(house: SimpleNamespace, make: Make) -> None:
    browser = make.browser(house.lead)
    offered = browser.get(f"{house.base}/criteria").page.select(".suggestions a")
    assert len(offered) == 8
    page = browser.get(offered[2]["href"]).page
    assert page.select_one("#name")["value"] == "Contract renewal rate"
    assert page.select_one("#part option[selected]")["value"] == "loyalty"
    falling = browser.get(f"{house.base}/criteria/new?from=complaints").page
    assert falling.select_one("input[name=direction][checked]")["value"] == "down"


def test_the_sponsor_signs_what_is_complete_and_nobody_else_can(
    house: SimpleNamespace, make: Make, criterion: Callable[..., Criterion]
) -> None:
    criterion()
    criterion(name="Incomplete", target=None)
    for person in (house.lead, house.pm, house.member):
        assert make.browser(person).post(f"{house.base}/criteria/sign").status == 403
    assert make.browser(house.sponsor).post(f"{house.base}/criteria/sign").status == 303
    signed = {one.name: one.signed_by for one in criteria_of(house.project.id)}
    assert signed == {"Response time": "Su Sponsor", "Incomplete": None}
    with pytest.raises(Refused, match="no complete"), transaction():
        sign_criteria(project=house.project, by=house.sponsor.id)
    with pytest.raises(Refused, match="Only the sponsor"), transaction():
        sign_criteria(project=house.project, by=house.lead.id)


def test_a_change_takes_the_signature_away_and_saving_the_same_does_not(
    house: SimpleNamespace, make: Make, criterion: Callable[..., Criterion]
) -> None:
    agreed = criterion()
    with transaction():
        sign_criteria(project=house.project, by=house.sponsor.id)
    browser = make.browser(house.lead)
    url = f"{house.base}/criteria/{agreed.key}"
    fields = browser.get(url).page.select("form.form input[name]:not([type=checkbox])")
    same = {field["name"]: field.get("value", "") for field in fields}
    same |= {"part": "efficiency", "owner": house.pm.key, "how_measured": agreed.how_measured, "direction": "down"}
    assert browser.post(url, same).status == 303
    assert criteria_of(house.project.id)[0].signed_at is not None
    assert browser.post(url, {**same, "target": "20"}).status == 303
    assert criteria_of(house.project.id)[0].signed_at is None


def test_two_people_changing_a_criterion_get_both_texts(
    house: SimpleNamespace, make: Make, criterion: Callable[..., Criterion]
) -> None:
    agreed = criterion()
    form = {**FORM, "owner": house.pm.key, "version": "1"}
    url = f"{house.base}/criteria/{agreed.key}"
    assert make.browser(house.lead).post(url, {**form, "target": "20"}).status == 303
    answer = make.browser(house.consultant).post(url, {**form, "target": "22"})
    assert answer.status == 409
    cells = [cell.get_text(strip=True) for cell in answer.page.select(".compare td")]
    assert ("20", "22") in list(pairwise(cells))


def test_a_removed_criterion_leaves_the_sheet_and_keeps_its_row(
    house: SimpleNamespace, make: Make, criterion: Callable[..., Criterion]
) -> None:
    agreed = criterion()
    assert make.browser(house.lead).post(f"{house.base}/criteria/{agreed.key}/remove").status == 303
    assert criteria_of(house.project.id) == []
    assert db.session.scalar(select(Criterion.removed_at).where(Criterion.id == agreed.id)) is not None
    with pytest.raises(Refused, match="removed meanwhile"), transaction():
        remove_criterion(project=house.project, criterion=db.session.get_one(Criterion, agreed.id), by=None)
    assert make.browser(house.lead).get(f"{house.base}/criteria/{agreed.key}").status == 303


def test_the_sheet_is_exported_without_formulas(
    house: SimpleNamespace, make: Make, criterion: Callable[..., Criterion]
) -> None:
    criterion(name="=HYPERLINK(1)")
    browser = make.browser(house.sponsor)
    lines = browser.get(f"{house.base}/criteria/export.csv").response.data.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("No.,Metric,Part of the effect,Better is,Unit,Baseline value")
    assert lines[1].startswith("C-1,'=HYPERLINK(1),Efficiency,less,hours,48.0,2025-12-31,Service desk,24.0")
    assert browser.get(f"{house.base}/criteria/export.xlsx").status == 200
    assert browser.get(f"{house.base}/criteria/export.pdf").status == 404
    assert make.browser(house.member).get(f"{house.base}/criteria/export.csv").status == 403


def test_members_of_the_client_read_the_sheet(
    house: SimpleNamespace, make: Make, criterion: Callable[..., Criterion]
) -> None:
    criterion()
    browser = make.browser(house.member)
    assert "Response time" in browser.get(f"{house.base}/criteria").text
    assert browser.get(f"{house.base}/criteria/new").status == 403


def test_a_page_in_chinese_is_chinese(house: SimpleNamespace, make: Make) -> None:
    reader = make.user("consultant", language="zh")
    make.member(house.project, reader)
    text = make.browser(reader).get(f"{house.base}/criteria").text
    assert "成功标准" in text
    assert "客户推荐数" in text
