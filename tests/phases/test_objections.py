"""Waivers set blockers aside for a time, and only those that may be waived."""

from dataclasses import replace
from datetime import date

import pytest

from phases.edition import editions
from phases.facts import IssueFact, ReviewFacts, WaiverFact
from phases.objections import Objections, objections

LIMITS = next(iter(editions().values())).limits["review"]
KEY = "review.issue-critical:k1"
FACTS = ReviewFacts(
    phase="review",
    as_of=date(2026, 3, 5),
    issues=(IssueFact("k1", "No data owner", "critical"),),
    passed=frozenset({"concept"}),
    has_sponsor=True,
    has_lead=True,
)


def waiver(key: str = KEY, expires: date = date(2026, 3, 5)) -> WaiverFact:
    return WaiverFact(key, "Settled by the board on Friday", "Chen Jie", expires)


def judged(facts: ReviewFacts) -> Objections:
    """The objections, but for those about the phase's own records, which these facts have none of."""
    found = objections(facts, LIMITS)
    return Objections(tuple(one for one in found.blockers if one.about.kind != "record"), found.waived)


def test_without_a_waiver_the_blocker_stands():
    result = judged(FACTS)
    assert ([one.key for one in result.blockers], result.waived, result.is_open) == ([KEY], (), False)


def test_a_waiver_in_force_sets_its_blocker_aside_through_its_last_day():
    blockers, waived = judged(replace(FACTS, waivers=(waiver(),)))
    assert blockers == ()
    assert [(one.blocker.key, one.waiver.by) for one in waived] == [(KEY, "Chen Jie")]


def test_an_expired_waiver_no_longer_counts():
    result = judged(replace(FACTS, waivers=(waiver(expires=date(2026, 3, 4)),)))
    assert [one.key for one in result.blockers] == [KEY]


def test_an_expired_waiver_does_not_hide_one_in_force():
    both = (waiver(expires=date(2026, 4, 1)), waiver(expires=date(2026, 1, 1)))
    assert judged(replace(FACTS, waivers=both)).is_open


def test_a_waiver_of_another_blocker_changes_nothing():
    result = judged(replace(FACTS, waivers=(waiver("review.issue-critical:k2"),)))
    assert [one.key for one in result.blockers] == [KEY]


@pytest.mark.parametrize(
    ("key", "lacking"),
    [
        ("review.earlier-gate:concept", {"passed": frozenset()}),
        ("review.no-sponsor", {"has_sponsor": False}),
        ("review.no-lead", {"has_lead": False}),
    ],
)
def test_order_and_people_cannot_be_waived(key, lacking):
    facts = replace(FACTS, issues=(), waivers=(waiver(key),), **lacking)
    result = judged(facts)
    assert ([one.key for one in result.blockers], result.waived) == ([key], ())
