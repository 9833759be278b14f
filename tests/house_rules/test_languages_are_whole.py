"""Both languages are whole: every sentence of code and templates has its Chinese."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from app.translations.build import merge

ROOT = Path(__file__).parents[2]
METHODS = [("templates/**.html", "jinja2.ext:babel_extract"), ("templates/**.txt", "jinja2.ext:babel_extract")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "lazy": None, "lazy_gettext": None}


@cache
def sentences() -> dict[str, str]:
    """Every sentence that code or templates ask for, with the place of its first use."""
    found: dict[str, str] = {}
    options = {"**.html": {"trimmed": "true"}}
    for folder, methods in (
        ("app", [("**.py", "python")]),
        ("templates", [("**.html", "jinja2"), ("**.txt", "jinja2")]),
    ):
        rows = extract_from_dir(str(ROOT / folder), methods, options, KEYWORDS)  # type: ignore[arg-type]
        for file, line, message, _comments, _context in rows:
            singular = message if isinstance(message, str) else message[0]
            found.setdefault(singular, f"{folder}/{file}:{line}")
    return found


def test_every_sentence_has_its_chinese() -> None:
    catalogue = merge("zh")
    missing = [f"{place}: {text}" for text, place in sentences().items() if text and catalogue.get(text) is None]
    assert missing == [], f"{len(missing)} sentences without Chinese"


def test_no_translation_is_left_over() -> None:
    used = set(sentences())
    left = [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in merge("zh")
        if message.id and (message.id if isinstance(message.id, str) else message.id[0]) not in used
    ]
    assert left == []


@pytest.mark.parametrize("path", sorted((ROOT / "app/translations/zh").glob("*.po")), ids=lambda path: path.stem)
def test_placeholders_are_the_same_in_both_languages(path: Path) -> None:
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        catalogue = read_po(file, locale="zh")
    for message in catalogue:
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        for string in strings:
            assert any(_names(string) == _names(one) for one in ids), ids[0]


def _names(sentence: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)", sentence))


def test_sentences_part_names_as_the_language_does() -> None:
    """Chinese has its own comma between names: `listed` knows it, a plain join does not."""
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in [*(ROOT / "app").rglob("*.py"), *(ROOT / "phases").rglob("*.py")]
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and any(word.arg and _joins_with_a_comma(word.value) for word in call.keywords)
    ]
    assert found == []


def test_templates_put_no_western_mark_between_two_values() -> None:
    """“Name, day” is “姓名，日期” in Chinese: the mark belongs into a sentence that is translated."""
    glued = re.compile(r"\}\}(</\w+>)?[,;:] (<\w+[^>]*>)?\{\{")
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in (ROOT / "templates").rglob("*.html")
        for match in glued.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def _joins_with_a_comma(value: ast.expr) -> bool:
    return any(
        isinstance(one, ast.Attribute) and one.attr == "join" and isinstance(one.value, ast.Constant)
        and one.value.value == ", "
        for one in ast.walk(value)
    )  # fmt: skip
