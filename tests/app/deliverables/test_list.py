"""The list of deliverables: by phase, filtered, exported; own ones added, planned, removed."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import event, select, update

from app.database import db
from app.deliverables.queries import find_deliverable, list_deliverables
from app.models import Deliverable, DeliverableVersion
from app.transactions import transaction
from tests.app.deliverables.conftest import CHARTER
from tests.conftest import Make


def rows(page: object) -> list[str]:
    return [link.get_text() for link in page.select("table.deliverables td.main a")]  # type: ignore[attr-defined]


def test_the_list_shows_every_deliverable_of_the_method_under_its_phase(house: SimpleNamespace, make: Make) -> None:
    page = make.browser(house.sponsor).get(f"/projects/{house.project.key}/deliverables").page
    listed = db.session.scalars(select(Deliverable.id).where(Deliverable.project_id == house.project.id)).all()
    assert len(rows(page)) == len(listed)
    assert rows(page)[0] == "Project charter"
    assert len(page.select("tr.group")) == 6


def test_the_list_speaks_chinese(house: SimpleNamespace, make: Make) -> None:
    reader = make.user("client-pm", house.client, language="zh")
    make.member(house.project, reader)
    page = make.browser(reader).get(f"/projects/{house.project.key}/deliverables")
    assert "项目章程" in page.text
    assert "Deliverable" not in page.text


def test_filters_narrow_the_list(house: SimpleNamespace, make: Make, handed_in: Callable[..., object]) -> None:
    handed_in("review")
    browser = make.browser(house.sponsor)
    base = f"/projects/{house.project.key}/deliverables"
    assert rows(browser.get(f"{base}?state=review").page) == ["Project charter"]
    assert rows(browser.get(f"{base}?q=RACI").page) == ["Team and RACI matrix"]
    assert len(browser.get(f"{base}?phase=golive").page.select("tr.group")) == 1
    assert "No deliverable fits" in browser.get(f"{base}?q=nothing-like-this").text


def test_an_overdue_deliverable_is_late_until_it_is_accepted(
    house: SimpleNamespace, make: Make, handed_in: Callable[..., object]
) -> None:
    with transaction():
        db.session.execute(update(Deliverable).where(Deliverable.deliverable == CHARTER).values(due=date(2026, 1, 6)))
    assert next(row for row in list_deliverables(house.project) if row.url.endswith(CHARTER)).late
    handed_in("accepted")
    assert not next(row for row in list_deliverables(house.project) if row.url.endswith(CHARTER)).late


def test_the_export_has_what_the_page_shows(
    house: SimpleNamespace, make: Make, handed_in: Callable[..., object]
) -> None:
    handed_in("accepted")
    browser = make.browser(house.sponsor)
    answer = browser.get(f"/projects/{house.project.key}/deliverables.csv?state=accepted")
    lines = answer.response.data.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("Concept introduction,Project charter,yes,Accepted,1,1,")
    assert browser.get(f"/projects/{house.project.key}/deliverables.xlsx").response.data[:2] == b"PK"
    assert browser.get(f"/projects/{house.project.key}/deliverables.pdf").status == 404


def test_an_own_deliverable_is_added_planned_and_removed(house: SimpleNamespace, make: Make) -> None:
    browser = make.browser(house.lead)
    base = f"/projects/{house.project.key}/deliverables"
    form = {"title": "Photo of the team", "phase": "training", "owner": house.consultant.key, "mandatory": "y"}
    answer = browser.post(f"{base}/new", form)
    assert answer.status == 303
    made = db.session.scalars(select(Deliverable).where(Deliverable.own)).one()
    assert (made.phase, made.mandatory, made.owner_id) == ("training", True, house.consultant.id)
    assert made.due is not None, "without a date it is due with its phase"
    edit = {"version": made.version, "title": "Two photos", "owner": "", "due": "2026-05-04"}
    assert browser.post(f"{base}/{made.deliverable}/edit", edit).status == 303
    db.session.expire_all()
    assert (made.title, made.owner_id, made.due, made.mandatory) == ("Two photos", None, date(2026, 5, 4), False)
    browser.post(f"{base}/{made.deliverable}/remove")
    assert db.session.scalars(select(Deliverable).where(Deliverable.own)).all() == []


def test_deliverables_of_the_method_stay(house: SimpleNamespace, make: Make) -> None:
    answer = make.browser(house.lead).post(f"{house.base}/remove")
    assert answer.status == 422
    assert find_deliverable(house.project, CHARTER).title == ""


def test_d07_a_stale_plan_is_refused_with_both_texts(house: SimpleNamespace, make: Make) -> None:
    browser = make.browser(house.lead)
    first = {"version": "1", "owner": house.lead.key, "due": "2026-02-02"}
    second = {"version": "1", "owner": house.consultant.key, "due": "2026-03-03"}
    assert browser.post(f"{house.base}/edit", first).status == 303
    answer = browser.post(f"{house.base}/edit", second)
    assert answer.status == 409
    for text in ("Lena Lead", "Carl Consultant", "2 Feb 2026", "3 Mar 2026"):
        assert text in answer.text


def test_t03_an_owner_from_elsewhere_is_refused(house: SimpleNamespace, make: Make) -> None:
    stranger = make.user("client-pm", make.client("Borealis Foods"))
    form = {"version": "1", "owner": stranger.key, "due": ""}
    answer = make.browser(house.lead).post(f"{house.base}/edit", form)
    assert answer.status == 422
    assert "Choose somebody of this project." in answer.text
    assert find_deliverable(house.project, CHARTER).owner_id is None


@pytest.mark.parametrize("role", ["sponsor", "pm", "member"])
def test_clients_plan_no_deliverables(house: SimpleNamespace, make: Make, role: str) -> None:
    browser = make.browser(getattr(house, role))
    assert browser.get(f"{house.base}/edit").status == 403
    assert browser.get(f"/projects/{house.project.key}/deliverables/new").status == 403


def test_the_list_asks_the_database_as_often_with_many_versions(
    app: Flask, house: SimpleNamespace, make: Make, handed_in: Callable[..., DeliverableVersion]
) -> None:
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda _c, _u, statement, *_rest: asked.append(statement))
    project = house.project

    def count() -> int:
        db.session.refresh(project)
        asked.clear()
        assert len(list_deliverables(project)) > 20
        return len(asked)

    few = count()
    for number in range(5):
        handed_in("accepted", b"version %d" % number)
    assert count() == few == 1
