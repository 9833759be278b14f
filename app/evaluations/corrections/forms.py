"""The form that asks for corrected figures of a closed round."""

from __future__ import annotations

from collections.abc import Iterable

from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from app.day_field import DayField
from app.evaluations.forms import REQUIRED, TOO_LONG, NumberField
from app.evaluations.limits import NAME_LENGTH, TEXT_LENGTH
from app.words import _, lazy


class CorrectionForm(FlaskForm):
    """Why, and a figure that became known later, if there is one."""

    reason = TextAreaField(lazy("Reason"), [InputRequired(REQUIRED), Length(max=TEXT_LENGTH, message=TOO_LONG)])
    about = SelectField(lazy("Figure reported late"), default="")
    value = NumberField(lazy("Value, or so many"), [Optional()])
    of = NumberField(lazy("of so many (counts only)"), [Optional()])
    first = DayField(lazy("It speaks of: first day"), [Optional()])
    last = DayField(lazy("It speaks of: last day"), [Optional()])
    source = StringField(lazy("Source"), [Length(max=NAME_LENGTH, message=TOO_LONG)])

    def about_one_of(self, choices: Iterable[tuple[str, str]]) -> CorrectionForm:
        """The form with what a figure may be about."""
        every = [("", _("None: compute again from the files that are there")), *choices]
        self.about.choices = [SelectChoice(value, label) for value, label in every]
        return self
