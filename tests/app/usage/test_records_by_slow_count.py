"""The six indicators of records against a slow count, written from the definitions, in worlds drawn by chance.

The count below goes through plain lists and knows nothing of the engine's expressions.
"""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from app.usage.records.counting import count_records
from app.usage.records.reading import Record, newest
from phases.evaluation.counts import indicators
from phases.evaluation.scheme import load

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 31)
# Shanghai is eight hours ahead all year: the round runs from 1 March 16:00 to 31 March 16:00 UTC.
BEGIN, END = datetime(2026, 3, 1, 16, tzinfo=UTC), datetime(2026, 3, 31, 16, tzinfo=UTC)
LIMITS = load().limits


def micros(at: datetime) -> int:
    return int(at.timestamp()) * 1_000_000


def world(seed: int) -> list[Record]:
    """Up to sixty records of three systems, with ids that meet, gaps, and times on the very edges of the round."""
    chance = random.Random(seed)  # noqa: S311

    def when() -> int | None:
        edge = chance.choice([BEGIN, END, END - timedelta(days=LIMITS["business_days"])])
        free = BEGIN + timedelta(hours=chance.randrange(-400 * 24, 40 * 24))
        at = chance.choice([edge, edge - timedelta(seconds=1), free, BEGIN + timedelta(hours=chance.randrange(720))])
        return chance.choice([None, micros(at), micros(at)])

    found = []
    for _ in range(chance.randrange(61)):
        happened = when()
        later = None if happened is None else happened + chance.choice([-1, 0, 24, 48, 72, 100]) * 3_600_000_000
        fields = chance.choice([None, 0, 3, 8])
        found.append(
            Record(
                system=chance.choice(["crm", "crm", "erp", "shop"]),
                object=chance.choice(["customer", "客户", "order", "visit"]),
                id=str(chance.randrange(8)),
                customer=chance.choice([None, *map(str, range(10))]),
                happened=happened,
                recorded=chance.choice([None, later, when()]),
                fields=fields,
                filled=None if fields is None else chance.randrange(fields + 1),
            )
        )
    return found + found[:3]


def slow(records: Sequence[Record]) -> dict[str, tuple[int, int, Fraction]]:
    """Numerator, denominator and coverage of each indicator that can be told, as the definitions say it."""
    rows = list(dict.fromkeys(records))
    people = [one for one in rows if one.object in ("customer", "客户")]
    business = [one for one in rows if one not in people]
    ours = {one.id for one in people if one.system == "crm"}
    since = micros(END - timedelta(days=LIMITS["business_days"]))
    found: dict[str, tuple[int, int, Fraction]] = {}

    def put(key: str, part: int, of: int, told: int = 1, everything: int = 1) -> None:
        if of:
            found[key] = (part, of, Fraction(told, everything))

    def in_round(at: int | None) -> bool:
        return at is not None and micros(BEGIN) <= at < micros(END)

    alive = set()
    for id in {one.id for one in people}:
        times = [one.happened for one in people if one.id == id and one.happened is not None]
        if not times or max(times) >= since:
            alive.add(id)
    if ours:
        theirs = {one.id for one in people if one.system != "crm"} & alive
        put("breadth.record-coverage", len(theirs & ours), len(theirs))
        systems = {one.system for one in people if one.id in alive}
        if len(systems) > 1:
            shared = [id for id in alive if {one.system for one in people if one.id == id} >= systems]
            put("effect.shared-ids", len(shared), len(alive))
    if any(one.system == "crm" for one in business):
        known = {(one.object, one.id) for one in business if one.system == "crm"}
        ledger = {
            (one.object, one.id)
            for one in business
            if one.system != "crm" and (one.happened is None or in_round(one.happened))
        }
        put("depth.off-system", len(ledger - known), len(ledger))
    made = [
        one
        for one in business
        if one.system == "crm" and (in_round(one.recorded) or (one.recorded is None and in_round(one.happened)))
    ]
    both = [(one.happened, one.recorded) for one in made if one.happened is not None and one.recorded is not None]
    soon = sum(recorded - happened <= LIMITS["recorded_hours"] * 3_600_000_000 for happened, recorded in both)
    put("depth.in-time", soon, len(both), len(both), len(made) or 1)
    crm = [one for one in rows if one.system == "crm"]
    told = [one for one in crm if one.fields is not None]
    filled, asked = sum(one.filled or 0 for one in told), sum(one.fields or 0 for one in told)
    put("effect.completeness", filled, asked, len(told), len(crm) or 1)
    if ours:
        mine = [one for one in business if one.system == "crm"]
        named = [one for one in mine if one.customer is not None]
        put("effect.references", sum(one.customer in ours for one in named), len(named), len(named), len(mine) or 1)
    return found


@pytest.mark.parametrize("seed", range(12))
def test_records_are_counted_as_a_slow_count_says(seed: int) -> None:
    records = world(seed)
    counted = count_records(records, FIRST, LAST, time_zone="Asia/Shanghai", limits=LIMITS)
    wanted = slow(records)
    assert {key: (one.numerator, one.denominator) for key, one in counted.items()} == {
        key: one[:2] for key, one in wanted.items()
    }
    for key, one in counted.items():
        assert one.coverage == pytest.approx(float(wanted[key][2])), key
    scored = {one.key: one for one in indicators(load(), counted, ("breadth", "depth", "effect"))}
    for key in ("breadth.record-coverage", "depth.off-system", "depth.in-time", "effect.shared-ids"):
        assert (scored[key].value is None) == (key not in wanted), "not measured is never zero"


def test_a_customer_is_no_event_and_a_missing_time_lowers_the_coverage() -> None:
    """The customer's time is that of the last business; visit 2 happened in the round, nobody knows when it came in."""

    def crm(object: str, id: str, happened: datetime | None, recorded: datetime | None) -> Record:
        times = [None if at is None else micros(at) for at in (happened, recorded)]
        return Record("crm", object, id, None, times[0], times[1], None, None)

    noon = BEGIN + timedelta(hours=20)
    records = [
        crm("customer", "c1", noon + timedelta(days=9), noon),
        crm("visit", "1", noon, noon + timedelta(days=9)),
        crm("visit", "2", noon, None),
        crm("visit", "3", None, noon),
        crm("visit", "4", BEGIN - timedelta(days=1), None),
    ]
    found = count_records(records, FIRST, LAST, time_zone="Asia/Shanghai", limits=LIMITS)["depth.in-time"]
    assert (found.numerator, found.denominator, found.coverage) == (0, 1, pytest.approx(1 / 3))


def test_a_record_that_a_later_file_has_again_counts_as_it_stands_there() -> None:
    """In March two of five fields of c1 and four of c2 were filled, in April all of c1: 9 of 10, not 11 of 15."""

    def customer(id: str, filled: int) -> Record:
        return Record("crm", "customer", id, None, None, None, 5, filled)

    march, april = [customer("c1", 2), customer("c2", 4)], [customer("c1", 5)]
    found = count_records(newest([march, april]), FIRST, LAST, time_zone="Asia/Shanghai", limits=LIMITS)
    assert (found["effect.completeness"].numerator, found["effect.completeness"].denominator) == (9, 10)
