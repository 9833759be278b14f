"""The checklist of a phase: what it shows, how it is narrowed, what it exports, how often it asks the database."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import event, update

from app.answers import drawing
from app.clock import today
from app.database import db
from app.models import ChecklistItem, Evidence, ProjectPhase
from app.transactions import transaction
from tests.app.answers.conftest import Scene, join
from tests.conftest import Browser, Make

DAY = date(2026, 1, 5)


def own(scene: Scene, number: int, **values: object) -> ChecklistItem:
    """An item of the project's own."""
    fields = {
        "item": f"concept.own-{number}", "question": f"Question {number}?", "owner_role": "lead", "mandatory": False,
        **values,
    }  # fmt: skip
    return ChecklistItem(project_id=scene.project.id, phase="concept", position=1000 + number, own=True, **fields)


def change(scene: Scene, item: str, **values: object) -> None:
    """Set columns of one item."""
    with transaction():
        db.session.execute(
            update(ChecklistItem)
            .where(ChecklistItem.project_id == scene.project.id, ChecklistItem.item == item)
            .values(**values)
        )


def shown(browser: Browser, url: str) -> list[str]:
    """The ids of the rows on a page."""
    return [row["id"] for row in browser.get(url).page.select("li.check")]


def test_every_item_of_the_phase_stands_under_its_group(scene: Scene) -> None:
    page = scene.browser.get(scene.list_url).page
    assert len(page.select("li.check")) == 20
    assert page.select_one(".check-group h2").text == "Motive and direction"
    row = page.find(id=scene.item)
    assert row.select_one(".must") is not None
    assert "Evidence asked for:" in row.select_one("details.why").text
    assert page.select_one("#count-phase .num").text == "0 of 20 answered"
    assert page.find("a", rel="prev") is None
    assert page.find("a", rel="next")["href"].endswith("/phases/review")


def test_the_page_is_chinese_for_who_reads_chinese(make: Make, scene: Scene) -> None:
    reader = make.user("consultant", language="zh")
    make.member(scene.project, reader)
    text = make.browser(reader).get(scene.list_url).text
    assert "理念导入" in text
    assert "必答" in text
    assert "Evidence" not in text


def test_the_gate_is_one_link_away_with_what_is_left(scene: Scene) -> None:
    badge = scene.browser.get(scene.list_url).page.select_one(".phase-line a.badge")
    assert badge["href"] == f"{scene.list_url}/gate"
    left = int(badge.text.split()[0])
    assert left > 20
    scene.answer(state="done", note="minutes attached")
    assert "blockers left" in scene.browser.get(scene.list_url).page.select_one(".phase-line a.badge").text


def test_a_passed_gate_is_said(scene: Scene) -> None:
    with transaction():
        db.session.execute(
            update(ProjectPhase)
            .where(ProjectPhase.project_id == scene.project.id, ProjectPhase.phase == "concept")
            .values(state="passed", actual_end=date(2026, 2, 3))
        )
    badge = scene.browser.get(scene.list_url).page.select_one(".phase-line a.badge")
    assert badge.text.strip() == "Gate passed on 3 Feb 2026"


def test_the_list_can_be_narrowed(make: Make, scene: Scene) -> None:
    late = today("Asia/Shanghai") - timedelta(days=1)
    change(scene, scene.item, state="done")
    make.add(
        own(scene, 1, due=late), own(scene, 2, mandatory=True), own(scene, 3, assignee_id=scene.lead.id),
        own(scene, 4, owner_role="sponsor", evidence_required=True), own(scene, 5, question="Where is Zanzibar?"),
    )  # fmt: skip
    get = scene.list_url + "?show="
    assert scene.item not in shown(scene.browser, get + "open")
    assert "concept.own-1" in shown(scene.browser, get + "late")
    assert "concept.own-2" in shown(scene.browser, get + "mandatory")
    assert "concept.own-1" not in shown(scene.browser, get + "mandatory")
    assert "concept.own-3" in shown(scene.browser, get + "mine")
    assert "concept.own-4" not in shown(scene.browser, get + "mine")
    assert "concept.own-4" in shown(scene.browser, get + "unproven")
    assert "concept.own-4" in shown(scene.browser, scene.list_url + "?owner=sponsor")
    assert shown(scene.browser, scene.list_url + "?q=zanzibar") == ["concept.own-5"]
    assert shown(scene.browser, scene.list_url + "?show=nonsense&owner=nonsense")[0] == scene.item


def test_mine_is_what_my_role_owns_or_what_i_was_asked_for(make: Make, scene: Scene) -> None:
    pm = join(make, scene, "client-pm")
    make.add(
        own(scene, 1, owner_role="client-pm"), own(scene, 2, owner_role="client-pm", assignee_id=scene.lead.id),
        own(scene, 3, assignee_id=pm.id),
    )  # fmt: skip
    mine = shown(make.browser(pm), scene.list_url + "?show=mine")
    assert "concept.own-1" in mine
    assert "concept.own-2" not in mine
    assert "concept.own-3" in mine


def test_no_match_says_what_to_do(scene: Scene) -> None:
    answer = scene.browser.get(scene.list_url + "?q=qqqqqqq")
    assert "No item matches" in answer.text
    assert answer.page.select_one(".empty a")["href"] == scene.list_url


