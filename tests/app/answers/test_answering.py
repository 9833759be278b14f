"""Answering items: from the row, without script, when two people write, by whom, and taking it back."""

import pytest
from sqlalchemy import func, select, update

from app.database import db
from app.models import AuditEvent, ChecklistItem, Membership, Project
from app.transactions import transaction
from tests.app.answers.conftest import INLINE, Scene, join
from tests.conftest import Answer, Browser, Make


def events(scene: Scene) -> list[AuditEvent]:
    query = select(AuditEvent).where(AuditEvent.about == scene.item).order_by(AuditEvent.id)
    return list(db.session.scalars(query))


def test_an_answer_from_the_row_comes_back_as_the_row_with_the_counts(scene: Scene) -> None:
    answer = scene.answer(state="done", note="Agreed on Monday")
    assert answer.status == 200
    row = answer.page.select_one("li.check")
    assert row is not None
    assert row["id"] == scene.item
    assert "done" in row["class"]
    assert answer.page.select_one("textarea[name=note]").text == "Agreed on Monday"
    assert answer.page.select_one("input[name=version]")["value"] == "2"
    assert answer.page.select_one("#count-direction[data-swap] .num").text == "1/4"
    assert "1 of 20 answered" in answer.page.select_one("#count-phase[data-swap]").text
    assert answer.page.select_one("html") is None


def test_an_answer_is_kept_with_who_and_when_and_an_event(scene: Scene) -> None:
    before = scene.project.changed_at
    scene.answer(state="doing", note="First talk held")
    row = scene.row()
    assert (row.state, row.note, row.answered_by_id, row.version) == ("doing", "First talk held", scene.lead.id, 2)
    assert row.answered_at is not None
    (event,) = events(scene)
    assert (event.verb, event.by_id, event.data["from"]["state"]) == ("item.answered", scene.lead.id, "open")
    assert event.data["to"] == {"state": "doing", "note": "First talk held"}
    changed = db.session.scalar(select(Project.changed_at).where(Project.id == scene.project.id))
    assert changed is not None
    assert changed > before
    assert db.session.scalar(select(Project.version).where(Project.id == scene.project.id)) == scene.project.version


def test_without_script_the_person_returns_to_the_row_and_keeps_the_filter(scene: Scene) -> None:
    answer = scene.browser.post(scene.url + "/answer?show=open&q=motive", {"state": "doing", "version": "1"})
    assert answer.status == 303
    assert answer.location == f"{scene.list_url}?show=open&q=motive&answered={scene.item}#{scene.item}"
    page = scene.browser.get(answer.location).page
    assert page.select_one(f"form[id='{scene.item}-undo']") is not None


def test_an_answer_from_the_items_page_returns_there(scene: Scene) -> None:
    answer = scene.answer(inline=False, state="done", **{"from": "item"})
    assert (answer.status, answer.location) == (303, scene.url + "?answered=1")
    undo = scene.browser.get(answer.location).page.select_one(f"form[action='{scene.url}/undo']")
    fields = {field["name"]: field["value"] for field in undo.select("input")}
    answer = scene.browser.post(undo["action"], fields)
    assert (answer.status, answer.location) == (303, scene.url)
    assert scene.row().state == "open"


def test_not_applicable_without_a_reason_is_refused_and_nothing_is_lost(scene: Scene) -> None:
    answer = scene.answer(state="na", note="  ")
    assert answer.status == 422
    assert "wants a reason" in answer.page.select_one("li.check .error").text
    assert answer.page.select_one("li.check")["class"] == ["check", "open", "wrong"]
    assert answer.page.select_one("button.save")["value"] == "na"  # saving the reason then tries again
    assert scene.row().state == "open"
    page = scene.answer(inline=False, state="na", note="")
    assert page.status == 422
    assert "wants a reason" in page.text
    assert page.page.select_one(".states button[value=na]")["aria-pressed"] == "true"


def test_not_applicable_keeps_its_reason(scene: Scene) -> None:
    assert scene.answer(state="na", note="No owner: a foundation").status == 200
    row = scene.row()
    assert (row.state, row.reason) == ("na", "No owner: a foundation")
    scene.answer(state="open", note="No owner: a foundation", version="2")
    row = scene.row()
    assert (row.state, row.reason, row.note) == ("open", "", "No owner: a foundation")


