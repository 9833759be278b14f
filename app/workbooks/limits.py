"""How large a workbook may be: one setting for tables that people fill, one for files that a client exports."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20
GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may unpack to and how far its cells may reach; what the child that reads it may use.

    `inflated` and `memory` are bytes, `ratio` is unpacked to packed size of a part, `cells` is rows × columns of a
    sheet's extent, `seconds` of processor time, and of silence.
    """

    entries: int
    inflated: int
    rows: int
    columns: int
    cells: int
    seconds: int
    memory: int
    ratio: int = 200


TABLE = Limits(entries=200, inflated=64 * MIB, rows=200_000, columns=702, cells=2_000_000, seconds=15, memory=2 * GIB)
FILE = Limits(
    entries=500, inflated=600 * MIB, rows=1_048_576, columns=200, cells=12_000_000, seconds=90, memory=3 * GIB
)
