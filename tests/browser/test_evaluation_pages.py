"""The pages of usage data and evaluation with everything on them: accessible, quiet and no wider than the screen."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from app.clock import now
from app.database import db
from app.evaluations.actions import open_round
from app.evaluations.actions_criteria import Agreement, add_criterion
from app.evaluations.actions_figures import GivenFigure, enter_figures
from app.evaluations.actions_findings import add_finding
from app.evaluations.actions_rectification import add_action
from app.files import receive
from app.models import Round, User
from app.transactions import transaction
from app.usage.actions import Upload, add_log
from app.usage.actions_lists import add_list
from app.usage.importing_now import open_list, take_list, take_log
from app.usage.rounds import compute_now
from tests.browser.conftest import violations
from tests.conftest import Make

PEOPLE = ("anna", "ben", "cai", "dora", "emil", "fang")
USERS = "user,role,department\n" + "".join(f"{name},rep,{'Sales' if name < 'e' else 'Service'}\n" for name in PEOPLE)
FUNCTIONS = "function,area,advanced,roles\ncustomers,Sales,no,\nforecast,Analysis,yes,rep\n"

# On a phone a row is a card, and a list in it begins where the card does.
SQUEEZED = """() => innerWidth > 400 ? [] : [...document.querySelectorAll(".table.cards td > ul.list")]
    .filter((list) => list.getBoundingClientRect().x > list.closest("tr").getBoundingClientRect().x + 1)
    .map((list) => list.innerText.slice(0, 30))"""


@pytest.fixture
def house(app: Flask, make: Make, tmp_path: Path) -> SimpleNamespace:
    """A project after its first round and in its second; .pages are the addresses of all its pages of evaluation."""
    make.firm()
    client = make.client("Qingzhou Pumps")
    lead, pm = make.user("lead", name="Lena Lead"), make.user("client-pm", client, name="Pia Manager")
    project = make.project(client, go_live=date(2026, 5, 31))
    for person in (lead, pm):
        make.member(project, person)
    given: dict[str, Any] = {"project": project, "by": lead.id}
    for kind, content in (("users", USERS), ("functions", FUNCTIONS)):
        take_list(**given, file=open_list(project, kind, write(tmp_path, f"{kind}.csv", content)))
    log = take_log(**given, path=write(tmp_path, "log.csv", events()), wanted={}).source.key
    with transaction():
        agreed = add_criterion(**given, agreement=agreement(pm)).key
        first = open_round(**given, from_date=date(2026, 6, 1), to_date=date(2026, 6, 30))
    compute_now(**given, round_=first)
    with transaction():
        finding = add_finding(
            **given, round_=first, title="Few sign in", dimension="breadth", severity="high",
            indicator="breadth.active-share", cause="Nobody asks for it.\nThe old sheet is still open.",
        )  # fmt: skip
        action = add_action(
            **given, round_=first, finding=finding, title="Weekly coaching", owner=pm.key, due=date(2026, 7, 31),
            expected_indicator="breadth.active-share", expected_change=0.1,
        )  # fmt: skip
        keys = finding.key, action.key
    with transaction():
        row = db.session.get_one(Round, first.id)
        row.state, row.closed_at, row.conclusion = "closed", now(), "# Outlook\n\n**Few** sign in.\n\n- coach\n- ask"
    with transaction():
        second = open_round(**given, from_date=date(2026, 7, 1), to_date=date(2026, 7, 31))
    compute_now(**given, round_=second)
    with transaction():
        figure = GivenFigure(36.0, date(2026, 7, 1), date(2026, 7, 31))
        enter_figures(**given, round_=second, figures={agreed: figure})
        db.session.get_one(Round, second.id).conclusion = "## Better\n\n1. coached"
        open_round(**given, from_date=date(2026, 8, 1), to_date=date(2026, 8, 31))
        waiting = [waiting_log(given, tmp_path), waiting_list(given, tmp_path)]
    base = f"/projects/{project.key}"
    return SimpleNamespace(lead=lead, pm=pm, pages=[base + path for path in paths(log, agreed, *keys, *waiting)])


def paths(log: str, criterion: str, finding: str, action: str, waiting_log: str, waiting_list: str) -> list[str]:
    """Every page below a project that usage data and evaluation have."""
    return [
        "/rounds", "/rounds/new", "/rounds/1", "/rounds/2", "/rounds/3", "/rounds/2/dates", "/rounds/2/figures",
        "/rounds/2/findings/new", f"/findings/{finding}", f"/findings/{finding}/actions/new", "/actions",
        f"/actions/{action}", f"/actions/{action}/edit", "/criteria", "/criteria/new", f"/criteria/{criterion}",
        "/usage", "/usage?q=nobody", f"/usage/{log}", f"/usage/{log}/mapping", f"/usage/{waiting_log}/mapping",
        f"/usage/{waiting_list}/changes",
    ]  # fmt: skip


def write(folder: Path, name: str, content: str) -> Path:
    """A file with this text."""
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def events() -> str:
    """Two months of use, a stranger, and rows that have to be refused."""
    days = [(month, day) for month in (6, 7) for day in range(1, 29) if day % 7]
    rows = [
        f"{name},{'forecast' if day % 3 == 0 else 'customers'},2026-0{month}-{day:02} 09:00"
        for month, day in days
        for name in PEOPLE[: 2 + month - 4]
    ]
    return "\n".join(["user,function,time", *rows, "ghost,customers,2026-07-01 10:00", ",x,2026-07-01", "anna,x,soon"])


def agreement(owner: User) -> Agreement:
    """Response time, from 48 hours down to 24, worth money."""
    return Agreement(
        name="Response time", unit="hours", direction="down", baseline=48.0, baseline_date=date(2025, 12, 31),
        baseline_source="Service desk", target=24.0, target_date=date(2026, 12, 31), owner=owner.key,
        how_measured="Median of all tickets", money_per_unit=1000.0, currency="CNY",
    )  # fmt: skip


def waiting_log(given: dict[str, Any], folder: Path) -> str:
    """A log whose columns nobody has confirmed, with days that could be read both ways."""
    path = write(folder, "next.csv", "user,function,time\nanna,customers,3/4/2026 09:00\nben,,5/4/2026 09:00\n")
    return add_log(**given, upload=Upload(receive(path), "next.csv", "utf-8", ",")).key


def waiting_list(given: dict[str, Any], folder: Path) -> str:
    """A list that adds, changes and removes somebody, and has a row twice."""
    path = write(folder, "later.csv", "user,role,department\nanna,boss,Sales\ngina,rep,Sales\ngina,rep,Sales\n")
    return add_list(**given, kind="users", upload=Upload(receive(path), "later.csv")).key


@pytest.mark.parametrize(
    ("width", "language", "theme"), [(1440, "en", "light"), (390, "zh", "dark")], ids=["desk", "phone"]
)
def test_every_page_of_evaluation_is_accessible_and_fits(
    live: str,
    house: SimpleNamespace,
    browser: Browser,
    sign_in: Callable[[BrowserContext, User], None],
    width: int,
    language: str,
    theme: str,
) -> None:
    wrong: list[str] = []
    seen_by_client = [page for page in house.pages if page.rpartition("/")[0].endswith("/rounds") and page[-1] in "123"]
    for user, pages in ((house.lead, house.pages), (house.pm, seen_by_client)):
        with transaction():
            person = db.session.get_one(User, user.id)
            person.language, person.theme = language, theme
        context = browser.new_context(viewport={"width": width, "height": 844})
        sign_in(context, user)
        wrong += faults(context.new_page(), live, pages)
        context.close()
    assert not wrong, "\n".join(wrong)


def faults(page: Page, live: str, pages: list[str]) -> list[str]:
    """Everything wrong with these pages, a sentence each."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("console", lambda said: wrong.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    for address in pages:
        answer = page.goto(live + address)
        assert answer is not None
        if answer.status != 200:
            wrong.append(f"{address} answers {answer.status}")
            continue
        wrong += violations(page)
        wrong += [f"{address}: “{text}” is squeezed beside its state" for text in page.evaluate(SQUEEZED)]
        across = page.evaluate("document.documentElement.scrollWidth")
        if across > page.evaluate("innerWidth"):
            wrong.append(f"{address} is {across} pixels wide")
    return wrong
