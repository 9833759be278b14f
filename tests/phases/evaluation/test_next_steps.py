"""Ready for more: met, missing and not known apart; each step rests on those before it."""

from datetime import date

import pytest

from phases.evaluation.next_steps import Need, Step, load, measure_title, months_of_history, next_steps
from phases.evaluation.scheme import load as load_scheme
from phases.model import Text

FIRST = Step("a", Text("A", "甲"), Text("", ""), (Need("x", 0.5), Need("y", 3)))
SECOND = Step("b", Text("B", "乙"), Text("", ""), (Need("x", 0.8),))


def standings(**values: float | None) -> list[str]:
    return [one.standing for one in next_steps(values, (FIRST, SECOND))]


def test_a_step_is_carried_when_every_need_is_met_to_the_point():
    assert standings(x=0.8, y=3) == ["ready", "ready"]
    assert standings(x=0.5, y=3) == ["ready", "missing"]


def test_a_later_step_waits_for_the_earlier_one():
    assert standings(x=0.9, y=2) == ["missing", "waits"]


def test_what_was_not_measured_is_not_known_and_never_missing():
    assert standings() == ["unknown", "unknown"]
    assert standings(x=0.9, y=None) == ["unknown", "waits"]
    found = next_steps({"x": 0.1, "y": None}, (FIRST,))[0]
    assert [one.state for one in found.needs] == ["missing", "unknown"]
    assert found.standing == "missing"


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 1, 15), date(2026, 4, 15), 3),
        (date(2026, 1, 15), date(2026, 4, 14), 3),  # up to the midnight with which the 15th begins
        (date(2026, 1, 15), date(2026, 4, 13), 2),
        (date(2026, 1, 1), date(2026, 3, 31), 3),  # a quarter
        (date(2025, 11, 30), date(2026, 2, 28), 3),
        (date(2026, 1, 1), date(2026, 1, 1), 0),
        (None, date(2026, 1, 1), None),
        (date(2026, 2, 1), date(2026, 1, 1), None),
    ],
)
def test_history_counts_whole_months(first, last, months):
    assert months_of_history(first, last) == months


def test_the_five_steps_stand_in_order_and_ask_only_for_what_is_measured():
    assert [one.id for one in load()] == ["reporting", "forecasting", "segmentation", "cross-sell", "churn"]
    scheme = load_scheme()
    for step in load():
        assert step.needs
        for need in step.needs:
            title = measure_title(scheme, need.measure)
            assert title.en
            assert title.zh
