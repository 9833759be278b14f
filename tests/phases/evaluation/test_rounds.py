"""Two rounds compared: improved, worse, new, gone, the same, and what cannot be compared and why."""

from dataclasses import replace
from datetime import date

import pytest

from phases.evaluation import effect, rounds
from phases.evaluation.effect import Criterion, Figure
from phases.evaluation.model import Indicator
from phases.evaluation.scheme import load
from phases.evaluation.scoring import measured, not_measured
from phases.model import Text, same

DAY = date(2026, 3, 2)
REASON = Text("No log.", "没有日志。")


def of(key: str, value: float | None) -> Indicator:
    scheme = load()
    if value is None:
        return not_measured(scheme[key], REASON)
    return measured(scheme[key], scheme.limits, value)


def only(old: list[Indicator], new: list[Indicator]) -> rounds.Change:
    (change,) = rounds.compare(old, new)
    return change


def test_a_higher_active_share_is_an_improvement_with_its_points() -> None:
    change = only([of("breadth.active-share", 0.5)], [of("breadth.active-share", 0.8)])
    assert change.kind == "improved"
    assert change.difference == pytest.approx(0.3)
    assert change.points == pytest.approx(30)


def test_more_dormant_users_are_a_change_for_the_worse() -> None:
    assert only([of("breadth.dormant", 0.1)], [of("breadth.dormant", 0.2)]).kind == "worse"


def test_a_rise_beyond_the_best_score_still_counts_as_improvement() -> None:
    change = only([of("breadth.frequency", 0.85)], [of("breadth.frequency", 0.9)])
    assert (change.kind, change.points) == ("improved", 0)


def test_equal_values_are_the_same() -> None:
    assert only([of("depth.evenness", 0.4)], [of("depth.evenness", 0.4)]).kind == "same"


def test_measured_for_the_first_time_is_new_and_not_a_rise_from_zero() -> None:
    change = only([of("depth.intensity", None)], [of("depth.intensity", 0.9)])
    assert (change.kind, change.difference) == ("new", None)
    assert only([], [of("depth.intensity", 0.9)]).kind == "new"


def test_not_measured_any_more_is_gone_with_the_reason() -> None:
    change = only([of("depth.intensity", 0.9)], [of("depth.intensity", None)])
    assert (change.kind, change.reason) == ("gone", REASON)
    assert only([of("depth.intensity", 0.9)], []).kind == "gone"


def test_measured_in_neither_round_is_said_so() -> None:
    assert only([of("depth.intensity", None)], [of("depth.intensity", None)]).kind == "unmeasured"


def test_a_changed_definition_is_not_compared() -> None:
    new = replace(of("depth.evenness", 0.9), version=2)
    change = only([of("depth.evenness", 0.4)], [new])
    assert (change.kind, change.difference) == ("incomparable", None)
    assert change.reason is not None
    assert change.reason.en == "The definition changed from version 1 to 2 between the rounds."


def test_a_criterion_whose_target_moved_is_not_compared() -> None:
    criterion = Criterion("sales", same("Sales"), "CNY", "up", 100.0, 200.0, baseline_from=DAY, baseline_to=DAY)
    old = effect.indicator(load(), criterion, Figure(150, DAY, DAY))
    new = effect.indicator(load(), replace(criterion, target=160), Figure(150, DAY, DAY))
    change = only([old], [new])
    assert change.kind == "incomparable"
    assert change.reason is not None
    assert "target" in change.reason.en


def test_the_order_is_that_of_the_new_round_and_the_gone_come_last() -> None:
    old = [of("depth.advanced", 0.5), of("breadth.roles", 0.5)]
    new = [of("breadth.activation", 0.5), of("breadth.roles", 0.6)]
    assert [change.key for change in rounds.compare(old, new)] == [
        "breadth.activation",
        "breadth.roles",
        "depth.advanced",
    ]


def test_of_one_kind_the_largest_change_comes_first() -> None:
    old = [of("breadth.roles", 0.5), of("breadth.departments", 0.5)]
    new = [of("breadth.roles", 0.6), of("breadth.departments", 0.9)]
    found = rounds.of_kind(rounds.compare(old, new), "improved")
    assert [change.key for change in found] == ["breadth.departments", "breadth.roles"]
