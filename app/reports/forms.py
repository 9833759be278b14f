"""The form of a report: the consultant's own words at the marked places of its kind."""

from __future__ import annotations

from functools import cache

from flask_wtf import FlaskForm
from wtforms import IntegerField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from app.language import say
from app.reports.actions import TEXT_LENGTH
from app.reports.catalogue import KINDS, Kind
from app.words import _, lazy

TOO_LONG = lazy("Use at most %(max)d characters.")


class ReportTextsForm(FlaskForm):
    """The version of the texts as they were read; the fields of a kind are added by `texts_form`."""

    version = IntegerField(widget=HiddenInput())

    def texts(self) -> dict[str, str]:
        """What was written, by place."""
        return {field.short_name: field.data or "" for field in self if isinstance(field, TextAreaField)}

    def name_places(self, kind: Kind) -> None:
        """Label the fields by their chapter and let the prompt of the place stand as help, in the reader's language."""
        titles = {chapter.key: say(chapter.title) for chapter in kind.chapters}
        for place, prompt in kind.places.items():
            field = self[place]
            field.label.text = titles.get(place) or _("Summary")
            field.description = say(prompt)


@cache
def texts_form(kind: str) -> type[ReportTextsForm]:
    """The form with one text for each marked place of a kind."""
    fields = {place: TextAreaField("", [Length(max=TEXT_LENGTH, message=TOO_LONG)]) for place in KINDS[kind].places}
    return type("ReportTextsForm", (ReportTextsForm,), fields)
