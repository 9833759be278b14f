"""Scores of surveys against published examples or worked out by hand, and the groups that may be shown."""

from pathlib import Path

import pytest

from phases.edition import EditionError
from phases.evaluation.instruments import load
from phases.evaluation.surveys import complete, csat, distributions, nps, scores, sus

SUS = load()["sus"]
EXAMPLE = (5, 4, 2, 1, 2, 3, 2, 4, 5, 2)


def person(*answers):
    return {item.id: answer for item, answer in zip(SUS.items, answers, strict=True)}


def test_sus_gives_the_published_example():
    # Brooke 1996: contributions 4 1 1 4 1 2 1 1 4 3, together 22, × 2.5 = 55.
    assert sus(SUS, person(*EXAMPLE)) == 55
    assert sus(SUS, person(*[3] * 10)) == 50
    assert sus(SUS, person(5, 1, 5, 1, 5, 1, 5, 1, 5, 1)) == 100


def test_sus_is_the_mean_over_people_and_leaves_incomplete_ones_out():
    half = person(*[3] * 10)
    broken = {id: answer for id, answer in half.items() if id != "sus.7"}
    odd = half | {"sus.1": 9}
    (found,) = scores(SUS, [person(*EXAMPLE), half, broken, odd])
    assert (found.value, found.points, found.n, found.unit) == (52.5, 52.5, 2, "score")
    assert len(complete(SUS, [half, broken, odd])) == 1
    # 55 and 50: deviation 3.5355, t with one degree of freedom 12.7062: 52.5 ± 12.7062 × 3.5355 / √2 = 52.5 ± 31.77
    assert (found.low, found.high) == (pytest.approx(20.73, abs=0.01), pytest.approx(84.27, abs=0.01))


def test_means_have_students_interval_as_far_as_it_lies_on_the_scale():
    # 7, 6, 5, 5, 2: mean 5, deviation √(14/4) = 1.8708, t 2.7764: 5 ± 2.7764 × 1.8708 / √5 = 5 ± 2.3229, at most 7
    (found,) = scores(load()["ces"], [{"ces.easy": one} for one in (7, 6, 5, 5, 2)])
    assert (found.low, found.high) == (pytest.approx(2.677, abs=0.001), 7)
    (alike,) = scores(load()["ces"], [{"ces.easy": 6}] * 9)
    assert (alike.value, alike.low, alike.high) == (6, None, None)
    # person means 6 and 3: 4.5 ± 12.7062 × 2.1213 / √2 = 4.5 ± 19.06: the whole scale
    two = [{"utaut.useful": 7, "utaut.better": 5}, {"utaut.useful": 3, "utaut.better": 3}]
    found = {one.key: one for one in scores(load()["utaut"], two)}["utaut.performance"]
    assert (found.value, found.low, found.high) == (4.5, 1, 7)


def test_without_answers_nothing_is_zero():
    for instrument in load().values():
        for found in scores(instrument, []):
            assert (found.value, found.points, found.n, found.low) == (None, None, 0, None)


def test_nps_is_promoters_minus_detractors_with_its_interval():
    # 5 promoters, 3 passives, 2 detractors of 10: 50 % − 20 % = 30. Adjusted: p = 6/12, q = 3/12, difference 0.25,
    # variance (0.75 − 0.0625) / 12 = 0.057292, root 0.239357 × 1.959964 = 0.469131: −21.9 to 71.9.
    found = nps("nps", [9, 10, 9, 10, 9, 7, 8, 7, 0, 6])
    assert (found.value, found.points, found.n) == (30, 65, 10)
    assert (found.low, found.high) == (pytest.approx(-21.91, abs=0.01), pytest.approx(71.91, abs=0.01))
    assert nps("nps", [10] * 30).high == pytest.approx(100, abs=4)
    assert nps("nps", [0, 0]).value == -100


def test_csat_is_the_share_of_fours_and_fives_with_wilsons_interval():
    # 8 of 10: Wilson 0.4902 to 0.9433 (Newcombe 1998 gives the formula; worked out with z = 1.95996).
    found = csat("csat", [5, 4, 4, 5, 5, 4, 5, 4, 3, 1])
    assert (found.value, found.points) == (0.8, 80)
    assert (found.low, found.high) == (pytest.approx(0.4902, abs=1e-4), pytest.approx(0.9433, abs=1e-4))


def test_effort_is_a_mean_on_seven_points():
    (found,) = scores(load()["ces"], [{"ces.easy": 7}, {"ces.easy": 4}])
    assert (found.key, found.value, found.n) == ("ces", 5.5, 2)
    assert found.points == 75  # (5.5 − 1) / 6


def test_each_construct_of_acceptance_has_a_mean_of_its_own():
    one = {"utaut.useful": 7, "utaut.better": 5, "utaut.learn": 2}
    two = {"utaut.useful": 3, "utaut.better": 3, "utaut.learn": 4, "utaut.simple": 6}
    found = {score.key: score for score in scores(load()["utaut"], [one, two])}
    assert (found["utaut.performance"].value, found["utaut.performance"].n) == (4.5, 2)  # (6 + 3) / 2
    assert (found["utaut.effort"].value, found["utaut.effort"].n) == (5, 1)  # the first left one out
    assert found["utaut.intention"].value is None


def test_reaction_is_the_mean_of_five():
    (found,) = scores(load()["reaction"], [{item.id: 4 for item in load()["reaction"].items}])
    assert (found.value, found.points) == (4, 75)


def test_distributions_count_every_answer():
    (found,) = distributions(load()["csat"], [{"csat.overall": 5}, {"csat.overall": 5}, {"csat.overall": 2}, {}])
    assert found.counts == (0, 1, 0, 0, 2)
    assert found.mean == 4


def test_items_are_bilingual_and_negative_only_where_sus_says_so():
    assert [item.positive for item in SUS.items] == [True, False] * 5
    assert all(item.text.en and item.text.zh for one in load().values() for item in one.items)
    assert all("own" in one.source.en for one in load().values())


def test_a_broken_file_names_its_problems(tmp_path: Path):
    (tmp_path / "surveys.yaml").write_text(
        "- {id: x, audience: pets, title: {en: a, zh: b}, about: {en: a, zh: b}, source: {en: a, zh: b}, scoring: no,\n"
        "   scale: {least: 5, most: 1, low: {en: a, zh: b}, high: {en: a, zh: b}},\n"
        "   items: [{id: y.1, text: {en: a, zh: b}, construct: c, positive: true}]}\n",
        encoding="utf-8",
    )
    with pytest.raises(EditionError) as caught:
        load(tmp_path)
    told = "\n".join(caught.value.problems)
    for part in ("“scoring” should be", "users or customers", "the first below the second", "begin with “x.”"):
        assert part in told
