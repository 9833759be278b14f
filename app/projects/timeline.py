"""The plan as a drawing: planned, actual and forecast time of each phase, and its gate."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from flask import get_template_attribute
from flask_babel import gettext
from markupsafe import Markup

from app.charts import Drawing, Milestone, Span, Stretch, Voice, gantt
from app.language import language, say
from app.words import _
from phases.forecast import Course, Forecast
from phases.order import TITLES


def draw_plan(courses: Sequence[Course], forecasts: Sequence[Forecast], on: date) -> Markup:
    """The Gantt of a project as it stands on a day, in the reader's language, as HTML with its table."""
    return _drawn(tuple(courses), tuple(forecasts), on, language())


@lru_cache(maxsize=256)
def _drawn(courses: tuple[Course, ...], forecasts: tuple[Forecast, ...], on: date, language_: str) -> Markup:
    """Kept, because a plan is looked at more often than it changes, and a drawing costs as much as half a page."""
    figure = get_template_attribute("charts/figure.html", "figure")
    return Markup(figure(gantt_of(courses, forecasts, on, Voice(language_, gettext))))  # noqa: S704 - from a template


def gantt_of(courses: Sequence[Course], forecasts: Sequence[Forecast], on: date, voice: Voice) -> Drawing:
    """The geometry of the plan."""
    rows = [_stretch(course, expected, on) for course, expected in zip(courses, forecasts, strict=True)]
    return gantt(
        rows,
        key="plan",
        title=_("Plan, actual and forecast"),
        about=_("One row for each phase: the thin bar is the plan, the thick bar what happened and what is expected."),
        today=on,
        voice=voice,
    )


def _stretch(course: Course, expected: Forecast, on: date) -> Stretch:
    planned = Span(course.planned.start, course.planned.end)
    name = say(TITLES[course.phase])
    if course.state == "passed":
        window = expected.window
        gate = Milestone(name, window.end, "done")
        return Stretch(name, planned, Span(window.start, max(window.start, window.end)), None, (gate,))
    gates = (Milestone(name, course.planned.end, "plan"), Milestone(name, expected.window.end, "due"))
    start, end = expected.window.start, expected.window.end
    if course.state == "running" and start <= on:
        return Stretch(name, planned, Span(start, on), Span(min(on, end), end), gates)
    return Stretch(name, planned, None, Span(start, end), gates)
