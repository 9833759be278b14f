"""The team: who can join, which part, who stays."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from app.clock import now
from app.database import db
from app.models import ChecklistItem, Invitation, Membership, RaidEntry
from app.transactions import transaction


@pytest.fixture
def team(make):
    client, other = make.client("Borealis Tools"), make.client("Kestrel Bearings")
    lead = make.user("lead", name="Grace Holloway")
    project = make.project(client, by=lead, start=date(2026, 3, 2))
    return {
        "client": client, "project": project, "lead": lead, "url": f"/projects/{project.key}/people",
        "consultant": make.user("consultant", name="Ada Okafor"), "sponsor": make.user("sponsor", client),
        "stranger": make.user("sponsor", other, name="Stranger of Kestrel"), "browser": make.browser(lead),
    }  # fmt: skip


def members(team) -> dict[int, str]:
    db.session.expire_all()
    rows = db.session.execute(
        select(Membership.user_id, Membership.role).where(Membership.project_id == team["project"].id)
    )
    return dict(rows.all())


def membership(team, user) -> Membership:
    return db.session.scalars(
        select(Membership).where(Membership.user_id == user.id, Membership.project_id == team["project"].id)
    ).one()


def test_people_of_the_firm_and_of_the_client_join(team):
    assert team["browser"].post(team["url"], {"person": team["consultant"].key, "role": "consultant"}).status == 303
    assert team["browser"].post(team["url"], {"person": team["sponsor"].key, "role": "sponsor"}).status == 303
    assert members(team) == {
        team["lead"].id: "lead", team["consultant"].id: "consultant", team["sponsor"].id: "sponsor"
    }  # fmt: skip


def test_nobody_of_another_client_is_offered_or_accepted(team):
    page = team["browser"].get(team["url"])
    assert "Stranger of Kestrel" not in page.text
    answer = team["browser"].post(team["url"], {"person": team["stranger"].key, "role": "sponsor"})
    assert answer.status == 422
    assert members(team) == {team["lead"].id: "lead"}


def test_a_closed_account_does_not_join(team):
    with transaction():
        team["consultant"].disabled_at = team["consultant"].created_at
    answer = team["browser"].post(team["url"], {"person": team["consultant"].key, "role": "consultant"})
    assert answer.status == 422


@pytest.mark.parametrize(("who", "role"), [("consultant", "sponsor"), ("sponsor", "lead"), ("sponsor", "consultant")])
def test_nobody_plays_a_part_of_the_other_side(team, who, role):
    answer = team["browser"].post(team["url"], {"person": team[who].key, "role": role})
    assert answer.status == 422
    assert members(team) == {team["lead"].id: "lead"}


def test_the_last_lead_stays_until_there_is_another(make, team):
    row = membership(team, team["lead"])
    assert team["browser"].post(f"{team['url']}/{row.key}/remove").status == 422
    assert team["browser"].post(f"{team['url']}/{row.key}/role", {"role": "consultant"}).status == 422
    second = make.user("lead")
    make.member(team["project"], second)
    assert make.browser(second).post(f"{team['url']}/{row.key}/remove").status == 303
    assert members(team) == {second.id: "lead"}


def test_what_a_leaver_had_to_do_waits_for_somebody_else(make, team):
    member = make.member(team["project"], team["consultant"])
    with transaction():
        ids = db.session.scalars(select(ChecklistItem.id).limit(2)).all()
        values = {"assignee_id": team["consultant"].id}
        db.session.execute(update(ChecklistItem).where(ChecklistItem.id == ids[0]).values(**values))
        db.session.execute(update(ChecklistItem).where(ChecklistItem.id == ids[1]).values(**values, state="done"))
    entry = make.add(
        RaidEntry(project_id=team["project"].id, kind="risk", title="A risk", owner_id=team["consultant"].id)
    )
    assert team["browser"].post(f"{team['url']}/{member.key}/remove").status == 303
    db.session.expire_all()
    assignees = [db.session.get_one(ChecklistItem, id).assignee_id for id in ids]
    assert assignees == [None, team["consultant"].id]
    assert db.session.get_one(RaidEntry, entry.id).owner_id is None


def test_a_part_is_changed(make, team):
    member = make.member(team["project"], team["sponsor"])
    assert team["browser"].post(f"{team['url']}/{member.key}/role", {"role": "executive"}).status == 303
    assert members(team)[team["sponsor"].id] == "executive"
    assert team["browser"].post(f"{team['url']}/{member.key}/role", {"role": "emperor"}).status == 422


def test_a_member_of_another_project_is_not_found_here(make, team):
    elsewhere = make.project(make.client("Third"), start=date(2026, 3, 2))
    member = make.member(elsewhere, team["consultant"])
    assert team["browser"].post(f"{team['url']}/{member.key}/remove").status == 404
    assert team["browser"].post(f"{team['url']}/{member.key}/role", {"role": "lead"}).status == 404


def test_members_see_the_team_but_only_staff_change_it(make, team):
    make.member(team["project"], team["sponsor"])
    browser = make.browser(team["sponsor"])
    page = browser.get(team["url"])
    assert "Grace Holloway" in page.text
    assert page.page.select("form[action*='/people']") == []
    assert browser.post(team["url"], {"person": team["consultant"].key, "role": "consultant"}).status == 403


def test_directors_get_a_link_to_invite_people_of_this_client(make, team):
    page = make.browser(make.user("director")).get(team["url"]).page
    link = page.select_one("a[href^='/people/invite']")
    assert team["client"].key in link["href"]
    assert team["project"].key in link["href"]
    assert team["browser"].get(team["url"]).page.select("a[href^='/people/invite']") == []


def test_a_missing_sponsor_is_pointed_out(make, team):
    assert "no sponsor yet" in team["browser"].get(team["url"]).text
    make.member(team["project"], team["sponsor"])
    assert "no sponsor yet" not in team["browser"].get(team["url"]).text


@pytest.fixture
def invited(make, team):
    """A sponsor by name and a colleague by address, and four invitations that wait no longer or are others'."""
    into = {"purpose": "person", "project_id": team["project"].id, "expires_at": now() + timedelta(days=3)}
    client = {"client_id": team["client"].id}
    rows = (
        {"name": "Nora Quist", "email": "nora@example.test", "role": "sponsor", **client},
        {"name": "", "email": "colleague@example.test", "role": "consultant"},
        {"name": "Used", "email": "a@example.test", "role": "client-pm", "used_at": now(), **client},
        {"name": "Withdrawn", "email": "b@example.test", "role": "client-pm", "revoked_at": now(), **client},
        {"name": "Late", "email": "c@example.test", "role": "client-pm", "expires_at": now() - timedelta(1), **client},
        {"name": "Elsewhere", "email": "d@example.test", "role": "client-pm", "project_id": None, **client},
    )
    for number, row in enumerate(rows):
        make.add(Invitation(token_hash=str(number), **(into | row)))
    return team


