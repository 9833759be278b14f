"""Readiness beyond its scores: the statements of the method, groups that may be shown, what the figures recommend."""

from pathlib import Path

import pytest

from phases.edition import EditionError, current_edition
from phases.readiness import FACTORS, Rating, readiness
from phases.readiness.advice import advice
from phases.readiness.groups import CLIENT, grouped
from phases.readiness.statements import load, wording
from phases.readiness.words import occasion_title

LIMITS = current_edition().limits


def rate(points, side="firm", rater="r1"):
    """One rating of each factor; `points` is one number for all, or a number by factor."""
    told = points if isinstance(points, dict) else dict.fromkeys(FACTORS, points)
    return [Rating(factor, "s", rater, side, one) for factor, one in told.items()]


def recommended(ratings, asked=None):
    return advice(readiness(ratings, asked=asked), LIMITS["golive"], LIMITS["readiness"])


def test_every_factor_has_six_to_ten_statements_in_both_languages():
    found = load()
    assert list(found) == list(FACTORS)
    assert all(6 <= len(ones) <= 10 for ones in found.values())
    assert all(one.text.en and one.text.zh and one.shows.zh for ones in found.values() for one in ones)
    assert wording("people.trust").en.startswith("People report bad news")
    assert wording("Words of our own").zh == "Words of our own"


def test_a_broken_file_names_all_its_problems(tmp_path: Path):
    line = "    - {id: other.x, text: {en: a, zh: b}, shows: {en: a, zh: b}}\n"
    (tmp_path / "readiness.yaml").write_text("- id: people\n  statements:\n" + line, encoding="utf-8")
    with pytest.raises(EditionError) as caught:
        load(tmp_path)
    told = "\n".join(caught.value.problems)
    assert "there should be 6 to 10 statements, not 1" in told
    assert "the id should begin with “people.”" in told
    assert "the factors should be people" in told


def test_coverage_counts_who_was_asked_and_unknown_is_no_zero():
    # Two raters and 6 statements of "people" were asked: 12. One knew (3 of 4 = 75), one did not know.
    ratings = [Rating("people", "a", "r1", "firm", 3), Rating("people", "a", "r2", "client", None)]
    people = readiness(ratings, asked={"people": 12}).factors[0]
    assert (people.score, people.rated, people.unknown, people.asked) == (75, 1, 1, 12)
    assert people.coverage == pytest.approx(1 / 12)


def test_nothing_is_recommended_while_too_little_is_known():
    one_missing = {factor: 4 for factor in FACTORS if factor != "products"}
    found = recommended(rate(one_missing))
    assert (found.word, found.reasons[0].en) == ("", "“Products and services” has not been rated.")
    # 1 known of 2 asked = 50 %, below 60.
    thin = recommended(rate(4), asked=dict.fromkeys(FACTORS, 2))
    assert thin.word == ""
    assert "only 50% is known" in thin.reasons[0].en
    assert "覆盖率仅50%" in thin.reasons[0].zh


@pytest.mark.parametrize(
    ("points", "word"),
    [
        (3, "go"),  # all at 75, in balance
        (dict.fromkeys(FACTORS, 3) | {"strategy": 2}, "conditions"),  # 50 is below 60
        (dict.fromkeys(FACTORS, 3) | {"strategy": 1}, "not-now"),  # 25 is below 40
    ],
)
def test_the_figures_recommend(points, word):
    assert recommended(rate(points)).word == word


def test_technology_ahead_by_more_than_25_asks_for_conditions_and_by_exactly_25_does_not():
    # People, organisation and management at 75, technology at 100: exactly 25.
    assert recommended(rate(dict.fromkeys(FACTORS, 3) | {"technology": 4})).word == "go"
    # A second rater lowers people to 62.5: (62.5 + 75 + 75) / 3 = 70.8, ahead by 29.2.
    more = [*rate(dict.fromkeys(FACTORS, 3) | {"technology": 4}), Rating("people", "t", "r2", "firm", 2)]
    found = recommended(more)
    assert found.word == "conditions"
    assert "29 points ahead" in found.reasons[-1].en


def people_of(side, count):
    return [one for number in range(count) for one in rate(3, side, f"{side}{number}")]


def sides(found):
    return {one.side for one in found.ratings}


def test_five_of_the_staff_are_a_group():
    found = grouped([*people_of("firm", 1), *people_of("sponsor", 1), *people_of("client", 5)], 5)
    assert (sides(found), found.merged, found.hidden) == ({"firm", "sponsor", "client"}, False, False)


def test_four_of_the_staff_stand_with_the_sponsor():
    found = grouped([*people_of("firm", 2), *people_of("sponsor", 1), *people_of("client", 4)], 5)
    assert (sides(found), found.merged, found.hidden) == ({"firm", CLIENT}, True, False)


def test_staff_alone_are_not_told_by_what_is_left_of_the_whole():
    found = grouped([*people_of("firm", 2), *people_of("client", 4)], 5)
    assert found.hidden
    assert not grouped(people_of("firm", 2), 5).hidden


def test_occasions_have_names():
    assert occasion_title("gate", "concept").en == "Gate “Concept introduction”"
    assert occasion_title("round", "3").zh == "第3轮应用评价"
    assert occasion_title("gate", "nonsense").en == "Opened by hand"
