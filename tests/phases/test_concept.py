"""Concept introduction: the team, the kick-off, what was learned, and success that is agreed before the start."""

import dataclasses
from datetime import date

import pytest

from phases import concept
from phases.concept.learning import band, gain, learning
from phases.concept.words import REQUIRED_ROLES
from phases.facts import ConceptFacts, CriterionFact
from phases.facts.concept import Attended, ConceptRecords, Met, Teammate
from phases.model import About, Blocker, Limits, Measure, Text

DAY = date(2026, 3, 5)
LIMITS = Limits("concept", {"criteria": 3, "coverage": 90, "post_test": 70, "gain_low": 0.3, "gain_high": 0.7})
TEAM = tuple(Teammate(role, role, role=role, to_train=role in ("key-user", "client-pm")) for role in REQUIRED_ROLES)
KICK_OFF = Met("m", "kick-off", date(2026, 2, 2), sponsor=True)
TRAINED = (Attended("key-user", date(2026, 2, 9), 40, 85), Attended("client-pm", date(2026, 2, 9), 50, 75))
SIGNED = tuple(CriterionFact(str(place), "Renewals", True, True) for place in range(3))


def facts(criteria: tuple[CriterionFact, ...] = SIGNED, **records: object) -> ConceptFacts:
    """A concept phase whose records satisfy the gate, but for what a test changes."""
    whole = {"team": TEAM, "meetings": (KICK_OFF,), "attendance": TRAINED, **records}
    return ConceptFacts(
        phase="concept", as_of=DAY, has_sponsor=True, has_lead=True, criteria=criteria,
        records=ConceptRecords(**whole),  # type: ignore[arg-type]
    )  # fmt: skip


def blocked(found: ConceptFacts) -> dict[str, Blocker]:
    """What keeps the gate shut, by key."""
    return {one.key: one for one in concept.gate(found, LIMITS)}


def measured(found: ConceptFacts, name: str) -> Measure:
    """One measure by its name."""
    return {one.key: one for one in concept.measures(found)}[f"concept.{name}"]


def test_the_gate_opens_when_all_is_there():
    assert blocked(facts()) == {}


@pytest.mark.parametrize(
    ("role", "en", "zh"),
    [
        ("sponsor", "Sponsor", "项目发起人"),
        ("lead", "Lead consultant", "主责顾问"),
        ("client-pm", "Client project manager", "客户项目经理"),
        ("key-user", "Key user", "关键用户"),
        ("it", "IT contact", "IT 联系人"),
    ],
)
def test_each_required_role_has_to_be_filled(role, en, zh):
    found = blocked(facts(team=tuple(one for one in TEAM if one.role != role), attendance=()))
    blocker = found[f"concept.role-unfilled:{role}"]
    assert blocker.sentence == Text(f"Nobody in the team fills the role “{en}”.", f"项目团队中尚无人担任“{zh}”。")
    assert blocker.about == About("record", "concept/team")
    assert [key for key in found if key.startswith("concept.role")] == [blocker.key]


def test_who_signs_in_with_a_part_fills_its_role_without_being_entered_again():
    alone = dataclasses.replace(facts(team=(), attendance=()), parts=frozenset({"sponsor", "lead", "client-pm"}))
    assert [key for key in blocked(alone) if "role" in key] == [
        "concept.role-unfilled:key-user", "concept.role-unfilled:it"
    ]  # fmt: skip


def test_somebody_whose_time_is_over_fills_no_role():
    left = tuple(Teammate(one.key, role=one.role, ends=date(2026, 3, 4) if one.role == "it" else DAY) for one in TEAM)
    assert [key for key in blocked(facts(team=left)) if "role" in key] == ["concept.role-unfilled:it"]


def test_team_completeness_is_filled_of_required_roles():
    measure = measured(facts(team=(*TEAM[:3], Teammate("x", role="member"))), "team-completeness")
    assert (measure.value, measure.numerator, measure.denominator) == (0.6, 3, 5)


def test_without_a_team_its_completeness_is_not_measured():
    assert measured(facts(team=()), "team-completeness").value is None


