"""The objections that every gate raises, whatever its phase."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from phases.facts import ItemFact, PhaseFacts
from phases.model import About, Blocker, Text, say
from phases.order import TITLES, earlier


def blockers(facts: PhaseFacts) -> Iterator[Blocker]:
    """What keeps any gate shut, the hardest reasons first."""
    yield from order(facts)
    yield from people(facts)
    yield from items(facts)
    yield from deliverables(facts)
    yield from issues(facts)
    yield from conditions(facts)


def order(facts: PhaseFacts) -> Iterator[Blocker]:
    """Gates pass in order: each earlier gate that has not passed. Cannot be waived."""
    for word in earlier(facts.phase):
        if word not in facts.passed:
            yield Blocker(
                f"{facts.phase}.earlier-gate:{word}",
                say("The gate “{phase}” has not been passed yet.", "“{phase}”关口尚未通过。", phase=TITLES[word]),
                About("phase", word),
                waivable=False,
            )


def people(facts: PhaseFacts) -> Iterator[Blocker]:
    """Nobody could sign or propose. Cannot be waived."""
    project = About("project", "")
    if not facts.has_sponsor:
        yield Blocker(
            f"{facts.phase}.no-sponsor",
            Text(
                "The project has no sponsor, so nobody could sign the gate.",
                "项目尚未指定项目发起人，无人可以签署本关口。",
            ),
            project,
            waivable=False,
        )
    if not facts.has_lead:
        yield Blocker(
            f"{facts.phase}.no-lead",
            Text(
                "The project has no lead consultant, so nobody could propose the gate.",
                "项目尚未指定主责顾问，无人可以提请关口决策。",
            ),
            project,
            waivable=False,
        )


def items(facts: PhaseFacts) -> Iterator[Blocker]:
    """Mandatory items that are open, set aside without a reason, or done without the evidence they need."""
    for item in facts.items:
        blocker = _item(facts.phase, item)
        if blocker is not None:
            yield blocker


@lru_cache(maxsize=8192)
def _item(phase: str, item: ItemFact) -> Blocker | None:
    # Kept, because the same open items stand in most projects of a portfolio: some thousand sentences a page.
    match item.state:
        case "open" | "doing" if item.mandatory:
            return _about_item(phase, "item-open", item, _unanswered(item))
        case "na" if item.mandatory and not item.reason.strip():
            return _about_item(
                phase,
                "item-unexplained",
                item,
                say(
                    "The mandatory item “{item}” was set to not applicable without a reason.",
                    "必答检查项“{item}”被标为“不适用”，但未说明理由。",
                    item=item.title,
                ),
            )
        case "done" if item.mandatory and item.evidence_required and not item.has_evidence:
            return _about_item(
                phase,
                "item-unproven",
                item,
                say(
                    "The mandatory item “{item}” is marked done, but its evidence is missing.",
                    "必答检查项“{item}”已标记完成，但缺少证据。",
                    item=item.title,
                ),
            )
        case _:
            return None


def _unanswered(item: ItemFact) -> Text:
    if item.state == "doing":
        return say(
            "The mandatory item “{item}” is in progress, not done.",
            "必答检查项“{item}”仍在进行中，尚未完成。",
            item=item.title,
        )
    return say("The mandatory item “{item}” is open.", "必答检查项“{item}”尚未完成。", item=item.title)


def _about_item(phase: str, reason: str, item: ItemFact, sentence: Text) -> Blocker:
    return Blocker(f"{phase}.{reason}:{item.id}", sentence, About("item", item.id))


DELIVERABLE_SENTENCES = {
    "missing": Text("The deliverable “{title}” is missing.", "交付物“{title}”尚未提交。"),
    "draft": Text("The deliverable “{title}” is still a draft.", "交付物“{title}”仍为草稿。"),
    "review": Text("The deliverable “{title}” has not been accepted yet.", "交付物“{title}”正在审核，尚未验收。"),
    "returned": Text("The deliverable “{title}” was returned for rework.", "交付物“{title}”已被退回修改。"),
}


def deliverables(facts: PhaseFacts) -> Iterator[Blocker]:
    """Mandatory deliverables that are missing or not accepted."""
    for deliverable in facts.deliverables:
        if deliverable.mandatory and deliverable.state != "accepted":
            yield _deliverable(facts.phase, deliverable.id, deliverable.state, deliverable.title)


@lru_cache(maxsize=2048)
def _deliverable(phase: str, id: str, state: str, title: Text) -> Blocker:
    words = DELIVERABLE_SENTENCES[state]
    return Blocker(
        f"{phase}.deliverable-unaccepted:{id}", say(words.en, words.zh, title=title), About("deliverable", id)
    )


def issues(facts: PhaseFacts) -> Iterator[Blocker]:
    """Open issues of critical severity."""
    for issue in facts.issues:
        if issue.open and issue.severity == "critical":
            yield Blocker(
                f"{facts.phase}.issue-critical:{issue.key}",
                say("The critical issue “{issue}” is open.", "严重问题“{issue}”尚未解决。", issue=issue.title),
                About("raid", issue.key),
            )


def conditions(facts: PhaseFacts) -> Iterator[Blocker]:
    """Conditions of earlier gates that are not fulfilled although their day is over."""
    before = earlier(facts.phase)
    for condition in facts.conditions:
        if condition.phase in before and not condition.done and condition.due < facts.as_of:
            yield Blocker(
                f"{facts.phase}.condition-overdue:{condition.key}",
                say(
                    "The condition “{condition}” of the gate “{phase}” was due on {due} and is still owed by {owner}.",
                    "“{phase}”关口的附带条件“{condition}”应于{due}前落实，现已逾期（负责人：{owner}）。",
                    condition=condition.text,
                    phase=TITLES[condition.phase],
                    due=condition.due,
                    owner=condition.owner,
                ),
                About("condition", condition.key),
            )
