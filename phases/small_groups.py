"""Which groups of people may be broken out, so that what few people did or said is not worked out from the rest."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def showable(sizes: Mapping[str, int], minimum: int, *, others: int = 0) -> frozenset[str]:
    """The groups of at least `minimum` people, and so that the rest cannot be worked out; `others` are in no group.

    Whoever takes the shown groups from the whole has the rest: it has to hold nobody, or `minimum` people as well.
    Until it does, the smallest shown group is held back too (of equally small ones the first by name).
    """
    shown = {name for name, size in sizes.items() if size >= minimum}
    while shown and 0 < others + sum(size for name, size in sizes.items() if name not in shown) < minimum:
        shown.remove(min(shown, key=lambda name: (sizes[name], name)))
    return frozenset(shown)


def undecided(shown: Collection[str], sizes: Mapping[str, int], passed: Collection[str]) -> frozenset[str]:
    """The groups that may be shown beside a count of those that `passed`, so that it does not tell of the others.

    The count less the shown ones is that of the groups held back: when all of them passed, or none, it is known of
    each, however small. Then the smallest shown group with the other outcome is held back too; where no shown group has
    it, the count itself says that all groups are alike, and nothing is left to hold back.
    """
    outcomes = {name in passed for name in sizes if name not in shown}
    others = [name for name in shown if (name in passed) not in outcomes]
    if len(outcomes) != 1 or not others:
        return frozenset(shown)
    return frozenset(shown) - {min(others, key=lambda name: (sizes[name], name))}
