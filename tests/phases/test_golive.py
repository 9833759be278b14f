"""Go-live: each blocker to start and to close appears, disappears and says its sentence; measures by hand."""

from dataclasses import replace
from datetime import date

import pytest

from phases import golive
from phases.edition import current_edition
from phases.facts import GoLiveFacts
from phases.facts.golive import (
    DayFact,
    GoLiveRecords,
    HypercareIssueFact,
    OldSystemFact,
    RatingFact,
    RehearsalFact,
    TaskFact,
)
from phases.model import About, Text
from phases.readiness import FACTORS

LIMITS = current_edition().limits["golive"]
DAY = date(2026, 6, 12)
TASK = TaskFact("t", "CT-1", "Load data", "Ann", "2026-05-30 18:00", "2026-05-30 19:30", True, True)


def rated(**points: int) -> tuple[RatingFact, ...]:
    """All factors rated 3 of 4, but those told otherwise."""
    return tuple(
        RatingFact(word, "It is so", "Ann", "client", points.get(word, 3), date(2026, 5, 1)) for word in FACTORS
    )


GOOD = GoLiveRecords(
    country="DE",
    tasks=(TASK,),
    rehearsals=(RehearsalFact(date(2026, 5, 10), 480, 360, "passed"),),
    shifts=1,
    old_systems=(OldSystemFact("o", "OS-1", "Old CRM", date(2026, 6, 1)),),
    ratings=rated(),
    rounds=1,
)


def facts(as_of: date = DAY, **values) -> GoLiveFacts:
    return GoLiveFacts(
        phase="golive", as_of=as_of, has_sponsor=True, has_lead=True, records=replace(GOOD, **values),
        passed=frozenset({"concept", "review", "solidification", "deployment", "training"}),
    )  # fmt: skip


def blockers(as_of: date = DAY, **values):
    return {one.key: one for one in golive.gate(facts(as_of, **values), LIMITS)}


def measure(name: str, as_of: date = DAY, **values):
    return {one.key: one for one in golive.measures(facts(as_of, **values))}[f"golive.{name}"]


def test_a_calm_switch_opens_the_gate():
    # Saturday 30 May; in Germany 4 June is a working day in most states, so 1 to 12 June are ten.
    assert blockers() == {}
    assert measure("stable-days").value == 10


def test_an_earlier_gate_and_an_empty_room_keep_it_shut():
    found = list(golive.gate(replace(facts(), passed=frozenset(), records=GoLiveRecords()), LIMITS))
    keys = [one.key for one in found]
    assert "golive.earlier-gate:training" in keys
    own = [key for key in keys if "start" in key or "close" in key]
    assert own == [
        *(f"golive.start-unrated:{word}" for word in FACTORS),
        "golive.start-unrehearsed", "golive.start-no-plan", "golive.start-no-roster", "golive.close-not-live",
        "golive.close-old-way-unknown", "golive.close-no-round",
    ]  # fmt: skip
    assert all(one.sentence.zh for one in found)


def test_a_low_factor_blocks_the_start():
    (blocker,) = blockers(ratings=rated(people=2)).values()
    assert blocker.key == "golive.start-unready:people"
    assert blocker.sentence == Text(
        "The readiness of “People” is 50; at least 60 is needed.", "“人”的就绪度为50分，至少须达到60分。"
    )


def test_technology_far_ahead_blocks_the_start():
    assert blockers(ratings=rated(technology=4)) == {}  # 100 against 75: 25 ahead is the most that is allowed
    doubt = replace(rated()[0], statement="b", points=2)
    (blocker,) = blockers(ratings=(*rated(technology=4), doubt)).values()  # people 62.5: 29 ahead
    assert blocker.key == "golive.start-technology-ahead"
    assert "29 points ahead of people" in blocker.sentence.en
    assert "高出29分" in blocker.sentence.zh


def test_dont_know_is_no_zero_and_alone_it_is_not_measured():
    unsure = replace(rated()[0], rater="Bob", points=None)
    assert blockers(ratings=(*rated(), unsure)) == {}
    assert list(blockers(ratings=(unsure, *rated()[1:]))) == ["golive.start-unrated:people"]


@pytest.mark.parametrize("rehearsal", [(), (RehearsalFact(date(2026, 5, 1), 60, 60, "failed"),), (RehearsalFact(),)])
def test_without_a_rehearsal_that_held_nothing_starts(rehearsal):
    (blocker,) = blockers(rehearsals=rehearsal).values()
    assert blocker.sentence == Text(
        "Rehearsals of the switch that succeeded: 0; at least 1 must.", "切换演练已成功完成0次，至少需要1次。"
    )


def test_tasks_need_an_owner_and_a_way_back_where_it_is_asked():
    found = blockers(tasks=(replace(TASK, owner="", rollback=False),))
    assert list(found) == ["golive.start-ownerless:t", "golive.start-no-rollback:t"]
    assert found["golive.start-ownerless:t"].about == About("record", "golive/tasks/t")
    assert blockers(tasks=(replace(TASK, rollback_needed=False, rollback=False),)) == {}


