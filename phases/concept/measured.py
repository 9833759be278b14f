"""The measures of the phase's records: team, coverage, understanding, gain, quality of the success criteria."""

from __future__ import annotations

from collections.abc import Iterator

from phases import progress
from phases.concept.learning import learning
from phases.concept.words import REQUIRED_ROLES
from phases.facts import ConceptFacts
from phases.model import Measure, MeasureKind, Text

KINDS = (
    MeasureKind(
        "team-completeness",
        Text("Team completeness", "团队完整度"),
        Text(
            "Required roles that somebody fills / required roles: sponsor, lead consultant, client project manager, "
            "key user, IT contact.",
            "已有人担任的必备角色 ÷ 必备角色（项目发起人、主责顾问、客户项目经理、关键用户、IT 联系人）。",
        ),
    ),
    MeasureKind(
        "coverage",
        Text("Concept coverage", "理念培训覆盖率"),
        Text(
            "People named for concept training who have attended a session / people named (managers and key users).",
            "已参加理念培训的人数 ÷ 列入理念培训名单的人数（管理者和关键用户）。",
        ),
        limit="coverage",
    ),
    MeasureKind(
        "understanding",
        Text("Understanding", "理解程度"),
        Text(
            "Mean of the tests taken after the training, 0 to 100; each person counts once with the last test.",
            "训后测试的平均分（0–100），每人只计最近一次测试。",
        ),
        unit="score",
        limit="post_test",
        personal=True,
    ),
    MeasureKind(
        "gain",
        Text("Normalised gain", "标准化增益"),
        Text(
            "Mean of (post − pre) / (100 − pre) over people with both tests; undefined at pre = 100. Below 0.3 low, up "
            "to 0.7 medium, above it high.",
            "有训前、训后两次成绩者的（训后 − 训前）÷（100 − 训前）的平均值；训前为 100 分时无定义。"
            "低于 0.3 为低，0.3–0.7 为中，高于 0.7 为高。",
        ),
        unit="index",
        personal=True,
    ),
    MeasureKind(
        "criteria-complete",
        Text("Quality of the success criteria", "成功标准质量"),
        Text(
            "Complete criteria / criteria; complete means metric, unit, baseline with date and source, target with "
            "date, owner and way of measuring.",
            "完整的成功标准 ÷ 全部成功标准；完整是指写明指标、单位、基线及其日期和来源、"
            "目标值和目标日期、负责人、测量方法。",
        ),
    ),
)


def measures(facts: ConceptFacts) -> Iterator[Measure]:
    """How far the phase is, and what its records say."""
    yield from progress.measures(facts)
    filled = filled_roles(facts)
    known = facts.records.team or filled
    yield progress.share(facts, "team-completeness", len(filled), len(REQUIRED_ROLES) if known else 0)
    learned = learning(facts.records, facts.as_of)
    yield progress.share(facts, "coverage", learned.trained, learned.named)
    yield _mean(facts, "understanding", learned.posts, learned.attended, "score")
    yield _mean(facts, "gain", learned.gains, learned.attended, "index")
    yield progress.share(
        facts, "criteria-complete", sum(criterion.complete for criterion in facts.criteria), len(facts.criteria)
    )


def filled_roles(facts: ConceptFacts) -> frozenset[str]:
    """The required roles that somebody fills: entered with their time in the team not over, or able to sign in."""
    entered = {one.role for one in facts.records.team if one.ends is None or one.ends >= facts.as_of}
    return (facts.parts | entered).intersection(REQUIRED_ROLES)


def _mean(facts: ConceptFacts, name: str, values: tuple[float, ...], people: int, unit: str) -> Measure:
    return Measure(
        key=f"concept.{name}",
        value=sum(values) / len(values) if values else None,
        numerator=sum(values),
        denominator=len(values),
        coverage=len(values) / people if people else 0.0,
        as_of=facts.as_of,
        n=len(values),
        unit=unit,
    )
