"""The seal of a decision: the digest over every field of its row, and whether it still holds."""

from typing import Any

from app.facts.records import digest_of
from app.models import GateDecision

SEALED = (
    "key", "project_id", "proposal_id", "phase", "number", "outcome", "text", "wording", "facts", "blockers",
    "waivers", "conditions", "proposed_by_id", "signed_by_id", "signed_at",
)  # fmt: skip
"""The columns under the seal, by name: columns that a later version adds must not break the seals of today."""


def seal_of(decision: GateDecision) -> str:
    """The SHA-256 over the canonical JSON of all sealed columns, 64 hexadecimal digits."""
    return digest_of({name: _plain(getattr(decision, name)) for name in SEALED})


def is_sealed(decision: GateDecision) -> bool:
    """Whether the row still is what was signed, to the last character."""
    return decision.digest == seal_of(decision)


def _plain(value: Any) -> Any:
    return value.isoformat(timespec="microseconds") if hasattr(value, "isoformat") else value
