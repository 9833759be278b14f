"""Process solidification: every blocker appears, disappears and says its sentence; every measure by hand."""

from dataclasses import replace
from datetime import date

import pytest

from phases.edition import editions
from phases.facts import SolidificationFacts
from phases.facts.solidification import (
    AnsweredProblemFact,
    NamedFact,
    SolidificationRecords,
    StepCounts,
    TargetProcessFact,
)
from phases.solidification import PHASE, measures, over_reform

DAY = date(2026, 5, 4)
LIMITS = editions()["2026.1"].limits["solidification"]
QUOTES = TargetProcessFact("t1", "TP-1", "Quotes", 2, True, 5)
LATE = AnsweredProblemFact("p1", "P-1", "Offers are late", 20, True, False)
GOOD = SolidificationRecords((QUOTES,), problems=(LATE,), steps=StepCounts(keep=4, change=1))
STEP = NamedFact("x1", "TS-3", "Hand to plant")


def facts(records: SolidificationRecords) -> SolidificationFacts:
    return SolidificationFacts(
        phase="solidification", as_of=DAY, passed=frozenset({"concept", "review"}), has_sponsor=True, has_lead=True,
        records=records, limits=LIMITS,
    )  # fmt: skip


def blockers(limits=LIMITS, **changed):
    return {one.key: one for one in PHASE.gate(facts(replace(GOOD, **changed)), limits)}


def measured(**changed):
    found = {one.key.removeprefix("solidification."): one for one in measures(facts(replace(GOOD, **changed)))}
    return lambda name: (found[name].value, found[name].numerator, found[name].denominator)


def test_complete_records_keep_no_gate_shut():
    assert blockers() == {}


def test_nothing_entered_is_said_and_is_not_taken_for_done():
    empty = {one.key for one in PHASE.gate(facts(SolidificationRecords()), LIMITS)}
    assert empty == {"solidification.processes-none", "solidification.problems-none"}


CASES = [
    (
        "solidification.unapproved:t1", {"processes": (replace(QUOTES, approved=False),)},
        "The to-be process “Quotes” (TP-1) is not approved in its present version 2.",
        "目标流程“Quotes”（TP-1）的现版本（第2版）尚未批准。", "solidification/processes/t1",
    ),
    (
        "solidification.undesigned:b2", {"undesigned": (NamedFact("b2", "BP-2", "Complaints"),)},
        "The process in scope “Complaints” (BP-2) has no to-be process yet.",
        "范围内的流程“Complaints”（BP-2）尚无目标流程。", "solidification/processes",
    ),
    (
        "solidification.problem-unanswered:p1", {"problems": (replace(LATE, answered=False),)},
        "The problem “Offers are late” (P-1, priority 20) is neither answered nor rejected.",
        "症结“Offers are late”（P-1，优先级20）既无目标步骤解决，也无不予解决的理由。", "diagnosis/problems/p1",
    ),
    (
        "solidification.problems-unrated", {"problems": (LATE, replace(LATE, priority=None))},
        "1 of 2 problems are not rated, so nobody knows whether all of priority are answered.",
        "2个症结中有1个尚未评定，无法判断重点症结是否都已得到解决。", "diagnosis/problems",
    ),
    (
        "solidification.hand-off-unreceived:x1", {"unreceived": (STEP,)},
        "The to-be step “Hand to plant” (TS-3) is handed on, and nobody is named who receives it.",
        "目标步骤“Hand to plant”（TS-3）需要交接，但没有指定接收人。", "solidification/steps/x1",
    ),
    (
        "solidification.control-lost:x1", {"lost_controls": (STEP,)},
        "The key control point “Hand to plant” (TS-3) of the as-is is lost without a reason.",
        "现状中的关键控制点“Hand to plant”（TS-3）在目标流程中丢失，且未说明理由。", "solidification/steps",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("key", "changed", "english", "chinese", "about"), CASES)
def test_each_blocker_says_what_is_missing(key, changed, english, chinese, about):
    (found,) = blockers(**changed).values()
    assert (found.key, found.sentence.en, found.sentence.zh) == (key, english, chinese)
    assert (found.about.kind, found.about.key) == ("record", about)


@pytest.mark.parametrize(
    "problem",
    [replace(LATE, answered=False, rejected=True), replace(LATE, answered=False, priority=14)],
)
def test_a_rejected_or_light_problem_needs_no_step(problem):
    assert blockers(problems=(LATE, problem)) == {}


def test_the_limits_decide_which_problems_and_how_many():
    light = replace(LATE, key="p2", answered=False, priority=10)
    assert "solidification.problem-unanswered:p2" in blockers(LIMITS.but(problem_priority=10), problems=(LATE, light))
    assert blockers(LIMITS.but(problem_priority=10, problem_coverage=50), problems=(LATE, light)) == {}


def test_measures_are_counted_by_hand():
    counts = StepCounts(keep=3, change=2, new=4, drop=1, standard=2, configure=3, customise=1, adapt=2, out=1)
    found = measured(
        processes=(QUOTES, replace(QUOTES, key="t2", approved=False)),
        undesigned=(NamedFact("b3"),),
        problems=(LATE, replace(LATE, answered=False), replace(LATE, priority=14), replace(LATE, priority=None)),
        steps=counts,
        considered=5,
        function_orphans=(STEP, STEP),
        strategy=3,
        strategy_orphans=(STEP,),
    )
    assert found("approved") == (1 / 3, 1, 3)
    assert found("fit") == (5 / 8, 5, 8)
    assert found("reform") == (0.7, 7, 10)
    assert found("problem-coverage") == (0.5, 1, 2)
    assert found("function-orphans") == (2.0, 2, 5)
    assert found("strategy-orphans") == (1.0, 1, 3)


def test_fit_says_how_many_steps_were_judged():
    records = replace(GOOD, steps=StepCounts(keep=3, drop=1, standard=1))
    (fit,) = [one for one in measures(facts(records)) if one.key == "solidification.fit"]
    assert (fit.value, fit.coverage, fit.n) == (1.0, 1 / 3, 3)


def test_what_nobody_measured_has_no_value():
    found = {one.key.removeprefix("solidification."): one for one in measures(facts(SolidificationRecords()))}
    assert {found[kind.name].value for kind in PHASE.kinds} == {None}


def test_more_than_sixty_per_cent_of_changed_steps_is_a_warning_and_sixty_is_not():
    (warning,) = over_reform(facts(replace(GOOD, steps=StepCounts(keep=3, change=3, new=3, drop=1))), LIMITS)
    assert warning.sentence.en.startswith("7 of 10 steps are changed, new or dropped, more than 60%")
    assert warning.sentence.zh.startswith("10个步骤中有7个变更、新增或取消，超过60%")
    assert list(over_reform(facts(replace(GOOD, steps=StepCounts(keep=4, change=6))), LIMITS)) == []
    assert list(over_reform(facts(SolidificationRecords()), LIMITS)) == []
