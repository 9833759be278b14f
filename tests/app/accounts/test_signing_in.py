"""A01, A04, A05, A13, A14: who signs in gets a new session; who guesses learns nothing and is stopped."""

import time
from statistics import median

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import delete, func, select, update

from app import passwords
from app.accounts.actions.sign_in import address_subject
from app.database import db
from app.models import Attempt, AuditEvent, Session, User
from app.transactions import transaction
from tests.conftest import BASE, PASSWORD, Answer, Browser, Make

WRONG = "an entirely different sentence"


def sign_in(browser: Browser, email: str, password: str, address: str = "192.0.2.1", **kwargs: object) -> Answer:
    """Try to sign in from an address."""
    return browser.post(
        "/sign-in", {"email": email, "password": password}, environ_base={"REMOTE_ADDR": address}, **kwargs
    )


def test_the_right_password_opens_a_session(app: Flask, make: Make) -> None:
    browser, user = make.browser(), make.user("lead")
    answer = sign_in(browser, user.email, PASSWORD)
    assert (answer.status, answer.location) == (303, "/")
    assert browser.get("/me").status == 200
    assert db.session.scalars(select(AuditEvent.verb)).all() == ["session.opened"]


@pytest.mark.parametrize("spelling", [str.upper, str.title, lambda email: f"  {email} "])
def test_the_spelling_of_the_address_does_not_matter(app: Flask, make: Make, spelling: object) -> None:
    user = make.user("lead")
    assert sign_in(make.browser(), spelling(user.email), PASSWORD).status == 303  # type: ignore[operator]


def test_the_password_counts_sign_by_sign(app: Flask, make: Make) -> None:
    user = make.user("lead")
    for close in (PASSWORD.upper(), PASSWORD + " ", " " + PASSWORD, PASSWORD[:-1]):
        assert sign_in(make.browser(), user.email, close).status == 422


def test_a01_the_session_id_changes_at_login_and_nothing_is_kept(app: Flask, make: Make) -> None:
    browser, user = make.browser(), make.user("lead")
    form = {"csrf_token": browser.csrf(), "email": user.email, "password": PASSWORD}
    with browser.client.session_transaction(base_url=BASE) as session:
        session["token"] = "planted-by-somebody-else"
        session["planted"] = "content"
    assert browser._send(browser.client.post, "/sign-in", data=form).status == 303
    with browser.client.session_transaction(base_url=BASE) as session:
        assert set(session) == {"token"}
        assert session["token"] != "planted-by-somebody-else"


def test_a01_signing_in_again_ends_the_session_before(app: Flask, make: Make) -> None:
    user = make.user("lead")
    browser = make.browser(user)
    with browser.client.session_transaction(base_url=BASE) as session:
        before = session["token"]
    sign_in(browser, user.email, PASSWORD)
    with browser.client.session_transaction(base_url=BASE) as session:
        assert session["token"] != before
    copied = make.browser()
    with copied.client.session_transaction(base_url=BASE) as session:
        session["token"] = before
    assert copied.get("/me").status == 302


def test_a04_unknown_disabled_and_wrong_get_the_same_answer(app: Flask, make: Make) -> None:
    known, disabled = make.user("lead"), make.user("lead", disabled_at=passwords.now())
    answers = [
        sign_in(make.browser(), email, password)
        for email, password in (
            (known.email, WRONG), ("nobody@example.test", WRONG), (disabled.email, PASSWORD), (disabled.email, WRONG),
        )
    ]  # fmt: skip
    assert [answer.status for answer in answers] == [422] * 4
    bodies = set()
    for answer in answers:
        for field in answer.page.select("input[name=csrf_token], input[name=email]"):
            field["value"] = ""
        bodies.add(str(answer.page.main))
        assert answer.page.select_one("input[name=password]").get("value") in (None, "")  # type: ignore[union-attr]
    assert len({answer.text for answer in answers}) == 1


def test_a04_an_unknown_person_takes_as_long_as_a_known_one(
    app: Flask, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1))
    monkeypatch.setattr(passwords, "_nobodys_hash", None)
    known = make.user("lead")
    with transaction():
        hashed = passwords.hash_password(PASSWORD)
        db.session.execute(update(User).values(password_hash=hashed))
    browser, spent = make.browser(), {known.email: [0.0], "nobody@example.test": [0.0]}
    browser.csrf()
    for _round in range(21):
        for email, seconds in spent.items():
            with transaction():
                db.session.execute(delete(Attempt))
            before = time.process_time()
            assert sign_in(browser, email, WRONG).status == 422
            seconds.append(time.process_time() - before)
    first, second = (median(seconds[1:]) for seconds in spent.values())
    assert abs(first - second) <= 0.005


def test_a05_ten_tries_at_an_account_then_none(app: Flask, make: Make) -> None:
    user, browser = make.user("lead"), make.browser()
    tried = [sign_in(browser, user.email, WRONG, f"192.0.2.{n}").status for n in range(12)]
    assert tried == [422] * 10 + [429] * 2
    assert sign_in(browser, user.email, PASSWORD, "192.0.2.99").status == 429


@pytest.mark.parametrize("spelling", [str.upper, str.title, lambda email: f" {email}", lambda email: email + "\t"])
def test_a05_another_spelling_is_the_same_account(app: Flask, make: Make, spelling: object) -> None:
    user, browser = make.user("lead"), make.browser()
    for n in range(10):
        sign_in(browser, user.email, WRONG, f"192.0.2.{n}")
    assert sign_in(browser, spelling(user.email), WRONG, "192.0.2.50").status == 429  # type: ignore[operator]


