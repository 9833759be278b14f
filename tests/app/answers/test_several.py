"""Changing several items at once: all of them, or none."""

import pytest
from sqlalchemy import func, select

from app.database import db
from app.models import AuditEvent, ChecklistItem
from tests.app.answers.conftest import Scene, join
from tests.conftest import Answer, Make


def ids(scene: Scene, count: int = 3) -> list[str]:
    """The first items of the phase."""
    query = select(ChecklistItem.item).where(
        ChecklistItem.project_id == scene.project.id, ChecklistItem.phase == "concept"
    )
    return list(db.session.scalars(query.order_by(ChecklistItem.position).limit(count)))


def change(scene: Scene, items: list[str], **fields: str) -> Answer:
    """Send the form of several items."""
    return scene.browser.post(f"{scene.list_url}/answers", {"items": items, **fields})


def states(scene: Scene, items: list[str]) -> list[str]:
    query = select(ChecklistItem.state).where(
        ChecklistItem.project_id == scene.project.id, ChecklistItem.item.in_(items)
    )
    return list(db.session.scalars(query))


def test_several_items_are_answered_at_once(scene: Scene) -> None:
    chosen = ids(scene)
    answer = change(scene, [f"{one}:1" for one in chosen], state="doing")
    assert answer.status == 303
    assert states(scene, chosen) == ["doing"] * 3
    assert "3 items changed" in scene.browser.get(answer.location).text
    events = select(func.count()).select_from(AuditEvent).where(AuditEvent.verb == "item.answered")
    assert db.session.scalar(events) == 3


def test_notes_stay_when_only_the_state_is_changed(scene: Scene) -> None:
    scene.answer(state="open", note="keep me")
    change(scene, [f"{scene.item}:2"], state="done")
    assert (scene.row().state, scene.row().note) == ("done", "keep me")


def test_several_items_get_a_person_and_a_date(make: Make, scene: Scene) -> None:
    member = join(make, scene, "client-pm", "Pia")
    change(scene, [f"{one}:1" for one in ids(scene)], assignee=member.key, due="2026-03-03")
    row = scene.row()
    assert (row.assignee_id, str(row.due), row.state) == (member.id, "2026-03-03", "open")
    assert "Pia" in scene.browser.get(scene.list_url).page.find(id=scene.item).text
    change(scene, [f"{scene.item}:2"], assignee="-")
    assert scene.row().assignee_id is None


def test_not_applicable_wants_one_reason_for_all(scene: Scene) -> None:
    chosen = ids(scene)
    refused = change(scene, [f"{one}:1" for one in chosen], state="na")
    assert refused.status == 422
    assert "wants a reason" in refused.text
    ticked = {box["value"] for box in refused.page.select("input.pick[checked]")}
    assert ticked == {f"{one}:1" for one in chosen}
    assert change(scene, [f"{one}:1" for one in chosen], state="na", note="No shops").status == 303
    assert scene.row().reason == "No shops"


@pytest.mark.parametrize("foreign", ["concept.no-such:1", "review.anything:1", "nonsense", ":1", "x:y", "%:1"])
def test_t04_one_unknown_item_refuses_the_whole_change(scene: Scene, foreign: str) -> None:
    chosen = ids(scene)
    answer = change(scene, [*(f"{one}:1" for one in chosen), foreign], state="done")
    assert answer.status == 422
    assert "not part of this checklist" in answer.text
    assert states(scene, chosen) == ["open"] * 3


def test_a_nul_in_what_is_sent_is_refused_not_a_crash(scene: Scene) -> None:
    assert change(scene, ["concept.\x00:1"], state="done").status in (400, 422)
    assert scene.answer(state="done", note="a\x00b").status == 200
    assert scene.row().note == "ab"


def test_t04_own_items_of_another_project_refuse_the_whole_change(make: Make, scene: Scene) -> None:
    other = make.project(make.client("Others"))
    theirs = make.add(
        ChecklistItem(
            project_id=other.id, item="concept.own-theirs", phase="concept", position=1001, own=True,
            question="Theirs?", owner_role="lead", mandatory=False,
        )
    )  # fmt: skip
    chosen = ids(scene)
    assert change(scene, [*(f"{one}:1" for one in chosen), f"{theirs.item}:1"], state="done").status == 422
    assert states(scene, chosen) == ["open"] * 3
    assert db.session.scalar(select(ChecklistItem.state).where(ChecklistItem.item == theirs.item)) == "open"


def test_an_item_that_was_changed_meanwhile_refuses_the_whole_change(scene: Scene) -> None:
    scene.answer(state="doing", note="meanwhile")
    chosen = ids(scene)
    answer = change(scene, [f"{one}:1" for one in chosen], state="done")
    assert answer.status == 422
    assert "Somebody else changed" in answer.text
    assert "done" not in states(scene, chosen)


def test_t03_people_who_are_not_in_the_project_cannot_be_assigned(make: Make, scene: Scene) -> None:
    foreign = make.user("client-pm", make.client("Strangers"))
    colleague = make.user("consultant")
    gone = join(make, scene, "consultant")
    make.add(gone)
    for key in (foreign.key, colleague.key, "nobody", str(foreign.id)):
        assert change(scene, [f"{scene.item}:1"], assignee=key).status == 422
        answer = scene.browser.post(scene.url + "/plan", {"assignee": key, "due": "", "version": "1"})
        assert answer.status == 422
        assert "Choose a person who works on this engagement" in answer.text
    assert scene.row().assignee_id is None


def test_nothing_chosen_or_nothing_to_change_is_told(scene: Scene) -> None:
    assert "Choose at least one item" in change(scene, [], state="done").text
    assert "Choose what to change" in change(scene, [f"{scene.item}:1"]).text
    assert "look at the fields" in change(scene, [f"{scene.item}:1"], due="tomorrow").text
    assert change(scene, [f"{scene.item}:1"], state="finished").status == 422
    assert scene.row().version == 1


def test_client_members_do_not_change_several(make: Make, scene: Scene) -> None:
    browser = make.browser(join(make, scene, "client-member"))
    data = {"items": [f"{scene.item}:1"], "state": "done"}
    assert browser.post(f"{scene.list_url}/answers", data).status == 403
    assert browser.post(scene.url + "/plan", {"version": "1"}).status == 403


def test_the_filter_is_kept(scene: Scene) -> None:
    data = {"items": [f"{scene.item}:1"], "state": "doing"}
    answer = scene.browser.post(f"{scene.list_url}/answers?show=open", data)
    assert answer.location == f"{scene.list_url}?show=open"
