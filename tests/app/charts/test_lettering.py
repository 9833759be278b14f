"""Words fit: the estimated width is never below the real one, and nothing lies outside its drawing."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from app.charts import (
    Bar,
    Course,
    Outline,
    Span,
    Stack,
    Stop,
    Stretch,
    Voice,
    Zone,
    bars,
    gantt,
    radar,
    rail,
    stacked,
    trend,
)
from app.charts.drawing import Words
from app.charts.ink import SIZES
from app.charts.lettering import width, wrap

LONG_EN = "Opportunities that follow the agreed sales process with all control points passed"
LONG_ZH = "按照约定销售流程推进并通过全部关键控制点的商机占全部商机的比例（含服务类商机）"
SENTENCES = [LONG_EN, "WWWW", "Illicit 1/2 (37.5%)", "Wärmepumpe & Söhne", "MANAGEMENT AND CONTROL", "12 Mar 2025"]


@pytest.fixture(scope="module")
def advance():
    font = TTFont(Path(str(files("fontpkg_inter") / "files" / "Inter[opsz,wght].ttf")))
    letters, advances, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    return lambda words: sum(advances[letters[ord(letter)]][0] for letter in words) / em


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_estimate_is_at_least_the_real_width_and_not_a_third_more(advance, sentence):
    real = advance(sentence) * 12
    assert real <= width(sentence, 12) <= real * 1.34


def test_a_chinese_character_counts_as_one_em():
    assert width("理念导入", 10) == pytest.approx(40.8)


def test_lines_stay_within_the_limit_and_lose_no_word():
    lines = wrap(LONG_EN, 12, 150)
    assert " ".join(lines) == LONG_EN
    assert all(width(line, 12) <= 150 for line in lines)


def test_chinese_breaks_anywhere_but_no_line_begins_with_a_comma_or_closing_bracket():
    lines = wrap(LONG_ZH + "，以及其他。", 12, 100)
    assert "".join(lines) == LONG_ZH + "，以及其他。"
    assert not any(line[0] in "，。）" for line in lines)


def test_a_word_longer_than_the_line_is_cut_rather_than_lost():
    lines = wrap("Donaudampfschifffahrtsgesellschaft", 12, 80)
    assert "".join(lines) == "Donaudampfschifffahrtsgesellschaft"
    assert len(lines) > 2


def test_two_lines_are_of_similar_length():
    first, second = wrap("数据整合度（唯一客户编号）", 12, 150)
    assert abs(len(first) - len(second)) <= 3


ZONES = (Zone(50, "red"), Zone(100, "green"))
SAY = {"key": "chart", "title": "t", "about": "a"}


def every_chart(name: str, voice: Voice) -> list:
    say = SAY | {"voice": voice}
    day, later = date(2025, 1, 31), date(2026, 12, 1)
    return [
        radar([name] * count, [Outline(name, [50] * count), Outline(name, [None] * count)], **say)
        for count in range(3, 9)
    ] + [
        bars(
            [Bar(name, 50, "1,234,567 per year", "green", ZONES, ticks=("12,345,678",), before=20)], before=name, **say
        ),
        trend([Course(name, [(day, 1_000_000), (later, 3)])] * 4, target=(2, name), **say),
        gantt([Stretch(name, Span(day, later), None, Span(day, later))] * 6, today=later, **say),
        rail([Stop(name, "ahead", name)] * 6, **say),
        stacked([Stack(name, 1000, 1, 1, 1)] * 3, **say),
    ]


@pytest.mark.parametrize(("name", "language"), [(LONG_EN, "en"), (LONG_ZH, "zh")])
def test_no_word_is_cut_off_at_the_edge_of_any_chart(name, language):
    for chart in every_chart(name, Voice(language, str)):
        for mark in chart.marks:
            if isinstance(mark, Words):
                size = SIZES[mark.role]
                long = width(mark.text, size)
                left = mark.x - {"start": 0, "middle": long / 2, "end": long}[mark.anchor]
                assert chart.left - 0.1 <= left <= chart.left + chart.width + 0.1 - long, mark
                assert chart.top - 0.1 <= mark.y - size < mark.y <= chart.top + chart.height + 0.1, mark
