"""Tables in and out of a register: pasted, uploaded, compared before anything is saved, refused line by line."""

import io

import pytest
import xlsxwriter
from flask_babel import force_locale
from python_calamine import CalamineWorkbook
from sqlalchemy import event

from app.database import db
from app.models import AsIsProcess, AsIsStep, Join
from app.registers.catalogue import registers
from app.registers.rows import rows_of
from app.registers.sheets.sheet import preview
from app.registers.sheets.spreadsheet import sheets_of_workbook
from app.registers.sheets.template import workbook
from app.transactions import transaction
from phases.order import ORDER
from tests.app.records.test_records import enter, house, problems
from tests.app.workbooks.bad_workbooks import BAD
from tests.pasting import counts, shown
from tests.records_world import fulfil

__all__ = ["house"]

PASTED = "Problem\tDomain\tFrequency\tSeverity\nOrders are lost\tSales\t3\t4\nCalls are lost\t服务\t2\t２\n"


def look(make, house, cells: str = "", **more):
    return make.browser(house["lead"]).post(f"{house['list']}/sheet", data={"cells": cells} | more)


def upload(make, house, data: bytes, name: str = "table.xlsx"):
    return make.browser(house["lead"]).post(
        f"{house['list']}/sheet", data={"cells": "", "file": (io.BytesIO(data), name)}
    )


def accept(make, house, answer):
    return look(make, house, **shown(answer))


def test_pasted_cells_are_shown_before_they_are_saved(make, house):
    answer = look(make, house, PASTED)
    assert counts(answer) == ["2", "0", "0", "0"]
    assert problems() == []
    assert accept(make, house, answer).status == 303
    assert [(row.statement, row.domain, row.frequency, row.severity) for row in problems()] == [
        ("Orders are lost", "sales", 3, 4), ("Calls are lost", "service", 2, 2),
    ]  # fmt: skip


def test_of_a_long_table_the_refused_lines_are_shown_first_and_the_rest_is_counted(make, house):
    good = "".join(f"Problem {number}\tSales\t3\n" for number in range(510))
    answer = look(make, house, f"Problem\tDomain\tFrequency\n{good}Last\tSales\t9\n")
    assert counts(answer) == ["510", "0", "0", "1"]
    rows = answer.page.select("tbody td.main")
    assert (len(rows), rows[0].get_text(), rows[1].get_text()) == (500, "Last", "Problem 0")
    assert "11 more lines are not shown here; they are taken in or kept like the others." in answer.text


def as_the_preview_sends_it(make, house, cells: str):
    """The form of a preview as browsers send it, in parts."""
    browser = make.browser(house["lead"])
    fields = {"csrf_token": browser.csrf(), "cells": cells}
    parts = (
        f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items()
    )
    sent = {"data": "".join([*parts, "--cut--\r\n"]).encode(), "content_type": "multipart/form-data; boundary=cut"}
    return browser._send(browser.client.post, f"{house['list']}/sheet", **sent)


def test_a_table_of_much_text_comes_back_from_its_preview_and_one_of_too_much_says_so(make, house):
    # 250 causes of 3,000 signs of three bytes: 2.1 MiB
    table = "Problem\tDomain\tRoot cause\n" + "".join(f"Problem {n}\tSales\t{'长' * 3000}\n" for n in range(250))
    answer = as_the_preview_sends_it(make, house, table)
    assert (answer.status, counts(answer)) == (200, ["250", "0", "0", "0"])
    answer = as_the_preview_sends_it(make, house, "x" * 9_000_000)
    assert answer.status == 413
    assert "The text is larger than the 8 MiB that a form may have. Split the table." in answer.text


def test_taking_in_many_lines_takes_at_most_one_statement_more_for_each(make, house):
    def statements(lines: int) -> int:
        table = "".join(f"Problem {lines} {number}\tSales\n" for number in range(lines))
        seen, answer = [], look(make, house, f"Problem\tDomain\n{table}")

        def note(_connection, _cursor, text, _parameters, _context, _many):
            seen.append(text)

        event.listen(db.engine, "before_cursor_execute", note)
        accept(make, house, answer)
        event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    statements(1)  # gives the register its first number
    assert statements(43) <= statements(3) + 40
    assert [row.number for row in problems()] == [*range(1, 48)]


def test_a_log_without_titles_is_named_by_its_descriptions(make, house):
    log = house | {"list": house["list"].replace("diagnosis/problems", "raid/log")}
    table = "Type\tDescription\tSeverity\tStatus\nRisk\tKey user leaves\tMajor\tOpen\n"
    answer = look(make, log, table)
    assert "“Description” is read as “What it is, in a sentence”." in answer.text
    assert counts(answer) == ["1", "0", "0", "0"]
    both = look(make, log, "Type\tTitle\tDescription\tSeverity\nRisk\tA\tLong story\tHigh\n")
    assert "“Description” is read as" not in both.text


