"""The small signs of swim lanes: what a step is done with, a key control point, and their legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from app.charts.drawing import Circle, Line, Mark, Path, Rect, Words
from app.charts.ink import SIZES
from app.charts.legend import SIGN, Sign, legend
from app.charts.lettering import width
from app.charts.shapes import diamond
from app.charts.voice import Voice

__all__ = ["carrier_sign", "control_sign", "lane_legend"]


class Signed(Protocol):
    """What a legend asks of a step."""

    @property
    def carrier(self) -> str:
        """What it is done with."""

    @property
    def control(self) -> bool:
        """Whether it is a key control point."""

    @property
    def lost(self) -> bool:
        """Whether it was one."""

    @property
    def problems(self) -> tuple[str, ...]:
        """Codes of problems."""

    @property
    def unreceived(self) -> bool:
        """Whether it is handed on to nobody."""

    @property
    def new(self) -> bool:
        """Whether it is new."""

    @property
    def dropped(self) -> bool:
        """Whether it is dropped."""


def control_sign(x: float, y: float, *, lost: bool = False) -> Iterator[Mark]:
    """A full diamond for a key control point, a hollow crossed one for one that is lost."""
    yield diamond("control-lost" if lost else "control", x, y, 5)
    if lost:
        yield Line("flow-lost", x - 6, y + 6, x + 6, y - 6)


def carrier_sign(carrier: str, x: float, y: float) -> Iterator[Mark]:
    """A screen for a system, a grid for a spreadsheet, a folded sheet, an envelope, a bubble for talk; or nothing."""
    match carrier:
        case "system":
            yield Rect("sign", x - 6, y - 5, 12, 8)
            yield Path("sign", ((x - 3, y + 5.5), (x + 3, y + 5.5)))
            yield Line("sign", x, y + 3, x, y + 5.5)
        case "sheet":
            yield Rect("sign", x - 6, y - 5, 12, 10)
            yield Line("sign", x - 6, y - 1.5, x + 6, y - 1.5)
            yield Line("sign", x - 1.5, y - 5, x - 1.5, y + 5)
        case "paper":
            yield Path(
                "sign", ((x + 2, y - 6), (x - 4.5, y - 6), (x - 4.5, y + 6), (x + 5, y + 6), (x + 5, y - 3)), True
            )
            yield Path("sign", ((x + 2, y - 6), (x + 2, y - 3), (x + 5, y - 3)))
        case "mail":
            yield Rect("sign", x - 6, y - 4.5, 12, 9)
            yield Path("sign", ((x - 6, y - 4.5), (x, y + 0.5), (x + 6, y - 4.5)))
        case "talk":
            yield Circle("sign", x, y - 0.5, 5)
            yield Path("sign", ((x - 3, y + 3.6), (x - 5.5, y + 6.5), (x - 0.5, y + 4.6)))


def _carrier(carrier: str) -> Sign:
    return lambda x, y: tuple(carrier_sign(carrier, x, y))


def _badge(x: float, y: float) -> tuple[Mark, ...]:
    long = width("P", SIZES["in-badge"]) + 6
    return Rect("badge", x - long / 2, y - 6, long, 12), Words("in-badge", x, y + 3.4, "P", "middle")


def _signs(steps: Sequence[Signed], voice: Voice) -> Iterator[tuple[str, Sign]]:
    """Only what the drawing shows is explained."""
    _ = voice.gettext
    if any(step.control for step in steps):
        yield _("key control point"), lambda x, y: tuple(control_sign(x, y))
    if any(step.lost for step in steps):
        yield _("control point lost"), lambda x, y: tuple(control_sign(x, y, lost=True))
    if any(step.problems for step in steps):
        yield _("problem with its number"), _badge
    if any(step.unreceived for step in steps):
        yield _("handed on to nobody"), lambda x, y: (Line("flow-lost", x - SIGN / 2, y, x + SIGN / 2, y),)
    if any(step.new for step in steps):
        yield _("new step"), lambda x, y: (Rect("box-new", x - 6, y - 5, 12, 10),)
    if any(step.dropped for step in steps):
        yield _("dropped step"), lambda x, y: (Rect("box-drop", x - 6, y - 5, 12, 10),)
    words = {
        "system": _("system"), "sheet": _("spreadsheet"), "paper": _("paper"), "mail": _("e-mail"),
        "talk": _("by word of mouth"),
    }  # fmt: skip
    shown = {step.carrier for step in steps}
    for carrier, name in words.items():
        if carrier in shown:
            yield name, _carrier(carrier)


def lane_legend(steps: Sequence[Signed], voice: Voice, y: float, limit: float) -> Iterator[Mark]:
    """The signs that the drawing uses, under it."""
    yield from legend(list(_signs(steps, voice)), x=0, y=y, limit=limit)
