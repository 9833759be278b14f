"""What of the phase's records keeps the gate shut; what nobody has measured says so in a sentence of its own."""

from __future__ import annotations

from collections.abc import Iterator

from phases.concept.learning import learning
from phases.concept.measured import filled_roles
from phases.concept.words import REQUIRED_ROLES, TEAM_ROLES
from phases.facts import ConceptFacts
from phases.model import About, Blocker, Limits, say

TEAM = About("record", "concept/team")
ATTENDANCE = About("record", "concept/attendance")


def roles(facts: ConceptFacts) -> Iterator[Blocker]:
    """A required role that nobody fills."""
    filled = filled_roles(facts)
    for role in REQUIRED_ROLES:
        if role not in filled:
            yield Blocker(
                f"concept.role-unfilled:{role}",
                say(
                    "Nobody in the team fills the role “{role}”.",
                    "项目团队中尚无人担任“{role}”。",
                    role=TEAM_ROLES[role],
                ),
                TEAM,
            )


def kick_off(facts: ConceptFacts) -> Iterator[Blocker]:
    """No kick-off has been held, or none with the sponsor."""
    held = [
        one
        for one in facts.records.meetings
        if one.kind == "kick-off" and one.day is not None and one.day <= facts.as_of
    ]
    if any(one.sponsor for one in held):
        return
    sentence = (
        say("The sponsor was not present at the kick-off meeting.", "项目发起人没有出席启动会。")
        if held
        else say("No kick-off meeting has been held yet.", "尚未召开启动会。")
    )
    yield Blocker("concept.kick-off", sentence, About("record", "concept/meetings"))


def coverage(facts: ConceptFacts, limits: Limits) -> Iterator[Blocker]:
    """Nobody is named for concept training, or too few of them have attended it."""
    learned, needed = learning(facts.records, facts.as_of), limits["coverage"]
    if not learned.named:
        sentence = say("Nobody has been named for concept training yet.", "尚未确定参加理念培训的人员名单。")
        yield Blocker("concept.coverage", sentence, TEAM)
    elif 100 * learned.trained < needed * learned.named:
        sentence = say(
            "{trained} of {named} people named for concept training have attended it ({share:.0f}%); {needed:g}% are "
            "needed.",
            "列入理念培训名单的{named}人中已有{trained}人参加（{share:.0f}%），需达到{needed:g}%。",
            trained=learned.trained,
            named=learned.named,
            share=_floor(100 * learned.trained / learned.named),
            needed=needed,
        )
        yield Blocker("concept.coverage", sentence, ATTENDANCE)


def understanding(facts: ConceptFacts, limits: Limits) -> Iterator[Blocker]:
    """No test was taken after the training, or their mean is too low."""
    learned, needed = learning(facts.records, facts.as_of), limits["post_test"]
    if learned.mean_post is None:
        sentence = say("No test has been taken after the concept training yet.", "理念培训之后尚未进行过测试。")
        yield Blocker("concept.post-test", sentence, ATTENDANCE)
    elif learned.mean_post < needed:
        sentence = say(
            "The mean test result after the concept training is {mean:.1f} of 100 (n = {n}); at least {needed:g} is "
            "needed.",
            "理念培训训后测试平均分为{mean:.1f}分（满分100，n = {n}），至少需要{needed:g}分。",
            mean=_floor(learned.mean_post, 1),
            n=len(learned.posts),
            needed=needed,
        )
        yield Blocker("concept.post-test", sentence, ATTENDANCE)


def criteria(facts: ConceptFacts, limits: Limits) -> Iterator[Blocker]:
    """Fewer complete success criteria with a baseline than the edition asks for."""
    needed = int(limits["criteria"])
    complete = sum(criterion.complete for criterion in facts.criteria)
    if complete < needed:
        yield Blocker(
            "concept.criteria-few",
            say(
                "{complete} of at least {needed} success criteria are complete with a baseline.",
                "具备完整定义和基线的成功标准仅有{complete}项，至少需要{needed}项。",
                complete=complete,
                needed=needed,
            ),
            About("criterion", ""),
        )


def signature(facts: ConceptFacts) -> Iterator[Blocker]:
    """Complete success criteria that the sponsor has not signed."""
    complete = [criterion for criterion in facts.criteria if criterion.complete]
    unsigned = sum(not criterion.signed for criterion in complete)
    if unsigned:
        yield Blocker(
            "concept.criteria-unsigned",
            say(
                "The sponsor has not signed {unsigned} of {complete} complete success criteria.",
                "{complete}项完整的成功标准中有{unsigned}项尚未经项目发起人签署。",
                unsigned=unsigned,
                complete=len(complete),
            ),
            About("criterion", ""),
        )


def _floor(value: float, digits: int = 0) -> float:
    """Cut, not rounded: 89.96 % would otherwise be shown as the 90 % that it is not."""
    steps: int = 10**digits
    return int(value * steps) / steps
