"""What a reader who knows only the page would misread: names, units, days and numbers that must not contradict."""

from dataclasses import replace
from datetime import date

from app.charts import Course, Span, Stretch, Voice, gantt, trend
from app.charts.bars import Bar, Zone, bars
from app.charts.drawing import Path, Words
from app.registers.catalogue import register_at
from app.registers.rows import Row
from app.reports.evaluation.cases import case_blocks
from app.reports.evaluation.indicators import dimension_blocks, effect
from app.reports.evaluation.outcome import changes
from app.reports.evaluation.summary import summary as round_summary
from app.reports.gather_records import _is_numeric
from app.reports.model import Chart, Points, Table
from app.reports.phase_closing.chapters import course
from app.reports.phase_closing.records import records
from app.reports.phase_closing.summary import summary
from app.reports.samples.evaluation_round import fictional_round
from app.reports.samples.review_phase import fictional_review
from app.reports.sources import LogEntry, Measured
from phases.evaluation.cases import ProcessCases
from phases.evaluation.model import Indicator, Part
from phases.evaluation.rounds import compare
from phases.evaluation.scoring import dimension_scores, level
from phases.model import Text, same
from tests.app.reports.report_samples import gettext

ENGLISH, CHINESE = Voice("en", str), Voice("zh", gettext("zh"))
EMPTY = {"key": "a", "title": "A title", "about": "What it shows."}


def indicator(key: str, **values: object) -> Indicator:
    told = {"unit": "share", "weight": 1.0, "version": 1, "coverage": 1.0} | values
    return Indicator(key, "effect", same("Renewals"), same(""), **told)  # type: ignore[arg-type]


def test_a_criterions_way_to_its_target_is_not_taken_for_its_value() -> None:
    """From 71% to 75% on the way to 80% is 4 of 9: the row beside “75%” must not say “Renewals 44%”."""
    way = indicator("effect.renewals", unit="progress", value=4 / 9, numerator=4, denominator=9, band="red")
    chart, figures = list(effect(replace(fictional_round("en"), indicators=(way,)), ENGLISH))[-2:]
    assert isinstance(chart, Chart)
    assert isinstance(figures, Table)
    assert figures.rows[0][:2] == ("Renewals (progress to target)", "44.4%")
    assert chart.drawing.grid.rows[0][:2] == ("Renewals (progress to target)", "44.4%")
    assert way.called.zh == "Renewals（目标达成度）"
    assert indicator("breadth.activation").called == same("Renewals")


def test_a_change_that_is_called_worse_is_not_shown_as_none() -> None:
    """A score of 78.4 became 78.2: in whole points that is nothing, and yet the row says that it became worse."""
    was, now = (indicator("effect.a", value=value, score=score) for value, score in ((0.94, 78.4), (0.93, 78.2)))
    (table,) = changes(replace(fictional_round("en"), before=(was,), changes=compare([was], [now])), ENGLISH)
    assert isinstance(table, Table)
    assert table.rows[0][3] == "−0.2"


def test_use_by_role_is_counted_in_times_a_working_day() -> None:
    part = Part("Sales", 6.279, 18_723, 2_982, 49)
    one = replace(indicator("depth.intensity"), dimension="depth", parts=(part,))
    *_other, table = dimension_blocks(replace(fictional_round("en"), indicators=(one,), cases=()), "depth", ENGLISH)
    assert isinstance(table, Table)
    assert table.rows[0][1] == "6.28 per person and working day"


def cases(finished: int) -> ProcessCases:
    numbers = {name: 0 for name, kind in ProcessCases.__annotations__.items() if kind == "int"}
    words = dict.fromkeys(("code", "name", "first", "last", "as_of"), "x")
    rest = dict.fromkeys(("fitness", "hours", "aim")) | dict.fromkeys(("steps", "ways", "worst"), ())
    return ProcessCases(key="a", **(numbers | words | rest | {"name": "Quotation", "finished": finished}))  # type: ignore[arg-type]


def test_figures_of_a_process_are_printed_once() -> None:
    """Where a process has a table of its own, the indicators broken out by process say nothing that it does not."""
    one = replace(indicator("depth.adherence"), dimension="depth", parts=(Part("Quotation", 0.8, 80, 100, 100),))
    source = replace(fictional_round("en"), indicators=(one,))
    printed, told = (
        [block.title for block in dimension_blocks(source_, "depth", ENGLISH) if isinstance(block, Table)]
        for source_ in (replace(source, cases=()), replace(source, cases=(cases(100),)))
    )
    assert set(printed) - set(told) == {"Renewals by group"}


def test_a_column_of_intervals_stands_only_where_there_are_some() -> None:
    many, few = (next(iter(case_blocks(replace(fictional_round("en"), cases=(cases(n),)), ENGLISH))) for n in (100, 4))
    assert isinstance(many, Table)
    assert isinstance(few, Table)
    assert (len(many.columns), len(few.columns)) == (3, 4)


def test_everything_that_keeps_the_level_from_rising_stands_in_the_verdict() -> None:
    source = fictional_round("en")
    source = replace(source, indicators=tuple(replace(one, score=15.0) for one in source.indicators))
    reached = level(source.scheme, dimension_scores(source.scheme, source.indicators))
    assert reached is not None
    assert len(reached.held_by) > 1
    assert all(one.en in round_summary(source, ENGLISH).verdict for one in reached.held_by)


def test_what_pulls_a_score_down_says_which() -> None:
    pulls = round_summary(fictional_round("zh"), CHINESE).points[1].points
    assert all("最多可提升" in one and any(word in one for word in ("广度", "深度", "效果")) for one in pulls)


