"""What must never change a figure, and what must never raise it, for any log and any list of users."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.usage.lists import Function, User
from phases.evaluation import breadth
from tests.app.usage.conftest import Evaluate, Result

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 31)
FUNCTIONS = [Function("f1"), Function("f2", advanced=True, roles=("Sales",)), Function("f3", roles=("Nobody",))]
NORMS = {"Sales": 0.2}
Event = tuple[str, str, datetime]
Spec = tuple[str, int | None, int | None]

BEGIN = datetime(2026, 1, 15, tzinfo=UTC)
instants = st.timedeltas(timedelta(), timedelta(days=85)).map(lambda after: BEGIN + after)
events = st.lists(
    st.tuples(st.sampled_from("abcdefx"), st.sampled_from(["f1", "f2", "f3", "f4"]), instants), min_size=1, max_size=30
)
people = st.lists(
    st.tuples(
        st.sampled_from(["Sales", "Service", ""]), st.none() | st.integers(-60, 40), st.none() | st.integers(0, 90)
    ),
    min_size=1,
    max_size=6,
)
few = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def listed(spec: list[Spec]) -> list[User]:
    """Users a, b, c … who join and leave: start as days from the round's first day, and length of their time."""
    users = []
    for name, (group, start, length) in zip("abcdef", spec, strict=False):
        begin = None if start is None else FIRST + timedelta(days=start)
        end = None if length is None else (begin or FIRST) + timedelta(days=length)
        users.append(User(name, group, group, begin, end, region=group[:3]))
    return users


def written(found: list[Event], zone: str = "UTC") -> list[str]:
    return [f"{user},{function},{at.astimezone(ZoneInfo(zone)).isoformat()}" for user, function, at in found]


def scores(found: Result) -> dict[str, float | None]:
    return {one.key: one.score for one in found.evaluation.indicators}


@few
@given(found=events, spec=people, cut=st.integers(0, 30), order=st.randoms(use_true_random=False))
def test_order_files_repeated_lines_and_ways_to_write_an_instant_change_nothing(
    evaluated: Evaluate, found: list[Event], spec: list[Spec], cut: int, order: Random
) -> None:
    users = listed(spec)
    plain = evaluated(written(found), users=users, functions=FUNCTIONS, norms=NORMS)
    mixed = [
        line
        for n, one in enumerate(found)
        for line in written([one], ("Asia/Shanghai", "America/New_York", "Asia/Kathmandu")[n % 3])
    ]
    order.shuffle(mixed)
    again = evaluated(
        mixed[:cut] or mixed[:1], [*mixed[cut:], *mixed], users=users[::-1], functions=FUNCTIONS, norms=NORMS
    )
    assert again.evaluation.indicators == plain.evaluation.indicators
    assert again.evaluation.facts.counted == plain.evaluation.facts.counted


@few
@given(found=events, spec=people, group=st.sampled_from(["Sales", "Service", "New", ""]))
def test_somebody_who_does_nothing_never_raises_a_score_of_breadth(
    evaluated: Evaluate, found: list[Event], spec: list[Spec], group: str
) -> None:
    users = listed(spec)
    before = scores(evaluated(written(found), users=users, functions=FUNCTIONS))
    idle = User("idle", group, group, date(2026, 1, 1), region=group[:3])
    after = scores(evaluated(written(found), users=[*users, idle], functions=FUNCTIONS))
    for key in breadth.FROM_LOG:
        was, now = before[key], after[key]
        assert was is None or (now is not None and now <= was + 1e-9), key


@few
@given(found=events, spec=people)
def test_a_share_never_exceeds_the_whole_and_every_line_is_accounted_for(
    evaluated: Evaluate, found: list[Event], spec: list[Spec]
) -> None:
    result = evaluated(written(found), users=listed(spec), functions=FUNCTIONS, norms=NORMS)
    for one in result.evaluation.indicators:
        assert 0 <= one.coverage <= 1
        for part in one.parts:
            assert part.small or (part.n is not None and part.n >= 5)
        if one.value is not None:
            assert one.score is not None
            assert 0 <= one.score <= 100
            assert 0 <= one.value <= 1
        if one.numerator is not None and one.denominator is not None:
            assert 0 <= one.numerator <= one.denominator
    facts = result.evaluation.facts
    left_out = facts.duplicates + facts.strangers + facts.after + facts.early + facts.late + facts.left
    assert facts.rows == left_out + facts.counted == len(found)


def test_one_user_with_one_event_on_the_first_moment_of_the_round(evaluated: Evaluate) -> None:
    found = evaluated(["anna,f1,2026-03-02 00:00:00"], users=[User("Anna", "Sales", "North", region="N")])
    assert found["breadth.activation"].value == 1
    assert found["depth.evenness"].value == 1
    assert found["breadth.frequency"].value == 1 / 22
    assert found["breadth.regions"].denominator == 1
    assert all(part.small for part in found["breadth.regions"].parts)


def test_events_before_everybody_started_measure_zero_and_not_nothing(evaluated: Evaluate) -> None:
    found = evaluated(["anna,f1,2026-01-05 10:00"], users=[User("anna", start=date(2026, 3, 10))])
    assert (found["breadth.activation"].value, found["breadth.dormant"].value) == (0, 1)
    assert found.evaluation.facts.early == 1


def test_a_region_of_four_counts_unseen_and_hides_the_smallest_of_the_others(evaluated: Evaluate) -> None:
    regions = ["North"] * 5 + ["South"] * 4 + ["West"] * 6
    users = [User(f"u{n}", region=region) for n, region in enumerate(regions)]
    active = [n for n in range(15) if n != 8]
    found = evaluated([f"u{n},a,2026-03-30 09:00" for n in active], users=users)["breadth.regions"]
    # North 5 of 5 and West 6 of 6 reach 80 %, South 3 of 4 does not. Beside North and West four would be left over:
    # with North held back they are nine.
    assert (found.numerator, found.denominator) == (2, 3)
    assert [(part.name, part.n, part.small) for part in found.parts] == [
        ("North", None, True), ("South", None, True), ("West", 6, False),
    ]  # fmt: skip


@pytest.mark.parametrize("missing", [0, 1])
def test_a_case_log_of_a_hospital_reads_as_a_usage_log(evaluated: Evaluate, missing: int) -> None:
    # As public event logs are exported: milliseconds, an offset that follows the season, many rows without resource.
    rows = [
        "A,ER Registration,2026-03-28T23:59:59.999+01:00",
        "A,ER Triage,2026-03-29T03:00:00.000+02:00",  # the first moment after the clock was put forward
        "C,Leucocytes,2026-03-29T00:30:00.123+01:00",
        "B,CRP,2026-03-27 11:44:00+0100",
    ]
    nobody = [f",Release,2026-03-2{n}T10:00:00.000+01:00" for n in range(8)] * missing
    found = evaluated([*rows, *nobody], users=[User(name) for name in "abc"], zone="Europe/Amsterdam")
    assert found.evaluation.facts.counted == 4
    assert found["breadth.activation"].value == 1
