"""The method of a CRM rollout in pure Python: the six phases are its table of contents.

PHASES, the six in order, are loaded when they are first asked for: who only wants a word of the method need not wait.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from phases.model import AnyPhase

    PHASES: tuple[AnyPhase, ...]


@cache
def phase(word: str) -> AnyPhase:
    """The phase called by this word; LookupError when there is none."""
    from phases.order import ORDER

    if word in ORDER:
        found: AnyPhase = import_module(f"phases.{word}").PHASE
        return found
    raise LookupError(f"“{word}” is not a phase; the phases are {', '.join(ORDER)}.")


def __getattr__(name: str) -> Any:
    if name != "PHASES":
        raise AttributeError(f"phases has no “{name}”")
    from phases.order import ORDER

    globals()["PHASES"] = loaded = tuple(phase(word) for word in ORDER)
    return loaded


__all__ = ["PHASES", "phase"]
