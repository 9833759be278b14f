"""Where marks lie: every expected number here was computed by hand."""

from datetime import date

import pytest

from app.charts import (
    ENGLISH,
    Bar,
    Course,
    Milestone,
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
from app.charts.drawing import Circle, Drawing, Line, Path, Rect, Words, _extent
from app.charts.timescale import Timescale
from app.charts.trend import steps

SAY = {"key": "chart", "title": "A title", "about": "What it shows."}
RISING = (Zone(50, "red"), Zone(80, "yellow"), Zone(100, "green"))


def marks_of(chart: Drawing, role: str) -> list:
    return [mark for mark in chart.marks if mark.role == role]


def outlines_of(chart: Drawing, role: str) -> list[Path]:
    return [mark for mark in marks_of(chart, role) if isinstance(mark, Path)]


def texts(chart: Drawing) -> list[str]:
    return [mark.text for mark in chart.marks if isinstance(mark, Words)]


def test_a_radar_places_values_along_its_axes_clockwise_from_the_top():
    chart = radar(["North", "East", "South", "West"], [Outline("Now", [50, 100, 25, 0])], **SAY)
    (outline,) = outlines_of(chart, "series-1")
    # centre (280, 160), reach 120: half way up, all the way right, a quarter down, nothing to the left
    assert outline.points == ((280, 100), (400, 160), (280, 190), (280, 160))
    assert outline.closed


def test_a_value_outside_the_scale_of_a_radar_stays_on_the_rim():
    chart = radar(["A", "B", "C", "D"], [Outline("Now", [140, -3, 100, 0])], **SAY)
    assert outlines_of(chart, "series-1")[0].points[0] == (280, 40)
    assert outlines_of(chart, "series-1")[0].points[1] == (280, 160)


def test_an_unmeasured_axis_of_a_radar_opens_the_outline_and_says_so():
    chart = radar(["A", "B", "C", "D"], [Outline("Now", [50, None, 50, 50])], **SAY)
    assert [edge.points for edge in outlines_of(chart, "series-1")] == [
        ((280, 220), (220, 160)),
        ((220, 160), (280, 100)),
    ]
    assert not marks_of(chart, "area-1")
    assert len(marks_of(chart, "axis-unmeasured")) == 1
    assert "not measured" in texts(chart)
    assert chart.grid.rows[1] == ("B", "not measured")


def test_two_outlines_of_a_radar_differ_in_the_shape_of_their_markers():
    chart = radar(["A", "B", "C"], [Outline("Now", [1, 2, 3]), Outline("Before", [3, 2, 1])], **SAY)
    assert all(isinstance(mark, Circle) for mark in marks_of(chart, "dot-1"))
    assert all(isinstance(mark, Path) for mark in marks_of(chart, "dot-2"))
    assert len(marks_of(chart, "dot-1")) == len(marks_of(chart, "dot-2")) == 4  # three values and the legend


def test_a_smaller_radar_is_lower_and_a_single_outline_needs_no_legend():
    wide, small = (radar(["A", "B", "C"], [Outline("Now", [100, 2, 3])], reach=reach, **SAY) for reach in (120, 72))
    # centre (280, 40 + 72): all the way up
    assert outlines_of(small, "series-1")[0].points[0] == (280, 40)
    # the two lower axes reach half as far down as the first reaches up
    assert wide.height - small.height == pytest.approx(1.5 * (120 - 72), abs=1)
    assert "Now" not in texts(small)


@pytest.mark.parametrize("axes", [2, 9])
def test_a_radar_refuses_too_few_or_too_many_axes(axes):
    with pytest.raises(ValueError, match="three to eight"):
        radar(["x"] * axes, [Outline("Now", [1] * axes)], **SAY)


def test_a_radar_refuses_an_outline_that_misses_a_value():
    with pytest.raises(ValueError, match="one value for each axis"):
        radar(["A", "B", "C"], [Outline("Now", [1, 2])], **SAY)


def test_bars_draw_their_zones_end_to_end_in_proportion():
    chart = bars([Bar("AB", 75, "75%", "yellow", RISING)], **SAY)
    zones = [mark for mark in chart.marks if mark.role.startswith("zone-")][:3]
    # name: 2 capitals × 0.78 em × 12 = 18.72, gap 16 → start 34.7; longest end: "watch" at 10.5 or "75 %" at 12
    start, end = zones[0].x, zones[2].x + zones[2].width
    assert start == 34.7
    assert [zone.width for zone in zones] == [
        pytest.approx((end - start) * share, abs=0.11) for share in (0.5, 0.3, 0.2)
    ]
    assert zones[1].x == pytest.approx(zones[0].x + zones[0].width, abs=0.11)


def test_the_mark_of_a_bar_stands_at_its_value_and_beyond_the_scale_at_its_end():
    chart = bars([Bar("AB", 50, "50", "yellow", RISING), Bar("AB", 250, "250", "green", RISING)], **SAY)
    track = [mark for mark in chart.marks if mark.role.startswith("zone-")][:3]
    start, end = track[0].x, track[2].x + track[2].width
    half, beyond = marks_of(chart, "reach")
    assert half.width == pytest.approx((end - start) / 2, abs=0.11)
    assert beyond.width == pytest.approx(end - start, abs=0.11)


def test_a_band_is_told_by_shape_and_word_and_not_by_colour_alone():
    chart = bars(
        [Bar("a", 90, "90", "green", RISING), Bar("b", 60, "60", "yellow", RISING), Bar("c", 9, "9", "red", RISING)],
        **SAY,
    )
    shapes = {role: marks_of(chart, role)[0] for role in ("value-green", "value-yellow", "value-red")}
    assert isinstance(shapes["value-green"], Circle)
    assert len(shapes["value-yellow"].points) == 3
    assert len(shapes["value-red"].points) == 4
    assert {"good", "watch", "weak"} <= set(texts(chart))


def test_a_bar_without_a_value_is_an_empty_frame_and_never_zero():
    chart = bars([Bar("a", None, "–", None, RISING)], **SAY)
    assert len(marks_of(chart, "unmeasured")) == 1
    assert not marks_of(chart, "reach")
    assert chart.grid.rows[0][1:3] == ("–", "not measured")


def test_zones_that_do_not_rise_are_refused():
    with pytest.raises(ValueError, match="do not rise"):
        Bar("a", 1, "1", "red", (Zone(50, "red"), Zone(40, "green")))


def test_a_value_without_a_band_is_refused():
    with pytest.raises(ValueError, match="both a value and a band"):
        Bar("a", 1, "1", None, RISING)


def test_the_table_of_bars_shows_the_limits_of_the_bands():
    chart = bars([Bar("a", 90, "90%", "green", RISING, ticks=("50%", "80%"))], **SAY)
    assert chart.grid.rows == (("a", "90%", "good", "weak | 50% | watch | 80% | good"),)


def test_a_trend_has_a_gap_where_nothing_was_measured():
    days = [date(2025, 1, day) for day in (1, 2, 3, 4, 5)]
    values = [10.0, 20.0, None, 40.0, 50.0]
    chart = trend([Course("x", list(zip(days, values, strict=True)))], low=0, high=50, **SAY)
    pieces = outlines_of(chart, "series-1")
    assert [len(piece.points) for piece in pieces] == [2, 2]
    # scale 0–50 on 190 units below y = 12: 10 → 164, 20 → 126, 40 → 50, 50 → 12
    assert [y for piece in pieces for _x, y in piece.points] == [164, 126, 50, 12]
    assert chart.grid.rows[2] == ("3 Jan 2025", "–")


def test_the_days_of_a_trend_are_spaced_by_time_not_by_count():
    points = [(date(2025, 1, 1), 0.0), (date(2025, 1, 11), 50.0), (date(2025, 1, 31), 100.0)]
    (line,) = outlines_of(trend([Course("x", points)], **SAY), "series-1")
    first, second, third = (x for x, _y in line.points)
    assert (second - first) * 2 == pytest.approx(third - second, abs=0.3)


def test_a_lonely_value_between_gaps_is_still_marked():
    points = [(date(2025, 1, 1), None), (date(2025, 1, 2), 5.0), (date(2025, 1, 3), None)]
    chart = trend([Course("x", points)], **SAY)
    assert len(marks_of(chart, "dot-1")) == 2  # the value and the legend


def ticks_under(points) -> list[str]:
    """What is written below the time axis, from left to right."""
    chart = trend([Course("x", points)], low=0, high=10, **SAY)
    ticks = [mark for mark in marks_of(chart, "tick") if isinstance(mark, Words)]
    lowest = max(mark.y for mark in ticks)
    return [mark.text for mark in sorted(ticks, key=lambda mark: mark.x) if mark.y == lowest]


def test_a_trend_of_a_few_weeks_names_its_first_and_last_day():
    """Fifteen days inside November have no beginning of a month among them."""
    days = [date(2026, 11, 2 + number) for number in range(15)]
    assert ticks_under([(day, 1.0) for day in days]) == ["2 Nov 2026", "16 Nov 2026"]
    assert ticks_under([(date(2026, 11, 2), 1.0)]) == ["2 Nov 2026"]
    assert len(ticks_under([(date(2026, 1, 15), 1.0), (date(2026, 5, 15), 2.0)])) == 4


def test_a_trend_without_a_single_value_is_refused():
    with pytest.raises(ValueError, match="at least one measured value"):
        trend([Course("x", [(date(2025, 1, 1), None)])], **SAY)


@pytest.mark.parametrize(
    ("low", "high", "levels"),
    [
        (0, 100, (0, 20, 40, 60, 80, 100)),
        (0, 1, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        (12, 61, (10, 20, 30, 40, 50, 60, 70)),
        (0, 0, (0, 0.2, 0.4, 0.6, 0.8, 1)),
    ],
)
def test_levels_are_round_numbers_round_the_values(low, high, levels):
    drawn = steps(low, high)
    assert (drawn[0] <= low and drawn[-1] >= high) or low == high
    assert drawn == pytest.approx(levels[: len(drawn)])


def test_a_gantt_draws_days_to_scale_and_the_last_day_whole():
    plan = Span(date(2025, 1, 1), date(2025, 1, 31))
    chart = gantt([Stretch("AB", plan=plan)], today=date(2025, 1, 16), **SAY)
    (bar, _sign) = marks_of(chart, "plan")
    # name 18.72 + 16 → the scale begins at 34.7 and ends 6 before 680; it runs to the end of 31 January: 31 days
    day = (674 - 34.7) / 31
    assert bar.x == 34.7
    assert bar.width == pytest.approx(31 * day, abs=0.2)
    (today,) = [mark for mark in marks_of(chart, "today") if isinstance(mark, Line)]
    assert today.x1 == pytest.approx(34.7 + 15 * day, abs=0.1)


def test_a_forecast_after_the_plan_is_drawn_and_named_as_late():
    plan, late = Span(date(2025, 1, 1), date(2025, 1, 31)), Span(date(2025, 1, 20), date(2025, 2, 10))
    chart = gantt([Stretch("x", plan=plan, forecast=late)], **SAY)
    assert marks_of(chart, "late")
    assert not marks_of(chart, "forecast")
    assert "forecast, later than planned" in texts(chart)


def test_a_gantt_explains_only_what_it_shows():
    chart = gantt([Stretch("x", plan=Span(date(2025, 1, 1), date(2025, 1, 31)))], **SAY)
    assert "plan" in texts(chart)
    assert "actual" not in texts(chart)
    assert "today" not in texts(chart)


def test_a_decided_gate_is_a_filled_diamond_and_a_planned_one_is_hollow():
    milestones = (Milestone("gate", date(2025, 1, 31), "plan"), Milestone("gate", date(2025, 2, 4), "done"))
    chart = gantt([Stretch("x", milestones=milestones)], **SAY)
    assert 'fill="#ffffff"' in chart.ink["mile-plan"]
    assert 'fill="#1b2733"' in chart.ink["mile-done"]
    assert len(marks_of(chart, "mile-plan")) == len(marks_of(chart, "mile-done")) == 2


def test_a_gantt_without_dates_is_refused():
    with pytest.raises(ValueError, match="at least one date"):
        gantt([Stretch("x")], **SAY)


def test_a_span_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="cannot end on 2025-01-01"):
        Span(date(2025, 1, 2), date(2025, 1, 1))


def test_stops_of_the_rail_stand_at_equal_distances_and_each_state_has_its_own_shape():
    chart = rail([Stop("A", "passed"), Stop("B", "running"), Stop("C", "ahead"), Stop("D", "ahead")], **SAY)
    discs = [m for role in ("stop-passed", "stop-running", "stop-ahead") for m in marks_of(chart, role)]
    assert [disc.cx for disc in discs] == [85, 255, 425, 595]  # 680 / 4 = 170, half of it first
    assert len(marks_of(chart, "tick-mark")) == 1
    assert len(marks_of(chart, "stop-core")) == 1
    assert [way.role for way in chart.marks if way.role.startswith("way-")] == ["way-passed", "way-ahead", "way-ahead"]
    assert texts(chart).count("ahead") == 2


def test_stacks_share_one_length_in_proportion_to_their_counts():
    chart = stacked([Stack("AB", done=5, doing=1, open=2, na=2)], **SAY)
    lengths = {role: marks_of(chart, role)[0].width for role in ("done", "doing", "open", "na")}
    whole = sum(lengths.values())
    assert lengths == {
        "done": pytest.approx(whole * 0.5, abs=0.2),
        "doing": pytest.approx(whole * 0.1, abs=0.2),
        "open": pytest.approx(whole * 0.2, abs=0.2),
        "na": pytest.approx(whole * 0.2, abs=0.2),
    }


def test_what_does_not_apply_leaves_the_denominator_openly():
    chart = stacked([Stack("x", done=5, doing=1, open=2, na=2)], **SAY)
    assert "5/8" in texts(chart)
    assert chart.grid.rows == (("x", "5", "1", "2", "2", "5/8"),)


def test_a_group_without_items_is_an_empty_frame():
    chart = stacked([Stack("x")], **SAY)
    assert [type(mark) for mark in marks_of(chart, "unmeasured")] == [Rect]


def test_the_first_tick_and_each_january_carry_their_year():
    scale = Timescale(date(2025, 11, 1), date(2026, 3, 1), 0, 600)
    assert [words for _x, words in scale.months(ENGLISH)] == ["Nov 2025", "Dec", "Jan 2026", "Feb", "Mar"]
    assert [words for _x, words in scale.months(Voice("zh", str))][:2] == ["2025年11月", "12月"]


def test_a_narrow_scale_leaves_months_out_rather_than_let_them_touch():
    # 25 months on 300 units: a label of eight letters takes 60 units, so no more than five ticks fit.
    scale = Timescale(date(2025, 1, 1), date(2027, 1, 1), 0, 300)
    assert [words for _x, words in scale.months(ENGLISH)] == ["Jan 2025", "Jul", "Jan 2026", "Jul", "Jan 2027"]
    assert [x for x, _words in scale.months(ENGLISH)] == [0, 74.4, 150, 224.4, 300]


@pytest.mark.parametrize(("rows", "pieces"), [(3, [3]), (5, [5]), (6, [3, 3]), (7, [3, 4]), (10, [3, 3, 4])])
def test_many_bars_may_be_parted_after_every_third_and_never_leave_two(rows, pieces):
    """A drawing too high for the rest of a page would leave that page empty; the signs are told under the last bars."""
    zones = (Zone(0.5, "red"), Zone(0.8, "yellow"), Zone(1, "green"))
    entries = [Bar(f"Name {n}", 0.6, "60%", "yellow", zones, ticks=("50%", "80%")) for n in range(rows)]
    found = bars(entries, key="b", title="T", about="A")
    assert [sum(mark.role == "reach" for mark in one.marks) for one in found.pieces] == pieces
    assert [mark for one in found.pieces for mark in one.marks] == list(found.marks)
    for one in found.pieces:
        heights = [y for mark in one.marks for _x, y in _extent(mark)]
        assert one.top <= min(heights)
        assert max(heights) <= one.top + one.height
