"""The three views in print: the drawing of the screen, every view with its coverage, disagreement in a sentence."""

from dataclasses import replace

from app.charts import Voice
from app.reports.evaluation.views import view_blocks
from app.reports.model import Chart, Points, Table
from app.reports.samples.evaluation_round import fictional_round
from phases.evaluation.judgement import Grade, by_id
from phases.evaluation.scoring import dimension_scores
from phases.evaluation.surveys import Score
from phases.evaluation.views import side_by_side
from phases.evaluation.views_declared import load


def source(points: int | None, survey: tuple[Score, ...] = ()):
    made = fictional_round("en")
    grades = [Grade(id, grader, points) for id in by_id() for grader in "ab"]
    logs = dimension_scores(made.scheme, made.indicators)
    return replace(made, views=side_by_side(made.scheme, load(), logs, survey, grades))


def test_a_report_without_views_prints_nothing_of_them() -> None:
    assert list(view_blocks(fictional_round("en"), Voice("en", str))) == []


def test_each_view_stands_with_its_coverage_and_a_missing_one_says_why() -> None:
    table, chart, said = view_blocks(source(0), Voice("en", str))
    assert isinstance(chart, Chart)
    assert isinstance(table, Table)
    assert isinstance(said, Points)
    # 4 statements of breadth by two graders are 8 grades; both gave 0 throughout, so they are not apart
    assert table.rows[0][3] == "0 points · coverage 100% (8 of 8 grades) · n\u00a0=\u00a02 · spread 0 points"
    assert table.rows[0][2].startswith("not measured. No closed survey")
    assert all("Logs and figures" in sentence and "points apart" in sentence for sentence in said.points)


def test_views_that_agree_or_are_missing_have_no_sentence() -> None:
    blocks = list(view_blocks(source(None), Voice("en", str)))
    assert not any(isinstance(block, Points) for block in blocks)
    assert blocks[0].rows[0][3] == "not measured. All graders answered “don't know”."
