"""Scores, bands, dimensions, levels: by hand on the straight lines of the edition."""

import json
from dataclasses import replace

import pytest

from phases.evaluation import scoring
from phases.evaluation.model import Bands, Indicator, restored
from phases.evaluation.scheme import Scheme, load
from phases.model import Text

RISING = Bands(zero=0, yellow=0.5, green=0.8, full=1)
FALLING = Bands(zero=0.6, yellow=0.3, green=0.15, full=0)
REASON = Text("No data.", "没有数据。")


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return load()


@pytest.mark.parametrize(
    ("value", "score", "band"),
    [
        (-1, 0, "red"),
        (0, 0, "red"),
        (0.25, 25, "red"),
        (0.4999, 49.99, "red"),
        (0.5, 50, "yellow"),
        (0.65, 65, "yellow"),
        (0.8, 80, "green"),
        (0.9, 90, "green"),
        (1, 100, "green"),
        (3, 100, "green"),
    ],
)
def test_more_is_better_on_rising_bands(value: float, score: float, band: str) -> None:
    assert scoring.score(value, RISING) == pytest.approx(score)
    assert scoring.band(value, RISING) == band


@pytest.mark.parametrize(
    ("value", "score", "band"),
    [
        (0.7, 0, "red"),
        (0.45, 25, "red"),
        (0.3, 50, "yellow"),
        (0.225, 65, "yellow"),
        (0.15, 80, "green"),
        (0, 100, "green"),
    ],
)
def test_less_is_better_on_falling_bands(value: float, score: float, band: str) -> None:
    assert scoring.score(value, FALLING) == pytest.approx(score)
    assert scoring.band(value, FALLING) == band


def test_daily_use_means_above_two_days_in_five_not_exactly() -> None:
    frequency = load()["breadth.frequency"].bands
    assert scoring.band(2 / 5, frequency) == "yellow"
    assert scoring.band(0.401, frequency) == "green"
    assert scoring.band(0.14, frequency) == "yellow"
    assert scoring.band(0.139, frequency) == "red"


def test_active_share_has_the_bands_of_the_method(scheme: Scheme) -> None:
    bands = scheme["breadth.active-share"].bands
    assert [scoring.band(value, bands) for value in (0.8, 0.79, 0.5, 0.49)] == ["green", "yellow", "yellow", "red"]


def made(scheme: Scheme, key: str, value: float | None) -> Indicator:
    definition = scheme[key]
    if value is None:
        return scoring.not_measured(definition, REASON)
    return scoring.measured(definition, scheme.limits, value, n=10)


def test_a_dimension_is_the_weighted_mean_of_what_was_measured(scheme: Scheme) -> None:
    # Scores 50 (weight 25) and 80 (weight 10); activation (weight 15) is not measured and is not zero.
    found = scoring.dimension_score(
        scheme,
        "breadth",
        [
            made(scheme, "breadth.active-share", 0.5),
            made(scheme, "breadth.departments", 0.8),
            made(scheme, "breadth.activation", None),
        ],
    )
    assert found.score == pytest.approx((50 * 25 + 80 * 10) / 35)
    assert found.coverage == pytest.approx(35 / 50)
    assert (found.measured, found.declared, found.indicative) == (2, 3, False)


def test_a_dimension_measured_to_less_than_sixty_percent_is_indicative_only(scheme: Scheme) -> None:
    found = scoring.dimension_score(
        scheme,
        "breadth",
        [
            made(scheme, "breadth.active-share", 1),
            made(scheme, "breadth.activation", None),
            made(scheme, "breadth.roles", None),
        ],
    )
    # 25 of 45
    assert found.coverage == pytest.approx(25 / 45)
    assert found.indicative


def test_exactly_sixty_percent_is_enough(scheme: Scheme) -> None:
    found = scoring.dimension_score(
        scheme, "breadth", [made(scheme, "breadth.frequency", 1), made(scheme, "breadth.dormant", None)]
    )
    assert (found.coverage, found.indicative) == (0.6, False)


def test_a_dimension_without_measurement_has_no_score(scheme: Scheme) -> None:
    found = scoring.dimension_score(scheme, "depth", [made(scheme, "depth.functions", None)])
    assert (found.score, found.coverage, found.indicative, found.pulls) == (None, 0.0, True, ())


