"""What people fill in to state a count: so many of so many, and where it was counted."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import Form, IntegerField, StringField
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import HiddenInput

from app.evaluations.limits import NAME_LENGTH
from app.words import _, lazy

LARGEST = 2_000_000_000
TOO_LONG = lazy("Use at most %(max)d characters.")


class WholeField(IntegerField):
    """A whole number from 0 on; thousands may be set apart by commas."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        self.data = None
        text = valuelist[0].strip().replace(",", "").replace("，", "") if valuelist else ""
        if not text:
            return
        if not (text.isascii() and text.isdigit()) or int(text[:12]) > LARGEST or len(text) > 12:
            raise ValueError(_("Give a whole number."))
        self.data = int(text)


class CountForm(Form):
    """One line of the counts of a round; empty, the indicator is not stated."""

    numerator = WholeField(lazy("So many"), [Optional()])
    denominator = WholeField(lazy("Of so many"), [Optional()])
    source = StringField(lazy("Counted where"), [Length(max=NAME_LENGTH, message=TOO_LONG)])

    def validate_denominator(self, field: WholeField) -> None:
        """Both numbers or none, the first no larger than the second, which is above 0."""
        few = self.numerator.data
        if (field.data is None) != (few is None):
            raise ValidationError(_("Fill in both numbers, or none."))
        if field.data is not None and few is not None and few > field.data:
            raise ValidationError(_("The first number is larger than the second."))
        if field.data == 0:
            raise ValidationError(_("The second number is above 0."))

    def validate_source(self, field: StringField) -> None:
        """A count without its source cannot be questioned."""
        if self.denominator.data is not None and not (field.data or "").strip():
            raise ValidationError(_("Say where it was counted."))


class CountsForm(FlaskForm):
    """The counts of a round together: the lines are forms of their own, named by their indicator."""

    version = IntegerField(validators=[Optional()], widget=HiddenInput())
