"""The indicators of a small log, each recomputed by hand, and what must not change them.

The round is March 2026 from Monday the 2nd to Tuesday the 31st: 22 working days. The active window of 28 days begins on
the 4th and has 20 working days, the dormant window of 30 days on the 2nd.
"""

import random
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.usage import unmeasured
from app.usage.lists import Function, User
from app.usage.posts import Post, gaps
from phases.evaluation.statistics import gini, median
from tests.app.usage.conftest import Evaluate, Result

NEW_YEAR = date(2026, 1, 1)
USERS = [
    User("anna", "Sales", "North", NEW_YEAR),
    User("Ben", "sales", "North", NEW_YEAR),
    User("chen", "Service", "South", date(2026, 3, 16)),
    User("dora", "Manager", "South"),
    User("eve", "Sales", "North", NEW_YEAR, date(2026, 3, 20)),
    User("fay", "Service", "South", date(2026, 4, 15)),
    User("gil", "Service", "South", NEW_YEAR),
]
FUNCTIONS = [
    Function("Customers", "Sales"),
    Function("Forecast", "Analysis", True, ("Manager", "Sales")),
    Function("Campaigns", "Marketing", True, ("Marketing",)),
    Function("Tickets", "Service", False, ("Service",)),
]
LOG = [
    "anna,Customers,2026-03-02 09:00",
    "anna,Customers,2026-03-02 09:00",  # the same once more
    "anna,Forecast,2026-03-03 10:00",
    "anna,customers,2026-03-30T23:30:00+00:00",  # 07:30 on the 31st in Shanghai
    "anna,Customers,2026-03-31T16:30:00Z",  # 00:30 on 1 April in Shanghai: after the round
    " Anna ,Customers,2026-03-10 09:00",
    "anna,Customers,2026-03-07 12:00",  # a Saturday
    "ben,Customers,2026-03-03 08:00",  # within 30 days of the end, not within 28
    "chen,Customers,2026-03-10 09:00",  # before chen's start
    "chen,Customers,2026-03-16 09:00",
    "chen,Printing,2026-03-17 09:00",  # not in scope
    "gil,Customers,2026-01-15 09:00",  # before the round
    "eve,Customers,2026-03-10 09:00",  # not licensed at the end
    "eve,Customers,2026-03-25 09:00",  # after eve's end
    "fay,Customers,2026-03-12 09:00",  # before fay's start
    "zoe,Customers,2026-03-12 09:00",  # nobody of this name
    "anna,Customers,2026-04-02 09:00",  # after the round
]
NORMS = {"Sales": 0.25, "service": 0.1}


@pytest.fixture
def march(evaluated: Evaluate) -> Result:
    return evaluated(LOG, users=USERS, functions=FUNCTIONS, norms=NORMS)


def test_every_line_of_the_log_is_accounted_for(march: Result) -> None:
    facts = march.evaluation.facts
    assert (facts.rows, facts.duplicates, facts.strangers, facts.after) == (17, 1, 1, 2)
    assert (facts.early, facts.late, facts.left, facts.counted) == (2, 1, 1, 9)
    assert (facts.before_round, facts.in_round, facts.unknown_function) == (1, 8, 1)
    assert (facts.listed, facts.licensed, facts.not_started, facts.ended) == (7, 5, 1, 1)
    assert facts.unknown_users == (("zoe", 1),)
    assert facts.unknown_functions == (("printing", 1),)
    assert facts.working_days == 22
    assert (facts.first_day, facts.last_day) == (date(2026, 1, 15), date(2026, 4, 2))


def test_what_was_left_out_is_said_in_sentences_in_both_languages(march: Result) -> None:
    remarks = list(march.evaluation.facts.remarks())
    assert remarks[0].en == "Repeated lines, counted once: 1."
    assert remarks[1].zh == "1 条事件的用户不在用户名单中。"
    assert len(remarks) == 8


def test_activation_counts_who_ever_used_the_system_also_before_the_round(march: Result) -> None:
    found = march["breadth.activation"]
    assert (found.numerator, found.denominator, found.value, found.n) == (4, 5, 0.8, 5)
    assert found.interval == pytest.approx((0.3755, 0.9638), abs=0.0001)


def test_active_share_looks_at_28_days_with_the_last_one(march: Result) -> None:
    found = march["breadth.active-share"]
    assert (found.numerator, found.denominator, found.band) == (2, 5, "red")


