"""Values that are computed from counts: sales velocity, share satisfied, net promoters, with their intervals."""

import pytest

from phases.evaluation import readings
from phases.evaluation.readings import CSAT, NPS, VELOCITY, WAYS, problem, read
from phases.evaluation.statistics import net_share_interval


def test_sales_velocity_is_opportunities_times_value_times_win_rate_over_days() -> None:
    """120 opportunities of 50,000, every fourth won, in 60 days: 120 × 50,000 × 0.25 / 60 = 25,000 a day."""
    assert read(VELOCITY, {"opportunities": 120, "value": 50_000, "win_rate": 25, "days": 60}).value == 25_000


def test_share_satisfied_has_its_answers_and_wilsons_interval() -> None:
    """40 of 50: 80 %; Wilson: (0.8 + 0.0384 ± 1.96·√(0.0032 + 0.000369)) / 1.0768 = 67.0 to 88.8 %."""
    found = read(CSAT, {"satisfied": 40, "answered": 50})
    assert (found.value, found.n) == (80, 50)
    assert found.interval == (pytest.approx(66.96, abs=0.01), pytest.approx(88.76, abs=0.01))


def test_net_promoters_are_promoters_minus_detractors() -> None:
    """50, 30 and 20 of 100: 30 points. p = 51/102, q = 21/102: 0.2941 ± 1.96·√((0.7059 − 0.0865)/102) = 0.1527."""
    found = read(NPS, {"promoters": 50, "passives": 30, "detractors": 20})
    assert (found.value, found.n) == (30, 100)
    assert found.interval == (pytest.approx(14.14, abs=0.02), pytest.approx(44.68, abs=0.02))


def test_an_interval_never_leaves_the_scale_and_three_answers_say_little() -> None:
    low, high = net_share_interval(3, 0, 3)
    assert high == 1
    assert low < 0.1
    with pytest.raises(ValueError, match="not parts"):
        net_share_interval(3, 1, 3)


@pytest.mark.parametrize(
    ("word", "inputs", "sentence"),
    [
        ("csat", {"satisfied": 3}, readings.INCOMPLETE),
        ("csat", {"satisfied": 3, "answered": 2}, readings.TOO_MANY),
        ("csat", {"satisfied": 0, "answered": 0}, readings.NOBODY),
        ("csat", {"satisfied": 1.5, "answered": 3}, readings.NOT_WHOLE),
        ("nps", {"promoters": -1, "passives": 3, "detractors": 0}, readings.NEGATIVE),
        ("velocity", {"opportunities": 1, "value": 1, "win_rate": 20, "days": 0}, readings.NO_DAYS),
        ("velocity", {"opportunities": 1, "value": 1, "win_rate": 120, "days": 5}, readings.NO_SHARE),
    ],
)
def test_wrong_counts_have_a_sentence_and_no_value(word: str, inputs: dict[str, float], sentence: object) -> None:
    assert problem(WAYS[word], inputs) == sentence
    with pytest.raises(ValueError, match="cannot be computed"):
        read(WAYS[word], inputs)
