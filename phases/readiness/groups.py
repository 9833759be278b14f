"""Which groups of raters may be shown by themselves, so that nobody of the staff is worked out from a mean.

Consultants, sponsor and executives rate as named professionals. Staff below the least number of a group are put
together with the sponsor's side as “Client”; where that side has nobody, no group is shown at all, for the whole minus
the consultants would tell the staff.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from phases.model import Text
from phases.readiness.scores import Rating
from phases.readiness.words import BOTH_OF_CLIENT, SIDES

CLIENT = "both"
TITLES: dict[str, Text] = {**SIDES, CLIENT: BOTH_OF_CLIENT}


@dataclass(frozen=True, slots=True)
class Grouped:
    """Ratings with the side under which they may be shown; `merged` when staff stand with the sponsor's side.

    `hidden` is true when no group may be shown.
    """

    ratings: tuple[Rating, ...]
    merged: bool = False
    hidden: bool = False


def grouped(ratings: Iterable[Rating], minimum: int) -> Grouped:
    """The ratings by showable sides; `minimum` is the least number of people of a staff group that is broken out."""
    known = tuple(ratings)
    raters: dict[str, set[str]] = {}
    for one in known:
        if one.points is not None:
            raters.setdefault(one.side, set()).add(one.rater)
    staff, leaders = len(raters.get("client", ())), len(raters.get("sponsor", ()))
    if not 0 < staff < minimum:
        return Grouped(known)
    if not leaders:
        return Grouped(known, hidden=True)
    return Grouped(
        tuple(replace(one, side=CLIENT) if one.side in ("client", "sponsor") else one for one in known), merged=True
    )
