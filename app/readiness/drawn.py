"""A chart as it stands on a page, with its numbers as a table below it."""

from flask import get_template_attribute
from markupsafe import Markup

from app.charts import Drawing


def figure_of(drawing: Drawing) -> Markup:
    """Let the template of charts draw it, as wide as a phone where it must be."""
    figure = get_template_attribute("charts/figure.html", "figure")
    return Markup(figure(drawing.trimmed, fits=True))  # noqa: S704 - from a template
