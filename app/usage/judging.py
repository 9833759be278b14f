"""Which rows of a log become events and which are refused, and why, as one SQL statement for a whole chunk of rows."""

from __future__ import annotations

from collections.abc import Iterable

from app.delimited import times

# What a name cannot hold: line breaks mean a misplaced quotation mark, the others bytes that could not be read.
BREAKS = (10, 13)
JUNK = (0, 0xFFFD)
LONGEST = 300
"""Characters that a user or function may have."""
SEEMS_A_TIME = f"^{times.DATE}[T ]*[0-9:. ]*(?:[AaPp][Mm])? *{times.OFFSET}?$"


def _holds(column: str, characters: tuple[int, ...]) -> str:
    return "(" + " OR ".join(f"contains({column}, chr({one}))" for one in characters) + ")"


def _other_order(order: str | None) -> str:
    """SQL: whether a time has a day above 12 where the stated order has the month."""
    other = {"dmy": "mdy", "mdy": "dmy"}.get(order or "")
    return f"""regexp_matches("time", '{times.CERTAIN_DAY[other]}')""" if other else "FALSE"


def judging(order: str | None, more: Iterable[str] = ()) -> str:
    """SQL: every row of `given` (row, user, function, time) with its instant, or the first reason to refuse it.

    `more` are further columns of `given` that are handed on.

    `order` says whether day or month comes first where a date alone does not tell; `$zone` is the project's zone.
    """
    all_three = """concat("user", "function", "time")"""
    odd = " OR ".join(_holds(name, BREAKS + JUNK) for name in ('"user"', '"function"'))
    too_long = f"""length("user") > {LONGEST} OR length("function") > {LONGEST}"""
    plausible = """"at" BETWEEN TIMESTAMPTZ '1970-01-01 00:00:00+00' AND TIMESTAMPTZ '2199-12-31 00:00:00+00'"""
    further = "".join(f'"{name}", ' for name in more)
    # Nothing of the file is part of this text: names and times are values of the table `given`.
    return f"""
        WITH spelt AS (
            SELECT *, {times.canonical('"time"', order)} AS spelling FROM given
        ), timed AS (
            SELECT *, {times.instant("spelling", "$zone")} AS "at" FROM spelt
        )
        SELECT row, {further}"user", "function", "at", contains(spelling, '-') AND length(spelling) <= 10 AS date_only,
            CASE
            WHEN "user" = '' THEN 'no-user'
            WHEN "function" = '' THEN 'no-function'
            WHEN {plausible} AND NOT ({odd} OR {too_long}) THEN NULL
            WHEN "time" = '' THEN 'no-time'
            WHEN {_holds(all_three, BREAKS)} THEN 'line-break'
            WHEN {_holds(all_three, JUNK)} THEN 'unreadable'
            WHEN {too_long} THEN 'too-long'
            WHEN NOT {plausible} THEN 'far-time'
            WHEN regexp_matches(spelling, '{times.EITHER_ORDER}') THEN 'ambiguous-day'
            WHEN {_other_order(order)} THEN 'other-order'
            WHEN regexp_matches(spelling, '{SEEMS_A_TIME}') THEN 'impossible-time'
            ELSE 'unknown-time' END AS reason
        FROM timed
    """  # noqa: S608