@pytest.mark.parametrize("state", ["", "finished", "DONE", "missing"])
def test_an_unknown_state_is_refused(scene: Scene, state: str) -> None:
    assert scene.answer(state=state).status == 422
    assert scene.row().version == 1


def test_a_note_that_is_too_long_is_refused_and_given_back(scene: Scene) -> None:
    answer = scene.answer(state="done", note="x" * 10_001)
    assert answer.status == 422
    assert len(answer.page.select_one("textarea").text) == 10_001


def test_d07_the_second_of_two_people_sees_both_texts_and_chooses(make: Make, scene: Scene) -> None:
    other = join(make, scene, "consultant", "Otto Obermann")
    scene.answer(make.browser(other), state="doing", note="Otto's words")
    answer = scene.answer(state="done", note="Lea's words")
    assert answer.status == 409
    assert "Otto Obermann" in answer.page.select_one(".theirs").text
    assert "Otto's words" in answer.page.select_one(".theirs blockquote").text
    assert answer.page.select_one("textarea").text == "Lea's words"
    assert scene.row().note == "Otto's words"
    version = answer.page.select_one("input[name=version]")["value"]
    mine = answer.page.select_one("button.save")
    assert mine["value"] == "done"
    assert scene.answer(state="done", note="Lea's words", version=version).status == 200
    assert scene.row().note == "Lea's words"


def test_d07_theirs_can_be_taken_as_well(make: Make, scene: Scene) -> None:
    other = join(make, scene, "consultant")
    scene.answer(make.browser(other), state="doing", note="theirs")
    page = scene.answer(state="done", note="mine").page
    form = page.select_one(f"form[id='{scene.item}-theirs']")
    fields = {field["name"]: field["value"] for field in form.select("input")}
    assert scene.browser.post(form["action"], fields, headers=INLINE).status == 200
    assert (scene.row().state, scene.row().note) == ("doing", "theirs")


def test_d07_without_script_both_texts_stand_on_the_items_page(make: Make, scene: Scene) -> None:
    other = join(make, scene, "consultant", "Otto Obermann")
    scene.answer(make.browser(other), state="doing", note="Otto's words")
    answer = scene.answer(inline=False, state="done", note="Lea's words")
    assert answer.status == 409
    sides = [side.get_text(" ") for side in answer.page.select(".side")]
    assert "Otto's words" in sides[0]
    assert "Lea's words" in sides[1]
    keep = answer.page.select(".side form")[1]
    fields = {field["name"]: field["value"] for field in keep.select("input")}
    assert scene.browser.post(keep["action"], fields).status == 303
    assert scene.row().note == "Lea's words"


def test_a_new_date_is_no_conflict_with_an_answer(scene: Scene) -> None:
    scene.browser.post(scene.url + "/plan", {"assignee": "", "due": "2026-02-03", "version": "1"})
    assert scene.row().version == 2
    assert scene.answer(state="done", note="as seen before").status == 200


def test_d08_the_same_answer_five_times_is_one_change(scene: Scene) -> None:
    assert {scene.answer(state="done", note="once").status for _ in range(5)} == {200}
    assert scene.row().version == 2
    assert len(events(scene)) == 1


def test_undo_takes_ones_own_last_answer_back(scene: Scene) -> None:
    scene.answer(state="doing", note="before")
    scene.answer(state="done", note="after", version="2")
    answer = scene.browser.post(scene.url + "/undo", headers=INLINE)
    assert answer.status == 200
    assert (scene.row().state, scene.row().note) == ("doing", "before")
    assert [event.verb for event in events(scene)] == ["item.answered", "item.answered", "item.undone"]
    assert scene.browser.post(scene.url + "/undo", headers=INLINE).status == 422


def test_undo_of_the_first_answer_leaves_the_item_as_if_untouched(scene: Scene) -> None:
    scene.answer(state="na", note="not here")
    answer = scene.browser.post(scene.url + "/undo")
    assert (answer.status, answer.location) == (303, f"{scene.list_url}#{scene.item}")
    row = scene.row()
    assert (row.state, row.note, row.reason, row.answered_by_id, row.answered_at) == ("open", "", "", None, None)


