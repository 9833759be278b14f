"""A dismissed warning comes back when its day is over or its figures got worse than they were then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from phases.model import Warning, WarningFigure


def kept_figures(warning: Warning) -> dict[str, float]:
    """What a dismissal keeps: the figures that had crossed their threshold."""
    return {one.key: one.value for one in warning.figures if one.beyond}


def came_back(warning: Warning, dismissed: Mapping[str, float], until: date | None, as_of: date) -> bool:
    """Whether a warning stands again although it was dismissed: with these figures, through the day `until`."""
    if until is not None and as_of > until:
        return True
    return any(_worse(one, dismissed.get(one.key)) for one in warning.figures if one.beyond)


def _worse(figure: WarningFigure, then: float | None) -> bool:
    if then is None:
        return True
    rise = then - figure.value if figure.low_is_bad else figure.value - then
    return rise > figure.slack
