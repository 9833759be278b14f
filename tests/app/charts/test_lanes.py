"""Swim lanes hold with forty steps, long Chinese names, one lane, and say everything in their table."""

import pytest

from app.charts.drawing import Rect, Words, _extent
from app.charts.ink import SIZES
from app.charts.lane_notes import LaneNote
from app.charts.lanes import BOX, LaneStep, lanes
from app.charts.lettering import fitted, width

LONG = "由区域销售经理会同交付计划员逐项核对客户档案、历史订单、信用额度与交货承诺之后提交总部审批并通知客户经理"


def drawn(*steps: LaneStep, **more):
    return lanes(steps, key="as-is", title="Quotes", about="How quotes are made.", **more)


def step(number: int, **values) -> LaneStep:
    given = {"code": f"AS-{number}", "name": f"Step {number}", "lane": "Sales", "url": f"/steps/{number}"} | values
    return LaneStep(**given)


def test_a_process_without_steps_cannot_be_drawn():
    with pytest.raises(ValueError, match="at least one step"):
        drawn()


def test_one_step_in_one_lane_is_one_box_that_leads_to_it():
    found = drawn(step(1))
    assert [(link.url, link.label) for link in found.links] == [("/steps/1", "AS-1 · Step 1")]
    assert [mark.role for mark in found.drawing.marks if isinstance(mark, Rect)] == ["lane", "lane-name", "box"]


def test_boxes_are_as_high_as_names_and_badges_need():
    """Two lines of a name are 26 + 2 × 13.5 = 53, three are 66.5; badges take 14 more."""
    highs = [drawn(step(1, **given)).links[0].height for given in ({}, {"name": LONG}, {"problems": ("P-1",)})]
    assert highs == [53, 66.5, 67]


def test_short_plain_notes_stand_in_pairs_above_the_others():
    notes = tuple(
        LaneNote(*one) for one in (("119 cases",), ("again 3%",), ("cycle 2/4 h", "green"), ("waiting 10.4 h",))
    )
    marks = drawn(step(1, notes=notes)).drawing.marks
    lines: dict[float, list[str]] = {}
    for mark in marks:
        if isinstance(mark, Words) and mark.text in {note.words for note in notes}:
            lines.setdefault(mark.y, []).append(mark.text)
    assert [lines[y] for y in sorted(lines)] == [["119 cases", "again 3%"], ["cycle 2/4 h"], ["waiting 10.4 h"]]


def test_forty_steps_fold_into_rows_of_six_and_stay_as_wide_as_a_page():
    found = drawn(*(step(number, lane=("Sales", "Plant", "Finance")[number % 3]) for number in range(40)))
    assert found.drawing.width < 1120
    assert len(found.links) == 40
    assert len({round(link.x, 1) for link in found.links}) == 6
    turns = [mark.text for mark in found.drawing.marks if isinstance(mark, Words) and mark.text in "ABCDEF"]
    assert turns == ["A", "A", "B", "B", "C", "C", "D", "D", "E", "E", "F", "F"]


def test_seven_steps_are_four_and_three_and_not_six_and_one():
    found = drawn(*(step(number) for number in range(7)))
    assert [round(link.y) for link in found.links].count(round(found.links[0].y)) == 4


def test_no_two_boxes_overlap_and_all_lie_inside_the_drawing():
    found = drawn(*(step(number, lane=f"Lane {number * 7 % 5}") for number in range(23)))
    boxes = [(link.x, link.y, link.x + link.width, link.y + link.height) for link in found.links]
    for place, one in enumerate(boxes):
        assert one[2] <= found.drawing.width
        assert one[3] <= found.drawing.height
        for other in boxes[place + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_long_chinese_names_end_in_an_ellipsis_inside_their_box_and_are_whole_in_the_table():
    found = drawn(step(1, name=LONG, problems=("P-1",), lane=LONG))
    lines = [mark for mark in found.drawing.marks if isinstance(mark, Words) and mark.role == "in-box"]
    assert len(lines) == 3
    assert lines[-1].text.endswith("…")
    assert all(width(line.text, SIZES["in-box"]) <= BOX - 16 for line in lines)
    assert found.drawing.grid.rows[0][:2] == (f"AS-1 {LONG}", LONG)


def test_a_control_point_has_another_outline_and_a_diamond():
    roles = [mark.role for mark in drawn(step(1, control=True)).drawing.marks]
    assert "box-control" in roles
    assert "control" in roles
    assert "box" not in roles


def test_a_hand_off_to_nobody_is_drawn_and_said():
    found = drawn(step(1, unreceived=True), step(2, lane="Plant"))
    assert "flow-lost" in [mark.role for mark in found.drawing.marks]
    assert found.drawing.grid.rows[0][3] == "nobody named"


def test_problems_that_have_no_room_are_counted():
    found = drawn(step(1, problems=tuple(f"P-{number}" for number in range(10, 22))))
    badges = [mark.text for mark in found.drawing.marks if isinstance(mark, Words) and mark.role == "in-badge"]
    assert badges[:2] == ["P-10", "P-11"]
    shown = len([text for text in badges if text.startswith("P-1") and len(text) == 4])
    assert f"+{12 - shown}" in badges


def test_new_dropped_and_lost_are_told_apart():
    roles = {mark.role for mark in drawn(step(1, new=True), step(2, dropped=True), step(3, lost=True)).drawing.marks}
    assert {"box-new", "box-drop", "control-lost"} <= roles


def test_only_what_is_drawn_stands_in_the_legend():
    words = [mark.text for mark in drawn(step(1, carrier="paper")).drawing.marks if isinstance(mark, Words)]
    assert "paper" in words
    assert "key control point" not in words


@pytest.mark.parametrize(("words", "lines"), [("Short", 1), (LONG, 3)])
def test_fitted_words_never_take_more_lines(words, lines):
    assert len(fitted(words, 10.5, 108, 3)) == lines


def test_a_drawing_may_be_parted_between_its_rows_and_nothing_is_lost_or_crosses():
    """Ten steps in rows of three: four rows of lanes, so four pieces, the signs explained under the last."""
    lanes_of_three = ("Sales", "Plant", "Finance")
    found = drawn(*(step(number, lane=lanes_of_three[number % 3]) for number in range(10)), columns=3).drawing
    pieces = found.pieces
    assert [piece.key for piece in pieces] == ["as-is-1", "as-is-2", "as-is-3", "as-is-4"]
    assert [piece.title for piece in pieces][::3] == ["Quotes (1/4)", "Quotes (4/4)"]
    assert [mark for piece in pieces for mark in piece.marks] == list(found.marks)
    assert sum(piece.height for piece in pieces) == pytest.approx(found.height)
    for piece in pieces:
        heights = [y for mark in piece.marks for _x, y in _extent(mark)]
        assert piece.top <= min(heights)
        assert max(heights) <= piece.top + piece.height


def test_a_drawing_of_one_row_is_one_piece():
    found = drawn(step(1), step(2)).drawing
    assert found.pieces == (found,)
