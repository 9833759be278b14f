"""Cells that say less than their column asks for are asked about once a column; what is clear is taken."""

from datetime import date
from fractions import Fraction

import pytest

from app.clock import now
from app.registers.catalogue import registers
from app.registers.sheets.numbers import has_decimal_commas, number_in
from app.registers.sheets.periods import end_in, period_in
from app.registers.sheets.reading import Known, read_cell
from app.registers.sheets.units import days_in_span, minutes_in
from app.registers.sheets.unread import Unread
from tests.app.records.test_everyday_tables import kept
from tests.app.records.test_records import house
from tests.app.records.test_sheets import accept, counts, look

__all__ = ["house"]


@pytest.fixture
def sessions(house):
    return house | {"list": house["list"].replace("diagnosis/problems", "concept/sessions")}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025年12月", "2025-12-01", "2025-12-31"), ("2026年2月份", "2026-02-01", "2026-02-28"),
        ("2028-02", "2028-02-01", "2028-02-29"), ("02/2026", "2026-02-01", "2026-02-28"),
        ("Dec. 2025", "2025-12-01", "2025-12-31"), ("Dezember 2025", "2025-12-01", "2025-12-31"),
        ("Q2 2026", "2026-04-01", "2026-06-30"), ("2026年第四季度", "2026-10-01", "2026-12-31"),
        ("3. Quartal 2026", "2026-07-01", "2026-09-30"), ("H2 2026", "2026-07-01", "2026-12-31"),
        ("2026年上半年", "2026-01-01", "2026-06-30"), ("2026", "2026-01-01", "2026-12-31"),
        # ISO: week 12 of 2026 begins on Monday 16 March; 2026 has 53 weeks, 2025 has 52
        ("KW 12/2026", "2026-03-16", "2026-03-22"), ("2026-W53", "2026-12-28", "2027-01-03"),
    ],
)  # fmt: skip
def test_a_span_of_days_has_a_first_and_a_last(text, first, last):
    assert period_in(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["2025年13月", "Foo 2026", "2025-W53", "Q5 2026", "soon", "1999", "31.03.2026", ""])
def test_what_is_no_span_is_none(text):
    assert period_in(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("end of March 2026", "2026-03-31"), ("2026年底", "2026-12-31"), ("2025年12月底", "2025-12-31"),
     ("Ende Februar 2026", "2026-02-28"), ("EO Q2 2026", "2026-06-30")],
)  # fmt: skip
def test_the_end_of_a_span_is_its_last_day(text, day):
    assert end_in(text) == date.fromisoformat(day)


def test_a_span_is_no_end():
    assert (end_in("2026年3月"), end_in("the end")) == (None, None)


TABLE = "场次\t日期\t时长\n理念\t2026年5月\t1天\n案例\t2026年5月12日\t3小时\n研讨\t5月20日\t半天\n"


def test_months_days_without_year_and_lengths_in_days_are_asked_about_once_a_column(make, sessions):
    first = look(make, sessions, TABLE)
    assert counts(first) == ["1", "0", "0", "2"]
    year = now().year
    asked = {
        one["name"]: (one.find_previous("label").get_text(), [option["value"] for option in one.select("option")])
        for one in first.page.select("select") if one["name"].split("-")[0] in ("period", "year", "length")
    }  # fmt: skip
    assert asked == {
        "period-1": ("In “Date”, 1 cell (“2026年5月”) names no day. It means …", ["", "first", "last"]),
        "year-1": (
            "In “Date”, 1 cell (“5月20日”) names no year. It is …", ["", str(year), str(year + 1), str(year - 1)],
        ),
        "length-2": ("In “Hours”, 2 cells such as “1天” count in days. They are …", ["", "480", "1440"]),
    }  # fmt: skip
    assert "Date: “2026年5月” names no day; write the day, as 2026-03-31." in first.text
    assert "Date: “5月20日” names no year; write it as 2026-03-31." in first.text
    again = look(make, sessions, TABLE, **{"period-1": "last", "year-1": str(year), "length-2": "480"})
    assert counts(again) == ["3", "0", "0", "0"]
    accept(make, sessions, again)
    # a day of 8 hours: 8, 3, and half of 8
    assert [(one["held_on"], one["hours"]) for one in kept(sessions, "concept/sessions")] == [
        (date(2026, 5, 31), 8), (date(2026, 5, 12), 3), (date(year, 5, 20), 4),
    ]  # fmt: skip


def test_days_that_can_be_two_are_asked_about_once_a_column(make, sessions):
    table = "Session\tDate\nA\t3/4/2026\nB\t5/6/2026\nC\t25.3.26\n"
    first = look(make, sessions, table)
    assert counts(first) == ["0", "0", "0", "3"]
    label = first.page.select_one("label[for=order-1]").get_text()
    assert label == "In “Date”, 3 cells such as “3/4/2026” can be two days. What comes first is …"
    accept(make, sessions, look(make, sessions, table, **{"order-1": "dm"}))
    assert [one["held_on"] for one in kept(sessions, "concept/sessions")] == [
        date(2026, 4, 3), date(2026, 6, 5), date(2026, 3, 25),
    ]  # fmt: skip


