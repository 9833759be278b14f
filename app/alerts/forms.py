"""The form that sets a warning aside."""

from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from app.day_field import DayField
from app.words import lazy


class DismissForm(FlaskForm):
    """Why, and until when."""

    reason = TextAreaField(
        lazy("Reason"),
        [
            DataRequired(message=lazy("Fill in this field.")),
            Length(max=2000, message=lazy("Use at most %(max)d characters.")),
        ],
    )
    until = DayField(lazy("Valid until"), [Optional()])
