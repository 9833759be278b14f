"""What people fill in: dates of a round, success criteria, figures, findings, actions and what becomes of them."""

from __future__ import annotations

import math
from collections.abc import Iterable

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    FloatField,
    Form,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from app.day_field import DayField
from app.evaluations.limits import LARGEST, NAME_LENGTH, TEXT_LENGTH
from app.facts.people import Member
from app.language import say
from app.web_address import LENGTH as URL_LENGTH
from app.web_address import is_web_address
from app.words import _, lazy
from phases.evaluation.readings import Way, problem

REQUIRED = lazy("Fill in this field.")
TOO_LONG = lazy("Use at most %(max)d characters.")
NO_NUMBER = lazy("Give a number.")
PER_CENT = NumberRange(0, 100, lazy("The attributed share lies between 0 and 100 per cent."))
SEVERITIES = [
    SelectChoice("critical", lazy("Critical")),
    SelectChoice("high", lazy("High")),
    SelectChoice("medium", lazy("Medium")),
    SelectChoice("low", lazy("Low")),
]

DIRECTIONS = [SelectChoice("up", lazy("more")), SelectChoice("down", lazy("less"))]


class NumberField(FloatField):
    """A finite number; thousands may be set apart by commas."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        text = valuelist[0].strip().replace(",", "").replace("，", "").replace("−", "-")
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value) or abs(value) > LARGEST:
            self.data = None
            raise ValueError(str(NO_NUMBER))
        self.data = value

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:.15g}"


def _version() -> IntegerField:
    """The row's version as it was read; the form of something new carries none."""
    return IntegerField(validators=[Optional()], widget=HiddenInput())


class RoundForm(FlaskForm):
    """First and last day of a round."""

    from_date = DayField(lazy("First day"), [InputRequired(REQUIRED)])
    to_date = DayField(lazy("Last day"), [InputRequired(REQUIRED)])
    version = _version()

    def validate_to_date(self, field: DayField) -> None:
        """The last day is not before the first."""
        if self.from_date.data and field.data and field.data < self.from_date.data:
            raise ValidationError(_("The last day lies before the first one."))


class ConclusionForm(FlaskForm):
    """What the consultant makes of a round."""

    conclusion = TextAreaField(lazy("Conclusion"), [Length(max=TEXT_LENGTH, message=TOO_LONG)])
    version = _version()


class CriterionForm(FlaskForm):
    """A success criterion; fields that are still empty make it incomplete, and the page says so."""

    name = StringField(lazy("Metric"), [InputRequired(REQUIRED), Length(max=NAME_LENGTH, message=TOO_LONG)])
    unit = StringField(
        lazy("Unit"), [Length(max=40, message=TOO_LONG)], description=lazy("For example %, days, CNY a month.")
    )
    part = SelectField(lazy("Part of the effect"))
    direction = RadioField(
        lazy("Better is"), choices=[SelectChoice("up", lazy("more")), SelectChoice("down", lazy("less"))], default="up"
    )
    baseline = NumberField(lazy("Baseline value"), [Optional()])
    baseline_date = DayField(lazy("Date of the baseline"), [Optional()])
    baseline_source = StringField(
        lazy("Source of the baseline"),
        [Length(max=NAME_LENGTH, message=TOO_LONG)],
        description=lazy("The report, system or person the value comes from."),
    )
    target = NumberField(lazy("Target value"), [Optional()])
    target_date = DayField(lazy("Target date"), [Optional()])
    owner = SelectField(lazy("Owner"), validate_choice=False)
    how_measured = TextAreaField(
        lazy("How it is measured"),
        [Length(max=TEXT_LENGTH, message=TOO_LONG)],
        description=lazy("What is counted, over which period and scope, by whom."),
    )
    way = SelectField(lazy("How the value comes about"), default="entered")
    attitude = BooleanField(
        lazy("It asks what people think, not what they do"),
        description=lazy(
            "Satisfaction is an attitude; loyalty shows in behaviour and is never measured by attitude alone."
        ),
    )
    scope = StringField(
        lazy("Scope"),
        [Length(max=NAME_LENGTH, message=TOO_LONG)],
        description=lazy("Which departments, products or customers the baseline speaks of; figures keep to it."),
    )
    baseline_from = DayField(lazy("Period of the baseline from"), [Optional()])
    baseline_to = DayField(
        lazy("Period of the baseline to"),
        [Optional()],
        description=lazy("Figures are compared when they speak of the same months of the year."),
    )
    money_per_unit = NumberField(
        lazy("Money per unit"),
        [Optional()],
        description=lazy("What one unit of improvement, held for a year, is worth, if it can be stated."),
    )
    money_low = NumberField(lazy("At least"), [Optional()])
    money_high = NumberField(lazy("At most"), [Optional()])
    currency = StringField(lazy("Currency"), [Length(max=3, message=TOO_LONG)], default="CNY")
    attributed = NumberField(
        lazy("Attributed share (%)"),
        [Optional(), PER_CENT],
        default=100.0,
        description=lazy("The part of the change that both sides ascribe to the rollout."),
    )
    attributed_low = NumberField(lazy("At least (%)"), [Optional(), PER_CENT])
    attributed_high = NumberField(lazy("At most (%)"), [Optional(), PER_CENT])
    attribution = SelectField(lazy("Method of attribution"), default="")
    attribution_reason = TextAreaField(
        lazy("Why this share"),
        [Length(max=TEXT_LENGTH, message=TOO_LONG)],
        description=lazy("What else may have moved the figure, and how its part was set apart."),
    )
    baseline_of = SelectField(
        lazy("Take the baseline from"),
        default="",
        validate_choice=False,
        description=lazy("A value that is there already is taken over with its period and source when you save."),
    )
    version = _version()


