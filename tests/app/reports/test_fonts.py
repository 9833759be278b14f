"""A report in Chinese is made with Chinese letters or not at all."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from app.assets import print_fonts
from app.reports import fonts, sandbox
from app.reports.sandbox import RenderFailed, make_pdf

CHINESE = '<html lang="zh-CN"><title>x</title><p>理念导入</p></html>'
ENGLISH = '<html lang="en"><title>x</title><p>Concept introduction – “quoted” · ● ▲ ◆</p></html>'


@pytest.fixture
def no_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose only typeface is Inter."""
    inter = next(iter(print_fonts().values())).parent
    path = tmp_path / "fonts.conf"
    path.write_text(f"<fontconfig><dir>{inter}</dir></fontconfig>", encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(path))


@pytest.mark.usefixtures("no_chinese")
def test_a_missing_chinese_font_is_refused_with_the_line_that_installs_it():
    with pytest.raises(RenderFailed) as refused:
        make_pdf(CHINESE, "", identifier="x")
    assert refused.value.sentence == sandbox.NO_CHINESE
    assert "fonts-noto-cjk" in refused.value.sentence.zh


@pytest.mark.usefixtures("no_chinese")
def test_english_needs_no_chinese_font():
    assert make_pdf(ENGLISH, "", identifier="x").startswith(b"%PDF")


@pytest.mark.parametrize("text", ["客户", "a，b", "「", "ＡＢ", "\U00020000"])
def test_chinese_letters_and_full_width_signs_need_the_chinese_font(text):
    assert fonts.needs_chinese(text)


@pytest.mark.parametrize("text", ["client", "Ærø – “x” · ● 3 €", ""])
def test_latin_letters_and_signs_do_not(text):
    assert not fonts.needs_chinese(text)


def test_inter_comes_from_the_product_and_from_nowhere_else(tmp_path: Path):
    environment = fonts.configure(tmp_path)
    assert fonts.has_face("Inter", environment)
    assert not fonts.has_face("No Such Face", environment)


def test_a_machine_without_fontconfig_has_no_face(tmp_path: Path):
    assert not fonts.has_face("Inter", {"PATH": str(tmp_path)})


def test_a_character_that_no_font_has_is_named_instead_of_printed_as_a_box():
    with pytest.raises(RenderFailed) as refused:
        make_pdf('<html lang="en"><title>x</title><p>fine \u0378 so far</p></html>', "", identifier="x")
    assert "these characters: \u0378." in refused.value.sentence.en
    assert "以下字符：\u0378。" in refused.value.sentence.zh


def test_what_is_taken_for_granted_is_in_every_weight_of_inter():
    for path in print_fonts().values():
        letters = {chr(code) for code in TTFont(path).getBestCmap()}
        assert letters >= fonts.INTER, path.name


def test_marks_of_line_ends_and_spaces_need_no_font(tmp_path: Path):
    assert fonts.undrawable("a\n\u200b\u2028\u3000客户", fonts.configure(tmp_path)) == ""
