"""Cutover tasks typed as people write them: days of the week, durations, what was understood, what cannot be told."""

from datetime import date, datetime, time

import pytest

from app.models import CutoverTask
from app.registers.catalogue import registers
from app.registers.rows import rows_of
from app.registers.sheets.moments import Span, Unclear, Week, after, read_clock, read_when
from app.transactions import transaction
from tests.app.records.test_records import house
from tests.app.records.test_sheets import accept, counts, look

__all__ = ["house"]

# 4 May 2026 is a Monday: the switch is over the weekend before it.
MONDAY = Week(go_live=date(2026, 5, 4))


def at(day: int, hour: int, minute: int = 0, month: int = 5) -> datetime:
    return datetime.combine(date(2026, month, day), time(hour, minute))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Fri 16:00", at(1, 16)),
        ("fri, 16:00", at(1, 16)),
        ("Friday 4pm", at(1, 16)),
        ("Sat. 12 am", at(2, 0)),
        ("周五 16:00", at(1, 16)),
        ("Fr 16:00", at(1, 16)),
        ("Fr., 16:00", at(1, 16)),
        ("Freitag 16:00", at(1, 16)),
        ("So 09:00", at(3, 9)),
        ("Samstag 9:00", at(2, 9)),
        ("周五16：00", at(1, 16)),
        ("星期五下午4点", at(1, 16)),
        ("周日晚8点半", at(3, 20, 30)),
        ("Mon 06:30", at(4, 6, 30)),
        ("Tue 9:00", at(5, 9)),
        ("T-2 18:00", at(2, 18)),
        ("D+1 8:00", at(5, 8)),
        ("上线日 7:00", at(4, 7)),
        ("1 May 16:00", at(1, 16)),
        ("May 1, 16:00", at(1, 16)),
        ("Fri 1 May 16:00", at(1, 16)),
        ("5月1日 16:00", at(1, 16)),
        ("2026-05-01 16:00", at(1, 16)),
        ("2026-05-01T16:00", at(1, 16)),
        ("01.05.2026 16:00", at(1, 16)),
        ("1.5. 16:00", at(1, 16)),
        ("1 May 2026 16:00", at(1, 16)),
        ("Fri 01.05.2026, 4 pm", at(1, 16)),
    ],
)
def test_a_moment_is_told_by_the_day_of_the_go_live(make, text, moment):
    assert read_when(text, MONDAY) == Span(moment)


@pytest.mark.parametrize("text", ["", "soon", "Fri", "16:00", "Fri 25:00", "Fri 16", "32 May 16:00", "tbd 16:00", "decide 3:00"])  # fmt: skip  # noqa: E501
def test_what_says_no_moment_is_left_to_the_usual_sentence(make, text):
    assert read_when(text, MONDAY) is None


def test_a_range_has_an_end_which_may_lie_after_midnight(make):
    assert read_when("Sat 8:00–9:30", MONDAY) == Span(at(2, 8), at(2, 9, 30))
    assert read_when("周六 22:00至2:00", MONDAY) == Span(at(2, 22), at(3, 2))
    assert after(at(1, 16), time(16)) == at(2, 16)
    assert read_clock("18:30") == time(18, 30)


@pytest.mark.parametrize(
    ("text", "week", "words"),
    [
        # Wednesday is 29 April or 6 May: two days after the go-live or five before it
        ("Wed 16:00", MONDAY, "29 Apr 2026, 6 May 2026"),
        ("Fri 16:00", Week(), "no day is planned yet"),
        ("T-1 16:00", Week(), "no day is agreed"),
        ("Fri 16:00", Week(first=date(2026, 5, 1), last=date(2026, 5, 9)), "1 May 2026, 8 May 2026"),
        ("Fri 2 May 16:00", MONDAY, "2 May 2026 is another day of the week"),
    ],
)
def test_a_day_that_can_be_several_is_a_sentence(make, app, text, week, words):
    with app.test_request_context("/"), pytest.raises(Unclear, match=words):
        read_when(text, week)


def test_days_that_are_planned_by_date_go_before_the_go_live(make):
    assert read_when("Fri 16:00", Week(date(2026, 5, 4), date(2026, 6, 12), date(2026, 6, 15))) == Span(
        at(12, 16, 0, 6)
    )


