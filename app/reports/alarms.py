"""Early warnings in reports: gathered as they stand, and drawn as one table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.charts import Voice
from app.clock import day_in
from app.facts.warnings import warned
from app.models import Project
from app.reports.model import Cell, Column, Mark, Table
from app.reports.sources import Alarm, Cover
from app.reports.wording import dated
from phases.warnings import kind_of


def alarms_of(project: Project, moment: datetime) -> tuple[Alarm, ...]:
    """Those that stand on the day of the moment, then those set aside; by what is kept of the project now."""
    found = warned([project], as_of=day_in(moment, project.time_zone))[project.id]
    standing = (Alarm(kind_of(one.key).title, one.sentence) for one in found.standing)
    aside = (
        Alarm(kind_of(warning.key).title, warning.sentence, one.by, one.reason, one.until)
        for warning, one in found.dismissed
    )
    return (*standing, *aside)


def alarm_table(alarms: Sequence[Alarm], cover: Cover, voice: Voice) -> Table:
    """One row for each as of the day of the report, whatever phase it speaks of; it says so when there is none."""
    _ = voice.gettext
    language = voice.language
    rows = tuple((one.title.in_(language), one.sentence.in_(language), _state(one, voice)) for one in alarms)
    columns = (Column(_("Warning"), share=20), Column(_("Warning text"), share=50), Column(_("State"), share=30))
    note = _("Warnings are computed from the records; each has its figures and thresholds on the page of warnings.")
    title = _("Early warnings on %(day)s") % {"day": dated(cover, voice)}
    return Table(title, columns, rows, note=note, empty=_("No warning stands."))


def _state(one: Alarm, voice: Voice) -> Cell:
    _ = voice.gettext
    if not one.by:
        return Mark("weak", _("standing"))
    if one.until:
        words = {"by": one.by, "reason": one.reason, "day": voice.day(one.until)}
        return _("set aside by %(by)s until %(day)s: %(reason)s") % words
    return _("set aside by %(by)s until its figures get worse: %(reason)s") % {"by": one.by, "reason": one.reason}
