"""Forms of accounts."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, PasswordField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError
from wtforms.widgets import HiddenInput

from app.accounts.email import LENGTH, is_email, normal_email
from app.language import language
from app.long_select import LongSelect, long_choices
from app.passwords import password_problem
from app.places import accepted_zones, time_zones
from app.roles import all_roles, role_title
from app.words import _, lazy

LANGUAGES = [SelectChoice("en", "English"), SelectChoice("zh", "中文")]


def stripped(text: str | None) -> str:
    """What was typed, without blanks at its ends."""
    return (text or "").strip()


def one_line(_form: FlaskForm, field: StringField) -> None:
    """Refuse line breaks and control characters in what is printed as one line."""
    if any(sign < " " or sign == "\x7f" for sign in field.data or ""):
        raise ValidationError(_("Write this on one line, without control characters."))


def an_email(_form: FlaskForm, field: StringField) -> None:
    """Refuse what cannot be one e-mail address."""
    if not is_email(normal_email(field.data or "")):
        raise ValidationError(_("Write one e-mail address, such as name@example.com."))


class SignInForm(FlaskForm):
    """E-mail and password."""

    email = StringField(
        lazy("E-mail"),
        [DataRequired(lazy("Write your e-mail address.")), Length(max=LENGTH)],
        render_kw={"autocomplete": "username", "inputmode": "email", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        lazy("Password"),
        [InputRequired(lazy("Write your password.")), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
    )


class NewPasswordForm(FlaskForm):
    """A password of one's own choice, written twice; `about` are words that it must not contain."""

    about: tuple[str, ...] = ()
    password = PasswordField(
        lazy("Password"),
        [InputRequired(lazy("Choose a password."))],
        description=lazy("At least 12 characters. A sentence of your own is easy to remember and hard to guess."),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        lazy("The same password again"),
        [InputRequired(lazy("Write the password a second time."))],
        render_kw={"autocomplete": "new-password"},
    )

    def validate_password(self, field: PasswordField) -> None:
        """The rules for passwords."""
        problem = password_problem(field.data or "", about=self.about)
        if problem:
            raise ValidationError(problem)

    def validate_again(self, field: PasswordField) -> None:
        """Both must be the same, sign by sign."""
        if field.data != self.password.data:
            raise ValidationError(_("The two passwords differ. Write the same one twice."))


