"""How far: not applicable is an answer, and leaves the denominator of what is done."""

from datetime import date

import pytest

from phases import PHASES, progress
from phases.facts import DeliverableFact, ItemFact, ReviewFacts
from phases.model import Measure, same
from phases.progress import Progress


def item(state: str, group: str = "team", **values) -> ItemFact:
    return ItemFact("review.x", same("x"), **({"mandatory": True, "state": state, "group": group} | values))


ITEMS = (
    item("done", evidence_required=True, has_evidence=True),
    item("done", evidence_required=True),
    item("na", reason="One plant", mandatory=False),
    item("doing", "map"),
    item("open", "map", mandatory=False),
)


def test_counts_of_five_items():
    assert progress.of_items(ITEMS) == Progress(total=5, open=1, doing=1, done=2, na=1, mandatory=3, mandatory_left=1)


def test_three_of_five_are_answered_and_two_of_four_done():
    counts = progress.of_items(ITEMS)
    assert (counts.answered, counts.share_answered) == (3, 0.6)
    assert (counts.applicable, counts.share_done) == (4, 0.5)


def test_with_nothing_to_do_there_is_no_share():
    assert (Progress().share_answered, Progress().share_done) == (None, None)
    assert progress.of_items([item("na")]).share_done is None


def test_each_group_has_its_own_counts_in_order():
    groups = progress.by_group(ITEMS)
    assert list(groups) == ["team", "map"]
    assert [(one.answered, one.total) for one in groups.values()] == [(3, 3), (0, 2)]


def test_a_project_is_the_sum_of_its_phases():
    whole = progress.of_project([progress.of_items(ITEMS), progress.of_items(ITEMS[:2]), Progress()])
    assert (whole.total, whole.done, whole.na, whole.mandatory_left) == (7, 4, 1, 1)


FACTS = ReviewFacts(
    phase="review",
    as_of=date(2026, 3, 5),
    items=ITEMS,
    deliverables=(
        DeliverableFact("review.book", same("Book"), True, "accepted"),
        DeliverableFact("review.plan", same("Plan"), True, "draft"),
        DeliverableFact("review.extra", same("Extra"), False, "accepted"),
    ),
)


@pytest.mark.parametrize(
    ("key", "part", "whole"),
    [
        ("review.items-answered", 3, 5),
        ("review.items-done", 2, 4),
        ("review.evidence", 1, 2),
        ("review.deliverables-accepted", 1, 2),
    ],
)
def test_every_phase_measures_its_shares(key, part, whole):
    found = {measure.key: measure for measure in progress.measures(FACTS)}
    assert found[key] == Measure(key, part / whole, part, whole, 1.0, date(2026, 3, 5), whole, "share")


@pytest.mark.parametrize("phase", PHASES, ids=lambda one: one.word)
def test_an_empty_phase_measures_nothing_and_never_zero(phase):
    measures = list(phase.measures(phase.facts(phase=phase.word, as_of=date(2026, 3, 5))))
    assert len(measures) >= 4
    assert {(measure.value, measure.coverage) for measure in measures} == {(None, 0.0)}
    assert all(measure.key.startswith(f"{phase.word}.") for measure in measures)
