"""Links that work once: the first administrator, invited people, new passwords; A17."""

import time_machine
from flask import Flask
from sqlalchemy import func, select

from app.accounts.actions import first_administrator_link
from app.config import Settings
from app.database import db
from app.models import AuditEvent, Client, Firm, Invitation, Membership, Project, User
from tests.conftest import PASSWORD, Answer, Browser, Make

NEW = "a lake of green ink"
VOID = "This link was used, withdrawn or has expired. Ask whoever sent it for a new one."
BASE_URL = "http://127.0.0.1:8000"
ME = {"name": "Bo Lind", "password": NEW, "again": NEW, "language": "en", "time_zone": "Europe/Stockholm"}


def first_link(app: Flask) -> str:
    """The path of the first administrator's link."""
    settings: Settings = app.extensions["settings"]
    link = first_administrator_link(settings)
    assert link is not None
    assert link.startswith(f"{BASE_URL}/invitations/")
    return link.removeprefix(BASE_URL)


def invite(browser: Browser, email: str, role: str, client: Client | None = None, **more: str) -> Answer:
    """Fill in the form that invites."""
    form = {"email": email, "role": role, "client": client.key if client else "", "language": "zh", **more}
    return browser.post("/people/invite", form)


def path_in(answer: Answer) -> str:
    """The path of the link that an answer shows."""
    field = answer.page.select_one("[data-handed]")
    assert field is not None, answer.text
    return field.get_text().removeprefix(BASE_URL)


def person(email: str) -> User:
    """The account with this address."""
    return db.session.scalars(select(User).where(User.email == email)).one()


def test_an_empty_installation_gives_a_link_for_its_first_administrator(app: Flask, make: Make) -> None:
    path, browser = first_link(app), make.browser()
    assert "Create the first administrator" in browser.get(path).text
    form = {**ME, "email": "Bo@Firm.example", "firm_name": "Lind & Partners"}
    assert browser.post(path, form).location == "/"
    made = person("bo@firm.example")
    assert (made.name, made.role, made.client_id, made.time_zone) == (
        "Bo Lind", "administrator", None, "Europe/Stockholm",
    )  # fmt: skip
    assert db.session.scalars(select(Firm.name)).all() == ["Lind & Partners"]
    assert browser.get("/people").status == 200
    assert first_administrator_link(app.extensions["settings"]) is None


def test_the_first_link_is_new_at_each_start_and_the_old_one_void(app: Flask, make: Make) -> None:
    old, new = first_link(app), first_link(app)
    assert old != new
    browser = make.browser()
    assert browser.get(old).status == 404
    assert browser.get(new).status == 200
    assert db.session.scalar(select(func.count()).select_from(Firm)) == 1


def test_the_first_administrators_password_does_not_name_the_firm(app: Flask, make: Make) -> None:
    form = {**ME, "email": "bo@firm.example", "firm_name": "Granite Partners"}
    form |= {"password": "the granite on the hill", "again": "the granite on the hill"}
    answer = make.browser().post(first_link(app), form)
    assert answer.status == 422
    assert "must not contain your name, your e-mail address or your firm" in answer.text
    field = answer.page.select_one("#firm_name")
    assert field is not None
    assert field["value"] == "Granite Partners"


def test_an_invited_person_gets_the_promised_role_and_nothing_else(app: Flask, make: Make) -> None:
    client = make.client()
    path = path_in(invite(make.browser(make.user("administrator")), "Wang@Client.example", "sponsor", client))
    browser = make.browser()
    forged = {**ME, "role": "administrator", "client_id": "", "email": "boss@client.example", "purpose": "password"}
    assert browser.post(path, forged).location == "/"
    made = person("wang@client.example")
    assert (made.role, made.client_id, made.name) == ("sponsor", client.id, "Bo Lind")
    assert db.session.scalar(select(func.count()).where(User.email == "boss@client.example")) == 0
    assert browser.get("/me").status == 200


def test_an_invitation_can_put_the_person_into_a_team(app: Flask, make: Make) -> None:
    client = make.client()
    project: Project = make.project(client)
    answer = invite(make.browser(make.user("director")), "w@c.example", "client-pm", client, project=project.key)
    make.browser().post(path_in(answer), ME)
    rows = db.session.execute(
        select(Membership.project_id, Membership.role).where(Membership.user_id == person("w@c.example").id)
    )
    assert [tuple(row) for row in rows] == [(project.id, "client-pm")]


def test_an_invitation_into_a_project_of_another_client_is_refused(app: Flask, make: Make) -> None:
    project, other = make.project(), make.client("Other")
    answer = invite(make.browser(make.user("director")), "w@c.example", "client-pm", other, project=project.key)
    assert answer.status == 422
    assert "The engagement belongs to another client." in answer.text
    unknown = invite(make.browser(make.user("director")), "w@c.example", "client-pm", other, project="nosuchkey2")
    assert unknown.status == 404


def test_a_link_works_once(app: Flask, make: Make) -> None:
    path = path_in(invite(make.browser(make.user("administrator")), "w@c.example", "lead"))
    assert make.browser().post(path, ME).status == 303
    again = make.browser().get(path)
    assert (again.status, VOID in again.text) == (404, True)
    assert make.browser().post(path, ME).status == 404


