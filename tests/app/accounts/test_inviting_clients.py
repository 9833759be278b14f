"""A lead consultant invites the client's people into the team of an engagement they lead, and nobody else."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import FIRM_ROLES, ROLE_WORDS, Client, Invitation, Membership, Project, User
from tests.conftest import Answer, Browser, Make

NEW = "a lake of green ink"
BASE_URL = "http://127.0.0.1:8000"


class Scene:
    """Two clients with an engagement each; the lead leads the first."""

    def __init__(self, make: Make) -> None:
        self.aurora: Client = make.client("Aurora")
        self.borealis: Client = make.client("Borealis")
        self.project: Project = make.project(self.aurora, name="Rollout")
        self.other: Project = make.project(self.borealis, name="Elsewhere")
        self.lead: User = make.user("lead")
        make.member(self.project, self.lead)
        self.browser: Browser = make.browser(self.lead)
        self.url = f"/projects/{self.project.key}/people"

    def invite(self, browser: Browser | None = None, email: str = "mei@aurora.example", **fields: str) -> Answer:
        """Fill in the form."""
        form = {"email": email, "name": "Mei", "role": "client-pm", "language": "en", **fields}
        return (browser or self.browser).post(self.url + "/invite", form)


@pytest.fixture
def scene(app: Flask, make: Make) -> Scene:
    """The scene."""
    return Scene(make)


def path_in(answer: Answer) -> str:
    """The path of the link that an answer shows."""
    field = answer.page.select_one("[data-handed]")
    assert field is not None, answer.text
    return field.get_text().removeprefix(BASE_URL)


def waiting() -> list[Invitation]:
    """The invitations that can still be used."""
    query = select(Invitation).where(Invitation.revoked_at.is_(None), Invitation.used_at.is_(None))
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def accept(make: Make, path: str) -> Answer:
    """Follow a link and make the account."""
    return make.browser().post(
        path, {"name": "Mei", "password": NEW, "again": NEW, "language": "en", "time_zone": "UTC"}
    )


def test_a_lead_finds_the_way_from_the_team_page(scene: Scene) -> None:
    link = scene.browser.get(scene.url).page.select_one(f'a[href="{scene.url}/invite"]')
    assert link is not None
    page = scene.browser.get(scene.url + "/invite").page
    offered = [option["value"] for option in page.select("select[name=role] option")]
    assert offered == ["sponsor", "executive", "client-pm", "client-member"]


def test_who_accepts_is_of_the_client_and_in_the_team(make: Make, scene: Scene) -> None:
    path = path_in(scene.invite(role="sponsor"))
    assert accept(make, path).status == 303
    user = db.session.scalars(select(User).where(User.email == "mei@aurora.example")).one()
    assert (user.role, user.client_id) == ("sponsor", scene.aurora.id)
    parts = db.session.scalars(select(Membership).where(Membership.user_id == user.id)).all()
    assert [(part.project_id, part.role) for part in parts] == [(scene.project.id, "sponsor")]


@pytest.mark.parametrize("role", sorted(FIRM_ROLES))
def test_no_role_of_the_firm_is_given(scene: Scene, role: str) -> None:
    assert scene.invite(role=role).status == 422
    assert waiting() == []


def test_t03_a_client_in_the_form_is_not_believed(scene: Scene) -> None:
    scene.invite(client=scene.borealis.key, project=scene.other.key, client_id=str(scene.borealis.id))
    assert [(row.client_id, row.project_id) for row in waiting()] == [(scene.aurora.id, scene.project.id)]


def test_t02_an_engagement_of_another_client_is_not_found(scene: Scene) -> None:
    scene.url = f"/projects/{scene.other.key}/people"
    assert scene.browser.get(scene.url + "/invite").status == 404
    assert scene.invite().status == 404
    assert waiting() == []


@pytest.mark.parametrize("role", [role for role in ROLE_WORDS if role != "lead"])
def test_only_the_lead_invites_here(make: Make, scene: Scene, role: str) -> None:
    user = make.user(role, None if role in FIRM_ROLES else scene.aurora)
    if role in ROLE_WORDS[2:]:
        make.member(scene.project, user)
    assert scene.invite(make.browser(user)).status == 403
    assert waiting() == []


def test_a_lead_of_the_firm_who_works_here_as_consultant_does_not_invite(make: Make, scene: Scene) -> None:
    user = make.user("lead")
    make.member(scene.project, user, "consultant")
    assert scene.invite(make.browser(user)).status == 403


def test_a_new_link_makes_the_one_before_void(make: Make, scene: Scene) -> None:
    first = path_in(scene.invite(role="client-member"))
    second = path_in(scene.browser.post(f"{scene.url}/invitations/{waiting()[0].key}/renew"))
    assert len(waiting()) == 1
    assert accept(make, first).status == 404
    assert accept(make, second).status == 303
    assert db.session.scalars(select(User.role).where(User.email == "mei@aurora.example")).one() == "client-member"


def test_an_invitation_is_withdrawn(make: Make, scene: Scene) -> None:
    path = path_in(scene.invite())
    assert "mei@aurora.example" in scene.browser.get(scene.url + "/invite").text
    assert scene.browser.post(f"{scene.url}/invitations/{waiting()[0].key}/revoke").status == 303
    assert "mei@aurora.example" not in scene.browser.get(scene.url + "/invite").text
    assert accept(make, path).status == 404


def test_t02_invitations_elsewhere_are_neither_seen_nor_touched(make: Make, scene: Scene) -> None:
    """Into another engagement, into none, and of the firm's people into this one: all are the administrators'."""
    admin = make.browser(make.user("administrator"))
    form = {"language": "en", "name": ""}
    client = {"role": "client-pm", "client": scene.borealis.key}
    firm = {"role": "consultant", "client": "", "project": scene.project.key}
    admin.post("/people/invite", {**form, **client, "email": "a@b.example", "project": scene.other.key})
    admin.post("/people/invite", {**form, "role": "client-pm", "client": scene.aurora.key, "email": "b@b.example"})
    admin.post("/people/invite", {**form, **firm, "email": "c@b.example"})
    rows = waiting()
    assert len(rows) == 3
    page = scene.browser.get(scene.url + "/invite").text
    for row in rows:
        assert row.email not in page
        for act in ("renew", "revoke"):
            assert scene.browser.post(f"{scene.url}/invitations/{row.key}/{act}").status == 404
    for email in ("a@b.example", "c@b.example"):
        assert scene.invite(email=email).status == 422
    assert {row.id for row in waiting()} == {row.id for row in rows}


def test_an_address_with_an_account_is_refused_and_what_was_typed_is_kept(make: Make, scene: Scene) -> None:
    known = make.user("client-pm", scene.borealis)
    answer = scene.invite(email=known.email.upper())
    assert answer.status == 422
    assert "has an account or another invitation already" in answer.text
    assert answer.page.select_one("input[name=email]")["value"] == known.email.upper()
    assert waiting() == []


def offered_role(scene: Scene) -> object:
    """The role that the form of inviting has chosen already."""
    option = scene.browser.get(scene.url + "/invite").page.select_one("select[name=role] option[selected]")
    assert option is not None
    return option["value"]


def test_the_sponsor_is_invited_first_because_nobody_else_can_sign(scene: Scene) -> None:
    assert offered_role(scene) == "sponsor"
    scene.invite(role="sponsor")
    assert offered_role(scene) == "client-pm"


def test_a_lead_is_told_who_invites_colleagues(scene: Scene, make: Make) -> None:
    sentence = "Colleagues of our firm are invited by an administrator or a practice director."
    assert sentence in scene.browser.get(scene.url).text
    assert sentence not in make.browser(make.user("director")).get(scene.url).text


@pytest.mark.parametrize(("country", "language"), [("CN", "zh"), ("DE", "en")])
def test_the_invitation_is_proposed_in_the_language_of_the_clients_country(make, country, language):
    client, lead = make.client("Somebody", country=country), make.user("lead", language="en")
    project = make.project(client, by=lead, country=country)
    pages = [make.browser(lead).get(f"/projects/{project.key}/people/invite")]
    director = make.browser(make.user("director", language="en" if language == "zh" else "zh"))
    pages += [
        director.get(f"/people/invite?project={project.key}"),
        director.get(f"/people/invite?client={client.key}"),
    ]
    assert [chosen_language(answer) for answer in pages] == [language] * 3


@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_a_client_it_is_the_readers_own(make, language):
    assert chosen_language(make.browser(make.user("director", language=language)).get("/people/invite")) == language


def chosen_language(answer):
    return answer.page.select_one("select[name=language] option[selected], input[name=language][checked]")["value"]
