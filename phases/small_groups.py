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
