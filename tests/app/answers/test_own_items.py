"""Items of a project's own: adding, wording anew, deleting; items of the method stay as they are."""

import pytest
from sqlalchemy import select

from app.database import db
from app.models import AuditEvent, ChecklistItem
from tests.app.answers.conftest import Scene, join
from tests.conftest import Answer, Make


def add(scene: Scene, **fields: str) -> Answer:
    form = {
        "question": "Is the works council informed?",
        "why": "They must agree.",
        "owner_role": "client-pm",
        **fields,
    }
    return scene.browser.post(scene.list_url + "/add-item", form)


def own(scene: Scene) -> ChecklistItem:
    query = select(ChecklistItem).where(ChecklistItem.project_id == scene.project.id, ChecklistItem.own)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def test_an_own_item_joins_the_checklist_and_is_due_with_its_phase(scene: Scene) -> None:
    answer = add(scene, mandatory="y", evidence_required="y")
    item = own(scene)
    assert item.item.startswith("concept.own-")
    assert (item.owner_role, item.mandatory, item.evidence_required, item.state) == ("client-pm", True, True, "open")
    assert item.due == scene.row().due
    assert (answer.status, answer.location) == (303, f"{scene.list_url}#{item.item}")
    page = scene.browser.get(scene.list_url).page
    assert page.select(".check-group h2")[-1].text == "Added for this engagement"
    assert "works council" in page.find(id=item.item).text
    assert scene.browser.get(f"{scene.list_url}/items/{item.item}").status == 200


def test_the_page_sends_an_empty_version_with_a_new_item(scene: Scene) -> None:
    (hidden,) = scene.browser.get(scene.list_url + "/add-item").page.select("main input[name=version]")
    assert add(scene, version=hidden["value"]).status == 303


def test_an_own_item_is_answered_like_any_other(scene: Scene) -> None:
    add(scene)
    scene.item = own(scene).item
    assert scene.answer(state="done", note="yes").status == 200
    assert own(scene).state == "done"


def test_a_question_and_a_role_are_wanted(scene: Scene) -> None:
    answer = add(scene, question="  ", why="kept words")
    assert answer.status == 422
    assert answer.page.select_one("textarea[name=why]").text.strip() == "kept words"
    assert add(scene, owner_role="emperor").status == 422
    assert add(scene, owner_role="administrator").status == 422
    assert db.session.scalars(select(ChecklistItem).where(ChecklistItem.own)).all() == []


def test_an_own_item_is_worded_anew_but_not_over_somebody_elses_words(scene: Scene) -> None:
    add(scene)
    url = f"{scene.list_url}/items/{own(scene).item}/edit"
    form = {"question": "Has the works council agreed?", "why": "", "owner_role": "lead", "version": "1"}
    assert scene.browser.post(url, form).status == 303
    assert own(scene).question == "Has the works council agreed?"
    conflict = scene.browser.post(url, form | {"question": "Mine"})
    assert conflict.status == 409
    assert "Has the works council agreed?" in conflict.text
    assert conflict.page.select_one("input[name=question]")["value"] == "Mine"
    assert conflict.page.select_one("input[name=version]")["value"] == "2"
    assert scene.browser.post(url, form | {"question": "Mine", "version": "2"}).status == 303
    assert own(scene).question == "Mine"


def test_an_own_item_is_deleted_after_a_question(scene: Scene) -> None:
    add(scene)
    url = f"{scene.list_url}/items/{own(scene).item}/delete"
    assert "cannot be undone" in scene.browser.get(url).text
    assert scene.browser.post(url).status == 303
    assert db.session.scalars(select(ChecklistItem).where(ChecklistItem.own)).all() == []
    verbs = db.session.scalars(select(AuditEvent.verb).where(AuditEvent.verb.like("item.%")).order_by(AuditEvent.id))
    assert list(verbs) == ["item.added", "item.deleted"]


@pytest.mark.parametrize("act", ["edit", "delete"])
def test_items_of_the_method_are_neither_worded_anew_nor_deleted(scene: Scene, act: str) -> None:
    answer = scene.browser.post(f"{scene.url}/{act}", {"question": "x", "owner_role": "lead", "version": "1"})
    assert answer.status == 422
    assert "belongs to the method" in answer.text
    assert scene.row().question == ""


@pytest.mark.parametrize("role", ["client-pm", "client-member", "sponsor"])
def test_only_consultants_change_what_is_asked(make: Make, scene: Scene, role: str) -> None:
    add(scene)
    item, browser = own(scene).item, make.browser(join(make, scene, role))
    assert browser.post(scene.list_url + "/add-item", {"question": "x", "owner_role": "lead"}).status == 403
    for act in ("edit", "delete"):
        assert browser.post(f"{scene.list_url}/items/{item}/{act}").status == 403
    assert "Add item" not in browser.get(scene.list_url).text


def test_an_own_item_of_another_project_is_not_found(make: Make, scene: Scene) -> None:
    add(scene)
    other = make.project(make.client("Others"))
    make.member(other, scene.lead)
    url = f"/projects/{other.key}/phases/concept/items/{own(scene).item}"
    assert scene.browser.get(url).status == 404
    assert scene.browser.post(url + "/delete").status == 404
    assert own(scene) is not None
