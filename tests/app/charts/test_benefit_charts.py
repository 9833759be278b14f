"""Tornado and cumulated cash: bars to the right side in the right order, nothing cut off, long Chinese names too."""

from datetime import date

import pytest

from app.charts import CashMonth, Gust, cash, tornado
from app.charts.drawing import Drawing, Line, Path, Rect, Words
from app.charts.voice import Voice

LONG = "全部五个销售部门及渠道代理商机按期推进率（按上线前两年走势外推后的剩余部分）"


def whole(drawing: Drawing) -> None:
    """No word begins left of the drawing or lies above it."""
    assert drawing.left <= 0
    assert all(mark.y <= drawing.top + drawing.height for mark in drawing.marks if isinstance(mark, Words))


def test_a_bar_goes_to_the_side_of_its_change_in_proportion() -> None:
    found = tornado([Gust("A", "change", "80–120%", -100, 50)], 200, key="t", title="T", about="a")
    low, high = (next(m for m in found.marks if isinstance(m, Rect) and m.role == role) for role in ("doing", "done"))
    assert low.x + low.width == pytest.approx(high.x, abs=0.2)
    assert low.width == pytest.approx(2 * high.width, abs=0.5)
    assert found.grid.rows == (("A", "change", "80–120%", "100", "250"),)


def test_a_cost_goes_the_other_way() -> None:
    found = tornado([Gust("Cost", "cost", "80–120%", 40, -40)], 10, key="t", title="T", about="a")
    low, high = (next(m for m in found.marks if isinstance(m, Rect) and m.role == role) for role in ("doing", "done"))
    assert low.x > high.x


def test_where_the_result_would_be_zero_a_line_says_so() -> None:
    near = tornado([Gust("A", "x", "", -100, 100)], 50, key="t", title="T", about="a")
    far = tornado([Gust("A", "x", "", -100, 100)], 500, key="t", title="T", about="a")
    assert any(isinstance(mark, Line) and mark.role == "today" for mark in near.marks)
    assert not any(isinstance(mark, Line) and mark.role == "today" for mark in far.marks)


def test_long_chinese_names_are_wrapped_and_fit() -> None:
    entries = [Gust(LONG, "变化量、单位金额、归因比例", "80–120%", -123_456_789, 123_456_789)] * 12
    found = tornado(entries, -5, key="t", title="T", about="a", voice=Voice("zh", str))
    whole(found)
    assert found.width == 640


def test_a_tornado_in_which_nothing_moves_is_refused() -> None:
    for entries in ([], [Gust("A", "x", "", 0, 0)]):
        with pytest.raises(ValueError, match="moves the result"):
            tornado(entries, 1, key="t", title="T", about="a")


MONTHS = [
    CashMonth(date(2026, 11, 1), 0, 0, 100),
    CashMonth(date(2026, 12, 1), 60, 0, 0),
    CashMonth(date(2027, 1, 1), 0, 60, 0),
]


def test_the_course_of_cash_is_broken_where_it_is_no_longer_measured() -> None:
    found = cash(MONTHS, key="c", title="C", about="a", until=date(2026, 12, 31), payback=date(2027, 1, 1))
    paths = {
        mark.role: mark.points for mark in found.marks if isinstance(mark, Path) and mark.role in ("series-1", "later")
    }
    assert [len(paths[role]) for role in ("series-1", "later")] == [2, 2]
    assert any(isinstance(mark, Words) and "paid back" in mark.text for mark in found.marks)
    whole(found)


def test_the_table_has_a_row_for_each_year_with_what_had_gathered() -> None:
    found = cash(MONTHS, key="c", title="C", about="a", until=None, payback=None)
    assert found.grid.rows == (("2026", "60", "0", "100", "−40", "−40"), ("2027", "0", "60", "0", "60", "20"))


def test_one_month_is_no_course() -> None:
    with pytest.raises(ValueError, match="two months"):
        cash(MONTHS[:1], key="c", title="C", about="a", until=None, payback=None)
