"""Which groups of people may be broken out, so that what few people did or said is not worked out from the rest."""

from __future__ import annotations

from collections.abc import Mapping


def showable(sizes: Mapping[str, int], minimum: int, *, others: int = 0) -> frozenset[str]:
    """The groups of at least `minimum` people, and so that the rest cannot be worked out; `others` are in no group.

    Whoever takes the shown groups from the whole has the rest: it has to hold nobody, or `minimum` people as well.
    Until it does, the smallest shown group is held back too (of equally small ones the first by name).
    """
    shown = {name for name, size in sizes.items() if size >= minimum}
    while shown and 0 < others + sum(size for name, size in sizes.items() if name not in shown) < minimum:
        shown.remove(min(shown, key=lambda name: (sizes[name], name)))
    return frozenset(shown)


def countable(sizes: Mapping[str, int], minimum: int, *, others: int = 0) -> tuple[frozenset[str], ...]:
    """What a count of groups may count, each of these as one: every group that may be shown, and the rest together.

    A count in which held back groups stood one by one would tell of each of them when all of them pass, or none; of the
    rest together it says no more than the whole less the shown groups. The rest is left out where it has fewer than
    `minimum` people itself, or would leave fewer than those who are in no group. Nothing is counted where no group may
    be shown: the count would be about no group.
    """
    shown = showable(sizes, minimum, others=others)
    rest = frozenset(sizes) - shown
    alone = sum(sizes[name] for name in rest) < minimum or 0 < others < minimum
    if not shown or not rest:
        return tuple(frozenset({name}) for name in sorted(shown))
    return (*(frozenset({name}) for name in sorted(shown)), *(() if alone else (rest,)))