def test_empty_cells_of_what_has_to_be_chosen_are_asked_about_once(make, house):
    log = house | {"list": house["list"].replace("diagnosis/problems", "raid/log")}
    table = "Title\tKind\tSeverity\nA\tRisk\tHigh\nB\tDecision\t\nC\tDecision\t\n\t\t\nNote: as of May\t\t\n"
    first = look(make, log, table)
    assert counts(first) == ["1", "0", "0", "2"]
    assert first.page.select_one("label[for=empty-2]").get_text() == "In “Severity”, 2 cells are empty. They mean …"
    assert [one["value"] for one in first.page.select("#empty-2 option")] == ["", "critical", "high", "medium", "low"]
    accept(make, log, look(make, log, table, **{"empty-2": "low"}))
    assert [one["severity"] for one in kept(log, "raid/log")] == ["high", "low", "low"]


def test_an_answer_that_was_not_offered_is_none(make, sessions):
    assert counts(look(make, sessions, TABLE, **{"period-1": "middle", "length-2": "7"})) == ["1", "0", "0", "2"]


@pytest.mark.parametrize(
    ("text", "day", "minutes"),
    [("1天", 480, 480), ("半天", 1440, 720), ("2 weeks", 480, 4800), ("1 Woche", 1440, 10080), ("1 day 6h", 480, 840),
     ("1 Tag", 480, 480), ("3 Monate", 480, None)],
)  # fmt: skip
def test_a_length_in_days_is_known_once_a_day_is(text, day, minutes):
    assert (minutes_in(text), minutes_in(text, day=Fraction(day))) == (None, minutes)


def test_a_span_as_spreadsheets_show_it_is_hours_and_minutes():
    assert [minutes_in(text) for text in ("2:30", "44:05:00", "2:75")] == [150, 2645, None]


def test_days_are_counted_where_days_are_asked_for():
    assert [days_in_span(text) for text in ("90 days", "2周", "1 Woche", "3 Monate", "1 year")] == [
        90,
        14,
        7,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12,5k", "12500"), ("€12.5k", "12500"), ("24 T€", "24000"), ("£1.2m", "1200000"), ("1.2M", "1200000"),
        ("1,2 Mio. €", "1200000"), ("3万元", "30000"), ("1.5亿", "150000000"), ("ca. 8.000,50 €", "8000.50"),
        ("约5000", "5000"), ("~5000", "5000"), ("18 %", "18"),
        # one reader: four digits behind a comma, or four before it, part no thousands
        ("12,3456", "12.3456"), ("1234,567", "1234.567"), ("1,234", "1234"), ("1,234,567.8", "1234567.8"),
        ("1.234.567", "1234567"), ("0,125", "0.125"),
        ("1.2m", None), ("12.500k", None), ("5 or 6", None), ("k", None), ("", None),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(text, number):
    assert number_in(text) == number


def test_a_column_knows_its_decimal_commas_as_one_cell_does():
    assert [has_decimal_commas([text]) for text in ("12,3456", "1234,567", "1,234", "12,5k", "1234.567")] == [
        True, True, False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "field", "text", "value"),
    [
        ("concept/team", "days", "5天", 5), ("concept/team", "days", "2天/周", 2),
        ("concept/team", "days", "2.5 days", 2.5),
        ("golive/days", "users", "120人", 120), ("golive/days", "users", "120 users", 120),
        ("deployment/data-sets", "age_days", "2 weeks", 14), ("deployment/data-sets", "age_days", "1天", 1),
        ("diagnosis/problems", "cost", "€ 8,000 p.a.", 8000), ("diagnosis/problems", "cost", "1.2万元/年", 12000),
        ("concept/sessions", "held_on", "2026年12月底", date(2026, 12, 31)),
        ("training/enrolments", "post_test", "80/100", 80),
        ("deployment/dictionary", "mandatory", "选填", False),
        ("deployment/integrations", "direction", "inbound", "in"),
        ("raid/log", "kind", "Risiko", "risk"),
    ],
)  # fmt: skip
def test_what_is_clear_is_taken(app, path, field, text, value):
    with app.test_request_context():
        assert read_cell(registers()[path].field(field), Known(), text) == value


@pytest.mark.parametrize(
    ("path", "field", "text", "sentence"),
    [
        ("review/steps", "minutes_work", "3 Monate", "“3 Monate” is no fixed length of time; write it as 2h 30min."),
        (
            "deployment/data-sets",
            "age_days",
            "3 Monate",
            "“3 Monate” is no fixed number of days; write the days, as 90.",
        ),
        ("training/enrolments", "pre_test", "gut", "“gut” is no number; one from 0 to 100 is asked for."),
        ("golive/days", "users", "many", "“many” is no number."),
        ("concept/team", "days", "50%", "A number from 0 to 7."),
    ],
)
def test_what_is_not_is_refused_with_what_to_write(app, path, field, text, sentence):
    with app.test_request_context(), pytest.raises(Unread) as unread:
        read_cell(registers()[path].field(field), Known(), text)
    assert str(unread.value) == sentence