def test_dormant_looks_at_30_days(march: Result) -> None:
    found = march["breadth.dormant"]
    assert (found.numerator, found.denominator) == (2, 5)


def test_frequency_is_the_median_over_licensed_users_with_their_own_working_days(march: Result) -> None:
    # anna 4/22 (Saturday does not count), ben 1/22, chen 2/12 since the 16th, dora and gil 0.
    found = march["breadth.frequency"]
    assert found.value == pytest.approx(median([4 / 22, 1 / 22, 2 / 12, 0, 0]))
    assert (found.n, found.numerator, found.denominator) == (5, None, None)


def test_stickiness_is_the_mean_of_working_days_over_the_active_users(march: Result) -> None:
    # anna on the 10th and 31st, chen on the 16th and 17th: 4 in 20 working days; 2 users active.
    found = march["breadth.stickiness"]
    assert (found.numerator, found.denominator, found.value) == (0.2, 2, 0.1)


def test_departments_and_roles_count_when_they_reach_their_target(march: Result) -> None:
    assert (march["breadth.departments"].numerator, march["breadth.departments"].denominator) == (0, 2)
    assert (march["breadth.roles"].numerator, march["breadth.roles"].denominator) == (0, 3)


def test_groups_of_fewer_than_five_people_are_not_broken_out(march: Result) -> None:
    for key in ("breadth.departments", "breadth.roles", "depth.intensity"):
        for part in march[key].parts:
            assert (part.small, part.value, part.numerator, part.denominator, part.n) == (True, None, None, None, None)


def test_functions_count_when_a_fifth_of_their_intended_users_used_them(march: Result) -> None:
    # Customers 3/5 of everybody, Forecast 1/3, Tickets 0/2; nobody is meant to use Campaigns.
    found = march["depth.functions"]
    assert (found.numerator, found.denominator, found.coverage) == (2, 3, 0.75)
    assert found.note is not None
    assert "Campaigns" in found.note.en


def test_advanced_functions_are_a_part_of_the_functions(march: Result) -> None:
    found = march["depth.advanced"]
    assert (found.numerator, found.denominator, found.coverage) == (1, 1, 0.5)


def test_evenness_is_one_less_gini_with_those_who_did_nothing(march: Result) -> None:
    # Events in the round: anna 5, ben 1, chen 2, dora 0, gil 0.
    assert march["depth.evenness"].value == pytest.approx(0.4)
    assert march["depth.evenness"].n == 5


def test_intensity_is_measured_against_the_norm_of_each_role(march: Result) -> None:
    # Sales: 6 events in 2 × 22 working days against 0.25; Service: 2 in 12 + 22 against 0.1; managers have no norm.
    found = march["depth.intensity"]
    assert found.value == pytest.approx((2 * (6 / 44) / 0.25 + 2 * (2 / 34) / 0.1) / 4)
    assert (found.denominator, found.coverage) == (4, 0.8)


def test_the_order_of_rows_and_the_number_of_files_change_nothing(march: Result, evaluated: Evaluate) -> None:
    shuffled = random.Random(7).sample(LOG, len(LOG))  # noqa: S311
    again = evaluated(
        shuffled[:5], shuffled[5:6], shuffled[6:], users=USERS[::-1], functions=FUNCTIONS[::-1], norms=NORMS
    )
    assert again.evaluation.indicators == march.evaluation.indicators
    assert again.evaluation.facts == march.evaluation.facts


def test_the_same_file_imported_twice_changes_only_the_number_of_repeated_lines(
    march: Result, evaluated: Evaluate
) -> None:
    twice = evaluated(LOG, LOG, users=USERS, functions=FUNCTIONS, norms=NORMS)
    assert twice.evaluation.indicators == march.evaluation.indicators
    assert twice.evaluation.facts.duplicates == 1 + 17


def test_somebody_listed_twice_counts_once_and_the_first_row_holds(march: Result, evaluated: Evaluate) -> None:
    again = [User("ANNA", "Other", "Other", date(2026, 3, 30)), Function("customers", advanced=True)]
    twice = evaluated(LOG, users=[*USERS, again[0]], functions=[*FUNCTIONS, again[1]], norms=NORMS)
    assert twice.evaluation.indicators == march.evaluation.indicators


