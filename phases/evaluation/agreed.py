"""What a success criterion must not be: intangible alone, aimed the wrong way, due before it begins."""

from __future__ import annotations

from datetime import date

from phases.evaluation.results import INTANGIBLE, is_intangible_alone
from phases.model import Text

WRONG_SIDE = Text(
    "The target lies on the wrong side of the baseline for the direction chosen.",
    "目标值与基线值的关系与所选改善方向矛盾。",
)
TOO_EARLY = Text("The target date lies before the date of the baseline.", "目标日期早于基线日期。")


def objection(
    *,
    name: str,
    unit: str,
    how_measured: str,
    direction: str,
    baseline: float | None,
    target: float | None,
    baseline_date: date | None,
    target_date: date | None,
) -> Text | None:
    """Why this is no criterion, or None; `direction` is `up` or `down`, what is still empty objects to nothing."""
    if is_intangible_alone(name, unit, how_measured):
        return INTANGIBLE
    if baseline is not None and target is not None and (target < baseline if direction == "up" else target > baseline):
        return WRONG_SIDE
    if baseline_date and target_date and target_date < baseline_date:
        return TOO_EARLY
    return None
