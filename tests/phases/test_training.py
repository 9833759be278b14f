"""Training: coverage, gain and reactions by hand; each blocker appears, disappears and says its sentence."""

from dataclasses import replace
from datetime import date

import pytest

from phases import training
from phases.edition import current_edition
from phases.facts import TrainingFacts
from phases.facts.training import EnrolmentFact, LearnerFact, RoleFact, SessionFact, StepFact, TrainingRecords
from phases.model import About, Text

LIMITS = current_edition().limits["training"]
DAY = date(2026, 5, 4)
BEFORE, AFTER = date(2026, 5, 1), date(2026, 5, 20)
SALES, SERVICE = RoleFact("sal", "TR-1", "Sales"), RoleFact("ser", "TR-2", "Service")


def learners(role: str, certified: int, left: int = 0, **values) -> tuple[LearnerFact, ...]:
    """So many certified users of a role, and so many who are not."""
    days = [BEFORE] * certified + [None] * left
    return tuple(
        LearnerFact(f"{role}{place}", name=f"{role} {place}", role=role, certified_on=day, **values)
        for place, day in enumerate(days)
    )


def facts(**records) -> TrainingFacts:
    return TrainingFacts(
        phase="training", as_of=DAY, has_sponsor=True, has_lead=True,
        passed=frozenset({"concept", "review", "solidification", "deployment"}),
        records=TrainingRecords(**records),
    )  # fmt: skip


GOOD = {"roles": (SALES,), "learners": learners("sal", 9, key_user=True) + learners("sal", 0, 1)}


def blockers(**records):
    return {one.key: one for one in training.gate(facts(**records), LIMITS)}


def measure(name: str, **records):
    return {one.key: one for one in training.measures(facts(**records))}[f"training.{name}"]


def test_nine_of_ten_certified_users_open_the_gate():
    assert blockers(**GOOD) == {}


def test_nobody_named_is_not_measured_and_blocks():
    found = blockers()
    assert found["training.no-learners"].sentence == Text(
        "Nobody has been named for training yet.", "尚未登记待培训用户。"
    )
    assert measure("coverage").value is None


def test_eight_of_ten_are_too_few():
    found = blockers(roles=(SALES,), learners=learners("sal", 8, 2) + learners("x", 0, key_user=True))
    assert found["training.coverage"].sentence == Text(
        "8 of 10 users to be trained are certified; at least 90% are needed.",
        "待培训用户10人，已认证8人；至少须达到90%。",
    )
    assert found["training.coverage"].about == About("record", "training/certifications")
    assert "training.role-coverage:sal" not in found


def test_a_weak_role_blocks_although_the_whole_is_well_covered():
    people = learners("sal", 36, key_user=True) + learners("ser", 3, 1)
    found = blockers(roles=(SALES, SERVICE), learners=people)
    assert set(found) == {"training.role-coverage:ser"}
    assert found["training.role-coverage:ser"].sentence == Text(
        "In the role “Service” 3 of 4 users are certified; at least 80% are needed.",
        "角色“Service”共4名用户，已认证3人；至少须达到80%。",
    )
    assert found["training.role-coverage:ser"].about == About("record", "training/certifications")
    lowest = measure("coverage-lowest-role", roles=(SALES, SERVICE), learners=people)
    assert (lowest.value, lowest.numerator, lowest.denominator) == (0.75, 3, 4)


def test_a_role_without_people_is_not_measured_and_blocks():
    found = blockers(**GOOD | {"roles": (SALES, SERVICE)})
    assert list(found) == ["training.role-empty:ser"]
    assert "尚未登记用户" in found["training.role-empty:ser"].sentence.zh
    assert found["training.role-empty:ser"].about == About("record", "training/learners")


def test_a_certificate_of_a_later_day_does_not_count_yet():
    future = tuple(replace(one, certified_on=AFTER) for one in learners("sal", 10))
    assert measure("coverage", learners=future).value == 0