@pytest.mark.parametrize(
    ("meetings", "sentence"),
    [
        ((), Text("No kick-off meeting has been held yet.", "尚未召开启动会。")),
        (
            (Met("m", "steering", date(2026, 2, 2), sponsor=True),),
            Text("No kick-off meeting has been held yet.", "尚未召开启动会。"),
        ),
        (
            (Met("m", "kick-off", date(2026, 3, 6), sponsor=True),),
            Text("No kick-off meeting has been held yet.", "尚未召开启动会。"),
        ),
        (
            (Met("m", "kick-off", date(2026, 2, 2)),),
            Text("The sponsor was not present at the kick-off meeting.", "项目发起人没有出席启动会。"),
        ),
    ],
)
def test_a_kick_off_needs_the_sponsor_and_has_to_have_been(meetings, sentence):
    (blocker,) = blocked(facts(meetings=meetings)).values()
    assert (blocker.key, blocker.sentence) == ("concept.kick-off", sentence)
    assert blocker.about == About("record", "concept/meetings")


def test_a_second_kick_off_with_the_sponsor_makes_up_for_the_first():
    meetings = (Met("a", "kick-off", date(2026, 2, 2)), Met("b", "kick-off", DAY, sponsor=True))
    assert blocked(facts(meetings=meetings)) == {}


def test_nobody_named_for_training_is_said_and_not_counted_as_covered():
    nobody = tuple(Teammate(one.key, role=one.role) for one in TEAM)
    (blocker,) = blocked(facts(team=nobody)).values()
    assert blocker.sentence == Text(
        "Nobody has been named for concept training yet.", "尚未确定参加理念培训的人员名单。"
    )
    assert measured(facts(team=nobody), "coverage").value is None


def test_too_few_of_those_named_have_come():
    named = tuple(Teammate(str(place), to_train=True) for place in range(10))
    came = tuple(Attended(str(place), date(2026, 2, 9), 50, 80) for place in range(8))
    found = facts(team=TEAM[:3] + TEAM[4:] + (TEAM[3],) + named, attendance=came + TRAINED)
    # 8 of the ten and both of the team: 10 of 12 = 83.3 %
    blocker = blocked(found)["concept.coverage"]
    assert blocker.sentence == Text(
        "10 of 12 people named for concept training have attended it (83%); 90% are needed.",
        "列入理念培训名单的12人中已有10人参加（83%），需达到90%。",
    )
    measure = measured(found, "coverage")
    assert (measure.numerator, measure.denominator) == (10, 12)


def test_nine_of_ten_are_enough_and_eight_are_not():
    def covered(came: int) -> dict[str, Blocker]:
        named = tuple(Teammate(str(place), to_train=True) for place in range(10))
        roles = tuple(Teammate(one.key, role=one.role) for one in TEAM)
        return blocked(
            facts(team=roles + named, attendance=tuple(Attended(str(n), DAY, None, 80) for n in range(came)))
        )

    assert covered(9) == {}
    assert list(covered(8)) == ["concept.coverage"]


def test_a_session_of_tomorrow_has_trained_nobody():
    found = facts(attendance=tuple(Attended(one.person, date(2026, 3, 6), 40, 90) for one in TRAINED))
    assert set(blocked(found)) == {"concept.coverage", "concept.post-test"}
    assert measured(found, "coverage").numerator == 0


def test_no_test_after_the_training_blocks_with_its_own_sentence():
    found = facts(attendance=tuple(Attended(one.person, one.day, 40) for one in TRAINED))
    (blocker,) = blocked(found).values()
    assert (blocker.key, blocker.sentence) == (
        "concept.post-test",
        Text("No test has been taken after the concept training yet.", "理念培训之后尚未进行过测试。"),
    )
    measure = measured(found, "understanding")
    assert (measure.value, measure.n, measure.coverage) == (None, 0, 0.0)


def test_a_low_mean_blocks_and_is_cut_not_rounded_up():
    found = facts(attendance=(Attended("key-user", DAY, None, 69.9), Attended("client-pm", DAY, None, 70.05)))
    (blocker,) = blocked(found).values()  # mean 69.975
    assert blocker.sentence == Text(
        "The mean test result after the concept training is 69.9 of 100 (n = 2); at least 70 is needed.",
        "理念培训训后测试平均分为69.9分（满分100，n = 2），至少需要70分。",
    )


