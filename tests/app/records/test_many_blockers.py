"""A room in which hundreds of records keep the gate shut still shows its measures and registers at once."""

from app.facts.phase_records import refresh
from app.models import CutoverTask
from app.transactions import transaction
from tests.app.records.test_records import house

__all__ = ["house"]


def test_after_a_dozen_blockers_the_others_are_folded(make, house):
    project = house["project"]
    for number in range(1, 41):
        make.add(CutoverTask(project_id=project.id, number=number, title=f"Task {number}"))
    with transaction():
        refresh(project.id, "golive")
    page = make.browser(house["lead"]).get(f"/projects/{project.key}/records/golive").page
    all_of_them = page.select("section[aria-labelledby=blockers] .blockers li")
    folded = page.select("section[aria-labelledby=blockers] details li")
    assert (len(all_of_them) - len(folded), len(all_of_them) > 40) == (12, True)
    assert page.select_one("section[aria-labelledby=blockers] summary").get_text() == f"Show the other {len(folded)}"


def test_few_blockers_are_not_folded(make, house):
    page = make.browser(house["lead"]).get(f"/projects/{house['project'].key}/records/golive").page
    assert page.select("section[aria-labelledby=blockers] li")
    assert not page.select("section[aria-labelledby=blockers] details")