def test_nobody_takes_back_what_somebody_else_answered(make: Make, scene: Scene) -> None:
    other = join(make, scene, "consultant")
    scene.answer(make.browser(other), state="done", note="theirs")
    answer = scene.browser.post(scene.url + "/undo", headers=INLINE)
    assert answer.status == 422
    assert "nothing of yours to take back" in answer.page.select_one(".error").text
    assert scene.row().state == "done"


def own_of(scene: Scene, role: str) -> str:
    """An item of this role in the concept phase."""
    query = select(ChecklistItem.item).where(
        ChecklistItem.project_id == scene.project.id,
        ChecklistItem.phase == "concept",
        ChecklistItem.owner_role == role,
    )
    return db.session.scalars(query.order_by(ChecklistItem.position)).first() or ""


def test_a_client_member_answers_only_what_is_the_clients_or_assigned_to_them(make: Make, scene: Scene) -> None:
    member = join(make, scene, "client-member", "Mia Member")
    browser = make.browser(member)
    refused = scene.answer(browser, state="done", note="mine now")
    assert refused.status == 403
    assert "items that fall to your role" in refused.text
    assert scene.row().state == "open"
    scene.item = own_of(scene, "sponsor")
    assert scene.answer(browser, state="done").status == 200
    scene.item = "concept.motive-recorded"
    plan = {"assignee": member.key, "due": "", "version": "1"}
    assert scene.browser.post(scene.url + "/plan", plan).status == 303
    assert scene.answer(browser, state="done", version="2").status == 200


def test_a_client_member_sees_no_buttons_for_what_is_not_theirs(make: Make, scene: Scene) -> None:
    page = make.browser(join(make, scene, "client-member")).get(scene.list_url).page
    row = page.find(id=scene.item)
    assert row.select_one(".states button").has_attr("disabled")
    assert row.select_one("textarea") is None
    assert page.find(id="many") is None


OWNERS = ("sponsor", "executive", "director")


def takes_part(make: Make, scene: Scene, role: str) -> Browser:
    """Somebody of this role, in the team unless it is a director, to whom every engagement belongs."""
    if role == "director":
        return make.browser(make.user(role))
    return make.browser(join(make, scene, role))


def evidence(scene: Scene, browser: Browser) -> Answer:
    """Bring a note as evidence of the item."""
    return browser.post(scene.url + "/evidence", {"text": "the minutes", "speaks_of": "2026-01-05"})


@pytest.mark.parametrize("role", OWNERS)
def test_sponsor_executive_and_director_answer_what_their_role_owns(make: Make, scene: Scene, role: str) -> None:
    browser = takes_part(make, scene, role)
    scene.item = own_of(scene, role)
    assert scene.answer(browser, state="done", note="I said so").status == 200
    assert (scene.row().state, scene.row().note) == ("done", "I said so")
    assert evidence(scene, browser).status == 303
    page = browser.get(scene.list_url).page
    editable = {row["id"] for row in page.select(".check") if row.select_one("textarea")}
    query = select(ChecklistItem.item).where(
        ChecklistItem.project_id == scene.project.id, ChecklistItem.phase == "concept", ChecklistItem.owner_role == role
    )
    assert editable == set(db.session.scalars(query))
    assert page.find(id="many") is None
    assert browser.get(scene.url).page.select_one("#evidence form") is not None


@pytest.mark.parametrize("role", OWNERS)
def test_sponsor_executive_and_director_only_read_all_other_items(make: Make, scene: Scene, role: str) -> None:
    browser = takes_part(make, scene, role)
    for owner in ("lead", "client-pm", *(one for one in OWNERS if one != role)):
        scene.item = own_of(scene, owner)
        assert scene.answer(browser, state="done").status == 403
        assert browser.post(scene.url + "/undo").status == 403
        assert evidence(scene, browser).status == 403
        page = browser.get(scene.url).page
        assert page.select("#answer form, #evidence form") == []
        assert "record the answer" in page.select_one("#answer").text
        assert scene.row().state == "open"
    assert browser.post(scene.list_url + "/answers", {"items": f"{scene.item}:1", "state": "done"}).status == 403