def test_counts_are_of_the_whole_group_whatever_is_shown(scene: Scene) -> None:
    change(scene, scene.item, state="done")
    page = scene.browser.get(scene.list_url + "?show=open").page
    assert page.select_one("#count-direction .num").text == "1/4"


def statements(app: Flask, browser: Browser, url: str) -> int:
    """How many queries a page costs."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN", "SET")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert browser.get(url).status == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


@pytest.mark.parametrize("path", ["", "/checklist.csv", "?show=late&q=question"])
def test_the_number_of_queries_does_not_grow_with_items(app: Flask, make: Make, scene: Scene, path: str) -> None:
    def with_evidence(first: int, last: int) -> None:
        make.add(*(own(scene, n, assignee_id=scene.lead.id) for n in range(first, last)))
        items = db.session.query(ChecklistItem).filter(ChecklistItem.own).all()
        make.add(
            *(
                Evidence(project_id=scene.project.id, item_id=i.id, kind="note", title="t", text="x", speaks_of=DAY)
                for i in items
            )
        )

    with_evidence(0, 5)
    few = statements(app, scene.browser, scene.list_url + path)
    with_evidence(5, 200)
    assert statements(app, scene.browser, scene.list_url + path) == few
    assert few <= 17


def test_an_items_page_costs_the_same_with_more_evidence_and_history(app: Flask, make: Make, scene: Scene) -> None:
    before = statements(app, scene.browser, scene.url)
    for number in range(8):
        scene.answer(state=("doing", "done")[number % 2], note=f"{number}", version=str(number + 1))
    row = scene.row()
    make.add(
        *(
            Evidence(project_id=scene.project.id, item_id=row.id, kind="note", title="t", text=f"{n}", speaks_of=DAY)
            for n in range(30)
        )
    )
    assert statements(app, scene.browser, scene.url) == before
    assert before <= 8


def test_kept_drawings_are_the_readers_own(make: Make, scene: Scene) -> None:
    """The same row for two people: each has their own token, language and rights in it."""
    lead = scene.browser.get(scene.list_url).page.find(id=scene.item)
    reader = join(make, scene, "sponsor")
    other = make.browser(reader).get(scene.list_url).page.find(id=scene.item)
    chinese = make.user("consultant", language="zh")
    make.member(scene.project, chinese)
    third = make.browser(chinese).get(scene.list_url).page.find(id=scene.item)
    tokens = {row.select_one("input[name=csrf_token]")["value"].split(".")[0] for row in (lead, other, third)}
    assert len(tokens) == 3
    assert other.select_one("textarea") is None
    assert "必答" in third.text
    assert drawing._TOKEN not in str(lead)


def test_kept_drawings_are_forgotten_when_there_are_too_many(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "KEPT", 30)
    for phase in ("concept", "review", "training"):
        assert len(shown(scene.browser, f"/projects/{scene.project.key}/phases/{phase}")) >= 15
    assert len(drawing._drawings) <= 30


def exported(scene: Scene) -> list[list[str]]:
    answer = scene.browser.get(scene.list_url + "/checklist.csv")
    assert answer.response.mimetype == "text/csv"
    return list(csv.reader(StringIO(answer.response.data.decode("utf-8-sig"))))


def test_the_export_holds_question_state_note_and_evidence(make: Make, scene: Scene) -> None:
    scene.answer(state="done", note="Agreed")
    row = scene.row()
    make.add(
        Evidence(project_id=scene.project.id, item_id=row.id, kind="note", title="Minutes", text="x", speaks_of=DAY),
        Evidence(project_id=scene.project.id, item_id=row.id, kind="note", title="Mail", text="x", speaks_of=DAY),
    )
    head, *rows = exported(scene)
    line = dict(zip(head, next(one for one in rows if one[-1] == scene.item), strict=True))
    assert len(rows) == 20
    assert (line["State"], line["Note"], line["Evidence"], line["Mandatory"]) == (
        "Done",
        "Agreed",
        "Minutes; Mail",
        "Yes",
    )
    assert line["Question"].startswith("Is the adoption motive recorded")


def test_x08_words_of_people_are_no_formulas_in_exports(make: Make, scene: Scene) -> None:
    scene.answer(state="doing", note='=HYPERLINK("http://x")')
    make.add(own(scene, 1, question="+cmd|' /C calc'!A0"))
    _head, *rows = exported(scene)
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    data = scene.browser.get(scene.list_url + "/checklist.xlsx").response.data
    sheet = ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert sheet.count(b"<row ") == 22
    assert b"<f>" not in sheet


def test_the_export_shows_what_the_page_shows(make: Make, scene: Scene) -> None:
    make.add(own(scene, 5, question="Where is Zanzibar?"))
    answer = scene.browser.get(scene.list_url + "/checklist.csv?q=zanzibar")
    assert answer.response.data.decode("utf-8-sig").count("\r\n") == 2
    assert scene.browser.get(scene.list_url + "/checklist.pdf").status == 404
    member = make.browser(join(make, scene, "client-member"))
    assert member.get(scene.list_url + "/checklist.csv").status == 403
