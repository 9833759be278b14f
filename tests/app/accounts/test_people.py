"""The people of an installation: the list, roles, disabling; nobody rises above themselves."""

import csv
import io

import pytest
from flask import Flask
from sqlalchemy import event, select

from app.clock import now
from app.database import db
from app.models import AuditEvent, User
from tests.conftest import Browser, Make


def role_of(user: User) -> str | None:
    """The role as the database has it."""
    return db.session.scalar(select(User.role).where(User.id == user.id))


def is_disabled(user: User) -> bool:
    """Whether the account is disabled."""
    return db.session.scalar(select(User.disabled_at).where(User.id == user.id)) is not None


def names(browser: Browser, query: str = "") -> list[str]:
    """The names in the list, in order."""
    return [
        str(cell.a.string) for cell in browser.get(f"/people{query}").page.select("main table")[0].select("th.main")
    ]


@pytest.fixture
def admin(make: Make) -> Browser:
    """An administrator's browser, with Ada, Bo and Cai in the list beside them."""
    client = make.client("Aurora Instruments")
    make.user("lead", name="Ada Brook", job_title="Partner")
    make.user("sponsor", client, name="Bo Lind")
    make.user("client-pm", client, name="Cai 100% Ltd", disabled_at=now())
    return make.browser(make.user("administrator", name="Zoe Admin"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Ada Brook", "Bo Lind", "Cai 100% Ltd", "Zoe Admin"]),
        ("?sort=-name", ["Zoe Admin", "Cai 100% Ltd", "Bo Lind", "Ada Brook"]),
        ("?q=aurora", ["Bo Lind", "Cai 100% Ltd"]),
        ("?q=partner+brook", ["Ada Brook"]),
        ("?q=100%25", ["Cai 100% Ltd"]),
        ("?side=firm", ["Ada Brook", "Zoe Admin"]),
        ("?side=client&state=active", ["Bo Lind"]),
        ("?state=disabled", ["Cai 100% Ltd"]),
        ("?role=sponsor", ["Bo Lind"]),
        ("?sort=no-such-column&side=nonsense&page=99", ["Ada Brook", "Bo Lind", "Cai 100% Ltd", "Zoe Admin"]),
    ],
)
def test_the_list_is_searched_filtered_and_sorted(app: Flask, admin: Browser, query: str, found: list[str]) -> None:
    assert names(admin, query) == found


def test_the_list_says_when_nobody_fits(app: Flask, admin: Browser) -> None:
    assert "Nobody fits" in admin.get("/people?q=nobody-of-this-name").text


def test_the_export_holds_what_the_page_shows_and_no_formula(app: Flask, make: Make, admin: Browser) -> None:
    make.user("consultant", name='=HYPERLINK("https://evil.example")')
    text = admin.get("/people.csv?side=firm&sort=-name").response.data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["Name", "E-mail", "Job title", "Role", "Client", "State", "Last seen"]
    assert sorted(row[0] for row in rows[1:]) == ['\'=HYPERLINK("https://evil.example")', "Ada Brook", "Zoe Admin"]
    assert {row[3] for row in rows[1:]} == {"Consultant", "Lead consultant", "Administrator"}
    assert admin.get("/people.pdf").status == 404


def test_the_list_asks_the_database_as_often_for_many_as_for_few(app: Flask, make: Make, admin: Browser) -> None:
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    admin.get("/people")
    few = len(statements)
    for _person in range(40):
        make.user("consultant")
    statements.clear()
    admin.get("/people")
    assert len(statements) == few


def test_only_who_manages_people_sees_them(app: Flask, make: Make) -> None:
    client = make.client()
    someone = make.user("consultant")
    for user in (
        make.user("lead"),
        make.user("consultant"),
        make.user("sponsor", client),
        make.user("executive", client),
    ):
        browser = make.browser(user)
        for url in ("/people", "/people.csv", f"/people/{someone.key}"):
            assert browser.get(url).status == 404


