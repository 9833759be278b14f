"""What is measured of deployment: configuration, quality of data, loads, integrations, transfer of knowledge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from phases import progress
from phases.facts import DeploymentFacts
from phases.facts.deployment import DataSetFact, LoadFact
from phases.model import Measure, MeasureKind, Text, say
from phases.quality import DIMENSIONS

_OF_MANDATORY = Text("Over all mandatory data sets: ", "全部必备数据集合计：")
KINDS = (
    MeasureKind(
        "configured",
        Text("Configuration done", "配置完成率"),
        Text("Configured items / configuration items.", "已完成配置项 / 配置项。"),
    ),
    MeasureKind(
        "tested",
        Text("Configuration tested", "配置测试通过率"),
        Text("Items whose test was passed / configuration items.", "测试通过的配置项 / 配置项。"),
    ),
    MeasureKind(
        "control-points-tested",
        Text("Control points tested", "关键控制点测试通过率"),
        Text("The same, of items that serve a control point.", "同上，仅计支撑关键控制点的配置项。"),
    ),
    MeasureKind(
        "profiled",
        Text("Data sets profiled", "数据集剖析率"),
        Text("Mandatory data sets with a profile / mandatory data sets.", "已剖析的必备数据集 / 必备数据集。"),
    ),
    *(
        MeasureKind(
            f"quality-{one.key.replace('.', '-')}",
            one.title,
            say("{of}{definition}.", "{of}{definition}。", of=_OF_MANDATORY, definition=one.definition),
            limit="quality",
        )
        for one in DIMENSIONS
    ),
    MeasureKind(
        "reconciliation",
        Text("Reconciliation", "装载核对率"),
        Text(
            "Loaded and rejected with a reason / records in the source, in the newest load of each mandatory set.",
            "（装载数 + 注明原因的拒收数）/ 源记录数，取各必备数据集最近一次装载。",
        ),
        limit="reconciliation",
    ),
    MeasureKind(
        "transfer",
        Text("Knowledge transfer", "知识转移率"),
        Text("Topics that the client has done alone / topics.", "客户已独立完成的主题 / 全部主题。"),
        limit="transfer",
    ),
    MeasureKind(
        "integrations",
        Text("Integrations working", "集成同步率"),
        Text(
            "Integrations in scope with a good sync / integrations in scope.", "已成功同步的范围内集成 / 范围内集成。"
        ),
    ),
)


def measures(facts: DeploymentFacts) -> Iterator[Measure]:
    """How far configuration, data, integrations and the transfer of knowledge are."""
    yield from progress.measures(facts)
    yield from _configuration(facts)
    yield from _data(facts)
    topics = facts.records.transfers
    yield progress.share(facts, "transfer", sum(has_come(one.alone_on, facts) for one in topics), len(topics))
    wanted = [one for one in facts.records.integrations if one.in_scope]
    yield progress.share(facts, "integrations", sum(has_come(one.last_sync, facts) for one in wanted), len(wanted))


def _configuration(facts: DeploymentFacts) -> Iterator[Measure]:
    items = facts.records.configuration
    points = [one for one in items if one.control_point]
    yield progress.share(facts, "configured", sum(one.done for one in items), len(items))
    yield progress.share(facts, "tested", sum(one.result == "passed" for one in items), len(items))
    yield progress.share(facts, "control-points-tested", sum(one.result == "passed" for one in points), len(points))


def _data(facts: DeploymentFacts) -> Iterator[Measure]:
    owed = mandatory(facts)
    yield progress.share(facts, "profiled", sum(one.profiled for one in owed), len(owed))
    for dimension in DIMENSIONS:
        counted = [one for data_set in owed for one in data_set.quality if one.dimension == dimension.key]
        good, of = sum(one.numerator for one in counted), sum(one.denominator for one in counted)
        yield progress.share(facts, f"quality-{dimension.key.replace('.', '-')}", good, of)
    loads = [one.load for one in owed if one.load is not None and counted_out(one.load)]
    source = sum(one.source or 0 for one in loads)
    yield progress.share(facts, "reconciliation", sum(accounted(one) for one in loads), source)


def mandatory(facts: DeploymentFacts) -> list[DataSetFact]:
    """The data sets without which the system cannot be used."""
    return [one for one in facts.records.data_sets if one.mandatory]


def has_come(day: date | None, facts: DeploymentFacts) -> bool:
    """Whether something has happened by the day of the facts: a day in the future is a plan."""
    return day is not None and day <= facts.as_of


def counted_out(load: LoadFact) -> bool:
    """Whether source and loaded records of a load have been counted."""
    return load.source is not None and load.loaded is not None


def accounted(load: LoadFact) -> int:
    """Records of the source that were loaded or rejected with a reason."""
    return (load.loaded or 0) + (load.explained or 0)


def reconciled(load: LoadFact, limit: float) -> bool:
    """Whether a load adds up to at least `limit` percent of its source, and to no more than all of it."""
    source = load.source or 0
    return counted_out(load) and accounted(load) <= source and accounted(load) * 100 >= source * limit