def test_the_day_of_an_event_is_that_of_the_projects_zone(evaluated: Evaluate) -> None:
    # 23:30 UTC on Sunday the 29th is Monday in Shanghai, Sunday in London and New York.
    log = ["anna,Customers,2026-03-29T23:30:00Z"]
    frequency = {
        zone: evaluated(log, users=USERS[:1], zone=zone)["breadth.frequency"].value
        for zone in (SHANGHAI, "Europe/London", "America/New_York")
    }
    # London is already at UTC+1 that night: 00:30 on Monday.
    assert frequency == {SHANGHAI: 1 / 22, "Europe/London": 1 / 22, "America/New_York": 0}


def test_first_and_last_moment_of_the_round_belong_to_it(evaluated: Evaluate) -> None:
    inside = evaluated(
        ["anna,a,2026-03-02 00:00:00", "anna,b,2026-03-31 23:59:59.999999"], users=USERS[:1], functions=[]
    ).evaluation.facts
    assert (inside.in_round, inside.after, inside.before_round) == (2, 0, 0)
    outside = evaluated(["anna,a,2026-03-01 23:59:59", "anna,b,2026-04-01 00:00:00"], users=USERS[:1]).evaluation.facts
    assert (outside.in_round, outside.after, outside.before_round) == (0, 1, 1)


def test_a_user_counts_on_the_start_day_and_on_the_end_day(evaluated: Evaluate) -> None:
    user = User("anna", start=date(2026, 3, 10), end=date(2026, 3, 31))
    log = ["anna,a,2026-03-10 00:00", "anna,a,2026-03-31 23:59", "anna,a,2026-03-09 23:59"]
    facts = evaluated(log, users=[user]).evaluation.facts
    assert (facts.in_round, facts.early, facts.licensed) == (2, 1, 1)


def test_days_between_two_licences_are_nobodys_days(evaluated: Evaluate) -> None:
    """Hal was away from 7 to 15 March: working days 2 to 6 and 16 to 31 March, 5 + 12 = 17; active on the 3rd and 17th.

    What was done under his name on the 10th and on both days at the ends of the gap does not count.
    """
    posts = (
        Post("Sales", "North", "", NEW_YEAR, date(2026, 3, 6)), Post("Sales", "South", "", date(2026, 3, 16), None),
    )  # fmt: skip
    hal = User("hal", "Sales", "South", NEW_YEAR, posts=posts)
    log = [f"hal,a,2026-03-{day} 09:00" for day in ("03", "07", "10", "15", "17")]
    found = evaluated(log, users=[hal], norms={"Sales": 1.0})
    assert found["breadth.frequency"].value == pytest.approx(2 / 17)
    assert found["depth.intensity"].value == pytest.approx(2 / 17)
    assert (found.evaluation.facts.in_round, found.evaluation.facts.late) == (2, 3)
    assert "between two licences: 3." in " ".join(one.en for one in found.evaluation.facts.remarks())


@pytest.mark.parametrize(
    ("last", "away"),
    [
        (date(2026, 3, 15), ()),  # back the next day: another post, no gap
        (date(2026, 3, 14), ((date(2026, 3, 15), date(2026, 3, 15)),)),
    ],
)
def test_who_changes_post_without_a_break_was_never_away(last: date, away: tuple[tuple[date, date], ...]) -> None:
    posts = (Post("a", "", "", None, last), Post("b", "", "", date(2026, 3, 16), None))
    assert gaps(User("ida", posts=posts)) == away


def test_without_a_log_nothing_is_measured_and_nothing_is_zero(evaluated: Evaluate) -> None:
    found = evaluated(users=USERS, functions=FUNCTIONS)
    assert set(found.values.values()) == {None}
    assert found["breadth.activation"].note == unmeasured.NO_LOG
    assert found.evaluation.facts.licensed == 5


def test_without_licensed_users_nothing_is_measured(evaluated: Evaluate) -> None:
    found = evaluated(LOG, users=[USERS[5]], functions=FUNCTIONS)
    assert set(found.values.values()) == {None}
    assert found["breadth.activation"].note == unmeasured.NO_USERS
    assert evaluated(LOG, users=[])["breadth.activation"].note == unmeasured.NO_USERS


