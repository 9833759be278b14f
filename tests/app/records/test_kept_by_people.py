"""Tables as a client's people keep them: title above, notes below, own numbers, own headings, days and decimals."""

import io
from datetime import date

import pytest
import xlsxwriter

from app.models import TeamPerson
from app.registers.catalogue import registers
from app.registers.rows import rows_of
from app.registers.sheets.everyday_headings import PATHS, everyday, told_of
from app.registers.sheets.everyday_values import days_in, order_of
from app.registers.sheets.headings import headings_of
from app.registers.sheets.numbers import has_decimal_commas, with_points
from app.registers.sheets.synonyms import meaning
from tests.app.records.test_everyday_tables import kept, steps
from tests.app.records.test_records import house, problems
from tests.app.records.test_sheets import accept, counts, look, upload
from tests.pasting import shown

__all__ = ["house", "steps"]

CHINESE = (
    "华辰机械 CRM 项目——现状问题汇总表\t\t\t\t\n填表日期：2026年3月12日\t\t\t填表人：王芳\t\n\t\t\t\t\n"
    "序号\t问题描述\t所属领域\t责任部门\t发生频率(1-5)\n1\t报价慢 \t销售\t销售部\t５\n"
    "2\t客户重复\t数据\t\t4\n\t\t\t\t\n"
    "注：按1-5分打分\t\t\t\t\n合计\t\t\t\t9\n"
)


def test_headings_stand_below_a_title_and_what_stands_below_the_table_is_no_record(make, house):
    answer = look(make, house, CHINESE)
    assert counts(answer) == ["2", "0", "0", "0"]
    assert "The headings are read from line 4. Above them stands: 华辰机械 CRM 项目——现状问题汇总表" in answer.text
    assert "2 lines are remarks or totals and no records: 注：按1-5分打分, 合计 9." in answer.text
    # lines are counted as in the sheet: three above, the headings, then the table
    assert [one.get_text() for one in answer.page.select("tbody td[data-label=Line]")] == ["5", "6"]
    accept(make, house, answer)
    assert [(row.statement, row.domain, row.department, row.frequency) for row in problems()] == [
        ("报价慢", "sales", "销售部", 5), ("客户重复", "data", "", 4),
    ]  # fmt: skip


def test_a_title_with_commas_does_not_part_the_cells(make, house):
    table = "Rheintal Pumpen, list of problems, draft, internal\nProblem\tDomain\tSeverity\nQuotes, mostly\tSales\t4\n"
    assert counts(look(make, house, table)) == ["1", "0", "0", "0"]


def test_headings_that_nobody_knows_are_asked_about_below_a_title_too(make, house):
    answer = look(make, house, "Our list\t\t\nWas weh tut\tWie oft\tWer\nA\t2\tx\n")
    assert [one.get_text() for one in answer.page.select("label[for^=as-]")] == [
        "Column “Was weh tut”", "Column “Wie oft”", "Column “Wer”",
    ]  # fmt: skip


def test_numbers_that_a_table_gives_its_lines_itself_are_no_numbers_of_ours(make, house):
    answer = look(make, house, "No.\tProblem\tDomain\n1.1\tA\tSales\n1.2\tB\tData\n")
    assert counts(answer) == ["2", "0", "0", "0"]
    assert "“No.” (1.1, 1.2 …) numbers the lines of your table; the rows get numbers of ours." in answer.text


def test_a_column_that_counts_its_lines_names_none_of_them(make, house):
    tasks = house | {"list": house["list"].replace("diagnosis/problems", "golive/tasks")}
    answer = look(make, tasks, "Step\tActivity\tPredecessor\n1\tFreeze\t\n2\tLoad\t1\n")
    assert counts(answer) == ["2", "0", "0", "0"]
    assert "“Step” (1, 2 …) numbers the lines of your table; the rows get numbers of ours." in answer.text
    assert [one.get_text() for one in answer.page.select("tbody td.main")] == ["Freeze", "Load"]


