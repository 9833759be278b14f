"""README names every setting and command; checklists never lose an id; security tests exist."""

import re
from pathlib import Path

from app.cli import FEATURE_COMMANDS
from phases.edition import current_edition

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
IDS = Path(__file__).parent / "ids_ever_used.txt"


def test_every_setting_is_in_the_readme_and_no_other() -> None:
    read = set(re.findall(r'"(SEXTANT_[A-Z_]+)"', (ROOT / "app/config.py").read_text(encoding="utf-8")))
    assert set(re.findall(r"`(SEXTANT_[A-Z_]+)`", README)) == read


def test_every_command_is_in_the_readme() -> None:
    assert {name for name in FEATURE_COMMANDS if f"sextant {name}" not in README} == set()


def test_pictures_named_in_the_readme_exist() -> None:
    for name in re.findall(r"!\[[^]]*]\(([^)]+)\)", README):
        assert (ROOT / name).is_file(), name


def test_ids_of_the_method_never_vanish() -> None:
    edition = current_edition()
    present = {id for content in edition.phases.values() for id in [*content.items, *content.deliverables]}
    assert set(IDS.read_text(encoding="utf-8").split()) <= present


def test_tests_named_in_security_exist() -> None:
    named = set(re.findall(r"\b([TAXFPDJS]\d\d)\b", (ROOT / "SECURITY.md").read_text(encoding="utf-8")))
    written = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    assert {id for id in named if id not in written and f"_{id.lower()}_" not in written} == set()


def test_the_repository_speaks_of_the_product_alone() -> None:
    own_words = ("/wo" + "rk/", "COMP" + "ASS", "far" + "m-")
    for path in [*ROOT.glob("*.md"), *(ROOT / "app").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        assert not [word for word in own_words if word in text], path
