"""The business review: every blocker appears, disappears and says its sentence; every measure by hand."""

from dataclasses import replace
from datetime import date

import pytest

from phases.edition import editions
from phases.facts import ReviewFacts
from phases.facts.review import AsIsProcessFact, DepartmentFact, ProblemFact, ReviewRecords, StakeholderFact
from phases.review import PHASE, barrier, exposure, measures

DAY = date(2026, 3, 2)
BEFORE, AFTER = date(2026, 3, 1), date(2026, 3, 3)
LIMITS = editions()["2026.1"].limits["review"]

QUOTES = AsIsProcessFact("k1", "BP-1", "Quotes", "sales", True, True, BEFORE, 4, 1, 3, 0)
CALLS = AsIsProcessFact("k2", "BP-2", "Complaints", "service", True, True, BEFORE, 6, 2, 1, 0)
SALES = DepartmentFact("d1", "DP-1", "Sales", True, BEFORE)
LATE = ProblemFact("p1", "P-1", "Offers are late", 20, True)
CALM = StakeholderFact("s1", "S-1", 4, 1, False, True)
GOOD = ReviewRecords((QUOTES, CALLS), (SALES,), (LATE,), (CALM,))


def facts(records: ReviewRecords) -> ReviewFacts:
    return ReviewFacts(
        phase="review", as_of=DAY, passed=frozenset({"concept"}), has_sponsor=True, has_lead=True, records=records,
        limits=LIMITS,
    )  # fmt: skip


def blockers(**changed):
    return {one.key: one for one in PHASE.gate(facts(replace(GOOD, **changed)), LIMITS)}


def measured(**changed):
    found = {one.key.removeprefix("review."): one for one in measures(facts(replace(GOOD, **changed)))}
    return lambda name: (found[name].value, found[name].numerator, found[name].denominator)


def test_complete_records_keep_no_gate_shut():
    assert blockers() == {}


def test_nothing_entered_is_said_and_is_not_taken_for_done():
    empty = {one.key for one in PHASE.gate(facts(ReviewRecords()), LIMITS)}
    assert empty == {
        "review.processes-none", "review.departments-none", "review.problems-none", "review.stakeholders-none"
    }  # fmt: skip


