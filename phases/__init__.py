"""The method of a CRM rollout in pure Python: the six phases are its table of contents."""

from __future__ import annotations

from phases import concept, deployment, golive, review, solidification, training
from phases.model import AnyPhase

PHASES: tuple[AnyPhase, ...] = (
    concept.PHASE,
    review.PHASE,
    solidification.PHASE,
    deployment.PHASE,
    training.PHASE,
    golive.PHASE,
)


def phase(word: str) -> AnyPhase:
    """The phase called by this word; LookupError when there is none."""
    for one in PHASES:
        if one.word == word:
            return one
    raise LookupError(f"“{word}” is not a phase; the phases are {', '.join(one.word for one in PHASES)}.")


__all__ = ["PHASES", "phase"]
