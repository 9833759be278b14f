"""The form of the reaction survey."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from app.language import say
from app.training.survey import WORDS
from app.words import lazy

POINTS = [
    SelectChoice("1", lazy("1 not at all")),
    SelectChoice("2", "2"),
    SelectChoice("3", "3"),
    SelectChoice("4", "4"),
    SelectChoice("5", lazy("5 fully")),
]


def _statement(word: str) -> RadioField:
    return RadioField(word, choices=POINTS, validators=[InputRequired(lazy("Please choose one."))])


class ReactionForm(FlaskForm):
    """Five statements from 1 to 5 and a remark. It needs no cookie: the link itself is the secret."""

    class Meta:
        csrf = False

    ticket = HiddenField(validators=[InputRequired(), Length(max=60)])
    useful = _statement("useful")
    clear = _statement("clear")
    paced = _statement("paced")
    practised = _statement("practised")
    ready = _statement("ready")
    remark = TextAreaField(lazy("What should be better, or what was good?"), validators=[Length(max=2000)])

    def worded(self) -> ReactionForm:
        """The form with its statements in the reader's language."""
        for word, text in WORDS.items():
            self[word].label.text = say(text)
        return self
