"""Readiness: six factors rated by several people of both sides; a score for each, and whether they are in balance.

Companies digest technology fast and gain little, because people, organisation and management lag: so the balance of
the factors is looked at beside their scores. Who does not know has not rated: that is kept apart from a 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from phases.model import Text

FACTORS: Mapping[str, Text] = {
    "people": Text("People", "人"),
    "strategy": Text("Strategy and planning", "战略与规划"),
    "products": Text("Products and services", "产品与服务"),
    "organisation": Text("Organisation and structure", "组织与结构"),
    "management": Text("Management and control", "管理与控制"),
    "technology": Text("Technology and data", "技术与数据"),
}
UNKNOWN = "unknown"
RATINGS: Mapping[str, Text] = {
    "0": Text("0 not at all", "0 完全没有"),
    "1": Text("1 hardly", "1 很少"),
    "2": Text("2 in part", "2 部分做到"),
    "3": Text("3 largely", "3 大部分做到"),
    "4": Text("4 fully", "4 完全做到"),
    UNKNOWN: Text("Don't know", "不清楚"),
}
SIDES: Mapping[str, Text] = {
    "firm": Text("Consulting firm", "咨询公司"),
    "sponsor": Text("Client, sponsor", "客户方发起人"),
    "client": Text("Client, staff", "客户方员工"),
}
FULL = 4
BESIDE_TECHNOLOGY = ("people", "organisation", "management")


@dataclass(frozen=True, slots=True)
class Rating:
    """What one person thinks of one statement; `points` are 0 to 4, None for “don't know”."""

    factor: str
    statement: str
    rater: str
    side: str
    points: int | None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class FactorScore:
    """A factor: score 0–100 (None when nobody rated it), how many ratings, and the share of them that knew.

    `spread` is how far apart the raters' own means lie, in points of 100; None with fewer than two raters.
    """

    factor: str
    score: float | None
    rated: int
    asked: int
    raters: int
    spread: float | None
    by_side: tuple[tuple[str, float], ...] = ()

    @property
    def coverage(self) -> float:
        """Rated of all answers, 0–1."""
        return self.rated / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class Readiness:
    """The six factors in order, and what they say together."""

    factors: tuple[FactorScore, ...]

    @property
    def scores(self) -> dict[str, float]:
        """The scores of the factors that were rated."""
        return {one.factor: one.score for one in self.factors if one.score is not None}

    @property
    def complete(self) -> bool:
        """Whether every factor has been rated."""
        return len(self.scores) == len(self.factors)

    @property
    def mean(self) -> float | None:
        """The mean of all six scores; None until each is rated."""
        return sum(self.scores.values()) / len(self.scores) if self.complete else None

    @property
    def balance(self) -> float | None:
        """1 − (highest − lowest) / 100; None until each factor is rated."""
        return 1 - (max(self.scores.values()) - min(self.scores.values())) / 100 if self.complete else None

    @property
    def ahead(self) -> float | None:
        """By how many points technology and data lie above the mean of people, organisation and management."""
        scores = self.scores
        if "technology" not in scores or any(one not in scores for one in BESIDE_TECHNOLOGY):
            return None
        return scores["technology"] - sum(scores[one] for one in BESIDE_TECHNOLOGY) / len(BESIDE_TECHNOLOGY)


def readiness(ratings: Iterable[Rating], as_of: date | None = None) -> Readiness:
    """The scores of the ratings given up to a day; of one person on one statement only the newest counts."""
    newest: dict[tuple[str, str, str], Rating] = {}
    dated = (one for one in ratings if as_of is None or one.on is None or one.on <= as_of)
    for one in sorted(dated, key=lambda rating: rating.on or date.min):
        newest[one.factor, _folded(one.statement), _folded(one.rater)] = one
    return Readiness(tuple(_scored(word, [one for one in newest.values() if one.factor == word]) for word in FACTORS))


def _scored(factor: str, answers: list[Rating]) -> FactorScore:
    known = [one for one in answers if one.points is not None]
    means = list(_means(known, lambda one: _folded(one.rater)).values())
    return FactorScore(
        factor=factor,
        score=_score(known),
        rated=len(known),
        asked=len(answers),
        raters=len(means),
        spread=max(means) - min(means) if len(means) > 1 else None,
        by_side=tuple((side, mean) for side, mean in _means(known, lambda one: one.side).items()),
    )