def test_a_role_changes_on_the_persons_side_only(app: Flask, make: Make, admin: Browser) -> None:
    lead, sponsor = make.user("lead"), make.user("sponsor", make.client("Borealis"))
    assert admin.post(f"/people/{lead.key}/role", {"role": "consultant", "version": 1}).status == 303
    assert role_of(lead) == "consultant"
    for user, role in ((sponsor, "lead"), (lead, "sponsor"), (lead, "no-such-role")):
        assert admin.post(f"/people/{user.key}/role", {"role": role, "version": 2}).status == 422
    assert (role_of(lead), role_of(sponsor)) == ("consultant", "sponsor")


def test_a_stale_change_of_role_is_a_conflict(app: Flask, make: Make, admin: Browser) -> None:
    lead = make.user("lead")
    assert admin.post(f"/people/{lead.key}/role", {"role": "consultant", "version": 1}).status == 303
    assert admin.post(f"/people/{lead.key}/role", {"role": "director", "version": 1}).status == 409
    assert role_of(lead) == "consultant"


def test_directors_have_no_hold_on_administrators(app: Flask, make: Make) -> None:
    chief, lead = make.user("administrator"), make.user("lead")
    director = make.browser(make.user("director"))
    for act in ("disable", "password-link"):
        assert director.post(f"/people/{chief.key}/{act}").status == 422
    assert director.post(f"/people/{chief.key}/role", {"role": "lead", "version": 1}).status == 422
    assert director.post(f"/people/{lead.key}/role", {"role": "administrator", "version": 1}).status == 422
    assert (role_of(chief), role_of(lead), is_disabled(chief)) == ("administrator", "lead", False)


@pytest.mark.parametrize("role", ["administrator", "director"])
def test_nobody_changes_or_disables_themselves(app: Flask, make: Make, role: str) -> None:
    make.user("administrator")
    user = make.user(role)
    browser = make.browser(user)
    assert browser.post(f"/people/{user.key}/disable").status == 422
    assert browser.post(f"/people/{user.key}/password-link").status == 422
    assert browser.post(f"/people/{user.key}/role", {"role": "lead", "version": 1}).status == 422
    assert (role_of(user), is_disabled(user)) == (role, False)


def test_the_last_administrator_stays(app: Flask, make: Make) -> None:
    from app.accounts.actions import change_role, disable_person
    from app.errors import Refused
    from app.transactions import transaction

    last = make.user("administrator")
    make.user("administrator", disabled_at=now())
    with app.test_request_context():
        with pytest.raises(Refused, match="last administrator"), transaction():
            disable_person(user=last, by=None)
        with pytest.raises(Refused, match="last administrator"), transaction():
            change_role(user=last, role="lead", version=1, by=None)
    make.user("administrator")
    with app.test_request_context(), transaction():
        disable_person(user=db.session.get_one(User, last.id), by=None)
    assert is_disabled(last)


def test_disabling_shuts_out_and_enabling_lets_in(app: Flask, make: Make, admin: Browser) -> None:
    lead = make.user("lead")
    assert admin.post(f"/people/{lead.key}/disable").status == 303
    assert is_disabled(lead)
    assert "Disabled" in admin.get(f"/people/{lead.key}").text
    assert admin.post(f"/people/{lead.key}/enable").status == 303
    assert not is_disabled(lead)


def test_the_page_of_a_person_names_their_engagements(app: Flask, make: Make, admin: Browser) -> None:
    lead = make.user("lead")
    project = make.project(make.client("Borealis"), name="Rollout North")
    make.member(project, lead)
    page = admin.get(f"/people/{lead.key}").page
    link = page.select_one(f'a[href="/projects/{project.key}"]')
    assert link is not None
    assert "Rollout North · Borealis · Lead consultant" in " ".join(link.parent.get_text().split())  # type: ignore[union-attr]


def test_the_role_that_a_person_has_is_no_change(make: Make, admin: Browser) -> None:
    lead = make.user("lead")
    assert admin.post(f"/people/{lead.key}/role", {"role": "lead", "version": 1}).status == 303
    said = db.session.scalars(select(AuditEvent.verb).where(AuditEvent.about == lead.key)).all()
    assert "person.role-changed" not in said
    assert admin.post(f"/people/{lead.key}/role", {"role": "consultant", "version": 1}).status == 303
    said = db.session.scalars(select(AuditEvent.verb).where(AuditEvent.about == lead.key)).all()
    assert said.count("person.role-changed") == 1