def test_an_executive_outside_the_team_answers_nothing(make: Make, scene: Scene) -> None:
    browser = make.browser(make.user("executive", scene.client))
    scene.item = own_of(scene, "executive")
    assert browser.get(scene.url).page.select("#answer form, #evidence form") == []
    assert scene.answer(browser, state="done").status == 403
    assert evidence(scene, browser).status == 403
    assert browser.get(scene.list_url + "?show=mine").page.select(".check") == []


def test_an_engagement_that_is_over_takes_no_answers(scene: Scene) -> None:
    with transaction():
        db.session.execute(update(Project).where(Project.id == scene.project.id).values(state="closed"))
    answer = scene.answer(state="done")
    assert answer.status == 422
    assert "is over" in answer.text
    assert scene.row().state == "open"


def test_t06_columns_that_no_form_has_cannot_be_set(scene: Scene) -> None:
    extra = {"own": "1", "mandatory": "0", "project_id": "7", "owner_role": "client-member", "question": "x"}
    before = scene.row()
    kept = (before.own, before.mandatory, before.project_id, before.owner_role, before.question, before.due)
    scene.answer(state="done", **extra, due="2030-01-01", assignee=scene.lead.key, answered_at="2001-01-01")
    row = scene.row()
    assert (row.own, row.mandatory, row.project_id, row.owner_role, row.question, row.due) == kept
    assert row.assignee_id is None


def test_t02_items_of_another_client_are_not_found(make: Make, scene: Scene) -> None:
    stranger = make.user("client-pm", make.client("Strangers"))
    browser = make.browser(stranger)
    for method, url in (("get", scene.list_url), ("get", scene.url)):
        assert getattr(browser, method)(url).status == 404
    for part in ("answer", "undo", "plan", "evidence"):
        assert browser.post(f"{scene.url}/{part}", {"state": "done"}).status == 404
    assert scene.row().state == "open"


@pytest.mark.parametrize("item", ["concept.no-such", "review.processes-listed", "own-x", "concept.", "%00"])
def test_an_item_that_the_phase_does_not_have_is_not_found(scene: Scene, item: str) -> None:
    url = f"{scene.list_url}/items/{item}"
    assert scene.browser.get(url).status == 404
    assert scene.browser.post(url + "/answer", {"state": "done"}).status == 404


def test_a_word_that_is_no_phase_is_not_found(scene: Scene) -> None:
    for path in ("phases/nonsense", "phases/evaluation", "phases/nonsense/add-item", "items/nonsense.x"):
        assert scene.browser.get(f"/projects/{scene.project.key}/{path}").status == 404


def test_an_item_is_found_by_its_id_alone(scene: Scene) -> None:
    answer = scene.browser.get(f"/projects/{scene.project.key}/items/{scene.item}")
    assert (answer.status, answer.location) == (302, scene.url)


def test_memberships_are_unchanged_by_answers(scene: Scene) -> None:
    count = select(func.count()).select_from(Membership)
    before = db.session.scalar(count)
    scene.answer(state="done")
    assert db.session.scalar(count) == before


def test_answers_move_the_forecast_of_a_running_phase(scene: Scene) -> None:
    """A phase of which nothing is done on its last day is expected late; with everything done it is not."""
    from datetime import UTC, datetime

    from app.answers.actions import answer_items
    from app.clock import pretend

    def slip() -> int:
        return db.session.scalar(select(Project.slip).where(Project.id == scene.project.id)) or 0

    query = select(ChecklistItem).where(ChecklistItem.project_id == scene.project.id, ChecklistItem.phase == "concept")
    with pretend(datetime(2026, 2, 20, tzinfo=UTC)), transaction():
        items = db.session.scalars(query).all()
        answer_items(project=scene.project, items=items[:2], state="done", by=None)
    early = slip()
    with pretend(datetime(2026, 2, 20, tzinfo=UTC)), transaction():
        answer_items(project=scene.project, items=db.session.scalars(query).all(), state="done", by=None)
    assert early > slip()
