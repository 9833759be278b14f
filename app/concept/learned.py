"""What the concept training has done: who is named, who came, what the tests say."""

from __future__ import annotations

from dataclasses import dataclass

from app.clock import today
from app.facts.concept import gather
from app.facts.thresholds import limits_of
from app.language import number, percent, say
from app.models import Project
from phases.concept.learning import band, learning
from phases.concept.words import BANDS


@dataclass(frozen=True, slots=True)
class Learned:
    """The page: figures in words, empty where nothing was measured; `waiting` are those still to be trained."""

    named: int
    trained: int
    coverage: str
    mean: str
    tested: int
    gain: str
    both: int
    band: str
    undefined: int
    waiting: tuple[tuple[str, str], ...]


def learned_in(project: Project) -> Learned:
    """What the sessions up to today have done."""
    records, limits, day = gather(project.id), limits_of(project)["concept"], today(project.time_zone)
    found = learning(records, day)
    came = {one.person for one in records.attendance if one.day is not None and one.day <= day}
    gain = found.mean_gain
    return Learned(
        named=found.named,
        trained=found.trained,
        coverage="" if found.coverage is None else percent(found.coverage),
        mean="" if found.mean_post is None else number(found.mean_post),
        tested=len(found.posts),
        gain="" if gain is None else number(gain, 2),
        both=len(found.gains),
        band="" if gain is None else say(BANDS[band(gain, limits)]),
        undefined=found.undefined,
        waiting=tuple((one.name, one.department) for one in records.team if one.to_train and one.key not in came),
    )
