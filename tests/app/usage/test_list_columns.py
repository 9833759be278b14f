"""Lists with headings that nobody knows: people say which column is which, see it, and are not asked again."""

import io
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from app.database import db
from app.files import path_of
from app.models import CrmFunction, LicensedUser, StoredFile, UsageMapping, UsageSource
from tests.conftest import Answer, Make

FOREIGN = (
    "Kennung,Aufgabe,Standort,Kostenstelle\nanna,Vertrieb,Berlin,4711\nben,Service,Hamburg,4712\n,Vertrieb,Berlin,1\n"
)
COLUMNS = {"user": "Kennung", "role": "Aufgabe", "department": "Standort"}


@pytest.fixture
def house(make: Make) -> SimpleNamespace:
    """A project with its lead; .url is its usage data."""
    lead, project = make.user("lead"), make.project()
    make.member(project, lead)
    return SimpleNamespace(project=project, lead=lead, browser=make.browser(lead), url=f"/projects/{project.key}/usage")


def upload(house: SimpleNamespace, content: str, kind: str = "users", **more: str) -> Answer:
    data = {kind: (io.BytesIO(content.encode()), f"{kind}.csv"), **more}
    return house.browser.post(f"{house.url}/{kind}", data, content_type="multipart/form-data")


def users() -> list[tuple[str, str, str]]:
    db.session.rollback()
    rows = db.session.scalars(select(LicensedUser).order_by(LicensedUser.user))
    return [(one.user, one.role, one.department) for one in rows]


def test_foreign_headings_are_named_seen_taken_and_kept_for_next_time(house: SimpleNamespace) -> None:
    url = upload(house, FOREIGN).location
    assert url.endswith("/columns")
    asked = house.browser.get(url).page
    assert [field["name"] for field in asked.select("form select")] == [
        "user", "role", "department", "region", "licence", "start", "end",
    ]  # fmt: skip
    assert "Kostenstelle" in asked.get_text()
    checked = house.browser.post(url, {**COLUMNS, "check": "yes"})
    table = checked.page.select_one("section[aria-labelledby=understood] table")
    cells = [[cell.get_text(strip=True) for cell in row.select("td")][:3] for row in table.select("tbody tr")]
    assert cells == [["anna", "Vertrieb", "Berlin"], ["ben", "Service", "Hamburg"]]
    assert "1 row is refused" in checked.text
    assert users() == []
    taken = house.browser.post(url, {**COLUMNS, "take": "yes"})
    assert taken.location.endswith("/changes")
    assert house.browser.post(taken.location.replace("/changes", "/apply")).status == 303
    assert users() == [("anna", "Vertrieb", "Berlin"), ("ben", "Service", "Hamburg")]
    again = upload(house, FOREIGN.replace("Service", "Leitung")).location
    assert again.endswith("/changes")
    assert house.browser.post(again.replace("/changes", "/apply")).status == 303
    assert users()[1] == ("ben", "Leitung", "Hamburg")
    saved = db.session.scalars(select(UsageMapping).where(UsageMapping.kind == "users")).one()
    assert {field: name for field, name in saved.mapping.items() if name} == COLUMNS


def test_groups_with_foreign_headings_are_asked_for_where_the_list_in_force_has_some(house: SimpleNamespace) -> None:
    first = upload(house, "user,role\nanna,rep\n").location
    assert house.browser.post(first.replace("/changes", "/apply")).status == 303
    url = upload(house, "user,Aufgabe,Standort\nanna,Vertrieb,Berlin\n").location
    assert url.endswith("/columns")
    taken = house.browser.post(url, {"user": "user", "role": "Aufgabe", "department": "Standort", "take": "yes"})
    assert house.browser.post(taken.location.replace("/changes", "/apply")).status == 303
    assert users() == [("anna", "Vertrieb", "Berlin")]


def test_headings_that_are_known_ask_nothing_and_can_be_chosen_otherwise(house: SimpleNamespace) -> None:
    url = upload(house, "user,role,team,unit\nanna,rep,East,Sales\n").location
    assert url.endswith("/changes")
    shown = house.browser.get(url).page
    (link,) = [one["href"] for one in shown.select("a.button") if one["href"].endswith("/columns")]
    answer = house.browser.post(link, {"user": "user", "role": "role", "department": "unit", "take": "yes"})
    assert house.browser.post(answer.location.replace("/changes", "/apply")).status == 303
    assert users() == [("anna", "rep", "Sales")]


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"role": "Aufgabe"}, "Choose the column of the names."),
        ({"user": "Kennung", "role": "Kennung"}, "Each field needs a column of its own."),
        ({"user": "no such column"}, "Choose the column of the names."),
        ({"user": "Kennung", "start": "Standort"}, "No row of the list could be accepted"),
    ],
)
def test_columns_that_make_no_list_are_refused_and_stay_chosen(
    house: SimpleNamespace, chosen: dict[str, str], sentence: str
) -> None:
    url = upload(house, FOREIGN).location
    answer = house.browser.post(url, {**chosen, "take": "yes"})
    assert (answer.status, sentence in answer.text) == (422, True)
    for name, column in chosen.items():
        option = answer.page.select_one(f"select[name={name}] option[selected]")
        assert column == "no such column" or option["value"] == column
    assert db.session.scalars(select(UsageMapping)).all() == []


def test_names_become_codes_once_the_columns_are_known(house: SimpleNamespace) -> None:
    url = upload(house, FOREIGN, pseudonyms="y").location
    assert url.endswith("/columns")
    (before,) = db.session.scalars(select(StoredFile.digest))
    answer = house.browser.post(url, {**COLUMNS, "take": "yes"})
    assert answer.location.endswith("/changes")
    db.session.expire_all()
    (after,) = db.session.scalars(select(StoredFile.digest))
    assert not path_of(before).exists()
    kept = path_of(after).read_text(encoding="utf-8")
    assert "anna" not in kept
    assert "Vertrieb" in kept
    assert "4711" not in kept
    source = db.session.scalars(select(UsageSource)).one()
    assert (source.original_digest, source.pseudonyms) == (before, True)
    assert house.browser.post(answer.location.replace("/changes", "/apply")).status == 303
    assert [row[1:] for row in users()] != []
    assert all(row[0] not in ("anna", "ben") for row in users())
    assert house.browser.get(url).status == 303


def test_functions_too(house: SimpleNamespace) -> None:
    url = upload(house, "Maske,Gebiet,Premium\nAngebote,Verkauf,ja\n", kind="functions").location
    assert url.endswith("/columns")
    answer = house.browser.post(url, {"function": "Maske", "area": "Gebiet", "take": "yes"})
    assert house.browser.post(answer.location.replace("/changes", "/apply")).status == 303
    assert [(one.function, one.area) for one in db.session.scalars(select(CrmFunction))] == [("Angebote", "Verkauf")]


def test_strangers_name_no_columns(house: SimpleNamespace, make: Make) -> None:
    url = upload(house, FOREIGN).location
    assert make.browser(make.user("lead")).get(url).status == 404
    other = make.project()
    make.member(other, house.lead)
    assert house.browser.get(url.replace(house.project.key, other.key)).status == 404
