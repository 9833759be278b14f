"""Lines that were refused come back to who brought them, with the reason, until they are mended or thrown away."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select, update

from app.clock import now
from app.database import db
from app.jobs import runner
from app.models import AuditEvent, RefusedTable
from app.transactions import transaction
from tests.app.records.test_records import house, problems
from tests.app.records.test_sheets import accept, counts, look, upload

__all__ = ["house"]

LEVELS = "1 rarely, 2 now and then, 3 regularly, 4 often, 5 every day"
TABLE = "Problem\tDomain\tFrequency\tRemark\nGood\tData\t1\tmine\nToo often\tSales\t9\tkeep, me\n\tSales\t1\tno name\n"


def kept() -> list[RefusedTable]:
    db.session.expire_all()
    return list(db.session.scalars(select(RefusedTable).order_by(RefusedTable.id)))


def box(answer) -> str:
    return answer.page.select_one("textarea#cells").get_text().removeprefix("\n")


def sent_back(make, house, answer, cells: str):
    """Mended lines through the form that shows them, and on to their being taken in."""
    mends = answer.page.select_one("input[name=mends]")["value"]
    shown = look(make, house, cells, mends=mends)
    form = shown.page.select_one("form:has(input[name=seen])")
    sent = {one["name"]: one["value"] for one in form.select("input[type=hidden][name]") if one["name"] != "csrf_token"}
    return look(make, house, form.select_one("textarea").get_text().removeprefix("\n"), **sent)


@pytest.mark.parametrize("way", ["pasted", "uploaded"])
def test_refused_lines_come_back_into_the_box_with_their_reasons(make, house, way):
    first = look(make, house, TABLE) if way == "pasted" else upload(make, house, TABLE.encode(), "table.tsv")
    assert counts(first) == ["1", "0", "0", "2"]
    assert kept() == []
    after = accept(make, house, first)
    assert after.location == f"{house['list']}/sheet?mend={kept()[0].key}"
    page = make.browser(house["lead"]).get(after.location)
    # the good line is in the register, the others stand in the box as they came, columns of no field included
    assert [row.statement for row in problems()] == ["Good"]
    assert box(page).splitlines() == [
        "Problem\tDomain\tFrequency\tRemark\tWhy it was refused",
        f"Too often\tSales\t9\tkeep, me\tFrequency: “9” is not on the scale from 1 to 5: {LEVELS}.",
        "\tSales\t1\tno name\tProblem: Please fill this in.",
    ]
    assert "2 lines were refused and stand below" in page.text


def test_mended_lines_are_taken_in_and_what_is_still_wrong_waits_on(make, house):
    page = make.browser(house["lead"]).get(accept(make, house, look(make, house, TABLE)).location)
    half = box(page).replace("\t9\t", "\t5\t")
    again = sent_back(make, house, page, half)
    (left,) = kept()
    assert [row.statement for row in problems()] == ["Good", "Too often"]
    assert left.cells == [
        ["Problem", "Domain", "Frequency", "Remark", "Why it was refused"],
        ["", "Sales", "1", "no name", "Problem: Please fill this in."],
    ]
    page = make.browser(house["lead"]).get(again.location)
    done = sent_back(make, house, page, box(page).replace("\tSales", "Named\tSales"))
    assert done.location == house["list"]
    assert kept() == []
    assert [row.statement for row in problems()] == ["Good", "Too often", "Named"]


def test_another_table_does_not_push_refused_lines_out(make, house):
    accept(make, house, look(make, house, TABLE))
    accept(make, house, look(make, house, "Problem\tDomain\nOther\tSales\n"))
    assert len(kept()) == 1
    listed = make.browser(house["lead"]).get(house["list"])
    assert "2 lines of a table were refused and wait for you" in listed.text
    assert listed.page.select_one(f"a[href$='/sheet?mend={kept()[0].key}']")


def test_the_refused_lines_are_a_workbook_that_can_be_mended_and_uploaded(make, house):
    accept(make, house, look(make, house, TABLE))
    address = f"/projects/{house['project'].key}/refused/{kept()[0].key}"
    data = make.browser(house["lead"]).get(f"{address}.xlsx").response.data
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert rows[0][-1] == "Why it was refused"
    assert rows[1] == [
        "Too often",
        "Sales",
        "9",
        "keep, me",
        f"Frequency: “9” is not on the scale from 1 to 5: {LEVELS}.",
    ]
    again = upload(make, house, data)
    assert counts(again) == ["0", "0", "0", "2"]
    assert "Columns that are not read: Remark." in again.text  # the reasons are no column that is asked about


def test_refused_lines_belong_to_who_brought_them(make, house):
    accept(make, house, look(make, house, TABLE))
    address = f"/projects/{house['project'].key}/refused/{kept()[0].key}"
    other = make.browser(house["pm"])
    assert other.get(f"{address}.xlsx").status == 404
    assert other.post(f"{address}/throw-away").status == 404
    assert box(other.get(f"{house['list']}/sheet?mend={kept()[0].key}")) == ""
    assert "wait for you" not in other.get(house["list"]).text
    # nor can the mended lines of one person take the place of another's
    house_of_pm = house | {"lead": house["pm"]}
    look(make, house_of_pm, "Problem\tDomain\nOther\tSales\n", mends=kept()[0].key)
    assert len(kept()) == 1


def test_refused_lines_can_be_thrown_away(make, house):
    accept(make, house, look(make, house, TABLE))
    address = f"/projects/{house['project'].key}/refused/{kept()[0].key}"
    gone = make.browser(house["lead"]).post(f"{address}/throw-away")
    assert (gone.status, gone.location) == (303, f"{house['list']}/sheet")
    assert kept() == []


def test_lines_that_are_all_refused_can_be_kept_to_be_mended_in_a_workbook(make, house):
    answer = look(make, house, "Problem\tDomain\nA\tNowhere\nB\tSomewhere\n")
    assert counts(answer) == ["0", "0", "0", "2"]
    assert "Nothing can be taken in yet: first say below what your table means." in answer.text
    assert "They wait for 30 days." in answer.text
    assert [one.get_text(strip=True) for one in answer.page.select("form:has(input[name=seen]) button")] == [
        "Keep the lines to mend them"
    ]
    after = accept(make, house, answer)
    assert (after.status, after.location) == (303, f"{house['list']}/sheet?mend={kept()[0].key}")
    page = make.browser(house["lead"]).get(after.location)
    assert "Taken in" not in page.text
    assert page.page.select_one(f"a[href$='/refused/{kept()[0].key}.xlsx']")
    assert [line.split("\t")[0] for line in box(page).splitlines()] == ["Problem", "A", "B"]
    assert problems() == []
    assert db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "record.taken-in")).all() == []


def test_lines_that_are_still_all_refused_wait_once(make, house):
    page = make.browser(house["lead"]).get(accept(make, house, look(make, house, "Problem\tDomain\nA\tNo\n")).location)
    sent_back(make, house, page, box(page).replace("\tNo\t", "\tNot\t"))
    (left,) = kept()
    assert left.cells[1][:2] == ["A", "Not"]


def a_day_begins(app, age: timedelta) -> None:
    with transaction():
        db.session.execute(update(RefusedTable).values(created_at=now() - age))
    runner.enqueue_regular(app, datetime(2026, 3, 2, 9, tzinfo=UTC))
    runner.run_due(app)


@pytest.mark.parametrize(("age", "left"), [(timedelta(days=30, hours=1), 0), (timedelta(days=29, hours=23), 1)])
def test_refused_lines_that_nobody_mends_are_deleted_after_thirty_days(app, make, house, age, left):
    accept(make, house, look(make, house, TABLE))
    a_day_begins(app, age)
    assert len(kept()) == left


def test_the_pages_say_how_long_refused_lines_are_kept(make, house):
    answer = look(make, house, TABLE)
    assert "They wait for 30 days." in answer.text
    accept(make, house, answer)
    with transaction():
        # 16:30 UTC on 1 March is 2 March in Shanghai; thirty days on it is 1 April there
        db.session.execute(update(RefusedTable).values(created_at=datetime(2026, 3, 1, 16, 30, tzinfo=UTC)))
    listed = make.browser(house["lead"]).get(house["list"])
    assert "Kept until 1 Apr 2026, then deleted." in listed.text
