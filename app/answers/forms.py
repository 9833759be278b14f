"""What people send about items: an answer from a row, a choice of several rows, and the forms of an item's page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from app.answers.actions import NOTE_LENGTH
from app.answers.actions_evidence import TITLE_LENGTH, Piece
from app.answers.actions_items import Wording
from app.day_field import DayField
from app.errors import Refused
from app.files import Received
from app.models import ROLE_WORDS
from app.roles import role_title
from app.words import _, lazy

TEXT_LENGTH = 20_000


def at_most(limit: int) -> Length:
    """A limit of the length of a text, with a sentence of our own."""
    return Length(max=limit, message=lazy("Write at most %(max)d characters."))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a row sends: the state that was pressed, the note beside it, the version that was seen."""

    state: str
    note: str
    version: int | None

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "Answer":
        """Take an answer out of what was sent; line ends as the database keeps them, no NUL."""
        version = form.get("version", "")
        return cls(
            state=form.get("state", ""),
            note=form.get("note", "").replace("\r\n", "\n").replace("\x00", ""),
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


class PlanForm(FlaskForm):
    """Who answers and by when; people are named by their keys."""

    assignee = StringField(lazy("Assigned to"), [at_most(20)])
    due = DayField(lazy("Due"), [Optional()])
    version = IntegerField(lazy("Version"), [InputRequired()])


class ManyForm(FlaskForm):
    """What is to happen to all chosen rows; what is left empty stays as it is."""

    state = StringField(lazy("State"), [at_most(10)])
    note = StringField(lazy("Note or reason"), [at_most(NOTE_LENGTH)])
    assignee = StringField(lazy("Assigned to"), [at_most(20)])
    due = DayField(lazy("Due"), [Optional()])


class EvidenceForm(FlaskForm):
    """A piece of evidence: a file, a link or a note, with the day that it speaks of."""

    file = FileField(lazy("File"))
    url = StringField(lazy("Link"), [at_most(2000)])
    text = TextAreaField(lazy("Note"), [at_most(TEXT_LENGTH)])
    title = StringField(lazy("Title"), [at_most(TITLE_LENGTH)])
    speaks_of = DayField(lazy("Date it speaks of"), [InputRequired(lazy("Say which day the evidence speaks of."))])

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

    question = StringField(lazy("Question"), [DataRequired(lazy("Write the question.")), at_most(500)])
    why = TextAreaField(lazy("Why it matters"), [at_most(4000)])
    owner_role = SelectField(lazy("Who answers"))
    mandatory = BooleanField(
        lazy("Mandatory for the gate"), description=lazy("While it is open, it stands in the way of the gate.")
    )
    evidence_required = BooleanField(lazy("Wants evidence"))
    version = IntegerField(validators=[Optional()], widget=HiddenInput())

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