CASES = [
    (
        "review.process-coverage", {"processes": (replace(QUOTES, complete=False), CALLS)},
        "1 of 2 processes in scope have complete as-is steps; 100% are needed.",
        "范围内2个流程中有1个已梳理出完整的现状步骤，要求达到100%。", "review/processes",
    ),
    (
        "review.process-coverage", {"processes": (replace(QUOTES, steps=0), CALLS)},
        "1 of 2 processes in scope have complete as-is steps; 100% are needed.",
        "范围内2个流程中有1个已梳理出完整的现状步骤，要求达到100%。", "review/processes",
    ),
    (
        "review.unconfirmed:k1", {"processes": (replace(QUOTES, confirmed=None), CALLS)},
        "The owner has not confirmed the as-is of the process “Quotes” (BP-1).",
        "流程“Quotes”（BP-1）的现状尚未经责任人确认。", "review/processes/k1",
    ),
    (
        "review.unconfirmed:k1", {"processes": (replace(QUOTES, confirmed=AFTER), CALLS)},
        "The owner has not confirmed the as-is of the process “Quotes” (BP-1).",
        "流程“Quotes”（BP-1）的现状尚未经责任人确认。", "review/processes/k1",
    ),
    (
        "review.domain-uncontrolled:sales", {"processes": (replace(QUOTES, control_points=0), CALLS)},
        "The domain “Sales” has 0 key control points in its as-is steps; 1 needed.",
        "“销售”领域的现状步骤中有0个关键控制点，至少需要1个。", "review/steps",
    ),
    (
        "review.department-unheard:d1", {"departments": (replace(SALES, heard=AFTER),)},
        "Nobody of the department “Sales” has been heard.", "尚未访谈“Sales”部门的任何人。", "review/interviews",
    ),
    (
        "review.problem-unexplained:p1", {"problems": (replace(LATE, has_cause=False),)},
        "The problem “Offers are late” (P-1, priority 20) has no root cause yet.",
        "症结“Offers are late”（P-1，优先级20）尚未找到根本原因。", "diagnosis/problems/p1",
    ),
    (
        "review.problems-unrated", {"problems": (LATE, replace(LATE, priority=None))},
        "Frequency and severity are missing for 1 of 2 problems, so their priority is not known.",
        "2个症结中有1个尚未评定频率和严重程度，优先级未知。", "diagnosis/problems",
    ),
    (
        "review.opponent-unplanned:s1", {"stakeholders": (replace(CALM, stance=-1),)},
        "A strong opponent has no plan yet (S-1).", "有一位影响力较大的反对者尚无应对计划（S-1）。", "review",
    ),
    (
        "review.stakeholder-unrated:s1", {"stakeholders": (replace(CALM, stance=None),)},
        "An entry of the resistance register has no influence or stance yet (S-1).",
        "阻力清单中有一项尚未评定影响力或立场（S-1）。", "review",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("key", "changed", "english", "chinese", "about"), CASES)
def test_each_blocker_says_what_is_missing(key, changed, english, chinese, about):
    (found,) = blockers(**changed).values()
    assert (found.key, found.sentence.en, found.sentence.zh) == (key, english, chinese)
    assert (found.about.kind, found.about.key) == ("record", about)


@pytest.mark.parametrize(
    "changed",
    [
        {"processes": (QUOTES, CALLS, replace(QUOTES, in_scope=False, complete=False, confirmed=None))},
        {"departments": (SALES, replace(SALES, in_scope=False, heard=None))},
        {"problems": (LATE, replace(LATE, priority=14, has_cause=False))},
        {"stakeholders": (replace(CALM, influence=3, stance=-2),)},
        {"stakeholders": (replace(CALM, influence=5, stance=-2, planned=True),)},
        {"stakeholders": (replace(CALM, influence=5, stance=-2, open=False),)},
    ],
)
def test_what_is_out_of_scope_light_weak_planned_or_closed_keeps_no_gate_shut(changed):
    assert blockers(**changed) == {}


def test_a_firm_may_ask_for_fewer_departments():
    records = replace(GOOD, departments=(SALES, replace(SALES, key="d2", heard=None)))
    assert [one.key for one in PHASE.gate(facts(records), LIMITS)] == ["review.department-unheard:d2"]
    assert list(PHASE.gate(facts(records), LIMITS.but(interview_coverage=50))) == []


def test_measures_are_counted_by_hand():
    found = measured(
        processes=(
            QUOTES,
            replace(CALLS, complete=False, control_points=0, hand_offs=5, unreceived=2),
            replace(CALLS, key="k3", domain="service", control_points=1, hand_offs=0),
        ),
        departments=(SALES, replace(SALES, heard=None), replace(SALES, heard=AFTER), replace(SALES, in_scope=False)),
        problems=(LATE, replace(LATE, priority=15, has_cause=False), replace(LATE, priority=14, has_cause=False)),
        stakeholders=(
            replace(CALM, influence=5, stance=-2), replace(CALM, influence=3, stance=-1), CALM,
            replace(CALM, influence=5, stance=-2, open=False),
        ),
    )  # fmt: skip
    assert found("process-coverage") == (2 / 3, 2, 3)
    assert found("control-points") == (1.0, 2, 2)
    assert found("control-points-sales") == (1.0, 1, 1)
    assert found("control-points-service") == (0.5, 1, 2)
    assert found("control-points-market") == (None, 0, 0)
    assert found("interview-coverage") == (1 / 3, 1, 3)
    assert found("buck-passing") == (2 / 8, 2, 8)
    assert found("unresolved-problems") == (1.0, 1, 2)
    assert found("resistance") == (13.0, 13, 30)


def test_what_nobody_measured_has_no_value():
    found = {one.key: one for one in measures(facts(ReviewRecords()))}
    mine = [one for one in found.values() if one.key.removeprefix("review.") in {kind.name for kind in PHASE.kinds}]
    assert len(mine) == len(PHASE.kinds)
    assert {one.value for one in mine} == {None}


def test_unrated_people_are_left_out_openly_and_closed_ones_end_the_exposure():
    half = {one.key: one for one in measures(facts(replace(GOOD, stakeholders=(CALM, StakeholderFact("s2", "S-2")))))}
    assert half["review.resistance"].coverage == 0.5
    assert measured(stakeholders=(replace(CALM, open=False),))("resistance") == (0.0, 0, 0)


@pytest.mark.parametrize(
    ("ratings", "found"),
    [
        ((5, 4, 3, 1, 1), "knowledge"),
        ((3, 1, 1, 1, 1), "awareness"),
        ((4, 4, 4, 4, 4), None),
        ((4, None, 2, 2, 2), None),
        ((None,) * 5, None),
    ],
)
def test_the_barrier_is_the_first_element_rated_three_or_less(ratings, found):
    names = ("awareness", "desire", "knowledge", "ability", "reinforcement")
    assert barrier(dict(zip(names, ratings, strict=True)), 3) == found


@pytest.mark.parametrize(
    ("influence", "stance", "found"), [(5, -2, 10), (3, 0, 0), (4, 2, 0), (None, -2, None), (4, None, None)]
)
def test_exposure_is_influence_times_opposition(influence, stance, found):
    assert exposure(influence, stance) == found