def test_without_functions_norms_roles_and_departments_their_indicators_say_so(evaluated: Evaluate) -> None:
    found = evaluated(LOG, users=[User("anna"), User("ben")])
    assert found["depth.functions"].note == unmeasured.NO_FUNCTIONS
    assert found["depth.advanced"].note == unmeasured.NO_ADVANCED
    assert found["depth.intensity"].note == unmeasured.NO_NORMS
    assert found["breadth.departments"].note == unmeasured.NO_DEPARTMENTS
    assert found["breadth.roles"].note == unmeasured.NO_ROLES
    assert found["breadth.activation"].value == 1


def test_licensed_users_who_all_did_nothing_are_a_measured_zero(evaluated: Evaluate) -> None:
    found = evaluated(["zoe,Customers,2026-03-30 09:00"], users=USERS, functions=FUNCTIONS)
    assert (found["breadth.activation"].value, found["breadth.active-share"].value) == (0, 0)
    assert (found["breadth.dormant"].value, found["breadth.frequency"].value) == (1, 0)
    assert found["breadth.stickiness"].note == unmeasured.NOBODY_ACTIVE
    assert found["depth.evenness"].note == unmeasured.NO_EVENTS
    assert found["depth.functions"].value == 0


def test_a_log_that_ends_long_before_the_round_is_questioned(evaluated: Evaluate) -> None:
    found = evaluated(["anna,Customers,2026-03-12 09:00"], users=USERS)
    note = found["breadth.active-share"].note
    assert note is not None
    assert note.en.startswith("The log's last event is of 12 March 2026, 19 days before the round's last day")


def test_a_round_that_ends_before_it_begins_is_refused(evaluated: Evaluate) -> None:
    with pytest.raises(ValueError, match="before it begins"):
        evaluated(LOG, users=USERS, first=date(2026, 4, 1), last=date(2026, 3, 31))


def test_departments_of_five_are_shown_with_their_own_figures(evaluated: Evaluate) -> None:
    users = [User(f"u{n}", "Sales", "North") for n in range(5)]
    log = [f"u{n},a,2026-03-30 09:00" for n in range(4)]
    found = evaluated(log, users=users)["breadth.departments"]
    (part,) = found.parts
    assert (part.name, part.value, part.numerator, part.denominator, part.n) == ("North", 0.8, 4, 5, 5)
    # 4 of 5 is exactly the target of 80 %.
    assert (found.numerator, found.denominator) == (1, 1)


def test_what_one_person_did_is_not_the_whole_less_the_groups_shown(evaluated: Evaluate) -> None:
    # North has six, South five, the board one: all active (11 of 12) less North (6) and South (4) would be the board.
    users = [User(f"n{n}", "Sales", "North", region="East") for n in range(6)]
    users += [User(f"s{n}", "Sales", "South", region="East") for n in range(5)]
    users += [User("chair", "Director", "Board")]
    log = [f"{one.user},a,2026-03-30 09:00" for one in users if one.user != "s0"]
    found = evaluated(log, users=users, norms={"Sales": 0.1})
    shown = {part.name: part.numerator for part in found["breadth.departments"].parts}
    assert shown == {"Board": None, "North": 6, "South": None}
    # Sales are eleven and the director one: neither role may be shown, nor the region that lacks only the chair.
    for key in ("breadth.roles", "breadth.regions", "depth.intensity"):
        assert all(part.small and part.numerator is None and part.n is None for part in found[key].parts), key
        assert found[key].parts
    # The indicators themselves count everybody: all three departments reach 80 % (6/6, 4/5, 1/1).
    assert (found["breadth.departments"].numerator, found["breadth.departments"].denominator) == (3, 3)


def test_the_use_of_a_small_role_is_not_the_index_less_the_roles_shown(evaluated: Evaluate) -> None:
    # Only Sales, Service and the three of Finance have a norm: the index less the other two would be theirs.
    roles = ["Sales"] * 6 + ["Service"] * 7 + ["Finance"] * 3 + ["Board"] * 2
    users = [User(f"u{n}", role) for n, role in enumerate(roles)]
    log = [f"{one.user},a,2026-03-30 09:00" for one in users]
    found = evaluated(log, users=users, norms=dict.fromkeys(("Sales", "Service", "Finance"), 0.1))["depth.intensity"]
    assert {part.name: part.small for part in found.parts} == {
        "Board": True, "Finance": True, "Sales": True, "Service": False,
    }  # fmt: skip


