"""What a project's records, cases and processes say of a round: read at one moment, counted without a transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.analytics.engine import Engine
from app.database import db
from app.facts.counts import RecordFileFact, record_files
from app.models import Project, TargetProcess
from app.usage.logs import kept_file
from app.usage.records.counting import count_records
from app.usage.records.reading import newest, read_records
from phases.evaluation.breadth import BUSINESS_RANGE
from phases.evaluation.cases import ProcessCases
from phases.evaluation.counts import Count
from phases.evaluation.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Counted:
    """What goes in: the files of records, the number of to-be processes, the project's zone (IANA name)."""

    files: tuple[RecordFileFact, ...]
    processes: int
    time_zone: str

    @classmethod
    def of(cls, project: Project) -> Counted:
        """What is there now."""
        in_scope = select(func.count()).where(TargetProcess.project_id == project.id)
        return cls(tuple(record_files(project.id)), db.session.scalar(in_scope) or 0, project.time_zone)

    def count(
        self, first: date, last: date, cases: Sequence[ProcessCases], scheme: Scheme, engine: Engine
    ) -> dict[str, Count]:
        """The counts of a round from `first` to `last` (both included) by indicator."""
        records = newest([read_records(kept_file(one.digest), one.time_zone).records for one in self.files])
        found = count_records(records, first, last, time_zone=self.time_zone, limits=scheme.limits, engine=engine)
        return found | self._business_range(cases)

    def _business_range(self, cases: Sequence[ProcessCases]) -> dict[str, Count]:
        """The to-be processes with a case in the round; without any log of cases nobody can tell."""
        if not cases:
            return {}
        alive = sum(1 for one in cases if one.finished or one.open or one.before)
        return {BUSINESS_RANGE: Count(alive, max(self.processes, len(cases)), stated=False)}
