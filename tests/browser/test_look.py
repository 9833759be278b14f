"""Layouts and components: accessible, quiet, and no wider than the screen, in both languages and themes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.gallery import PAGES, WIDTHS

VIEWS = [("desk", "en", "light"), ("desk", "zh", "dark"), ("phone", "zh", "light"), ("phone", "en", "dark")]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_the_gallery_is_accessible(
    page: Page, gallery: str, accessible: Callable[[Page], None], quiet: list[str], name: str
) -> None:
    for width, language, theme in VIEWS:
        page.set_viewport_size(dict(zip(("width", "height"), WIDTHS[width], strict=True)))  # type: ignore[arg-type]
        page.goto(f"{gallery}/{name}?language={language}&theme={theme}")
        accessible(page)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_a_phone(page: Page, gallery: str, name: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for language in ("en", "zh"):
        page.goto(f"{gallery}/{name}?language={language}")
        assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_chinese_pages_say_so_and_carry_no_english_of_the_layout(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/overview?language=zh")
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert "Skip to content" not in page.content()


def test_the_icons_are_drawn_under_the_content_security_policy(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/overview")
    drawn = page.locator(".nav .icon use").first.evaluate("use => use.getBBox().width")
    assert drawn > 5


def test_inter_is_loaded_once(page: Page, gallery: str) -> None:
    fonts: list[str] = []
    page.on("request", lambda request: fonts.append(request.url) if "woff2" in request.url else None)
    page.goto(f"{gallery}/overview")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('14px Inter')")
    assert len({font.partition("?")[0] for font in fonts}) == 1


def test_a_definition_opens_where_its_term_stands(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/overview")
    page.get_by_role("button", name="Gate", exact=True).click()
    assert page.locator("#term-gate").is_visible()
