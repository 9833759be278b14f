"""Selection by hand: totals, exclusions, gaps, sensitivity; and when a follower's warning is lifted."""

import pytest

from phases.diagnosis import Candidate, Criterion, ProblemFact, Score, compare, confirmed, follower
from phases.model import Limits, Text

LIMITS = Limits("warnings", {"motive_problems": 3})
FIT, COST = Criterion("f", "Fit", 60, essential=True, minimum=3), Criterion("c", "Cost", 40)


def scores(**cells: tuple[float, float]) -> list[Score]:
    """Fit and cost of each candidate."""
    return [Score(key, criterion, value) for key, pair in cells.items() for criterion, value in zip("fc", pair)]  # noqa: B905


def candidates(*keys: str, cost: float | None = 100.0) -> list[Candidate]:
    return [Candidate(key, key.upper(), cost=cost) for key in keys]


def test_the_total_is_the_weighted_mean_on_the_scale():
    found = compare([FIT, COST], candidates("a", "b"), scores(a=(4, 3), b=(3, 5)))
    # a: (60·4 + 40·3)/100 = 3.6; b: (60·3 + 40·5)/100 = 3.8
    assert [(one.candidate.key, one.total, one.rank) for one in found.standings] == [("b", 3.8, 1), ("a", 3.6, 2)]
    assert found.winners == ("B",)


def test_several_scores_of_one_cell_count_with_their_mean():
    found = compare([COST], candidates("a"), [Score("a", "c", 2), Score("a", "c", 5)])
    assert found.standings[0].cells == (3.5,)
    assert found.standings[0].total == 3.5


def test_a_missing_score_is_not_zero_and_its_candidate_is_not_ranked():
    found = compare([FIT, COST], candidates("a", "b"), [Score("a", "f", 5), *scores(b=(3, 3))])
    last = found.standings[-1]
    assert (last.candidate.key, last.cells, last.total, last.rank) == ("a", (5, None), None, None)
    assert last.gaps == (Text("Cost", "Cost"),)
    assert last.excluded == ()
    assert found.winners == ("B",)


def test_over_budget_is_excluded_with_the_figures():
    found = compare(
        [FIT, COST], [Candidate("a", "A", cost=1_250_000.0), Candidate("b", "B", cost=900_000.0)],
        scores(a=(5, 5), b=(3, 3)), budget=1_000_000.0,
    )  # fmt: skip
    out = found.standings[-1]
    assert out.candidate.key == "a"
    assert out.rank is None
    assert out.excluded == (Text("over budget: 1,250,000 against 1,000,000", "超出预算：1,250,000，预算 1,000,000"),)
    assert found.winners == ("B",)


def test_exactly_the_budget_is_within_it():
    found = compare([COST], candidates("a", cost=100.0), [Score("a", "c", 3)], budget=100.0)
    assert found.standings[0].excluded == ()


def test_an_unknown_cost_cannot_be_held_against_the_budget():
    found = compare([COST], candidates("a", cost=None), [Score("a", "c", 3)], budget=100.0)
    assert found.standings[0].gaps == (Text("total cost", "总成本"),)
    assert found.winners == ()


def test_without_a_budget_an_unknown_cost_is_no_gap():
    found = compare([COST], candidates("a", cost=None), [Score("a", "c", 3)])
    assert found.standings[0].rank == 1


def test_below_the_minimum_of_an_essential_criterion_is_excluded():
    found = compare([FIT, COST], candidates("a", "b"), scores(a=(2.5, 5), b=(3, 1)))
    assert found.standings[-1].excluded == (
        Text("2.5 in “Fit”, which is essential and needs 3", "必要项“Fit”得2.5分，最低要求3分"),
    )
    assert found.winners == ("B",)


def test_a_minimum_of_what_is_not_essential_excludes_nobody():
    found = compare([Criterion("c", "Cost", 1, minimum=4)], candidates("a"), [Score("a", "c", 1)])
    assert found.standings[0].excluded == ()


def test_an_excluded_candidate_is_excluded_even_with_gaps():
    found = compare([FIT, COST], candidates("a"), [Score("a", "f", 1)])
    assert found.standings[0].excluded
    assert found.standings[0].gaps == (Text("Cost", "Cost"),)


