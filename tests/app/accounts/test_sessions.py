"""A02, A03, A16, T11: a session ends when it should, and a copy of its cookie with it."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select, update

from app.accounts.browsers import describe_browser
from app.clock import now
from app.database import db
from app.models import Session, User
from app.transactions import transaction
from tests.conftest import BASE, PASSWORD, Browser, Make

NEW = "a lake of green ink"


def copy_of(make: Make, browser: Browser) -> Browser:
    """Another browser that was given the same cookie."""
    copied = make.browser()
    with browser.client.session_transaction(base_url=BASE) as session:
        content = dict(session)
    with copied.client.session_transaction(base_url=BASE) as session:
        session.update(content)
    return copied


def is_in(browser: Browser) -> bool:
    """Whether the browser is signed in."""
    return browser.get("/me").status == 200


def test_a02_a_copied_cookie_is_void_after_signing_out(app: Flask, make: Make) -> None:
    browser = make.browser(make.user("lead"))
    copied = copy_of(make, browser)
    assert is_in(copied)
    assert browser.post("/sign-out").location == "/sign-in"
    assert not is_in(browser)
    assert not is_in(copied)


def test_a02_a_copied_cookie_is_void_after_a_change_of_password(app: Flask, make: Make) -> None:
    user = make.user("lead")
    browser, elsewhere = make.browser(user), make.browser(user)
    copied = copy_of(make, browser)
    answer = browser.post("/me/password", {"old": PASSWORD, "password": NEW, "again": NEW})
    assert (answer.status, answer.location) == (303, "/me")
    assert is_in(browser)
    assert not is_in(copied)
    assert not is_in(elsewhere)


def test_a02_a_copied_cookie_is_void_after_a_password_link_was_used(app: Flask, make: Make) -> None:
    user = make.user("lead")
    browser = make.browser(user)
    answer = make.browser(make.user("administrator")).post(f"/people/{user.key}/password-link")
    link = answer.page.select_one("[data-handed]").get_text()  # type: ignore[index]
    path = link.removeprefix("http://127.0.0.1:8000")
    assert make.browser().post(path, {"password": NEW, "again": NEW}).location == "/sign-in"
    assert not is_in(browser)


def test_a02_t11_a_disabled_person_is_out_at_the_next_request(app: Flask, make: Make) -> None:
    user = make.user("lead")
    browser = make.browser(user)
    copied = copy_of(make, browser)
    assert make.browser(make.user("administrator")).post(f"/people/{user.key}/disable").status == 303
    assert not is_in(browser)
    assert not is_in(copied)
    make.browser(make.user("administrator")).post(f"/people/{user.key}/enable")
    assert not is_in(copied)


def test_t11_disabling_in_the_database_is_enough(app: Flask, make: Make) -> None:
    user = make.user("lead")
    browser = make.browser(user)
    with transaction():
        db.session.execute(update(User).where(User.id == user.id).values(disabled_at=now()))
    assert not is_in(browser)


def test_t11_a_role_taken_away_holds_from_the_next_request(app: Flask, make: Make) -> None:
    user = make.user("director")
    browser = make.browser(user)
    assert browser.get("/people").status == 200
    answer = make.browser(make.user("administrator")).post(
        f"/people/{user.key}/role", {"role": "consultant", "version": user.version}
    )
    assert answer.status == 303
    assert browser.get("/people").status == 404


@pytest.mark.parametrize(("minutes", "still_in"), [(29, True), (31, False)])
def test_a03_half_an_hour_without_use_ends_a_session(app: Flask, make: Make, minutes: int, still_in: bool) -> None:
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False) as clock:
        browser = make.browser(make.user("lead"))
        clock.shift(timedelta(minutes=minutes))
        assert is_in(browser) is still_in


def test_a03_use_keeps_a_session_open_for_twelve_hours_and_no_longer(app: Flask, make: Make) -> None:
    with time_machine.travel("2026-03-02T08:00:00Z", tick=False) as clock:
        browser = make.browser(make.user("lead"))
        for _quarter in range(47):
            clock.shift(timedelta(minutes=15))
            assert is_in(browser)
        clock.move_to("2026-03-02T19:59:00Z")
        assert is_in(browser)
        clock.move_to("2026-03-02T20:01:00Z")
        assert not is_in(browser)


def test_a16_nobody_ends_a_session_of_somebody_else(app: Flask, make: Make) -> None:
    victim = make.user("lead")
    theirs = make.browser(victim)
    key = db.session.scalars(select(Session.key).where(Session.user_id == victim.id)).one()
    for role in ("consultant", "director", "administrator"):
        assert make.browser(make.user(role)).post(f"/me/sessions/{key}/end").status == 404
    assert is_in(theirs)


def test_people_see_and_end_their_own_sessions(app: Flask, make: Make) -> None:
    user = make.user("lead")
    here, there = make.browser(user), make.browser(user)
    with transaction():
        newest = select(func.max(Session.id)).scalar_subquery()
        phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1"
        db.session.execute(update(Session).where(Session.id == newest).values(browser=phone, address="192.0.2.9"))
    page = here.get("/me").page
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("#sessions tbody tr")]
    assert len(rows) == 2
    assert "This browser" in rows[0]
    assert rows[1].startswith("Safari · iPhone 192.0.2.9")
    end = page.select("#sessions tbody form")[1]["action"]
    assert here.post(str(end)).location == "/me"
    assert not is_in(there)
    assert is_in(here)


def test_ending_the_session_at_hand_signs_out(app: Flask, make: Make) -> None:
    browser = make.browser(make.user("lead"))
    end = browser.get("/me").page.select_one("#sessions tbody form")
    assert end is not None
    assert browser.post(str(end["action"])).location == "/sign-in"
    assert not is_in(browser)


def test_all_other_browsers_are_signed_out_at_once(app: Flask, make: Make) -> None:
    user, colleague = make.user("lead"), make.user("lead")
    here, there, foreign = make.browser(user), make.browser(user), make.browser(colleague)
    assert here.post("/me/sessions/end-others").location == "/me"
    assert [is_in(browser) for browser in (here, there, foreign)] == [True, False, True]


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) Version/18.0 Safari/605.1.15", "Safari · macOS"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile Safari/537.36 MicroMessenger/8.0", "WeChat · Android"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", ""),
    ],
)  # fmt: skip
def test_browsers_are_named_as_people_call_them(sent: str, shown: str) -> None:
    assert describe_browser(sent) == shown
