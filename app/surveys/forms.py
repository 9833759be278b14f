"""What is filled in to make a survey and its links."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.day_field import DayField
from app.language import say
from app.surveys.actions import MOST_LINKS, Wanted
from app.words import _, lazy
from phases.evaluation.instruments import AUDIENCES, load

TOO_LONG = lazy("Use at most %(max)d characters.")


def lines(text: str | None) -> list[str]:
    """The lines of a text, empty ones left out."""
    return [line.strip() for line in (text or "").replace("\x00", "").splitlines() if line.strip()]


def both(line: str) -> tuple[str, str]:
    """A line `English | 中文` in its two languages; without a bar it is the same in both."""
    first, bar, second = (part.strip() for part in line.partition("|"))
    return (first or second, second or first) if bar else (line, line)


class SurveyForm(FlaskForm):
    """A survey: title, whom, what, how the links work."""

    title = StringField(lazy("Title"), [InputRequired(lazy("Give it a name.")), Length(max=200, message=TOO_LONG)])
    audience = RadioField(lazy("People asked"), [InputRequired(lazy("Choose who is asked and how."))], default="users")
    instruments = SelectMultipleField(
        lazy("Instruments"), option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
    statements = TextAreaField(
        lazy("Own statements, 1 to 5"),
        [Length(max=8000, message=TOO_LONG)],
        description=lazy("One a line. Both languages with a bar between them: The report helps me. | 报表对我有帮助。"),
    )
    questions = TextAreaField(
        lazy("Open questions"), [Length(max=8000, message=TOO_LONG)], description=lazy("One a line.")
    )
    groups = TextAreaField(
        lazy("Groups"),
        [Length(max=4000, message=TOO_LONG)],
        description=lazy("Departments or roles, one a line. Groups of fewer than five answers are never shown alone."),
    )
    introduction = TextAreaField(lazy("Introduction"), [Length(max=2000, message=TOO_LONG)])
    mode = RadioField(lazy("Links"), [InputRequired(lazy("Choose who is asked and how."))], default="personal")
    places = IntegerField(
        lazy("Links or people"),
        [Optional(), NumberRange(1, MOST_LINKS, lazy("Give a number from 1 to 2000."))],
    )
    round = SelectField(lazy("Belongs to"))
    until = DayField(lazy("Open until"), [Optional()])

    def offer(self, rounds: list[int]) -> SurveyForm:
        """Offer audiences, instruments and the project's rounds in the reader's language."""
        self.audience.choices = [SelectChoice(word, say(title)) for word, title in AUDIENCES.items()]
        self.mode.choices = [
            SelectChoice("personal", _("one link for each answer")), SelectChoice("open", _("one link for all")),
        ]  # fmt: skip
        self.instruments.choices = [
            SelectChoice(one.id, f"{say(one.title)} · {say(AUDIENCES[one.audience])}") for one in load().values()
        ]
        self.round.choices = [
            SelectChoice("", _("the whole project")),
            *(SelectChoice(str(one), _("Round %(number)s", number=one)) for one in rounds),
        ]
        return self

    def wanted(self) -> Wanted:
        """The survey as it was asked for."""
        return Wanted(
            title=self.title.data or "",
            audience=self.audience.data,
            mode=self.mode.data,
            instruments=tuple(self.instruments.data or ()),
            own=(
                *(("scale", *both(line)) for line in lines(self.statements.data)),
                *(("text", *both(line)) for line in lines(self.questions.data)),
            ),
            groups=tuple(lines(self.groups.data)),
            introduction=self.introduction.data or "",
            round=int(self.round.data) if self.round.data else None,
            places=self.places.data or 0,
            until=self.until.data,
        )


class LinksForm(FlaskForm):
    """More links, for a group or for anybody."""

    count = IntegerField(
        lazy("How many"),
        [
            InputRequired(lazy("Give a number from 1 to 2000.")),
            NumberRange(1, MOST_LINKS, lazy("Give a number from 1 to 2000.")),
        ],
    )
    group = SelectField(lazy("For the group"))

    def offer(self, groups: list[str]) -> LinksForm:
        """Offer the survey's groups."""
        self.group.choices = [SelectChoice("", _("for anybody")), *(SelectChoice(one, one) for one in groups)]
        return self
