"""House rule: what the browser loads as script is JavaScript.

The parts are joined into one file by app.assets, which reads no JavaScript: a bracket too few, or a name that two parts
declare, would stop every script of the product. Chromium itself parses the file here, without running it.
"""

from typing import Any

from playwright.sync_api import Page

from app import assets

PARTS = {path.name: path.read_text(encoding="utf-8") for path in sorted((assets.STATIC / "js").glob("*.js"))}


def wrong(page: Page, script: str) -> str:
    """What Chromium says of a script that it parses without running it: nothing when it is JavaScript."""
    inside = page.context.new_cdp_session(page)
    inside.send("Runtime.enable")
    asked = {"expression": script, "sourceURL": "sextant.js", "persistScript": False}
    said: dict[str, Any] = inside.send("Runtime.compileScript", asked)
    details = said.get("exceptionDetails")
    return f"line {details['lineNumber'] + 1}: {details['exception']['description']}" if details else ""


def test_the_script_that_pages_load_is_javascript(page: Page) -> None:
    assets.build()
    built = (assets.BUILD / "sextant.js").read_text(encoding="utf-8")
    assert len(built) > 5_000
    assert wrong(page, built) == ""


def test_every_part_is_javascript_by_itself(page: Page) -> None:
    found = {name: wrong(page, assets.script({name: text})) for name, text in PARTS.items()}
    assert len(found) >= 10
    assert {name: said for name, said in found.items() if said} == {}


def test_a_bracket_too_few_and_a_name_declared_twice_are_found(page: Page) -> None:
    unended = assets.script({"a.js": "export function broken() {\n"})
    twice = assets.script({"a.js": "const one = 1;\n", "b.js": "const one = 2;\n"})
    assert "SyntaxError" in wrong(page, unended)
    assert "already been declared" in wrong(page, twice)
