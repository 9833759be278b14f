"""What people fill in about an assessment: what it is for, the company beside it, the recommendation."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from app.day_field import DayField
from app.language import say
from app.words import _, lazy
from phases.readiness.words import ADVICE, STAGES

TOO_LONG = lazy("Use at most %(max)d characters.")


class OpenForm(FlaskForm):
    """For what an assessment is opened, and until when people should rate."""

    occasion = SelectField(lazy("Made for"), [InputRequired(lazy("Choose what the assessment is made for."))])
    due = DayField(lazy("Rate until"), [Optional()])

    def offer(self, occasions: list[tuple[str, str, bool]]) -> OpenForm:
        """Offer these occasions; one that had its assessment says so."""
        self.occasion.choices = [
            SelectChoice(value, _("%(occasion)s (assessed before)", occasion=title) if made else title)
            for value, title, made in occasions
        ]
        return self


class CompanyForm(FlaskForm):
    """What decides beside the figures whether to go on at all."""

    industry = StringField(lazy("Industry"), [Length(max=200, message=TOO_LONG)])
    stage = SelectField(lazy("Stage of the company"))
    conditions = TextAreaField(lazy("Conditions of the company"), [Length(max=4000, message=TOO_LONG)])
    due = DayField(lazy("Rate until"), [Optional()])
    version = HiddenField()

    def worded(self) -> CompanyForm:
        """Offer the stages in the reader's language."""
        self.stage.choices = [SelectChoice("", _("not said")), *(SelectChoice(k, say(v)) for k, v in STAGES.items())]
        return self


class RecommendForm(FlaskForm):
    """The consultant's own recommendation."""

    word = RadioField(lazy("We recommend"), [InputRequired(lazy("Choose what you recommend."))])
    reason = TextAreaField(
        lazy("Reason"),
        [
            InputRequired(lazy("Say why: the recommendation is read by people who decide.")),
            Length(max=4000, message=TOO_LONG),
        ],
    )
    version = HiddenField()

    def worded(self) -> RecommendForm:
        """Offer the three recommendations in the reader's language."""
        self.word.choices = [SelectChoice(word, say(title)) for word, title in ADVICE.items()]
        return self
