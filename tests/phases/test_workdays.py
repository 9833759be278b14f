"""Working days against published calendars: the State Council's notices for 2025 and 2026, Germany, Saudi Arabia."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phases.model import Text
from phases.workdays import UnknownCountryError, add_working_days, is_working_day, length, working_days_between


@pytest.mark.parametrize(
    "day",
    [
        date(2025, 1, 26),  # Sunday before Spring Festival
        date(2025, 2, 8),  # Saturday after it
        date(2025, 4, 27),  # Sunday before Labour Day
        date(2025, 9, 28),  # Sunday before National Day
        date(2025, 10, 11),  # Saturday after it
        date(2026, 2, 14),  # Saturday before Spring Festival
        date(2026, 10, 10),  # Saturday after National Day
    ],
)
def test_chinas_make_up_days_are_working_days(day):
    assert day.weekday() >= 5
    assert is_working_day(day, "CN")


def test_chinas_new_year_of_2012_made_a_saturday_of_2011_a_working_day():
    assert is_working_day(date(2011, 12, 31), "CN")


@pytest.mark.parametrize("day", [date(2025, 10, 1) + timedelta(days=more) for more in range(8)])
def test_national_day_and_mid_autumn_2025_are_eight_days_off(day):
    assert not is_working_day(day, "CN")


@pytest.mark.parametrize("day", [date(2025, 1, 28), date(2025, 2, 4), date(2026, 2, 16), date(2026, 2, 23)])
def test_spring_festival_days_off_include_those_made_up_for(day):
    assert not is_working_day(day, "CN")


def test_weekends_are_those_of_the_country():
    friday, sunday = date(2026, 3, 6), date(2026, 3, 8)
    assert (is_working_day(friday, "DE"), is_working_day(sunday, "DE")) == (True, False)
    assert (is_working_day(friday, "SA"), is_working_day(sunday, "SA")) == (False, True)


def test_the_day_after_30_september_2025_is_9_october_in_china():
    assert add_working_days(date(2025, 9, 30), 1, "CN") == date(2025, 10, 9)
    assert add_working_days(date(2025, 10, 9), -1, "CN") == date(2025, 9, 30)


def test_zero_days_is_the_first_working_day_on_or_after():
    assert add_working_days(date(2025, 10, 3), 0, "CN") == date(2025, 10, 9)
    assert add_working_days(date(2025, 9, 28), 0, "CN") == date(2025, 9, 28)


def test_days_are_counted_across_the_years_end():
    assert add_working_days(date(2025, 12, 30), 2, "DE") == date(2026, 1, 2)
    assert add_working_days(date(2026, 1, 2), -2, "DE") == date(2025, 12, 30)
    assert working_days_between(date(2025, 12, 30), date(2026, 1, 2), "DE") == 2
    assert working_days_between(date(2026, 1, 2), date(2025, 12, 30), "DE") == -2


def test_from_26_september_to_11_october_2025_china_works_six_days():
    # 28, 29, 30 September and 9, 10, 11 October.
    assert working_days_between(date(2025, 9, 26), date(2025, 10, 11), "CN") == 6
    assert length(date(2025, 9, 28), date(2025, 10, 11), "CN") == 6


def test_a_common_year_of_germany_has_its_known_number_of_working_days():
    # 2026: 261 weekdays less New Year, Good Friday, Easter Monday, Labour Day, Ascension, Whit Monday, 25 December;
    # 3 October and 26 December are Saturdays.
    assert length(date(2026, 1, 1), date(2026, 12, 31), "DE") == 254


def test_a_country_without_a_calendar_is_named():
    with pytest.raises(UnknownCountryError) as refused:
        is_working_day(date(2026, 1, 5), "XX")
    assert refused.value.sentence == Text(
        "There is no calendar of working days for the country “XX”.",
        "没有国家或地区“XX”的工作日历。",
    )


DAYS = st.dates(date(2023, 1, 1), date(2027, 12, 31))


@given(DAYS, st.integers(-400, 400).filter(bool))
def test_adding_and_counting_are_each_others_opposite(day, days):
    start = add_working_days(day, 0, "CN")
    assert working_days_between(start, add_working_days(start, days, "CN"), "CN") == days


@given(DAYS, DAYS)
def test_counting_is_the_sum_over_single_days(one, other):
    start, end = sorted((one, other))
    single = sum(is_working_day(start + timedelta(days=day), "CN") for day in range(1, (end - start).days + 1))
    assert working_days_between(start, end, "CN") == single
