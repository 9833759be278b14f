"""Readiness: six factors rated by several people of both sides; a score for each, and whether they are in balance.

Companies digest technology fast and gain little, because people, organisation and management lag: so the balance of
the factors is looked at beside their scores. Who does not know has not rated: that is kept apart from a 0.

`statements.load()` reads what is rated, `scores` turns ratings into figures, `groups` says which groups of raters may
be shown, `advice` computes a recommendation.
"""

from phases.readiness.scores import FactorScore, Rating, Readiness, readiness
from phases.readiness.words import FACTORS, RATINGS, SIDES, UNKNOWN

__all__ = ["FACTORS", "RATINGS", "SIDES", "UNKNOWN", "FactorScore", "Rating", "Readiness", "readiness"]
