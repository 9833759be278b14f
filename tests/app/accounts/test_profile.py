"""One's own account: profile, language, appearance."""

import time

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.forms import ProfileForm
from app.database import db
from app.models import User
from tests.conftest import Make

PROFILE = {"name": "Ada Brook", "job_title": "Partner", "language": "zh", "time_zone": "Asia/Shanghai", "theme": "dark"}


def kept(user: User) -> dict[str, str]:
    """The profile as the database has it."""
    columns = (User.name, User.job_title, User.language, User.time_zone, User.theme)
    return dict(db.session.execute(select(*columns).where(User.id == user.id)).one()._mapping)


def test_people_change_their_profile(app: Flask, make: Make) -> None:
    user = make.user("lead")
    browser = make.browser(user)
    assert browser.post("/me", {**PROFILE, "version": 1}).location == "/me"
    assert kept(user) == PROFILE
    page = browser.get("/me")
    assert "个人资料已保存。" in page.text
    assert page.page.html["lang"] == "zh-CN"  # type: ignore[index]
    assert page.page.html["data-theme"] == "dark"  # type: ignore[index]


def test_a_stale_profile_is_a_conflict_that_shows_both(app: Flask, make: Make) -> None:
    user = make.user("lead")
    browser = make.browser(user)
    browser.post("/me", {**PROFILE, "language": "en", "version": 1})
    answer = browser.post("/me", {**PROFILE, "language": "en", "job_title": "Director", "version": 1})
    assert answer.status == 409
    assert "Partner" in answer.text
    assert "Director" in answer.text
    assert kept(user)["job_title"] == "Partner"


def test_role_and_side_are_not_in_the_profile(app: Flask, make: Make) -> None:
    user = make.user("consultant")
    forged = {"role": "administrator", "client_id": "1", "email": "x@example.test", "disabled_at": "", "key": "forged"}
    make.browser(user).post("/me", {**PROFILE, **forged, "version": 1})
    now_ = db.session.get_one(User, user.id, populate_existing=True)
    assert (now_.role, now_.client_id, now_.email, now_.key) == ("consultant", None, user.email, user.key)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "  "}, {"name": "Ada\nBrook"}, {"name": "x" * 201}, {"job_title": "x" * 201}, {"language": "de"},
        {"time_zone": "Mars/Base"}, {"theme": "purple"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_kept_on_screen(app: Flask, make: Make, wrong: dict[str, str]) -> None:
    user = make.user("lead", name="Before")
    answer = make.browser(user).post("/me", {**PROFILE, **wrong, "version": 1})
    assert answer.status == 422
    assert answer.page.select_one("[role=alert]") is not None
    assert kept(user)["name"] == "Before"
    title = answer.page.select_one("#job_title")
    assert title is not None
    assert title["value"] == wrong.get("job_title", "Partner")


def test_a_persons_language_is_kept_with_the_person(app: Flask, make: Make) -> None:
    user = make.user("lead")
    assert make.browser(user).post("/language", {"language": "zh", "next": "/me"}).location == "/me"
    assert kept(user)["language"] == "zh"
    assert make.browser(user).get("/me").page.html["lang"] == "zh-CN"  # type: ignore[index]


def test_a_visitors_language_and_appearance_are_kept_by_the_browser(app: Flask, make: Make) -> None:
    browser = make.browser()
    browser.post("/language", {"language": "zh", "next": "/sign-in"})
    browser.post("/theme", {"theme": "light", "next": "/sign-in"})
    page = browser.get("/sign-in").page
    assert (page.html["lang"], page.html["data-theme"]) == ("zh-CN", "light")  # type: ignore[index]
    assert page.h1 is not None
    assert page.h1.get_text(strip=True) == "登录"


def test_a_visitor_is_greeted_in_the_browsers_language(app: Flask, make: Make) -> None:
    page = make.browser().get("/sign-in", headers={"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5"}).page
    assert page.html["lang"] == "zh-CN"  # type: ignore[index]


@pytest.mark.parametrize(
    ("path", "form"), [("/language", {"language": "de"}), ("/theme", {"theme": "x"}), ("/theme", {})]
)
def test_unknown_languages_and_appearances_are_refused(app: Flask, make: Make, path: str, form: dict[str, str]) -> None:
    assert make.browser().post(path, form).status == 400


def test_the_profile_is_for_people_who_are_signed_in(app: Flask, make: Make) -> None:
    for url in ("/me", "/me/password"):
        assert make.browser().get(url).location.startswith("/sign-in?next=")


def test_the_worlds_time_zones_cost_little(app: Flask, make: Make) -> None:
    """All zones to choose from, the present one chosen, under 5 ms of computing a page."""
    browser = make.browser(make.user("lead", time_zone="Europe/Berlin"))
    options = browser.get("/me").page.select("select[name=time_zone] option")
    assert len(options) > 400
    assert [one["value"] for one in options if one.has_attr("selected")] == ["Europe/Berlin"]
    with app.test_request_context():
        form = ProfileForm(formdata=None, data={"time_zone": "Europe/Berlin"}, meta={"csrf": False})
        form.time_zone()
        costs = []
        for _ in range(5):
            start = time.process_time()
            ProfileForm(formdata=None, data={"time_zone": "Asia/Shanghai"}, meta={"csrf": False}).time_zone()
            costs.append(time.process_time() - start)
    assert min(costs) < 0.002
