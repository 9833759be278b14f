"""What each role of a mark looks like, as presentation attributes.

WeasyPrint gives a drawing inside a page none of the page's styles, so print needs every colour here. A screen overrides
them by class (static/css/charts.css): a style always wins over a presentation attribute.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from markupsafe import Markup

ACCENT = "#1f5673"
FACE = "Inter, Noto Sans CJK SC, sans-serif"

TEXT, MUTED, GRID, AXIS, PAPER = "#1b2733", "#55626e", "#e2e7eb", "#aab5be", "#ffffff"
RED, YELLOW, GREEN = "#b3261e", "#8a5a00", "#1e7038"
SECOND, THIRD, FOURTH = "#b4590e", "#4b6f3a", "#6f4a8e"
"""Colours of further series; dashes and marker shapes tell them apart without colour."""

SIZES = {"strong": 12.0, "label": 12.0, "small": 10.5, "tick": 9.5, "in-badge": 9.5} | dict.fromkeys(
    ("word-red", "word-yellow", "word-green", "in-done", "in-doing", "in-open", "in-na", "in-box"), 10.5
)
"""The font size of each role of words, in user units."""


def _line(colour: str, thickness: float, dash: str = "") -> dict[str, str]:
    plain = {"fill": "none", "stroke": colour, "stroke-width": f"{thickness:g}", "stroke-linejoin": "round"}
    return plain | ({"stroke-dasharray": dash} if dash else {})


def _area(fill: str, stroke: str = "none", thickness: float = 1, dash: str = "") -> dict[str, str]:
    return _line(stroke, thickness, dash) | {"fill": fill}


def _words(role: str, colour: str, weight: int = 400) -> dict[str, str]:
    return {"font-family": FACE, "font-size": f"{SIZES[role]:g}", "font-weight": str(weight), "fill": colour}


def _roles(accent: str) -> dict[str, dict[str, str]]:
    return {
        "label": _words("label", TEXT),
        "strong": _words("strong", TEXT, 600),
        "small": _words("small", MUTED),
        "tick": _words("tick", MUTED),
        "word-red": _words("word-red", RED, 600),
        "word-yellow": _words("word-yellow", YELLOW, 600),
        "word-green": _words("word-green", GREEN, 600),
        "grid": _line(GRID, 1),
        "axis": _line(AXIS, 1),
        "axis-unmeasured": _line(AXIS, 1, "2 3"),
        "today": _line(RED, 1.2, "4 2"),
        "target": _line(MUTED, 1.2, "6 3"),
        "zone-red": _area("#f4d3ce"),
        "zone-yellow": _area("#faeabf"),
        "zone-green": _area("#d2e8d6"),
        "unmeasured": _area(PAPER, AXIS, 1, "3 2"),
        "reach": _area(TEXT),
        "value-red": _area(RED, PAPER, 1.2),
        "value-yellow": _area(YELLOW, PAPER, 1.2),
        "value-green": _area(GREEN, PAPER, 1.2),
        "before": _area(PAPER, TEXT, 1.4),
        "area-1": {"fill": accent, "fill-opacity": "0.14", "stroke": "none"},
        "series-1": _line(accent, 2.2),
        "series-2": _line(SECOND, 1.8, "5 3"),
        "series-3": _line(THIRD, 1.8, "1.5 2.5"),
        "series-4": _line(FOURTH, 1.8, "8 3 2 3"),
        "later": _line(accent, 2.2, "5 3"),
        "dot-1": _area(accent, PAPER, 1),
        "dot-2": _area(PAPER, SECOND, 1.6),
        "dot-3": _area(THIRD, PAPER, 1),
        "dot-4": _area(PAPER, FOURTH, 1.6),
        "plan": _area("#ccd5dc"),
        "actual": _area(accent),
        "forecast": _area(PAPER, accent, 1.2, "3 2"),
        "late": _area(PAPER, RED, 1.4, "3 2"),
        "mile-plan": _area(PAPER, MUTED, 1.4),
        "mile-done": _area(TEXT, TEXT, 1.4),
        "mile-due": _area(PAPER, accent, 1.4),
        "done": _area(accent),
        "doing": {"fill": accent, "fill-opacity": "0.45", "stroke": "none"},
        "open": _area(PAPER, AXIS, 1),
        "na": _area("#eef1f3", AXIS, 1, "1.5 2"),
        "in-done": _words("in-done", PAPER, 600),
        "in-doing": _words("in-doing", TEXT, 600),
        "in-open": _words("in-open", MUTED),
        "in-na": _words("in-na", MUTED),
        "stop-passed": _area(accent, accent, 1.6),
        "stop-running": _area(PAPER, accent, 2.2),
        "stop-core": _area(accent),
        "stop-ahead": _area(PAPER, AXIS, 1.4, "3 2"),
        "tick-mark": _line(PAPER, 2),
        "way-passed": _line(accent, 2.2),
        "way-ahead": _line(AXIS, 1.4, "3 3"),
        "lane-name": _area("#eef1f3", GRID),
        "lane": _area(PAPER, GRID),
        "box": _area(PAPER, MUTED, 1.2),
        "box-control": _area(PAPER, TEXT, 2),
        "box-new": _area(PAPER, accent, 2),
        "box-drop": _area("#eef1f3", AXIS, 1.2, "4 3"),
        "control": _area(TEXT, TEXT, 1),
        "control-lost": _area(PAPER, RED, 1.6),
        "badge": _area("#f4d3ce", RED, 1),
        "in-badge": _words("in-badge", RED, 600),
        "in-box": _words("in-box", TEXT),
        "sign": _line(MUTED, 1.1),
        "flow": _line(MUTED, 1.3),
        "flow-tip": _area(MUTED),
        "flow-lost": _line(RED, 1.4, "4 2"),
        "flow-lost-tip": _area(RED),
        "turn": _area(PAPER, MUTED, 1.2),
    }


@lru_cache(maxsize=32)
def inks(accent: str) -> Mapping[str, Markup]:
    """The attributes of every role, ready to stand in a tag; `accent` is a colour like #1f5673."""
    return MappingProxyType(
        {
            role: Markup(" ").join(Markup('{}="{}"').format(name, value) for name, value in looks.items())
            for role, looks in _roles(accent).items()
        }
    )
