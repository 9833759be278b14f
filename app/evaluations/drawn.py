"""Charts as they stand on a page, drawn once: a round is looked at many times before its figures change."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import current_app
from markupsafe import Markup

from app.charts import Drawing


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing with its numbers, ready to stand on a page."""

    title: str
    svg: Markup
    table: Markup


@lru_cache(maxsize=128)
def drawn(drawing: Drawing) -> Drawn:
    """Let the templates of charts draw it; equal drawings are drawn once."""
    templates = current_app.jinja_env
    svg: Any = templates.get_template("charts/drawing.svg.html").module
    figure: Any = templates.get_template("charts/figure.html").module
    return Drawn(drawing.title, svg.draw(drawing), figure.grid(drawing))
