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

    `leads` says whether that phase has begun: the others then follow from it, because phases ahead take its pace.
    """

    was: date
    now: date
    days: int
    phase: str
    own: int
    leads: bool


def drift(then: Sequence[Forecast], now: Sequence[Forecast], country: str, begun: int) -> Drift | None:
    """What moved the end by more than a week; None when nothing did. Both forecasts have all phases, in order.

    Each phase's part is by how much more its end moved than that of the phase before it. Of the `begun` phases, which
    come first, the one with the largest part is named; where none of them moved the end, it is a phase ahead.
    """
    moved = [
        working_days_between(one.window.end, other.window.end, country) for one, other in zip(then, now, strict=True)
    ]
    if not moved or abs(moved[-1]) <= WEEK:
        return None
    days, later = moved[-1], moved[-1] > 0
    parts = [part if later else -part for part in (end - start for start, end in zip([0, *moved], moved, strict=False))]
    most = max(parts[:begun], default=0)
    place = parts.index(most if most > 0 else max(parts))
    own = min(parts[place], abs(days))
    return Drift(then[-1].window.end, now[-1].window.end, days, now[place].phase, own if later else -own, most > 0)
