"""What each limit of an edition means, which values it may have, and which change asks for less."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from phases.model import Text, same, say
from phases.order import ORDER, TITLES

FILE = Path(__file__).resolve().parent.parent / "checklists" / "thresholds.yaml"
PARTS: Mapping[str, Text] = MappingProxyType(
    {
        **{word: TITLES[word] for word in ORDER},
        "readiness": Text("Readiness", "就绪度"),
        "warnings": Text("Warnings", "预警"),
        "evaluation": Text("Evaluation rounds", "应用评价"),
    }
)
HIGHEST = {"percent": 100.0, "score": 100.0, "points": 100.0, "fraction": 1.0}
WHOLE = frozenset({"count", "rating", "days", "hours"})
ORDERED = (("concept.gain_low", "concept.gain_high"),)
"""Pairs of which the first must stay below the second."""
_WIDE = str.maketrans("０１２３４５６７８９．－−％", "0123456789.--%")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A limit by its id `part.name`: `low` and `high` are the values it may have, both included.

    `stricter` is the direction, `up` or `down`, in which it asks for more; empty when neither does. A `fixed` one
    belongs to the edition alone. `unit` is `percent`, `score`, `points`, `fraction`, `count`, `rating`, `days` or
    `hours`.
    """

    id: str
    title: Text
    meaning: Text
    unit: str
    low: float
    high: float
    stricter: str = ""
    fixed: bool = False

    @property
    def part(self) -> str:
        """The part of the edition that it stands in: a phase, `readiness`, `warnings` or `evaluation`."""
        return self.id.partition(".")[0]

    @property
    def name(self) -> str:
        """Its name in that part."""
        return self.id.partition(".")[2]

    def relaxes(self, before: float, after: float) -> bool:
        """Whether a change asks for less than before."""
        return (self.stricter == "up" and after < before) or (self.stricter == "down" and after > before)

    def shown(self, value: float) -> str:
        """A value as it is written in either language: 90 %, 0.3, −1."""
        text = f"{value:g}".replace("-", "−")
        return f"{text}%" if self.unit == "percent" else text


@cache
def thresholds(file: Path = FILE) -> Mapping[str, Threshold]:
    """All that are described, by id, in the order of the file; read once per process."""
    parts: Any = yaml.safe_load(file.read_text(encoding="utf-8"))
    found = {
        f"{part}.{name}": _threshold(f"{part}.{name}", given)
        for part, names in parts.items()
        for name, given in names.items()
    }
    return MappingProxyType(found)


def threshold(id: str) -> Threshold | None:
    """The threshold with this id, None when there is none."""
    return thresholds().get(id)


def titled(id: str) -> Text:
    """What a limit is called; one that is not described by its id."""
    found = threshold(id)
    return found.title if found else same(id)


def read_value(one: Threshold, text: str) -> float | Text:
    """The value that a person wrote, or the sentence why it cannot be one."""
    plain = text.translate(_WIDE).replace(" ", "").removesuffix("%").replace(",", ".")
    if not re.fullmatch(r"[+-]?\d{1,9}(\.\d{1,6})?", plain) or not math.isfinite(float(plain)):
        return say("“{text}” is no number.", "“{text}”不是数字。", text=text.strip()[:40])
    value = float(plain)
    if not one.low <= value <= one.high:
        low, high = f"{one.low:g}", f"{one.high:g}"
        return say("A number from {low} to {high}.", "请填写 {low} 至 {high} 之间的数字。", low=low, high=high)
    if one.unit in WHOLE and value != int(value):
        return Text("A whole number.", "请填写整数。")
    return value


def out_of_order(id: str, value: float, figures: Mapping[str, float]) -> Text | None:
    """The sentence that a value does not go with its neighbour; `figures` are those in force by id."""
    for lower, upper in ORDERED:
        first = value if id == lower else figures.get(lower, -math.inf)
        second = value if id == upper else figures.get(upper, math.inf)
        if id in (lower, upper) and first >= second:
            names = {"lower": titled(lower), "upper": titled(upper)}
            return say("“{lower}” must stay below “{upper}”.", "“{lower}”应小于“{upper}”。", **names)
    return None


def _threshold(id: str, given: Mapping[str, Any]) -> Threshold:
    unit = given["unit"]
    return Threshold(
        id=id,
        title=Text(**given["title"]),
        meaning=Text(**given["meaning"]),
        unit=unit,
        low=float(given.get("low", 0)),
        high=float(given.get("high", HIGHEST.get(unit, 100_000))),
        stricter=given.get("stricter", ""),
        fixed=bool(given.get("fixed", False)),
    )
