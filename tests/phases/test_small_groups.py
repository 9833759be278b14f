"""Groups that may be shown, so that nobody takes them from the whole and has what a few people did."""

import pytest

from phases.small_groups import showable, undecided


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ({"a": 6, "b": 7}, {"a", "b"}),
        ({"a": 6, "b": 7, "c": 4}, {"b"}),  # c alone would be what is left: a is held back with it
        ({"a": 6, "b": 7, "c": 3, "d": 2}, {"a", "b"}),  # five are left together
        ({"a": 9, "b": 4}, set()),
        ({"a": 4}, set()),
        ({"a": 6, "b": 5}, {"a", "b"}),
        ({}, set()),
    ],
)
def test_no_group_is_worked_out_from_the_rest(sizes, shown):
    assert showable(sizes, 5) == shown


def test_people_in_no_group_are_part_of_the_rest():
    assert showable({"a": 6, "b": 7}, 5, others=1) == {"b"}  # all less a and b would be that one person
    assert showable({"a": 6, "b": 7}, 5, others=5) == {"a", "b"}
    assert showable({"a": 6, "b": 7, "c": 3}, 5, others=2) == {"a", "b"}  # three and two are five together


@pytest.mark.parametrize(
    ("passed", "shown"),
    [
        ({"a", "c"}, {"a", "b"}),  # one of c and d: nobody knows which
        ({"a", "c", "d"}, {"a"}),  # both: b, which did not, is held back with them, so that two of three passed
        ({"a"}, {"b"}),  # neither: a, which did, is held back with them
        ({"a", "b", "c", "d"}, {"a", "b"}),  # the count itself says that all passed
        (set(), {"a", "b"}),
    ],
)
def test_a_count_of_groups_does_not_tell_of_those_that_are_held_back(passed, shown):
    sizes = {"a": 9, "b": 7, "c": 3, "d": 4}
    assert undecided(showable(sizes, 5), sizes, passed) == shown


def test_where_every_group_is_shown_the_count_says_nothing_new():
    assert undecided({"a", "b"}, {"a": 9, "b": 7}, {"a"}) == {"a", "b"}
