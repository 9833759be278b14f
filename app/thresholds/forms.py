"""The form of a threshold's change."""

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.words import lazy


class ThresholdForm(FlaskForm):
    """Another value with its reason."""

    value = StringField(lazy("New value"), [Length(max=40)])
    reason = TextAreaField(
        lazy("Reason"),
        [DataRequired(lazy("Please give the reason.")), Length(max=2000)],
        description=lazy("It stands at the gate and in the closing report, with your name."),
    )
