"""Go-live: the switch hour by hour, its rehearsals and its support, the weeks after it, and the end of the old way.

Moments are texts such as 2026-05-02 18:00: what the clocks of the project's place show.
"""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Model
from app.models.registers import Registered, line, member, prose, word


class CutoverTask(Registered, Model):
    """One task of the switch; after a point of no return nothing before it can be taken back."""

    __tablename__ = "cutover_task"

    title: Mapped[str] = line()
    owner_id: Mapped[int | None] = member()
    planned_start: Mapped[str] = line(16)
    planned_end: Mapped[str] = line(16)
    started: Mapped[str] = line(16)
    finished: Mapped[str] = line(16)
    no_return: Mapped[bool] = mapped_column(default=False)
    rollback_needed: Mapped[bool] = mapped_column(default=False)
    rollback: Mapped[str] = prose()


class Rehearsal(Registered, Model):
    """A rehearsal of the switch; the window is the time that the switch may take, in minutes."""

    __tablename__ = "rehearsal"

    title: Mapped[str] = line()
    held_on: Mapped[date | None]
    window_minutes: Mapped[int | None]
    duration_minutes: Mapped[int | None]
    result: Mapped[str] = word()
    findings: Mapped[str] = prose()


class SupportShift(Registered, Model):
    """Who helps the users from when to when, and how they are reached."""

    __tablename__ = "support_shift"

    name: Mapped[str] = line(200)
    task: Mapped[str] = line()
    from_day: Mapped[date | None]
    to_day: Mapped[date | None]
    contact: Mapped[str] = line(200)


class GoNoGoMeeting(Registered, Model):
    """A meeting that decides whether to switch."""

    __tablename__ = "go_no_go_meeting"

    title: Mapped[str] = line()
    held_on: Mapped[date | None]
    attendees: Mapped[str] = prose()
    decision: Mapped[str] = word()
    conditions: Mapped[str] = prose()


class SwitchEntry(Registered, Model):
    """A line of the log that is kept during the switch."""

    __tablename__ = "switch_entry"

    entry: Mapped[str] = line(500)
    at: Mapped[str] = line(16)
    said_by: Mapped[str] = line(200)


class HypercareIssue(Registered, Model):
    """A problem that users met after the switch."""

    __tablename__ = "hypercare_issue"

    title: Mapped[str] = line()
    severity: Mapped[str] = word()
    opened_on: Mapped[date | None]
    resolved_on: Mapped[date | None]
    note: Mapped[str] = prose()


class HypercareDay(Registered, Model):
    """One day after the switch: how many problems were new, how many of the users worked in the system."""

    __tablename__ = "hypercare_day"

    day: Mapped[date | None]
    issues: Mapped[int | None]
    active: Mapped[int | None]
    users: Mapped[int | None]
    remark: Mapped[str] = prose()


class OldSystem(Registered, Model):
    """A system, spreadsheet or paper file that the new system replaces, and how it ends."""

    __tablename__ = "old_system"

    name: Mapped[str] = line(200)
    read_only_from: Mapped[date | None]
    export_kept: Mapped[str] = line()
    in_use: Mapped[bool] = mapped_column(default=False)