def test_the_same_table_again_changes_nothing(make, house):
    accept(make, house, look(make, house, PASTED))
    assert counts(look(make, house, PASTED)) == ["0", "0", "2", "0"]


def test_a_row_keeps_its_number_and_columns_that_are_not_there_keep_their_values(make, house):
    enter(make, house, root_cause="No common file")
    answer = look(make, house, "No.\tProblem\tSeverity\nP-1\tPeople leave with their customers\t3\n")
    assert counts(answer) == ["0", "1", "0", "0"]
    assert "Severity: 5 → 3" in answer.text
    accept(make, house, answer)
    (row,) = problems()
    assert (row.statement, row.severity, row.root_cause, row.frequency) == (
        "People leave with their customers", 3, "No common file", 4,
    )  # fmt: skip


def test_lines_that_cannot_be_taken_in_say_why_and_the_others_go_in(make, house):
    lines = ("P-9\tUnknown\tSales\t1", "\tToo often\tSales\t9", "\tNo domain\t\t1", "\tGood\tData\t1")
    table = "\n".join(("No.\tProblem\tDomain\tFrequency", *lines))
    answer = look(make, house, table)
    assert counts(answer) == ["1", "0", "0", "3"]
    for sentence in (
        "There is no row P-9.", "Frequency: “9” is not on the scale from 1 to 5", "Domain: Please fill this in.",
    ):  # fmt: skip
        assert sentence in answer.text
    accept(make, house, answer)
    assert [row.statement for row in problems()] == ["Good"]


def test_a_column_that_nobody_knows_is_named(make, house):
    assert "Columns that are not read: Colour." in look(make, house, "Problem\tDomain\tColour\nA\tSales\tred\n").text


def test_what_changed_since_it_was_looked_at_is_shown_anew(make, house):
    enter(make, house)
    answer = look(make, house, "No.\tProblem\tSeverity\nP-1\tStaff who leave take their customers along\t1\n")
    row = problems()[0]
    make.browser(house["pm"]).post(
        f"{house['list']}/{row.key}",
        data={"statement": row.statement, "domain": "sales", "frequency": "4", "severity": "1", "version": "1"},
    )
    again = accept(make, house, answer)
    assert again.status == 200
    assert "The register has changed since you looked." in again.text


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ("", "There is no table here."),
        (
            "\t\t\nA\tB\tC\n",
            "The column “Problem” is missing: its heading must be in the line of headings, which has: “A”, “B”, “C”.",
        ),
        (
            "Domain\tSeverity\nSales\t1\n",
            "The column “Problem” is missing: its heading must be in the line of headings, which has: "
            "“Domain”, “Severity”.",
        ),
        ("Problem\tDomain\n" + "A\tSales\n" * 5001, "These are more than 5,000 rows."),
        ("Problem" + "\tx" * 60 + "\nA\n", "These are more than 60 columns"),
    ],
)
def test_a_table_that_is_none_is_refused_with_a_sentence(make, house, cells, sentence):
    answer = look(make, house, cells)
    assert answer.status == 422
    assert sentence in answer.text


def test_the_workbook_comes_back_as_it_went_out(make, house):
    enter(make, house, root_cause="Line one\nline two", cost="1234.5")
    data = make.browser(house["lead"]).get(f"{house['list']}/template.xlsx").response.data
    first = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert first[0][:3] == ["No.", "Problem *", "Domain *"]
    assert first[1][:3] == ["P-1", "Staff who leave take their customers along", "Sales"]
    assert counts(upload(make, house, data)) == ["0", "0", "1", "0"]


def test_a_chinese_workbook_is_read_by_english_people_too(make, house):
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        for line, row in enumerate([("症结", "领域", "频率"), ("客户信息流失", "销售", 3)]):
            sheet.write_row(line, 0, row)
    answer = upload(make, house, book.getvalue())
    assert counts(answer) == ["1", "0", "0", "0"]
    accept(make, house, answer)
    assert problems()[0].statement == "客户信息流失"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_csv_files_of_the_usual_encodings_are_read(make, house, encoding):
    data = "症结,领域\n流程不清,管理\n".encode(encoding)
    assert counts(upload(make, house, data, "table.csv")) == ["1", "0", "0", "0"]


@pytest.mark.parametrize("bad", ["far corners", "a password"])
def test_a_workbook_that_cannot_be_trusted_is_refused(make, house, bad):
    answer = upload(make, house, BAD[bad]())
    assert answer.status == 422
    assert "This workbook" in answer.text
    assert problems() == []