def test_cells_merged_down_are_read_as_the_cell_above(make, steps):
    answer = look(make, steps, "Process\tStep\tOrder\nQuotes\tAsk\t1\n\tSend\t2\n\t\t\n")
    assert counts(answer) == ["2", "0", "0", "0"]
    assert "1 empty cell of “Process” is read as the cell above it." in answer.text


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026-03-31", ["2026-03-31"]), ("2026年3月2日", ["2026-03-02"]), ("20260316", ["2026-03-16"]),
        ("31.12.2025", ["2025-12-31"]), ("31/12/2025", ["2025-12-31"]), ("3/4/2026", ["2026-04-03", "2026-03-04"]),
        ("2 Mar 2026", ["2026-03-02"]), ("30-Jun-2027", ["2027-06-30"]), ("March 2, 2026", ["2026-03-02"]),
        ("2. März 2026", ["2026-03-02"]), ("Wed 15 April 2026", ["2026-04-15"]),
        ("2026-03-05 14:00", ["2026-03-05"]), ("2026年9月7日 9:00-12:00", ["2026-09-07"]),
        ("2026-3-20（周五）", ["2026-03-20"]), ("02.03.26", ["2026-03-02"]), ("26.03.02", ["2026-03-02"]),
        ("19.3.26", ["2026-03-19"]),  # a year that no project speaks of is none
        # the 25th of March or, as some write it, March of the year 25
        ("25.03.26", ["2026-03-25", "2025-03-26"]),
        ("3月2日", []), ("2025年12月", []), ("31.02.2026", []), ("2026-13-01", []), ("31.03.2026 foo", []),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it_and_never_guessed(text, days):
    assert [day.isoformat() for day in days_in(text)] == days


def test_a_column_tells_whether_day_or_month_stands_first():
    assert (order_of(["3/4/2026", "31/12/2025"]), order_of(["3/4/2026", "12/31/2025"])) == ("dm", "md")
    assert (order_of(["3/4/2026"]), order_of(["13/4/2026", "4/13/2026"])) == ("", "")
    assert days_in("3/4/2026", "md") == [date(2026, 3, 4)]


def test_days_of_a_column_are_read_by_its_order_or_asked_for(make, house):
    meetings = house | {"list": house["list"].replace("diagnosis/problems", "concept/meetings")}
    table = "Meeting\tKind\tDate\nA\tSteering\t3/4/2026\n"
    assert "“3/4/2026” can be 2026-04-03 or 2026-03-04: write one of them." in look(make, meetings, table).text
    accept(make, meetings, look(make, meetings, table + "B\tSteering committee\t31/12/2025\n"))
    assert [one["held_on"] for one in kept(house, "concept/meetings")] == [date(2026, 4, 3), date(2025, 12, 31)]


@pytest.mark.parametrize(
    ("texts", "told", "read"),
    [
        (["0,5", "3"], True, ["0.5", "3"]),
        # 85.000 alone could be 85; beside a number with two points it is eighty-five thousand
        (["85.000 €", "1.250.000"], True, ["85000", "1250000"]),
        (["1,250", "3.5"], False, []),
        (["1,250"], False, []),
        (["3,2 %", "12"], True, ["3.2", "12"]),
    ],
)
def test_a_column_tells_what_marks_its_decimals(texts, told, read):
    assert has_decimal_commas(texts) is told
    assert [with_points(text) for text in texts if told] == read


def test_numbers_with_decimal_commas_and_currency_are_taken_in(make, house):
    table = "Problem\tDomain\tCost a year\nA\tSales\t85.000 €\nB\tSales\t1.250.000\nC\tSales\t12,5\nD\tSales\t–\n"
    accept(make, house, look(make, house, table))
    assert [row.cost for row in problems()] == [85_000, 1_250_000, 12.5, None]


def test_a_unit_that_is_told_multiplies_decimal_commas_too(make, house):
    table = "Problem\tDomain\tCost a year (k€)\nA\tSales\t12,5\nB\tSales\t3\n"
    answer = look(make, house, table, **{"unit-2": "1000"})
    accept(make, house, answer)
    assert [row.cost for row in problems()] == [12_500, 3_000]


def test_names_are_parted_by_commas_where_one_of_them_is_known(make, house):
    for number, name in enumerate(("李强", "Brandt, Hans", "Vogel"), start=1):
        make.add(TeamPerson(project_id=house["project"].id, number=number, name=name, side="client", role="member"))
    meetings = house | {"list": house["list"].replace("diagnosis/problems", "concept/meetings")}
    table = (
        "Meeting\tKind\tDate\tAttendees\nA\tKick-off\t2026-03-05\t李强，Vogel\nB\tKick-off\t2026-03-05\tBrandt, Hans\n"
        "C\tKick-off\t2026-03-05\t李强/Nobody\nD\tKick-off\t2026-03-05\t-\n"
    )
    answer = look(make, meetings, table)
    assert counts(answer) == ["3", "0", "0", "1"]
    assert "“Nobody” is not in the register “Team”." in answer.text
    accept(make, meetings, answer)
    assert [len(one["attendees"]) for one in kept(house, "concept/meetings")] == [2, 1, 0]


PLAN = (
    "ID\tTask\tStart\tPredecessor\n1\tFreeze\t2026-10-30 18:00\t\n2\tLoad\t2026-10-30 20:00\t1, 4\n"
    "3\tReconcile\t2026-10-31 08:00\tLoad\n4\tExport\t2026-10-30 18:30\t1\n"
)


