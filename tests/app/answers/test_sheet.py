"""The checklist of a phase in and out of spreadsheets: answered and planned as on its page."""

import io
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from app.clock import today
from app.database import db
from app.models import Evidence, Project
from app.registers.sheets.spreadsheet import sheets_of_workbook
from app.transactions import transaction
from tests.app.answers.conftest import Scene, join
from tests.conftest import Make
from tests.pasting import counts, shown


def look(scene: Scene, cells: str, **more: Any) -> Any:
    return scene.browser.post(f"{scene.list_url}/sheet", {"cells": cells, **more})


def accept(scene: Scene, answer: Any) -> Any:
    return look(scene, **shown(answer))


def test_answers_and_plan_are_shown_before_they_are_kept(make: Make, scene: Scene) -> None:
    pia = join(make, scene, "client-pm", "Pia Manager")
    table = f"No.\tState\tNote\tAssigned to\tDue\n{scene.item}\tdone\tIn the minutes\tPia Manager\t2026-03-03\n"
    answer = look(scene, table)
    assert counts(answer) == ["0", "1", "0", "0"]
    assert scene.row().state == "open"
    assert accept(scene, answer).location == scene.list_url
    row = scene.row()
    assert (row.state, row.note, row.assignee_id, row.due) == ("done", "In the minutes", pia.id, date(2026, 3, 3))
    assert row.answered_by_id == scene.lead.id


def test_evidence_comes_with_the_table_once_however_often_it_is_brought(scene: Scene) -> None:
    link, words = "https://wiki.example.test/minutes", "Minutes QY-17, folder 3"
    for text, day in ((link, "2026-02-27"), (words, ""), (words, "")):
        table = f"No.\tState\tNew evidence\tEvidence of\n{scene.item}\tdone\t{text}\t{day}\n"
        assert accept(scene, look(scene, table)).location == scene.list_url
    found = db.session.execute(select(Evidence.kind, Evidence.title, Evidence.speaks_of).order_by(Evidence.id)).all()
    assert found == [("link", link, date(2026, 2, 27)), ("note", words, today(scene.project.time_zone))]
    assert scene.row().state == "done"


def test_evidence_of_a_day_to_come_is_refused_and_nothing_is_lost(scene: Scene) -> None:
    good, wrong = "concept.problems-ranked\tdone\tRegister\t", f"{scene.item}\tdone\tMinutes\t2099-01-01"
    table = f"No.\tState\tNew evidence\tEvidence of\n{good}\n{wrong}\n"
    answer = accept(scene, look(scene, table))
    assert answer.status == 422
    assert "Evidence cannot speak of a day in the future." in answer.text
    assert "Minutes" in answer.page.select_one("textarea#cells").get_text()
    assert db.session.scalars(select(Evidence.title)).all() == []
    assert scene.row().state == "open"


def test_what_a_table_does_not_say_stays(make: Make, scene: Scene) -> None:
    scene.answer(state="doing", note="keep me")
    accept(scene, look(scene, f"No.\tDue\n{scene.item}\t2026-03-03\n"))
    row = scene.row()
    assert (row.state, row.note, row.due) == ("doing", "keep me", date(2026, 3, 3))


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("No.\tState\n{item}\tn/a at all\n", "is not one of"),
        ("No.\tState\n{item}\tNot applicable\n", "“Not applicable” wants a reason."),
        ("No.\tQuestion\n{item}\tWhat else?\n", "The wording of an item is not changed by a table."),
        ("Question\tState\nWhat else?\tOpen\n", "Items are added on the page of the checklist"),
        ("No.\tState\nreview.no-such\tDone\n", "There is no row review.no-such."),
        ("No.\tEvidence of\n{item}\t2026-03-01\n", "The evidence that this day belongs to is missing."),
        ("No.\tAssigned to\n{item}\tNobody Known\n", "Nobody on the page “Team” is called “Nobody Known”."),
    ],
)
def test_what_the_page_would_refuse_is_refused(scene: Scene, table: str, sentence: str) -> None:
    answer = look(scene, table.format(item=scene.item))
    assert counts(answer) == ["0", "0", "0", "1"]
    assert sentence in answer.text


def test_the_workbook_comes_back_as_it_went_out_in_either_language(make: Make, scene: Scene) -> None:
    scene.answer(state="na", note="No shops")
    reader = make.user("consultant", language="zh")
    make.member(scene.project, reader)
    browser = make.browser(reader)
    data = browser.get(f"{scene.list_url}/template.xlsx").response.data
    cells = sheets_of_workbook(data)[0].cells
    assert cells[0] == ["编号", "问题 *", "状态 *", "备注", "新增证据", "证据所述日期", "指派给", "截止日期"]
    for one in (browser, scene.browser):
        answer = one.post(f"{scene.list_url}/sheet", {"cells": "", "file": (io.BytesIO(data), "c.xlsx")})
        assert counts(answer) == ["0", "0", str(len(cells) - 1), "0"]


def test_only_who_plans_brings_a_table_and_not_to_an_engagement_that_is_over(make: Make, scene: Scene) -> None:
    member = make.browser(join(make, scene, "client-member"))
    assert member.get(f"{scene.list_url}/sheet").status == 403
    assert "/sheet" not in str(member.get(scene.list_url).page)
    assert make.browser(make.user("lead")).get(f"{scene.list_url}/sheet").status == 404
    assert scene.browser.get(f"/projects/{scene.project.key}/phases/nonsense/sheet").status == 404
    assert f"{scene.list_url}/sheet" in str(scene.browser.get(scene.list_url).page)
    with transaction():
        db.session.execute(update(Project).where(Project.id == scene.project.id).values(state="closed"))
    over = look(scene, f"No.\tState\n{scene.item}\tDone\n")
    assert over.status == 422
    assert "This engagement is over" in over.text


def test_the_checklist_says_that_refused_lines_wait_for_who_brought_them(make: Make, scene: Scene) -> None:
    accept(scene, look(scene, f"No.\tState\n{scene.item}\tDone\n{scene.item}\tDone\n"))
    notice = scene.browser.get(scene.list_url).page.select_one(".notice.fair")
    assert "1 line of a table was refused and waits for you" in notice.get_text()
    assert notice.select_one("a.button")["href"].startswith(f"{scene.list_url}/sheet?mend=")
    assert "was refused and waits" not in make.browser(join(make, scene, "client-pm")).get(scene.list_url).text
