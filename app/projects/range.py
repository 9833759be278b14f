"""The range of the forecast, and what moved it, as pages show them."""

from dataclasses import dataclass

from app.language import day, say
from app.words import _
from phases.drift import Drift
from phases.forecast import Range
from phases.order import TITLES


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


def drift_told(found: Drift | None) -> tuple[str, ...]:
    """What moved the end within a week, in sentences; none where nothing did."""
    if found is None:
        return ()
    if found.own == found.days or not found.leads:
        return (_moved(found),)
    return _moved(found), _("The others are in phases ahead, which follow its pace.")


def _moved(found: Drift) -> str:
    values = {
        "was": day(found.was), "now": day(found.now), "days": abs(found.days), "own": abs(found.own),
        "phase": say(TITLES[found.phase]),
    }  # fmt: skip
    if found.own == found.days:
        if found.days > 0:
            return _(
                "Within a week the forecast of the end moved from %(was)s to %(now)s, %(days)s working days later, "
                "because of “%(phase)s”.", **values,
            )  # fmt: skip
        return _(
            "Within a week the forecast of the end moved from %(was)s to %(now)s, %(days)s working days earlier, "
            "because of “%(phase)s”.", **values,
        )  # fmt: skip
    if found.days > 0:
        return _(
            "Within a week the forecast of the end moved from %(was)s to %(now)s, %(days)s working days later: "
            "%(own)s of them in “%(phase)s”.", **values,
        )  # fmt: skip
    return _(
        "Within a week the forecast of the end moved from %(was)s to %(now)s, %(days)s working days earlier: "
        "%(own)s of them in “%(phase)s”.", **values,
    )  # fmt: skip


def meaning(phases: int) -> str:
    """The definition on screen and in print."""
    return _(
        "How long the phases took against their plan says how long those ahead will take, and how far the end may lie "
        "from the forecast: actual / planned working days of phases that are over, and of the running one as far as "
        "it is done (here %(phases)s), with a stated prior of one phase on plan and a spread of a quarter; Student's "
        "t. More than two and a half times the plan, or less than two fifths, counts as that much.",
        phases=phases,
    )
