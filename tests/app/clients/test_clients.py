"""Clients: added and changed by who may, seen by who works for them or with them, strangers to each other."""

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from app.clock import now
from app.database import db
from app.models import AuditEvent, Client, Invitation, User
from tests.conftest import Browser, Make

FORM = {
    "name": "Borealis Foods", "industry": "Food", "country": "SE", "time_zone": "Europe/Stockholm", "note": "Careful.",
}  # fmt: skip


def names(browser: Browser, query: str = "") -> list[str]:
    """The clients in the list, in order."""
    return [str(link.string) for link in browser.get(f"/clients{query}").page.select("th.main a")]


def drawn(browser: Browser, url: str) -> dict[str, str]:
    """What the page's form would send if nothing were typed."""
    form = browser.get(url).page.select_one("main form.form")
    assert form is not None
    fields = {str(field["name"]): str(field.get("value", "")) for field in form.select("input[name]")}
    for choice in form.select("select"):
        option = choice.select_one("option[selected]") or choice.option
        fields[str(choice["name"])] = str(option["value"]) if option else ""
    return fields | {str(text["name"]): text.get_text().strip() for text in form.select("textarea")}


def test_a_client_is_added(app: Flask, make: Make) -> None:
    answer = make.browser(make.user("lead")).post("/clients/new", FORM)
    added = db.session.scalars(select(Client)).one()
    assert (answer.status, answer.location) == (303, f"/clients/{added.key}")
    assert {name: getattr(added, name) for name in FORM} == FORM
    assert db.session.scalars(select(AuditEvent.verb)).all() == ["client.added"]


def test_the_forms_work_as_they_are_drawn(app: Flask, make: Make) -> None:
    browser = make.browser(make.user("lead"))
    assert browser.post("/clients/new", {**drawn(browser, "/clients/new"), "name": "Borealis"}).status == 303
    url = f"/clients/{db.session.scalars(select(Client.key)).one()}/edit"
    assert browser.post(url, {**drawn(browser, url), "industry": "Food"}).status == 303
    assert db.session.execute(select(Client.name, Client.industry, Client.country)).one() == ("Borealis", "Food", "CN")


def test_names_are_given_once_whatever_their_case(app: Flask, make: Make) -> None:
    make.client("Borealis Foods")
    answer = make.browser(make.user("lead")).post("/clients/new", {**FORM, "name": "BOREALIS foods"})
    assert answer.status == 422
    assert "There is a client called “BOREALIS foods” already." in answer.text
    note = answer.page.select_one("#note")
    assert note is not None
    assert note.get_text(strip=True) == "Careful."


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "}, {"name": "x" * 201}, {"name": "A\nB"}, {"country": "XX"}, {"time_zone": "Mars"},
        {"note": "x" * 10_001},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(app: Flask, make: Make, wrong: dict[str, str]) -> None:
    answer = make.browser(make.user("lead")).post("/clients/new", {**FORM, **wrong})
    assert answer.status == 422
    assert db.session.scalar(select(func.count()).select_from(Client)) == 0


def test_a_client_is_changed(app: Flask, make: Make) -> None:
    client = make.client("Aurora")
    browser = make.browser(make.user("administrator"))
    answer = browser.post(f"/clients/{client.key}/edit", {**FORM, "version": 1})
    assert answer.location == f"/clients/{client.key}"
    changed = db.session.scalars(select(Client).execution_options(populate_existing=True)).one()
    assert {name: getattr(changed, name) for name in FORM} == FORM
    assert changed.version == 2


def test_d07_a_stale_change_is_a_conflict_that_shows_both(app: Flask, make: Make) -> None:
    client = make.client("Aurora")
    first, second = make.browser(make.user("lead")), make.browser(make.user("director"))
    first.post(f"/clients/{client.key}/edit", {**FORM, "note": "What the first wrote", "version": 1})
    answer = second.post(f"/clients/{client.key}/edit", {**FORM, "note": "What the second wrote", "version": 1})
    assert answer.status == 409
    assert "What the first wrote" in answer.text
    assert "What the second wrote" in answer.text
    assert db.session.scalar(select(Client.note)) == "What the first wrote"


def test_who_may_not_manage_clients_changes_nothing(app: Flask, make: Make) -> None:
    client = make.client("Aurora")
    for user in (make.user("consultant"), make.user("sponsor", client), make.user("client-pm", client)):
        browser = make.browser(user)
        assert browser.post("/clients/new", FORM).status == 404
        assert browser.post(f"/clients/{client.key}/edit", {**FORM, "version": 1}).status == 404
    assert db.session.scalars(select(Client.name)).all() == ["Aurora"]


def test_t02_people_of_a_client_see_their_own_company_only(app: Flask, make: Make) -> None:
    own, other = make.client("Aurora"), make.client("Borealis")
    make.project(other, name="Secret of Borealis")
    for role in ("sponsor", "executive", "client-pm", "client-member"):
        browser = make.browser(make.user(role, own))
        assert names(browser) == ["Aurora"]
        assert browser.get(f"/clients/{own.key}").status == 200
        for url in (f"/clients/{other.key}", f"/clients/{other.key}/edit", "/clients/nosuchkey2"):
            assert browser.get(url).status == 404
        assert names(browser, "?q=borealis") == []


