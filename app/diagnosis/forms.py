"""The form of the diagnosis sheet."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import DecimalField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional, Regexp
from wtforms.widgets import HiddenInput

from app.language import say
from app.words import _, lazy
from phases.diagnosis import MOTIVES, MOTIVES_MEAN

TOO_LONG = lazy("Use at most %(max)d characters.")
LENGTH = 10_000
LARGEST = 10**12


class SheetForm(FlaskForm):
    """Motive with its consequences, vision, and the budget that candidates are held against."""

    motive = RadioField(lazy("Adoption motive"), [Optional()], default="")
    consequences = TextAreaField(
        lazy("Consequences of the motive"),
        [Length(max=LENGTH, message=TOO_LONG)],
        description=lazy("What follows from it for scope, pace and for what the rollout is judged by."),
    )
    operating_policy = TextAreaField(lazy("Operating policy"), [Length(max=LENGTH, message=TOO_LONG)])
    market_position = TextAreaField(lazy("Market position"), [Length(max=LENGTH, message=TOO_LONG)])
    resources = TextAreaField(
        lazy("Resources behind it"),
        [Length(max=LENGTH, message=TOO_LONG)],
        description=lazy("Finance, R&D, production, marketing, people, plant."),
    )
    contribution = TextAreaField(lazy("What the rollout must contribute"), [Length(max=LENGTH, message=TOO_LONG)])
    budget = DecimalField(
        lazy("Budget"),
        [Optional(), NumberRange(0, LARGEST, lazy("Give a number."))],
        places=None,
        description=lazy("Candidates whose total cost is above it are excluded."),
    )
    currency = StringField(
        lazy("Currency"), [Regexp("^[A-Za-z]{3}$", message=lazy("Three letters, such as CNY."))], default="CNY"
    )
    version = IntegerField(validators=[Optional()], widget=HiddenInput())

    def offer(self) -> SheetForm:
        """Let the person choose among the motives."""
        self.motive.choices = [SelectChoice("", _("Not said")), *(SelectChoice(w, say(t)) for w, t in MOTIVES.items())]
        self.motive.description = " ".join(f"{say(MOTIVES[w])}: {say(t)}" for w, t in MOTIVES_MEAN.items())
        return self
