"""The small forms of checklist pages as they are drawn: what was typed, what is wrong with it, what can be chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from flask_wtf import FlaskForm

from app.facts.people import Member
from app.roles import role_title
from app.words import _

NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Draft:
    """Values and sentences by field; sentences under the empty name are about the whole form."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    choices: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """What stands in a field."""
        return self.values.get(name, "")

    def wrong(self, name: str) -> Sequence[str]:
        """What is wrong with a field."""
        return self.errors.get(name, ())


def refused(form: FlaskForm, choices: Mapping[str, Sequence[tuple[str, str]]] | None = None) -> Draft:
    """A form as it was sent, with what is wrong with it."""
    values = {one.name: one.raw_data[0] for one in form if one.raw_data and isinstance(one.raw_data[0], str)}
    errors = {one.name: list(map(str, one.errors)) for one in form if one.errors}
    if form.form_errors:
        errors[""] = list(map(str, form.form_errors))
    return Draft(values, errors, choices or {})


def people_to_choose(members: Sequence[Member]) -> list[tuple[str, str]]:
    """The members who may be asked to answer, by key, with their role."""
    titles = {role: role_title(role) for role in {one.role for one in members}}
    return [(one.key, f"{one.name} · {titles[one.role]}") for one in members if not one.disabled]


def choices_of_many(members: Sequence[Member]) -> dict[str, Sequence[tuple[str, str]]]:
    """What can be chosen for several items at once; the first choice leaves things as they are."""
    same = ("", _("No change"))
    states = [("open", _("Open")), ("doing", _("Doing")), ("done", _("Done")), ("na", _("Not applicable"))]
    return {
        "state": [same, *states],
        "assignee": [same, (NOBODY, _("Nobody in particular")), *people_to_choose(members)],
    }


def choices_of_plan(members: Sequence[Member]) -> dict[str, Sequence[tuple[str, str]]]:
    """Who may be asked to answer one item."""
    return {"assignee": [("", _("Nobody in particular")), *people_to_choose(members)]}


def day_value(value: date | None) -> str:
    """A date as a date field takes it."""
    return value.isoformat() if value else ""
