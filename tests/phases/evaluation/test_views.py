"""Three views of a dimension: survey and judgement by hand, disagreement said, nothing averaged, nothing made zero."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from phases.edition import EditionError
from phases.evaluation import judgement, views, views_declared
from phases.evaluation.judgement import Grade, judged
from phases.evaluation.scheme import load
from phases.evaluation.scoring import dimension_scores
from phases.evaluation.surveys import Score
from phases.evaluation.views import View, disagreements, side_by_side, survey_view

SCHEME, DECLARED = load(), views_declared.load()
DEPTH = [feed for feed in DECLARED.feeds if feed.dimension == "depth"]


def grades(dimension: str, grader: str, *points: int | None) -> list[Grade]:
    ids = [one.id for one in judgement.load()[dimension]]
    return [Grade(id, grader, each) for id, each in zip(ids, points, strict=False)]


def points(key: str, value: float, n: int) -> Score:
    return Score(key, "mean", value, value, n)


def logs_of(breadth: float | None):
    """The scores of data in which breadth has this many points and nothing else is measured."""
    empty = dimension_scores(SCHEME, ())
    return {**empty, "breadth": replace(empty["breadth"], score=breadth, coverage=1.0, indicative=False)}


def test_the_judgement_is_the_mean_of_the_graded_and_do_not_know_is_apart_from_0() -> None:
    given = [*grades("breadth", "a", 4, 2, 0, None), *grades("breadth", "b", 4, 4, 4, 4)]
    # a knows 4 + 2 + 0 = 6 of 12, 50 points; b 16 of 16, 100. Together 22 of 28: 78.57. 7 of 8 grades are known.
    found = judged("breadth", given)
    assert found.score == pytest.approx(100 * 22 / 28)
    assert (found.graded, found.asked, found.graders, found.spread) == (7, 8, 2, 50.0)
    assert found.coverage == 7 / 8
    assert judged("depth", given).score is None


def test_one_grader_has_no_spread_and_only_do_not_know_is_not_measured() -> None:
    assert judged("effect", grades("effect", "a", 0, 0, 0, 0)).score == 0
    assert judged("effect", grades("effect", "a", 3)).spread is None
    unknown = views.judgement_view(judged("effect", grades("effect", "a", None, None)), 0.6)
    assert (unknown.score, unknown.note) == (None, views.ALL_UNKNOWN)
    assert views.judgement_view(judged("effect", []), 0.6).note == views.NO_GRADES


def test_a_judgement_of_too_few_known_grades_is_indicative_only() -> None:
    # 2 of 4 known are 50 %, below 60 %.
    assert views.judgement_view(judged("breadth", grades("breadth", "a", 4, 4, None, None)), 0.6).indicative


def test_the_survey_view_is_the_mean_of_its_scores() -> None:
    # (70 + 50 + 60) / 3 = 60; the score that the fewest answered has 8.
    found = survey_view(
        DEPTH, [points("sus", 70, 12), points("utaut.performance", 50, 9), points("utaut.effort", 60, 8)], 5, 0.6
    )
    assert (found.score, found.coverage, found.n, found.indicative) == (60, 1.0, 8, False)


def test_two_surveys_with_the_same_score_count_by_their_answers() -> None:
    # (80 × 30 + 40 × 10) / 40 = 70.
    found = survey_view(DEPTH, [points("sus", 80, 30), points("sus", 40, 10)], 5, 0.6)
    assert (found.score, found.n, found.measured, found.declared) == (70, 40, 1, 3)
    assert found.indicative


def test_fewer_answers_than_may_be_shown_are_not_measured_and_never_zero() -> None:
    found = survey_view(DEPTH, [points("sus", 80, 4), Score("utaut.effort", "mean", None, None, 0)], 5, 0.6)
    assert (found.score, found.note, found.coverage) == (None, views.NO_SURVEY, 0)
    assert survey_view(DEPTH, [points("csat", 80, 40)], 5, 0.6).score is None


def test_a_disagreement_is_more_than_the_limit_and_says_both_figures() -> None:
    pair = [View("logs", 82, 1, 1, 1), View("survey", 55.5, 1, 1, 1), View("judgement", None, 0, 0, 0)]
    (found,) = disagreements(DECLARED, SCHEME.dimensions["breadth"], pair, 20)
    assert (found.higher, found.lower, found.points) == ("logs", "survey", 26.5)
    assert found.sentence.en == "Breadth: Logs and figures 82, Survey 55.5; they lie 26.5 points apart."
    assert found.sentence.zh == "广度：日志与数据 82 分，问卷调查 55.5 分，相差 26.5 分。"
    assert found.look == DECLARED.looks["logs", "survey"]


@pytest.mark.parametrize(("low", "said"), [(60.0, 0), (60.1, 0), (59.999, 1), (80.0, 0), (100.5, 1)])
def test_exactly_the_limit_is_no_disagreement(low: float, said: int) -> None:
    pair = [View("survey", 80.1 if low == 60.1 else 80.0, 1, 1, 1), View("judgement", low, 1, 1, 1)]
    assert len(list(disagreements(DECLARED, SCHEME.dimensions["depth"], pair, 20))) == said


def test_three_views_that_all_differ_make_three_disagreements() -> None:
    three = [View("logs", 90, 1, 1, 1), View("survey", 10, 1, 1, 1), View("judgement", 50, 1, 1, 1)]
    found = list(disagreements(DECLARED, SCHEME.dimensions["depth"], three, 20))
    assert [(one.higher, one.lower, one.points) for one in found] == [
        ("logs", "survey", 80), ("logs", "judgement", 40), ("judgement", "survey", 40),
    ]  # fmt: skip


def test_side_by_side_keeps_each_view_as_it_is() -> None:
    survey = [points("utaut.intention", 50, 12), points("use", 60, 12)]
    breadth, depth, effect = side_by_side(SCHEME, DECLARED, logs_of(90), survey, grades("breadth", "a", 3, 3, 3, 3))
    assert [view.score for view in breadth.views] == [90, 55, 75]
    assert [(one.higher, one.lower) for one in breadth.disagreements] == [("logs", "survey")]
    assert [view.score for view in depth.views] == [None, None, None]
    assert all(view.note is not None for view in (*depth.views, *effect.views))
    assert depth.disagreements == ()


def test_the_sides_survive_being_stored_as_json() -> None:
    made = side_by_side(SCHEME, DECLARED, logs_of(90), [], grades("breadth", "a", 1, 1, 1, 1))
    assert made[0].disagreements
    assert tuple(views.restored(json.loads(json.dumps(one.stored()))) for one in made) == made


def test_grades_that_are_kept_from_the_reader_disagree_with_nothing() -> None:
    breadth, *_rest = side_by_side(SCHEME, DECLARED, logs_of(90), [], None)
    assert (breadth.views[2].score, breadth.views[2].note, breadth.disagreements) == (None, views.HIDDEN, ())


def test_each_dimension_has_four_to_six_statements_with_five_anchors_in_both_languages() -> None:
    for statements in judgement.load().values():
        assert 4 <= len(statements) <= 6
        for one in statements:
            assert len(one.anchors) == 5
            assert all(text.en and text.zh for text in (one.text, *one.anchors))


def test_a_broken_file_of_statements_names_its_problems(tmp_path: Path) -> None:
    (tmp_path / "judgement.yaml").write_text(
        "- id: depth\n  statements:\n    - {id: x.1, text: {en: a, zh: b}, anchors: [{en: a, zh: b}]}\n",
        encoding="utf-8",
    )
    with pytest.raises(EditionError) as caught:
        judgement.load(tmp_path)
    told = "\n".join(caught.value.problems)
    for part in ("should be “breadth”", "4 to 6 statements", "five anchors", "begin with “breadth.”", "dimensions"):
        assert part in told


def test_a_broken_file_of_views_names_its_problems(tmp_path: Path) -> None:
    one = "why: {en: a, zh: b}, rescaling: {en: a, zh: b}"
    (tmp_path / "views.yaml").write_text(
        f"survey:\n- {{score: sus.x, dimension: depth, {one}}}\n- {{score: utaut.y, dimension: width, {one}}}\n"
        "look:\n- {higher: logs, lower: logs, text: {en: a, zh: b}}\n",
        encoding="utf-8",
    )
    with pytest.raises(EditionError) as caught:
        views_declared.load(tmp_path)
    told = "\n".join(caught.value.problems)
    for part in ("no score “sus.x”", "no construct “y”", "one of breadth", "two of logs", "is missing", "of effect"):
        assert part in told
