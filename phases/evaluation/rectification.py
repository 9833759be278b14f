"""Rectification: what may become of a corrective action, who may say so, and whether it had the effect expected.

proposed → agreed with the client → doing → done by its owner → verified by another person with evidence; a done
action that does not hold goes back, and until it is verified it may be dropped with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from phases.evaluation.model import Indicator
from phases.evaluation.rounds import compare
from phases.model import Text

State = Literal["proposed", "agreed", "doing", "done", "verified", "dropped"]
STATES: tuple[State, ...] = ("proposed", "agreed", "doing", "done", "verified", "dropped")
OPEN: tuple[State, ...] = ("proposed", "agreed", "doing", "done")
"""States in which something is still owed."""

TITLES: dict[State, Text] = {
    "proposed": Text("Proposed", "已提出"),
    "agreed": Text("Agreed", "已商定"),
    "doing": Text("Doing", "整改中"),
    "done": Text("Done, to be verified", "已完成待验证"),
    "verified": Text("Verified", "已验证"),
    "dropped": Text("Dropped", "已取消"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """An action as it stands: its state and the key of its owner."""

    state: State
    owner: str


@dataclass(frozen=True, slots=True)
class Agree:
    """The client agrees; `for_client` says whether the person speaks for the client."""

    by: str
    for_client: bool


@dataclass(frozen=True, slots=True)
class Start:
    """Its owner begins."""

    by: str


@dataclass(frozen=True, slots=True)
class Finish:
    """Its owner has done it; the note says what was done."""

    by: str
    note: str


@dataclass(frozen=True, slots=True)
class Verify:
    """Another person has seen that it was done, by the evidence given."""

    by: str
    has_evidence: bool


@dataclass(frozen=True, slots=True)
class SendBack:
    """Another person has seen that it was not done, and says why."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Drop:
    """It will not be done, for this reason."""

    by: str
    reason: str


Act = Agree | Start | Finish | Verify | SendBack | Drop


def step(standing: Standing, act: Act) -> State | Text:
    """The state after the act, or the sentence that says why it is refused."""
    match (standing.state, act):
        case ("proposed", Agree()):
            return "agreed" if act.for_client else NOT_FOR_CLIENT
        case ("agreed", Start()):
            return "doing" if act.by == standing.owner else NOT_OWNER
        case ("agreed" | "doing", Finish()):
            return _finished(standing, act)
        case ("done", Verify()):
            return _verified(standing, act)
        case ("done", SendBack()):
            return _sent_back(standing, act)
        case ("proposed" | "agreed" | "doing" | "done", Drop()):
            return "dropped" if act.reason.strip() else NO_REASON
        case ("verified" | "dropped", _):
            return ENDED
        case ("proposed", _):
            return NOT_AGREED
        case (_, Agree()):
            return AGREED
        case (_, Verify() | SendBack()):
            return NOT_DONE
        case _:
            return BEGUN


def _finished(standing: Standing, act: Finish) -> State | Text:
    if act.by != standing.owner:
        return NOT_OWNER
    return "done" if act.note.strip() else NO_NOTE


def _verified(standing: Standing, act: Verify) -> State | Text:
    if act.by == standing.owner:
        return OWN
    return "verified" if act.has_evidence else NO_EVIDENCE


def _sent_back(standing: Standing, act: SendBack) -> State | Text:
    if act.by == standing.owner:
        return OWN
    return "doing" if act.reason.strip() else NO_REASON


NOT_FOR_CLIENT = Text("Only the client can agree to an action.", "整改措施须由客户方商定。")
NOT_OWNER = Text("Only the owner of the action can report on it.", "只有负责人可以更新该措施的进展。")
NO_NOTE = Text("Say in a sentence what was done.", "请用一句话说明完成了什么。")
NO_REASON = Text("Give the reason.", "请说明理由。")
OWN = Text(
    "The owner cannot verify their own action: another person has to.", "负责人不得验证自己的措施，须由他人验证。"
)
NO_EVIDENCE = Text("Verifying needs evidence: a note, a link or a file.", "验证须附证据：说明、链接或文件。")
ENDED = Text("The action has ended; it no longer changes.", "该措施已结束，不再变更。")
NOT_AGREED = Text("The client has not agreed to the action yet.", "客户尚未商定该措施。")
AGREED = Text("The client has agreed to the action already.", "客户已商定该措施。")
NOT_DONE = Text("The owner has not reported the action as done yet.", "负责人尚未报告该措施已完成。")
BEGUN = Text("The action is under way already.", "该措施已在进行中。")

Outcome = Literal["", "unverified", "unjudged", "effective", "ineffective"]
OUTCOMES: dict[Outcome, Text] = {
    "": Text("", ""),
    "unverified": Text("Not verified yet", "尚未验证"),
    "unjudged": Text("Verified, effect not judged yet", "已验证，效果待评估"),
    "effective": Text("Verified, effective", "已验证且有效"),
    "ineffective": Text("Verified, not effective", "已验证但无效"),
}
"""What is known of an action: nothing of its effect before another person has verified that it was done."""


def outcome(state: str, effect: str) -> Outcome:
    """What an action's state and the judgement of a later round say together; nothing of one that was dropped."""
    if state != "verified":
        return "" if state == "dropped" else "unverified"
    return "effective" if effect == "confirmed" else "ineffective" if effect == "unconfirmed" else "unjudged"


Verdict = Literal["reached", "partly", "missed", "unknown"]
VERDICTS: dict[Verdict, Text] = {
    "reached": Text("Expected change reached", "达到预期"),
    "partly": Text("Better, but less than expected", "有改善但未达预期"),
    "missed": Text("No improvement", "未见改善"),
    "unknown": Text("Cannot be said", "无法判断"),
}


def verdict(expected: float | None, old: Indicator | None, new: Indicator | None) -> Verdict:
    """Whether an indicator moved between two rounds as `expected`, a change in its own unit.

    Without an expected change any improvement counts as reached. Unknown when the indicator was not measured in
    both rounds, or not by the same definition.
    """
    (change,) = compare([old] if old else [], [new] if new else []) or (None,)
    if change is None or change.difference is None or new is None:
        return "unknown"
    if change.kind != "improved":
        return "missed"
    # Rounding: 0.6 − 0.5 is a hair less than 0.1, and that change is what was asked for.
    return "reached" if expected is None or abs(change.difference) >= abs(expected) - 1e-9 else "partly"
