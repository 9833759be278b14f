"""What keeps every gate shut: each objection appears, disappears, and says so in both languages."""

from dataclasses import replace
from datetime import date

import pytest

from phases import PHASES, phase
from phases.edition import editions
from phases.facts import ConditionFact, DeliverableFact, IssueFact, ItemFact, PhaseFacts
from phases.model import About, Blocker, Text
from phases.order import ORDER, earlier

TODAY = date(2026, 3, 5)
EDITION = next(iter(editions().values()))
SPONSOR = Text("Is the sponsor named?", "是否已明确项目发起人？")
CHARTER = Text("Project charter", "项目章程")


def clean(word: str) -> PhaseFacts:
    """Facts of a phase to which no gate objects."""
    return phase(word).facts(
        phase=word,
        as_of=TODAY,
        items=(item(word, state="done", has_evidence=True),),
        deliverables=(deliverable(word, "accepted"),),
        passed=frozenset(earlier(word)),
        has_sponsor=True,
        has_lead=True,
    )


def item(word: str, **values) -> ItemFact:
    given = {"mandatory": True, "state": "open", "evidence_required": True} | values
    return ItemFact(f"{word}.sponsor-named", SPONSOR, **given)


def deliverable(word: str, state: str, mandatory: bool = True) -> DeliverableFact:
    return DeliverableFact(f"{word}.charter", CHARTER, mandatory, state)


def blockers(facts: PhaseFacts) -> list[Blocker]:
    """The objections that every gate has; those about a phase's own records have tests of their own."""
    found = phase(facts.phase).gate(facts, EDITION.limits[facts.phase])
    return [one for one in found if one.about.kind not in ("record", "criterion", "rounds", "readiness")]


@pytest.mark.parametrize("word", ORDER)
def test_a_gate_opens_when_nothing_is_owed(word):
    assert blockers(clean(word)) == []


@pytest.mark.parametrize("word", ORDER)
def test_an_open_mandatory_item_shuts_every_gate(word):
    assert blockers(replace(clean(word), items=(item(word),))) == [
        Blocker(
            f"{word}.item-open:{word}.sponsor-named",
            Text(
                "The mandatory item “Is the sponsor named?” is open.",
                "必答检查项“是否已明确项目发起人？”尚未完成。",
            ),
            About("item", f"{word}.sponsor-named"),
        )
    ]


def test_an_item_in_progress_keeps_the_key_of_an_open_one_and_says_so():
    (blocker,) = blockers(replace(clean("review"), items=(item("review", state="doing"),)))
    assert blocker.key == "review.item-open:review.sponsor-named"
    assert blocker.sentence == Text(
        "The mandatory item “Is the sponsor named?” is in progress, not done.",
        "必答检查项“是否已明确项目发起人？”仍在进行中，尚未完成。",
    )


@pytest.mark.parametrize("state", ["open", "doing"])
def test_an_optional_item_may_stay_open(state):
    assert blockers(replace(clean("review"), items=(item("review", state=state, mandatory=False),))) == []


def test_a_done_mandatory_item_without_its_evidence_shuts_the_gate():
    unproven = item("training", state="done")
    assert blockers(replace(clean("training"), items=(unproven,))) == [
        Blocker(
            "training.item-unproven:training.sponsor-named",
            Text(
                "The mandatory item “Is the sponsor named?” is marked done, but its evidence is missing.",
                "必答检查项“是否已明确项目发起人？”已标记完成，但缺少证据。",
            ),
            About("item", "training.sponsor-named"),
        )
    ]
    assert blockers(replace(clean("training"), items=(replace(unproven, has_evidence=True),))) == []
    assert blockers(replace(clean("training"), items=(replace(unproven, evidence_required=False),))) == []


def test_an_optional_item_shuts_no_gate_even_if_it_is_done_without_its_evidence():
    unproven = item("training", state="done", mandatory=False)
    assert blockers(replace(clean("training"), items=(unproven,))) == []


def test_a_mandatory_item_that_does_not_apply_wants_a_reason():
    unexplained = item("review", state="na", reason="  ")
    assert blockers(replace(clean("review"), items=(unexplained,))) == [
        Blocker(
            "review.item-unexplained:review.sponsor-named",
            Text(
                "The mandatory item “Is the sponsor named?” was set to not applicable without a reason.",
                "必答检查项“是否已明确项目发起人？”被标为“不适用”，但未说明理由。",
            ),
            About("item", "review.sponsor-named"),
        )
    ]
    assert blockers(replace(clean("review"), items=(replace(unexplained, reason="One plant only"),))) == []