SHANGHAI = "Asia/Shanghai"
FIRST, LAST = date(2026, 3, 2), date(2026, 3, 31)
names = st.sampled_from(["a", "b", "c", "d", "e", "f", "x"])
days = st.integers(-45, 34).map(lambda n: FIRST + timedelta(days=n))
event = st.tuples(names, st.sampled_from(["f1", "f2", "f3"]), days, st.integers(0, 2))
events = st.lists(event, min_size=1, max_size=40)
a_user = st.tuples(
    st.sampled_from(["Sales", "Service", ""]), st.none() | st.integers(-60, 40), st.none() | st.integers(0, 90)
)


def listed(spec: list[tuple[str, int | None, int | None]]) -> list[User]:
    """Users a, b, c … with start as days from the round's first day and length of their time."""
    users = []
    for name, (role, start, length) in zip("abcdef", spec, strict=False):
        begin = None if start is None else FIRST + timedelta(days=start)
        end = None if length is None else (begin or FIRST) + timedelta(days=length)
        users.append(User(name, role, role, begin, end))
    return users


def lines(found: list[tuple[str, str, date, int]]) -> list[str]:
    return [f"{user},{function},{day} {8 + hour:02}:00" for user, function, day, hour in found]


few = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@few
@given(found=events, spec=st.lists(a_user, min_size=1, max_size=6))
def test_a_slow_and_plain_computation_gives_the_same(
    evaluated: Evaluate, found: list[tuple[str, str, date, int]], spec: list[tuple[str, int | None, int | None]]
) -> None:
    users = listed(spec)
    result = evaluated(lines(found), users=users, functions=[Function("f1"), Function("f2", roles=("Sales",))])
    licensed = [u for u in users if (u.start or FIRST) <= LAST and (u.end or LAST) >= LAST]
    if not licensed:
        assert set(result.values.values()) == {None}
        return
    mine = {u.user: {e for e in found if e[0] == u.user and (u.start or date.min) <= e[2] <= LAST} for u in licensed}
    workdays = [FIRST + timedelta(days=n) for n in range(30) if (FIRST + timedelta(days=n)).weekday() < 5]
    recent = {name: {e[2] for e in got if e[2] >= LAST - timedelta(days=27)} for name, got in mine.items()}
    active = [name for name, got in recent.items() if got]
    shares = []
    for user in licensed:
        own = [day for day in workdays if day >= (user.start or FIRST)]
        if own:
            shares.append(len({e[2] for e in mine[user.user]} & set(own)) / len(own))
    counts = [sum(1 for e in mine[u.user] if e[2] >= FIRST) for u in licensed]
    window = [day for day in workdays if day >= LAST - timedelta(days=27)]
    assert result["breadth.activation"].numerator == sum(1 for got in mine.values() if got)
    assert result["breadth.active-share"].numerator == len(active)
    assert result["breadth.dormant"].numerator == sum(1 for got in mine.values() if not any(e[2] >= FIRST for e in got))
    assert result["breadth.frequency"].value == pytest.approx(median(shares))
    even = gini(counts)
    assert result["depth.evenness"].value == (None if even is None else pytest.approx(1 - even))
    if active:
        mean = sum(len(got & set(window)) for got in recent.values()) / len(window)
        assert result["breadth.stickiness"].value == pytest.approx(mean / len(active))
    for one in result.evaluation.indicators:
        if one.numerator is not None and one.denominator is not None:
            assert 0 <= one.numerator <= one.denominator
            assert one.value == one.numerator / one.denominator


@few
@given(found=events, spec=st.lists(a_user, min_size=1, max_size=5), cut=st.integers(0, 40))
def test_an_inactive_user_never_raises_activation_and_a_split_file_changes_nothing(
    evaluated: Evaluate,
    found: list[tuple[str, str, date, int]],
    spec: list[tuple[str, int | None, int | None]],
    cut: int,
) -> None:
    users = [*listed(spec), User("somebody", "Sales")]
    log = lines(found)
    whole = evaluated(log, users=users)
    parts = evaluated(log[:cut] or log[:1], log[cut:] or log[-1:], users=users)
    assert parts.values == whole.values
    more = evaluated(log, users=[*users, User("idle", "Sales", start=NEW_YEAR)])
    for key in ("breadth.activation", "breadth.active-share", "depth.evenness"):
        before, after = whole[key].value, more[key].value
        assert before is None or (after is not None and after <= before + 1e-12)
