"""What people fill in for records and norms: a file, and a number for each role."""

from __future__ import annotations

import math

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import FloatField, Form, StringField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from app.usage.forms import NO_FILE
from app.words import _, lazy


class RecordsForm(FlaskForm):
    """A file of records to upload."""

    records = FileField(lazy("File of records"), [FileRequired(NO_FILE)])


class NormField(FloatField):
    """A number above 0; empty is no norm."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        self.data = None
        text = valuelist[0].strip().replace(",", "").replace("，", "") if valuelist else ""
        if not text:
            return
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not (math.isfinite(value) and 0 < value <= 10_000):
            raise ValueError(_("Give a number above 0 and at most 10,000."))
        self.data = value

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:.15g}"


class NormForm(Form):
    """The norm of one role."""

    events = NormField(lazy("Events per user and working day"), [Optional()])


class NormsForm(FlaskForm):
    """The norms of all roles together; `seen` is what the person read."""

    seen = StringField(widget=HiddenInput())