@pytest.mark.parametrize(
    ("state", "en", "zh"),
    [
        ("missing", "The deliverable “Project charter” is missing.", "交付物“项目章程”尚未提交。"),
        ("draft", "The deliverable “Project charter” is still a draft.", "交付物“项目章程”仍为草稿。"),
        (
            "review",
            "The deliverable “Project charter” has not been accepted yet.",
            "交付物“项目章程”正在审核，尚未验收。",
        ),
        ("returned", "The deliverable “Project charter” was returned for rework.", "交付物“项目章程”已被退回修改。"),
    ],
)
def test_a_mandatory_deliverable_that_is_not_accepted_shuts_the_gate(state, en, zh):
    assert blockers(replace(clean("golive"), deliverables=(deliverable("golive", state),))) == [
        Blocker("golive.deliverable-unaccepted:golive.charter", Text(en, zh), About("deliverable", "golive.charter"))
    ]


def test_an_optional_deliverable_may_be_missing():
    assert blockers(replace(clean("golive"), deliverables=(deliverable("golive", "missing", mandatory=False),))) == []


def test_an_open_critical_issue_shuts_the_gate_until_it_is_closed():
    issue = IssueFact("k1", "The price list is wrong", "critical")
    assert blockers(replace(clean("deployment"), issues=(issue,))) == [
        Blocker(
            "deployment.issue-critical:k1",
            Text(
                "The critical issue “The price list is wrong” is open.", "严重问题“The price list is wrong”尚未解决。"
            ),
            About("raid", "k1"),
        )
    ]
    assert blockers(replace(clean("deployment"), issues=(replace(issue, open=False),))) == []
    assert blockers(replace(clean("deployment"), issues=(replace(issue, severity="high"),))) == []


def test_an_overdue_condition_of_an_earlier_gate_shuts_the_gate():
    condition = ConditionFact("k2", "Release two key users", "Li Wei", date(2026, 3, 4), done=False, phase="concept")
    assert blockers(replace(clean("review"), conditions=(condition,))) == [
        Blocker(
            "review.condition-overdue:k2",
            Text(
                "The condition “Release two key users” of the gate “Concept introduction” was due on 4 March 2026 "
                "and is still owed by Li Wei.",
                "“理念导入”关口的附带条件“Release two key users”应于2026年3月4日前落实，现已逾期（负责人：Li Wei）。",
            ),
            About("condition", "k2"),
        )
    ]
    for harmless in (
        replace(condition, done=True),
        replace(condition, due=TODAY),
        replace(condition, phase="review"),
        replace(condition, phase="training"),
    ):
        assert blockers(replace(clean("review"), conditions=(harmless,))) == []


def test_gates_pass_in_order():
    facts = replace(clean("solidification"), passed=frozenset({"concept"}))
    assert blockers(facts) == [
        Blocker(
            "solidification.earlier-gate:review",
            Text("The gate “Business review” has not been passed yet.", "“业务梳理”关口尚未通过。"),
            About("phase", "review"),
            waivable=False,
        )
    ]


def test_a_project_without_sponsor_cannot_open_a_gate():
    assert blockers(replace(clean("concept"), has_sponsor=False)) == [
        Blocker(
            "concept.no-sponsor",
            Text(
                "The project has no sponsor, so nobody could sign the gate.",
                "项目尚未指定项目发起人，无人可以签署本关口。",
            ),
            About("project", ""),
            waivable=False,
        )
    ]


def test_a_project_without_lead_consultant_cannot_open_a_gate():
    assert blockers(replace(clean("concept"), has_lead=False)) == [
        Blocker(
            "concept.no-lead",
            Text(
                "The project has no lead consultant, so nobody could propose the gate.",
                "项目尚未指定主责顾问，无人可以提请关口决策。",
            ),
            About("project", ""),
            waivable=False,
        )
    ]


@pytest.mark.parametrize("one", PHASES, ids=lambda one: one.word)
def test_an_empty_project_is_shut_by_what_it_lacks_and_every_key_is_its_own(one):
    keys = [blocker.key for blocker in blockers(one.facts(phase=one.word, as_of=TODAY))]
    assert f"{one.word}.no-sponsor" in keys
    assert f"{one.word}.no-lead" in keys
    assert len(keys) == len(set(keys)) == 2 + len(earlier(one.word))