@pytest.fixture
def plan(house):
    """The cutover plan of a project that goes live on Monday 4 May 2026."""
    with transaction():
        house["project"].go_live = date(2026, 5, 4)
    return house | {"list": house["list"].replace("diagnosis/problems", "golive/tasks")}


def tasks(plan) -> list[tuple[str, str, str]]:
    rows = rows_of(registers()["golive/tasks"], plan["project"].id)
    return [(row.title, row.values["planned_start"], row.values["planned_end"]) for row in rows]


def test_a_plan_as_people_type_it_is_understood_and_shown_before_it_is_kept(make, plan):
    table = (
        "Task\tPlanned start\tDuration\n"
        "Freeze the old system\tFri 16:00\t2h 30min\n"
        "Load customers\t周五 20:00\t6小时\n"
        "Check\tSun 9:00-11:30\t\n"
    )
    answer = look(make, plan, table)
    assert counts(answer) == ["3", "0", "0", "0"]
    for sentence in (
        "Planned start: “Fri 16:00” is understood as Fri 1 May 2026 16:00",
        "Planned end: “2h 30min” is understood as Fri 1 May 2026 18:30",
        "Planned end: “6小时” is understood as Sat 2 May 2026 02:00",
        "Planned end: “Sun 9:00-11:30” is understood as Sun 3 May 2026 11:30",
    ):
        assert sentence in answer.text
    accept(make, plan, answer)
    assert tasks(plan) == [
        ("Freeze the old system", "2026-05-01 16:00", "2026-05-01 18:30"),
        ("Load customers", "2026-05-01 20:00", "2026-05-02 02:00"),
        ("Check", "2026-05-03 09:00", "2026-05-03 11:30"),
    ]


def test_the_first_day_that_is_written_in_full_tells_those_below_it(make, plan):
    table = "Task\tPlanned start\nA\t2026-06-12 16:00\nB\tSat 8:00\nC\tMon 7:00\n"
    accept(make, plan, look(make, plan, table))
    assert [start for _title, start, _end in tasks(plan)] == [
        "2026-06-12 16:00",
        "2026-06-13 08:00",
        "2026-06-15 07:00",
    ]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Wed 16:00\t\t2h", "Planned start: “Wed 16:00” can be several days"),
        ("Fri 16:00\t\t1 day", "Duration: “1 day” is no span of hours and minutes"),
        ("\t\t2h", "Duration: A duration needs a planned start"),
        ("Fri 16:00\t18:00\t3h", "By its end the task ends 2026-05-01 18:00, by its duration 2026-05-01 19:00."),
        ("soon\t\t", "Planned start: “soon” is no day with its time"),
        ("Fri 16:00\tFri 15:00\t", "The end lies before the start."),
    ],
)
def test_what_cannot_be_told_is_refused_with_a_sentence_and_comes_back(make, plan, line, sentence):
    answer = look(make, plan, f"Task\tPlanned start\tPlanned end\tDuration\nA\t{line}\n")
    assert counts(answer) == ["0", "0", "0", "1"]
    assert sentence in answer.text


def test_a_duration_moves_the_end_of_a_task_that_is_there(make, plan):
    make.add(CutoverTask(project_id=plan["project"].id, number=1, title="Load", planned_start="2026-05-01 20:00"))
    accept(make, plan, look(make, plan, "No.\tDuration (h)\nCT-1\t1.5\n"))
    assert tasks(plan) == [("Load", "2026-05-01 20:00", "2026-05-01 21:30")]


def test_a_duration_without_a_unit_is_asked_about(make, plan):
    answer = look(make, plan, "Task\tPlanned start\tDuration\nA\tFri 16:00\t2\n")
    (asked,) = answer.page.select("select[name=unit-2]")
    assert [one["value"] for one in asked.select("option")] == ["", "1", "60"]


def test_a_plan_comes_back_from_its_workbook_unchanged(make, plan):
    accept(make, plan, look(make, plan, "Task\tPlanned start\tDuration\nA\tFri 16:00\t2h\n"))
    table = "No.\tTask\tPlanned start\tPlanned end\nCT-1\tA\t2026-05-01 16:00\t2026-05-01 18:00\n"
    assert counts(look(make, plan, table)) == ["0", "0", "1", "0"]
