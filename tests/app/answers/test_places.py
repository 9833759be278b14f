"""An item leads to where its matter is recorded, so that nobody types it a second time."""

import pytest

from app.answers.places import PLACES
from phases.edition import editions
from phases.order import ORDER
from tests.conftest import Make


@pytest.fixture
def house(make: Make):
    client = make.client()
    lead = make.user("lead")
    project = make.project(client, by=lead)
    sponsor = make.user("sponsor", client)
    make.member(project, sponsor)
    return {"lead": lead, "sponsor": sponsor, "base": f"/projects/{project.key}"}


def led_to(make: Make, house, who: str, item: str) -> list[tuple[str, str]]:
    page = make.browser(house[who]).get(f"{house['base']}/phases/{item.partition('.')[0]}/items/{item}").page
    line = next((one for one in page.select("p.prose") if "Recorded in:" in one.get_text()), None)
    return [(link.get_text(), link["href"]) for link in line.select("a")] if line else []


def test_the_sponsor_comes_from_the_item_to_the_criteria_to_sign(make, house):
    assert led_to(make, house, "sponsor", "concept.criteria-signed") == [
        ("Success criteria", f"{house['base']}/criteria")
    ]


def test_who_approves_processes_comes_to_where_they_are_approved(make, house):
    ((title, url),) = led_to(make, house, "lead", "solidification.owners-approved")
    assert url == f"{house['base']}/solidification/processes"
    assert title == "To-be beside as-is"


def test_people_of_the_client_are_not_led_to_what_is_the_firms_own(make, house):
    assert led_to(make, house, "sponsor", "review.strong-opponents-planned") == []
    assert led_to(make, house, "lead", "review.strong-opponents-planned")[0][1].endswith("/records/review/stakeholders")


def test_every_place_is_named_for_an_item_of_the_method_and_leads_to_a_page(app, make, house):
    edition = next(iter(editions().values()))
    items = {item for phase in ORDER for item in edition.phases[phase].items}
    assert set(PLACES) <= items
    browser = make.browser(house["lead"])
    for item in (
        "concept.roles-filled",
        "review.as-is-confirmed",
        "deployment.data-sets-profiled",
        "golive.issues-triaged-daily",
    ):
        for _title, url in led_to(make, house, "lead", item):
            assert browser.get(url).status == 200
