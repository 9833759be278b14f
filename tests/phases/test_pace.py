"""What the phases so far say of the next, worked out by hand with the table of Student's t."""

from math import log, sqrt

import pytest

from phases.pace import Observation, Pace, observed, pace_of


def test_of_nothing_seen_the_prior_is_left():
    assert pace_of([]) == pace_of([None]) == Pace(0.0, 0.0, 0.0625)
    assert pace_of([]).factor == 1.0
    # The centre is known as from one phase: as unsure as a phase itself.
    assert pace_of([]).variance_of_centre == 0.0625


def test_an_observation_is_the_logarithm_of_actual_over_planned():
    assert observed(10, 12) == Observation(log(1.2), 1.0)
    assert observed(20, 20, 0.5) == Observation(0.0, 0.5)


def test_far_from_the_plan_counts_as_two_and_a_half_times_or_two_fifths():
    assert observed(10, 24).ratio == pytest.approx(log(2.4))
    assert observed(10, 400).ratio == pytest.approx(log(2.5))
    assert observed(30, 1).ratio == pytest.approx(-log(2.5))


def test_one_phase_on_plan_is_counted_in():
    # One phase twice its plan and the prior's one on plan: half the logarithm, the root of two.
    assert pace_of([observed(10, 20)]).factor == pytest.approx(sqrt(2))
    # Three of them: three quarters.
    assert pace_of([observed(10, 20)] * 3).factor == pytest.approx(2**0.75)


def test_a_running_phase_counts_in_part():
    # ln 2 with weight 1/2, over 1/2 + 1.
    assert pace_of([observed(10, 20, 0.5)]).centre == pytest.approx(log(2) / 3)
    assert pace_of([observed(10, 20, 0.5)] * 2) == pace_of([observed(10, 20)])


def test_the_spread_is_the_priors_moved_by_what_was_seen():
    # Two observations of 0: 4·0.0625/6 = 0.041667; its centre is known as from three.
    calm = pace_of([observed(10, 10)] * 2)
    assert calm.variance == pytest.approx(0.25 / 6)
    assert calm.variance_of_centre == pytest.approx(0.25 / 18)
    # ln 2 twice: mean 0.693147, pull 2/3·0.480453 = 0.320302; (0.25 + 0.320302)/6 = 0.095050.
    assert pace_of([observed(10, 20)] * 2).variance == pytest.approx(0.095050, abs=1e-6)
    # ln 2 and −ln 2: mean 0, squares 0.960906; (0.25 + 0.960906)/6 = 0.201818.
    wild = pace_of([observed(10, 20), observed(10, 5)])
    assert (wild.centre, wild.variance) == (0.0, pytest.approx(0.201818, abs=1e-6))


def test_student_s_t_by_what_is_known():
    # 75 % and 90 % of the table, by four degrees of the prior and one for each whole phase; beyond ten nothing changes.
    assert pace_of([observed(10, 10, 0.9)]).quantiles == (0.741, 1.533)
    assert pace_of([observed(10, 10)]).quantiles == (0.727, 1.476)
    assert pace_of([observed(10, 10)] * 5).quantiles == (0.703, 1.383)
    assert pace_of([observed(10, 10)] * 40).quantiles == (0.700, 1.372)