def test_whoever_is_invited_is_listed_until_they_come(invited):
    page = invited["browser"].get(invited["url"])
    assert "Nora Quist" in page.text
    assert "colleague@example.test" in page.text
    assert page.text.count("Has not joined yet; the link works until") == 2
    for gone in ("Used", "Withdrawn", "Late", "Elsewhere"):
        assert gone not in page.text
    assert "The sponsor is invited and has not joined yet" in page.text
    assert "no sponsor yet" not in page.text
    assert page.page.select_one("a[href$='/people/invite#invitations']")


def test_members_see_that_somebody_is_invited_but_no_address(make, invited):
    member = make.user("client-member", invited["client"])
    make.member(invited["project"], member)
    page = make.browser(member).get(invited["url"])
    assert "Nora Quist" in page.text
    assert "colleague@example.test" not in page.text
    assert "Name not known yet" in page.text
    assert not page.page.select("a[href*='invitations']")


def test_a_person_joins_with_the_part_of_their_account_unless_another_is_chosen(team):
    assert team["browser"].post(team["url"], {"person": team["sponsor"].key, "role": ""}).status == 303
    assert members(team)[team["sponsor"].id] == "sponsor"


def test_a_part_of_the_other_side_is_told_beside_the_field_and_nothing_is_lost(team):
    answer = team["browser"].post(team["url"], {"person": team["sponsor"].key, "role": "lead"})
    assert answer.status == 422
    assert "This part belongs to the other side" in answer.text
    assert answer.page.select_one("select[name=person] option[selected]")["value"] == team["sponsor"].key


def test_an_account_without_a_part_of_its_own_has_to_be_given_one(team, make):
    director = make.user("director", name="Ines Duarte")
    answer = team["browser"].post(team["url"], {"person": director.key, "role": ""})
    assert answer.status == 422
    assert "The role of Ines Duarte is no part of an engagement: choose one." in answer.text.replace("&nbsp;", " ")
