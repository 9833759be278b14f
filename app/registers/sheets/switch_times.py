"""Times of cutover tasks as tables tell them: days of the week and a duration, turned into planned start and end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from babel.dates import format_date
from sqlalchemy import select

from app.database import db
from app.language import clock, language
from app.models import Project
from app.models.golive import CutoverTask
from app.registers.model import Understands, Understood, Values
from app.registers.sheets.moments import Span, Unclear, Week, after, read_clock, read_when
from app.registers.sheets.numbers import is_plain_number
from app.registers.sheets.units import minutes_in
from app.words import _

_TASK: Any = CutoverTask.__table__.c
DURATION = "duration"
FORM = "%Y-%m-%d %H:%M"


def understanding(project_id: int) -> Understands:
    """What reads the times of a table of tasks, line by line: each day that is written in full tells those below it."""
    week = _week_of(project_id)

    def understand(texts: Mapping[str, str], present: Values) -> Understood:
        nonlocal week
        line = _Line(texts, present, week)
        found = line.understood()
        if line.start is not None and not line.by_weekday:
            week = week.with_day(line.start.date())
        return found

    return understand


def _week_of(project_id: int) -> Week:
    week = Week(db.session.scalar(select(Project.go_live).where(Project.id == project_id)))
    planned = db.session.scalars(
        select(_TASK.planned_start).where(_TASK.project_id == project_id, _TASK.planned_start != "")
    )
    for text in planned:
        week = week.with_day(date.fromisoformat(text[:10]))
    return week


class _Line:
    """The times of one line."""

    def __init__(self, texts: Mapping[str, str], present: Values, week: Week) -> None:
        self.texts, self.week = {**texts}, week
        self.duration = self.texts.pop(DURATION, "")
        self.meant: list[tuple[str, str, str]] = []
        self.errors: dict[str, str] = {}
        self.start = _kept(present.get("planned_start"))
        self.end: datetime | None = None
        self.by_weekday = False

    def understood(self) -> Understood:
        self._read_start()
        self._read_end()
        self._read_duration()
        for name in ("started", "finished"):
            if span := self._span(name):
                self._put(name, self.texts[name], span.start)
        return Understood(self.texts, tuple(self.meant), self.errors)

    def _read_start(self) -> None:
        typed = self.texts.get("planned_start", "")
        if typed and (span := self._span("planned_start")):
            self.start, self.end = span.start, span.end
            self.by_weekday = re.search(r"\d{4}", typed[:11]) is None
            self._put("planned_start", typed, span.start)
            if span.end is not None and not self.texts.get("planned_end"):
                self._put("planned_end", typed, span.end)
        elif typed:
            self.start = None

    def _read_end(self) -> None:
        typed = self.texts.get("planned_end", "")
        if not typed or (self.end is not None and typed == self.end.strftime(FORM)):
            return
        alone = read_clock(typed)
        if alone is not None and self.start is not None:
            self.end = after(self.start, alone)
            self._put("planned_end", typed, self.end)
        elif span := self._span("planned_end"):
            self.end = span.start
            self._put("planned_end", typed, span.start)

    def _read_duration(self) -> None:
        if not self.duration:
            return
        minutes = float(self.duration) if is_plain_number(self.duration) else minutes_in(self.duration)
        if minutes is None or minutes < 0:
            sentence = _("“%(text)s” is no span of hours and minutes; write it as 2h 30min.", text=self.duration[:40])
            self.errors[DURATION] = sentence
        elif self.start is None:
            if "planned_start" not in self.errors:
                self.errors[DURATION] = _("A duration needs a planned start that can be read.")
        else:
            self._end_after(self.start + timedelta(minutes=round(float(minutes))))

    def _end_after(self, end: datetime) -> None:
        if self.end is not None and self.end != end:
            told = {"end": self.end.strftime(FORM), "duration": end.strftime(FORM)}
            self.errors[DURATION] = _("By its end the task ends %(end)s, by its duration %(duration)s.", **told)
        else:
            self._put("planned_end", self.duration, end)

    def _span(self, name: str) -> Span | None:
        typed = self.texts.get(name, "")
        try:
            return read_when(typed, self.week) if typed else None
        except Unclear as unclear:
            self.errors[name] = str(unclear)
            self.texts[name] = ""
            return None

    def _put(self, name: str, typed: str, value: datetime) -> None:
        kept = value.strftime(FORM)
        self.texts[name] = kept
        if typed != kept and not typed[:4].isdigit():
            weekday = format_date(value.date(), "EEE", locale="zh" if language() == "zh" else "en")
            self.meant.append((name, typed, f"{weekday} {clock(kept)}"))


def _kept(text: str | None) -> datetime | None:
    return datetime.strptime(text, FORM) if text else None  # noqa: DTZ007 - what the clocks of the place show
