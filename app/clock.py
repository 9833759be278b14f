"""The one place that reads the clock, so that tests and the demonstration can set it and zones are named."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """The present instant, in UTC."""
    return _pretended.get() or datetime.now(UTC)


def today(zone: str = "UTC") -> date:
    """Today's date where the given time zone is in force."""
    return day_in(now(), zone)


def day_in(instant: datetime, zone: str) -> date:
    """The day that an instant falls on where the given time zone (an IANA name) is in force."""
    return instant.astimezone(ZoneInfo(zone)).date()


@contextmanager
def pretend(instant: datetime) -> Iterator[None]:
    """Let acts inside happen at another instant: the demonstration firm has a past."""
    token = _pretended.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _pretended.reset(token)