def _means(known: list[Rating], told: Callable[[Rating], str]) -> dict[str, float]:
    grouped: dict[str, list[Rating]] = {}
    for one in known:
        grouped.setdefault(told(one), []).append(one)
    return {word: score for word, ones in sorted(grouped.items()) if (score := _score(ones)) is not None}


def _score(known: list[Rating]) -> float | None:
    points = [one.points for one in known if one.points is not None]
    return 100 * sum(points) / (FULL * len(points)) if points else None


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


STATEMENTS: Mapping[str, tuple[Text, ...]] = {
    "people": (
        Text("Everybody who will work with the system knows why it comes.", "每位使用者都清楚为什么要上系统。"),
        Text("Users are certified for the tasks of their role.", "用户已通过本岗位任务的认证。"),
        Text("Key users can answer the questions of their colleagues.", "关键用户能够解答同事的问题。"),
        Text("Those who were against the change have been heard.", "反对变革的人员的意见已被听取。"),
        Text("Serving customers counts in how people are judged.", "服务客户的表现已纳入员工考核。"),
        Text("There are enough people to carry daily business through the switch.", "切换期间有足够人手维持日常业务。"),
    ),
    "strategy": (
        Text("The goals of the rollout are agreed in figures.", "上线目标已以数字形式达成一致。"),
        Text("The leaders name the same three goals when they are asked.", "各位领导被问到时说出相同的三项目标。"),
        Text("Every strategic decision lands in a step of a process.", "每项战略决策都落实到流程步骤。"),
        Text("It is planned who evaluates the use, and when.", "已计划由谁、在何时评价应用情况。"),
        Text("Money and people are set aside for the year after.", "已为上线后一年预留资金和人员。"),
        Text("It is known what will be stopped for the new way.", "已明确为新方式停止哪些工作。"),
    ),
    "products": (
        Text("Products, prices and conditions are ordered in the system.", "产品、价格和条件已在系统中整理就绪。"),
        Text("It is known which customers buy what, and why.", "了解哪些客户购买什么以及原因。"),
        Text("Service promises are written down and can be kept.", "服务承诺已成文且能够兑现。"),
        Text("Complaints lead to changes of products.", "客户投诉能够推动产品改进。"),
        Text("Sales and service offer the same to the same customer.", "销售和服务对同一客户提供一致的内容。"),
        Text("New offers are tried with chosen customers first.", "新产品先在选定客户中试行。"),
    ),
    "organisation": (
        Text("It is settled who owns customers and their data.", "客户及其数据的归属已经明确。"),
        Text("Every hand-off has a receiver who agreed to it.", "每个交接环节都有认可的接收方。"),
        Text("Departments settle conflicts by a known way.", "部门之间的冲突有既定的解决途径。"),
        Text("Roles in the system fit the organisation.", "系统角色与组织结构相符。"),
        Text("Process owners have time for their processes.", "流程负责人有时间管理流程。"),
        Text("Support after the switch has names and hours.", "切换后的支持已落实到人和时段。"),
    ),
    "management": (
        Text("Managers use the system in their own meetings.", "管理者在自己的会议中使用系统。"),
        Text("Control points are looked at while work runs.", "关键控制点在工作过程中得到检查。"),
        Text("Measures look at the process, not only at the result.", "指标关注过程，而不仅是结果。"),
        Text("The sponsor decides within a week when asked.", "发起人在一周内就请示事项作出决定。"),
        Text("Rules are the same for everybody, managers included.", "规则对所有人一致，包括管理者。"),
        Text("What is not in the system is not reported on.", "未录入系统的内容不作为汇报依据。"),
    ),
    "technology": (
        Text("Base data are complete, unique and checked by people.", "基础数据完整、唯一并经人工核对。"),
        Text("All settings of control points have been tested.", "关键控制点的配置均已测试。"),
        Text("The switch has been rehearsed within its window.", "切换演练在时间窗口内完成。"),
        Text("Other systems exchange data without hands.", "与其他系统的数据交换无需人工。"),
        Text("The system is fast enough where people work, on phones too.", "系统在工作现场（包括手机上）响应足够快。"),
        Text("Data can be restored, and somebody has done it.", "数据可以恢复，并且有人实际演练过。"),
    ),
}
"""Statements to begin with; a project may rate others."""