def test_consultants_see_the_clients_of_their_projects(app: Flask, make: Make) -> None:
    own, other = make.client("Aurora"), make.client("Borealis")
    mine, _theirs = make.project(own, name="Mine"), make.project(own, name="Not mine")
    consultant = make.user("consultant")
    make.member(mine, consultant)
    inside, outside = make.user("sponsor", own, name="In The Team"), make.user("executive", own, name="Not Met")
    make.member(mine, inside)
    browser = make.browser(consultant)
    assert names(browser) == ["Aurora"]
    text = browser.get(f"/clients/{own.key}").text
    assert "Mine" in text
    assert "Not mine" not in text
    assert inside.name in text
    assert outside.name not in text
    assert browser.get(f"/clients/{other.key}").status == 404


def test_the_list_counts_visible_engagements(app: Flask, make: Make) -> None:
    client = make.client("Aurora")
    make.project(client)
    make.project(client)
    page = make.browser(make.user("director")).get("/clients").page
    cells = [cell.get_text(strip=True) for cell in page.select("tbody td.num")]
    assert cells == ["2", "2"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Aurora", "Borealis", "Corona 50%"]),
        ("?sort=-name", ["Corona 50%", "Borealis", "Aurora"]),
        ("?sort=-engagements", ["Borealis", "Aurora", "Corona 50%"]),
        ("?q=food", ["Borealis"]),
        ("?q=50%25", ["Corona 50%"]),
        ("?q=_", []),
    ],
)
def test_the_list_is_searched_and_sorted(app: Flask, make: Make, query: str, found: list[str]) -> None:
    make.client("Aurora")
    make.project(make.client("Borealis", industry="Food"))
    make.client("Corona 50%")
    assert names(make.browser(make.user("director")), query) == found


def test_the_list_asks_the_database_as_often_for_many_as_for_few(app: Flask, make: Make) -> None:
    browser = make.browser(make.user("director"))
    make.client("First")
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    browser.get("/clients")
    few = len(statements)
    make.add(*(Client(name=f"Client {number}") for number in range(40)))
    statements.clear()
    browser.get("/clients")
    assert len(statements) == few


def test_the_firms_note_stays_in_the_firm(app: Flask, make: Make) -> None:
    client = make.client("Aurora", note="Their board is divided.")
    assert "Their board is divided." in make.browser(make.user("lead")).get(f"/clients/{client.key}").text
    sponsor: User = make.user("sponsor", client)
    assert "Their board is divided." not in make.browser(sponsor).get(f"/clients/{client.key}").text


def test_the_button_that_invites_is_for_who_may(app: Flask, make: Make) -> None:
    client = make.client("Aurora")
    way = f'a[href^="/people/invite?client={client.key}"]'
    assert make.browser(make.user("director")).get(f"/clients/{client.key}").page.select_one(way) is not None
    assert make.browser(make.user("lead")).get(f"/clients/{client.key}").page.select_one(way) is None


def test_a_page_says_that_nobody_can_sign_in_only_to_who_sees_all_people(app: Flask, make: Make) -> None:
    client = make.client()
    make.user("sponsor", client)
    told = make.browser(make.user("lead")).get(f"/clients/{client.key}").text
    assert "Nobody of this client can sign in yet." not in told
    assert "People of this client stand here once they are on the team of an engagement that you see." in told
    empty = make.client("Kestrel Bearings")
    told = make.browser(make.user("administrator")).get(f"/clients/{empty.key}").text
    assert "Nobody of this client can sign in yet." in told


def test_a_client_added_by_mistake_is_removed_with_its_invitations(app: Flask, make: Make) -> None:
    client, other = make.client("Borealis Fods"), make.client("Borealis Foods")
    for place, one in enumerate((client, other)):
        make.add(
            Invitation(purpose="person", role="client-pm", client_id=one.id, token_hash=str(place), expires_at=now())
        )
    browser, key, kept = make.browser(make.user("lead")), client.key, other.id
    page = browser.get(f"/clients/{key}").page
    form = page.select_one(f"form[action='/clients/{key}/remove']")
    assert form is not None
    assert form["data-confirm"] == "Remove “Borealis Fods”? Invitations that are open end with it."
    answer = browser.post(str(form["action"]))
    assert (answer.status, answer.location) == (303, "/clients")
    assert "“Borealis Fods” is removed." in browser.get("/clients").text
    assert db.session.scalars(select(Client.name)).all() == ["Borealis Foods"]
    assert db.session.scalars(select(Invitation.client_id)).all() == [kept]
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "client.removed")).one()
    assert (event.about, event.data["name"]) == (key, "Borealis Fods")
    assert browser.post(f"/clients/{key}/remove").status == 404


@pytest.mark.parametrize("of", ["engagement", "person"])
def test_a_client_with_engagements_or_people_stays(app: Flask, make: Make, of: str) -> None:
    """An engagement counts although this lead is not on its team and does not see it."""
    client = make.client("Borealis Foods")
    if of == "engagement":
        make.project(client)
    else:
        make.user("sponsor", client)
    browser = make.browser(make.user("lead"))
    assert browser.get(f"/clients/{client.key}").page.select("form[action$='/remove']") == []
    assert browser.post(f"/clients/{client.key}/remove").location == f"/clients/{client.key}"
    assert "“Borealis Foods” has engagements or people, so it stays." in browser.get("/clients").text
    assert db.session.scalars(select(Client.name)).all() == ["Borealis Foods"]


def test_only_who_manages_clients_removes_one(app: Flask, make: Make) -> None:
    client = make.client("Borealis Foods")
    assert make.browser(make.user("consultant")).post(f"/clients/{client.key}/remove").status in (403, 404)
    assert db.session.scalars(select(Client.name)).all() == ["Borealis Foods"]
