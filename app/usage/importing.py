"""Reads a usage log into a Parquet file of events, and lists every row that it had to refuse with the reason.

An event is (user, function, at): user and function in lower case without surrounding space, `at` an instant in UTC.
Lines that repeat an event are kept, so that a log in one file or in two gives the same; evaluation counts them once.
Where rows say that they are a start or a completion, `lifecycle` decides which of them are uses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from app.analytics.engine import Engine
from app.delimited import times
from app.delimited.names import Keys
from app.delimited.reading import Rows, Table, batches, numbered
from app.delimited.unreadable import UnreadableFile
from app.opening.opened import opened
from app.usage.columns import Mapped
from app.usage.judging import judging
from app.usage.lifecycle import judged_with_parts, left_out, lifecycle_places, settle, widen
from app.usage.lines import given_in_steps, load_log
from app.usage.reasons import Refused
from app.usage.refused import examples, write_refused
from phases.model import Text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CHUNK_ROWS = 100_000
EXAMPLES = 50


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file. `rows` = `accepted` + `refused` + `left_out`.

    `duplicates` are accepted rows that repeat an event; `date_only` counts accepted rows without a time of day, whose
    second use of a function on a day is a duplicate. `examples` are the first refused rows; all of them stand in the
    file of refused rows. Instants are in UTC. `uses` says which rows were left out because they are no uses of their
    own (`lifecycle.settle`).
    """

    kind: str
    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    day_order: str | None
    rows: int
    accepted: int
    refused: int
    duplicates: int
    date_only: int
    users: int
    functions: int
    first_at: datetime | None
    last_at: datetime | None
    reasons: dict[str, int]
    examples: tuple[Refused, ...]
    uses: dict[str, Any] = field(default_factory=dict)

    @property
    def left_out(self) -> int:
        """Rows that are neither accepted nor refused."""
        return left_out(self.uses)

    def summary(self) -> dict[str, Any]:
        """The figures as JSON values, for printing and storing."""
        names = ("kind", "encoding", "delimiter", "day_order", "rows", "accepted", "refused", "duplicates", "date_only")
        return {name: getattr(self, name) for name in names} | {
            "columns": list(self.columns),
            "users": self.users,
            "functions": self.functions,
            "first_at": self.first_at.isoformat() if self.first_at else None,
            "last_at": self.last_at.isoformat() if self.last_at else None,
            "reasons": dict(self.reasons),
            "uses": dict(self.uses),
        }


@dataclass(slots=True)
class _Chunk:
    """Rows on their way into the engine, as columns."""

    row: list[int] = field(default_factory=list)
    user: list[str] = field(default_factory=list)
    function: list[str] = field(default_factory=list)
    time: list[str] = field(default_factory=list)
    more: dict[str, list[str]] = field(default_factory=dict)


def normalise(
    path: Path,
    mapping: Mapped,
    *,
    time_zone: str,
    out: Path,
    refused: Path,
    progress: Callable[[float], None] | None = None,
    engine: Engine | None = None,
) -> Imported:
    """Read a log into `out` (Parquet) and its refused rows into `refused` (CSV); both appear only when all is done.

    `time_zone` is the project's (IANA name), for times without offset. `progress` is told shares from 0 to 1.
    UnreadableFile when nothing can be read: no text, no rows, broken quoting, a column that is not there.
    """
    ZoneInfo(time_zone)
    with opened(path, folder=out.parent) as source:
        table = source.table(encoding=mapping.encoding, delimiter=mapping.delimiter, header=mapping.header)
        if not table.sample:
            raise UnreadableFile("The file has a header but no rows.", "文件只有表头，没有数据行。")
        reading = _Reading(table, mapping, time_zone, engine or Engine())
        part = out.with_name(out.name + ".part")
        try:
            imported = reading.run(part, progress)
            write_refused(refused, table, reading.refusals)
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
        shown = tuple(examples(table, reading.refusals, EXAMPLES))
    if source.ours:
        imported = replace(imported, encoding="", delimiter="")
    return replace(imported, kind=source.kind, examples=shown)


