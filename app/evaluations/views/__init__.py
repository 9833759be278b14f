"""Views of evaluations: rounds, one round and its figures, success criteria, findings, rectification actions."""

from app.evaluations.blueprint import bp
from app.evaluations.views import action, actions, criteria, figures, findings, round, rounds

__all__ = ["action", "actions", "bp", "criteria", "figures", "findings", "round", "rounds"]
