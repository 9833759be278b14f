"""The formulas against values that others published or that were computed by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phases.evaluation.statistics import deviation_of, gini, mean_interval, median, student_95, wilson


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


@pytest.mark.parametrize(
    ("freedom", "point"),
    # The table of every textbook (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2); the last is its example.
    [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (9, 2.262), (10, 2.228), (29, 2.045), (30, 2.042),
     (100, 1.984), (194, 1.972)],
)  # fmt: skip
def test_students_points_are_those_of_the_published_table(freedom: int, point: float) -> None:
    assert student_95(freedom) == pytest.approx(point, abs=0.0005)


def test_student_goes_over_into_the_normal_distribution() -> None:
    assert student_95(100_001) == pytest.approx(1.95998, abs=1e-4)
    with pytest.raises(ValueError, match="degree of freedom"):
        student_95(0)


def test_the_interval_of_a_mean_is_that_of_the_published_examples() -> None:
    """NIST/SEMATECH e-Handbook, 1.3.5.2: heat flow, N 195, mean 9.261460, deviation 0.022789: 9.258242 to 9.264679.

    Student's own data of 1908, the hours of sleep gained by ten patients: mean 2.33, 0.8976775 to 3.7623225.
    """
    assert mean_interval(9.261460, 0.022789, 195) == pytest.approx((9.258242, 9.264679), abs=2e-6)
    slept = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    deviation = deviation_of(sum(slept), sum(one * one for one in slept), 10)
    assert mean_interval(2.33, deviation, 10) == pytest.approx((0.8976775, 3.7623225), abs=1e-6)


def test_one_value_and_values_all_alike_have_no_interval() -> None:
    assert mean_interval(5.0, 0.0, 9) is None
    assert mean_interval(5.0, 1.0, 1) is None
    assert deviation_of(3 * 0.1, 3 * 0.01, 3) == 0
