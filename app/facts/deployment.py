"""Rows to the facts of the phase's records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.database import db
from app.facts.joins import joined
from app.models import (
    ConfigurationItem,
    DataSet,
    Integration,
    LoadRun,
    ProfileRun,
    SampleVerdict,
    TargetStep,
    Transfer,
)
from phases.facts.deployment import (
    ConfigurationFact,
    DataSetFact,
    DeploymentRecords,
    IntegrationFact,
    LoadFact,
    QualityFact,
    TransferFact,
)
from phases.quality import Count, accuracy

_RUN: Any = ProfileRun.__table__.c
_VERDICT: Any = SampleVerdict.__table__.c


def gather(project_id: int) -> DeploymentRecords:
    """The records of one project as they stand, in eight queries."""
    return DeploymentRecords(
        configuration=tuple(_configuration(project_id)),
        data_sets=tuple(_data_sets(project_id)),
        integrations=tuple(
            IntegrationFact(*one) for one in _rows(Integration, project_id, "key", "name", "in_scope", "last_sync")
        ),
        transfers=tuple(TransferFact(*one) for one in _rows(Transfer, project_id, "key", "topic", "alone_on")),
    )


def _rows(model: Any, project_id: int, *columns: str) -> list[Any]:
    table = model.__table__
    chosen = [table.c[name] for name in columns]
    statement = select(*chosen).where(table.c.project_id == project_id).order_by(table.c.number)
    return list(db.session.execute(statement).all())


def _configuration(project_id: int) -> Iterator[ConfigurationFact]:
    steps = _rows(TargetStep, project_id, "id", "control_point", "change")
    points = {id for id, control_point, change in steps if control_point and change != "drop"}
    serving = {
        item for step, item in joined(project_id, "solidification/steps", "deployment/configuration") if step in points
    }
    for id, key, name, done, result in _rows(ConfigurationItem, project_id, "id", "key", "name", "done", "result"):
        yield ConfigurationFact(key, name, id in serving, bool(done), result)


def _data_sets(project_id: int) -> Iterator[DataSetFact]:
    loads = _newest_loads(project_id)
    runs = newest_runs(project_id)
    for id, key, name, mandatory, threshold in _rows(
        DataSet, project_id, "id", "key", "name", "mandatory", "threshold"
    ):
        quality = tuple(QualityFact(one.key, one.numerator, one.denominator) for one in runs.get(key, ()))
        yield DataSetFact(key, name, bool(mandatory), threshold, key in runs, quality, loads.get(id))


def newest_runs(project_id: int) -> dict[str, tuple[Count, ...]]:
    """The dimensions of the newest profile of each data set, by its key; accuracy as far as the sample is checked."""
    last = select(func.max(_RUN.id)).where(_RUN.project_id == project_id).group_by(_RUN.data_set)
    found = db.session.execute(select(_RUN.id, _RUN.data_set, _RUN.measures).where(_RUN.id.in_(last))).all()
    verdicts: dict[int, list[str]] = defaultdict(list)
    checked = select(_VERDICT.run_id, _VERDICT.verdict).where(_VERDICT.run_id.in_([one.id for one in found]))
    for run, verdict in db.session.execute(checked) if found else ():
        verdicts[run].append(verdict)
    dimensions = {}
    for run, data_set, measures in found:
        counts = [Count(key, numerator, denominator) for key, numerator, denominator in measures]
        judged, _interval = accuracy(verdicts[run])
        dimensions[data_set] = (*(one for one in counts if one.overall), *([judged] if judged.denominator else []))
    return dimensions


def _newest_loads(project_id: int) -> dict[int, LoadFact]:
    """The newest by day, then by number; a load without a day is older than any that has one."""
    columns = ("data_set_id", "loaded_on", "number", "source", "loaded", "rejected", "reasons")
    rows = sorted(_rows(LoadRun, project_id, *columns), key=lambda one: (one.loaded_on or date.min, one.number))
    return {
        one.data_set_id: LoadFact(one.source, one.loaded, (one.rejected or 0) if one.reasons.strip() else 0)
        for one in rows
    }