def test_a04_void_links_all_look_the_same(app: Flask, make: Make) -> None:
    browser, admin = make.browser(), make.browser(make.user("administrator"))
    used, revoked = path_in(invite(admin, "a@c.example", "lead")), path_in(invite(admin, "b@c.example", "lead"))
    browser.post(used, ME)
    key = db.session.scalars(select(Invitation.key).where(Invitation.email == "b@c.example")).one()
    assert admin.post(f"/people/invitations/{key}/revoke").status == 303
    answers = [make.browser().get(path) for path in (used, revoked, "/invitations/never-made")]
    assert {answer.status for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1


def test_an_invitation_ends_after_two_weeks(app: Flask, make: Make) -> None:
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False) as clock:
        path = path_in(invite(make.browser(make.user("administrator")), "w@c.example", "lead"))
        clock.move_to("2026-03-16T09:59:00Z")
        assert make.browser().get(path).status == 200
        clock.move_to("2026-03-16T10:01:00Z")
        assert make.browser().get(path).status == 404


def test_inviting_again_voids_the_link_before(app: Flask, make: Make) -> None:
    admin = make.browser(make.user("administrator"))
    old, new = (path_in(invite(admin, "w@c.example", "lead")) for _time in range(2))
    assert make.browser().get(old).status == 404
    assert make.browser().get(new).status == 200


def test_an_address_with_an_account_is_not_invited(app: Flask, make: Make) -> None:
    known = make.user("lead")
    answer = invite(make.browser(make.user("administrator")), known.email.upper(), "lead")
    assert answer.status == 422
    assert "Somebody with this e-mail address has an account already." in answer.text


def test_client_roles_want_a_client_and_roles_of_the_firm_none(app: Flask, make: Make) -> None:
    admin, client = make.browser(make.user("administrator")), make.client()
    without, with_ = invite(admin, "a@c.example", "sponsor"), invite(admin, "b@c.example", "lead", client)
    assert (without.status, with_.status) == (422, 422)
    assert "Choose the client that this person works for." in without.text
    assert "Roles of the firm have no client." in with_.text


def test_addresses_with_line_breaks_or_several_people_are_refused(app: Flask, make: Make) -> None:
    admin = make.browser(make.user("administrator"))
    for email in ("a@c.example\r\nBcc: b@d.example", "a@c.example, b@d.example", "a b@c.example", "a@c", "@c.example"):
        answer = invite(admin, email, "lead")
        assert answer.status == 422, email
    assert db.session.scalar(select(func.count()).select_from(Invitation)) == 0


def test_directors_invite_but_make_no_administrators(app: Flask, make: Make) -> None:
    director = make.browser(make.user("director"))
    assert invite(director, "a@c.example", "consultant").status == 200
    assert invite(director, "b@c.example", "administrator").status == 422
    options = [str(option["value"]) for option in director.get("/people/invite").page.select("#role option")]
    assert "administrator" not in options
    assert len(options) == 7


def test_only_who_manages_people_invites(app: Flask, make: Make) -> None:
    client = make.client()
    for user in (
        make.user("lead"),
        make.user("consultant"),
        make.user("sponsor", client),
        make.user("client-pm", client),
    ):
        browser = make.browser(user)
        assert browser.get("/people/invite").status == 404
        assert invite(browser, "a@c.example", "lead").status == 404


def test_the_secret_of_a_link_is_kept_nowhere(app: Flask, make: Make) -> None:
    path = path_in(invite(make.browser(make.user("administrator")), "w@c.example", "lead"))
    secret = path.rsplit("/", 1)[1]
    assert len(secret) >= 43
    rows = (
        db.session.execute(select(Invitation.__table__)).all() + db.session.execute(select(AuditEvent.__table__)).all()
    )
    assert secret not in repr(rows)


def test_a17_a_password_link_works_once_for_an_hour(app: Flask, make: Make) -> None:
    user, admin = make.user("lead"), make.user("administrator")
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False) as clock:
        path = path_in(make.browser(admin).post(f"/people/{user.key}/password-link"))
        clock.move_to("2026-03-02T11:00:30Z")
        assert make.browser().get(path).status == 404
        path = path_in(make.browser(admin).post(f"/people/{user.key}/password-link"))
        assert make.browser().post(path, {"password": NEW, "again": NEW}).location == "/sign-in"
        assert make.browser().post(path, {"password": NEW, "again": NEW}).status == 404
        assert make.browser().post("/sign-in", {"email": user.email, "password": NEW}).status == 303
        assert make.browser().post("/sign-in", {"email": user.email, "password": PASSWORD}).status == 422


def test_a17_a_password_link_is_void_after_a_change_of_password(app: Flask, make: Make) -> None:
    user = make.user("lead")
    path = path_in(make.browser(make.user("administrator")).post(f"/people/{user.key}/password-link"))
    changed = make.browser(user).post("/me/password", {"old": PASSWORD, "password": NEW, "again": NEW})
    assert changed.status == 303
    assert make.browser().get(path).status == 404


def test_a17_a_password_link_of_a_disabled_person_does_nothing(app: Flask, make: Make) -> None:
    user, admin = make.user("lead"), make.browser(make.user("administrator"))
    path = path_in(admin.post(f"/people/{user.key}/password-link"))
    admin.post(f"/people/{user.key}/disable")
    assert make.browser().post(path, {"password": NEW, "again": NEW}).status == 404
    assert admin.post(f"/people/{user.key}/password-link").status == 422


def test_a_password_link_makes_no_account_and_an_invitation_resets_no_password(app: Flask, make: Make) -> None:
    user = make.user("lead")
    path = path_in(make.browser(make.user("administrator")).post(f"/people/{user.key}/password-link"))
    before = db.session.scalar(select(func.count()).select_from(User))
    make.browser().post(path, ME)
    assert db.session.scalar(select(func.count()).select_from(User)) == before
    assert person(user.email).name == user.name
