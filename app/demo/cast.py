"""Who acts in an engagement of the demonstration, and when."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.clock import now, pretend
from app.database import db
from app.models import User


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts in an engagement."""

    lead: User
    consultant: User
    sponsor: User
    client_pm: User
    member: User


@contextmanager
def at(day: date, zone: str, hour: int = 10, minute: int = 0) -> Iterator[None]:
    """What happens inside happens at this hour of that day; what would lie in the future, a moment ago."""
    instant = datetime.combine(day, time(hour, minute), ZoneInfo(zone))
    with pretend(min(instant, now() - timedelta(minutes=5))):
        yield
        db.session.flush()
