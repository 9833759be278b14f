"""What is counted outside the usage log: records of the CRM and of other systems, and figures that people state.

Records come as files and are counted by the product; what no file shows may be stated as two whole numbers and their
source. A figure that was counted always goes before one that was stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phases.evaluation.breadth import BUSINESS_RANGE, RECORD_COVERAGE
from phases.evaluation.depth import IN_TIME, OFF_SYSTEM, OPTIMISATIONS
from phases.evaluation.model import Definition, Dimension, Indicator
from phases.evaluation.scoring import not_measured, share
from phases.model import Text, say

if TYPE_CHECKING:
    from phases.evaluation.scheme import Scheme

SHARED_IDS = "effect.shared-ids"
COMPLETENESS = "effect.completeness"
REFERENCES = "effect.references"

FROM_RECORDS = (RECORD_COVERAGE, OFF_SYSTEM, IN_TIME, SHARED_IDS, COMPLETENESS, REFERENCES)
"""What follows from records: of customers, of business, with their times, their references and their fields."""

KEYS = (BUSINESS_RANGE, *FROM_RECORDS, OPTIMISATIONS)
"""What may be stated as a count when no file shows it."""

PROPORTIONS = frozenset(KEYS)

NOTHING_COUNTED = Text("There is nothing to count in the round.", "本轮没有可统计的对象。")


@dataclass(frozen=True, slots=True)
class Count:
    """So many of so many things, 0 ≤ numerator ≤ denominator; `source` says where they were counted.

    `stated` by people, or else counted by the product from files; `coverage` is the share (0–1) that was looked at.
    """

    numerator: int
    denominator: int
    source: str = ""
    stated: bool = True
    coverage: float = 1.0


def chosen(counted: Mapping[str, Count], stated: Mapping[str, Count]) -> dict[str, Count]:
    """The count of each indicator: what the product counted itself, else what was stated."""
    return {**stated, **{key: one for key, one in counted.items() if one.denominator > 0 or key not in stated}}


def indicators(scheme: Scheme, counts: Mapping[str, Count], dimensions: Iterable[Dimension]) -> tuple[Indicator, ...]:
    """The indicators of these dimensions that rest on counts, in the edition's order; without a count not measured."""
    wanted = frozenset(dimensions)
    return tuple(
        _indicator(scheme, one, counts.get(one.key))
        for one in scheme.definitions.values()
        if one.key in KEYS and one.dimension in wanted
    )


def _indicator(scheme: Scheme, definition: Definition, count: Count | None) -> Indicator:
    if count is None:
        return not_measured(definition, definition.missing or NOTHING_COUNTED)
    return share(
        definition,
        scheme.limits,
        count.numerator,
        count.denominator,
        reason=NOTHING_COUNTED,
        coverage=count.coverage,
        note=_origin(count),
        basis="stated" if count.stated else "",
    )


def _origin(count: Count) -> Text | None:
    if not count.stated:
        return None
    return say(
        "Stated, not counted by the product (source: {source}).",
        "人工填报，非系统统计（来源：{source}）。",
        source=count.source.rstrip(".。"),
    )
