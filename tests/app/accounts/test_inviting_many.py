"""A list of the client's people is invited at once: seen first, each with a link of their own that is shown once."""

import io
from typing import Any

import pytest
from flask import Flask

from app.accounts.people_sheet import MOST
from app.models import RefusedTable
from app.registers.sheets.spreadsheet import sheets_of_workbook
from tests.app.accounts.test_inviting_clients import NEW, Scene, waiting
from tests.conftest import Answer, Make
from tests.pasting import counts, shown

HEAD = "E-mail\tName\tRole\tLanguage"
GOOD = f"{HEAD}\nMei@Aurora.example\tMei\tClient sponsor\t\nbo@aurora.example\tBo\t客户项目经理\tEnglish\n"
BASE_URL = "http://127.0.0.1:8000"


@pytest.fixture
def scene(app: Flask, make: Make) -> Scene:
    """The scene."""
    return Scene(make)


def look(scene: Scene, cells: str, **more: Any) -> Answer:
    return scene.browser.post(f"{scene.url}/invite/sheet", {"cells": cells, **more})


def accept(scene: Scene, answer: Answer) -> Answer:
    return look(scene, **shown(answer))


def links(answer: Answer) -> dict[str, str]:
    rows = answer.page.select("main tbody tr")
    return {row.td.contents[0]: row.code.get_text().removeprefix(BASE_URL) for row in rows}  # type: ignore


def test_nobody_is_invited_before_the_list_was_seen(scene: Scene) -> None:
    answer = look(scene, GOOD)
    assert counts(answer) == ["2", "0", "0", "0"]
    assert waiting() == []
    made = accept(scene, answer)
    assert made.status == 200
    assert "2 invitations were made." in made.text
    assert [(one.email, one.name, one.role, one.language) for one in waiting()] == [
        ("mei@aurora.example", "Mei", "sponsor", "zh"),  # the project's country speaks Chinese
        ("bo@aurora.example", "Bo", "client-pm", "en"),
    ]
    assert {one.project_id for one in waiting()} == {scene.project.id}
    assert {one.client_id for one in waiting()} == {scene.aurora.id}


def test_each_link_brings_its_person_into_the_team(scene: Scene, make: Make) -> None:
    found = links(accept(scene, look(scene, GOOD)))
    assert sorted(found) == ["bo@aurora.example", "mei@aurora.example"]
    visitor = make.browser()
    form = {"name": "Bo", "password": NEW, "again": NEW, "language": "en", "time_zone": "Asia/Shanghai"}
    assert visitor.post(found["bo@aurora.example"], form).status == 303
    assert [one.email for one in waiting()] == ["mei@aurora.example"]
    assert "Bo" in scene.browser.get(scene.url).text


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("mei\tMei\tClient sponsor\t", "Write one e-mail address, such as name@example.com."),
        ("mei@aurora.example\tMei\tPractice director\t", "Role: “Practice director” is not one of"),
        ("mei@aurora.example\tMei\tAdministrator\t", "Role: “Administrator” is not one of"),
        ("mei@aurora.example\tMei\t\t", "Role: Please fill this in."),
        ("mei@aurora.example\tMei\tClient sponsor\tKlingon", "Language: “Klingon” is not one of"),
    ],
)
def test_a_line_that_invites_nobody_is_refused(scene: Scene, line: str, sentence: str) -> None:
    answer = look(scene, f"{HEAD}\n{line}\n")
    assert counts(answer) == ["0", "0", "0", "1"]
    assert sentence in answer.text


def test_nobody_is_invited_twice(scene: Scene) -> None:
    twice = look(scene, f"{GOOD}MEI@aurora.example\tMei\tClient sponsor\t\n")
    assert counts(twice) == ["2", "0", "0", "1"]
    accept(scene, look(scene, GOOD))
    secrets = {one.token_hash for one in waiting()}
    again = look(scene, GOOD)
    assert "invited already" in again.text
    assert counts(again)[0] == "0"
    assert {one.token_hash for one in waiting()} == secrets  # the links that were sent still work


def test_the_preview_does_not_tell_who_has_an_account_elsewhere(scene: Scene, make: Make) -> None:
    known = make.user("sponsor", scene.borealis)
    answer = look(scene, f"{GOOD}{known.email}\tX\tClient sponsor\t\n")
    assert counts(answer) == ["3", "0", "0", "0"]
    made = accept(scene, answer)
    assert "Could not be invited" in made.text
    assert f"{known.email} – This address has an account or another invitation already." in made.text
    assert len(links(made)) == 2


def test_more_than_fifty_at_once_are_refused_and_nothing_is_lost(scene: Scene) -> None:
    lines = "".join(f"p{number}@aurora.example\t\tClient member\t\n" for number in range(MOST + 1))
    answer = accept(scene, look(scene, f"{HEAD}\n{lines}"))
    assert answer.status == 422
    assert "At most 50 people are invited at once." in answer.text
    assert "p50@aurora.example" in answer.text
    assert waiting() == []


def test_links_are_not_kept_anywhere(scene: Scene) -> None:
    made = accept(scene, look(scene, f"{GOOD}x\tX\tClient sponsor\t\n"))
    found = links(made)
    assert "1 line of a table was refused and waits for you" in made.text
    token = next(iter(found.values())).rpartition("/")[2]
    assert token not in scene.browser.get(f"{scene.url}/invite").text
    (kept,) = RefusedTable.query.all()  # type: ignore[attr-defined]
    assert token not in str(kept.cells)
    assert [line[0] for line in kept.cells] == ["E-mail", "x"]


def test_the_workbook_holds_who_is_invited_and_comes_back_unchanged(scene: Scene) -> None:
    accept(scene, look(scene, GOOD))
    data = scene.browser.get(f"{scene.url}/invite/template.xlsx").response.data
    cells = sheets_of_workbook(data)[0].cells
    assert cells[0] == ["No.", "E-mail *", "Name", "Role *", "Language"]
    answer = scene.browser.post(f"{scene.url}/invite/sheet", {"cells": "", "file": (io.BytesIO(data), "people.xlsx")})
    assert counts(answer) == ["0", "0", "2", "0"]


def test_only_who_may_invite_brings_a_list(scene: Scene, make: Make) -> None:
    consultant = make.user("consultant")
    make.member(scene.project, consultant)
    for person, status in ((consultant, 403), (make.user("lead"), 404)):
        browser = make.browser(person)
        assert browser.get(f"{scene.url}/invite/sheet").status == status
        assert browser.get(f"{scene.url}/invite/template.xlsx").status == status
        assert browser.post(f"{scene.url}/invite/sheet", {"cells": GOOD}).status == status
    assert waiting() == []