def test_a_critical_issue_keeps_the_phase_open_and_the_stable_days_at_nought():
    issue = HypercareIssueFact("h", "HI-1", "Orders vanish", "critical", date(2026, 6, 10))
    found = blockers(issues=(issue, replace(issue, key="i", severity="high")))
    assert list(found) == ["golive.close-critical:h", "golive.close-unstable"]
    assert found["golive.close-unstable"].sentence == Text(
        "0 of 10 working days have been stable, without an open critical issue.",
        "无未决严重问题的稳定工作日为0天，须达到10天。",
    )


def test_stable_days_begin_anew_when_a_critical_issue_is_resolved():
    issue = HypercareIssueFact("h", "HI-1", "Orders vanish", "critical", date(2026, 6, 2), date(2026, 6, 5))
    assert measure("stable-days", issues=(issue,)).value == 5
    assert "golive.close-unstable" not in blockers(date(2026, 6, 19), issues=(issue,))


def test_chinese_holidays_are_no_stable_days():
    # 18 to 21 June 2026 is the Dragon Boat holiday as far as working days go: the 19th is a Friday off.
    tasks = (replace(TASK, finished="2026-06-12 20:00"),)
    assert measure("stable-days", date(2026, 6, 22), tasks=tasks, country="CN").value == 5
    assert measure("stable-days", date(2026, 6, 22), tasks=tasks, country="DE").value == 6


def test_before_the_switch_is_finished_nothing_is_stable():
    found = blockers(tasks=(TASK, replace(TASK, key="u", finished="")))
    assert list(found) == ["golive.close-not-live"]
    assert measure("stable-days", tasks=(replace(TASK, finished=""),)).value is None


@pytest.mark.parametrize(
    ("values", "english"),
    [
        ({"in_use": True}, "The old way “Old CRM” is still in use."),
        ({"read_only_from": None}, "The old way “Old CRM” is not read-only yet."),
        ({"read_only_from": date(2026, 7, 1)}, "The old way “Old CRM” is not read-only yet."),
    ],
)
def test_an_old_way_that_goes_on_keeps_the_phase_open(values, english):
    (blocker,) = blockers(old_systems=(replace(GOOD.old_systems[0], **values),)).values()
    assert (blocker.key, blocker.sentence.en) == ("golive.close-old-way:o", english)
    assert "Old CRM" in blocker.sentence.zh


def test_the_first_evaluation_round_has_to_be_scheduled():
    (blocker,) = blockers(rounds=0).values()
    assert blocker.sentence == Text("The first evaluation round is not scheduled.", "首轮应用评价尚未安排。")


def test_the_switch_is_measured_against_its_plan():
    early = replace(TASK, key="u", planned_end="2026-05-30 12:00", finished="2026-05-30 11:00")
    done = measure("cutover-done", tasks=(TASK, early, replace(TASK, finished="")))
    assert (done.numerator, done.denominator) == (2, 3)
    assert measure("cutover-slip", tasks=(TASK, early)).value == 1.5
    assert measure("cutover-slip", tasks=()).value is None
    found = measure("rehearsal")
    assert (found.value, found.numerator, found.denominator) == (0.75, 360, 480)


def test_hypercare_is_measured_day_by_day():
    issues = (
        HypercareIssueFact("a", severity="high", opened_on=date(2026, 6, 1), resolved_on=date(2026, 6, 3)),
        HypercareIssueFact("b", severity="low", opened_on=date(2026, 6, 1), resolved_on=date(2026, 6, 7)),
        HypercareIssueFact("c", severity="low", opened_on=date(2026, 6, 8)),
        HypercareIssueFact("d", severity="low", opened_on=date(2026, 7, 8)),
    )
    days = (
        DayFact(date(2026, 6, 1), 6, 40, 100),
        DayFact(date(2026, 6, 2), 4, 70, 100),
        DayFact(date(2026, 6, 3), 2),
        DayFact(date(2026, 6, 30), 99, 1, 100),
    )
    values = {"issues": issues, "days": days}
    assert measure("resolve-days", **values).value == 4
    assert (measure("open-low", **values).value, measure("open-high", **values).value) == (1, 0)
    assert measure("issue-trend", **values).value == -2
    active = measure("active", **values)
    assert (active.numerator, active.denominator) == (70, 100)


def test_what_was_not_counted_is_not_measured():
    names = ("readiness", "balance", "technology-ahead", "rehearsal", "resolve-days", "issue-trend", "active",
             "open-critical", "cutover-done", "stable-days")  # fmt: skip
    empty = replace(facts(), records=GoLiveRecords())
    found = {one.key: one.value for one in golive.measures(empty)}
    assert [found[f"golive.{name}"] for name in names] == [None] * len(names)
