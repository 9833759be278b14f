"""A small March of seven people, computed by hand, and a way to evaluate any log written as text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.usage.columns import Mapped
from app.usage.evaluating import Evaluation, evaluate
from app.usage.importing import Imported, normalise
from app.usage.lists import Function, User
from phases.evaluation.model import Indicator

BY_NAME = Mapped("user", "function", "time")
SHANGHAI = "Asia/Shanghai"


@dataclass(frozen=True)
class Result:
    """An evaluation whose indicators are asked for by key."""

    evaluation: Evaluation

    def __getitem__(self, key: str) -> Indicator:
        return next(one for one in self.evaluation.indicators if one.key == key)

    @property
    def values(self) -> dict[str, Any]:
        """Every value by key."""
        return {one.key: one.value for one in self.evaluation.indicators}


Import = Callable[..., Imported]
Evaluate = Callable[..., Result]


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    """Import a log given as text or bytes; the events lie in `events-<n>.parquet` afterwards."""

    def run(content: str | bytes, mapping: Mapped = BY_NAME, zone: str = SHANGHAI, number: int = 0) -> Imported:
        path = tmp_path / f"log-{number}.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return normalise(
            path,
            mapping,
            time_zone=zone,
            out=tmp_path / f"events-{number}.parquet",
            refused=tmp_path / f"refused-{number}.csv",
        )

    return run


@pytest.fixture
def evaluated(imported: Import, tmp_path: Path) -> Evaluate:
    """Import logs given as rows of text (one list a file) and evaluate the round."""

    def run(
        *logs: Sequence[str],
        users: Sequence[User],
        functions: Sequence[Function] = (),
        first: date = date(2026, 3, 2),
        last: date = date(2026, 3, 31),
        zone: str = SHANGHAI,
        norms: dict[str, float] | None = None,
    ) -> Result:
        for number, rows in enumerate(logs):
            imported("\n".join(["user,function,time", *rows]), zone=zone, number=number)
        return Result(
            evaluate(
                events=[tmp_path / f"events-{number}.parquet" for number in range(len(logs))],
                users=users,
                functions=functions,
                first=first,
                last=last,
                time_zone=zone,
                is_working_day=lambda day: day.weekday() < 5,
                norms=norms,
            )
        )

    return run
