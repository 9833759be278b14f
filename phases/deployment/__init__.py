"""Deployment: prepare data and configuration for formal use, together with the client, so that knowledge passes over.

The gate opens when the system holds the company’s own processes and data, not the vendor’s example.
"""

from __future__ import annotations

from collections.abc import Iterator

from phases import gate as every_gate
from phases.deployment import blocked
from phases.deployment.measured import KINDS, measures
from phases.facts import DeploymentFacts
from phases.facts.deployment import DeploymentRecords
from phases.model import Blocker, Limits, Phase, Text
from phases.order import TITLES


def gate(facts: DeploymentFacts, limits: Limits) -> Iterator[Blocker]:
    """Every gate's objections, and what of data, configuration, integrations and knowledge is not ready."""
    yield from every_gate.blockers(facts)
    yield from blocked.configuration(facts)
    yield from blocked.data_sets(facts, limits)
    yield from blocked.integrations(facts)
    yield from blocked.transfer(facts, limits)


PHASE = Phase(
    word="deployment",
    number=4,
    title=TITLES["deployment"],
    purpose=Text(
        "Prepare data and configuration for formal use, together with the client, so that knowledge passes over.",
        "与客户团队共同完成数据准备和系统配置，为正式使用做好准备，并实现知识转移。",
    ),
    facts=DeploymentFacts,
    gate=gate,
    measures=measures,
    records=DeploymentRecords,
    kinds=KINDS,
    needs=("quality", "reconciliation", "transfer"),
)

__all__ = ["PHASE", "measures"]
