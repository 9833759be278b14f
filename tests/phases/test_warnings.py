"""Warnings appear with the facts they rest on, and stay away below their limit."""

from dataclasses import replace
from datetime import date

from phases.facts import ItemFact, TrainingFacts
from phases.model import About, Limits, Text, Warning, same
from phases.schedule import Course, Window, forecast
from phases.warnings import fake_green, overlap, slipping

LIMITS = Limits("warnings", {"done_without_evidence": 30, "slipping": 10})
TODAY = date(2026, 3, 13)


def test_a_phase_that_runs_before_the_earlier_gate_is_passed_warns():
    states = {"concept": "passed", "review": "running", "solidification": "running", "deployment": "ahead"}
    assert list(overlap(states)) == [
        Warning(
            "solidification.overlap",
            Text(
                "Process solidification has begun although the gate “Business review” has not been passed.",
                "“业务梳理”关口尚未通过，“流程固化”阶段已经开始。",
            ),
            About("phase", "solidification"),
        )
    ]


def test_phases_one_after_the_other_do_not_warn():
    assert list(overlap({"concept": "passed", "review": "running", "solidification": "ahead"})) == []


def done(number: int, **values) -> ItemFact:
    return ItemFact(f"training.i{number}", same("?"), **({"mandatory": True, "state": "done"} | values))


def training(bare: int, others: int) -> TrainingFacts:
    """So many mandatory items done without evidence, so many with, and one that does not apply."""
    items = [done(n) for n in range(bare)] + [done(10 + n, has_evidence=True) for n in range(others)]
    away = done(99, state="na", reason="No partners")
    return TrainingFacts(phase="training", as_of=TODAY, items=(*items, away))


def test_four_of_ten_done_without_evidence_is_fake_green():
    assert list(fake_green(training(4, 6), LIMITS)) == [
        Warning(
            "training.fake-green",
            Text(
                "4 of 10 mandatory items are marked done without evidence.",
                "10个必答检查项中有4个在没有证据的情况下标记为完成。",
            ),
            About("phase", "training"),
        )
    ]


def test_three_of_ten_is_still_allowed_and_nothing_is_no_warning():
    assert list(fake_green(training(3, 7), LIMITS)) == []
    assert list(fake_green(training(0, 0), LIMITS)) == []


# 20 working days planned; after ten of them 40 % is done, so the forecast is 5 working days late: 25 %.
LATE = Course("concept", Window(date(2026, 3, 2), date(2026, 3, 27)), "running", 0.4, started=date(2026, 3, 2))


def slips(course: Course) -> list[Warning]:
    return list(slipping([course], forecast([course], TODAY, "DE"), LIMITS, "DE"))


def test_a_forecast_more_than_a_tenth_longer_than_the_plan_warns():
    assert slips(LATE) == [
        Warning(
            "project.slipping",
            Text(
                "At the present pace the project ends on 7 April 2026, 5 working days later than its planned 20.",
                "按目前的进度，项目将于2026年4月7日结束，比原计划的20个工作日晚5个工作日。",
            ),
            About("project", ""),
        )
    ]


def test_a_forecast_in_time_or_a_little_late_does_not_warn():
    assert slips(replace(LATE, share_done=0.5)) == []
    # 10 days for 46 %: 21.7, so 22 in all: 2 late of 20 is a tenth, not more.
    assert slips(replace(LATE, share_done=0.46)) == []