def test_the_raid_log_is_exchanged_with_spreadsheets_too(make, house):
    browser, log = make.browser(house["lead"]), f"{house['base']}/raid/log"
    entry = {"kind": "risk", "title": "Late data", "severity": "high"}
    browser.post(f"/projects/{house['project'].key}/raid/new", data=entry)
    house["list"] = log
    table = (
        "No.\tWhat it is, in a sentence\tKind\tSeverity\tDue\n"
        "R-1\tLate data\trisk\tCritical\t2026-04-01\n\tNo test users\t问题\tlow\t\n"
    )
    answer = look(make, house, table)
    assert counts(answer) == ["1", "1", "0", "0"]
    assert accept(make, house, answer).status == 303
    rows = browser.get(f"/projects/{house['project'].key}/raid?sort=number").page.select("tbody tr")
    assert [[cell.get_text(" ", strip=True) for cell in row.select("td")[:4]] for row in rows] == [
        ["R-1", "Late data", "Risk", "Critical"], ["R-2", "No test users", "Issue", "Low"],
    ]  # fmt: skip
    assert browser.get(log).location.endswith("/raid")
    assert browser.get(f"{log}/new").status == 404


def test_text_that_looks_like_a_formula_stays_text(make, house):
    enter(make, house, statement="=1+1")
    data = make.browser(house["lead"]).get(f"{house['list']}/export.csv").response.data.decode("utf-8-sig")
    assert "'=1+1" in data
    sheet = make.browser(house["lead"]).get(f"{house['list']}/template.xlsx").response.data
    assert CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()[1][1] == "=1+1"


def test_rows_whose_titles_hold_semicolons_are_found_again(make, house):
    first = enter(make, house, statement="Processes are unclear; departments push work、to each other")
    second = enter(make, house, statement="Only orders are managed; no customers")
    browser = make.browser(house["lead"])
    steps = f"{house['base']}/review/steps"
    project = house["project"].id
    flow = make.add(AsIsProcess(project_id=project, number=1, name="Service calls", domain="service"))
    step = make.add(AsIsStep(project_id=project, number=1, name="Note the call", flow_id=flow.id, place=1))
    for problem in (first, second):
        kinds = {"from_kind": "diagnosis/problems", "to_kind": "review/steps"}
        make.add(Join(project_id=project, from_id=problem.id, to_id=step.id, **kinds))
    house["list"] = steps
    data = browser.get(f"{steps}/template.xlsx").response.data
    assert counts(upload(make, house, data)) == ["0", "0", "1", "0"]
    one = look(make, house, "No.\tStep\tProblems that arise here\nAS-1\tNote the call\tP-2\n")
    assert counts(one) == ["0", "1", "0", "0"]
    assert counts(look(make, house, "No.\tStep\tProblems that arise here\nAS-1\tNote the call\tP-1; P-2\n"))[1] == "0"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_register_comes_back_from_its_workbook_as_it_went_out(app, make, house, language):
    with transaction():
        for phase in ORDER:
            fulfil(house["project"], phase)
    seen = 0
    with app.test_request_context("/"), force_locale(language):
        for register in registers().values():
            rows = rows_of(register, house["project"].id)
            answer = workbook(register, rows, "x")
            answer.direct_passthrough = False
            if rows:
                found = preview(register, house["project"].id, sheets_of_workbook(answer.get_data())[0].cells)
                assert found.counts["same"] == len(rows), (register.path, found.lines)
                seen += 1
    assert seen >= 20


OWN = "What hurts\tHow bad\tNote\nOrders are lost\t4\tx\nCalls are lost\t2\ty\n"


def said(make, house, answer, **more):
    """What the person says of the columns, below the first form."""
    form = answer.page.select("form[action$='/sheet']")[1]
    return look(make, house, form.select_one("textarea[name=cells]").get_text().removeprefix("\n"), **more)


def test_the_columns_of_ones_own_table_are_given_their_meaning(make, house):
    first = look(make, house, OWN)
    assert counts(first) == ["0", "0", "0", "0"]
    assert [one["for"] for one in first.page.select("form label[for^=as-], form label[for^=all-]")] == [
        "as-0", "as-1", "as-2", "all-statement", "all-domain",
    ]  # fmt: skip
    again = said(make, house, first, **{"as-0": "statement", "as-1": "severity", "all-domain": "Sales"})
    assert counts(again) == ["2", "0", "0", "0"]
    assert accept(make, house, again).status == 303
    assert [(row.statement, row.domain, row.severity) for row in problems()] == [
        ("Orders are lost", "sales", 4), ("Calls are lost", "sales", 2),
    ]  # fmt: skip