def test_equal_totals_share_the_first_place_and_the_next_is_third():
    found = compare([FIT], candidates("a", "b", "c"), [Score("a", "f", 4), Score("b", "f", 4), Score("c", "f", 3)])
    assert [one.rank for one in found.standings] == [1, 1, 3]
    assert found.winners == ("A", "B")


def test_the_winner_changes_when_a_weight_moves_by_a_fifth():
    # 50:50 a (5, 2.2) = 3.6, b (3, 4) = 3.5. Fit at 40: a = (200+110)/90 = 3.444, b = (120+200)/90 = 3.556.
    # Fit at 60: a = (300+110)/110 = 3.727, b = (180+200)/110 = 3.455. Cost at 60: a = (250+132)/110 = 3.473,
    # b = (150+240)/110 = 3.545. Cost at 40: a = (250+88)/90 = 3.756.
    found = compare(
        [Criterion("f", "Fit", 50), Criterion("c", "Cost", 50)], candidates("a", "b"), scores(a=(5, 2.2), b=(3, 4))
    )
    assert found.winners == ("A",)
    fit, cost = found.swings
    assert (fit.lower, fit.higher, fit.changes) == (("B",), ("A",), True)
    assert (cost.lower, cost.higher, cost.changes) == (("A",), ("B",), True)
    assert found.changes


def test_a_clear_winner_stays_whatever_the_weights():
    found = compare([FIT, COST], candidates("a", "b"), scores(a=(5, 5), b=(3, 3)))
    assert [swing.changes for swing in found.swings] == [False, False]
    assert not found.changes


def test_a_tie_that_a_weight_dissolves_is_a_change():
    found = compare(
        [Criterion("f", "Fit", 1), Criterion("c", "Cost", 1)], candidates("a", "b"), scores(a=(4, 2), b=(2, 4))
    )
    assert found.winners == ("A", "B")
    assert [(one.lower, one.higher) for one in found.swings] == [(("B",), ("A",)), (("A",), ("B",))]


@pytest.mark.parametrize("keys", [(), ("a",)])
def test_with_fewer_than_two_compared_there_is_nothing_to_swing(keys):
    assert compare([FIT, COST], candidates(*keys), scores(**dict.fromkeys(keys, (4, 4)))).swings == ()


def test_weights_of_zero_give_no_total():
    found = compare([Criterion("f", "Fit", 0)], candidates("a"), [Score("a", "f", 4)])
    assert (found.standings[0].total, found.standings[0].rank, found.winners) == (None, None, ())


def problems(*concrete: bool) -> list[ProblemFact]:
    return [ProblemFact(str(place), f"P{place}", one, f"d{place}") for place, one in enumerate(concrete)]


def test_only_a_follower_is_warned_of():
    assert follower("", [], 0, LIMITS) is None
    assert follower("problem", [], 0, LIMITS) is None
    assert follower("forward", problems(True), 0, LIMITS) is None


def test_the_followers_warning_says_its_facts_in_both_languages():
    warning = follower("follower", problems(True, True, False), 1, LIMITS)
    assert warning is not None
    assert warning.sentence == Text(
        "The motive is to follow others. Of 3 registered problems 2 are concrete and 1 are confirmed by the sponsor; 3 "
        "are needed.",
        "上线动因为跟风。已登记的3个症结中，具体的有2个，经项目发起人确认的有1个；至少需要3个。",
    )


@pytest.mark.parametrize(("concrete", "standing", "lifted"), [(3, 3, True), (3, 2, False), (4, 3, True), (2, 2, False)])
def test_it_is_lifted_by_three_concrete_problems_that_are_confirmed(concrete, standing, lifted):
    found = follower("follower", problems(*[True] * concrete), standing, LIMITS)
    assert (found is None) is lifted


def test_what_changed_since_the_confirmation_is_flagged_and_no_longer_counts():
    now = [*problems(True, True, False), ProblemFact("new", "New", True, "x")]
    seen = {"0": ("d0", "P0"), "1": ("old", "P1 as it was"), "2": ("d2", "P2"), "gone": ("g", "Gone")}
    found = confirmed(now, seen)
    assert found.standing == 1
    assert (found.changed, found.removed, found.added) == (("P1",), ("Gone",), ("New",))


def test_nothing_confirmed_stands_for_nothing():
    assert confirmed(problems(True), {}).standing == 0
