"""Concept introduction: success is agreed before the start."""

from datetime import date

import pytest

from phases import concept
from phases.facts import ConceptFacts, CriterionFact
from phases.model import About, Blocker, Limits, Text

LIMITS = Limits("concept", {"criteria": 3})


def facts(*complete: bool) -> ConceptFacts:
    """A concept phase that owes nothing but criteria; one criterion for each value."""
    return ConceptFacts(
        phase="concept",
        as_of=date(2026, 3, 5),
        has_sponsor=True,
        has_lead=True,
        criteria=tuple(CriterionFact(str(place), "Renewals", each) for place, each in enumerate(complete)),
    )


def test_three_complete_criteria_open_the_gate():
    assert list(concept.gate(facts(True, True, True, False), LIMITS)) == []


@pytest.mark.parametrize("complete", [(), (True, True), (True, True, False)])
def test_two_complete_criteria_keep_it_shut(complete):
    (blocker,) = concept.gate(facts(*complete), LIMITS)
    assert (blocker.key, blocker.about) == ("concept.criteria-few", About("criterion", ""))
    assert blocker.sentence == Text(
        f"{sum(complete)} of at least 3 success criteria are complete with a baseline.",
        f"具备完整定义和基线的成功标准仅有{sum(complete)}项，至少需要3项。",
    )


def test_how_many_are_needed_is_the_editions_figure():
    assert list(concept.gate(facts(True), Limits("concept", {"criteria": 1}))) == []
    assert [type(one) for one in concept.gate(facts(), Limits("concept", {"criteria": 1}))] == [Blocker]


def test_the_share_of_complete_criteria_is_measured():
    measure = {one.key: one for one in concept.measures(facts(True, False, False, True))}["concept.criteria-complete"]
    assert (measure.value, measure.numerator, measure.denominator, measure.n) == (0.5, 2, 4, 4)


def test_without_criteria_their_share_is_not_measured():
    measure = {one.key: one for one in concept.measures(facts())}["concept.criteria-complete"]
    assert (measure.value, measure.coverage) == (None, 0.0)
