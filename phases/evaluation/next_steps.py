"""Ready for more: whether data and use carry the next step, from reporting to a warning of churn, and what is missing.

What is needed stands in checklists/next_steps.yaml. A need that was not measured is not known, never missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

from phases.edition import CHECKLISTS, EditionError
from phases.evaluation.scheme import Scheme
from phases.model import Text
from phases.reading import Entry, read

State = Literal["met", "missing", "unknown"]
Standing = Literal["ready", "waits", "missing", "unknown"]
HISTORY, VOLUME = "history.months", "volume.events"
OWN: Mapping[str, Text] = {
    HISTORY: Text("Months of history", "历史月数"),
    VOLUME: Text("Events counted in the round", "本轮计入的事件数"),
}


@dataclass(frozen=True, slots=True)
class Need:
    """What a step asks of data or use: a measure and the least of it."""

    measure: str
    least: float


@dataclass(frozen=True, slots=True)
class Step:
    """A further use of the system, and what has to carry it."""

    id: str
    title: Text
    about: Text
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class NeedFound:
    """A need beside what was measured; `value` is None while that is not known."""

    need: Need
    value: float | None
    state: State


@dataclass(frozen=True, slots=True)
class StepFound:
    """A step with its needs: ready, waiting for the steps before it, short of something, or not known."""

    step: Step
    standing: Standing
    needs: tuple[NeedFound, ...]

    def stored(self) -> dict[str, Any]:
        """All of it as JSON values; `restored` reads it back."""
        return asdict(self)


def restored(values: Mapping[str, Any]) -> StepFound:
    """The step that `stored()` wrote, also after a journey through JSON."""
    step = values["step"]
    told = Step(step["id"], Text(**step["title"]), Text(**step["about"]), tuple(Need(**need) for need in step["needs"]))
    needs = tuple(NeedFound(Need(**one["need"]), one["value"], one["state"]) for one in values["needs"])
    return StepFound(told, values["standing"], needs)


@cache
def load(folder: Path = CHECKLISTS) -> tuple[Step, ...]:
    """The steps in their order; EditionError lists everything that is wrong with them."""
    problems: list[str] = []
    file = read(folder / "next_steps.yaml", problems)
    found = tuple(_step(entry) for entry in file.entries("steps", "step"))
    file.nothing_else()
    if problems:
        raise EditionError(problems)
    return found


def _step(entry: Entry) -> Step:
    needs = tuple(Need(measure, float(least)) for measure, least in entry.figures("needs").items())
    step = Step(entry.words("id"), entry.text("title"), entry.text("about"), needs)
    entry.nothing_else()
    return step


def next_steps(values: Mapping[str, float | None], steps: Iterable[Step] | None = None) -> tuple[StepFound, ...]:
    """Hold each step against what was measured, by measure; each rests on all steps before it."""
    found: list[StepFound] = []
    for step in load() if steps is None else steps:
        needs = tuple(_found(need, values.get(need.measure)) for need in step.needs)
        carried = all(one.standing == "ready" for one in found)
        found.append(StepFound(step, _standing(needs, carried), needs))
    return tuple(found)


def _found(need: Need, value: float | None) -> NeedFound:
    state: State = "unknown" if value is None else "met" if value >= need.least else "missing"
    return NeedFound(need, value, state)


def _standing(needs: tuple[NeedFound, ...], carried: bool) -> Standing:
    states = {one.state for one in needs}
    if "missing" in states:
        return "missing"
    if "unknown" in states:
        return "unknown"
    return "ready" if carried else "waits"


def months_of_history(first: date | None, last: date) -> float | None:
    """Whole months from the day of the first event to the round's last day, both included; None without any event."""
    if first is None or first > last:
        return None
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    return float(months - (after.day < first.day))


def measure_title(scheme: Scheme, measure: str) -> Text:
    """What a measure is called: an indicator of the edition, or one of our own."""
    return OWN[measure] if measure in OWN else scheme[measure].title


def is_share(measure: str) -> bool:
    """Whether a measure is a share (0–1) and not a number of something."""
    return measure not in OWN
