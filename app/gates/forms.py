"""Forms of gates. Conditions come in numbered rows; each blocker says which of them answers for it."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from flask import request
from flask_wtf import FlaskForm
from wtforms import (
    HiddenField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from app.day_field import DayField
from app.facts.people import Member
from app.language import say
from app.words import _, lazy
from phases.model import Blocker
from phases.transitions import Owed

REQUIRED = lazy("Fill in this field.")
TOO_LONG = lazy("Use at most %(max)d characters.")
OUTCOMES = [
    SelectChoice("go", lazy("Go")),
    SelectChoice("conditions", lazy("Go with conditions")),
    SelectChoice("no-go", lazy("No-go")),
]
MOST_ROWS = 20


class GateForm(FlaskForm):
    """What proposing and deciding share: outcome, words, conditions. Made by `made_for`."""

    rows = HiddenField()
    outcome = RadioField(lazy("Outcome"), [InputRequired(message=lazy("Choose an outcome."))], choices=OUTCOMES)
    text = TextAreaField(lazy("In your words"), [Length(max=5000, message=TOO_LONG)])
    count: int = 0
    covering: dict[str, str] = {}  # noqa: RUF012  (set anew on each class that made_for makes)

    @property
    def condition_rows(self) -> list[tuple[int, Any, Any, Any]]:
        """The rows in order: number, text, owner and due date."""
        return [
            (n, self[f"condition_{n}_text"], self[f"condition_{n}_owner"], self[f"condition_{n}_due"])
            for n in range(1, self.count + 1)
        ]

    @property
    def covers(self) -> list[Any]:
        """The fields that say which condition answers for which blocker."""
        return [self[name] for name in self.covering.values()]

    def owed(self) -> list[Owed]:
        """The conditions that were filled in; only what was sent counts, never what the form was drawn with."""
        return [
            Owed(text.data.strip(), owner.data or None, due.data, self._covered_by(n))
            for n, text, owner, due in self.condition_rows
            if text.raw_data and text.data.strip()
        ]

    def _covered_by(self, number: int) -> frozenset[str]:
        return frozenset(key for key, name in self.covering.items() if self[name].raw_data == [str(number)])


class ProposeGateForm(GateForm):
    """The lead consultant's proposal."""


class DecideGateForm(GateForm):
    """The sponsor's decision, signed with the password."""

    seen = HiddenField()
    password = PasswordField(
        lazy("Your password"),
        [InputRequired(message=lazy("Sign with your password."))],
        render_kw={"autocomplete": "current-password"},
    )

    def validate_text(self, field: TextAreaField) -> None:
        """A no-go says what has to change."""
        if self.outcome.data == "no-go" and not (field.data or "").strip():
            raise ValidationError(_("Say what has to change before the gate can pass."))


class WaiveForm(FlaskForm):
    """Why a blocker is set aside, and until when."""

    blocker = HiddenField()
    reason = TextAreaField(lazy("Reason"), [DataRequired(message=REQUIRED), Length(max=5000, message=TOO_LONG)])
    expires = DayField(lazy("Valid until"), [Optional()])


class FinishConditionForm(FlaskForm):
    """How a condition was fulfilled."""

    note = TextAreaField(
        lazy("How it was fulfilled"), [DataRequired(message=REQUIRED), Length(max=5000, message=TOO_LONG)]
    )


F = TypeVar("F", bound=GateForm)


def made_for(
    base: type[F],
    *,
    members: Sequence[Member],
    blockers: Sequence[Blocker],
    proposed: Sequence[Owed] = (),
    due: date,
    **values: Any,
) -> F:
    """The form for one gate: a row for each proposed condition and an empty one, a choice for each blocker.

    New rows are due on `due`. Sent with the button `more`, the form comes back with another row.
    """
    count = _count(len(proposed) or 1)
    names = [SelectChoice("", _("Choose")), *(SelectChoice(one.key, one.name) for one in members if not one.disabled)]
    rows = [SelectChoice(str(n), _("Condition %(number)s", number=n)) for n in range(1, count + 1)]
    numbers = [SelectChoice("", _("No condition")), *rows]
    covering = {one.key: f"cover_{hashlib.sha256(one.key.encode()).hexdigest()[:12]}" for one in blockers}
    fields: dict[str, Any] = {"count": count, "covering": covering}
    for n in range(1, count + 1):
        fields |= _row(n, names)
    for one in blockers:
        fields[covering[one.key]] = SelectField(say(one.sentence), choices=numbers, validate_choice=False)
    form: F = type(base.__name__, (base,), fields)(data={**_given(proposed, count, due, covering), **values})
    form.rows.data = str(count)
    return form


def _row(n: int, names: list[SelectChoice]) -> dict[str, Any]:
    return {
        f"condition_{n}_text": StringField(_("Condition %(number)s", number=n), [Length(max=1000, message=TOO_LONG)]),
        f"condition_{n}_owner": SelectField(_("Owner"), choices=names, validate_choice=False),
        f"condition_{n}_due": DayField(_("Due"), [Optional()]),
    }


def _given(proposed: Sequence[Owed], count: int, due: date, covering: dict[str, str]) -> dict[str, Any]:
    given: dict[str, Any] = dict.fromkeys(covering.values(), "" if proposed else "1")
    for n in range(1, count + 1):
        given[f"condition_{n}_due"] = due
    for n, one in enumerate(proposed, start=1):
        given[f"condition_{n}_text"], given[f"condition_{n}_owner"] = one.text, one.owner
        given[f"condition_{n}_due"] = one.due
        given |= {covering[key]: str(n) for key in one.covers if key in covering}
    return given


def _count(proposed: int) -> int:
    sent = request.form.get("rows", "")
    count = int(sent) if sent.isascii() and sent.isdigit() else proposed
    return min(count + ("more" in request.form), MOST_ROWS)