def test_a_meaning_that_no_column_has_changes_nothing(make, house):
    again = said(make, house, look(make, house, OWN), **{"as-0": "nonsense", "as-99": "statement", "all-x": "y"})
    assert counts(again) == ["0", "0", "0", "0"]


def test_names_that_another_register_lacks_are_told_once_with_the_way_there(make, house):
    table = "Step\tDepartment\n" + "".join(f"Step {number}\tSales\n" for number in range(3))
    steps = house["list"].replace("diagnosis/problems", "review/steps")
    answer = make.browser(house["lead"]).post(f"{steps}/sheet", data={"cells": table})
    assert answer.text.count("Not in the register “Departments” yet: Sales.") == 1
    assert answer.page.select_one("a[href$='/records/review/departments/sheet']")
    # no process is there that all steps could belong to
    assert "The register “Business processes” has no row to choose from yet." in answer.text


def test_the_page_of_pasting_says_which_columns_are_read(make, house):
    answer = make.browser(house["lead"]).get(f"{house['list']}/sheet")
    rows = {row.td.get_text(): row.select("td")[1].get_text() for row in answer.page.select("details tbody tr")}
    assert "Problem *" in rows
    assert "whole number (1–5)" in rows["Severity"]


@pytest.mark.parametrize(
    ("table", "scopes"),
    [
        # no column says it: who is entered takes part; where a column is there, its empty cell is a no as ever
        ("Department\nSales\n", [True]),
        ("Department\tIn scope\nSales\tno\nService\t\nFinance\tyes\n", [False, False, True]),
    ],
)
def test_a_department_takes_part_unless_its_table_says_no(make, house, table, scopes):
    review = house["list"].replace("diagnosis/problems", "review/departments")
    accept(make, house | {"list": review}, look(make, house | {"list": review}, table))
    assert [row.values["in_scope"] for row in rows_of(registers()["review/departments"], house["project"].id)] == scopes


def test_the_form_of_a_new_department_has_its_scope_ticked(make, house):
    review = house["list"].replace("diagnosis/problems", "review/departments")
    assert make.browser(house["lead"]).get(f"{review}/new").page.select_one("input[name=in_scope]").has_attr("checked")


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ("Problem\tDomain\n", "Nothing could be read: below the headings (“Problem”, “Domain”) no line is filled in."),
        ("Problem\tDomain\tRemark\n\t\tof last week\n", "the columns that are known (Problem, Domain) are empty."),
        (
            "Pain\tArea of it\nOrders are lost\tSelling\n",
            "expected are columns headed Problem, Domain; your table has “Pain”, “Area of it”.",
        ),
    ],
)
def test_a_table_of_which_nothing_can_be_read_is_told_what_was_expected_and_what_came(make, house, cells, sentence):
    answer = look(make, house, cells)
    assert sentence in answer.text
    assert answer.page.select("main table") == []  # no empty one
    assert "Take all of it in" not in answer.text


def test_a_table_that_the_register_holds_already_shows_no_empty_table(make, house):
    accept(make, house, look(make, house, PASTED))
    again = look(make, house, PASTED)
    assert "The register holds all of it already" in again.text
    assert again.page.select("main table") == []


def test_the_column_of_what_a_line_is_called_is_headed_with_a_capital(make, house):
    headings = [one.get_text() for one in look(make, house, PASTED).page.select("main th")]
    assert headings == ["Line", "Problem", "What happens", "Details"]


def test_what_new_lines_need_is_asked_for_only_where_a_new_line_is_refused(make, house):
    enter(make, house)
    old = look(make, house, "No.\tSeverity\nP-1\t9\n")
    assert counts(old) == ["0", "0", "0", "1"]
    assert old.page.select("[name^=all-]") == []
    assert [one["name"] for one in look(make, house, "Problem\nCalls are lost\n").page.select("[name^=all-]")] == [
        "all-domain"
    ]


def test_who_is_missing_is_chosen_among_the_people_of_the_team(make, house):
    address = f"/projects/{house['project'].key}/actions/sheet"
    answer = make.browser(house["lead"]).post(address, {"cells": "Action\tFinding\nCoach\tNone\n"})
    offered = [one.get_text() for one in answer.page.select("select[name=all-owner] option")]
    assert offered[0] == "Please choose"
    assert house["lead"].name in offered


def test_the_bounds_of_a_number_are_written_out(make, house):
    steps = house["list"].replace("diagnosis/problems", "review/steps")
    assert "number (0–1,000,000)" in make.browser(house["lead"]).get(f"{steps}/sheet").text
