"""Waivers by name, with reason and expiry; conditions fulfilled by their owner or the lead."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from sqlalchemy import select, update

from app.clock import now, today
from app.database import db
from app.models import AuditEvent, ChecklistItem, Condition, GateDecision, Waiver
from app.transactions import transaction
from phases.transitions import Owed
from tests.app.gates.conftest import make_ready
from tests.conftest import Make

OPEN = "concept.item-open:concept.motive-recorded"


@pytest.fixture
def one_left(house: SimpleNamespace) -> SimpleNamespace:
    """The gate with one waivable blocker."""
    make_ready(house.project, "concept")
    with transaction():
        item = (ChecklistItem.project_id == house.project.id, ChecklistItem.item == "concept.motive-recorded")
        db.session.execute(update(ChecklistItem).where(*item).values(state="open"))
    db.session.expire_all()
    return house


@pytest.fixture
def condition(house: SimpleNamespace, decide: Callable[..., GateDecision]) -> Condition:
    """A condition owed by the client's project manager in three days."""
    day = today("Asia/Shanghai") + timedelta(days=3)
    decide("concept", "conditions", conditions=[Owed("Train the rest", house.pm.key, day)])
    return db.session.scalars(select(Condition)).one()


def test_a_director_waives_a_blocker_with_a_reason(one_left: SimpleNamespace, make: Make) -> None:
    director = make.browser(one_left.director)
    link = director.get(one_left.gate).page.select_one("a[href*='/waive']")
    assert link is not None
    form = director.get(str(link["href"]))
    assert form.status == 200
    assert "The mandatory item" in form.text
    longest = today("Asia/Shanghai") + timedelta(days=30)
    assert form.page.select_one("input[name=expires]")["value"] == longest.isoformat()  # type: ignore[index]
    answer = director.post(
        f"{one_left.gate}/waive", {"blocker": OPEN, "reason": "Told us already.", "expires": longest.isoformat()}
    )
    assert answer.status == 303
    page = make.browser(one_left.sponsor).get(one_left.gate)
    assert "The gate can open" in page.text
    assert "Waived by Dora Director until" in page.text
    assert "Told us already." in page.text
    assert db.session.scalars(select(AuditEvent.verb).where(AuditEvent.verb == "waiver.granted")).all()


def test_a_waiver_ends_with_its_last_day(one_left: SimpleNamespace, make: Make) -> None:
    day = today("Asia/Shanghai")
    waiver = Waiver(
        project_id=one_left.project.id, phase="concept", blocker=OPEN, sentence={}, reason="For today",
        expires=day, granted_by_id=one_left.director.id,
    )  # fmt: skip
    make.add(waiver)
    sponsor = make.browser(one_left.sponsor)
    assert "The gate can open" in sponsor.get(one_left.gate).text
    with transaction():
        waiver.expires = day - timedelta(days=1)
    assert "1 blocker stands in the way" in sponsor.get(one_left.gate).text


def test_a_revoked_waiver_counts_no_more(one_left: SimpleNamespace, make: Make) -> None:
    director = make.browser(one_left.director)
    director.post(f"{one_left.gate}/waive", {"blocker": OPEN, "reason": "Told us.", "expires": ""})
    waiver = db.session.scalars(select(Waiver)).one()
    assert director.post(f"{one_left.base}/waivers/{waiver.key}/revoke").status == 303
    assert "1 blocker stands in the way" in director.get(one_left.gate).text
    assert director.post(f"{one_left.base}/waivers/{waiver.key}/revoke").status == 422


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"reason": " ", "expires": ""}, "Fill in this field."),
        ({"reason": "Because", "expires": "2020-01-01"}, "A waiver cannot end in the past."),
        ({"reason": "Because", "expires": "2099-12-31"}, "A waiver can hold until"),
    ],
)
def test_waivers_without_reason_or_with_a_wrong_day_are_refused(
    one_left: SimpleNamespace, make: Make, form: dict[str, str], sentence: str
) -> None:
    answer = make.browser(one_left.director).post(f"{one_left.gate}/waive", {"blocker": OPEN, **form})
    assert answer.status == 422
    assert sentence in answer.text
    assert db.session.scalars(select(Waiver)).all() == []


def test_what_cannot_be_waived_is_refused(house: SimpleNamespace, make: Make) -> None:
    director = make.browser(house.director)
    review = f"{house.base}/phases/review/gate"
    answer = director.post(f"{review}/waive", {"blocker": "review.earlier-gate:concept", "reason": "Hurry"})
    assert answer.status == 422
    assert "cannot be waived" in answer.text
    assert director.get(f"{review}/waive?blocker=review.nothing-like-this").status == 404


@pytest.mark.parametrize("role", ["lead", "consultant", "sponsor", "pm", "member"])
def test_only_directors_waive(one_left: SimpleNamespace, make: Make, role: str) -> None:
    browser = make.browser(getattr(one_left, role))
    assert browser.post(f"{one_left.gate}/waive", {"blocker": OPEN, "reason": "Why not"}).status == 403
    assert "/waive" not in str(browser.get(one_left.gate).page)


@pytest.mark.parametrize("role", ["pm", "lead"])
def test_owner_and_lead_fulfil_a_condition(house: SimpleNamespace, make: Make, condition: Condition, role: str) -> None:
    browser = make.browser(getattr(house, role))
    path = f"{house.base}/conditions/{condition.key}"
    assert browser.post(path, {"note": "  "}).status == 422
    assert browser.post(path, {"note": "All trained."}).status == 303
    db.session.expire_all()
    assert condition.done_by_id == getattr(house, role).id
    assert "All trained." in browser.get(path).text
    assert browser.post(path, {"note": "Again"}).status == 422
    assert browser.post(f"{path}/reopen").status == 303
    db.session.expire_all()
    assert condition.done_at is None


@pytest.mark.parametrize("role", ["consultant", "sponsor", "member", "director"])
def test_others_do_not_fulfil_a_condition(house: SimpleNamespace, make: Make, condition: Condition, role: str) -> None:
    browser = make.browser(getattr(house, role))
    path = f"{house.base}/conditions/{condition.key}"
    assert browser.get(path).page.select("textarea[name=note]") == []
    assert browser.post(path, {"note": "All trained."}).status == 403
    assert browser.post(f"{path}/reopen").status == 403
    db.session.expire_all()
    assert condition.done_at is None


def test_d14_a_condition_is_overdue_when_its_day_is_over_where_the_project_is(
    house: SimpleNamespace, make: Make, condition: Condition
) -> None:
    sponsor = make.browser(house.sponsor)
    path = f"{house.base}/gates"
    # In Shanghai the day after the due date begins at 16:00 UTC on the due date.
    last_minute = f"{condition.due}T15:59:00+00:00"
    over = f"{condition.due}T16:01:00+00:00"
    for instant, overdue in ((last_minute, False), (over, True)):
        with time_machine.travel(instant, tick=False):
            with transaction():
                from app.models import Session

                db.session.execute(update(Session).values(last_seen_at=now(), expires_at=now() + timedelta(hours=1)))
            assert ("1 overdue" in sponsor.get(path).text) is overdue
