"""Forms of engagements: opening, settings, state, lengths of phases, team."""

import json
from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from app.clock import today
from app.day_field import DayField
from app.language import language, say
from app.long_select import LongSelect, long_choices
from app.permissions import the_viewer
from app.places import accepted_zones, countries, time_zones
from app.projects.queries import Candidate, ClientChoice, clients_to_choose
from app.roles import role_title
from app.words import _, lazy
from app.zone_field import ZoneField
from phases.edition import current_edition, editions
from phases.order import ORDER, TITLES


class DurationsForm(FlaskForm):
    """Working days of each phase; one field a phase, named by its word."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        for word in ORDER:  # a wrong length is told with its phase
            self[word].label.text = say(TITLES[word]) + _(": ") + _("Working days")

    def durations(self) -> dict[str, int]:
        """The lengths as entered, in the order of the phases."""
        return {word: self[word].data for word in ORDER}

    def rows(self) -> list[tuple[str, Any]]:
        """Each phase's title with its field."""
        return [(say(TITLES[word]), self[word]) for word in ORDER]


for _word in ORDER:
    setattr(
        DurationsForm,
        _word,
        IntegerField(
            lazy("Working days"),
            [
                InputRequired(lazy("Give a length in working days.")),
                NumberRange(1, 1000, lazy("A phase takes from 1 to 1,000 working days.")),
            ],
        ),
    )


class ChangeDurationsForm(DurationsForm):
    """Other lengths for the phases of a running plan."""

    version = HiddenField()


class OpenProjectForm(DurationsForm):
    """A new engagement, for a client that exists or a new one."""

    client = SelectField(lazy("Client"), default="", description=lazy("Choose one, or name a new one beside."))
    new_client = StringField(
        lazy("Name of the new client"),
        [Length(max=200)],
        description=lazy("Only if the client is not in the list yet."),
    )
    name = StringField(
        lazy("Name of the engagement"), [DataRequired(lazy("Give the engagement a name.")), Length(max=200)]
    )
    system = StringField(lazy("CRM system"), [Length(max=200)])
    summary = TextAreaField(lazy("What it is about"), [Length(max=4000)])
    country = SelectField(
        lazy("Country whose holidays count"),
        [DataRequired(lazy("Choose a country."))],
        description=lazy("Working days, public holidays and make-up days."),
    )
    time_zone = ZoneField(
        lazy("Time zone"),
        assumed=lambda form: form.zone_of_client(),
        description=lazy("Where the project's days begin and end: that of the country unless you choose another."),
    )
    edition = SelectField(lazy("Edition of the method"), [DataRequired(lazy("Choose an edition."))])
    start = DayField(lazy("Start"), [InputRequired(lazy("Give the day of the start."))])
    go_live = DayField(
        lazy("Go-live agreed"),
        [Optional()],
        description=lazy("Leave it empty to plan forward from the start."),
    )

    known: Mapping[str, ClientChoice] = {}

    @classmethod
    def for_viewer(cls, chosen_client: str = "") -> "OpenProjectForm":
        """The form with the clients that this person sees and sensible beginnings."""
        viewer = the_viewer()
        form = cls(
            client=chosen_client,
            country=_country_of(chosen_client),
            start=today(viewer.time_zone),
            **dict(current_edition().durations),
        )
        form.known = {one.key: one for one in clients_to_choose(viewer)}
        form.client.choices = [("", _("New client…")), *((one.key, one.name) for one in form.known.values())]
        form.client.render_kw = {
            "data-places": json.dumps({one.key: [one.country, one.time_zone] for one in form.known.values()})
        }
        form.time_zone.offer(form)
        form.country.choices = countries(language())
        form.edition.choices = [(key, say(edition.title)) for key, edition in editions().items()]
        return form

    def zone_of_client(self) -> str:
        """The zone of a client that exists, where the engagement is in the same country."""
        one = self.known.get(self.client.data or "")
        return one.time_zone if one is not None and one.country == self.country.data else ""

    def validate_new_client(self, field: Any) -> None:
        """A client is either chosen or named, not both and not neither."""
        if not self.client.data and not (field.data or "").strip():
            raise ValidationError(_("Choose a client or give the name of a new one."))
        if self.client.data and (field.data or "").strip():
            raise ValidationError(_("Either choose a client or name a new one, not both."))

    def validate_go_live(self, field: Any) -> None:
        """Go-live comes after the start."""
        if field.data and self.start.data and field.data <= self.start.data:
            raise ValidationError(_("Go-live has to come after the start."))


def _country_of(client_key: str) -> str:
    found = {one.key: one.country for one in clients_to_choose(the_viewer())}
    return found.get(client_key, "CN")


class EditProjectForm(FlaskForm):
    """What an engagement is called and how it is described."""

    name = StringField(
        lazy("Name of the engagement"), [DataRequired(lazy("Give the engagement a name.")), Length(max=200)]
    )
    system = StringField(lazy("CRM system"), [Length(max=200)])
    summary = TextAreaField(lazy("What it is about"), [Length(max=4000)])
    go_live = DayField(lazy("Go-live agreed"), [Optional()])
    time_zone = SelectField(
        lazy("Time zone"),
        [DataRequired(lazy("Choose a time zone."))],
        description=lazy("Where the project's days begin and end."),
        widget=LongSelect(time_zones, accepted_zones),
    )
    version = HiddenField()

    def offer(self) -> None:
        """Fill in what can be chosen."""
        self.time_zone.choices = long_choices(accepted_zones, language())


class MovePhaseForm(FlaskForm):
    """Another first day for a phase."""

    start = DayField(lazy("New start"), [InputRequired(lazy("Give the new day of the start."))])
    version = HiddenField()


class AddMemberForm(FlaskForm):
    """A person for the team: of the firm or of this client."""

    person = SelectField(lazy("Person"), [DataRequired(lazy("Choose a person."))])
    role = SelectField(lazy("Part in the engagement"))

    def offer(self, candidates: list[Candidate], parts: tuple[str, ...]) -> None:
        """Fill in who can be added, and the parts there are."""
        people = [(one.key, f"{one.name} ({one.side})") for one in candidates]
        self.person.choices = [("", _("Choose a person…")), *people]
        self.role.choices = [("", _("As their account says")), *((part, role_title(part)) for part in parts)]