def test_understanding_is_the_mean_of_those_who_took_the_test():
    found = facts(attendance=(*TRAINED, Attended("sponsor", DAY)))
    measure = measured(found, "understanding")
    assert (measure.value, measure.n) == (80.0, 2)
    assert measure.coverage == pytest.approx(2 / 3)


def test_the_normalised_gain_by_hand():
    assert gain(40, 85) == pytest.approx(0.75)
    assert gain(50, 75) == pytest.approx(0.5)
    assert gain(80, 70) == pytest.approx(-0.5)
    assert gain(100, 100) is None


def test_the_mean_gain_counts_only_people_with_both_tests_and_a_defined_gain():
    attendance = (*TRAINED, Attended("a", DAY, None, 100), Attended("b", DAY, 10), Attended("c", DAY, 100, 100))
    measure = measured(facts(attendance=attendance), "gain")
    assert (measure.value, measure.numerator, measure.denominator, measure.n) == (0.625, 1.25, 2, 2)
    learned = learning(ConceptRecords(attendance=attendance), DAY)
    assert (learned.undefined, learned.attended) == (1, 5)


def test_a_person_counts_once_with_the_last_tests():
    attendance = (
        Attended("a", date(2026, 2, 20), 40, 70),
        Attended("a", date(2026, 2, 2), 20, 40),
        Attended("a", date(2026, 2, 25)),
    )
    learned = learning(ConceptRecords(team=(Teammate("a", to_train=True),), attendance=attendance), DAY)
    assert (learned.trained, learned.posts, learned.gains) == (1, (70,), (0.5,))


@pytest.mark.parametrize(
    ("value", "word"), [(0.29, "low"), (0.3, "medium"), (0.7, "medium"), (0.71, "high"), (-1.0, "low")]
)
def test_gains_are_banded_by_the_edition(value, word):
    assert band(value, LIMITS) == word


@pytest.mark.parametrize("complete", [(), (True, True), (True, True, False)])
def test_two_complete_criteria_keep_it_shut(complete):
    criteria = tuple(CriterionFact(str(place), "Renewals", each, each) for place, each in enumerate(complete))
    (blocker,) = blocked(facts(criteria)).values()
    assert (blocker.key, blocker.about) == ("concept.criteria-few", About("criterion", ""))
    assert blocker.sentence == Text(
        f"{sum(complete)} of at least 3 success criteria are complete with a baseline.",
        f"具备完整定义和基线的成功标准仅有{sum(complete)}项，至少需要3项。",
    )


def test_complete_criteria_need_the_sponsors_signature():
    criteria = (*SIGNED, CriterionFact("n", "Returns", True), CriterionFact("i", "Open", False))
    (blocker,) = blocked(facts(criteria)).values()
    assert (blocker.key, blocker.about) == ("concept.criteria-unsigned", About("criterion", ""))
    assert blocker.sentence == Text(
        "The sponsor has not signed 1 of 4 complete success criteria.",
        "4项完整的成功标准中有1项尚未经项目发起人签署。",
    )


def test_how_many_are_needed_is_the_editions_figure():
    assert list(concept.gate(facts(SIGNED[:1]), LIMITS.but(criteria=1))) == []
    assert [one.key for one in concept.gate(facts(()), LIMITS.but(criteria=1))] == ["concept.criteria-few"]


def test_the_share_of_complete_criteria_is_measured():
    criteria = tuple(CriterionFact(str(place), "", each) for place, each in enumerate((True, False, False, True)))
    measure = measured(facts(criteria), "criteria-complete")
    assert (measure.value, measure.numerator, measure.denominator, measure.n) == (0.5, 2, 4, 4)


def test_without_criteria_their_share_is_not_measured():
    measure = measured(facts(()), "criteria-complete")
    assert (measure.value, measure.coverage) == (None, 0.0)


def test_nothing_at_all_blocks_with_one_sentence_for_each_lack():
    empty = ConceptFacts(phase="concept", as_of=DAY, has_sponsor=True, has_lead=True)
    assert list(blocked(empty)) == [
        *(f"concept.role-unfilled:{role}" for role in REQUIRED_ROLES),
        "concept.kick-off",
        "concept.coverage",
        "concept.post-test",
        "concept.criteria-few",
    ]


def test_every_measure_of_the_records_is_computed():
    found = {one.key for one in concept.measures(facts())}
    assert {f"concept.{kind.name}" for kind in concept.PHASE.kinds} <= found