def test_all_key_users_are_certified_or_named_in_the_blocker():
    people = (*learners("sal", 30, key_user=True), LearnerFact("k", name="Ann", role="sal", key_user=True))
    found = blockers(roles=(SALES,), learners=people)
    assert found["training.key-users"].sentence == Text(
        "30 of 31 key users are certified; not yet: Ann.", "关键用户31人，已认证30人；尚未认证：Ann。"
    )
    assert list(blockers(roles=(SALES,), learners=learners("sal", 10))) == ["training.no-key-users"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"trainer": ""}, Text("It is not said who held the session “Day 1”.", "培训“Day 1”未注明讲师。")),
        (
            {"certificate": " "},
            Text("The session “Day 1” was held by Tom, who has no certificate.", "培训“Day 1”的讲师Tom没有讲师证书。"),
        ),
        (
            {"expires_on": date(2026, 4, 30)},
            Text(
                "The session “Day 1” was held by Tom, whose certificate had expired on 30 April 2026.",
                "培训“Day 1”的讲师Tom的证书已于2026年4月30日到期。",
            ),
        ),
    ],
)
def test_a_session_held_by_an_uncertified_trainer_blocks(values, sentence):
    good = SessionFact("s", "SE-1", "Day 1", BEFORE, "Tom", "T-7", date(2026, 5, 1))
    assert blockers(**GOOD, sessions=(good,)) == {}
    (blocker,) = blockers(**GOOD, sessions=(replace(good, **values),)).values()
    assert (blocker.key, blocker.sentence) == ("training.uncertified-trainer:s", sentence)
    assert blockers(**GOOD, sessions=(replace(good, **values, held_on=AFTER),)) == {}


def test_an_untaught_control_point_blocks_until_a_module_teaches_it():
    step = StepFact("t", "TS-3", "Approve the discount", True, True)
    (blocker,) = blockers(**GOOD, steps=(step, StepFact("u", in_system=True))).values()
    assert blocker.sentence == Text(
        "No module teaches the key control point “TS-3 Approve the discount”.",
        "没有任何课程讲授关键控制点“TS-3 Approve the discount”。",
    )
    assert blockers(**GOOD, steps=(replace(step, taught=True),)) == {}


def test_module_coverage_counts_steps_in_the_system_only():
    steps = (StepFact("a", taught=True), StepFact("b"), StepFact("c", in_system=False), StepFact("d"))
    found = measure("modules", steps=steps)
    assert (found.numerator, found.denominator) == (1, 3)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [(40, 70, 0.5), (0, 100, 1), (50, 40, -0.2), (100, 100, None), (None, 80, None), (20, None, None)],
)
def test_the_gain_of_one_person(before, after, expected):
    assert training.gain(before, after) == expected


def test_sessions_are_measured_by_those_who_came():
    rows = (
        EnrolmentFact("a", BEFORE, True, 40, 70, "passed"),
        EnrolmentFact("b", BEFORE, True, 100, 100, "passed"),
        EnrolmentFact("c", BEFORE, True, 20, 40, "failed"),
        EnrolmentFact("d", BEFORE, True),
        EnrolmentFact("e", BEFORE, False, 10, 90, "passed"),
        EnrolmentFact("f", AFTER, False),
    )
    attendance, passed, gain = (measure(one, enrolments=rows) for one in ("attendance", "pass-rate", "gain"))
    assert (attendance.numerator, attendance.denominator) == (4, 5)
    assert (passed.numerator, passed.denominator) == (2, 3)
    assert gain.value == pytest.approx((0.5 + 0.25) / 2)
    assert (gain.n, gain.coverage) == (2, 0.5)


def test_what_was_not_taken_is_not_measured():
    assert [measure(one).value for one in ("attendance", "pass-rate", "gain", "reaction", "modules")] == [None] * 5


def test_reactions_of_fewer_than_five_are_not_shown():
    assert measure("reaction", reaction_sum=80, reaction_answers=4).value is None
    found = measure("reaction", reaction_sum=105, reaction_answers=5)
    assert (found.value, found.n) == (pytest.approx(4.2), 5)


def test_departments_are_counted_apart():
    people = (
        LearnerFact("a", department="North", certified_on=BEFORE),
        LearnerFact("b", department="North"),
        LearnerFact("c", department="South", certified_on=BEFORE),
    )
    assert training.by_department(facts(learners=people)) == {"North": (1, 2), "South": (1, 1)}
