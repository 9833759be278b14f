"""The life of a rectification action: who may take which step, and whether it moved its indicator."""

from dataclasses import replace

import pytest

from phases.evaluation.model import Indicator
from phases.evaluation.rectification import (
    AGREED,
    BEGUN,
    ENDED,
    NO_EVIDENCE,
    NO_NOTE,
    NO_REASON,
    NOT_AGREED,
    NOT_DONE,
    NOT_FOR_CLIENT,
    NOT_OWNER,
    OWN,
    STATES,
    Act,
    Agree,
    Drop,
    Finish,
    SendBack,
    Standing,
    Start,
    State,
    Verify,
    step,
    verdict,
)
from phases.model import Text

OWNER, OTHER = "owner", "other"
NAME = Text("Active share", "活跃用户占比")
PLAIN = Indicator("breadth.active-share", "breadth", NAME, NAME, "share", 1.0, 1, value=0.5, score=50.0)


def after(state: State, act: Act) -> State | Text:
    return step(Standing(state, OWNER), act)


def test_an_action_goes_from_proposal_to_verification() -> None:
    assert after("proposed", Agree(OTHER, for_client=True)) == "agreed"
    assert after("agreed", Start(OWNER)) == "doing"
    assert after("doing", Finish(OWNER, "Trained all teams.")) == "done"
    assert after("done", Verify(OTHER, has_evidence=True)) == "verified"


def test_an_owner_may_report_a_small_action_done_without_beginning_it_first() -> None:
    assert after("agreed", Finish(OWNER, "Done at once.")) == "done"


def test_only_the_client_agrees() -> None:
    assert after("proposed", Agree(OTHER, for_client=False)) is NOT_FOR_CLIENT


def test_only_the_owner_reports_progress_and_says_what_was_done() -> None:
    assert after("agreed", Start(OTHER)) is NOT_OWNER
    assert after("doing", Finish(OTHER, "Done.")) is NOT_OWNER
    assert after("doing", Finish(OWNER, "  ")) is NO_NOTE


def test_nobody_verifies_their_own_action_or_without_evidence() -> None:
    assert after("done", Verify(OWNER, has_evidence=True)) is OWN
    assert after("done", Verify(OTHER, has_evidence=False)) is NO_EVIDENCE
    assert after("done", SendBack(OWNER, "no")) is OWN


def test_what_was_not_done_goes_back_with_a_reason() -> None:
    assert after("done", SendBack(OTHER, "Two teams are missing.")) == "doing"
    assert after("done", SendBack(OTHER, "")) is NO_REASON


@pytest.mark.parametrize("state", ["proposed", "agreed", "doing", "done"])
def test_an_action_is_dropped_with_a_reason_until_it_is_verified(state: State) -> None:
    assert after(state, Drop(OTHER, "The team was dissolved.")) == "dropped"
    assert after(state, Drop(OTHER, " ")) is NO_REASON


@pytest.mark.parametrize("state", ["verified", "dropped"])
def test_nothing_happens_to_an_action_that_has_ended(state: State) -> None:
    acts = (
        Agree(OTHER, for_client=True), Start(OWNER), Finish(OWNER, "x"), Verify(OTHER, has_evidence=True),
        SendBack(OTHER, "x"), Drop(OTHER, "x"),
    )  # fmt: skip
    assert {after(state, act) for act in acts} == {ENDED}


def test_steps_out_of_order_are_refused() -> None:
    assert after("proposed", Start(OWNER)) is NOT_AGREED
    assert after("proposed", Finish(OWNER, "x")) is NOT_AGREED
    assert after("proposed", Verify(OTHER, has_evidence=True)) is NOT_AGREED
    assert after("agreed", Agree(OTHER, for_client=True)) is AGREED
    assert after("agreed", Verify(OTHER, has_evidence=True)) is NOT_DONE
    assert after("doing", SendBack(OTHER, "x")) is NOT_DONE
    assert after("doing", Start(OWNER)) is BEGUN
    assert after("done", Finish(OWNER, "x")) is BEGUN


def test_every_state_answers_every_act() -> None:
    for state in STATES:
        for act in (Agree(OTHER, for_client=True), Start(OWNER), Finish(OWNER, "x"), Drop(OTHER, "x")):
            assert isinstance(after(state, act), str | Text)


def test_an_expected_change_is_reached_partly_reached_or_missed() -> None:
    assert verdict(0.1, PLAIN, replace(PLAIN, value=0.6)) == "reached"
    assert verdict(0.1, PLAIN, replace(PLAIN, value=0.55)) == "partly"
    assert verdict(0.1, PLAIN, replace(PLAIN, value=0.45)) == "missed"
    assert verdict(None, PLAIN, replace(PLAIN, value=0.51)) == "reached"


def test_less_is_better_for_an_indicator_that_falls() -> None:
    dormant = replace(PLAIN, rising=False)
    assert verdict(-0.1, dormant, replace(dormant, value=0.4)) == "reached"
    assert verdict(-0.1, dormant, replace(dormant, value=0.6)) == "missed"


def test_nothing_can_be_said_of_an_indicator_that_was_not_measured_twice_alike() -> None:
    assert verdict(0.1, None, PLAIN) == "unknown"
    assert verdict(0.1, PLAIN, None) == "unknown"
    assert verdict(0.1, PLAIN, replace(PLAIN, value=None)) == "unknown"
    assert verdict(0.1, PLAIN, replace(PLAIN, version=2, value=0.9)) == "unknown"
    assert verdict(0.1, None, None) == "unknown"
