"""Before the phases: which candidate is best, whether that hangs on a weight, and why the company does it at all.

Selection is a weighted mean of scores. A missing score is not measured: its candidate has no total and no rank.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from phases.facts.warnings import MotiveFact
from phases.model import Limits, Text, Warning, say
from phases.warnings.purpose import follower_warning

APART = 2
"""Points between the lowest and the highest score of one cell from which they are remarked."""
SWING = 0.2
CLASSES: Mapping[str, Text] = {
    "global": Text("Global suite", "国际套件"),
    "domestic": Text("Mature domestic", "国内成熟产品"),
    "mobile": Text("New mobile / SaaS vendor", "新兴移动 / SaaS 厂商"),
}
MOTIVES: Mapping[str, Text] = {
    "problem": Text("Pressing problem", "业务问题迫切"),
    "forward": Text("Forward-looking", "前瞻提升"),
    "follower": Text("Follower", "跟风上线"),
}
MOTIVES_MEAN: Mapping[str, Text] = {
    "problem": Text("A business problem is a bottleneck that must be solved.", "某个业务问题已成为必须解决的瓶颈。"),
    "forward": Text("Business is good; management is to be lifted for growth.", "业务良好，希望提升管理以支撑增长。"),
    "follower": Text("Others have it, so we do.", "别人上了，所以我们也上。"),
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """What candidates are compared by; `minimum` (0–5) excludes only where the criterion is essential."""

    key: str
    title: str
    weight: float
    essential: bool = False
    minimum: float | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A system that may be chosen; `cost` is None while it is not known."""

    key: str
    name: str
    kind: str = ""
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """One judgement (0–5) of a candidate in a criterion, by their keys."""

    candidate: str
    criterion: str
    value: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a candidate stands: `cells` in the order of the criteria, None where nothing was scored.

    A cell is the mean of `given`, all scores that it was given, lowest first.
    `total` is the weighted mean on the scale, `rank` the place among those compared; both None for a candidate that is
    `excluded` (the reasons) or has `gaps` (what is not measured).
    """

    candidate: Candidate
    cells: tuple[float | None, ...]
    total: float | None
    rank: int | None
    excluded: tuple[Text, ...]
    gaps: tuple[Text, ...]
    given: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Swing:
    """Who wins when one weight falls or rises by a fifth; names of all who share the first place."""

    criterion: Criterion
    lower: tuple[str, ...]
    higher: tuple[str, ...]
    changes: bool


@dataclass(frozen=True, slots=True)
class Selection:
    """The comparison: ranked candidates first, then those with gaps, then the excluded ones."""

    criteria: tuple[Criterion, ...]
    standings: tuple[Standing, ...]
    winners: tuple[str, ...]
    swings: tuple[Swing, ...]

    @property
    def changes(self) -> bool:
        """Whether the winner hangs on any weight."""
        return any(swing.changes for swing in self.swings)


def compare(
    criteria: Iterable[Criterion],
    candidates: Iterable[Candidate],
    scores: Iterable[Score],
    budget: float | None = None,
    currency: str = "",
) -> Selection:
    """Hold the candidates against the criteria and the budget (None while there is none), in the sheet's currency."""
    listed, cells = tuple(criteria), _given(scores)
    found = [_stand(one, listed, cells, budget, currency) for one in candidates]
    compared = {one.candidate.key: one.cells for one in found if not one.excluded and not one.gaps}
    totals = _totals(compared, [one.weight for one in listed])
    names = {one.candidate.key: one.candidate.name for one in found}
    placed = sorted((_placed(one, totals) for one in found), key=_order)
    swings = tuple(_swing(listed, place, compared, names) for place in range(len(listed))) if len(totals) > 1 else ()
    return Selection(listed, tuple(placed), _best(totals, names), swings)


def disagree(given: Sequence[float]) -> bool:
    """Whether scores of one cell lie so far apart that their mean says nothing before they have been talked about."""
    return len(given) > 1 and max(given) - min(given) >= APART


def _given(scores: Iterable[Score]) -> dict[tuple[str, str], list[float]]:
    """All that was scored for a candidate in a criterion."""
    found: dict[tuple[str, str], list[float]] = {}
    for one in scores:
        found.setdefault((one.candidate, one.criterion), []).append(one.value)
    return found


def _amount(value: float, currency: str) -> str:
    """An amount after the letters of its currency, which may not have been stated."""
    return f"{currency} {value:,.10g}".strip()


