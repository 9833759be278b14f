"""What deserves a second look although it keeps no gate shut; each warning says the facts it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from phases.facts import PhaseFacts
from phases.model import About, Limits, PhaseState, Warning, say
from phases.order import ORDER, TITLES
from phases.schedule import Course, Forecast, Window


def overlap(states: Mapping[str, PhaseState]) -> Iterator[Warning]:
    """Phases may overlap in time: each one that runs before the gate of the one before it has passed."""
    for before, word in pairwise(ORDER):
        if states.get(word) == "running" and states.get(before) != "passed":
            yield Warning(
                f"{word}.overlap",
                say(
                    "{phase} has begun although the gate “{before}” has not been passed.",
                    "“{before}”关口尚未通过，“{phase}”阶段已经开始。",
                    phase=TITLES[word],
                    before=TITLES[before],
                ),
                About("phase", word),
            )


def fake_green(facts: PhaseFacts, limits: Limits) -> Iterator[Warning]:
    """More mandatory items are done without any evidence than the limit `done_without_evidence` (percent) allows."""
    mandatory = [item for item in facts.items if item.mandatory and item.state != "na"]
    bare = sum(item.state == "done" and not item.has_evidence for item in mandatory)
    if mandatory and 100 * bare > limits["done_without_evidence"] * len(mandatory):
        yield Warning(
            f"{facts.phase}.fake-green",
            say(
                "{bare} of {all} mandatory items are marked done without evidence.",
                "{all}个必答检查项中有{bare}个在没有证据的情况下标记为完成。",
                bare=bare,
                all=len(mandatory),
            ),
            About("phase", facts.phase),
        )


def slipping(
    courses: Sequence[Course], forecasts: Sequence[Forecast], limits: Limits, country: str
) -> Iterator[Warning]:
    """The forecast is longer than the plan by more than the limit `slipping` (percent), in working days."""
    if not courses or forecasts[-1].slip <= 0:
        return
    planned = Window(courses[0].planned.start, courses[-1].planned.end).working_days(country)
    slip = forecasts[-1].slip
    if 100 * slip > limits["slipping"] * planned:
        yield Warning(
            "project.slipping",
            say(
                "At the present pace the project ends on {end}, {slip} working days later than its planned {planned}.",
                "按目前的进度，项目将于{end}结束，比原计划的{planned}个工作日晚{slip}个工作日。",
                end=forecasts[-1].window.end,
                slip=slip,
                planned=planned,
            ),
            About("project", ""),
        )
