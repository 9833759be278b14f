"""Who may do what at a gate, in which order; everything else is refused with a sentence."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phases.model import About, Blocker, Text
from phases.transitions import Act, Begin, Decide, GateState, Owed, Person, Propose, Withdraw, step

LEAD = Person("lead", frozenset({"lead"}))
SPONSOR = Person("sponsor", frozenset({"sponsor"}))
CONSULTANT = Person("consultant", frozenset({"consultant"}))
BOTH = Person("both", frozenset({"lead", "sponsor"}))

TODAY = date(2026, 3, 5)
AHEAD = GateState("review", "ahead")
RUNNING = GateState("review", "running")
PROPOSED = GateState("review", "running", proposed_by="lead")
PASSED = GateState("review", "passed", outcome="go")

BLOCKER = Blocker("review.item-open:x", Text("X is open.", "X尚未完成。"), About("item", "x"))
ORDER = Blocker(
    "review.earlier-gate:concept", Text("Not yet.", "尚未通过。"), About("phase", "concept"), waivable=False
)
OWED = Owed("Name the data owner", "sponsor", date(2026, 3, 20), frozenset({BLOCKER.key}))


def propose(by: Person = LEAD, passed: tuple[str, ...] = ("concept",)) -> Propose:
    return Propose(by, frozenset(passed))


def decide(outcome: str, *blockers: Blocker, by: Person = SPONSOR, conditions: tuple[Owed, ...] = ()) -> Decide:
    return Decide(by, outcome, blockers, TODAY, conditions)


def test_the_main_path_begins_proposes_and_goes():
    running = step(AHEAD, Begin(LEAD))
    proposed = step(running, propose())
    passed = step(proposed, decide("go"))
    assert (running, proposed) == (RUNNING, PROPOSED)
    assert passed == GateState("review", "passed", None, "go")


def test_a_proposal_can_be_withdrawn_and_made_again():
    assert step(PROPOSED, Withdraw(LEAD)) == RUNNING
    assert step(step(PROPOSED, Withdraw(LEAD)), propose()) == PROPOSED


def test_a_no_go_returns_the_phase_to_work_whatever_stands_in_the_way():
    assert step(PROPOSED, decide("no-go", BLOCKER, ORDER)) == GateState("review", "running", None, "no-go")


def test_a_gate_passes_with_conditions_that_cover_what_is_left():
    passed = step(PROPOSED, decide("conditions", BLOCKER, conditions=(OWED,)))
    assert passed == GateState("review", "passed", None, "conditions")


def test_conditions_may_be_set_where_nothing_is_left():
    assert step(PROPOSED, decide("conditions", conditions=(OWED,))).state == "passed"


def test_a_condition_may_be_due_today():
    assert step(PROPOSED, decide("conditions", conditions=(replace(OWED, due=TODAY),))).state == "passed"


REFUSED = [
    (AHEAD, propose(), "The phase has not begun yet.", "该阶段尚未开始。"),
    (AHEAD, Withdraw(LEAD), "The phase has not begun yet.", "该阶段尚未开始。"),
    (AHEAD, decide("go"), "The phase has not begun yet.", "该阶段尚未开始。"),
    (RUNNING, Begin(LEAD), "The phase has begun already.", "该阶段已经开始。"),
    (PROPOSED, Begin(LEAD), "The phase has begun already.", "该阶段已经开始。"),
    (RUNNING, Withdraw(LEAD), "Nothing has been proposed for this gate.", "本关口尚未提请决策。"),
    (RUNNING, decide("go"), "Nothing has been proposed for this gate.", "本关口尚未提请决策。"),
    (PROPOSED, propose(), "A proposal is waiting for the sponsor already.", "已有一份提请正在等待项目发起人决策。"),
    (PASSED, Begin(LEAD), "The gate has been passed already.", "该关口已经通过。"),
    (PASSED, propose(), "The gate has been passed already.", "该关口已经通过。"),
    (PASSED, Withdraw(LEAD), "The gate has been passed already.", "该关口已经通过。"),
    (PASSED, decide("no-go"), "The gate has been passed already.", "该关口已经通过。"),
    (AHEAD, Begin(CONSULTANT), "Only the lead consultant may do this.", "只有主责顾问可以执行此操作。"),
    (RUNNING, propose(by=SPONSOR), "Only the lead consultant may do this.", "只有主责顾问可以执行此操作。"),
    (PROPOSED, Withdraw(SPONSOR), "Only the lead consultant may do this.", "只有主责顾问可以执行此操作。"),
    (
        PROPOSED,
        decide("go", by=CONSULTANT),
        "Only the project's sponsor decides a gate.",
        "只有项目发起人可以对关口作出决策。",
    ),
    (
        RUNNING,
        propose(passed=("solidification",)),
        "Gates pass in order: “Concept introduction” has not been passed yet.",
        "关口须依次通过：“理念导入”关口尚未通过。",
    ),
    (
        replace(PROPOSED, proposed_by="both"),
        decide("go", by=BOTH),
        "Nobody decides on their own proposal: another person has to sign.",
        "提请人不得对自己的提请作出决策，须由他人签署。",
    ),
    (
        PROPOSED,
        decide("go", BLOCKER),
        "“Go” is not possible: one blocker stands in the way.",
        "无法选择“通过”：仍有1项阻碍。",
    ),
    (
        PROPOSED,
        decide("go", BLOCKER, ORDER),
        "“Go” is not possible: 2 blockers stand in the way.",
        "无法选择“通过”：仍有2项阻碍。",
    ),
    (
        PROPOSED,
        decide("go", conditions=(OWED,)),
        "A plain “go” carries no conditions: choose “go with conditions”.",
        "“通过”不附带条件；如需附带条件，请选择“有条件通过”。",
    ),
    (
        PROPOSED,
        decide("conditions"),
        "“Go with conditions” needs at least one condition.",
        "“有条件通过”至少须附带一项条件。",
    ),
    (
        PROPOSED,
        decide("conditions", conditions=(replace(OWED, text=" "),)),
        "A condition has to say what is owed.",
        "附带条件须写明具体要求。",
    ),
    (
        PROPOSED,
        decide("conditions", conditions=(replace(OWED, owner=None),)),
        "The condition “Name the data owner” has no owner.",
        "附带条件“Name the data owner”尚未指定负责人。",
    ),
    (
        PROPOSED,
        decide("conditions", conditions=(OWED, replace(OWED, due=None))),
        "The condition “Name the data owner” has no due date.",
        "附带条件“Name the data owner”尚未设定到期日。",
    ),
    (
        PROPOSED,
        decide("conditions", conditions=(replace(OWED, due=date(2026, 3, 4)),)),
        "The condition “Name the data owner” is due in the past.",
        "附带条件“Name the data owner”的到期日早于今天。",
    ),
    (
        PROPOSED,
        decide("conditions", BLOCKER, conditions=(replace(OWED, covers=frozenset()),)),
        "This blocker is neither waived nor covered by a condition: X is open.",
        "以下阻碍既未豁免，也没有附带条件与之对应：X尚未完成。",
    ),
    (
        PROPOSED,
        decide("conditions", ORDER, conditions=(replace(OWED, covers=frozenset({ORDER.key})),)),
        "No condition can stand in for this: Not yet.",
        "以下阻碍不能以附带条件代替：尚未通过。",
    ),
]


@pytest.mark.parametrize(("state", "act", "en", "zh"), REFUSED, ids=lambda value: None)
def test_an_illegal_act_is_refused_with_a_sentence(state, act, en, zh):
    assert step(state, act) == Text(en, zh)


PEOPLE = st.sampled_from([LEAD, SPONSOR, CONSULTANT, BOTH])
ACTS = st.one_of(
    st.builds(Begin, PEOPLE),
    st.builds(Propose, PEOPLE, st.sampled_from([frozenset(), frozenset({"concept"})])),
    st.builds(Withdraw, PEOPLE),
    st.builds(
        Decide,
        PEOPLE,
        st.sampled_from(["go", "conditions", "no-go"]),
        st.sampled_from([(), (BLOCKER,), (ORDER,), (BLOCKER, ORDER)]),
        st.just(TODAY),
        st.sampled_from([(), (OWED,), (replace(OWED, owner=None),)]),
    ),
)


@given(st.lists(ACTS, max_size=30))
def test_no_walk_passes_a_gate_against_the_rules(acts: list[Act]):
    state = AHEAD
    for act in acts:
        before, result = state, step(state, act)
        state = before if isinstance(result, Text) else result
        if state.state == "passed" and before.state != "passed":
            assert isinstance(act, Decide)
            assert "sponsor" in act.by.roles
            assert before.proposed_by in ("lead", "both")
            assert act.by.key != before.proposed_by
            assert ORDER not in act.blockers
            assert act.blockers == () or (act.outcome, act.conditions) == ("conditions", (OWED,))
        if before.state == "passed":
            assert state == before
