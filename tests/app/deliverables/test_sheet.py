"""The plan of the deliverables in and out of spreadsheets; what was handed in and accepted is never touched by one."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from app.database import db
from app.deliverables.queries import find_deliverable
from app.models import Deliverable
from app.registers.sheets.spreadsheet import sheets_of_workbook
from tests.app.deliverables.conftest import CHARTER
from tests.conftest import Make
from tests.pasting import counts, shown

HEAD = "No.\tDeliverable\tPhase\tMandatory\tOwner\tDue"


def look(make: Make, house: SimpleNamespace, cells: str, **more: Any) -> Any:
    return make.browser(house.lead).post(f"/projects/{house.project.key}/deliverables/sheet", {"cells": cells, **more})


def accept(make: Make, house: SimpleNamespace, answer: Any) -> Any:
    return look(make, house, **shown(answer))


def own() -> list[Deliverable]:
    db.session.expire_all()
    return list(db.session.scalars(select(Deliverable).where(Deliverable.own.is_(True)).order_by(Deliverable.id)))


def test_own_deliverables_are_shown_before_they_are_added(house: SimpleNamespace, make: Make) -> None:
    table = f"{HEAD}\n\tPhoto of the team\tTraining\tyes\tCarl Consultant\t2026-09-01\n\tFilm\t系统上线\t\t\t\n"
    answer = look(make, house, table)
    assert counts(answer) == ["2", "0", "0", "0"]
    assert own() == []
    assert accept(make, house, answer).location == f"/projects/{house.project.key}/deliverables"
    photo, film = own()
    assert (photo.title, photo.phase, photo.mandatory, photo.due) == (
        "Photo of the team", "training", True, date(2026, 9, 1),
    )  # fmt: skip
    assert photo.owner_id == house.consultant.id
    assert (film.phase, film.mandatory, film.owner_id) == ("golive", False, None)
    assert film.due == find_deliverable(house.project, "golive.cutover-plan").due  # with the phase


def test_owner_and_day_of_the_methods_own_are_planned(house: SimpleNamespace, make: Make) -> None:
    answer = look(make, house, f"No.\tOwner\tDue\n{CHARTER}\tPia Manager\t2026-02-03\n")
    assert counts(answer) == ["0", "1", "0", "0"]
    accept(make, house, answer)
    db.session.expire_all()
    charter = find_deliverable(house.project, CHARTER)
    assert (charter.owner_id, charter.due) == (house.pm.id, date(2026, 2, 3))


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (f"{CHARTER}\tOur charter\tConcept introduction\tyes\t\t", "This deliverable belongs to the method"),
        (f"{CHARTER}\tProject charter\tTraining\tyes\t\t", "This deliverable belongs to the method"),
        (f"{CHARTER}\tProject charter\tConcept introduction\tno\t\t", "This deliverable belongs to the method"),
        ("\tPhoto\tParty\t\t\t", "Phase: “Party” is not one of"),
        ("\tPhoto\t\t\t\t", "Phase: Please fill this in."),
        ("\tPhoto\tTraining\t\tNobody Known\t", "Nobody on the page “Team” is called “Nobody Known”."),
        ("nothing.here\tPhoto\tTraining\t\t\t", "There is no row nothing.here."),
    ],
)
def test_what_a_page_would_refuse_is_refused(house: SimpleNamespace, make: Make, line: str, sentence: str) -> None:
    answer = look(make, house, f"{HEAD}\n{line}\n")
    assert counts(answer) == ["0", "0", "0", "1"]
    assert sentence in answer.text


def test_an_own_one_is_changed_and_stays_in_its_phase(house: SimpleNamespace, make: Make) -> None:
    accept(make, house, look(make, house, f"{HEAD}\n\tPhoto\tTraining\t\t\t2026-09-01\n"))
    (photo,) = own()
    moved = look(make, house, f"{HEAD}\n{photo.deliverable}\tPhoto\tGo-live\t\t\t\n")
    assert "A deliverable stays in its phase" in moved.text
    accept(make, house, look(make, house, f"{HEAD}\n{photo.deliverable}\tFilm\tTraining\tyes\t\t\n"))
    (film,) = own()
    assert (film.title, film.mandatory, film.due) == ("Film", True, None)


def test_the_workbook_comes_back_as_it_went_out_in_either_language(
    house: SimpleNamespace, make: Make, handed_in: Callable[..., object]
) -> None:
    handed_in("accepted")
    reader = make.user("consultant", language="zh")
    make.member(house.project, reader)
    address = f"/projects/{house.project.key}/deliverables"
    data = make.browser(reader).get(f"{address}/template.xlsx").response.data
    cells = sheets_of_workbook(data)[0].cells
    assert cells[0] == ["编号", "交付物 *", "阶段 *", "必交", "负责人", "截止日期"]
    assert cells[1][:3] == [CHARTER, "项目章程", "理念导入"]
    for browser in (make.browser(reader), make.browser(house.lead)):
        form = {"cells": "", "file": (io.BytesIO(data), "deliverables.xlsx")}
        answer = browser.post(f"{address}/sheet", form)
        assert counts(answer) == ["0", "0", str(len(cells) - 1), "0"]


def test_states_and_versions_are_not_read(house: SimpleNamespace, make: Make, handed_in: Callable[..., object]) -> None:
    handed_in("review")
    table = f"No.\tDeliverable\tState\tVersion\tAccepted version\n{CHARTER}\tProject charter\tAccepted\t1\t1\n"
    answer = look(make, house, table)
    assert counts(answer) == ["0", "0", "1", "0"]
    assert "Columns that are not read: State, Version, Accepted version." in answer.text


def test_the_export_can_be_uploaded_as_it_is(house: SimpleNamespace, make: Make) -> None:
    browser = make.browser(house.lead)
    data = browser.get(f"/projects/{house.project.key}/deliverables.csv").response.data
    answer = browser.post(
        f"/projects/{house.project.key}/deliverables/sheet", {"cells": "", "file": (io.BytesIO(data), "d.csv")}
    )
    listed = len(data.decode("utf-8-sig").splitlines()) - 1
    assert counts(answer) == ["0", "0", str(listed), "0"]


def test_only_who_plans_deliverables_brings_a_table(house: SimpleNamespace, make: Make) -> None:
    address = f"/projects/{house.project.key}/deliverables"
    for person, status in ((house.sponsor, 403), (house.pm, 403), (make.user("lead"), 404)):
        browser = make.browser(person)
        assert browser.get(f"{address}/sheet").status == status
        assert browser.get(f"{address}/template.xlsx").status == status
        assert browser.post(f"{address}/sheet", {"cells": HEAD}).status == status
    assert "Paste or upload" not in make.browser(house.sponsor).get(address).text
    assert "Paste or upload" in make.browser(house.lead).get(address).text


def test_the_workbook_shows_the_ids_whole(house: SimpleNamespace, make: Make) -> None:
    address = f"/projects/{house.project.key}/deliverables/template.xlsx"
    data = make.browser(house.lead).get(address).response.data
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    first = re.search(r'<col min="1" max="1" width="([0-9.]+)"', sheet)
    longest = max(len(row[0]) for row in sheets_of_workbook(data)[0].cells[1:])
    assert first is not None
    assert float(first[1]) > longest > len(CHARTER)