class _Reading:
    """One pass over a log: chunks of rows go through SQL into a table of events, refusals are remembered by row."""

    def __init__(self, table: Table, mapping: Mapped, time_zone: str, engine: Engine) -> None:
        self.table = table
        self.places = mapping.places(table)
        self.more = lifecycle_places(table, self.places)
        self.uses: dict[str, Any] = {}
        self.order: str | None = mapping.day_order
        self.proofs: dict[str, tuple[int, str]] | None = None
        self.time_zone = time_zone
        self.engine = engine
        self.refusals: dict[int, str] = {}
        self.rows = 0

    def run(self, part: Path, progress: Callable[[float], None] | None) -> Imported:
        """Read everything, write the events into `part`, and give the figures."""
        with closing(self.engine.duckdb()) as connection:
            connection.execute(_EVENTS)
            if self.more:
                widen(connection)
            for share in self._given(connection, progress):
                self._take(connection)
                if share is not None and progress:
                    progress(share)
            if self.more:
                nobody, self.uses = settle(connection)
                self.refusals.update(dict.fromkeys(nobody, "no-user"))
            connection.execute(_STORE, {"part": str(part)})
            return self._imported(connection)

    def _given(
        self, connection: DuckDBPyConnection, progress: Callable[[float], None] | None
    ) -> Iterator[float | None]:
        """Have the rows in the engine as `given`, some at a time; yields the share, or None where reading tells it."""
        rows = load_log(connection, self.table, self.places, self.more)
        if rows is None:
            for chunk in self._chunks(progress):
                self._register(connection, chunk)
                yield None
            return
        self.rows = rows
        yield from given_in_steps(connection, self.table.first_row)

    def _chunks(self, progress: Callable[[float], None] | None) -> Iterator[_Chunk]:
        keys, chunk = Keys(), _Chunk()
        user, function, time = self.places
        for first, rows in batches(self.table, progress):
            numbers = self._well_formed(first, rows)
            columns = list(zip(*rows, strict=True)) if rows else [()] * self.table.width
            chunk.row.extend(numbers)
            chunk.user.extend(map(keys.__getitem__, columns[user]))
            chunk.function.extend(map(keys.__getitem__, columns[function]))
            chunk.time.extend(map(str.strip, columns[time]))
            for name, place in self.more.items():
                chunk.more.setdefault(name, []).extend(map(str.strip, columns[place]))
            if len(chunk.row) >= CHUNK_ROWS:
                yield chunk
                chunk = _Chunk()
        if chunk.row:
            yield chunk

    def _well_formed(self, first: int, rows: Rows) -> list[int]:
        """Leave in `rows` those of the right width and give their numbers; blank lines go, longer rows are refused."""
        width = self.table.width
        blank = [""] * width
        if set(map(len, rows)) == {width} and blank not in rows:
            self.rows += len(rows)
            return list(range(first, first + len(rows)))
        numbers: list[int] = []
        kept: Rows = []
        for number, row in enumerate(rows, start=first):
            if row == blank or (len(row) < 2 and not "".join(row).strip()):
                continue
            self.rows += 1
            if any(cell.strip() for cell in row[width:]):
                self.refusals[number] = "columns"
                continue
            numbers.append(number)
            kept.append(row[:width] + [""] * (width - len(row)))
        rows[:] = kept
        return numbers

    def _register(self, connection: DuckDBPyConnection, chunk: _Chunk) -> None:
        import numpy as np

        connection.register(
            "given",
            {
                "row": np.array(chunk.row, dtype=np.int64),
                "user": np.array(chunk.user, dtype=object),
                "function": np.array(chunk.function, dtype=object),
                "time": np.array(chunk.time, dtype=object),
                **{name: np.array(cells, dtype=object) for name, cells in chunk.more.items()},
            },
        )

    def _take(self, connection: DuckDBPyConnection) -> None:
        """Add the events of the rows at hand (`given`) to the table and the refused rows to the refusals."""
        refused = self._judge(connection)
        if self.proofs is None and not {"ambiguous-day", "other-order"}.isdisjoint(refused.values()):
            self._find_order()
            refused = self._judge(connection)
        if self.proofs and self.order is None:
            refused = {row: "mixed-days" if reason == "ambiguous-day" else reason for row, reason in refused.items()}
        self.refusals.update(refused)
        connection.execute(_ADD)

    def _judge(self, connection: DuckDBPyConnection) -> dict[int, str]:
        """Turn the given rows into the table `judged`; the refused ones come back as row number → reason."""
        sql = judging(self.order, self.more)
        sql = judged_with_parts(sql) if self.more else sql
        connection.execute("CREATE OR REPLACE TEMP TABLE judged AS " + sql, {"zone": self.time_zone})
        return dict(connection.execute("SELECT row, reason FROM judged WHERE reason IS NOT NULL").fetchall())

    def _find_order(self) -> None:
        """Whether day or month comes first, by all rows of the file: the first million may all be ambiguous.

        UnreadableFile when an order was stated and the file proves the other one and never this one: what can be either
        would be taken for the wrong day, and nobody would see it.
        """
        place = self.places[2]
        rows = ((number, row[place]) for number, row in numbered(self.table) if len(row) > place)
        self.proofs = times.day_proofs(rows)
        if self.order is None and len(self.proofs) == 1:
            self.order = next(iter(self.proofs))
        if self.proofs and self.order is not None and self.order not in self.proofs:
            raise _wrong_order(*next(iter(self.proofs.items())))

    def _imported(self, connection: DuckDBPyConnection) -> Imported:
        """The figures of what was read."""
        (figures,) = connection.execute(_FIGURES).fetchall()
        accepted, date_only, distinct, users, functions, first_at, last_at = figures
        return Imported(
            kind="csv",
            encoding=self.table.encoding,
            delimiter=self.table.delimiter,
            columns=self.table.columns,
            day_order=self.order,
            rows=self.rows,
            accepted=accepted,
            refused=len(self.refusals),
            duplicates=accepted - distinct,
            date_only=date_only,
            users=users,
            functions=functions,
            first_at=first_at and first_at.replace(tzinfo=UTC),
            last_at=last_at and last_at.replace(tzinfo=UTC),
            reasons=dict(Counter(self.refusals.values()).most_common()),
            examples=(),
            uses=self.uses,
        )