def _stand(
    candidate: Candidate,
    criteria: Sequence[Criterion],
    cells: Mapping[tuple[str, str], list[float]],
    budget: float | None,
    currency: str,
) -> Standing:
    given = tuple(tuple(sorted(cells.get((candidate.key, one.key), ()))) for one in criteria)
    mine = tuple(sum(values) / len(values) if values else None for values in given)
    excluded, gaps = [], []
    if budget is not None and candidate.cost is not None and candidate.cost > budget:
        excluded.append(
            say(
                "over budget: {cost} against {budget}",
                "超出预算：{cost}，预算 {budget}",
                cost=_amount(candidate.cost, currency),
                budget=_amount(budget, currency),
            )
        )
    if budget is not None and candidate.cost is None:
        gaps.append(Text("total cost", "总成本"))
    for one, value in zip(criteria, mine, strict=True):
        if value is None:
            gaps.append(Text(one.title, one.title))
        elif one.essential and one.minimum is not None and value < one.minimum:
            excluded.append(
                say(
                    "{value:g} in “{title}”, which is essential and needs {minimum:g}",
                    "必要项“{title}”得{value:g}分，最低要求{minimum:g}分",
                    value=round(value, 2),
                    title=one.title,
                    minimum=one.minimum,
                )
            )
    return Standing(candidate, mine, None, None, tuple(excluded), tuple(gaps), given)


Compared = Mapping[str, tuple[float | None, ...]]


def _totals(compared: Compared, weights: Sequence[float]) -> dict[str, float]:
    """The weighted means; nothing when all weights are zero."""
    whole = sum(weights)
    if not whole:
        return {}
    return {
        key: sum(weight * (value or 0.0) for weight, value in zip(weights, cells, strict=True)) / whole
        for key, cells in compared.items()
    }


def _placed(one: Standing, totals: Mapping[str, float]) -> Standing:
    total = totals.get(one.candidate.key)
    if total is None:
        return one
    rank = 1 + sum(other > total + 1e-9 for other in totals.values())
    return Standing(one.candidate, one.cells, total, rank, one.excluded, one.gaps, one.given)


def _order(one: Standing) -> tuple[bool, bool, int]:
    return bool(one.excluded), one.rank is None, one.rank or 0


def _best(totals: Mapping[str, float], names: Mapping[str, str]) -> tuple[str, ...]:
    if not totals:
        return ()
    best = max(totals.values())
    return tuple(names[key] for key, total in totals.items() if total > best - 1e-9)


def _swing(criteria: Sequence[Criterion], place: int, compared: Compared, names: Mapping[str, str]) -> Swing:
    def winners(factor: float) -> tuple[str, ...]:
        weights = [one.weight * (factor if at == place else 1) for at, one in enumerate(criteria)]
        return _best(_totals(compared, weights), names)

    lower, higher, present = winners(1 - SWING), winners(1 + SWING), winners(1)
    return Swing(criteria[place], lower, higher, lower != present or higher != present)


@dataclass(frozen=True, slots=True)
class ProblemFact:
    """A registered problem; `digest` stands for the words that a sponsor confirms.

    It is concrete when it is rated and says who has it or who says so.
    """

    key: str
    title: str
    concrete: bool
    digest: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How the present problems compare with those that the sponsor confirmed, by title."""

    standing: int
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


def confirmed(problems: Sequence[ProblemFact], seen: Mapping[str, tuple[str, str]]) -> Confirmed:
    """Hold the present problems against what was confirmed: per key its digest and title then.

    Only a concrete problem that still says what was confirmed counts as `standing`.
    """
    present = {one.key for one in problems}
    same = [one for one in problems if one.key in seen and seen[one.key][0] == one.digest]
    return Confirmed(
        standing=sum(one.concrete for one in same),
        changed=tuple(one.title for one in problems if one.key in seen and seen[one.key][0] != one.digest),
        removed=tuple(title for key, (_digest, title) in seen.items() if key not in present),
        added=tuple(one.title for one in problems if one.concrete and one.key not in seen),
    )


def follower(motive: str, problems: Sequence[ProblemFact], standing: int, limits: Limits) -> Warning | None:
    """A follower motive, until enough concrete problems are registered and the sponsor has confirmed them."""
    concrete = sum(one.concrete for one in problems)
    return follower_warning(MotiveFact(motive, len(problems), concrete, standing), limits)
