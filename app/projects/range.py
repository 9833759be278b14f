"""The range of the forecast as pages show it."""

from dataclasses import dataclass

from app.language import day
from app.words import _
from phases.forecast import Range


@dataclass(frozen=True, slots=True)
class RangeShown:
    """The days between which the project ends, as people write them, from how many phases, and what that means."""

    likely: str
    wide: str
    phases: int
    meaning: str


def range_shown(found: Range | None) -> RangeShown | None:
    """None while there is too little to say."""
    if found is None:
        return None
    likely = f"{day(found.likely.start)} – {day(found.likely.end)}"
    wide = f"{day(found.wide.start)} – {day(found.wide.end)}"
    return RangeShown(likely, wide, found.n, meaning(found.n))


def meaning(phases: int) -> str:
    """The definition on screen and in print."""
    return _(
        "How long the phases took against their plan says how long those ahead will take, and how far the end may lie "
        "from the forecast: actual / planned working days of phases that are over, and of the running one as far as "
        "its days are over (here %(phases)s), with a stated prior of one phase on plan and a spread of a quarter; "
        "Student's t. "
        "More than two and a half times the plan, or less than two fifths, counts as that much.",
        phases=phases,
    )
