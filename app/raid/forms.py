"""Forms of the RAID log."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from app.day_field import DayField
from app.facts.people import Member
from app.language import say
from app.raid.actions import Entry
from app.raid.words import KINDS, SEVERITIES
from app.words import _, lazy
from phases.order import TITLES


class RaidForm(FlaskForm):
    """A risk, assumption, issue or decision."""

    kind = RadioField(lazy("Kind"), [DataRequired(lazy("Choose a kind."))])
    title = StringField(
        lazy("What it is, in a sentence"), [DataRequired(lazy("Say in a few words what it is about.")), Length(max=300)]
    )
    severity = SelectField(
        lazy("Severity"),
        [DataRequired(lazy("Choose a severity."))],
        description=lazy("An open issue of critical severity keeps every gate shut."),
    )
    owner = SelectField(lazy("Owner"), default="")
    due = DayField(lazy("Due"), [Optional()])
    phase = SelectField(lazy("Phase"), default="")
    text = TextAreaField(lazy("Description"), [Length(max=10_000)])
    response = TextAreaField(
        lazy("Response"), [Length(max=10_000)], description=lazy("What is done about it, or what was decided.")
    )
    version = HiddenField()

    def offer(self, members: list[Member]) -> None:
        """Fill in what can be chosen: owners are the members of the project."""
        self.kind.choices = list(KINDS.items())
        self.severity.choices = list(SEVERITIES.items())
        self.owner.choices = [("", _("Nobody yet")), *((one.key, one.name) for one in members)]
        self.phase.choices = [("", _("The whole engagement")), *((word, say(title)) for word, title in TITLES.items())]

    def entry(self) -> Entry:
        """What the person wrote."""
        return Entry(
            kind=self.kind.data,
            title=self.title.data,
            severity=self.severity.data,
            text=self.text.data or "",
            response=self.response.data or "",
            owner=self.owner.data or "",
            due=self.due.data,
            phase=self.phase.data or "",
        )
