"""The formulas against values that others published or that were computed by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phases.evaluation.statistics import gini, median, wilson


def test_equal_use_has_a_gini_of_zero() -> None:
    assert gini([7, 7, 7, 7]) == 0


def test_one_user_doing_everything_gives_the_largest_gini_of_its_number() -> None:
    assert gini([0, 0, 0, 12]) == 0.75


def test_gini_of_a_hand_computed_example() -> None:
    # 0, 0, 1, 2, 5: (0·1 + 2·2 + 4·5) / (5·8) = 24/40
    assert gini([5, 0, 2, 0, 1]) == pytest.approx(0.6)


def test_gini_of_one_to_ten_as_in_textbooks() -> None:
    # For 1…n the coefficient is (n² − 1)/3n ÷ (n + 1) = (n − 1)/3n: 9/30.
    assert gini(range(1, 11)) == pytest.approx(0.3)


def test_gini_is_undefined_without_any_use() -> None:
    assert gini([0, 0]) is None
    assert gini([]) is None


def test_median_of_odd_and_even_numbers_of_values() -> None:
    assert median([3, 1, 2]) == 2
    assert median([4, 1, 3, 2]) == 2.5
    assert median([]) is None


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        # R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statist. Med. 17 (1998), table I.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_as_published(hits: int, n: int, low: float, high: float) -> None:
    found = wilson(hits, n)
    assert found == pytest.approx((low, high), abs=0.00005)


def test_a_share_of_nothing_has_no_interval() -> None:
    with pytest.raises(ValueError, match="not a share"):
        wilson(0, 0)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_stays_between_zero_and_one(case: tuple[int, int]) -> None:
    hits, n = case
    low, high = wilson(hits, n)
    assert 0 <= low <= hits / n <= high <= 1


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=30))
def test_gini_lies_between_zero_and_one_less_a_share(counts: list[int]) -> None:
    value = gini(counts)
    assert value is None or 0 <= value <= 1 - 1 / len(counts) + 1e-12
