"""Views of evaluations: rounds, one round and its figures, success criteria, findings, rectification actions."""

from app.evaluations.blueprint import bp
from app.evaluations.views import (
    action,
    actions,
    comparison,
    corrections,
    counts,
    criteria,
    criteria_sheet,
    figures,
    findings,
    judgement,
    round,
    rounds,
)

__all__ = [
    "action",
    "actions",
    "bp",
    "comparison",
    "corrections",
    "counts",
    "criteria",
    "criteria_sheet",
    "figures",
    "findings",
    "judgement",
    "round",
    "rounds",
]
