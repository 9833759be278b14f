"""What reaches the page: one drawing for screen and print, accessible, safe, and complete without a style sheet."""

import re
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader

from app.charts import Course, Outline, Span, Stop, Stretch, gantt, radar, rail, trend
from app.charts.drawing import Grid, _extent
from app.charts.ink import ACCENT, inks

ROOT = Path(__file__).parents[3]
SAY = {"key": "scores", "title": "Three scores", "about": "Breadth leads."}


@pytest.fixture(scope="module")
def draw():
    env = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True, extensions=["jinja2.ext.i18n"])
    env.install_null_translations(newstyle=True)
    page = env.from_string('{% from "charts/figure.html" import figure %}{{ figure(chart) }}')
    return lambda chart: page.render(chart=chart)


@pytest.fixture
def chart():
    return radar(["A", "B", "C"], [Outline("Now", [1, None, 3])], **SAY)


def test_a_drawing_has_a_role_a_title_and_a_description(draw, chart):
    svg = BeautifulSoup(draw(chart), "html.parser").svg
    assert svg["role"] == "img"
    assert [svg.find(id=name).text for name in svg["aria-labelledby"].split()] == ["Three scores", "Breadth leads."]


def test_the_same_numbers_stand_beside_the_drawing_as_a_table(draw, chart):
    table = BeautifulSoup(draw(chart), "html.parser").table
    assert [[cell.text for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")] == [
        ["Indicator", "Now"],
        ["A", "1"],
        ["B", "not measured"],
        ["C", "3"],
    ]
    assert table.caption.text == "Three scores"


def test_every_mark_brings_its_own_looks_and_no_style(draw):
    charts = [
        gantt([Stretch("x", Span(date(2025, 1, 1), date(2025, 2, 1)))], today=date(2025, 1, 9), **SAY),
        rail([Stop("x", "passed"), Stop("y", "running"), Stop("z", "ahead")], **SAY),
        trend([Course("x", [(date(2025, 1, 1), 1.0), (date(2025, 1, 2), 2.0)])], **SAY),
    ]
    for drawn in charts:
        html = draw(drawn)
        assert "style=" not in html
        assert "var(" not in html
        assert "currentColor" not in html
        for mark in BeautifulSoup(html, "html.parser").svg.find_all(["path", "rect", "circle", "line", "text"]):
            assert mark.get("fill")
            assert mark["class"][0].startswith("chart-")
            assert mark.name != "text" or (mark.get("font-family") and mark.get("font-size"))


def test_words_of_people_are_escaped(draw):
    attack = '"><script>x</script><image href="file:///etc/passwd"/>'
    drawn = radar([attack] * 3, [Outline(attack, [1, 2, 3])], key="x", title=attack, about=attack)
    soup = BeautifulSoup(draw(drawn), "html.parser")
    assert not soup.find_all(["script", "image"])
    assert soup.svg.title.text == attack


@pytest.mark.parametrize("accent", ["red", "#12345", '#123456" onload="x', "#ABCDEF"])
def test_only_a_plain_colour_may_be_the_accent(chart, accent):
    with pytest.raises(ValueError, match="is not a colour"):
        chart.inked(accent)


def test_a_key_that_is_not_a_plain_word_is_refused():
    with pytest.raises(ValueError, match="is not a key"):
        radar(["A", "B", "C"], [Outline("Now", [1, 2, 3])], key='x" y="', title="t", about="a")


def test_the_accent_colours_the_first_series(chart):
    assert 'stroke="#123456"' in chart.inked("#123456").ink["series-1"]


def test_the_screen_has_a_rule_for_every_role_so_that_dark_pages_stay_readable():
    rules = (ROOT / "app/static/css/charts.css").read_text(encoding="utf-8")
    styled = set(re.findall(r"\.chart-([a-z0-9-]+)", rules))
    assert set(inks(ACCENT)) <= styled


def test_a_word_of_a_legend_begins_with_a_capital_where_it_heads_a_column() -> None:
    assert Grid(("Phase", "in progress", "未完成"), (), (False, True, True)).head == ("Phase", "In progress", "未完成")


def test_a_trimmed_drawing_is_as_wide_as_its_marks_and_has_all_of_them():
    """A radar is 560 wide; six Chinese factors take less, and the letters are the larger on a phone."""
    axes = ("人", "战略与规划", "产品与服务", "组织与结构", "管理与控制", "技术与数据")
    found = radar(axes, [Outline("No. 1", [60.0] * 6), Outline("No. 2", [50.0] * 6)], **SAY)
    trimmed = found.trimmed
    assert trimmed.marks == found.marks
    edges = [x for mark in trimmed.marks for x, _y in _extent(mark)]
    assert trimmed.left == pytest.approx(min(edges) - 4, abs=0.06)
    assert trimmed.left + trimmed.width == pytest.approx(max(edges) + 4, abs=0.11)
    assert trimmed.width < 400 < found.width == 560
