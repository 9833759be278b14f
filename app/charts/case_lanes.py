"""The swim lanes of a process with what its cases showed at each step: how many, skipped, again, in which time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.charts.drawing import Grid
from app.charts.lane_notes import LaneNote
from app.charts.lanes import Lanes, LaneStep, lanes
from app.charts.voice import ENGLISH, Voice
from phases.evaluation.cases import CaseStep, ProcessCases

GOOD_CONTROL, FAIR_CONTROL = 0.95, 0.8
"""The share of cases that pass a control point: green from the first on, yellow from the second."""
FAIR_SHARE, BAD_SHARE = 0.1, 0.25
"""The share of cases that skip a step or do it again: yellow above the first, red above the second."""


def case_lanes(
    found: ProcessCases,
    drawn: Mapping[str, LaneStep],
    *,
    key: str,
    title: str,
    columns: int = 6,
    voice: Voice = ENGLISH,
) -> Lanes | None:
    """The steps that the cases were judged by, as `drawn` by their codes; None when none of them is drawn any more."""
    steps = [(one, drawn[one.code]) for one in found.steps if one.code in drawn]
    if not steps:
        return None
    about = voice.gettext("%(cases)s finished cases, %(conforming)s of them as the process says.") % {
        "cases": voice.number(found.finished), "conforming": voice.number(found.conforming),
    }  # fmt: skip
    noted = [replace(step, problems=(), notes=tuple(notes(one, voice))) for one, step in steps]
    whole = lanes(noted, key=key, title=title, about=about, columns=columns, voice=voice)
    return Lanes(replace(whole.drawing, grid=step_grid([one for one, _ in steps], voice)), whole.links)


def notes(one: CaseStep, voice: Voice) -> Iterator[LaneNote]:
    """The lines under a step's box; what is not known has no line."""
    _ = voice.gettext
    yield LaneNote(_("%(n)s cases") % {"n": voice.number(one.cases)})
    if one.control and one.due:
        share = one.passed / one.due
        band = "green" if share >= GOOD_CONTROL else "yellow" if share >= FAIR_CONTROL else "red"
        yield LaneNote(_("passed %(share)s") % {"share": voice.percent(share)}, band)
    elif one.due:
        yield _share(_("skipped %(share)s"), one.skipped, one.due, voice)
    if one.cases:
        yield _share(_("again %(share)s"), one.repeated, one.cases, voice)
    if one.cycle is not None:
        words = _("cycle %(time)s") % {"time": _against(one.cycle, one.level, voice)}
        yield LaneNote(words, {True: "red", False: "green", None: ""}[one.late])
    if one.waiting is not None:
        yield LaneNote(_("waiting %(time)s") % {"time": hours(one.waiting, voice)})


def _share(words: str, part: int, of: int, voice: Voice) -> LaneNote:
    share = part / of
    band = "red" if share > BAD_SHARE else "yellow" if share > FAIR_SHARE else ""
    return LaneNote(words % {"share": voice.percent(share)}, band)


def _against(value: float, level: float | None, voice: Voice) -> str:
    """A time beside the service level, in one unit so that both fit under a box: 1.6/8 h."""
    if level is None:
        return hours(value, voice)
    days = max(value, level) >= 48
    shown = [voice.number(round(one / 24 if days else one, 1)) for one in (value, level)]
    unit = voice.gettext("%(n)s d") if days else voice.gettext("%(n)s h")
    return unit % {"n": "/".join(shown)}


def hours(value: float, voice: Voice) -> str:
    """A time in hours: 4.2 h, or in days from two days on: 3.5 d."""
    if value >= 48:
        return voice.gettext("%(n)s d") % {"n": voice.number(round(value / 24, 1))}
    return voice.gettext("%(n)s h") % {"n": voice.number(round(value, 1))}


def step_grid(steps: Sequence[CaseStep], voice: Voice) -> Grid:
    """The same figures as a table."""
    _ = voice.gettext
    head = (
        _("Step"), _("Cases through"), _("Skipped"), _("Done again"), _("Out of order"), _("Control point passed"),
        _("Service, median"), _("Waiting, median"), _("Cycle, median"), _("Service level"), _("Within it"),
    )  # fmt: skip
    return Grid(head, tuple(step_cells(one, voice) for one in steps), (False, *(True for _word in head[1:])))


def step_cells(one: CaseStep, voice: Voice) -> tuple[str, ...]:
    """One step's cells of the table: shares with their parts, times in hours or days."""
    times = [
        "–" if value is None else hours(value, voice) for value in (one.service, one.waiting, one.cycle, one.level)
    ]
    return (
        f"{one.code} {one.name}",
        voice.number(one.cases),
        _of(one.skipped, one.due, voice),
        _of(one.repeated, one.cases, voice),
        _of(one.displaced, one.cases, voice),
        _of(one.passed, one.due, voice) if one.control else "–",
        *times,
        _of(one.within, one.timed, voice) if one.level is not None else "–",
    )


def _of(part: int, of: int, voice: Voice) -> str:
    return f"{voice.percent(part / of)} ({voice.number(part)}/{voice.number(of)})" if of else "–"
