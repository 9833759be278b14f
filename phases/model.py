"""The words of the method: what a phase, an item, a gate's blocker and a measure are."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from phases.facts import PhaseFacts

F = TypeVar("F", bound="PhaseFacts")

ItemState = Literal["open", "doing", "done", "na"]
DeliverableState = Literal["missing", "draft", "review", "accepted", "returned"]
PhaseState = Literal["ahead", "running", "passed"]
Outcome = Literal["go", "conditions", "no-go"]
Severity = Literal["critical", "high", "medium", "low"]
AboutKind = Literal[
    "item", "deliverable", "raid", "condition", "phase", "criterion", "project", "record", "rounds", "readiness",
    "threshold", "checklist", "schedule",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or name in both languages of the product."""

    en: str
    zh: str

    def in_(self, language: str) -> str:
        """The wording for a language tag: any `zh…` is Chinese, everything else English."""
        return self.zh if language.startswith("zh") else self.en


def same(words: str) -> Text:
    """A text that is the same in both languages: a name or a sentence that a person wrote."""
    return Text(words, words)


def say(en: str, zh: str, **values: Hashable) -> Text:
    """Both wordings filled in by `str.format`; a Text or a date among the values appears in its language."""
    return _said(en, zh, **values)


@lru_cache(maxsize=4096, typed=True)
def _said(en: str, zh: str, **values: Hashable) -> Text:
    """Kept, because a portfolio says some hundred sentences a page and most of them for many projects alike."""
    english, chinese = dict(values), dict(values)
    for name, value in values.items():
        if isinstance(value, Text):
            english[name], chinese[name] = value.en, value.zh
        elif isinstance(value, date):
            english[name] = f"{value.day} {MONTHS[value.month - 1]} {value.year}"
            chinese[name] = f"{value.year}年{value.month}月{value.day}日"
    return Text(en.format_map(english), zh.format_map(chinese))


def listed(names: Iterable[Text | str], most: int = 1000) -> Text:
    """Names in a row as each language writes them: a, b · a、b; those beyond the first `most` are an ellipsis."""
    found = [one if isinstance(one, Text) else same(one) for one in names]
    more = ["…"] if len(found) > most else []
    return Text(
        ", ".join([*(one.en for one in found[:most]), *more]), "、".join([*(one.zh for one in found[:most]), *more])
    )


class MethodError(ValueError):
    """The method refuses what it was asked; `sentence` says why in both languages."""

    def __init__(self, sentence: Text) -> None:
        self.sentence = sentence
        super().__init__(sentence.en)


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class About:
    """What a blocker or warning speaks of: the kind of thing and its key or id."""

    kind: AboutKind
    key: str


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason why a gate is shut; the key stays the same for as long as the reason does."""

    key: str
    sentence: Text
    about: About
    waivable: bool = True


FigureUnit = Literal["percent", "count", "days", "points"]


@dataclass(frozen=True, slots=True)
class WarningFigure:
    """A figure that a warning rests on, beside its threshold; `beyond` says that it has crossed it.

    `parts` are numerator and denominator in words. It got worse when it rose (with `low_is_bad`: fell) by more than
    `slack`: days that only pass, for example, are worse after another full threshold of them.
    """

    key: str
    title: Text
    value: float
    threshold: float
    unit: FigureUnit
    beyond: bool
    parts: Text = Text("", "")
    low_is_bad: bool = False
    slack: float = 0.0


@dataclass(frozen=True, slots=True)
class Warning:
    """Something to look at that keeps no gate shut, with the figures it rests on."""

    key: str
    sentence: Text
    about: About
    figures: tuple[WarningFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A number computed from records; `value` is None while nothing has been measured, never zero.

    `coverage` is the share (0–1) of what should have been measured that was; `n` counts people or cases.
    """

    key: str
    value: float | None
    numerator: float | None
    denominator: float | None
    coverage: float | None
    as_of: date
    n: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class MeasureKind:
    """What a measure of a phase's records is called and how it is computed; `limit` names the threshold beside it.

    `unit` is `share` (0–1), `score` (0–100), `count`, `days`, `hours` or `index`; `low_is_good` turns the
    threshold round. `personal` ones are means of people's own results: of few people they are not printed.
    """

    name: str
    title: Text
    definition: Text
    unit: str = "share"
    limit: str = ""
    low_is_good: bool = False
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A heading under which items of a phase stand together."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Item:
    """A question of the method, with why it is asked and what would prove the answer."""

    id: str
    phase: str
    group: str
    question: Text
    why: Text
    evidence: Text
    owner: str
    mandatory: bool
    evidence_required: bool


@dataclass(frozen=True, slots=True)
class DeliverableKind:
    """A named result that a phase owes."""

    id: str
    title: Text
    about: Text
    mandatory: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds of one phase in one edition: `limits["criteria"]`."""

    phase: str
    figures: Mapping[str, float]

    def __getitem__(self, name: str) -> float:
        """The threshold called `name`; raises LookupError with a sentence when the edition has none."""
        try:
            return self.figures[name]
        except KeyError:
            raise LookupError(f"The edition has no limit “{name}” for the phase “{self.phase}”.") from None

    def but(self, **figures: float) -> Limits:
        """The same limits with some figures replaced, as a firm or a project may do with a reason."""
        return Limits(self.phase, {**self.figures, **figures})


@dataclass(frozen=True, slots=True)
class Phase(Generic[F]):
    """One of the six: its word, its place, its purpose, and the rules of its gate.

    `facts` is the class of facts that the rules take, `records` that of the phase's own records among them; `kinds`
    are the measures of these records; `needs` names the limits that the gate reads.
    """

    word: str
    number: int
    title: Text
    purpose: Text
    facts: type[F]
    gate: Callable[[F, Limits], Iterator[Blocker]]
    measures: Callable[[F], Iterator[Measure]]
    records: type[Any]
    kinds: tuple[MeasureKind, ...] = ()
    needs: tuple[str, ...] = ()


AnyPhase = Phase[Any]
