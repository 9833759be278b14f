"""The indicators that follow from records: each one expression over one table, for whichever engine.

`records` holds every different row once: system, object, id, customer, happened, recorded (microseconds since 1970),
fields, filled, crm and person (is it the CRM's, is it a customer). Ids are equal whatever their case and outer space.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from app.analytics.engine import Engine, rows
from app.analytics.loading import table
from app.usage.records.reading import Record
from phases.evaluation.breadth import RECORD_COVERAGE
from phases.evaluation.counts import COMPLETENESS, REFERENCES, SHARED_IDS, Count
from phases.evaluation.depth import IN_TIME, OFF_SYSTEM
from phases.model import Limits

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expression

COLUMNS = {
    "system": "text", "object": "text", "id": "text", "customer": "text", "happened": "int", "recorded": "int",
    "fields": "int", "filled": "int", "crm": "bool", "person": "bool",
}  # fmt: skip
HOUR = 3_600_000_000
"""Microseconds."""


@dataclass(frozen=True, slots=True)
class Span:
    """A round as instants (microseconds since 1970): its begin, its end (not included), from when business counts."""

    begin: int
    end: int
    business_since: int
    standard: int

    @classmethod
    def of(cls, first: date, last: date, time_zone: str, limits: Limits) -> Span:
        """The round from `first` to `last`, both included, in a zone (IANA name)."""
        zone = ZoneInfo(time_zone)
        after = last + timedelta(days=1)
        return cls(
            begin=_instant(first, zone),
            end=_instant(after, zone),
            business_since=_instant(after - timedelta(days=int(limits["business_days"])), zone),
            standard=int(limits["recorded_hours"] * HOUR),
        )


def _instant(day: date, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, time(), zone).timestamp()) * 1_000_000


def count_records(
    records: Iterable[Record], first: date, last: date, *, time_zone: str, limits: Limits, engine: Engine | None = None
) -> dict[str, Count]:
    """What the records say of a round, by indicator; an indicator that they say nothing about is not there."""
    cells = {
        (one.system, one.object, one.id, one.customer, one.happened, one.recorded, one.fields, one.filled,
         one.is_crm, one.is_customer) for one in records
    }  # fmt: skip
    if not cells:
        return {}
    backend = (engine or Engine()).ibis()
    try:
        loaded = table(backend, "records", COLUMNS, cells)
        span = Span.of(first, last, time_zone, limits)
        asked = {key: expression for key, expression in EXPRESSIONS.items() if key not in _without_our_side(cells)}
        found = ((key, rows(backend, expression(loaded, span))[0]) for key, expression in asked.items())
        return {key: _count(row) for key, row in found if row["denominator"]}
    finally:
        backend.disconnect()


def _without_our_side(cells: Iterable[tuple[Any, ...]]) -> frozenset[str]:
    """What cannot be told while the CRM's own records have not come: nothing is missing from what is not here."""
    sides = {cell[-2:] for cell in cells}
    customers = frozenset() if (True, True) in sides else frozenset({RECORD_COVERAGE, SHARED_IDS, REFERENCES})
    return customers | (frozenset() if (True, False) in sides else frozenset({OFF_SYSTEM}))


def _count(row: dict[str, Any]) -> Count:
    told, everything = (row["told"], row["records"]) if "told" in row else (row["denominator"], row.get("all"))
    looked_at = told / everything if everything else 1.0
    return Count(int(row["numerator"] or 0), int(row["denominator"]), stated=False, coverage=looked_at)


def record_coverage(records: Expression, span: Span) -> Expression:
    """Customers of other systems than the CRM, with business of late or of unknown day: those the CRM has too."""
    theirs = _in_business(records, span).filter(lambda row: ~row.crm).select("id").distinct()
    return _found_among(theirs, records.filter(records.crm & records.person).id)


def off_system(records: Expression, span: Span) -> Expression:
    """Business of the round in other systems than the CRM, each object with its id once: what the CRM does not have."""
    named = records.filter(~records.person).mutate(name=records.object + "\n" + records.id)
    inside = named.happened.isnull() | ((named.happened >= span.begin) & (named.happened < span.end))
    theirs = named.filter(~named.crm & inside).select("name").distinct()
    known = theirs.name.isin(named.filter(named.crm).name)
    return theirs.aggregate(numerator=(~known).sum(), denominator=theirs.count())


def in_time(records: Expression, span: Span) -> Expression:
    """Business that the CRM got in the round: what it had within the standard time after it happened.

    Customers are no events: their time is that of their last business. A record that lacks one of the two times belongs
    to the round by the other and lowers the coverage.
    """
    ours = records.filter(records.crm & ~records.person)
    recorded = (ours.recorded >= span.begin) & (ours.recorded < span.end)
    happened = (ours.happened >= span.begin) & (ours.happened < span.end)
    made = ours.filter(recorded | (ours.recorded.isnull() & happened))
    known = made.happened.notnull() & made.recorded.notnull()
    soon = known & (made.recorded - made.happened <= span.standard)
    return made.aggregate(numerator=soon.sum(), denominator=known.sum(), all=made.count())


def shared_ids(records: Expression, span: Span) -> Expression:
    """Ids of customers: those that every system with customers has. Nothing to count while there is one system only."""
    pairs = _in_business(records, span).select("system", "id").distinct()
    each = pairs.group_by("id").aggregate(systems=lambda row: row.count())
    systems = pairs.select("system").distinct().count().as_scalar()
    counted = each.aggregate(numerator=(each.systems == systems).sum(), ids=each.count())
    return counted.select("numerator", denominator=(systems > 1).cast("int64") * counted.ids)


def completeness(records: Expression, span: Span) -> Expression:
    """Fields of the CRM's records: those filled. `told` of `records` say how many they have."""
    ours = records.filter(records.crm)
    told = ours.fields.notnull()
    return ours.aggregate(
        numerator=ours.filled.sum(), denominator=ours.fields.sum(), told=told.sum(), records=ours.count()
    )


def references(records: Expression, span: Span) -> Expression:
    """Business of the CRM that names a customer: where the CRM has that customer."""
    ours = records.filter(records.crm & ~records.person)
    known = ours.customer.isin(records.filter(records.crm & records.person).id)
    named = ours.mutate(known=known, named=ours.customer.notnull())
    return named.aggregate(
        numerator=(named.known & named.named).sum(), denominator=named.named.sum(), all=named.count()
    )


EXPRESSIONS: dict[str, Callable[[Expression, Span], Expression]] = {
    RECORD_COVERAGE: record_coverage,
    OFF_SYSTEM: off_system,
    IN_TIME: in_time,
    SHARED_IDS: shared_ids,
    COMPLETENESS: completeness,
    REFERENCES: references,
}


def _in_business(records: Expression, span: Span) -> Expression:
    """Customers that have had business of late in some system, or of whom no system says when."""
    people = records.filter(records.person)
    newest = people.group_by("id").aggregate(newest=people.happened.max())
    recent = newest.filter(newest.newest.isnull() | (newest.newest >= span.business_since))
    return people.semi_join(recent, "id")


def _found_among(theirs: Expression, ours: Any) -> Expression:
    return theirs.aggregate(numerator=theirs.id.isin(ours).sum(), denominator=theirs.count())
