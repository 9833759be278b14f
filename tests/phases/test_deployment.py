"""Deployment: each blocker of its records appears, disappears and says its sentence; measures computed by hand."""

from dataclasses import replace
from datetime import date

import pytest

from phases.deployment import PHASE, measures
from phases.edition import editions
from phases.facts import DeploymentFacts
from phases.facts.deployment import (
    ConfigurationFact,
    DataSetFact,
    DeploymentRecords,
    IntegrationFact,
    LoadFact,
    QualityFact,
    TransferFact,
)
from phases.model import Limits

DAY = date(2026, 3, 31)
LIMITS = Limits("deployment", {"quality": 95, "transfer": 80, "reconciliation": 100})
CUSTOMERS = DataSetFact(
    key="ds1",
    name="Customers",
    mandatory=True,
    profiled=True,
    quality=(QualityFact("completeness", 96, 100), QualityFact("uniqueness.fuzzy", 950, 1000)),
    load=LoadFact(1000, 990, 10),
)
READY = DeploymentRecords(
    configuration=(ConfigurationFact("cf1", "Stage gate", control_point=True, done=True, result="passed"),),
    data_sets=(CUSTOMERS,),
    integrations=(IntegrationFact("in1", "ERP", in_scope=True, last_sync=DAY),),
    transfers=(TransferFact("kt1", "Add a user", DAY),),
)


def facts(**changed) -> DeploymentFacts:
    return DeploymentFacts(phase="deployment", as_of=DAY, records=replace(READY, **changed))


def blockers(found: DeploymentFacts, limits: Limits = LIMITS) -> dict[str, tuple[str, str]]:
    """Those about records, by key."""
    return {
        one.key: (one.sentence.en, one.sentence.zh) for one in PHASE.gate(found, limits) if one.about.kind == "record"
    }


def measured(found: DeploymentFacts) -> dict[str, tuple[float | None, float | None, float | None]]:
    return {one.key.removeprefix("deployment."): (one.value, one.numerator, one.denominator) for one in measures(found)}


def with_data(**changed) -> DeploymentFacts:
    return facts(data_sets=(replace(CUSTOMERS, **changed),))


def test_ready_records_leave_no_blocker():
    assert blockers(facts()) == {}


def test_the_edition_has_every_limit_that_the_gate_needs():
    for edition in editions().values():
        assert all(edition.limits["deployment"][name] for name in PHASE.needs)


@pytest.mark.parametrize(
    ("found", "key", "en", "zh"),
    [
        (
            facts(configuration=(replace(READY.configuration[0], result=""),)),
            "configuration-untested:cf1",
            "The configuration item “Stage gate” of a control point has not been tested.",
            "关键控制点的配置项“Stage gate”尚未测试。",
        ),
        (
            facts(configuration=(replace(READY.configuration[0], result="failed"),)),
            "configuration-untested:cf1",
            "The configuration item “Stage gate” of a control point failed its test.",
            "关键控制点的配置项“Stage gate”测试未通过。",
        ),
        (
            facts(data_sets=()),
            "data-sets-none",
            "No mandatory data set has been entered yet.",
            "尚未登记任何必备数据集。",
        ),
        (
            with_data(profiled=False, quality=()),
            "data-set-unprofiled:ds1",
            "The mandatory data set “Customers” has not been profiled.",
            "必备数据集“Customers”尚未剖析。",
        ),
        (
            with_data(quality=(QualityFact("validity", 0, 0),)),
            "data-set-unmeasured:ds1",
            "The profile of the mandatory data set “Customers” measured nothing: no rules judge a column of it.",
            "必备数据集“Customers”的剖析未得出度量结果：没有规则对任何列作出要求。",
        ),
        (
            with_data(quality=(QualityFact("completeness", 9499, 10000),)),
            "quality-below:ds1:completeness",
            "Completeness of the mandatory data set “Customers” is 94.9% (9499 of 10000); 95% are asked for.",
            "必备数据集“Customers”的完整性为 94.9%（9499/10000），要求不低于 95%。",
        ),
        (
            with_data(load=None),
            "load-unreconciled:ds1",
            "The mandatory data set “Customers” has not been loaded.",
            "必备数据集“Customers”尚未装载。",
        ),
        (
            with_data(load=LoadFact(1000, None, 0)),
            "load-unreconciled:ds1",
            "The newest load of the mandatory data set “Customers” has not been counted.",
            "必备数据集“Customers”最近一次装载尚未清点。",
        ),
        (
            with_data(load=LoadFact(1000, 990, 9)),
            "load-unreconciled:ds1",
            "The newest load of the mandatory data set “Customers” does not add up: 999 of 1000 records are loaded or "
            "rejected with a reason.",
            "必备数据集“Customers”最近一次装载核对不一致：源记录 1000 条，已装载或注明原因拒收 999 条。",
        ),
        (
            facts(integrations=(IntegrationFact("in1", "ERP", in_scope=True),)),
            "integration-unsynced:in1",
            "The integration “ERP” is in scope and has never synced.",
            "集成“ERP”在范围内，但从未成功同步。",
        ),
        (
            facts(transfers=()),
            "transfer-none",
            "No topic of knowledge transfer has been entered yet.",
            "尚未登记任何知识转移主题。",
        ),
        (
            facts(transfers=(TransferFact("a", "A", DAY), TransferFact("b", "B"))),
            "transfer-low",
            "The client has done 1 of 2 topics alone (50%); at least 80% are asked for.",
            "客户已独立完成 2 个知识转移主题中的 1 个（50%），要求不低于 80%。",
        ),
    ],
)
def test_each_reason_is_said_in_both_languages_and_is_the_only_one(found, key, en, zh):
    assert blockers(found) == {f"deployment.{key}": (en, zh)}


