"""Where the headings of somebody's own table stand: below its title, the day it is of, and blank lines."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.registers.model import Field, Register
from app.registers.sheets.headings import headings_of
from app.registers.sheets.spreadsheet import Cells
from app.registers.sheets.units import folded

FARTHEST = 15
"""So many lines are looked at."""
_NOTE = re.compile(
    r"(?:备注|说明|填表说明|注意|注\s*\d*|note|notes|legend|remark|remarks|hinweis|legende|source|stand|as of)\s*:"
    r"|(?:合计|总计|小计|total|sum|summe|subtotal|grand total)\s*:?$"
)


def heading_at(register: Register, cells: Cells, told: Mapping[str, Field]) -> int:
    """The place of the line of headings: the one with most columns that are known, none above it being as full.

    The first that has any cells where no line is better; `told` are the fields of headings explained before.
    """
    filled = [_filled(line) for line in cells[:FARTHEST]]
    first = next((place for place, many in enumerate(filled) if many), 0)
    best, most = first, known_in(register, cells[first], told) if cells else 0
    for place in range(first + 1, len(filled)):
        if filled[place] < 2 or max(filled[first:place]) * 2 > filled[place]:
            continue
        known = known_in(register, cells[place], told)
        if known > most or (not most and best == first and filled[first] == 1):
            best, most = place, known
    return best


def headings_known(register: Register, cells: Cells, told: Mapping[str, Field]) -> int:
    """How many headings of a table the register knows, wherever they stand."""
    return known_in(register, cells[heading_at(register, cells, told)], told) if cells else 0


def known_in(register: Register, line: list[str], told: Mapping[str, Field]) -> int:
    """How many cells of a line are headings that the register knows."""
    found = headings_of(register, [line], told)
    return sum(1 for name in found.places.values() if name) + len(found.doubts)


def is_note(line: list[str]) -> bool:
    """Whether a line below a table is a remark on it or its total, and no record."""
    texts = [cell for cell in line if cell.strip()]
    return bool(texts) and _NOTE.match(folded(texts[0])) is not None and (len(texts) == 1 or _is_sum(texts))


def _is_sum(texts: list[str]) -> bool:
    return all(re.fullmatch(r"[-\d.,\s%€$¥￥]+", text) for text in texts[1:])


def _filled(line: list[str]) -> int:
    return sum(1 for cell in line if cell.strip())