class FigureForm(Form):
    """One line of the figures of a round; without a value the criterion is not measured."""

    value = NumberField(lazy("Value of this round"), [Optional()])
    period_from = DayField(lazy("Period from"), [Optional()])
    period_to = DayField(lazy("Period to"), [Optional()])
    source = StringField(lazy("Source"), [Length(max=NAME_LENGTH, message=TOO_LONG)])
    comparable = BooleanField(lazy("Same scope"))
    accepted = StringField(lazy("Compared nevertheless, because"), [Length(max=NAME_LENGTH, message=TOO_LONG)])
    count1 = NumberField("", [Optional()])
    count2 = NumberField("", [Optional()])
    count3 = NumberField("", [Optional()])
    count4 = NumberField("", [Optional()])

    def use(self, way: Way) -> None:
        """Ask for the counts that the value is computed from, in the place of the value."""
        self.way = way
        if way.instrument:
            self.counts = []
            return
        self.counts = [(name, self[f"count{place}"]) for place, name in enumerate(way.inputs, 1)]
        for name, field in self.counts:
            field.label.text = say(way.inputs[name])

    @property
    def inputs(self) -> dict[str, float]:
        """The counts that were filled in."""
        return {name: field.data for name, field in self.counts if field.data is not None}

    @property
    def given(self) -> bool:
        """Whether there is a figure at all."""
        if self.way.instrument:
            return False
        return bool(self.inputs) if self.counts else self.value.data is not None

    def validate_accepted(self, _field: StringField) -> None:
        """Counts make a value, and a value speaks of a period."""
        if self.given and self.counts and (sentence := problem(self.way, self.inputs)) is not None:
            raise ValidationError(say(sentence))

    def validate_source(self, _field: StringField) -> None:
        """A value speaks of a period."""
        if self.given and not (self.period_from.data and self.period_to.data):
            raise ValidationError(_("Say which period the value speaks of."))

    def validate_period_to(self, field: DayField) -> None:
        """A period ends after it begins."""
        if self.period_from.data and field.data and field.data < self.period_from.data:
            raise ValidationError(_("The period ends before it begins."))


class FiguresForm(FlaskForm):
    """The figures of a round together: the lines are forms of their own, named by their criterion."""

    version = _version()


