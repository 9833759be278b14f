"""Early warnings: what deserves a second look although it keeps no gate shut, each with the figures it rests on.

A rule is a pure function `(facts, limits)` that yields a Warning or nothing; what was not measured raises none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from phases.facts.warnings import WarningFacts
from phases.model import Limits, Warning
from phases.warnings.balance import consulting_led, technology_ahead, vendor_led
from phases.warnings.dismissal import came_back, kept_figures
from phases.warnings.kinds import KINDS, WarningKind, kind_of
from phases.warnings.leadership import absent_leader, bottom_up, it_only, silent_client
from phases.warnings.pace import overlap, slipping
from phases.warnings.proof import fake_green, stale_evidence
from phases.warnings.purpose import follower, result_without_process

RULES: tuple[Callable[[WarningFacts, Limits], Iterator[Warning]], ...] = (
    absent_leader, consulting_led, vendor_led, bottom_up, follower, slipping, fake_green, silent_client,
    technology_ahead, it_only, result_without_process, stale_evidence, overlap,
)  # fmt: skip
"""In the order in which warnings are told: what is hardest to mend comes first."""


def warnings(facts: WarningFacts, limits: Limits) -> Iterator[Warning]:
    """All that stand, the gravest first; `limits` as `warning_limits` puts them together."""
    for rule in RULES:
        yield from rule(facts, limits)


def warning_limits(parts: Mapping[str, Limits], ages: Mapping[str, int]) -> Limits:
    """The thresholds of all rules: the part “warnings”, those that gates share, and the age allowed of evidence."""
    return parts["warnings"].but(
        reform_intensity=parts["solidification"]["reform_intensity"],
        technology_ahead=parts["golive"]["technology_ahead"],
        evidence_age=ages["evidence_age_days"],
    )


__all__ = [
    "KINDS", "RULES", "WarningKind", "came_back", "kept_figures", "kind_of", "warning_limits", "warnings",
]  # fmt: skip
