"""The plan as a drawing: planned, actual and forecast time of each phase, and its gate."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from flask_babel import gettext

from app.charts import Drawing, Milestone, Span, Stretch, Voice, gantt
from app.language import language, say
from app.models import Project
from app.words import _
from phases.order import TITLES
from phases.schedule import Course, Forecast


def draw_plan(project: Project, courses: Sequence[Course], forecasts: Sequence[Forecast], on: date) -> Drawing:
    """The Gantt of a project as it stands on a day, in the reader's language."""
    return _drawn(tuple(courses), tuple(forecasts), on, language())


@lru_cache(maxsize=256)
def _drawn(courses: tuple[Course, ...], forecasts: tuple[Forecast, ...], on: date, language_: str) -> Drawing:
    rows = [_stretch(course, expected, on) for course, expected in zip(courses, forecasts, strict=True)]
    return gantt(
        rows,
        key="plan",
        title=_("Plan, actual and forecast"),
        about=_("One row for each phase: the thin bar is the plan, the thick bar what happened and what is expected."),
        today=on,
        voice=Voice(language_, gettext),
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