class ChangePasswordForm(NewPasswordForm):
    """A new password; the old one proves who asks."""

    old = PasswordField(
        lazy("Present password"),
        [InputRequired(lazy("Write your present password.")), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
    )


def name_field() -> StringField:
    """A person's name."""
    rules = [DataRequired(lazy("Write your name.")), Length(max=200), one_line]
    return StringField(lazy("Name"), rules, filters=[stripped], render_kw={"autocomplete": "name"})


class _PlacedForm(FlaskForm):
    """Language and time zone, as choices."""

    language = RadioField(lazy("Language"), [InputRequired(lazy("Choose a language."))], choices=LANGUAGES)
    time_zone = SelectField(
        lazy("Time zone"), [InputRequired(lazy("Choose a time zone."))], widget=LongSelect(time_zones, accepted_zones)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.time_zone.choices = long_choices(accepted_zones, language())


class AcceptInvitationForm(NewPasswordForm, _PlacedForm):
    """What an invited person says of themselves; the browser's own time zone is put in where none is known."""

    name = name_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.time_zone.render_kw = {"data-own-zone": True}


class FirstAdministratorForm(AcceptInvitationForm):
    """What the first administrator says, too."""

    email = StringField(
        lazy("E-mail"),
        [DataRequired(lazy("Write your e-mail address.")), Length(max=LENGTH), an_email],
        description=lazy("You sign in with it."),
        render_kw={"autocomplete": "username", "inputmode": "email", "autocapitalize": "none"},
    )
    firm_name = StringField(
        lazy("Name of your firm"),
        [DataRequired(lazy("Write the name of your firm.")), Length(max=200), one_line],
        description=lazy("It stands on the cover of reports."),
        filters=[stripped],
        render_kw={"autocomplete": "organization"},
    )


class ProfileForm(_PlacedForm):
    """What a person may change about themselves."""

    version = IntegerField(default=0, widget=HiddenInput())
    name = name_field()
    job_title = StringField(lazy("Job title"), [Length(max=200), one_line], filters=[stripped])
    theme = RadioField(
        lazy("Appearance"),
        [InputRequired(lazy("Choose an appearance."))],
        choices=[
            SelectChoice("auto", lazy("Auto")),
            SelectChoice("light", lazy("Light")),
            SelectChoice("dark", lazy("Dark")),
        ],
    )

    def values(self) -> dict[str, Any]:
        """What was chosen, with the version that it was chosen against."""
        names = ("name", "job_title", "language", "time_zone", "theme")
        return {"version": self.version.data or 0, **{name: self[name].data for name in names}}


class InviteForm(FlaskForm):
    """Whom to invite, in which role."""

    email = StringField(
        lazy("E-mail"),
        [DataRequired(lazy("Write the person's e-mail address.")), Length(max=LENGTH), an_email],
        filters=[stripped],
        render_kw={"autocomplete": "off", "inputmode": "email", "autocapitalize": "none"},
    )
    name = StringField(lazy("Name"), [Length(max=200), one_line], filters=[stripped])
    role = SelectField(lazy("Role"), [InputRequired(lazy("Choose a role."))])
    client = SelectField(
        lazy("Client"),
        default="",
        description=lazy("For roles on the client's side; people see their own company only."),
    )
    language = RadioField(lazy("Language"), [InputRequired(lazy("Choose a language."))], choices=LANGUAGES)
    project = HiddenField()

    def offer(self, *, clients: list[tuple[str, str]], administrators: bool) -> None:
        """Fill in the clients to choose from, and whether administrators may be invited."""
        everyone = [("", _("None: works for the firm")), *clients]
        self.client.choices = [SelectChoice(*client) for client in everyone]
        self.role.choices = role_choices(administrators=administrators)

    def validate_client(self, field: SelectField) -> None:
        """A client for roles on the client's side, none for those of the firm."""
        sides = {role.key: role.side for role in all_roles()}
        side = sides.get(self.role.data or "")
        if side == "client" and not field.data:
            raise ValidationError(_("Choose the client that this person works for."))
        if side == "firm" and field.data:
            raise ValidationError(_("Roles of the firm have no client. Choose “None: works for the firm”."))


class InviteClientForm(FlaskForm):
    """Whom of the client to invite into a team, in which role."""

    email = StringField(
        lazy("E-mail"),
        [DataRequired(lazy("Write the person's e-mail address.")), Length(max=LENGTH), an_email],
        filters=[stripped],
        render_kw={"autocomplete": "off", "inputmode": "email", "autocapitalize": "none"},
    )
    name = StringField(lazy("Name"), [Length(max=200), one_line], filters=[stripped])
    role = SelectField(lazy("Role"), [InputRequired(lazy("Choose a role."))])
    language = RadioField(lazy("Language"), [InputRequired(lazy("Choose a language."))], choices=LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = role_choices(side="client", administrators=False)


class RoleForm(FlaskForm):
    """Another role for a person, on the same side."""

    version = IntegerField(default=0, widget=HiddenInput())
    role = SelectField(lazy("Role"), [InputRequired(lazy("Choose a role."))])

    def offer(self, *, side: str, administrators: bool) -> None:
        """Fill in the roles of the person's side."""
        self.role.choices = role_choices(side=side, administrators=administrators)


def role_choices(*, side: str = "", administrators: bool) -> list[SelectChoice]:
    """The roles of one side (or both) that may be given, by name."""
    return [
        SelectChoice(role.key, role_title(role.key))
        for role in all_roles()
        if side in ("", role.side) and (administrators or role.key != "administrator")
    ]
