"""Figures of a round: entered as a table, empty ones are not measured, what is not like for like is not compared."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from app.errors import Refused
from app.evaluations.actions_figures import GivenFigure, enter_figures
from app.facts.criteria import figures_of, figures_version
from app.facts.evaluation import indicators_of, rounds_of
from app.models import Criterion
from app.transactions import transaction
from phases.evaluation.model import Indicator
from tests.conftest import Make

FIRST, LAST = date(2026, 7, 1), date(2026, 7, 28)


def line(key: str, value: str, **values: str) -> dict[str, str]:
    """The fields of one criterion as a browser sends them."""
    given = {
        "value": value,
        "period_from": "2026-07-01",
        "period_to": "2026-07-28",
        "source": "Desk",
        "comparable": "y",
    }
    return {f"{key}-{name}": text for name, text in {**given, **values}.items() if text or name != "comparable"}


def enter(house: SimpleNamespace, key: str, figure: GivenFigure | None) -> None:
    with transaction():
        enter_figures(project=house.project, round_=house.round, figures={key: figure}, by=house.lead.id)


def effect(house: SimpleNamespace, key: str) -> Indicator:
    one = rounds_of([house.project.id])[house.project.id][0]
    return next(found for found in indicators_of([one])[one.id] if found.key == f"effect.{key}")


def test_figures_are_entered_as_a_table_and_measured_at_once(
    house: SimpleNamespace, make: Make, criterion: Callable[..., Criterion]
) -> None:
    first, second = criterion(), criterion(name="Complaints", baseline=10.0, target=5.0)
    browser = make.browser(house.lead)
    page = browser.get(f"{house.url}/figures").page
    version = page.select_one("input[name=version]")["value"]
    form = {**line(first.key, "36"), **line(second.key, ""), "version": version}
    answer = browser.post(f"{house.url}/figures", form)
    assert (answer.status, answer.location) == (303, f"{house.url}#effect")
    # 48 → 24 hours, now 36: half of the way.
    assert effect(house, first.key).value == 0.5
    assert effect(house, second.key).value is None
    text = browser.get(house.url).text
    assert "36 hours" in text
    assert "No figure has been entered for this round." in text


def test_an_emptied_value_is_not_measured_again(house: SimpleNamespace, criterion: Callable[..., Criterion]) -> None:
    key = criterion().key
    enter(house, key, GivenFigure(36.0, FIRST, LAST))
    enter(house, key, None)
    found = effect(house, key)
    assert (found.value, found.score) == (None, None)
    assert figures_of([house.round.id])[house.round.id] == {}


def test_what_is_not_like_for_like_is_shown_and_not_compared(
    house: SimpleNamespace, make: Make, criterion: Callable[..., Criterion]
) -> None:
    key = criterion().key
    browser = make.browser(house.lead)
    assert browser.post(f"{house.url}/figures", line(key, "36", comparable="")).status == 303
    assert effect(house, key).value is None
    text = browser.get(house.url).text
    assert "not like for like" in text
    assert "36 hours" in text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"value": "lots"}, "Give a number."),
        ({"value": "inf"}, "Give a number."),
        ({"value": "36", "period_to": "2026-06-01"}, "The period ends before it begins."),
        ({"value": "36", "period_from": ""}, "Say which period the value speaks of."),
        ({"value": "36", "source": "x" * 301}, "at most 300"),
    ],
)
def test_a_line_with_something_wrong_says_so_and_keeps_what_was_typed(
    house: SimpleNamespace, make: Make, criterion: Callable[..., Criterion], fields: dict[str, str], sentence: str
) -> None:
    key = criterion().key
    answer = make.browser(house.lead).post(f"{house.url}/figures", line(key, **fields))
    assert answer.status == 422
    assert sentence in answer.text
    assert answer.page.select_one(f"[name='{key}-value']")["value"] == fields["value"]


def test_figures_of_foreign_criteria_are_refused(
    house: SimpleNamespace, make: Make, criterion: Callable[..., Criterion]
) -> None:
    foreign = make.project()
    other = make.add(Criterion(project_id=foreign.id, name="Foreign", direction="up", baseline=1.0, target=2.0))
    with pytest.raises(Refused, match="no such success criterion"):
        enter(house, other.key, GivenFigure(1.5, FIRST, LAST))
    make.browser(house.lead).post(f"{house.url}/figures", line(other.key, "1.5"))
    assert figures_of([house.round.id])[house.round.id] == {}


def test_two_people_entering_figures_get_both_texts(
    house: SimpleNamespace, make: Make, criterion: Callable[..., Criterion]
) -> None:
    key = criterion().key
    browser = make.browser(house.lead)
    seen = browser.get(f"{house.url}/figures").page.select_one("input[name=version]")["value"]
    enter(house, key, GivenFigure(40.0, FIRST, LAST, "Desk"))
    answer = browser.post(f"{house.url}/figures", {**line(key, "36"), "version": seen})
    assert answer.status == 409
    cells = [cell.get_text(strip=True) for cell in answer.page.select(".compare td")]
    assert cells[0].startswith("40 · 1 Jul 2026")
    assert cells[1].startswith("36 · 1 Jul 2026")
    present = answer.page.select_one("form input[name=version]")["value"]
    assert browser.post(f"{house.url}/figures", {**line(key, "36"), "version": present}).status == 303
    assert figures_of([house.round.id])[house.round.id][key].value == 36.0


def test_the_version_of_figures_differs_after_every_change(
    house: SimpleNamespace, criterion: Callable[..., Criterion]
) -> None:
    key = criterion().key
    seen = set()
    changes: list[Any] = [None, GivenFigure(40.0, FIRST, LAST), GivenFigure(38.0, FIRST, LAST), None]
    for figure in changes[1:]:
        seen.add(figures_version(figures_of([house.round.id])[house.round.id]))
        enter(house, key, figure)
    assert len(seen) == 3


def test_the_benefit_is_change_times_money_times_share_and_a_loss_is_shown_as_such(
    house: SimpleNamespace, make: Make, criterion: Callable[..., Criterion]
) -> None:
    """28 days: (48 − 36) × 36,500 × 0.5 × 28/365 = 16,800; the second got worse by 2: −2 × 3,650 × 28/365 = −560."""
    method = {"attribution": "expert", "attribution_reason": "Agreed in the steering meeting"}
    first = criterion(money_per_unit=36_500.0, attributed_share=0.5, **method)
    second = criterion(name="Complaints", baseline=10.0, target=5.0, money_per_unit=3650.0, **method)
    enter(house, first.key, GivenFigure(36.0, FIRST, LAST))
    enter(house, second.key, GivenFigure(12.0, FIRST, LAST))
    page = make.browser(house.lead).get(house.url).page
    worth = [
        row.select("td")[-1].get_text(strip=True) for row in page.select("section:has(#effect-figures) tr:has(td)")
    ]
    assert worth == ["CNY 16,800", "CNY −560", "CNY 16,240"]


def test_without_criteria_the_page_says_what_to_do(house: SimpleNamespace, make: Make) -> None:
    assert "Agree the success criteria first" in make.browser(house.lead).get(f"{house.url}/figures").text


def test_the_client_does_not_enter_figures(house: SimpleNamespace, make: Make) -> None:
    assert make.browser(house.pm).get(f"{house.url}/figures").status == 403
