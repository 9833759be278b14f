"""Forms of deliverables."""

from collections.abc import Iterable

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.day_field import DayField
from app.facts.people import Member
from app.web_address import is_web_address
from app.words import _, lazy

REQUIRED = lazy("Fill in this field.")
TOO_LONG = lazy("Use at most %(max)d characters.")


class AddVersionForm(FlaskForm):
    """A new version: either a file or a link."""

    file = FileField(lazy("File"))
    url = StringField(
        lazy("or link"),
        [Optional(), Length(max=2000, message=TOO_LONG)],
        description=lazy("Where the document is kept, beginning with https:// or http://."),
    )
    note = TextAreaField(lazy("What is new"), [Length(max=5000, message=TOO_LONG)])

    def validate_file(self, field: FileField) -> None:
        """Exactly one of both."""
        if bool(field.data) == bool((self.url.data or "").strip()):
            raise ValidationError(
                _("Give either a file or a link, not both.") if field.data else _("Choose a file or give a link.")
            )

    def validate_url(self, field: StringField) -> None:
        """Only addresses of the web: everything else could do harm when it is followed."""
        field.data = (field.data or "").strip()
        if field.data and not is_web_address(field.data):
            raise ValidationError(_("This is not a web address. It has to begin with https:// or http://."))


class ReturnVersionForm(FlaskForm):
    """What has to change in a version that is returned."""

    comment = TextAreaField(
        lazy("What has to change"), [DataRequired(message=REQUIRED), Length(max=5000, message=TOO_LONG)]
    )


class DeliverableForm(FlaskForm):
    """Owner and due date of a deliverable."""

    version = HiddenField()
    owner = SelectField(lazy("Owner"), validate_choice=False)
    due = DayField(lazy("Due"), [Optional()])

    def offer(self, members: Iterable[Member]) -> None:
        """Let people choose among the members of the project, or nobody."""
        self.ids = {one.key: one.id for one in members if not one.disabled}
        names = [SelectChoice(one.key, one.name) for one in members if not one.disabled]
        self.owner.choices = [SelectChoice("", _("Nobody yet")), *names]

    @property
    def owner_id(self) -> int | None:
        """The chosen member's number, None for nobody."""
        return self.ids.get(self.owner.data)

    def validate_owner(self, field: SelectField) -> None:
        """Only members of the project, whatever the form carries."""
        if field.data and field.data not in self.ids:
            raise ValidationError(_("Choose somebody of this project."))


class OwnDeliverableForm(DeliverableForm):
    """A deliverable of the project's own, which has its own title."""

    title = StringField(lazy("Title"), [DataRequired(message=REQUIRED), Length(max=300, message=TOO_LONG)])
    mandatory = BooleanField(lazy("Mandatory for the gate"))


class AddDeliverableForm(OwnDeliverableForm):
    """A new deliverable of the project's own, with the phase that owes it."""

    phase = SelectField(lazy("Phase"))
