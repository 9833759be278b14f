"""What the cases of a process showed in a period, as its page shows it: figures, swim lanes, steps, variants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.cases.queries import the_process
from app.charts import Voice
from app.charts.case_lanes import case_lanes, step_cells, step_grid
from app.charts.lanes import Lanes
from app.clock import day_in, today
from app.database import db
from app.facts.cases import Asked
from app.facts.evaluation import RoundFact, rounds_of, scheme_of
from app.language import language, listed, number, percent
from app.models import CaseLog, CaseReading, Project
from app.registers.lane_steps import TO_BE, drawn_steps
from app.words import _
from phases.evaluation.cases import ProcessCases, Way, restored
from phases.evaluation.statistics import wilson


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its name, value, parts, Wilson interval where there are few cases, and what it says."""

    title: str
    value: str
    parts: str
    interval: str
    about: str


@dataclass(frozen=True, slots=True)
class WayRow:
    """A variant in the table."""

    steps: str
    cases: str
    share: str
    fits: bool
    fitness: str
    deviations: str
    names: str


@dataclass(frozen=True, slots=True)
class Period:
    """A period that can be chosen: its dates, and the round it is of, if any."""

    first: date
    last: date
    round: int | None

    @property
    def query(self) -> str:
        """The end of the address."""
        return f"from={self.first}&to={self.last}"


@dataclass(frozen=True, slots=True)
class CasesPage:
    """The figures of a process in a period; `found` is None while they have not been computed."""

    asked: Asked
    period: Period
    periods: tuple[Period, ...]
    found: ProcessCases | None
    stale: bool
    figures: tuple[Figure, ...]
    lanes: Lanes | None
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    ways: tuple[WayRow, ...]
    worst: tuple[WayRow, ...]


def open_cases(project: Project, key: str, chosen: tuple[date, date] | None) -> CasesPage:
    """The process in the period asked for: by default that of the newest round, otherwise of its logs."""
    asked = the_process(project, key)
    rounds = rounds_of([project.id])[project.id]
    periods = [Period(one.from_date, one.to_date, one.number) for one in reversed(rounds)]
    if chosen is not None:
        dates = Period(*chosen, next((one.round for one in periods if (one.first, one.last) == chosen), None))
    else:
        dates = next((one for one in periods if _of_round(rounds, one, key) is not None), None) or (
            periods[0] if periods else _whole(project, key)
        )
    found, stale = _found(project, asked, rounds, dates)
    voice = Voice(language(), _)
    grid = step_grid(found.steps, voice) if found else None
    return CasesPage(
        asked=asked, period=dates, periods=tuple(periods), found=found, stale=stale,
        figures=tuple(figures(project, found)) if found else (),
        lanes=drawn(project, found, voice) if found and found.finished else None,
        head=grid.head if grid else (), rows=grid.rows if grid else (),
        ways=tuple(way_row(one, found) for one in found.ways) if found else (),
        worst=tuple(way_row(one, found) for one in found.worst) if found else (),
    )  # fmt: skip


def _of_round(rounds: Sequence[RoundFact], period: Period, key: str) -> ProcessCases | None:
    one = next((one for one in rounds if one.number == period.round), None)
    values = next((found for found in one.facts.get("cases", ()) if found["key"] == key), None) if one else None
    return restored(values) if values else None


def _found(
    project: Project, asked: Asked, rounds: Sequence[RoundFact], period: Period
) -> tuple[ProcessCases | None, bool]:
    """The figures for these dates: as chosen freely and computed last, or those of the round; stale when not of now."""
    row = db.session.scalar(
        select(CaseReading).where(
            CaseReading.project_id == project.id, CaseReading.process_key == asked.key,
            CaseReading.from_date == period.first, CaseReading.to_date == period.last,
        )
    )  # fmt: skip
    if row is not None:
        return restored(row.facts), row.basis != asked.basis
    found = _of_round(rounds, period, asked.key)
    same = found is not None and (found.first, found.last) == (period.first.isoformat(), period.last.isoformat())
    return (found, False) if same else (None, False)


def _whole(project: Project, key: str) -> Period:
    """The period that the logs of a process cover; today where there is none."""
    query = select(CaseLog.first_at, CaseLog.last_at).where(
        CaseLog.project_id == project.id, CaseLog.process_key == key, CaseLog.state == "ready",
        CaseLog.removed_at.is_(None),
    )  # fmt: skip
    zone = project.time_zone
    spans = [(day_in(first, zone), day_in(last, zone)) for first, last in db.session.execute(query) if first and last]
    if not spans:
        return Period(today(zone), today(zone), None)
    return Period(min(first for first, _ in spans), max(last for _, last in spans), None)


def drawn(project: Project, found: ProcessCases, voice: Voice) -> Lanes | None:
    """The swim lanes of the process with the figures of its cases."""
    lane = drawn_steps(TO_BE, project.id, f"/projects/{project.key}")
    title = _("What the cases showed: %(name)s", name=found.name)
    return case_lanes(found, lane, key="cases", title=title, voice=voice)


def figures(project: Project, found: ProcessCases) -> list[Figure]:
    """The figures over all finished cases."""
    few = scheme_of(project.edition).limits["interval_below"]
    all_cases, aimed = found.finished, found.finished if found.aim is not None else 0
    lines = (
        (_("Process adherence"), found.conforming, all_cases, _("cases with every owed step once and in order")),
        (_("Control points passed"), found.controls_passed, found.controls_due, _("of the control points due")),
        (_("Process integrity"), found.complete, all_cases, _("cases with every owed step, in whatever order")),
        (
            _("With skipped steps"),
            found.skipping,
            all_cases,
            _("an owed step is missing before a later one"),
        ),
        (_("With rework"), found.reworking, all_cases, _("a step happened again")),
        (_("Out of order"), found.displacing, all_cases, _("a step came after one that should follow it")),
        (_("Incomplete"), found.incomplete, all_cases, _("ended before the last owed step")),
        (_("Broken hand-offs"), found.hand_offs_broken, found.hand_offs_due, _("the step that takes over is missing")),
        (_("In time"), found.in_time, aimed, _("within the sum of the steps' service levels")),
        (_("With unknown activities"), found.straying, all_cases, _("counted, never judged")),
    )
    return [_figure(title, part, of, about, few) for title, part, of, about in lines]


def _figure(title: str, part: int, of: int, about: str, few: float) -> Figure:
    if not of:
        return Figure(title, _("not measured"), "", "", about)
    low, high = wilson(part, of)
    interval = f"{percent(low)} – {percent(high)}" if of < few else ""
    return Figure(title, percent(part / of, 1), f"{number(part)} / {number(of)}", interval, about)


def way_row(one: Way, found: ProcessCases) -> WayRow:
    """A variant in words."""
    words = {
        "skipped": _("skipped"), "repeated": _("again"), "displaced": _("out of order"), "unknown": _("unknown"),
        "incomplete": _("ended after"),
    }  # fmt: skip
    deviations = [f"{words[word]}: {listed(names) or '–'}" for word, names in one.deviations]
    return WayRow(
        " → ".join(one.activities) or "–", number(one.cases),
        percent(one.cases / found.finished, 1) if found.finished else "", one.fits, number(one.fitness, 2),
        _("; ").join(deviations), listed(one.names),
    )  # fmt: skip


def step_cells_of(found: ProcessCases) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Heading and cells of the steps, for the export."""
    voice = Voice(language(), _)
    return step_grid(found.steps, voice).head, [step_cells(one, voice) for one in found.steps]