def test_tasks_wait_for_others_of_the_same_table_by_its_numbers_and_titles(make, house):
    tasks = house | {"list": house["list"].replace("diagnosis/problems", "golive/tasks")}
    accept(make, tasks, look(make, tasks, PLAN))
    rows = {row.id: row for row in rows_of(registers()["golive/tasks"], house["project"].id)}
    waits = {row.title: {rows[each].title for each in row.values["depends"]} for row in rows.values()}
    assert waits == {"Freeze": set(), "Load": {"Freeze", "Export"}, "Reconcile": {"Load"}, "Export": {"Freeze"}}


def test_what_waits_for_a_refused_task_is_refused_and_says_so(make, house):
    tasks = house | {"list": house["list"].replace("diagnosis/problems", "golive/tasks")}
    answer = look(make, tasks, PLAN.replace("2026-10-30 20:00", "some time"))
    assert counts(answer) == ["2", "0", "0", "2"]
    assert "It names “Load”, which is refused itself." in answer.text
    accept(make, tasks, answer)
    assert [one["title"] for one in kept(house, "golive/tasks")] == ["Freeze", "Export"]


@pytest.mark.parametrize("path", PATHS)
def test_an_everyday_heading_means_one_field_of_its_register(path):
    register = registers().get(path)
    if register is None:
        from app.registers.criteria import CRITERIA as register  # noqa: N811 - has pages of its own
    assert set(told_of(path)) <= {one.name for one in register.fields}
    for name in told_of(path):
        for heading in everyday(path, name):
            found = headings_of(register, [[heading], ["x"]])
            assert [*found.places.values(), *(one.field.name for one in found.doubts)] == [name], heading


@pytest.mark.parametrize(
    ("path", "field", "text", "key"),
    [
        ("deployment/dictionary", "type", "VARCHAR(80)", "text"),
        ("deployment/dictionary", "type", "文本（20）", "text"),
        ("golive/issues", "severity", "P1", "critical"), ("concept/team", "role", "项目经理", "client-pm"),
        ("concept/meetings", "kind", "Steering committee", "steering"),
        ("solidification/steps", "change", "优化", "change"),
    ],
)  # fmt: skip
def test_words_of_everyday_lists_are_known(path, field, text, key):
    assert meaning(registers()[path].field(field), text) == key


