"""What people fill in about the account: currency, first month, length, discount rate."""

from __future__ import annotations

import re

from flask_wtf import FlaskForm
from wtforms import FloatField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from app.day_field import DayField
from app.words import _, lazy

REQUIRED = lazy("Fill in this field.")
NO_NUMBER = lazy("Give a number.")


class AccountForm(FlaskForm):
    """By what benefit and cost are set against each other."""

    currency = StringField(
        lazy("Currency"),
        [InputRequired(REQUIRED)],
        description=lazy("Three letters, such as CNY or EUR; amounts in other currencies are not added up."),
    )
    starts = DayField(
        lazy("First month"),
        [InputRequired(REQUIRED)],
        description=lazy("The account begins with the month of this day; money of that month is not discounted."),
    )
    months = IntegerField(
        lazy("Months looked at"), [InputRequired(REQUIRED), NumberRange(1, 240, lazy("Between 1 and 240 months."))]
    )
    rate = FloatField(
        lazy("Discount rate (% a year)"),
        [Optional(), NumberRange(0, 99, lazy("Between 0 and 99 per cent."))],
        description=lazy("What the company asks of its money; without it there is no net present value."),
    )
    rate_source = StringField(
        lazy("Where the rate comes from"),
        [Length(max=300, message=lazy("Use at most %(max)d characters."))],
        description=lazy("For example: cost of capital stated by the finance department."),
    )
    version = IntegerField(widget=HiddenInput())

    def validate_currency(self, field: StringField) -> None:
        """A currency has three letters."""
        field.data = (field.data or "").strip().upper()
        if not re.fullmatch(r"[A-Z]{3}", field.data):
            raise ValidationError(_("A currency has three letters."))
