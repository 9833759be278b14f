"""Ready for more, as the page of a round shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.language import number, percent, say
from phases.evaluation.next_steps import StepFound, is_share, measure_title
from phases.evaluation.scheme import Scheme


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need: what is measured, its value (a dash when not known), the least of it, and met, missing or unknown."""

    title: str
    value: str
    least: str
    state: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step with its needs; `standing` is ready, waits, missing or unknown."""

    title: str
    about: str
    standing: str
    needs: Sequence[NeedRow]


def step_rows(scheme: Scheme, steps: Iterable[StepFound]) -> list[StepRow]:
    """The steps in the reader's language."""
    return [
        StepRow(
            say(one.step.title),
            say(one.step.about),
            one.standing,
            [
                NeedRow(
                    say(measure_title(scheme, need.need.measure)),
                    _shown(need.need.measure, need.value),
                    _shown(need.need.measure, need.need.least),
                    need.state,
                )
                for need in one.needs
            ],
        )
        for one in steps
    ]


def _shown(measure: str, value: float | None) -> str:
    return percent(value, 1) if is_share(measure) else number(value)
