"""Conformance against examples worked out by hand.

The process of the examples: 0 record · 1 check (control point, handed on) · 2 visit (optional) · 3 approve (control
point) · 4 close. A case owes 0, 1, 3 and 4.
"""

import pytest

from phases.evaluation.conformance import ModelStep, Variant, alignment_cost, conformance, judge

PROCESS = (
    ModelStep("record"),
    ModelStep("check", control=True, hand_off=True),
    ModelStep("visit", optional=True),
    ModelStep("approve", control=True),
    ModelStep("close"),
)


def test_a_case_that_takes_every_owed_step_in_order_fits() -> None:
    verdict = judge(PROCESS, (0, 1, 3, 4))
    assert verdict.fits
    assert verdict.complete
    assert verdict.fitness == 1
    assert verdict.controls_due == (1, 3)
    assert verdict.hand_offs_broken == ()


def test_an_optional_step_may_be_taken_or_left() -> None:
    assert judge(PROCESS, (0, 1, 2, 3, 4)).fits
    assert judge(PROCESS, (0, 1, 2, 3, 4)).cost == 0


def test_a_skipped_control_point_is_named_and_costs_one_move() -> None:
    verdict = judge(PROCESS, (0, 1, 4))
    # 3 is missing although 4 happened: one move in the model. Worst: 3 moves in the log + 4 owed steps = 7.
    assert (verdict.skipped, verdict.cost, verdict.worst) == ((3,), 1, 7)
    assert not verdict.fits
    assert not verdict.complete
    assert verdict.ended
    assert verdict.fitness == pytest.approx(6 / 7)


def test_the_hand_off_to_a_skipped_step_is_broken() -> None:
    # 1 hands on to the next owed step, 3; the optional visit in between does not take its place.
    assert judge(PROCESS, (0, 1, 2, 4)).hand_offs_broken == (1,)


def test_a_step_done_again_is_rework() -> None:
    verdict = judge(PROCESS, (0, 1, 3, 1, 3, 4))
    # Two moves in the log alone (1 and 3 again); worst: 6 in the log + 4 owed = 10.
    assert (verdict.repeated, verdict.again, verdict.cost, verdict.worst) == ((1, 3), 2, 2, 10)
    assert verdict.complete
    assert not verdict.fits
    assert verdict.displaced == ()


def test_a_step_before_its_turn_puts_those_it_overtook_out_of_order() -> None:
    verdict = judge(PROCESS, (0, 3, 1, 4))
    # 1 came after 3. Aligned: 1 left out in the model, 1 in the log alone: cost 2 of 4 + 4.
    assert (verdict.displaced, verdict.skipped, verdict.cost, verdict.worst) == ((1,), (), 2, 8)
    assert verdict.complete
    assert not verdict.fits


def test_a_case_that_ended_too_early_is_incomplete_and_has_not_skipped_what_it_never_reached() -> None:
    verdict = judge(PROCESS, (0, 1))
    assert not verdict.ended
    assert not verdict.complete
    assert verdict.skipped == ()
    assert verdict.controls_due == (1,), "approve was never due"
    assert verdict.hand_offs_broken == (1,), "nobody took it over"
    assert (verdict.cost, verdict.worst) == (2, 6)


def test_an_agreed_ending_relieves_a_case_of_what_would_have_come() -> None:
    verdict = judge(PROCESS, (0, 1), closed=True)
    assert verdict.fits
    assert verdict.fitness == 1
    assert verdict.hand_offs_due == ()
    assert judge(PROCESS, (0, 3), closed=True).skipped == (1,), "but not of what it left out before"
    assert judge(PROCESS, (), closed=True).fitness == 1


def test_activities_of_no_step_are_counted_and_not_judged() -> None:
    verdict = judge(PROCESS, (None, 0, 1, None, 3, 4))
    assert verdict.fits
    assert verdict.unknown == 2


def test_a_case_without_any_step_of_the_process_has_no_fitness_at_all() -> None:
    verdict = judge(PROCESS, (None, None))
    assert (verdict.cost, verdict.worst, verdict.fitness) == (4, 4, 0.0)
    assert not verdict.fits
    assert verdict.controls_due == ()


def test_the_cheapest_alignment_is_found() -> None:
    process = [ModelStep(name) for name in "abcd"]
    # d a b c: keep a b c, d in the log alone (1), d in the model alone (1) = 2; keeping d would cost 3 + 3.
    assert alignment_cost(process, (3, 0, 1, 2)) == 2
    # d c b a, the worst order: one step can be kept, three moves on either side.
    assert alignment_cost(process, (3, 2, 1, 0)) == 6
    assert alignment_cost(process, ()) == 4


def test_cases_are_added_up_by_variant() -> None:
    found = conformance(
        PROCESS,
        [
            Variant((0, 1, 3, 4), 6),  # fits
            Variant((0, 1, 4), 2),  # skips 3
            Variant((0, 1, 3, 1, 3, 4), 1),  # rework
            Variant((0, None), 1),  # incomplete, with an unknown activity
        ],
    )
    assert (found.cases, found.conforming, found.complete, found.incomplete) == (10, 6, 7, 1)
    assert (found.skipping, found.reworking, found.displacing, found.straying) == (2, 1, 0, 1)
    # Due: 2 × 6 + 2 × 2 + 2 × 1 + 0 = 18; passed: 12 + 2 + 2 = 16.
    assert (found.controls_passed, found.controls_due) == (16, 18)
    # Handed on by 1: 6 + 2 + 1; broken where 3 was skipped.
    assert (found.hand_offs_broken, found.hand_offs_due) == (2, 9)
    # Cost 6×0 + 2×1 + 1×2 + 1×3 = 7; worst 6×8 + 2×7 + 1×10 + 1×5 = 77.
    assert found.fitness == pytest.approx(1 - 7 / 77)
    # Activities 6×4 + 2×3 + 6 + 2 = 38, one of no step.
    assert found.coverage == pytest.approx(37 / 38)


def test_each_step_has_its_own_figures() -> None:
    found = conformance(
        PROCESS, [Variant((0, 1, 3, 4), 6), Variant((0, 1, 4), 2), Variant((0, 3, 1, 1, 4), 1), Variant((0,), 3)]
    )
    record, check, visit, approve, close = found.steps
    assert (record.cases, record.due, record.skipped) == (12, 12, 0)
    assert (check.cases, check.due, check.repeated, check.displaced) == (9, 9, 1, 1)
    assert (visit.cases, visit.due) == (0, 0), "nobody owes an optional step"
    assert (approve.cases, approve.due, approve.skipped) == (7, 9, 2)
    assert (check.handed, check.dropped) == (9, 2)
    assert close.cases == 9


def test_without_cases_nothing_is_measured() -> None:
    found = conformance(PROCESS, [])
    assert found.cases == 0
    assert found.fitness is None
    assert found.coverage == 0


@pytest.mark.parametrize("process", [(), (ModelStep("a", optional=True),)])
def test_a_process_that_owes_no_step_cannot_be_followed(process: tuple[ModelStep, ...]) -> None:
    with pytest.raises(ValueError, match="at least one step"):
        conformance(process, [])


def test_a_place_outside_the_process_is_refused() -> None:
    with pytest.raises(ValueError, match="does not have"):
        judge(PROCESS, (0, 5))
