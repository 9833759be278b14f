"""Groups that may be shown, so that nobody takes them from the whole and has what a few people did."""

import pytest

from phases.small_groups import countable, showable


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
    ("sizes", "others", "lots"),
    [
        ({"a": 9, "b": 7}, 0, ["a", "b"]),
        ({"a": 9, "b": 7, "c": 3, "d": 4}, 0, ["a", "b", "cd"]),  # c and d count as one: seven people
        ({"a": 6, "b": 7, "c": 4}, 0, ["b", "ac"]),
        ({"a": 6, "b": 7, "c": 3}, 2, ["a", "b"]),  # c alone is three people: it is not counted
        ({"a": 6, "b": 7, "c": 5}, 1, ["a", "b"]),  # counting c would tell of the one who is in no group
        ({"a": 6, "b": 7, "c": 3, "d": 4}, 5, ["a", "b", "cd"]),
        ({"a": 9, "b": 4}, 0, []),  # neither is shown: a count would be about no group
        ({"a": 4, "b": 4, "c": 4}, 0, []),
        ({}, 0, []),
    ],
)
def test_a_count_of_groups_never_holds_a_group_that_is_held_back_by_itself(sizes, others, lots):
    assert countable(sizes, 5, others=others) == tuple(frozenset(lot) for lot in lots)


def test_that_all_groups_pass_tells_of_no_group_that_is_held_back():
    """Whatever c and d did, as long as the seven of them together did the same, the count is the same."""
    sizes, target = {"a": 9, "b": 7, "c": 3, "d": 4}, 0.8

    def count(active):
        lots = countable(sizes, 5)
        return sum(sum(active[one] for one in lot) >= target * sum(sizes[one] for one in lot) for lot in lots), len(
            lots
        )

    assert count({"a": 9, "b": 7, "c": 3, "d": 3}) == count({"a": 9, "b": 7, "c": 2, "d": 4}) == (3, 3)
