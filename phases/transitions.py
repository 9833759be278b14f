"""The legal order at a gate: begin, propose, withdraw, decide, and who may do each.

ahead ──begin──▶ running ──propose──▶ proposed ──go, conditions──▶ passed
                    ▲                     │
                    └──withdraw, no-go────┘
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from phases.model import Blocker, Outcome, PhaseState, Text, say
from phases.order import TITLES, earlier

Standing = Literal["ahead", "running", "proposed", "passed"]


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts: their key and their roles in this project."""

    key: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class GateState:
    """Where a phase stands at its gate; `proposed_by` is the key of the person whose proposal waits."""

    phase: str
    state: PhaseState
    proposed_by: str | None = None
    outcome: Outcome | None = None

    @property
    def standing(self) -> Standing:
        """The phase's state, with a waiting proposal told apart."""
        return "proposed" if self.state == "running" and self.proposed_by is not None else self.state


@dataclass(frozen=True, slots=True)
class Owed:
    """A condition of “go with conditions” as it is entered; `covers` names the blockers it answers for."""

    text: str
    owner: str | None
    due: date | None
    covers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Begin:
    """Start working on a phase; phases may overlap in time."""

    by: Person


@dataclass(frozen=True, slots=True)
class Propose:
    """Ask for the decision; `passed` holds the words of the phases whose gate was passed."""

    by: Person
    passed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take the proposal back."""

    by: Person


@dataclass(frozen=True, slots=True)
class Decide:
    """Sign the decision: `blockers` are those that stand, waived ones left out, on the day `on`."""

    by: Person
    outcome: Outcome
    blockers: tuple[Blocker, ...]
    on: date
    conditions: tuple[Owed, ...] = ()


Act = Begin | Propose | Withdraw | Decide


def step(state: GateState, act: Act) -> GateState | Text:
    """The state after the act, or the sentence that says why it is refused."""
    match (state.standing, act):
        case ("ahead", Begin()):
            return _only("lead", act.by) or replace(state, state="running")
        case ("running", Propose()):
            return _only("lead", act.by) or _out_of_order(state, act) or replace(state, proposed_by=act.by.key)
        case ("proposed", Withdraw()):
            return _only("lead", act.by) or replace(state, proposed_by=None)
        case ("proposed", Decide()):
            return _may_decide(state, act) or _why_not(act) or _decided(state, act)
        case ("ahead", _):
            return Text("The phase has not begun yet.", "该阶段尚未开始。")
        case ("passed", _):
            return Text("The gate has been passed already.", "该关口已经通过。")
        case (_, Begin()):
            return Text("The phase has begun already.", "该阶段已经开始。")
        case ("proposed", Propose()):
            return Text("A proposal is waiting for the sponsor already.", "已有一份提请正在等待项目发起人决策。")
        case _:
            return Text("Nothing has been proposed for this gate.", "本关口尚未提请决策。")


def _decided(state: GateState, act: Decide) -> GateState:
    after: PhaseState = "running" if act.outcome == "no-go" else "passed"
    return replace(state, state=after, proposed_by=None, outcome=act.outcome)


ONLY = {
    "lead": Text("Only the lead consultant may do this.", "只有主责顾问可以执行此操作。"),
    "sponsor": Text("Only the project's sponsor decides a gate.", "只有项目发起人可以对关口作出决策。"),
}


def _only(role: str, person: Person) -> Text | None:
    return None if role in person.roles else ONLY[role]


def _out_of_order(state: GateState, act: Propose) -> Text | None:
    for word in earlier(state.phase):
        if word not in act.passed:
            return say(
                "Gates pass in order: “{phase}” has not been passed yet.",
                "关口须依次通过：“{phase}”关口尚未通过。",
                phase=TITLES[word],
            )
    return None


def _may_decide(state: GateState, act: Decide) -> Text | None:
    if act.by.key == state.proposed_by:
        return Text(
            "Nobody decides on their own proposal: another person has to sign.",
            "提请人不得对自己的提请作出决策，须由他人签署。",
        )
    return _only("sponsor", act.by)


def _why_not(act: Decide) -> Text | None:
    match act.outcome:
        case "go":
            return _go_refused(act)
        case "conditions":
            return _conditions_refused(act)
        case "no-go":
            return None


def _go_refused(act: Decide) -> Text | None:
    if act.conditions:
        return Text(
            "A plain “go” carries no conditions: choose “go with conditions”.",
            "“通过”不附带条件；如需附带条件，请选择“有条件通过”。",
        )
    if not act.blockers:
        return None
    count = len(act.blockers)
    return say(
        "“Go” is not possible: {blockers} {verb} in the way.",
        "无法选择“通过”：仍有{count}项阻碍。",
        blockers="one blocker" if count == 1 else f"{count} blockers",
        verb="stands" if count == 1 else "stand",
        count=count,
    )


def _conditions_refused(act: Decide) -> Text | None:
    if not act.conditions:
        return Text("“Go with conditions” needs at least one condition.", "“有条件通过”至少须附带一项条件。")
    for condition in act.conditions:
        refusal = incomplete(condition, act.on)
        if refusal is not None:
            return refusal
    covered = frozenset().union(*(condition.covers for condition in act.conditions))
    for blocker in act.blockers:
        if not blocker.waivable:
            return say(
                "No condition can stand in for this: {blocker}",
                "以下阻碍不能以附带条件代替：{blocker}",
                blocker=blocker.sentence,
            )
        if blocker.key not in covered:
            return say(
                "This blocker is neither waived nor covered by a condition: {blocker}",
                "以下阻碍既未豁免，也没有附带条件与之对应：{blocker}",
                blocker=blocker.sentence,
            )
    return None


def incomplete(condition: Owed, on: date) -> Text | None:
    """What a condition lacks on this day, as a sentence; None when it is complete."""
    if not condition.text.strip():
        return Text("A condition has to say what is owed.", "附带条件须写明具体要求。")
    if not condition.owner:
        return say("The condition “{text}” has no owner.", "附带条件“{text}”尚未指定负责人。", text=condition.text)
    if condition.due is None:
        return say("The condition “{text}” has no due date.", "附带条件“{text}”尚未设定到期日。", text=condition.text)
    if condition.due < on:
        return say(
            "The condition “{text}” is due in the past.", "附带条件“{text}”的到期日早于今天。", text=condition.text
        )
    return None
