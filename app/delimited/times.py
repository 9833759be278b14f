r"""The forms in which logs write a time, as one SQL expression that turns any of them into an instant.

Accepted: ISO 8601 with or without seconds, fraction and offset (2026-01-31T14:05:09.5+08:00, 2026-01-31 14:05, …Z),
2026/1/31 14:05, 2026.1.31, 2026年1月31日 14:05 (also 14时05分09秒, 上午/下午), 31.1.2026 14:05, compact
20260131140509 and 20260131T140509, a date alone (its midnight), Unix time in seconds, milliseconds or microseconds,
days as spreadsheets count them where a cell has no format of dates (46053.58681, to the second; 1971 to 2099), and
1/31/2026 2:05 PM or 31/1/2026 14:05, where the order of day and month is stated or follows from the column.

A time without offset is read in the project's zone. Where clocks are put back, the hour that comes twice is taken as
the later one (standard time); where they are put forward, a time in the gap is taken an hour later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

DATE = r"\d{4}-\d{1,2}-\d{1,2}"
CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?"
NUMERIC_OFFSET = r"[+-](?:0\d|1[0-4])(?::?[0-5]\d)?"
OFFSET = f"(?:Z|z|UTC|GMT|{NUMERIC_OFFSET})"
DAY_ONLY = f"^{DATE}$"
NAIVE = f"^{DATE}(?:[T ] *{CLOCK})?$"
WITH_OFFSET = f"^{DATE}[T ] *{CLOCK} *{OFFSET}$"
PLAIN_OFFSET = f"^{DATE}[T ]{CLOCK}(?:Z|{NUMERIC_OFFSET})$"
TWELVE_HOURS = f"^{DATE} +{CLOCK} *[AaPp][Mm]$"
SERIAL = r"^(?:2[6-9]|[3-6]\d|7[0-2])\d{3}(?:[.,]\d+)?$"
"""Days since 30 December 1899, the point at which spreadsheets count 1 March 1900 as day 61."""
UNIX = r"^(?:\d{9,10}(?:\.\d+)?|\d{13}|\d{16})$"
CERTAIN_DAY = {
    "dmy": r"^\s*(?:1[3-9]|2\d|3[01])[/-](?:0?[1-9]|1[0-2])[/-]\d{4}\b",
    "mdy": r"^\s*(?:0?[1-9]|1[0-2])[/-](?:1[3-9]|2\d|3[01])[/-]\d{4}\b",
}
_CERTAIN = {order: re.compile(pattern) for order, pattern in CERTAIN_DAY.items()}
EITHER_ORDER = r"^\s*(\d{1,2})[/-](\d{1,2})[/-]\d{4}\b"

# Applied one after the other to what is not ISO already; each turns one way of writing into ISO.
SPELLINGS: tuple[tuple[str, str], ...] = (
    (r"[\x{202F}\x{00A0}]", " "),
    (r"(上午|下午) *(.*)$", r"\2 \1"),
    (r"上午$", "AM"),
    (r"下午$", "PM"),
    (r"(\d{1,2})[时時点點](\d{1,2})分(\d{1,2})秒", r"\1:\2:\3"),
    (r"(\d{1,2})[时時点點](\d{1,2})分?", r"\1:\2"),
    (r"^(\d{4}) *年 *(\d{1,2}) *月 *(\d{1,2}) *[日号]? *", r"\1-\2-\3 "),
    (r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})", r"\1-\2-\3"),
    (r"^(\d{1,2})\.(\d{1,2})\.(\d{4})", r"\3-\2-\1"),
    (r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2}))((?:\.\d+)?)", r"\1-\2-\3 \4:\5:\6\7"),
    (r"^(\d{4})(\d{2})(\d{2})T?(\d{2})(\d{2})$", r"\1-\2-\3 \4:\5"),
    (r"^((?:19|20)\d{2})(\d{2})(\d{2})$", r"\1-\2-\3"),
)
# Of a day that can be only one, whatever the rest of the column is like.
CERTAIN_ORDER: tuple[tuple[str, str], ...] = (
    (r"^(1[3-9]|2\d|3[01])[/-](\d{1,2})[/-](\d{4})", r"\3-\2-\1"),
    (r"^(\d{1,2})[/-](1[3-9]|2\d|3[01])[/-](\d{4})", r"\3-\1-\2"),
)
STATED_ORDER: dict[str | None, tuple[tuple[str, str], ...]] = {
    "dmy": ((r"^(\d{1,2})[/-](\d{1,2})[/-](\d{4})", r"\3-\2-\1"),),
    "mdy": ((r"^(\d{1,2})[/-](\d{1,2})[/-](\d{4})", r"\3-\1-\2"),),
    None: CERTAIN_ORDER,
}
CLEANED: tuple[tuple[str, str], ...] = (
    (r"^([0-9-]{8,10}) *, *", r"\1 "),
    (r"(:\d{2}),(\d+)", r"\1.\2"),
    (r"([AaPp])\.? ?[Mm]\.?$", r"\1M"),
    (r" +$", ""),
)


def canonical(column: str, day_order: str | None) -> str:
    """SQL: the text of a time in ISO form, or as it was when it is in no known form."""
    expression = column
    for pattern, replacement in (*SPELLINGS, *STATED_ORDER[day_order], *CLEANED):
        expression = f"regexp_replace({expression}, '{pattern}', '{replacement}')"
    return f"""CASE
        WHEN regexp_matches({column}, '{NAIVE}|{WITH_OFFSET}|{UNIX}') THEN {column}
        WHEN regexp_matches({column}, '{SERIAL}') THEN {_serial(column)}
        ELSE {expression} END"""


def instant(column: str, zone: str) -> str:
    """SQL: the instant (TIMESTAMPTZ) of a canonical text; NULL for an unknown form or a day that does not exist."""
    with_offset = f"regexp_replace(regexp_replace({column}, ' *(Z|z|UTC|GMT)$', '+00'), ' +([+-])', '\\1')"
    return f"""CASE
        WHEN regexp_matches({column}, '{NAIVE}') THEN timezone({zone}, TRY_CAST({column} AS TIMESTAMP))
        WHEN regexp_matches({column}, '{PLAIN_OFFSET}') THEN TRY_CAST({column} AS TIMESTAMPTZ)
        WHEN regexp_matches({column}, '{WITH_OFFSET}') THEN TRY_CAST({with_offset} AS TIMESTAMPTZ)
        WHEN regexp_matches({column}, '{TWELVE_HOURS}') THEN timezone({zone}, {_twelve_hours(column)})
        WHEN regexp_matches({column}, '{UNIX}') THEN timezone('UTC', {_unix(column)})
    END"""


def _serial(column: str) -> str:
    """A day without fraction stays a day; a fraction is rounded to the second, for cells show no more than that."""
    seconds = f"floor(TRY_CAST(replace({column}, ',', '.') AS DOUBLE) * 86400 + 0.5)"
    at = f"TIMESTAMP '1899-12-30 00:00:00' + to_seconds(CAST({seconds} AS BIGINT))"
    fraction = f"regexp_matches({column}, '[.,]')"
    return f"CASE WHEN {fraction} THEN strftime({at}, '%Y-%m-%d %H:%M:%S') ELSE strftime({at}, '%Y-%m-%d') END"


def _twelve_hours(column: str) -> str:
    clock = f"TRY_CAST(regexp_replace({column}, ' *[AaPp][Mm]$', '') AS TIMESTAMP)"
    afternoon = f"regexp_matches({column}, '[Pp][Mm]$')"
    # 12 AM is midnight and 12 PM noon; 0 and 13 do not exist on a clock of twelve hours.
    shift = f"CASE WHEN hour({clock}) = 12 THEN -12 ELSE 0 END + CASE WHEN {afternoon} THEN 12 ELSE 0 END"
    return f"CASE WHEN hour({clock}) BETWEEN 1 AND 12 THEN {clock} + to_hours(CAST({shift} AS INTEGER)) END"


def _unix(column: str) -> str:
    """Microseconds since 1970 by the number of digits: up to 10 are seconds, 13 milliseconds, 16 microseconds."""
    number = f"TRY_CAST({column} AS DECIMAL(38, 6))"
    whole = f"CASE length({column}) WHEN 16 THEN 1 WHEN 13 THEN 1000 ELSE 1000000 END"
    scale = f"CASE WHEN {column} LIKE '%.%' THEN 1000000 ELSE {whole} END"
    return f"make_timestamp(TRY_CAST({number} * {scale} AS BIGINT))"


def day_proofs(times: Iterable[tuple[int, str]]) -> dict[str, tuple[int, str]]:
    """For each order of day and month ("dmy", "mdy") the first (row, text) that can be nothing else, like 25/4/2026."""
    found: dict[str, tuple[int, str]] = {}
    for row, text in times:
        for order, certain in _CERTAIN.items():
            if order not in found and certain.match(text):
                found[order] = (row, text)
        if len(found) == len(_CERTAIN):
            break
    return found


def day_order(times: Iterable[str]) -> str | None:
    """Whether day or month comes first in texts like 3/4/2026, by those that can be only one; None without or against.

    One 25/4/2026 makes a column day-first, one 4/25/2026 month-first; when both stand in it, neither is certain.
    """
    found = day_proofs(enumerate(times))
    return next(iter(found)) if len(found) == 1 else None