def test_what_pulls_down_most_comes_first_with_the_points_to_be_gained(scheme: Scheme) -> None:
    # Active share 50 points short with weight 25, departments 20 short with weight 10; 35 weights measured.
    found = scoring.dimension_score(
        scheme,
        "breadth",
        [
            made(scheme, "breadth.departments", 0.8),
            made(scheme, "breadth.active-share", 0.5),
            made(scheme, "breadth.roles", 1),
        ],
    )
    assert [pull.indicator.key for pull in found.pulls] == ["breadth.active-share", "breadth.departments"]
    assert [pull.points for pull in found.pulls] == pytest.approx([25 * 50 / 40, 10 * 20 / 40])


def scores(scheme: Scheme, breadth: float | None, depth: float | None, effect: float | None) -> scoring.Level | None:
    empty = scoring.dimension_scores(scheme, [])
    values = {"breadth": breadth, "depth": depth, "effect": effect}
    return scoring.level(
        scheme, {name: replace(one, score=values[name], indicative=False) for name, one in empty.items()}
    )


@pytest.mark.parametrize(
    ("breadth", "depth", "effect", "number"),
    [
        (0, 0, 0, 1),
        (50, 30, 10, 2),
        (64.9, 50, 50, 2),
        (65, 50, 50, 3),
        (80, 65, 65, 4),
        (90, 80, 85, 5),
        (100, 29, 100, 1),
    ],
)
def test_a_level_needs_all_three_dimensions(
    scheme: Scheme, breadth: float, depth: float, effect: float, number: int
) -> None:
    level = scores(scheme, breadth, depth, effect)
    assert level is not None
    assert level.number == number


def test_breadth_alone_cannot_lift_the_level(scheme: Scheme) -> None:
    level = scores(scheme, 100, None, None)
    assert level is not None
    assert level.number == 1
    assert [text.en for text in level.held_by] == [
        "Depth is not measured; level 2 asks for at least 30.",
        "Effect is not measured; level 2 asks for at least 10.",
    ]


@pytest.mark.parametrize(
    ("breadth", "depth", "effect", "said"),
    [
        (88, 84, None, "已测维度足以达到更高等级；效果尚未测量，因此暂不能评定更高等级。"),
        (88, None, None, "已测维度足以达到更高等级；深度、效果尚未测量，因此暂不能评定更高等级。"),
        (40, 84, None, "系统已经就位，但使用尚未成为习惯。"),
        (40, 84, 90, "系统已经就位，但使用尚未成为习惯。"),
    ],
)
def test_a_level_held_only_by_what_is_not_measured_says_nothing_bad_of_the_use(
    scheme: Scheme, breadth: float, depth: float | None, effect: float | None, said: str
) -> None:
    level = scores(scheme, breadth, depth, effect)
    assert level is not None
    assert (level.number, level.meaning.zh) == (1, said)


def test_a_score_just_below_a_level_is_not_rounded_up_to_it(scheme: Scheme) -> None:
    level = scores(scheme, 64.96, 50, 50)
    assert level is not None
    assert [text.en for text in level.held_by] == ["Breadth has 64.9 points; level 3 asks for at least 65."]


def test_without_any_measurement_there_is_no_level(scheme: Scheme) -> None:
    assert scores(scheme, None, None, None) is None


def test_a_share_of_few_carries_its_interval_and_a_share_of_many_none(scheme: Scheme) -> None:
    few = scoring.share(scheme["breadth.activation"], scheme.limits, 1, 29, reason=REASON)
    many = scoring.share(scheme["breadth.activation"], scheme.limits, 50, 100, reason=REASON)
    assert few.interval == pytest.approx((0.0061, 0.1718), abs=0.00005)
    assert many.interval is None


def test_nothing_to_divide_by_is_not_measured_and_not_zero(scheme: Scheme) -> None:
    found = scoring.share(scheme["depth.functions"], scheme.limits, 0, 0, reason=REASON)
    assert (found.value, found.score, found.band, found.coverage, found.note) == (None, None, None, 0.0, REASON)


def test_an_indicator_survives_being_stored_as_json(scheme: Scheme) -> None:
    found = scoring.share(scheme["breadth.activation"], scheme.limits, 3, 5, reason=REASON, note=REASON)
    assert restored(json.loads(json.dumps(found.stored()))) == found


def test_a_printed_row_has_the_nine_fields_in_the_language_asked_for(scheme: Scheme) -> None:
    row = scoring.share(scheme["breadth.activation"], scheme.limits, 3, 5, reason=REASON).row("zh")
    assert list(row) == ["key", "value", "numerator", "denominator", "coverage", "n", "band", "score", "definition"]
    assert row["value"] == 0.6
    assert "授权用户" in row["definition"]
