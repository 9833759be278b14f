"""What people fill in: the log they bring, and which column of it says what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from app.analytics.case_logs.columns import FIELDS, REQUIRED
from app.long_select import LongSelect
from app.places import accepted_zones, time_zones
from app.words import _, lazy


def _or_nothing(value: str | None) -> str:
    return value or ""


class CaseLogForm(FlaskForm):
    """A log of cases to upload, and the process that it is of."""

    flow = SelectField(lazy("To-be process"))
    log = FileField(lazy("Log of cases (CSV, XLSX, Parquet or XES)"), [FileRequired(lazy("Choose a file."))])

    def offer(self, processes: Iterable[tuple[str, str]]) -> None:
        """Let people choose among the to-be processes that have steps."""
        self.flow.choices = [SelectChoice(key, name) for key, name in processes]


class CaseColumnsForm(FlaskForm):
    """Which column says which case, which activity, and when it was done."""

    case = SelectField(lazy("Case"), validate_choice=False, filters=[_or_nothing])
    activity = SelectField(lazy("Name of the activity"), validate_choice=False, filters=[_or_nothing])
    time = SelectField(lazy("Completed at"), validate_choice=False, filters=[_or_nothing])
    begin = SelectField(lazy("Started at (if known)"), validate_choice=False, filters=[_or_nothing])
    resource = SelectField(lazy("Person (if known)"), validate_choice=False, filters=[_or_nothing])
    transition = SelectField(
        lazy("Start or completion (if rows say which)"),
        validate_choice=False,
        filters=[_or_nothing],
        description=lazy(
            "A start gives the completion that it belongs to its time. Rows of other transitions (schedule, assign, "
            "suspend and so on) are left out and counted. Where an activity has neither, but states of the system, "
            "each state is the activity once."
        ),
    )
    instance = SelectField(
        lazy("Activity instance (if known)"),
        validate_choice=False,
        filters=[_or_nothing],
        description=lazy(
            "Start and completion belong together when both name the same instance; without it, the earliest start of "
            "the activity in the case goes with its earliest completion."
        ),
    )
    time_zone = SelectField(
        lazy("Time zone of the times"),
        description=lazy("Only for times that do not state their own offset."),
        widget=LongSelect(time_zones, accepted_zones),
    )
    day_order = SelectField(
        lazy("Day and month"),
        filters=[_or_nothing],
        choices=[
            SelectChoice("", lazy("as the file shows")),
            SelectChoice("dmy", lazy("day first: 31/1/2026")),
            SelectChoice("mdy", lazy("month first: 1/31/2026")),
        ],
    )
    codes = BooleanField(
        lazy("Show codes in place of the cases' ids"),
        description=lazy(
            "People are always kept as codes. The file as it came stays readable for those who may export."
        ),
    )

    def offer(self, columns: Iterable[str], zones: Iterable[tuple[str, str]]) -> None:
        """Let people choose among the columns of the file and the time zones of the world."""
        names = [SelectChoice(name, name) for name in columns]
        for name in FIELDS:
            none = _("Choose a column") if name in REQUIRED else _("none")
            self[name].choices = [SelectChoice("", none), *names]
        self.time_zone.choices = [SelectChoice(name, label) for name, label in zones]

    def propose(self, columns: Mapping[str, str]) -> None:
        """Choose what was recognised, where the form came without a choice."""
        for name in FIELDS:
            self[name].data = columns.get(name, "")

    def chosen(self) -> dict[str, Any]:
        """Columns, order of the day, and whether codes are wanted."""
        columns = {name: self[name].data for name in FIELDS}
        return {**columns, "day_order": self.day_order.data or None, "codes": bool(self.codes.data)}

    def validate_case(self, field: SelectField) -> None:
        """A column of the file."""
        _must_be_chosen(field)

    def validate_activity(self, field: SelectField) -> None:
        """A column of the file."""
        _must_be_chosen(field)

    def validate_time(self, field: SelectField) -> None:
        """A column of the file."""
        _must_be_chosen(field)


def _must_be_chosen(field: SelectField) -> None:
    if not field.data or field.data not in {choice.value for choice in field.choices}:
        raise ValidationError(_("Choose a column of the file."))
