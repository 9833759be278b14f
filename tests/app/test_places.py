"""Countries propose their time zone, as the tz database has it; those with several are asked about."""

import pytest
from sqlalchemy import select

from app.database import db
from app.models import Client, Project
from app.places import accepted_zones, main_zone, time_zones, zones_by_country, zones_of
from tests.app.clients.test_clients import FORM
from tests.app.projects.test_project_pages import opening_form


@pytest.mark.parametrize(
    ("country", "zone"),
    [
        ("CN", "Asia/Shanghai"), ("DE", "Europe/Berlin"), ("SE", "Europe/Stockholm"), ("ES", "Europe/Madrid"),
        ("PT", "Europe/Lisbon"), ("UA", "Europe/Kyiv"), ("jp", "Asia/Tokyo"),
        ("US", ""), ("BR", ""), ("AU", ""), ("XX", ""),
    ],
)  # fmt: skip
def test_a_country_has_one_zone_for_most_of_it_or_a_choice_is_made(country, zone):
    assert main_zone(country) == zone


def test_the_zones_of_a_country_are_zones_that_can_be_chosen():
    assert zones_of("CN") == ("Asia/Shanghai", "Asia/Urumqi")
    assert zones_of("UA")[0] == "Europe/Kyiv"  # the table names Simferopol first
    assert len(zones_of("US")) > 20
    known = {zone for zone, _label in time_zones("en")}
    assert {zone for zones in zones_by_country().values() for zone in zones} - known == set()


def test_zones_are_listed_by_their_present_names_alone():
    listed = {zone for zone, _label in time_zones("en")}
    assert {"Asia/Kolkata", "Europe/Kyiv", "Europe/Stockholm", "America/Los_Angeles", "UTC"} <= listed
    old = {"Asia/Calcutta", "Europe/Kiev", "US/Pacific", "Asia/Chongqing", "PRC", "EST", "Etc/GMT+5"}
    assert old & listed == set()
    assert old <= {zone for zone, _label in accepted_zones("zh")}


def test_an_earlier_name_that_is_stored_stays_until_another_is_chosen(make):
    lead = make.user("lead")
    client = make.client("Borealis", country="IN", time_zone="Asia/Calcutta")
    browser = make.browser(lead)
    page = browser.get(f"/clients/{client.key}/edit").page
    (chosen,) = page.select("#time_zone option[selected]")
    assert (chosen["value"], chosen.get_text()) == ("Asia/Calcutta", "Asia/Calcutta")
    version = page.select_one("input[name=version]")["value"]
    sent = {**FORM, "country": "IN", "time_zone": "Asia/Calcutta", "version": version}
    assert browser.post(f"/clients/{client.key}/edit", sent).status == 303
    db.session.expire_all()
    assert db.session.scalars(select(Client.time_zone)).one() == "Asia/Calcutta"
    assert "Asia/Calcutta" not in browser.get("/clients/new").text


@pytest.mark.parametrize(("country", "zone"), [("CN", "Asia/Shanghai"), ("DE", "Europe/Berlin")])
def test_a_client_whose_zone_is_not_said_lives_by_that_of_the_country(make, country, zone):
    answer = make.browser(make.user("lead")).post("/clients/new", {**FORM, "country": country, "time_zone": ""})
    assert answer.status == 303
    assert db.session.scalars(select(Client.time_zone)).one() == zone


def test_a_country_with_several_zones_is_asked_about_with_its_own_zones_first(make):
    browser = make.browser(make.user("lead"))
    answer = browser.post("/clients/new", {**FORM, "country": "BR", "time_zone": ""})
    assert answer.status == 422
    assert "Brazil has several time zones: choose one." in answer.text
    groups = answer.page.select("#time_zone optgroup")
    assert "America/Sao_Paulo" in [one["value"] for one in groups[0].select("option")]
    assert "Europe/Berlin" not in [one["value"] for one in groups[0].select("option")]
    assert browser.post("/clients/new", {**FORM, "country": "BR", "time_zone": "America/Manaus"}).status == 303


def test_the_zone_that_a_person_chose_stays_whatever_the_country(make):
    browser = make.browser(make.user("lead"))
    assert browser.post("/clients/new", {**FORM, "country": "DE", "time_zone": "Asia/Shanghai"}).status == 303
    one = db.session.scalars(select(Client)).one()
    assert one.time_zone == "Asia/Shanghai"
    page = browser.get(f"/clients/{one.key}/edit").page
    assert [each["value"] for each in page.select("#time_zone option[selected]")] == ["Asia/Shanghai"]


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ({"country": "DE"}, "Europe/Berlin"),
        ({"country": "DE", "time_zone": "Europe/Zurich"}, "Europe/Zurich"),
        ({"country": "US", "time_zone": "America/Chicago"}, "America/Chicago"),
    ],
)
def test_an_engagement_for_a_new_client_gives_both_the_zone(make, said, zone):
    answer = make.browser(make.user("lead")).post("/projects/new", opening_form(new_client="Kestrel") | said)
    assert answer.status == 303, answer.text
    project = db.session.scalars(select(Project)).one()
    assert (project.time_zone, db.session.scalars(select(Client.time_zone)).one()) == (zone, zone)


def test_an_engagement_abroad_has_another_zone_than_its_client(make):
    client = make.client("Borealis Tools", country="CN")
    browser = make.browser(make.user("lead"))
    for name, said in (("Home", {}), ("Abroad", {"country": "SE"})):
        assert browser.post("/projects/new", opening_form(client=client.key, name=name) | said).status == 303
    zones = {one.name: one.time_zone for one in db.session.scalars(select(Project))}
    assert zones == {"Home": client.time_zone, "Abroad": "Europe/Stockholm"}


def test_an_engagement_in_a_country_with_several_zones_asks(make):
    answer = make.browser(make.user("lead")).post("/projects/new", opening_form(new_client="Kestrel", country="US"))
    assert answer.status == 422
    assert "United States has several time zones: choose one." in answer.text
    assert db.session.scalars(select(Project)).all() == []


def test_the_dates_are_shown_though_the_zone_is_not_said(make):
    form = opening_form(new_client="Kestrel", country="US", preview="1")
    assert make.browser(make.user("lead")).post("/projects/new", form).status == 200
