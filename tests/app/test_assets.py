"""The set-up step that joins style sheets, scripts and icons, and cuts the typeface."""

import json
import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from app import assets


def test_style_sheets_are_joined_in_order_without_comments_and_blanks() -> None:
    joined = assets.style_sheet({"1.css": "/* why */ a { color: red; }\n", "2.css": "b > i,\nu { top: 0 }"})
    assert joined == "a{color: red}b > i,u{top: 0 }\n".replace("0 }", "0}")


def test_modules_become_one_without_imports_and_exports() -> None:
    parts = {
        "1.js": "export function say(x) {\n  return x;\n}\n",
        "2.js": 'import { say } from "./1.js";\n\nsay("// no");\n',
    }
    assert assets.script(parts) == 'function say(x) {\n  return x;\n}\n\n\nsay("// no");\n'


def test_every_icon_is_a_symbol_under_its_name() -> None:
    icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M0 0"/></svg>\n'
    assert assets.sprite({"dot.svg": icon}) == (
        '<svg xmlns="http://www.w3.org/2000/svg"><symbol id="dot" viewBox="0 0 16 16"><path d="M0 0"/></symbol></svg>\n'
    )


def test_a_second_run_makes_nothing() -> None:
    assets.build()
    assert assets.build() is False


def test_a_lost_file_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assets.build()
    shutil.copytree(assets.BUILD, tmp_path / "build")
    monkeypatch.setattr(assets, "BUILD", tmp_path / "build")
    (assets.BUILD / "sextant.css").write_text("")
    (assets.BUILD / "manifest.json").unlink()
    (assets.BUILD / "icons.svg").unlink()
    monkeypatch.setattr(assets, "_cut_fonts", lambda: None)
    assert assets.build() is True
    assert (assets.BUILD / "icons.svg").is_file()
    assert "--accent" in (assets.BUILD / "sextant.css").read_text(encoding="utf-8")


def test_the_digest_of_a_file_is_its_own() -> None:
    assets.build()
    manifest = json.loads((assets.BUILD / assets.MANIFEST).read_text(encoding="utf-8"))
    assert set(manifest["digests"]) == set(assets.FILES) == set(assets.digests())
    assert f"inter.woff2?v={assets.digests()['inter.woff2']}" in (assets.BUILD / "sextant.css").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("letter", ["A", "é", "–", "“", "→", "≥", "€"])
def test_inter_keeps_the_letters_of_english_reports(letter: str) -> None:
    assets.build()
    for path in (*assets.print_fonts().values(), assets.BUILD / "inter.woff2"):
        with TTFont(path) as font:
            assert ord(letter) in font.getBestCmap(), path.name


def test_fonts_for_print_have_one_weight_each() -> None:
    assets.build()
    for weight, path in assets.print_fonts().items():
        with TTFont(path) as font:
            assert "fvar" not in font
            assert font["OS/2"].usWeightClass == weight


def test_what_a_page_loads_first_stays_small() -> None:
    assets.build()
    names = ("sextant.css", "sextant.js", "icons.svg", "inter.woff2")
    assert sum(_packed(assets.BUILD / name) for name in names) < 65_000


def _packed(path: Path) -> int:
    import gzip

    return len(gzip.compress(path.read_bytes()))