def _wrong_order(order: str, proof: tuple[int, str]) -> UnreadableFile:
    day_first, month_first = Text("day first", "日在前"), Text("month first", "月在前")
    proven, stated = (day_first, month_first) if order == "dmy" else (month_first, day_first)
    return UnreadableFile(
        "Row {row} says “{time}”, which can only be {proven}, but {stated} was chosen (here or for the log before). "
        "Nothing was imported: choose {proven} ({order}) and import again.",
        "第 {row} 行为“{time}”，只能是{proven}；而所选（或沿用上一份日志）的顺序是{stated}，因此未导入任何数据。"
        "请改选{proven}（{order}）后重新导入。",
        row=proof[0],
        time=proof[1].strip()[:40],
        proven=proven,
        stated=stated,
        order=order,
    )


_EVENTS = """
    CREATE TEMP TABLE events (
        row BIGINT, "user" VARCHAR, "function" VARCHAR, "at" TIMESTAMP WITH TIME ZONE, date_only BOOLEAN
    )
"""
_ADD = "INSERT INTO events BY NAME SELECT * EXCLUDE reason FROM judged WHERE reason IS NULL"
_STORE = """
    COPY (SELECT row, "user", "function", "at" FROM events ORDER BY row)
    TO $part (FORMAT parquet, COMPRESSION zstd)
"""
_FIGURES = """
    WITH once AS MATERIALIZED (SELECT DISTINCT "user", "function", "at" FROM events)
    SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM events WHERE date_only),
        count(*), count(DISTINCT "user"), count(DISTINCT "function"),
        min("at") AT TIME ZONE 'UTC', max("at") AT TIME ZONE 'UTC'
    FROM once
"""
