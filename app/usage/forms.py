"""What people fill in: the files they bring, and which column of a log says what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.language import say
from app.long_select import LongSelect
from app.places import accepted_zones, time_zones
from app.usage import vendors
from app.usage.columns import EVENT_FIELDS
from app.words import _, lazy

NO_FILE = lazy("Choose a file.")
ENCODINGS = ("utf-8", "gb18030", "utf-16", "big5", "shift_jis", "euc_kr", "cp1252", "cp1251")
DELIMITERS = {
    ",": lazy("comma ,"),
    ";": lazy("semicolon ;"),
    "\t": lazy("tab"),
    "|": lazy("vertical bar |"),
    "，": lazy("Chinese comma ，"),
    "；": lazy("Chinese semicolon ；"),
}


CODES = lazy("Replace names by codes")
CODES_HELP = lazy(
    "The same person gets the same code in every log and list of this project. The file is kept with codes only; the "
    "names are not kept, and nobody can read them back from the codes."
)


def _or_nothing(value: str | None) -> str:
    """A choice that the form does not carry is left open."""
    return value or ""


class LogForm(FlaskForm):
    """A usage log to upload."""

    log = FileField(lazy("Usage log (CSV, XLSX, Parquet, XES, JSON)"), [FileRequired(NO_FILE)])


class UsersForm(FlaskForm):
    """A list of users to upload."""

    users = FileField(lazy("List of users (CSV, XLSX)"), [FileRequired(NO_FILE)], id="users-file")
    pseudonyms = BooleanField(CODES, description=CODES_HELP)


class FunctionsForm(FlaskForm):
    """A list of functions to upload."""

    functions = FileField(lazy("List of functions (CSV, XLSX)"), [FileRequired(NO_FILE)], id="functions-file")


class CorrectedForm(FlaskForm):
    """The corrected version of a log."""

    corrected = FileField(lazy("Corrected file"), [FileRequired(NO_FILE)])


class NamesForm(FlaskForm):
    """Whether names are replaced by codes unless somebody says otherwise."""

    always = BooleanField(lazy("Replace names by codes in everything that is brought in"))


class TokenForm(FlaskForm):
    """What a new token of the interface is called: the system that will send events with it."""

    name = StringField(
        lazy("Name of the system that sends"),
        filters=[lambda text: " ".join((text or "").split())],
        validators=[DataRequired(lazy("Say which system sends with this token.")), Length(max=100)],
    )


class MappingForm(FlaskForm):
    """Which column says who, which function and when; and how the file is written, where that was guessed wrong."""

    vendor = SelectField(lazy("Ready mapping"), filters=[_or_nothing])
    pseudonyms = BooleanField(CODES, description=CODES_HELP)
    user = SelectField(lazy("User"), validate_choice=False)
    function = SelectField(lazy("Function"), validate_choice=False)
    time = SelectField(lazy("Time"), validate_choice=False)
    time_zone = SelectField(
        lazy("Time zone of the times"),
        widget=LongSelect(time_zones, accepted_zones),
        description=lazy("Only for times that do not state their own offset."),
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
    encoding = SelectField(
        lazy("Encoding"),
        filters=[_or_nothing],
        choices=[SelectChoice("", lazy("as found")), *(SelectChoice(name, name.upper()) for name in ENCODINGS)],
    )
    delimiter = SelectField(
        lazy("Columns are separated by"),
        filters=[_or_nothing],
        choices=[SelectChoice("", lazy("as found")), *(SelectChoice(sign, word) for sign, word in DELIMITERS.items())],
    )
    header = SelectField(
        lazy("First row"),
        filters=[_or_nothing],
        choices=[
            SelectChoice("", lazy("as found")),
            SelectChoice("yes", lazy("names of the columns")),
            SelectChoice("no", lazy("data already")),
        ],
    )

    def offer(self, columns: Iterable[str], zones: Iterable[tuple[str, str]]) -> None:
        """Let people choose among the columns of the file and the time zones of the world."""
        choices = [SelectChoice("", _("Choose a column")), *(SelectChoice(name, name) for name in columns)]
        for field in (self.user, self.function, self.time):
            field.choices = choices
        self.time_zone.choices = [SelectChoice(name, label) for name, label in zones]
        ready = [SelectChoice(key, say(name)) for key, name in vendors.choices()]
        self.vendor.choices = [SelectChoice("", _("none: columns chosen by hand")), *ready]

    def propose(self, columns: Mapping[str, str | None]) -> None:
        """Choose what was recognised, where the person has not chosen a column of the file."""
        for name in EVENT_FIELDS:
            field = self[name]
            if not field.data or field.data not in {choice.value for choice in field.choices}:
                field.data = columns.get(name) or ""

    def validate_user(self, field: SelectField) -> None:
        """A column is chosen, and for nothing else."""
        self._must_be_chosen(field)

    def validate_function(self, field: SelectField) -> None:
        """A column is chosen, and for nothing else."""
        self._must_be_chosen(field)

    def validate_time(self, field: SelectField) -> None:
        """A column is chosen, and for nothing else."""
        self._must_be_chosen(field)

    def _must_be_chosen(self, field: SelectField) -> None:
        if not field.data or field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_("Choose a column of the file."))
        others = [self[name].data for name in EVENT_FIELDS if name != field.name]
        if field.data in others:
            raise ValidationError(_("User, function and time have to come from three different columns."))

    def written(self) -> dict[str, Any]:
        """What the person says of how the file is written; None where it is left to be found out."""
        # Read before the form is checked, so only what was offered is taken.
        encoding = self.encoding.data if self.encoding.data in ENCODINGS else None
        delimiter = self.delimiter.data if self.delimiter.data in DELIMITERS else None
        header = {"yes": True, "no": False}.get(self.header.data or "")
        return {"encoding": encoding, "delimiter": delimiter, "header": header}

    def chosen(self) -> dict[str, Any]:
        """Columns, order of the day, and how the file is written."""
        columns = {name: self[name].data for name in EVENT_FIELDS}
        return {**columns, "day_order": self.day_order.data or None, **self.written()}


class ColumnsForm(FlaskForm):
    """A column of the file for each field of a list; none is one of the choices."""

    def offer(self, columns: Iterable[str], proposed: Mapping[str, str | None]) -> None:
        """Let people choose among the columns of the file; what was recognised is chosen already."""
        names = [SelectChoice(name, name) for name in columns]
        for place, field in enumerate(self.asked):
            none = _("Choose a column") if place == 0 else _("none")
            field.choices = [SelectChoice("", none), *names]
            if not self.is_submitted():
                field.data = proposed.get(field.short_name) or ""

    @property
    def asked(self) -> list[SelectField]:
        """The fields of the list, the name first."""
        return [field for field in self if isinstance(field, SelectField)]

    def chosen(self) -> dict[str, str]:
        """The columns by field; empty where there is none."""
        offered = {choice.value for choice in self.asked[0].choices}
        return {one.short_name: one.data if one.data in offered else "" for one in self.asked}

    def objection(self) -> str:
        """Why these columns cannot be taken; nothing when they can."""
        used = [name for name in self.chosen().values() if name]
        if not self.chosen()[self.asked[0].short_name]:
            return _("Choose the column of the names.")
        return _("Each field needs a column of its own.") if len(set(used)) < len(used) else ""


class UserColumnsForm(ColumnsForm):
    """The columns of a list of users."""

    user = SelectField(lazy("User"), validate_choice=False)
    role = SelectField(lazy("Role"), validate_choice=False)
    department = SelectField(lazy("Department"), validate_choice=False)
    region = SelectField(lazy("Region"), validate_choice=False)
    licence = SelectField(lazy("Licence"), validate_choice=False)
    start = SelectField(lazy("Licensed from"), validate_choice=False)
    end = SelectField(lazy("Licensed until"), validate_choice=False)


class FunctionColumnsForm(ColumnsForm):
    """The columns of a list of functions."""

    function = SelectField(lazy("Function"), validate_choice=False)
    area = SelectField(lazy("Area"), validate_choice=False)
    advanced = SelectField(lazy("Advanced"), validate_choice=False)
    roles = SelectField(lazy("Roles meant to use it"), validate_choice=False)


LIST_COLUMNS: Mapping[str, type[ColumnsForm]] = {"users": UserColumnsForm, "functions": FunctionColumnsForm}
