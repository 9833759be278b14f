"""The pages of processes with everything drawn on them: accessible, quiet, and no wider than the screen."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from app.models import AsIsProcess, AsIsStep, Project, TargetProcess, TargetStep, User
from tests.browser.conftest import violations
from tests.conftest import Make

LONG = "由区域销售经理会同交付计划员逐项核对客户档案、历史订单、信用额度与交货承诺"


@pytest.fixture
def house(app: Flask, make: Make) -> SimpleNamespace:
    """A process of forty steps beside a to-be of ten, which loses control points."""
    make.firm()
    client = make.client("Qingzhou Pumps")
    pm = make.user("client-pm", client, name="Pia Manager")
    project = make.project(client)
    make.member(project, pm)
    old, new = _processes(make, project, pm)
    base = f"/projects/{project.key}"
    pages = [
        f"{base}/review/processes", f"{base}/review/processes/{old}", f"{base}/solidification/processes",
        f"{base}/solidification/processes/{new}", f"{base}/solidification/loose-ends",
    ]  # fmt: skip
    return SimpleNamespace(pm=pm, pages=pages)


def _processes(make: Make, project: Project, pm: User) -> tuple[str, str]:
    in_it: dict[str, Any] = {"project_id": project.id}
    old = make.add(AsIsProcess(**in_it, number=1, name="Quotes", domain="sales", in_scope=True))
    new = make.add(TargetProcess(**in_it, number=1, name="Quotes", as_is_id=old.id, owner_id=pm.id))
    carriers = ("system", "sheet", "paper", "talk")
    make.add(
        *(
            AsIsStep(
                **in_it, number=place, place=place, name=LONG[: 6 + place], flow_id=old.id, role=f"Role {place % 3}",
                carrier=carriers[place % 4], control_point=place % 4 == 0, hand_off=place % 5 == 0,
            )
            for place in range(1, 41)
        ),
        *(
            TargetStep(
                **in_it, number=place, place=place, name=f"Step {place}", flow_id=new.id, fit="standard",
                change=("keep", "change", "new", "drop")[place % 4], hand_off=place == 3,
            )
            for place in range(1, 11)
        ),
    )  # fmt: skip
    return old.key, new.key


@pytest.fixture
def crawl(
    browser: Browser, live: str, sign_in: Callable[[BrowserContext, User], None], house: SimpleNamespace
) -> Callable[..., list[str]]:
    """Opens every page at a width and in a scheme; gives what is wrong with each."""

    def walked(width: int, scheme: Any) -> list[str]:
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        sign_in(context, house.pm)
        page: Page = context.new_page()
        found: list[str] = []
        for url in house.pages:
            page.goto(live + url)
            found += [f"{url}: {one}" for one in violations(page)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{url}: wider than {width}")
        context.close()
        return found

    return walked


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_processes_are_drawn_for_everybody(crawl: Callable[..., list[str]], width: int, scheme: str) -> None:
    assert crawl(width, scheme) == []


def test_a_box_is_reached_by_keyboard_and_leads_to_its_step(
    browser: Browser, live: str, sign_in: Callable[[BrowserContext, User], None], house: SimpleNamespace
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    sign_in(context, house.pm)
    page = context.new_page()
    page.goto(live + house.pages[1])
    page.locator("svg a").nth(2).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/records/review/steps/*")
    assert page.locator("input[name=name]").input_value() == LONG[:9]
    context.close()
