"""The one place that reads the clock, so that tests can set it and zones are named."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def today(zone: str = "UTC") -> date:
    """Today's date where the given time zone is in force."""
    return now().astimezone(ZoneInfo(zone)).date()
