"""Six parts of effect: each its own score with coverage; what nobody measured is not measured."""

from dataclasses import replace
from datetime import date

import pytest

from phases.evaluation import effect
from phases.evaluation.effect import ATTITUDE_ALONE, Criterion, Figure
from phases.evaluation.parts import NO_CRITERION, NO_MEASURE, OF_INDICATORS, part_scores
from phases.evaluation.results import BEHAVIOUR, PARTS
from phases.evaluation.scheme import load
from phases.evaluation.scoring import measured
from phases.model import same

ONE = Criterion(
    key="one", name=same("One"), unit="%", direction="up", baseline=0, target=100, part="sales",
    baseline_from=date(2025, 1, 1), baseline_to=date(2025, 1, 31),
)  # fmt: skip


def figure(value: float) -> Figure:
    return Figure(value, date(2026, 1, 1), date(2026, 1, 31))


def parts(criteria: list[Criterion], **figures: float) -> dict[str, object]:
    found = effect.indicators(load(), criteria, {key: figure(value) for key, value in figures.items()})
    return {one.part: one for one in part_scores(criteria, found)}


def test_all_six_parts_are_there_and_none_without_criteria_is_measured() -> None:
    found = part_scores([], [])
    assert [one.part for one in found] == list(PARTS)
    assert {(one.score, one.coverage, one.remark) for one in found} == {(None, None, NO_CRITERION)}


def test_a_part_is_the_weighted_mean_of_its_measured_criteria() -> None:
    """Progress 0.5 scores 50 and 0.8 scores 80; weights 1 and 2 of 4: (50 + 2 × 80)/3 = 70, coverage ¾."""
    criteria = [ONE, replace(ONE, key="two", weight=2), replace(ONE, key="three")]
    sales = parts(criteria, one=50, two=80)["sales"]
    assert (sales.score, sales.coverage, sales.measured, sales.declared) == (pytest.approx(70), 0.75, 2, 3)


def test_a_part_whose_criteria_have_no_figure_says_so() -> None:
    sales = parts([ONE])["sales"]
    assert (sales.score, sales.coverage, sales.remark) == (None, 0, NO_MEASURE)


def test_loyalty_by_attitude_alone_is_flagged_and_not_scored() -> None:
    says = replace(ONE, part="loyalty", attitude=True)
    loyalty = parts([says], one=90)["loyalty"]
    assert (loyalty.score, loyalty.remark) == (None, ATTITUDE_ALONE)
    does = replace(ONE, key="two", part="loyalty")
    assert parts([says, does], one=100, two=100)["loyalty"].score == 100


def test_declared_indicators_belong_to_their_parts_beside_the_criteria() -> None:
    """Completeness scores 80 with the weight of its declaration, the criterion 50 with 1."""
    scheme = load()
    weight = scheme["effect.completeness"].weight
    bands = scheme["effect.completeness"].bands
    complete = measured(scheme["effect.completeness"], scheme.limits, bands.green, numerator=90, denominator=100)
    own = replace(ONE, part="integration")
    found = effect.indicators(scheme, [own], {"one": figure(50)})
    integration = part_scores([own], [complete, *found])[0]
    assert integration.part == "integration"
    assert integration.score == pytest.approx((80 * weight + 50) / (weight + 1))


def test_every_declared_indicator_of_effect_has_its_part() -> None:
    declared = {one.key for one in load().of("effect")} - {effect.CRITERION}
    assert declared == set(OF_INDICATORS)
    assert set(OF_INDICATORS.values()) <= set(PARTS)


def test_satisfaction_may_be_attitude() -> None:
    assert parts([replace(ONE, part="satisfaction", attitude=True)], one=100)["satisfaction"].score == 100


def test_the_eight_behaviour_metrics_stand_ready_with_direction_unit_and_definition() -> None:
    assert len(BEHAVIOUR) == 8
    for one in BEHAVIOUR:
        assert one.direction in ("up", "down")
        for text in (one.name, one.unit, one.how):
            assert text.en.strip()
            assert text.zh.strip()
