"""Forms of clients."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from app.language import language
from app.long_select import LongSelect, long_choices
from app.places import countries
from app.words import _, lazy
from app.zone_field import ZoneField


def stripped(text: str | None) -> str:
    """What was typed, without blanks at its ends."""
    return (text or "").strip()


def one_line(_form: FlaskForm, field: StringField) -> None:
    """Refuse line breaks and control characters in what is printed as one line."""
    if any(sign < " " or sign == "\x7f" for sign in field.data or ""):
        raise ValidationError(_("Write this on one line, without control characters."))


class ClientForm(FlaskForm):
    """What is known of a client."""

    version = IntegerField(default=0, widget=HiddenInput())
    name = StringField(
        lazy("Name of the company"),
        [DataRequired(lazy("Write the name of the company.")), Length(max=200), one_line],
        filters=[stripped],
    )
    industry = StringField(lazy("Industry"), [Length(max=200), one_line], filters=[stripped])
    country = SelectField(
        lazy("Country"),
        [InputRequired(lazy("Choose a country."))],
        description=lazy("Its public holidays count in the plans of new engagements."),
        widget=LongSelect(countries),
    )
    time_zone = ZoneField(
        lazy("Time zone"),
        description=lazy("Proposed from the country; change it if the client works elsewhere."),
    )
    note = TextAreaField(
        lazy("Note"), [Length(max=10_000)], description=lazy("Only the firm reads it."), filters=[stripped]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = long_choices(countries, language())
        self.time_zone.offer(self)

    def values(self) -> dict[str, str]:
        """What was typed, by column."""
        return {name: self[name].data for name in ("name", "industry", "country", "time_zone", "note")}
