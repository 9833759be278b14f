"""What people send about items: an answer from a row, a choice of several rows, and the forms of an item's page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from app.answers.actions import NOTE_LENGTH
from app.answers.actions_evidence import TITLE_LENGTH, Piece
from app.answers.actions_items import Wording
from app.errors import Refused
from app.facts.people import Member
from app.files import Received
from app.models import ROLE_WORDS
from app.roles import role_title
from app.words import _, lazy

TEXT_LENGTH = 20_000
NOBODY = "-"
STATES = [
    ("open", lazy("Open")),
    ("doing", lazy("Doing")),
    ("done", lazy("Done")),
    ("na", lazy("Not applicable")),
]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a row sends: the state that was pressed, the note beside it, the version that was seen."""

    state: str
    note: str
    version: int | None

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "Answer":
        """Take an answer out of what was sent; line ends as the database keeps them."""
        version = form.get("version", "")
        return cls(
            state=form.get("state", ""),
            note=form.get("note", "").replace("\r\n", "\n"),
            version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None,
        )


def read_choice(sent: Sequence[str]) -> dict[str, int]:
    """The chosen rows, each sent as `id:version`; refused when none is chosen or one is not of that form."""
    chosen: dict[str, int] = {}
    for one in sent:
        item, _colon, version = one.rpartition(":")
        if not (item and version.isascii() and version.isdigit() and len(version) < 10):
            raise Refused(_("Some of the chosen items are not part of this checklist. Nothing was changed."))
        chosen[item] = int(version)
    if not chosen:
        raise Refused(_("Choose at least one item: tick the boxes beside the questions."))
    return chosen


class AnswerForm(FlaskForm):
    """The answer on an item's own page."""

    state = RadioField(lazy("State"), choices=STATES)
    note = TextAreaField(
        lazy("Note"),
        [Length(max=NOTE_LENGTH)],
        description=lazy("For “not applicable”, this is the reason."),
    )
    version = IntegerField(widget=HiddenInput())


class PlanForm(FlaskForm):
    """Who answers and by when; people are named by their keys."""

    assignee = SelectField(lazy("Assigned to"), validate_choice=False)
    due = DateField(lazy("Due"), [Optional()])
    version = IntegerField(widget=HiddenInput(), id="plan-version")

    def offer(self, members: Sequence[Member]) -> None:
        """Let the person choose among the members whose account is open."""
        self.assignee.choices = [("", _("Nobody in particular")), *_people(members)]


class ManyForm(FlaskForm):
    """What is to happen to all chosen rows; what is left alone stays as it is."""

    state = SelectField(lazy("State"), validate_choice=False)
    note = StringField(lazy("Note or reason"), [Length(max=NOTE_LENGTH)])
    assignee = SelectField(lazy("Assigned to"), validate_choice=False)
    due = DateField(lazy("Due"), [Optional()])

    def offer(self, members: Sequence[Member]) -> None:
        """Let the person choose a state and a member, or leave them alone."""
        same = _("No change")
        self.state.choices = [("", same), *STATES]
        self.assignee.choices = [("", same), (NOBODY, _("Nobody in particular")), *_people(members)]


class EvidenceForm(FlaskForm):
    """A piece of evidence: a file, a link or a note, with the day that it speaks of."""

    file = FileField(lazy("File"))
    url = URLField(lazy("Link"), [Length(max=2000)], render_kw={"placeholder": "https://"})
    text = TextAreaField(lazy("Note"), [Length(max=TEXT_LENGTH)])
    title = StringField(
        lazy("Title"),
        [Length(max=TITLE_LENGTH)],
        description=lazy("Left empty, it is the name of the file, the link or the first line of the note."),
    )
    speaks_of = DateField(
        lazy("Date it speaks of"),
        [InputRequired(lazy("Say which day the evidence speaks of."))],
        description=lazy("The day of the meeting or of the figures, not the day of the upload."),
    )

    def piece(self, received: Received | None) -> Piece:
        """What the person brings, with the file that was received meanwhile."""
        day: Any = self.speaks_of.data
        return Piece(
            speaks_of=day,
            title=self.title.data or "",
            text=(self.text.data or "").replace("\r\n", "\n"),
            url=(self.url.data or "").strip(),
            file=received,
            file_name=(self.file.data.filename or "") if received else "",
        )


class ItemForm(FlaskForm):
    """The words of an item of the project's own."""

    question = StringField(lazy("Question"), [InputRequired(lazy("Write the question.")), Length(max=500)])
    why = TextAreaField(lazy("Why it matters"), [Length(max=4000)])
    owner_role = SelectField(lazy("Who answers"))
    mandatory = BooleanField(
        lazy("Mandatory for the gate"), description=lazy("While it is open, it stands in the way of the gate.")
    )
    evidence_required = BooleanField(lazy("Wants evidence"))
    version = IntegerField(widget=HiddenInput())

    def offer(self) -> "ItemForm":
        """Let the person choose the role that answers."""
        self.owner_role.choices = [(role, role_title(role)) for role in ROLE_WORDS[1:]]
        return self

    def wording(self) -> Wording:
        """What was written."""
        return Wording(
            question=" ".join((self.question.data or "").split()),
            why=(self.why.data or "").replace("\r\n", "\n"),
            owner_role=self.owner_role.data,
            mandatory=self.mandatory.data,
            evidence_required=self.evidence_required.data,
        )


def _people(members: Sequence[Member]) -> list[tuple[str, str]]:
    return [(one.key, f"{one.name} · {role_title(one.role)}") for one in members if not one.disabled]