def test_a05_unknown_accounts_are_stopped_alike(app: Flask, make: Make) -> None:
    browser = make.browser()
    tried = [sign_in(browser, "nobody@example.test", WRONG, f"192.0.2.{n}").status for n in range(11)]
    assert tried == [422] * 10 + [429]


def test_a05_ten_tries_from_an_address_then_none(app: Flask, make: Make) -> None:
    browser, user = make.browser(), make.user("lead")
    tried = [sign_in(browser, f"person-{n}@example.test", WRONG).status for n in range(11)]
    assert tried == [422] * 10 + [429]
    assert sign_in(browser, user.email, PASSWORD).status == 429


def test_a05_a_forged_forwarding_header_changes_nothing(app: Flask, make: Make) -> None:
    browser = make.browser()
    for n in range(11):
        forged = {"X-Forwarded-For": f"198.51.100.{n}", "X-Real-IP": f"198.51.100.{n}", "Forwarded": f"for=10.0.0.{n}"}
        answer = sign_in(browser, f"person-{n}@example.test", WRONG, headers=forged)
    assert answer.status == 429


def test_a05_one_ipv6_network_is_one_address(app: Flask, make: Make) -> None:
    browser = make.browser()
    tried = [sign_in(browser, f"p{n}@example.test", WRONG, f"2001:db8:0:7:{n:x}::1").status for n in range(11)]
    assert tried == [422] * 10 + [429]
    assert sign_in(browser, "p@example.test", WRONG, "2001:db8:0:8::1").status == 422


def test_a05_subjects_of_addresses() -> None:
    assert address_subject("192.0.2.1") == "address:192.0.2.1"
    assert address_subject("::ffff:192.0.2.1") == "address:192.0.2.1"
    assert address_subject("2001:db8::1") == address_subject("2001:db8::ffff:1") == "address:2001:db8::/64"
    assert address_subject("") == "address:unknown"


def test_a05_the_right_password_clears_the_account_but_not_the_address(app: Flask, make: Make) -> None:
    user, browser = make.user("lead"), make.browser()
    for _try in range(9):
        sign_in(browser, user.email, WRONG)
    assert sign_in(make.browser(), user.email, PASSWORD).status == 303
    subjects = db.session.scalars(select(Attempt.subject)).all()
    assert subjects == ["address:192.0.2.1"] * 9


def test_a05_tries_are_forgotten_after_a_quarter_of_an_hour(app: Flask, make: Make) -> None:
    import time_machine

    user = make.user("lead")
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False) as clock:
        browser = make.browser()
        for _try in range(10):
            sign_in(browser, user.email, WRONG)
        clock.move_to("2026-03-02T10:14:59Z")
        assert sign_in(browser, user.email, PASSWORD).status == 429
        clock.move_to("2026-03-02T10:15:01Z")
        assert sign_in(browser, user.email, PASSWORD).status == 303


def test_a05_changing_the_password_counts_tries_too(app: Flask, make: Make) -> None:
    user = make.user("lead")
    browser = make.browser(user)
    form = {"old": WRONG, "password": "a lake of green ink", "again": "a lake of green ink"}
    tried = [browser.post("/me/password", form).status for _try in range(11)]
    assert tried == [422] * 10 + [429]


def test_a13_a_foreign_host_is_refused(app: Flask, make: Make) -> None:
    browser = make.browser()
    assert browser.get("/sign-in", headers={"Host": "evil.example"}).status == 400
    assert browser.get("/sign-in", environ_overrides={"HTTP_HOST": "evil.example:8000"}).status == 400


def test_a13_links_name_the_configured_host_only(app: Flask, make: Make) -> None:
    browser, user = make.browser(make.user("administrator")), make.user("lead")
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http", "Forwarded": "host=evil.example"}
    answer = browser.post(f"/people/{user.key}/password-link", headers=forged)
    link = answer.page.select_one("[data-handed]")
    assert link is not None
    assert link.get_text().startswith("http://127.0.0.1:8000/invitations/")
    assert "evil.example" not in answer.text


def test_a14_every_cookie_is_locked_to_this_host(app: Flask, make: Make) -> None:
    browser, user = make.browser(), make.user("lead")
    answers = [browser.get("/sign-in"), sign_in(browser, user.email, PASSWORD)]
    answers += [browser.post("/language", {"language": "zh"}), browser.post("/theme", {"theme": "dark"})]
    answers += [browser.post("/me", {}), browser.post("/sign-out")]
    cookies = [cookie for answer in answers for cookie in answer.response.headers.getlist("Set-Cookie")]
    assert len(cookies) >= 4
    for cookie in cookies:
        parts = [part.strip() for part in cookie.split(";")]
        assert parts[0].startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(parts)
        assert not [part for part in parts if part.startswith("Domain")]


def test_an_empty_form_says_what_is_missing(app: Flask, make: Make) -> None:
    answer = make.browser().post("/sign-in", {})
    assert answer.status == 422
    assert "Write your e-mail address." in answer.text
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 0


def test_who_is_signed_in_already_goes_on(app: Flask, make: Make) -> None:
    assert make.browser(make.user("lead")).get("/sign-in?next=/me").location == "/me"


def test_signing_in_forgets_sessions_that_ran_out(app: Flask, make: Make) -> None:
    user = make.user("lead")
    make.browser(user)
    with transaction():
        db.session.execute(update(Session).values(expires_at=passwords.now()))
    sign_in(make.browser(), user.email, PASSWORD)
    assert db.session.scalar(select(func.count()).select_from(Session)) == 1
