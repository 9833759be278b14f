"""The schedule page: each phase with plan, actual, forecast and slip; and a change of the plan row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from app.clock import today
from app.facts.forecast import courses_of
from app.language import day, say
from app.models import Project
from app.projects.plan import PlanChange, PlannedPhase, plan_of
from app.projects.range import RangeShown, range_shown
from app.projects.timeline import draw_plan
from phases.forecast import Forecast, end_range, forecast
from phases.order import TITLES
from phases.workdays import working_days_between


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A phase of the schedule, dates as people write them; `slip` in working days, late is positive."""

    word: str
    number: int
    title: str
    state: str
    working_days: int
    planned: tuple[str, str]
    actual: tuple[str, str]
    forecast: tuple[str, str]
    slip: int
    late: bool
    movable: bool


@dataclass(frozen=True, slots=True)
class Schedule:
    """The rows, the drawing, and the end of it all."""

    rows: Sequence[ScheduleRow]
    plan: Markup
    planned_end: str
    forecast_end: str
    slip: int
    range: RangeShown | None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A phase before and after a change of the plan; `days` is by how many working days its end moves."""

    title: str
    before: tuple[str, str]
    after: tuple[str, str]
    days: int
    overlaps: bool


def schedule_of(project: Project) -> Schedule:
    """Plan, actual and forecast of a project as of today in its zone; three queries."""
    on, planned = today(project.time_zone), plan_of(project)
    courses = courses_of([project])[project.id]
    forecasts = forecast(courses, on, project.country)
    last = forecasts[-1]
    return Schedule(
        rows=[_row(planned[one.phase], one) for one in forecasts],
        plan=draw_plan(courses, forecasts, on),
        planned_end=day(project.planned_end),
        forecast_end=day(last.window.end),
        slip=last.slip,
        range=range_shown(end_range(courses, forecasts, on, project.country)),
    )


def _row(phase: PlannedPhase, expected: Forecast) -> ScheduleRow:
    return ScheduleRow(
        word=phase.word,
        number=phase.number,
        title=say(phase.title),
        state=phase.state,
        working_days=phase.working_days,
        planned=_days(phase.planned.start, phase.planned.end),
        actual=_days(phase.actual_start, phase.actual_end),
        forecast=_days(expected.window.start, expected.window.end),
        slip=expected.slip,
        late=expected.slip > 0,
        movable=phase.state != "passed",
    )


def change_rows(change: PlanChange | None, country: str) -> list[ChangeRow]:
    """What a change does to each phase, in order; nothing for no change."""
    if change is None:
        return []
    rows, ended = [], date.min
    for word, phase in change.before.items():
        before, after = phase.planned, change.after[word]
        days = working_days_between(before.end, after.end, country)
        windows = _days(before.start, before.end), _days(after.start, after.end)
        rows.append(ChangeRow(say(TITLES[word]), *windows, days, after.start <= ended))
        ended = after.end
    return rows


def _days(start: date | None, end: date | None) -> tuple[str, str]:
    return day(start), day(end)
