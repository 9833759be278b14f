"""What the pages of data quality show: data sets with their newest figures, one run in full, the sample."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort
from sqlalchemy import select

from app.database import db
from app.facts.deployment import newest_runs
from app.facts.thresholds import limits_of
from app.language import listed, number, percent, say
from app.models import DataSet, ProfileRun, Project, SampleVerdict, StoredFile, User
from app.words import _
from phases.quality import DIMENSIONS, TYPES, Count, accuracy, definition_of, title_of

_SET: Any = DataSet.__table__.c
_RUN: Any = ProfileRun.__table__.c


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a page shows it; `good` is None where nothing was measured or no threshold applies."""

    key: str
    title: str
    value: str
    parts: str
    good: bool | None
    overall: bool
    definition: str = ""
    interval: str = ""


@dataclass(frozen=True, slots=True)
class SetLine:
    """A data set on the overview, with its newest figures by dimension."""

    url: str
    code: str
    name: str
    mandatory: bool
    profiled: bool
    figures: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in the history of a data set."""

    key: str
    file_name: str
    made_at: datetime
    made_by: str
    rows: str
    digest: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that fails: its number in the file, what it fails, which rows it is like, its cells."""

    row: int
    fails: tuple[str, ...]
    like: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sampled:
    """A row of the sample with its verdict, empty while nobody has looked."""

    row: int
    cells: tuple[tuple[str, str], ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the search for probable duplicates left out: a line for each key, and the records compared by no key."""

    lines: tuple[str, ...]
    never: int


def left_out_of(run: ProfileRun) -> LeftOut | None:
    """Which records were not compared for the budget of pairs; None when all were."""
    if not run.written.get("skipped"):
        return None
    fields = run.rules.get("keys", {}).get("fuzzy", [])
    words = {
        "whole": _("the same %(field)s"),
        "begins": _("the same beginning of %(field)s"),
        "ends": _("the same end of %(field)s"),
    }
    lines = [
        _("%(records)s different records by %(key)s", records=number(count), key=words[kind] % {"field": fields[place]})
        for kind, place, count in run.written.get("left_out", ())
    ]
    if not lines:
        blocks = number(run.written["skipped"])
        lines = [
            _("%(blocks)s groups of records that share a key; this older profile did not count them", blocks=blocks)
        ]
    return LeftOut(tuple(lines), int(run.written.get("never", 0)))


def overview(project: Project) -> list[SetLine]:
    """All data sets of a project in three queries."""
    limit, runs = limits_of(project)["deployment"]["quality"], newest_runs(project.id)
    rows = db.session.execute(
        select(_SET.key, _SET.number, _SET.name, _SET.mandatory, _SET.threshold)
        .where(_SET.project_id == project.id)
        .order_by(_SET.number)
    )
    base = f"/projects/{project.key}/deployment/data-sets/"
    lines = []
    for key, place, name, mandatory, threshold in rows:
        own = limit if threshold is None else threshold
        figures = {one.key: figure_of(one, own) for one in runs.get(key, ())}
        lines.append(SetLine(base + key, f"DS-{place}", name, bool(mandatory), key in runs, figures))
    return lines


def titles() -> list[tuple[str, str]]:
    """The dimensions as columns: key and title."""
    return [(one.key, say(one.title)) for one in DIMENSIONS]


def threshold_of(project: Project, data_set: DataSet) -> float:
    """The threshold of a data set in percent: its own, or the method's."""
    return limits_of(project)["deployment"]["quality"] if data_set.threshold is None else data_set.threshold


def runs_of(project: Project, data_set: DataSet) -> list[RunLine]:
    """The profile runs of a data set, the newest first."""
    found = db.session.execute(
        select(_RUN.key, _RUN.file_name, _RUN.made_at, User.name, _RUN.rows, StoredFile.digest)
        .join_from(ProfileRun.__table__, StoredFile, StoredFile.id == _RUN.file_id)
        .outerjoin(User, User.id == _RUN.made_by_id)
        .where(_RUN.project_id == project.id, _RUN.data_set == data_set.key)
        .order_by(_RUN.id.desc())
        .limit(50)
    )
    return [
        RunLine(key, name, made_at, who or "", number(rows), digest) for key, name, made_at, who, rows, digest in found
    ]


def find_run(project: Project, data_set: DataSet, key: str) -> ProfileRun:
    """A run of this data set; 404 when there is none."""
    run = db.session.scalar(
        select(ProfileRun).where(
            ProfileRun.project_id == project.id, ProfileRun.data_set == data_set.key, ProfileRun.key == key
        )
    )
    if run is None:
        abort(404)
    return run


def figures_of(run: ProfileRun, limit: float) -> list[Figure]:
    """All figures of a run, accuracy as far as the sample is checked."""
    counts = [Count(key, numerator, denominator) for key, numerator, denominator in run.measures]
    judged, interval = accuracy(verdicts_of(run).values())
    figures = [figure_of(one, limit if one.overall else None) for one in counts]
    return [*figures, figure_of(judged, limit, interval)]


def figure_of(one: Count, limit: float | None, interval: tuple[float, float] | None = None) -> Figure:
    """A count as a page shows it, against a threshold in percent."""
    good = None
    if limit is not None and one.denominator:
        good = one.numerator * 100 >= limit * one.denominator
    shown = "" if interval is None else f"{percent(interval[0], 1)} – {percent(interval[1], 1)}"
    value = "" if one.value is None else percent(int(one.value * 1000) / 1000, 1)
    parts = f"{number(one.numerator)} / {number(one.denominator)}"
    return Figure(one.key, say(one.title), value, parts, good, one.overall, say(definition_of(one.key)), shown)


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column of a file that was profiled without rules, in words; `gaps` when some of its cells are empty."""

    name: str
    filled: str
    parts: str
    distinct: str
    looks: str
    gaps: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """What a file holds where nothing says what is right, and how many records are the same in all columns."""

    columns: tuple[ColumnLine, ...]
    repeated: int


def overview_of_run(run: ProfileRun) -> Overview | None:
    """The columns as an overview saw them; None for a run that judged by rules."""
    if "overview" not in run.written:
        return None
    return Overview(tuple(_column(one, run.rows) for one in run.written["overview"]), run.written["repeated"])


def _column(one: Mapping[str, Any], rows: int) -> ColumnLine:
    filled, fitting = one["filled"], one["fitting"]
    looks = say(TYPES[one["type"]])
    if one["type"] != "text":
        share = percent(int(fitting / filled * 1000) / 1000, 1)
        looks = _("%(type)s: %(share)s of the values", type=looks, share=share)
    return ColumnLine(
        one["name"], percent(int(filled / rows * 1000) / 1000, 1), f"{number(filled)} / {number(rows)}",
        number(one["distinct"]), looks if filled else "–", filled < rows,
    )  # fmt: skip


def faults_of(run: ProfileRun, most: int | None = None) -> list[Fault]:
    """The rows that fail most, in words."""
    return [
        Fault(one["row"], tuple(_said(one["fails"])), tuple(_alike(one["like"])), tuple(one["cells"]))
        for one in run.worst[:most]
    ]


def _said(keys: Sequence[str]) -> Iterator[str]:
    for key in keys:
        count = Count(key, 0, 0)
        if count.overall:
            yield say(count.title)
        else:
            yield _("%(dimension)s: %(field)s", dimension=say(title_of(count.dimension)), field=say(count.title))


def _alike(like: Mapping[str, Sequence[int]]) -> Iterator[str]:
    for key, rows in like.items():
        numbers = listed(str(row) for row in rows)
        if key == "uniqueness.exact":
            yield _("same key as row %(rows)s", rows=numbers)
        else:
            yield _("resembles row %(rows)s", rows=numbers)


def verdicts_of(run: ProfileRun) -> dict[int, str]:
    """What was found for the rows of a sample."""
    found = db.session.execute(
        select(SampleVerdict.row, SampleVerdict.verdict)
        .where(SampleVerdict.run_id == run.id)
        .order_by(SampleVerdict.row)
    )
    return {row: verdict for row, verdict in found}  # noqa: C416


def sample_of(run: ProfileRun) -> list[Sampled]:
    """The sample with its verdicts, in the order of the file."""
    verdicts = verdicts_of(run)
    return [
        Sampled(one["row"], tuple(zip(run.columns, one["cells"], strict=False)), verdicts.get(one["row"], ""))
        for one in run.sample
    ]