def a_workbook(**sheets: list[list[object]]) -> bytes:
    """A workbook of these sheets, in order."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return data.getvalue()


BOOK = a_workbook(
    Cover=[["Rheintal Pumpen GmbH"], ["CRM, annex 1"]],
    Empty=[],
    Problems=[["Rheintal Pumpen GmbH"], [], ["Nr.", "Problem", "Area"], [1, "Quotes take too long", "Sales"]],
    Old=[["Problem", "Area", "Severity"], ["Was solved", "Data", 1]],
)


def test_of_several_sheets_the_one_that_fits_is_read_and_the_others_are_named(make, house):
    answer = upload(make, house, BOOK)
    # “Old” has three headings that are known, “Problems” two
    assert "The sheet “Old” is read." in answer.text
    assert [one.get_text() for one in answer.page.select("select[name=sheet] option")] == ["Cover", "Problems"]
    assert counts(answer) == ["1", "0", "0", "0"]


def test_a_sheet_is_read_by_its_name(make, house):
    browser = make.browser(house["lead"])
    sent = {"cells": "", "sheet": " problems ", "file": (io.BytesIO(BOOK), "b.xlsx")}
    answer = browser.post(f"{house['list']}/sheet", data=sent)
    assert "The sheet “Problems” is read." in answer.text
    accept(make, house, answer)
    assert [row.statement for row in problems()] == ["Quotes take too long"]
    wrong = {"cells": "", "sheet": "Nope", "file": (io.BytesIO(BOOK), "b.xlsx")}
    answer = browser.post(f"{house['list']}/sheet", data=wrong)
    assert "There is no sheet “Nope”; the workbook has: Cover, Problems, Old." in answer.text
    answer = browser.post(f"{house['list']}/sheet", data={"cells": "Problem\tDomain\nA\tSales\n", "sheet": "x"})
    assert "Only a workbook has sheets" in answer.text


def test_our_own_workbook_names_no_other_sheet(make, house):
    data = make.browser(house["lead"]).get(f"{house['list']}/template.xlsx").response.data
    assert upload(make, house, data).page.select("select[name=sheet]") == []


def other_sheet(answer, name: str) -> dict[str, str]:
    """What the form sends that reads another sheet of the workbook."""
    form = answer.page.select_one("form:has(select[name=sheet])")
    hidden = {one["name"]: one["value"] for one in form.select("input[type=hidden]") if one["name"] != "csrf_token"}
    return hidden | {"sheet": name}


def test_another_sheet_of_the_workbook_is_read_without_bringing_the_file_again(make, house):
    browser, address = make.browser(house["lead"]), f"{house['list']}/sheet"
    first = upload(make, house, BOOK)
    second = browser.post(address, data=other_sheet(first, "Problems"))
    assert "The sheet “Problems” is read." in second.text
    assert [one.get_text() for one in second.page.select("select[name=sheet] option")] == ["Cover", "Old"]
    # what is said of this sheet does not lose the others, nor does the other sheet's text come back
    form = second.page.select_one("form:has([name^=as-])")
    said = {one["name"]: one["value"] for one in form.select("input[type=hidden]") if one["name"] != "csrf_token"}
    third = browser.post(address, data={**said, "cells": shown(second)["cells"], "as-2": "-", "all-domain": "Data"})
    assert [one.get_text() for one in third.page.select("select[name=sheet] option")] == ["Cover", "Old"]
    accept(make, house, third)
    assert [(row.statement, row.domain) for row in problems()] == [("Quotes take too long", "data")]


def test_a_kept_workbook_is_read_by_nobody_else_and_not_in_another_project(make, house):
    sent = other_sheet(upload(make, house, BOOK), "Problems")
    gone = "The workbook is not kept any more. Upload it again."
    assert gone in make.browser(house["pm"]).post(f"{house['list']}/sheet", data=sent).text
    other = make.project()
    make.member(other, house["lead"], "lead")
    elsewhere = house["list"].replace(house["project"].key, other.key)
    assert gone in make.browser(house["lead"]).post(f"{elsewhere}/sheet", data=sent).text
    wrong = sent | {"workbook": f"../../{sent['workbook']}"}
    assert gone in make.browser(house["lead"]).post(f"{house['list']}/sheet", data=wrong).text


def test_names_of_people_who_do_not_sign_in_are_asked_about_once_instead_of_refusing_their_lines(make, house):
    tasks = house | {"list": house["list"].replace("diagnosis/problems", "golive/tasks")}
    table = "Task\tResponsible\nFreeze\tH. Brandt\nLoad\tH. Brandt\nCheck\t{}\nOpen\t-\n".format(house["pm"].name)
    first = look(make, tasks, table)
    assert counts(first) == ["2", "0", "0", "2"]
    (label,) = first.page.select("label[for=word-0-means]")
    assert label.get_text() == "What does “H. Brandt” mean in “Owner”? 2 lines have it."
    offered = [one.get_text() for one in first.page.select("#word-0-means option")]
    assert (house["pm"].name in offered, offered[-1]) == (True, "nothing: leave the cell empty")
    said = {"word-0": "H. Brandt", "word-0-in": "owner", "word-0-means": house["lead"].key}
    accept(make, tasks, look(make, tasks, table, **said))
    assert [one["owner_id"] for one in kept(house, "golive/tasks")] == [
        house["lead"].id, house["lead"].id, house["pm"].id, None,
    ]  # fmt: skip
    page = make.browser(house["lead"]).get(f"{tasks['list']}/sheet").page
    assert page.select_one("#word-0-means option[selected]").get_text() == house["lead"].name


def test_somebody_who_is_no_member_cannot_be_meant(make, house):
    tasks = house | {"list": house["list"].replace("diagnosis/problems", "golive/tasks")}
    said = {"word-0": "H. Brandt", "word-0-in": "owner", "word-0-means": make.user("consultant").key}
    assert counts(look(make, tasks, "Task\tResponsible\nFreeze\tH. Brandt\n", **said)) == ["0", "0", "0", "1"]


def test_a_guess_can_be_told_otherwise_and_a_column_left_unread(make, house):
    table = "Issue\tArea\tComment\tSource\nQuotes are late\tSales\tsee annex\tMr Li\n"
    first = look(make, house, table)
    assert "“Source” is read as “Who says so”." in first.text
    options = [one.get_text() for one in first.page.select("#as-3 option")]
    assert (options[0], options[-1], "Symptoms" in options) == ("Who says so", "is not read", True)
    again = look(make, house, table, **{"as-3": "-", "as-2": "symptoms"})
    assert "Columns that are not read: Source." in again.text
    assert again.page.select_one("label[for=as-3]").get_text() == "Column “Source”"
    accept(make, house, look(make, house, table))
    (row,) = problems()
    assert (row.said_by, row.symptoms) == ("", "see annex")
    # what is kept can be taken back on the page of pasting
    page = make.browser(house["lead"]).get(f"{house['list']}/sheet").page
    assert [one.get_text() for one in page.select("select[id^=heading-] option[selected]")] == [
        "Symptoms",
        "is not read",
    ]


def test_the_page_of_pasting_says_at_once_that_ones_own_table_will_do(make, house):
    page = make.browser(house["lead"]).get(f"{house['list']}/sheet").page
    (said,) = [one for one in page.select("main p.help") if "Your own table will do as it is" in one.get_text()]
    assert said.find_parent("details") is None
