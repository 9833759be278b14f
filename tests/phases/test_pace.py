"""The range of the end, worked out by hand with the table of Student's t."""

from dataclasses import replace
from datetime import date
from math import exp, log, sqrt

import pytest

from phases.pace import LEAST, end_range, observations, spread_of
from phases.schedule import Course, Window, forecast

# Germany in spring 2026, no holiday before Good Friday, 3 April. Ten working days planned, twelve and ten taken.
PASSED = Course(
    "concept", Window(date(2026, 1, 12), date(2026, 1, 23)), "passed", None, date(2026, 1, 12), date(2026, 1, 27)
)
SECOND = Course(
    "review", Window(date(2026, 1, 26), date(2026, 2, 6)), "passed", None, date(2026, 1, 28), date(2026, 2, 10)
)
# Half done after ten of its planned twenty days: on its pace.
RUNNING = Course("solidification", Window(date(2026, 2, 11), date(2026, 3, 10)), "running", 0.5, date(2026, 2, 11))
TODAY = date(2026, 2, 24)


def found(*courses: Course):
    return end_range(courses, forecast(courses, TODAY, "DE"), TODAY, "DE")


def test_each_phase_that_is_over_is_one_observation_and_a_running_one_from_a_fifth_on():
    assert observations([PASSED, SECOND, RUNNING], TODAY, "DE") == pytest.approx((log(1.2), 0.0, 0.0))
    assert observations([replace(RUNNING, share_done=0.19)], TODAY, "DE") == ()
    assert observations([replace(RUNNING, state="ahead", started=None)], TODAY, "DE") == ()


def test_the_spread_is_the_priors_moved_by_what_was_seen():
    # Two observations of 0: (4·0.0625 + 0 + 0)/6 = 0.041667; times 1 + 1/3 = 0.055556; its root 0.235702.
    assert spread_of((0.0, 0.0)) == pytest.approx(0.235702, abs=1e-6)
    # ln 2 and ln 2: mean 0.693147, pull 2/3·0.480453 = 0.320302; (0.25 + 0.320302)/6·4/3 = 0.126734.
    assert spread_of((log(2), log(2))) == pytest.approx(sqrt(0.126734), abs=1e-5)


def test_the_range_lies_around_the_forecast_and_80_percent_holds_50_percent():
    # Ten working days left (half of twenty), the forecast is 10 March. Three observations: freedom 7, t 0.711, 1.415.
    scale = spread_of((log(1.2), 0.0, 0.0))
    range_ = found(PASSED, SECOND, RUNNING)
    assert range_ is not None
    assert range_.n == 3
    assert 10 * exp(-0.711 * scale) == pytest.approx(8.54, abs=0.02)
    assert 10 * exp(1.415 * scale) == pytest.approx(13.7, abs=0.05)
    # 8 and 12 working days after 24 February; 7 and 14 for the wide one.
    assert range_.likely == Window(date(2026, 3, 6), date(2026, 3, 12))
    assert range_.wide == Window(date(2026, 3, 5), date(2026, 3, 16))


def test_with_one_phase_there_is_too_little_to_say():
    assert LEAST == 2
    assert found(replace(PASSED, state="running", share_done=0.1, ended=None), replace(SECOND, state="ahead")) is None
    assert found(PASSED, replace(RUNNING, share_done=0.1)) is None
    assert found(PASSED, RUNNING) is not None


def test_when_all_is_over_there_is_nothing_to_foresee():
    assert found(PASSED, SECOND) is None


def test_the_same_facts_give_the_same_range():
    assert found(PASSED, SECOND, RUNNING) == found(PASSED, SECOND, RUNNING)


def test_a_pace_that_varies_makes_the_range_wider():
    wild = replace(PASSED, ended=date(2026, 3, 20))
    calm, restless = found(PASSED, SECOND, RUNNING), found(wild, SECOND, RUNNING)
    assert restless.wide.end > calm.wide.end
