"""The dot plot of views: places on the scale by hand, a frame only where views disagree, nothing cut off."""

from app.charts.dots import Group, Spot, dots, place
from app.charts.drawing import Circle, Rect, Words
from app.charts.voice import Voice

THREE = (Spot("Logs and figures", 90, "100%"), Spot("Survey", None), Spot("Judgement", 40, "80%"))


def test_a_score_lies_where_it_should() -> None:
    # halfway between 100 and 300 is 200; beyond the scale stands at its end
    assert [place(score, 100, 300) for score in (0, 50, 100, 130, -5)] == [100, 200, 300, 300, 100]


def test_a_frame_spans_the_views_that_disagree_and_the_words_say_by_how_much() -> None:
    found = dots([Group("Breadth", THREE, "50 points apart")], key="v", title="T", about="a")
    (frame,) = [mark for mark in found.marks if isinstance(mark, Rect)]
    logs = next(mark for mark in found.marks if isinstance(mark, Circle) and mark.cx > 50)
    assert frame.role == "late"
    assert frame.x + frame.width == logs.cx
    assert any(isinstance(mark, Words) and mark.text == "50 points apart" for mark in found.marks)
    calm = dots([Group("Breadth", THREE)], key="v", title="T", about="a")
    assert not any(isinstance(mark, Rect) for mark in calm.marks)


def test_what_was_not_measured_says_so_and_is_no_zero() -> None:
    found = dots([Group("Breadth", THREE)], key="v", title="T", about="a")
    assert [mark.text for mark in found.marks if isinstance(mark, Words)].count("not measured") == 1
    assert found.grid.rows[1] == ("Breadth", "Survey", "not measured", "")


def test_nothing_and_long_chinese_fit() -> None:
    assert dots([], key="v", title="T", about="a").grid.rows == ()
    spots = tuple(Spot("日志与数据（含业务系统导出文件）", 100.0) for _number in range(3))
    found = dots([Group("效果" * 9, spots)], key="v", title="T", about="a", voice=Voice("zh", str))
    assert (found.left, found.width <= 700) == (0, True)