def test_more_than_the_source_is_not_reconciled_either():
    assert "deployment.load-unreconciled:ds1" in blockers(with_data(load=LoadFact(10, 10, 1)))
    assert blockers(with_data(load=LoadFact(0, 0, 0))) == {}


def test_what_is_not_mandatory_not_in_scope_or_no_control_point_keeps_nothing_shut():
    optional = replace(CUSTOMERS, key="ds2", mandatory=False, profiled=False, quality=(), load=None)
    found = facts(
        data_sets=(CUSTOMERS, optional),
        integrations=(IntegrationFact("in2", "Fax"),),
        configuration=(ConfigurationFact("cf2", "Colours"),),
    )
    assert blockers(found) == {}


def test_a_data_set_of_its_own_threshold_is_judged_by_that():
    strict = with_data(threshold=97.0)
    assert set(blockers(strict)) == {
        "deployment.quality-below:ds1:completeness",
        "deployment.quality-below:ds1:uniqueness.fuzzy",
    }
    assert blockers(with_data(threshold=0.0, quality=(QualityFact("validity", 1, 100),))) == {}
    assert blockers(with_data(), LIMITS.but(quality=96)) != {}


def test_exactly_the_threshold_is_enough():
    assert blockers(with_data(quality=(QualityFact("validity", 95, 100),))) == {}
    four_of_five = tuple(TransferFact(str(n), "T", DAY if n else None) for n in range(5))
    assert blockers(facts(transfers=four_of_five)) == {}


def test_a_day_in_the_future_is_a_plan():
    tomorrow = date(2026, 4, 1)
    found = facts(
        transfers=(TransferFact("a", "A", tomorrow),), integrations=(IntegrationFact("in1", "ERP", True, tomorrow),)
    )
    assert set(blockers(found)) == {"deployment.transfer-low", "deployment.integration-unsynced:in1"}


def test_the_measures_are_those_computed_by_hand():
    second = replace(
        CUSTOMERS,
        key="ds2",
        quality=(QualityFact("completeness", 50, 100), QualityFact("accuracy", 9, 10)),
        load=LoadFact(500, 400, 50),
    )
    found = measured(
        facts(
            data_sets=(CUSTOMERS, second),
            configuration=(*READY.configuration, ConfigurationFact("cf2", "Colours", done=False, result="failed")),
        )
    )
    assert found["configured"] == (0.5, 1, 2)
    assert found["tested"] == (0.5, 1, 2)
    assert found["control-points-tested"] == (1.0, 1, 1)
    assert found["profiled"] == (1.0, 2, 2)
    assert found["quality-completeness"] == (0.73, 146, 200)
    assert found["quality-uniqueness-fuzzy"] == (0.95, 950, 1000)
    assert found["quality-accuracy"] == (0.9, 9, 10)
    assert found["reconciliation"] == (pytest.approx(1450 / 1500), 1450, 1500)
    assert found["transfer"] == (1.0, 1, 1)
    assert found["integrations"] == (1.0, 1, 1)


def test_what_nobody_has_measured_is_not_zero():
    found = measured(DeploymentFacts(phase="deployment", as_of=DAY))
    assert all(found[kind.name] == (None, 0, 0) for kind in PHASE.kinds)
