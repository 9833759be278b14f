"""A07: the rules of OWASP ASVS 5, chapter 6.2, for passwords that people choose."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.common_passwords import is_common
from app.database import db
from app.models import User
from app.passwords import is_password, password_problem
from tests.conftest import PASSWORD, Make

GOOD = "a lake of green ink"


def change(make: Make, user: User, password: str, *, old: str = PASSWORD, again: str | None = None) -> tuple[int, str]:
    """Try to change a person's password; the status and the words of the answer."""
    answer = make.browser(user).post(
        "/me/password", {"old": old, "password": password, "again": password if again is None else again}
    )
    return answer.status, answer.text


def test_a07_1_shorter_than_twelve_is_refused(app: Flask, make: Make) -> None:
    with app.test_request_context():
        assert password_problem("k7#vQ2!xW9p") == (
            "Use at least 12 characters. A sentence of your own is easy to remember and hard to guess."
        )
        assert password_problem("k7#vQ2!xW9pZ") is None


def test_a07_2_people_change_their_password(app: Flask, make: Make) -> None:
    user = make.user("lead")
    assert change(make, user, GOOD)[0] == 303
    hashed = db.session.scalar(select(User.password_hash).where(User.id == user.id))
    assert is_password(GOOD, hashed)
    assert not is_password(PASSWORD, hashed)


def test_a07_3_the_present_password_is_asked_for(app: Flask, make: Make) -> None:
    status, text = change(make, make.user("lead"), GOOD, old="something else entirely")
    assert status == 422
    assert "This is not your present password." in text


@pytest.mark.parametrize(
    "password",
    [
        "password1234", "Password!2024", "P@ssw0rd1234", "passwordpassword", "qwertyuiop12", "1q2w3e4r5t6y",
        "asdfghjklqwe", "zxcvbnmasdfgh", "qazwsxedcrfv", "123456789012", "987654321098", "111111111111",
        "abcabcabcabc", "aaaaaaaaaaab", "letmeinletmein", "iloveyou1234", "welcome12345", "Sunshine2024!",
        "administrator", "Changeme1234", "woaini1314520", "5201314520134", "Beijing@2024!", "20240101 2024",
        "Dragon-Monkey1", "sextantsextant", "a12345678901",
    ],
)  # fmt: skip
def test_a07_4_what_attackers_try_first_is_refused(password: str) -> None:
    assert is_common(password)


def test_a07_4_more_than_three_thousand_common_passwords_are_refused() -> None:
    """The usual lengthenings of the words that lead every list of leaked passwords."""
    words = "password admin welcome dragon monkey sunshine princess football qwerty letmein shadow master".split()
    endings = [f"{sign}{year}" for sign in ("", "!", "@", "#", "_", "-") for year in range(1970, 2031)]
    tried = {(word.title() if n % 2 else word) + end for word in words for n, end in enumerate(endings)}
    long_enough = {word if len(word) >= 12 else word + word for word in tried}
    assert len(long_enough) > 3000
    assert [word for word in long_enough if not is_common(word)] == []


@pytest.mark.parametrize(
    "password",
    [
        GOOD, PASSWORD, "my dog ate the red sofa", "我喜欢在雨天散步看书写字", "alllowercaseletters though",
        "GX8KP2VQZ1LM", "    twelve blanks and so on", "tr0ub4dor horse lamp",
    ],
)  # fmt: skip
def test_a07_5_no_kind_of_character_is_asked_for_or_forbidden(app: Flask, password: str) -> None:
    with app.test_request_context():
        problem = password_problem(password)
    assert problem is None


@pytest.mark.parametrize("url", ["/me/password", "/sign-in"])
def test_a07_6_7_fields_hide_the_password_and_let_managers_fill_them(app: Flask, make: Make, url: str) -> None:
    browser = make.browser(make.user("lead") if url == "/me/password" else None)
    fields = browser.get(url).page.select("input[type=password]")
    assert fields
    for field in fields:
        assert field["autocomplete"] in {"current-password", "new-password"}
        assert not {"onpaste", "readonly"} & set(field.attrs)
        assert int(str(field.get("maxlength", "1000"))) > 128


def test_a07_8_passwords_are_taken_exactly_as_typed(app: Flask, make: Make) -> None:
    user, typed = make.user("lead"), "  Ünïcode ＡＢＣ lamp  "
    assert change(make, user, typed)[0] == 303
    hashed = db.session.scalar(select(User.password_hash).where(User.id == user.id))
    assert is_password(typed, hashed)
    for close in (typed.strip(), typed.lower(), "  Ünïcode ABC lamp  "):
        assert not is_password(close, hashed)


def test_a07_9_sixty_four_characters_and_more_are_allowed(app: Flask, make: Make) -> None:
    long = " ".join(["lamp", "otter", "granite", "window"] * 6)[:128]
    assert len(long) > 64
    user = make.user("lead")
    assert change(make, user, long)[0] == 303
    hashed = db.session.scalar(select(User.password_hash).where(User.id == user.id))
    assert not is_password(long[:-1], hashed)
    with app.test_request_context():
        assert password_problem("k7#vQ2!xW9pZ" * 11) == "Use at most 128 characters."


def test_a07_10_passwords_do_not_run_out(app: Flask) -> None:
    assert not [column for column in User.__table__.columns if "password" in column.name and "hash" not in column.name]


@pytest.mark.parametrize("password", ["marlow and the lamps", "ines.marlow@firm.example", "lamps of Meridian here"])
def test_a07_11_words_about_the_person_are_refused(app: Flask, password: str) -> None:
    with app.test_request_context():
        about = ("Ines Marlow", "ines.marlow@firm.example", "Meridian Consulting")
        assert password_problem(password, about=about) is not None


def test_a07_11_chinese_names_are_words_about_the_person_too(app: Flask) -> None:
    with app.test_request_context():
        assert password_problem("王晓芳喜欢在雨天散步看书", about=("王晓芳",)) is not None
        assert password_problem("喜欢在雨天散步看书写字呢", about=("王晓芳",)) is None


def test_a07_the_two_must_be_the_same(app: Flask, make: Make) -> None:
    status, text = change(make, make.user("lead"), GOOD, again=GOOD + "!")
    assert status == 422
    assert "The two passwords differ." in text


def test_a07_passwords_are_kept_as_argon2id_only(app: Flask, make: Make) -> None:
    user = make.user("lead")
    change(make, user, GOOD)
    hashed = db.session.scalar(select(User.password_hash).where(User.id == user.id)) or ""
    assert hashed.startswith("$argon2id$")
    assert GOOD not in hashed