class FindingForm(FlaskForm):
    """What a round found."""

    title = StringField(lazy("Finding"), [InputRequired(REQUIRED), Length(max=NAME_LENGTH, message=TOO_LONG)])
    cause = TextAreaField(
        lazy("Cause"),
        [Length(max=TEXT_LENGTH, message=TOO_LONG)],
        description=lazy("Why it is so, as far as it is known."),
    )
    indicator = SelectField(
        lazy("Indicator"), description=lazy("The indicator it shows in; it also sets the dimension."), default=""
    )
    dimension = RadioField(lazy("Dimension"), default="breadth")
    severity = RadioField(lazy("Severity"), choices=SEVERITIES, default="medium")
    version = _version()


class ActionForm(FlaskForm):
    """A rectification action: who does what by when, and what it should change."""

    title = StringField(lazy("Action"), [InputRequired(REQUIRED), Length(max=NAME_LENGTH, message=TOO_LONG)])
    owner = SelectField(lazy("Owner"), validate_choice=False)
    due = DayField(lazy("Due"), [InputRequired(REQUIRED)])
    expected_indicator = SelectField(lazy("Expected to change"), default="")
    expected_change = NumberField(
        lazy("Expected change in percentage points"),
        [Optional(), NumberRange(-1000, 1000, NO_NUMBER)],
        description=lazy("Percentage points, or hundredths of an index: +10, −5."),
    )
    version = _version()

    def offer(self, members: Iterable[Member]) -> None:
        """Let the person choose among the members whose account is open."""
        people = [SelectChoice(one.key, one.name) for one in members if not one.disabled]
        self.owner.choices = [SelectChoice("", _("Choose somebody")), *people]

    def validate_owner(self, field: SelectField) -> None:
        """Somebody has to own the action, and be of this project."""
        if field.data not in {one.value for one in field.choices if one.value}:
            raise ValidationError(_("Choose somebody of this project."))

    def validate_expected_change(self, field: NumberField) -> None:
        """A change is of something."""
        if field.data is not None and not self.expected_indicator.data:
            raise ValidationError(_("Say which indicator the expected change is about."))


class FinishForm(FlaskForm):
    """What the owner says when an action is done."""

    text = TextAreaField(
        lazy("What was done"), [InputRequired(REQUIRED), Length(max=TEXT_LENGTH, message=TOO_LONG)], id="finish-text"
    )


class SendBackForm(FlaskForm):
    """Why an action that was reported done is not."""

    text = TextAreaField(
        lazy("What is missing"), [InputRequired(REQUIRED), Length(max=TEXT_LENGTH, message=TOO_LONG)], id="back-text"
    )


class DropForm(FlaskForm):
    """Why an action will not be done."""

    text = TextAreaField(
        lazy("Why it will not be done"),
        [InputRequired(REQUIRED), Length(max=TEXT_LENGTH, message=TOO_LONG)],
        id="drop-text",
    )


class VerifyForm(FlaskForm):
    """The evidence that an action was done: a note, a link or a file."""

    note = TextAreaField(lazy("What shows that it was done"), [Length(max=TEXT_LENGTH, message=TOO_LONG)])
    url = URLField(lazy("Link"), [Length(max=URL_LENGTH, message=TOO_LONG)], render_kw={"placeholder": "https://"})
    file = FileField(lazy("File"))
    speaks_of = DayField(lazy("Date it speaks of"), [Optional()])

    def validate_url(self, field: URLField) -> None:
        """Only addresses of the web: everything else could do harm when it is followed."""
        field.data = (field.data or "").strip()
        if field.data and not is_web_address(field.data):
            raise ValidationError(_("A link has to be a whole web address that begins with https:// or http://."))

    def validate_note(self, field: TextAreaField) -> None:
        """There is some evidence."""
        if not ((field.data or "").strip() or (self.url.data or "").strip() or self.file.data):
            raise ValidationError(_("Verifying needs evidence: a note, a link or a file."))


class EffectForm(Form):
    """Whether an action of an earlier round had its effect."""

    effect = SelectField(
        lazy("Effect"),
        choices=[
            SelectChoice("", lazy("not judged yet")),
            SelectChoice("confirmed", lazy("effective")),
            SelectChoice("unconfirmed", lazy("not effective")),
        ],
    )
    note = StringField(lazy("Note"), [Length(max=NAME_LENGTH, message=TOO_LONG)])
