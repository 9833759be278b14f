"""The form of a threshold's change."""

from typing import ClassVar

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.words import lazy


class Asked:
    """Marks a field as asked for; whether it is filled is told by the value's own sentence."""

    field_flags: ClassVar = {"required": True}

    def __call__(self, _form: object, _field: object) -> None:
        """Nothing to check here."""


class ThresholdForm(FlaskForm):
    """Another value with its reason."""

    value = StringField(lazy("New value"), [Asked(), Length(max=40)])
    reason = TextAreaField(
        lazy("Reason"),
        [DataRequired(lazy("Please give the reason.")), Length(max=2000)],
        description=lazy("It stands at the gate and in the closing report, with your name."),
    )
