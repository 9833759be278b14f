"""Small figures that carry a meaning without colour: one per series, one per band, a diamond for a milestone."""

from __future__ import annotations

from app.charts.drawing import Circle, Mark, Path


def diamond(role: str, x: float, y: float, r: float = 5) -> Path:
    """A square on its tip."""
    return Path(role, ((x, y - r), (x + r, y), (x, y + r), (x - r, y)), closed=True)


def triangle(role: str, x: float, y: float, r: float = 5) -> Path:
    """A triangle standing on its base."""
    return Path(role, ((x, y - r), (x + r, y + 0.8 * r), (x - r, y + 0.8 * r)), closed=True)


def square(role: str, x: float, y: float, r: float = 4) -> Path:
    """A square on its side."""
    return Path(role, ((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)), closed=True)


def dot(series: int, x: float, y: float) -> Mark:
    """The marker of a series: 1 circle, 2 square, 3 triangle, 4 diamond."""
    role = f"dot-{series}"
    match series:
        case 1:
            return Circle(role, x, y, 4)
        case 2:
            return square(role, x, y, 3.4)
        case 3:
            return triangle(role, x, y, 4.6)
        case _:
            return diamond(role, x, y, 4.6)


def band_mark(band: str, x: float, y: float) -> Mark:
    """The marker of a band: green circle, yellow triangle, red diamond."""
    role = f"value-{band}"
    if band == "green":
        return Circle(role, x, y, 5.5)
    return triangle(role, x, y, 6.4) if band == "yellow" else diamond(role, x, y, 7)
