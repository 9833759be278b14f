"""What of deployment keeps the gate shut."""

from __future__ import annotations

from collections.abc import Iterator

from phases.deployment.measured import accounted, counted_out, has_come, mandatory, reconciled
from phases.facts import DeploymentFacts
from phases.facts.deployment import DataSetFact, QualityFact
from phases.model import About, Blocker, Limits, Text, say
from phases.quality import title_of


def configuration(facts: DeploymentFacts) -> Iterator[Blocker]:
    """Items that serve a control point and have not passed a test."""
    for one in facts.records.configuration:
        if one.control_point and one.result != "passed":
            said = (
                say(
                    "The configuration item “{name}” of a control point failed its test.",
                    "关键控制点的配置项“{name}”测试未通过。",
                    name=one.name,
                )
                if one.result == "failed"
                else say(
                    "The configuration item “{name}” of a control point has not been tested.",
                    "关键控制点的配置项“{name}”尚未测试。",
                    name=one.name,
                )
            )
            yield Blocker(f"deployment.configuration-untested:{one.key}", said, _row("configuration", one.key))


def data_sets(facts: DeploymentFacts, limits: Limits) -> Iterator[Blocker]:
    """Mandatory data sets that nobody has profiled, that are not good enough, or whose load does not add up."""
    owed = mandatory(facts)
    if not owed:
        yield Blocker(
            "deployment.data-sets-none",
            Text("No mandatory data set has been entered yet.", "尚未登记任何必备数据集。"),
            About("record", "deployment/data-sets"),
        )
    for one in owed:
        yield from unprofiled(one)
        yield from below(one, limits)
        yield from unreconciled(one, limits)


def unprofiled(one: DataSetFact) -> Iterator[Blocker]:
    """Nothing is known of its quality."""
    if not one.profiled:
        said = say(
            "The mandatory data set “{name}” has not been profiled.", "必备数据集“{name}”尚未剖析。", name=one.name
        )
        yield Blocker(f"deployment.data-set-unprofiled:{one.key}", said, _row("data-sets", one.key))
    elif not any(quality.denominator for quality in one.quality):
        said = say(
            "The profile of the mandatory data set “{name}” measured nothing: no rules judge a column of it.",
            "必备数据集“{name}”的剖析未得出度量结果：没有规则对任何列作出要求。",
            name=one.name,
        )
        yield Blocker(f"deployment.data-set-unmeasured:{one.key}", said, _row("data-sets", one.key))


def below(one: DataSetFact, limits: Limits) -> Iterator[Blocker]:
    """Each measured dimension that is below the data set's threshold, or the method's where it has none."""
    limit = limits["quality"] if one.threshold is None else one.threshold
    for quality in one.quality:
        if quality.denominator and quality.numerator * 100 < limit * quality.denominator:
            yield _below(one, quality, limit)


def _below(one: DataSetFact, quality: QualityFact, limit: float) -> Blocker:
    said = say(
        "{dimension} of the mandatory data set “{name}” is {value}% ({good} of {of}); {limit}% are asked for.",
        "必备数据集“{name}”的{dimension}为 {value}%（{good}/{of}），要求不低于 {limit}%。",
        dimension=title_of(quality.dimension),
        name=one.name,
        value=_percent(quality.numerator, quality.denominator),
        good=quality.numerator,
        of=quality.denominator,
        limit=f"{limit:g}",
    )
    key = f"deployment.quality-below:{one.key}:{quality.dimension}"
    return Blocker(key, said, _row("data-sets", one.key))


def _percent(part: int, whole: int) -> str:
    """A share in percent, cut off so that 94.96 never reads as 95."""
    return f"{part * 1000 // whole / 10:g}"


def unreconciled(one: DataSetFact, limits: Limits) -> Iterator[Blocker]:
    """Not loaded, not counted, or records that are neither loaded nor rejected with a reason."""
    about, key = About("record", "deployment/loads"), f"deployment.load-unreconciled:{one.key}"
    if one.load is None:
        said = say(
            "The mandatory data set “{name}” has not been loaded.", "必备数据集“{name}”尚未装载。", name=one.name
        )
        yield Blocker(key, said, about)
    elif not counted_out(one.load):
        said = say(
            "The newest load of the mandatory data set “{name}” has not been counted.",
            "必备数据集“{name}”最近一次装载尚未清点。",
            name=one.name,
        )
        yield Blocker(key, said, about)
    elif not reconciled(one.load, limits["reconciliation"]):
        said = say(
            "The newest load of the mandatory data set “{name}” does not add up: {accounted} of {source} records are "
            "loaded or rejected with a reason.",
            "必备数据集“{name}”最近一次装载核对不一致：源记录 {source} 条，已装载或注明原因拒收 {accounted} 条。",
            name=one.name,
            accounted=accounted(one.load),
            source=one.load.source,
        )
        yield Blocker(key, said, about)


def integrations(facts: DeploymentFacts) -> Iterator[Blocker]:
    """Integrations in scope that have never worked."""
    for one in facts.records.integrations:
        if one.in_scope and not has_come(one.last_sync, facts):
            said = say(
                "The integration “{name}” is in scope and has never synced.",
                "集成“{name}”在范围内，但从未成功同步。",
                name=one.name,
            )
            yield Blocker(f"deployment.integration-unsynced:{one.key}", said, _row("integrations", one.key))


def transfer(facts: DeploymentFacts, limits: Limits) -> Iterator[Blocker]:
    """Too few topics that the client has done alone; without topics nothing is measured."""
    topics = facts.records.transfers
    alone, about = sum(has_come(one.alone_on, facts) for one in topics), About("record", "deployment/transfers")
    if not topics:
        said = Text("No topic of knowledge transfer has been entered yet.", "尚未登记任何知识转移主题。")
        yield Blocker("deployment.transfer-none", said, about)
    elif alone * 100 < limits["transfer"] * len(topics):
        said = say(
            "The client has done {alone} of {of} topics alone ({value}%); at least {limit}% are asked for.",
            "客户已独立完成 {of} 个知识转移主题中的 {alone} 个（{value}%），要求不低于 {limit}%。",
            alone=alone,
            of=len(topics),
            value=_percent(alone, len(topics)),
            limit=f"{limits['transfer']:g}",
        )
        yield Blocker("deployment.transfer-low", said, about)


def _row(register: str, key: str) -> About:
    return About("record", f"deployment/{register}/{key}")
