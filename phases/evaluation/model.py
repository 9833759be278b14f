"""The words of an evaluation: how an indicator is defined, what was read, and the indicator with its score."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from phases.model import Text, say

Dimension = Literal["breadth", "depth", "effect"]
DIMENSIONS: tuple[Dimension, ...] = ("breadth", "depth", "effect")
BandName = Literal["green", "yellow", "red"]


@dataclass(frozen=True, slots=True)
class Bands:
    """The values at which an indicator scores 0, 50, 80 and 100; straight lines run between them.

    `zero` < `full` when more is better, `zero` > `full` when less is better. At `yellow` the band turns from red to
    yellow, at `green` to green; with `exclusive` the value must lie beyond `green`, not on it.
    """

    zero: float
    yellow: float
    green: float
    full: float
    exclusive: bool = False

    @property
    def rising(self) -> bool:
        """Whether more is better."""
        return self.full > self.zero

    @property
    def points(self) -> tuple[tuple[float, float], ...]:
        """The corners of the line, (value, score), in the order of the score."""
        return ((self.zero, 0.0), (self.yellow, 50.0), (self.green, 80.0), (self.full, 100.0))


@dataclass(frozen=True, slots=True)
class Definition:
    """What an indicator says and how it is computed; a change of meaning gets a new `version`.

    `proportion` marks a share of counted cases, which is shown with a Wilson interval when there are few.
    `missing` is the reason to show while the product receives no data that it could be computed from.
    """

    key: str
    dimension: Dimension
    title: Text
    formula: Text
    definition: Text
    unit: str
    window: Text
    denominator: Text
    exclusions: Text
    bands: Bands
    weight: float
    version: int
    source: Text
    proportion: bool
    missing: Text | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """An indicator within one group, for example a department; figures are None when the group is too small to show.

    `n` is the number of people or things in the group and is None, too, when the group is too small.
    """

    name: str
    value: float | None
    numerator: float | None
    denominator: float | None
    n: int | None
    small: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of one round: its value with everything needed to recompute and to question it.

    `value` is None while it is not measured (never zero), and `note` then says why. `coverage` is the share (0–1) of
    what should have been measured that was. `numerator` and `denominator` are None where the value is no quotient of
    two figures (a median, a Gini coefficient). `basis` tells apart values that rest on different agreements (an effect
    measured from another baseline). `score` runs from 0 to 100, `interval` is a 95 % interval of the value. `asked` are
    the first and the last day (ISO) on which a survey asked for it.
    """

    key: str
    dimension: Dimension
    title: Text
    definition: Text
    unit: str
    weight: float
    version: int
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    coverage: float = 0.0
    n: int | None = None
    band: BandName | None = None
    score: float | None = None
    interval: tuple[float, float] | None = None
    note: Text | None = None
    basis: str = ""
    rising: bool = True
    parts: tuple[Part, ...] = ()
    asked: tuple[str, str] | None = None

    @property
    def called(self) -> Text:
        """Its name beside others; a success criterion says that its way to the target is meant, not its own value."""
        if self.unit != "progress":
            return self.title
        return say("{title} (progress to target)", "{title}（目标达成度）", title=self.title)

    @property
    def parts_unit(self) -> str:
        """The unit of its parts: intensity by role counts events per user and working day, all else as the whole."""
        return "events" if self.key == "depth.intensity" else self.unit

    def row(self, language: str) -> dict[str, Any]:
        """The indicator as a command prints it: nine fields, the definition in one language; of a survey its days."""
        names = ("key", "value", "numerator", "denominator", "coverage", "n", "band", "score")
        days = {"asked": {"from": self.asked[0], "to": self.asked[1]}} if self.asked else {}
        return {name: getattr(self, name) for name in names} | {"definition": self.definition.in_(language)} | days

    def stored(self) -> dict[str, Any]:
        """The whole indicator as JSON values, in both languages; `restored` reads it back."""
        return asdict(self)


def restored(values: dict[str, Any]) -> Indicator:
    """The indicator that `stored()` wrote, also after a journey through JSON."""
    texts = {name: Text(**values[name]) for name in ("title", "definition")}
    note = Text(**values["note"]) if values["note"] else None
    interval = tuple(values["interval"]) if values["interval"] else None
    parts = tuple(Part(**part) for part in values["parts"])
    asked = tuple(values["asked"]) if values.get("asked") else None
    return Indicator(**{**values, **texts, "note": note, "interval": interval, "parts": parts, "asked": asked})
