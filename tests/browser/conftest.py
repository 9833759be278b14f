"""What browser tests share: Debian's Chromium, the gallery, and the rules of accessibility."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from app import assets
from tests.browser.chromium import LAUNCH
from tests.browser.gallery import served


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium instead of a downloaded one."""
    return {**browser_type_launch_args, **LAUNCH}


@pytest.fixture(scope="session")
def gallery() -> Iterator[str]:
    """The address of the gallery."""
    assets.build()
    with served() as address:
        yield address


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Assert that axe finds nothing wrong with the page as it stands."""

    def check(page: Page) -> None:
        found = Axe().run(page).response["violations"]
        told = [f"{v['id']}: {v['help']}: {[node['html'][:200] for node in v['nodes'][:3]]}" for v in found]
        assert not told, f"{page.url}: " + "\n".join(told)

    return check


@pytest.fixture
def quiet(page: Page) -> Iterator[list[str]]:
    """Everything the page complains of while the test runs: errors of scripts, blocked resources; must stay empty."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield said
    assert said == []