def test_a_summary_with_nothing_grave_names_what_is_still_open() -> None:
    """The figure above counts one open risk: “Nothing.” below it would contradict."""
    risk = LogEntry("risk", "Summer holidays", "medium", "", None, True)
    source = replace(fictional_review("en"), conditions=(), log=(risk,))
    assert [figure.shown for figure in summary(source, ENGLISH).figures][-1] == "1"
    assert summary(source, ENGLISH).points[1].points == ("Summer holidays (Medium)",)


def test_the_summary_shows_the_measures_beside_their_thresholds() -> None:
    kept = Measured("Interview coverage", "100%", "9 / 9", "≥ 90%", True)
    source = replace(fictional_review("zh"), measured=(kept, replace(kept, limit=""), replace(kept, value="")))
    quiet = replace(source, conditions=(), log=())
    last = summary(quiet, CHINESE).points[-1]
    assert (last.title, last.points) == ("关键度量与阈值", ("Interview coverage：100%（≥ 90%）",))
    long = tuple(Text("A point that is open. " * 5, "") for _ in range(6))  # fills its column: the page has no room
    busy = replace(quiet, verdict=None, blockers=long)
    assert "关键度量与阈值" not in [one.title for one in summary(busy, CHINESE).points]


def test_measures_and_warnings_say_of_which_day_they_are() -> None:
    source = replace(fictional_review("en"), measured=(Measured("Coverage", "90%", "", "", None),))
    told, warned = next(iter(records(source, ENGLISH))), course(source, ENGLISH)[-1]
    assert isinstance(told, Table)
    assert isinstance(warned, Table)
    assert told.note.startswith("Figures of 11 May 2026.")
    assert warned.title == "Early warnings on 11 May 2026"


def test_a_phase_that_runs_is_not_said_to_have_ended_today() -> None:
    plan, actual = Span(date(2026, 3, 2), date(2026, 3, 27)), Span(date(2026, 3, 2), date(2026, 3, 10))
    rows = [Stretch("A", plan, actual, Span(date(2026, 3, 2), date(2026, 4, 3))), Stretch("B", plan, actual)]
    found = gantt(rows, **EMPTY).grid.rows
    assert [row[2] for row in found] == ["since 2 Mar 2026", "2 Mar 2026 – 10 Mar 2026"]


def test_a_plan_that_is_all_done_ends_with_its_last_phase() -> None:
    """Half a year later the scale would be half empty."""
    source = fictional_review("en")
    done = tuple(replace(stage, state="passed", actual=stage.plan, decided=stage.plan.last) for stage in source.stages)
    charts = [
        next(block.drawing for block in course(one, ENGLISH) if isinstance(block, Chart))
        for one in (source, replace(source, stages=done))
    ]
    assert ["today" in [mark.text for mark in one.marks if isinstance(mark, Words)] for one in charts] == [True, False]


def test_figures_at_the_ends_of_lines_do_not_lie_on_each_other() -> None:
    days = (date(2026, 7, 15), date(2026, 10, 14))
    lines = [Course(name, [(days[0], 0.5), (days[1], end)]) for name, end in (("A", 0.91), ("B", 0.9), ("C", 0.0))]
    found = trend(lines, low=0, high=1, shown=ENGLISH.percent, **EMPTY)
    ends = [mark for mark in found.marks if isinstance(mark, Words) and mark.role == "small"]
    heights = {mark.text: mark.y for mark in ends if mark.text in ("91%", "90%", "0%")}
    assert heights["90%"] - heights["91%"] >= 12
    assert heights["0%"] == 12 + 190 + 3.6


def test_a_scale_that_does_not_begin_at_nothing_says_where_it_begins() -> None:
    """From 70%: what was 53% a round before lies left of the scale, not on its first line."""
    zones = (Zone(0.9, "red"), Zone(0.98, "yellow"), Zone(1, "green"))
    bar = Bar("A", 0.94, "94%", "yellow", zones, low=0.7, before=0.53, ticks=("90%", "98%"), start="70%")
    found = bars([bar], before="last round", **EMPTY)
    begin = next(mark for mark in found.marks if isinstance(mark, Words) and mark.text == "70%")
    before = next(mark for mark in found.marks if isinstance(mark, Path) and mark.role == "before")
    assert max(x for x, _y in before.points) < begin.x


def test_a_column_of_yes_and_no_stands_to_the_left_like_words() -> None:
    (point,) = register_at("deployment/configuration").derived
    told = [
        [Row(1, "a", 1, "CF-1", "", 1, {}, {point.name: word}, {}) for word in words]
        for words in (("Yes", "No"), ("3", "", "−2.5"))
    ]
    assert [_is_numeric(point, rows) for rows in told] == [False, True]


def test_a_remark_that_holds_for_several_indicators_is_made_once() -> None:
    """Five criteria compared with another season filled half a page with one sentence."""
    note = Text("Another season.", "季节不同。")
    own = [indicator(f"effect.{key}", note=note) for key in "ab"] + [indicator("effect.c", note=same("Alone."))]
    blocks = effect(replace(fictional_round("zh"), indicators=tuple(own)), CHINESE)
    (said,) = (block.points for block in blocks if isinstance(block, Points))
    assert said == ("Renewals、Renewals：季节不同。", "Renewals：Alone.")


def test_one_point_in_the_way_is_one_point() -> None:
    undecided = replace(fictional_review("en"), verdict=None, set_aside=())
    told = [summary(replace(undecided, blockers=(same("A"),) * n), ENGLISH).verdict.split("; ")[1] for n in (1, 2)]
    assert told == ["one point stands in its way.", "2 points stand in its way."]
