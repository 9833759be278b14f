"""What moved the forecast of a project's end between two days: how far, and in which phase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from phases.forecast import Forecast
from phases.workdays import working_days_between

WEEK = 5
"""Working days: an end that moved by no more is not spoken of."""


@dataclass(frozen=True, slots=True)
class Drift:
    """The end as it was and is expected, `days` working days apart (later is positive), `own` of them in `phase`.

    The others follow from it, in phases that begin after it.
    """

    was: date
    now: date
    days: int
    phase: str
    own: int


def drift(then: Sequence[Forecast], now: Sequence[Forecast], country: str) -> Drift | None:
    """What moved the end by more than a week; None when nothing did. Both forecasts have all phases, in order.

    Each phase's part is by how much more its end moved than that of the phase before it; of equal parts the first is
    named, because later ones follow from earlier ones.
    """
    moved = [
        working_days_between(one.window.end, other.window.end, country) for one, other in zip(then, now, strict=True)
    ]
    if not moved or abs(moved[-1]) <= WEEK:
        return None
    days, later = moved[-1], moved[-1] > 0
    parts = [part if later else -part for part in (end - start for start, end in zip([0, *moved], moved, strict=False))]
    place = parts.index(max(parts))
    own = min(parts[place], abs(days))
    return Drift(then[-1].window.end, now[-1].window.end, days, now[place].phase, own if later else -own)
