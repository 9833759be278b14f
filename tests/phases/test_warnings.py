"""Each warning appears beyond its threshold, stays away at it, says its facts in both languages, and never guesses."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from phases.edition import current_edition
from phases.facts.warnings import (
    AgedFact,
    AnswersFact,
    CourseFact,
    DesignFact,
    MateFact,
    MotiveFact,
    PaceFact,
    SigningFact,
    SteeringFact,
    WaitingFact,
    WarningFacts,
    WarningRecords,
)
from phases.model import About, Text, Warning
from phases.order import ORDER
from phases.warnings import KINDS, RULES, came_back, kept_figures, warning_limits, warnings

EDITION = current_edition()
LIMITS = warning_limits(EDITION.limits, EDITION.deadlines)
TODAY = date(2026, 3, 31)
DESIGNING = (
    CourseFact("review", "passed", date(2026, 1, 5)),
    CourseFact("solidification", "running", date(2026, 2, 2)),
)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def facts(*, running: bool = True, pace: PaceFact | None = None, seen: date | None = None, **records) -> WarningFacts:
    return WarningFacts(TODAY, WarningRecords(**records), running, pace, seen)


def only(asked: WarningFacts) -> Warning:
    found = list(warnings(asked, LIMITS))
    assert len(found) == 1, [one.key for one in found]
    return found[0]


def keys(asked: WarningFacts) -> list[str]:
    return [one.key for one in warnings(asked, LIMITS)]


def says(asked: WarningFacts, key: str, en: str, zh: str) -> Warning:
    found = only(asked)
    assert (found.key, found.sentence) == (key, Text(en, zh))
    return found


def test_what_was_never_measured_raises_no_warning():
    assert keys(facts()) == []
    assert keys(WarningFacts(TODAY)) == []


def test_every_rule_has_a_kind_with_words_in_both_languages():
    assert len(RULES) == len(KINDS) == 13
    for kind in KINDS.values():
        definition = kind.definition(LIMITS)
        for text in (kind.title, definition, kind.advice):
            assert text.en.strip()
            assert text.zh.strip()
            assert "{" not in text.en + text.zh


# ---------------------------------------------------------------- consulting-led


def design(**counts: int) -> WarningFacts:
    return facts(courses=DESIGNING, design=DesignFact(**{"figures": 1, **counts}))


def test_four_of_ten_decisions_without_a_step_are_consulting_led_and_three_are_not():
    found = says(
        design(strategy=10, strategy_orphans=4, steps=20),
        "consulting-led",
        "4 of 10 strategic decisions have no step that carries them.",
        "10项战略决策中有4项没有步骤承接。",
    )
    assert found.about == About("record", "solidification/strategy")
    assert [(one.key, one.value, one.threshold, one.beyond) for one in found.figures] == [
        ("strategy-orphans", 40, 30, True),
        ("reform", 0, 60, False),
    ]
    assert keys(design(strategy=10, strategy_orphans=3, steps=20)) == []


def test_decisions_are_not_judged_while_processes_are_still_to_be_designed():
    assert keys(design(strategy=10, strategy_orphans=10)) == []
    assert keys(design(strategy=10, strategy_orphans=10, steps=3, undesigned=2)) == []


def test_more_than_sixty_percent_of_reform_is_consulting_led():
    says(
        design(steps=10, touched=7),
        "consulting-led",
        "7 of 10 steps are changed, new or dropped.",
        "10个步骤中有7个变更、新增或取消。",
    )
    assert keys(design(steps=10, touched=6)) == []


TEAM = tuple(MateFact("client", "member", level) for level in ("staff", *["manager"] * 5))


def test_few_staff_and_few_interviews_together_are_consulting_led():
    # 1 of 6 is 16.7 %, below 20; 1 of 4 departments is 25 %, below 50.
    asked = facts(courses=DESIGNING, team=TEAM, departments=4, heard=(ago(9),))
    says(
        replace(asked, records=replace(asked.records, acts=(TODAY,))),
        "consulting-led",
        "Only 1 of 6 people of the client's team are staff and only 1 of 4 departments were heard.",
        "客户团队6人中员工层仅1人，4个部门中仅听取了1个部门的意见。",
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"team": (*TEAM, MateFact("client", "member", "staff"))},  # 2 of 7: 28.6%
        {"heard": (ago(9), ago(8))},  # 2 of 4: not below 50%
        {"team": tuple(replace(mate, level="") for mate in TEAM)},  # levels unknown
        {"departments": 0},  # no department registered
        {
            "courses": (CourseFact("concept", "passed"), CourseFact("review", "running", ago(20)))
        },  # the review still runs
    ],
)
def test_staff_or_interviews_alone_or_unknown_raise_nothing(changed):
    known = {"courses": DESIGNING, "team": TEAM, "departments": 4, "heard": (ago(9),), "acts": (TODAY,)}
    assert keys(facts(**{**known, **changed})) == []


def test_an_interview_still_to_come_has_not_been_heard():
    asked = facts(courses=DESIGNING, team=TEAM, departments=2, heard=(TODAY + timedelta(days=1),), acts=(TODAY,))
    assert keys(asked) == ["consulting-led"]


def test_several_reasons_are_one_warning_with_one_sentence():
    found = only(design(strategy=2, strategy_orphans=2, steps=10, touched=9))
    assert found.sentence.en == (
        "2 of 2 strategic decisions have no step that carries them; 9 of 10 steps are changed, new or dropped."
    )


# ---------------------------------------------------------------- vendor-led


def test_functions_for_no_problem_are_vendor_led():
    says(
        design(considered=10, function_orphans=4),
        "vendor-led",
        "4 of 10 needed functions and customisations answer no problem.",
        "10项所需功能和二次开发中有4项不解决任何症结。",
    )
    assert keys(design(considered=10, function_orphans=3)) == []


def test_configuration_before_any_approval_is_vendor_led():
    says(
        design(configured=3, unapproved=1, undesigned=1),
        "vendor-led",
        "3 settings are done although 2 processes have never been approved.",
        "已完成3项配置，而2个流程从未获得批准。",
    )
    assert keys(design(configured=3)) == []
    assert keys(design(unapproved=2)) == []


def test_criteria_of_productivity_alone_are_vendor_led():
    says(
        design(criteria=3),
        "vendor-led",
        "None of the 3 success criteria goes beyond productivity.",
        "3项成功标准均未超出效率范围。",
    )
    assert keys(design(criteria=3, beyond=1)) == []


# ---------------------------------------------------------------- absent leader


def test_two_missed_steering_meetings_are_an_absent_leader_and_one_is_not():
    missed = tuple(SteeringFact(ago(days), sponsor) for days, sponsor in ((40, False), (20, True), (9, False)))
    found = says(
        facts(steering=missed, meetings=3, acts=(ago(5),)),
        "absent-leader",
        "The sponsor missed 2 of 3 steering meetings.",
        "项目发起人缺席了3次指导委员会会议中的2次。",
    )
    assert found.about == About("record", "concept/meetings")
    assert keys(facts(steering=missed[:2], meetings=2, acts=(ago(5),))) == []
    planned = (*missed[:2], SteeringFact(TODAY + timedelta(days=3)), SteeringFact(None))
    assert keys(facts(steering=planned, meetings=4, acts=(ago(5),))) == []


def test_thirty_one_days_without_an_act_are_an_absent_leader_and_thirty_are_not():
    says(
        facts(acts=(ago(60), ago(31), TODAY + timedelta(days=2))),
        "absent-leader",
        "No act of leadership is on record since 28 February 2026.",
        "2026年2月28日以来没有领导行动的记录。",
    )
    assert keys(facts(acts=(ago(30),))) == []
    assert keys(facts(acts=(ago(60),), running=False)) == []


def test_a_sponsor_who_never_acted_is_absent_once_the_team_is_kept():
    begun = (CourseFact("concept", "running", ago(31)),)
    says(
        facts(courses=begun, team=(MateFact("client", "client-pm"),)),
        "absent-leader",
        "No act of leadership is on record since the project began on 28 February 2026.",
        "自2026年2月28日项目开始以来没有领导行动的记录。",
    )
    assert keys(facts(courses=begun)) == []


def test_signing_what_was_not_opened_is_an_absent_leader():
    signed = (SigningFact("concept", 4, 5), SigningFact("review", 1, 3), SigningFact("solidification", 0, 0))
    found = says(
        facts(signings=signed),
        "absent-leader",
        "A gate was signed after 1 of 3 deliverables had been opened.",
        "签署某一关口前，3项交付物中仅打开过1项。",
    )
    assert found.about == About("phase", "review")
    assert keys(facts(signings=(SigningFact("concept", 1, 2),))) == []


# ---------------------------------------------------------------- bottom-up, IT only


def test_a_sponsor_of_department_level_is_bottom_up():
    managed = MateFact("client", "sponsor", "manager")
    says(
        facts(team=(managed,), acts=(TODAY,)),
        "bottom-up",
        "No sponsor stands above department level; conflicts between departments have nobody to settle them.",
        "没有高于部门层级的项目发起人，跨部门分歧无人裁决。",
    )
    assert keys(facts(team=(managed, MateFact("client", "sponsor", "executive")), acts=(TODAY,))) == []
    assert keys(facts(team=(MateFact("client", "sponsor", ""),), acts=(TODAY,))) == []
    assert keys(facts(team=(MateFact("client", "client-pm", "manager"),), acts=(TODAY,))) == []


def test_a_sponsor_who_has_left_the_team_no_longer_counts():
    gone = MateFact("client", "sponsor", "executive", ends=ago(1))
    assert keys(facts(team=(gone, MateFact("client", "sponsor", "manager")), acts=(TODAY,))) == ["bottom-up"]


def it_team(from_it: int, others: int, lead_from_it: bool = True) -> WarningFacts:
    team = [MateFact("client", "client-pm", it=lead_from_it)]
    team += [MateFact("client", "member", it=True)] * (from_it - lead_from_it)
    return facts(team=(*team, *[MateFact("client", "member")] * (others - (not lead_from_it))), acts=(TODAY,))


def test_a_lead_and_three_of_four_from_it_are_it_only():
    says(
        it_team(3, 1),
        "it-only",
        "The client's project manager and 3 of 4 people of the client's team come from IT.",
        "客户项目经理来自 IT 部门，客户团队4人中有3人来自 IT。",
    )
    assert keys(it_team(7, 3)) == []  # exactly 70 %
    assert keys(it_team(3, 1, lead_from_it=False)) == []
    assert keys(it_team(2, 0)) == []  # two people are no team


# ---------------------------------------------------------------- follower, result without process


def test_a_follower_is_warned_of_until_three_problems_are_concrete_and_confirmed():
    says(
        facts(motive=MotiveFact("follower", 4, 3, 2)),
        "follower",
        "The motive is to follow others. Of 4 registered problems 3 are concrete and 2 are confirmed by the sponsor; "
        "3 are needed.",
        "上线动因为跟风。已登记的4个症结中，具体的有3个，经项目发起人确认的有2个；至少需要3个。",
    )
    assert keys(facts(motive=MotiveFact("follower", 4, 3, 3))) == []
    assert keys(facts(motive=MotiveFact("problem"))) == []


def test_targets_without_a_process_measure_warn_from_the_third_phase_on():
    targets = DesignFact(targets=4)
    says(
        facts(courses=DESIGNING, design=targets),
        "result-without-process",
        "4 targets are set, but nothing measures the process that shall reach them.",
        "已设定4个目标值，但没有衡量实现过程的流程指标。",
    )
    assert keys(facts(courses=DESIGNING, design=replace(targets, figures=1))) == []
    assert keys(facts(courses=DESIGNING[:1], design=targets)) == []


# ---------------------------------------------------------------- technology ahead


def test_technology_more_than_twenty_five_points_ahead_warns():
    says(
        facts(technology_ahead=26.0),
        "technology-ahead",
        "Technology and data lie 26 points above the mean of people, organisation and management.",
        "技术与数据的得分比人、组织、管理的平均分高26分。",
    )
    assert keys(facts(technology_ahead=25.0)) == []


# ---------------------------------------------------------------- slipping, overlap


def test_eleven_of_a_hundred_days_late_is_slipping_and_ten_are_not():
    late = PaceFact(100, 11, date(2026, 6, 30))
    found = says(
        facts(pace=late),
        "slipping",
        "At the present pace the project ends on 30 June 2026, 11 working days later than its planned 100.",
        "按目前的进度，项目将于2026年6月30日结束，比原计划的100个工作日晚11个工作日。",
    )
    assert found.about == About("schedule", "")
    assert keys(facts(pace=replace(late, slip=10))) == []
    assert keys(facts(pace=late, running=False)) == []
    over = tuple(CourseFact(word, "passed") for word in ORDER)
    assert keys(facts(pace=late, courses=over)) == []  # the end is a fact, no pace changes it


def test_slipping_says_the_range_of_the_forecast():
    ranges = {"likely": (date(2026, 6, 20), date(2026, 7, 10)), "wide": (date(2026, 6, 10), date(2026, 7, 31))}
    found = only(facts(pace=PaceFact(100, 11, date(2026, 6, 30), **ranges)))
    assert found.sentence.en.endswith(
        "; with a chance of 50% between 20 June 2026 and 10 July 2026, with 80% between 10 June 2026 and 31 July 2026."
    )
    assert found.sentence.zh.endswith(
        "；50%的可能在2026年6月20日至2026年7月10日之间，80%的可能在2026年6月10日至2026年7月31日之间。"
    )


def test_a_phase_that_runs_before_the_earlier_gate_is_passed_overlaps():
    courses = (
        CourseFact("concept", "passed"),
        CourseFact("review", "running"),
        CourseFact("solidification", "running"),
    )
    says(
        facts(courses=courses),
        "overlap",
        "Process solidification has begun although the gate “Business review” has not been passed.",
        "“业务梳理”关口尚未通过，“流程固化”阶段已经开始。",
    )
    assert keys(facts(courses=courses[:2])) == []


# ---------------------------------------------------------------- silent client


WAITS = (
    WaitingFact("gate", ago(40)),
    WaitingFact("item", ago(3), 2),
    WaitingFact("item", TODAY + timedelta(days=1), 9),
)


def test_fourteen_days_without_a_sign_of_the_client_are_silence_while_something_waits():
    # One gate and two items wait; what begins to wait tomorrow does not count yet.
    says(
        facts(waiting=WAITS, seen=ago(14)),
        "silent-client",
        "Nobody of the client signed in or acted for 14 days, since 17 March 2026; things that wait on them: 3.",
        "自2026年3月17日起14天，客户方无人登录或操作；等待其处理的事项有3项。",
    )
    assert keys(facts(waiting=WAITS, seen=ago(13))) == []
    assert keys(facts(waiting=(), seen=ago(90))) == []
    assert keys(facts(waiting=WAITS[2:], seen=ago(90))) == []
    assert keys(facts(waiting=WAITS, seen=ago(90), running=False)) == []


def test_a_client_who_never_came_is_silent_from_when_something_began_to_wait():
    assert only(facts(waiting=WAITS)).sentence.en.startswith("Nobody of the client has signed in for 40 days")
    assert keys(facts(waiting=WAITS[1:])) == []


# ---------------------------------------------------------------- stale evidence, fake green


def test_evidence_older_than_a_hundred_and_eighty_days_is_stale():
    found = says(
        facts(evidence=(AgedFact(ago(200)), AgedFact(ago(181), 2), AgedFact(ago(180), 5))),
        "stale-evidence",
        "The evidence of 3 items is older than 180 days, the oldest 200 days.",
        "有3个检查项的证据已超过180天，最早的为200天前。",
    )
    assert found.figures[0].parts == Text("3 of 8", "8项中的3项")
    assert keys(facts(evidence=(AgedFact(ago(180), 5),))) == []


def test_four_of_ten_done_without_evidence_is_fake_green():
    found = says(
        facts(answers=(AnswersFact("training", 10, 4), AnswersFact("golive", 10, 3))),
        "fake-green",
        "In “Training” 4 of 10 mandatory items are marked done without evidence.",
        "“应用培训”的10个必答检查项中有4个在没有证据的情况下标记为完成。",
    )
    assert found.about == About("checklist", "training")
    assert keys(facts(answers=(AnswersFact("training", 10, 3), AnswersFact("concept", 0)))) == []


SITTING = AnswersFact("training", 5, 0, 0, 120, 2 * 24 * 60 - 120)


def test_all_answers_in_one_sitting_before_the_gate_are_fake_green():
    says(
        facts(answers=(SITTING,)),
        "fake-green",
        "In “Training” all 5 mandatory items were answered within 120 min just before the proposal.",
        "“应用培训”的全部5个必答检查项在提请关口决策前的120分钟内一次答完。",
    )
    at_once = only(facts(answers=(replace(SITTING, minutes=0),)))
    assert "within 1 min just" in at_once.sentence.en  # a minute begun counts: nothing takes no time


@pytest.mark.parametrize(
    "changed",
    [
        {"minutes": 121},
        {"to_gate": 2 * 24 * 60 - 119},
        {"to_gate": -1},
        {"to_gate": None},
        {"left": 1},
        {"mandatory": 4},
    ],
)
def test_no_sitting_when_it_took_longer_was_earlier_or_is_not_over(changed):
    assert keys(facts(answers=(replace(SITTING, **changed),))) == []


# ---------------------------------------------------------------- dismissal


def test_a_dismissed_warning_comes_back_when_its_day_is_over():
    warning = only(facts(motive=MotiveFact("follower", 4, 3, 2)))
    assert kept_figures(warning) == {"confirmed": 2}
    assert not came_back(warning, kept_figures(warning), TODAY, TODAY)
    assert came_back(warning, kept_figures(warning), ago(1), TODAY)
    assert not came_back(warning, kept_figures(warning), None, TODAY)


def test_a_dismissed_warning_comes_back_when_its_figures_got_worse_and_not_when_they_got_better():
    then = kept_figures(only(facts(motive=MotiveFact("follower", 4, 3, 2))))
    assert came_back(only(facts(motive=MotiveFact("follower", 4, 3, 1))), then, None, TODAY)
    assert came_back(only(facts(motive=MotiveFact("follower", 4, 2, 2))), then, None, TODAY)  # a second figure crossed
    assert not came_back(only(facts(motive=MotiveFact("follower", 9, 9, 2))), then, None, TODAY)


def test_days_that_only_pass_are_worse_after_another_full_threshold():
    then = kept_figures(only(facts(acts=(ago(31),))))
    assert not came_back(only(facts(acts=(ago(61),))), then, None, TODAY)
    assert came_back(only(facts(acts=(ago(62),))), then, None, TODAY)


def test_a_share_is_worse_from_more_than_five_points_on():
    then = kept_figures(only(facts(pace=PaceFact(100, 12, TODAY))))
    assert not came_back(only(facts(pace=PaceFact(100, 17, TODAY))), then, None, TODAY)
    assert came_back(only(facts(pace=PaceFact(100, 18, TODAY))), then, None, TODAY)
