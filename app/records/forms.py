"""The form of a register's row, made from its declaration; reading.read() is what understands it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import DateInput, DateTimeLocalInput, NumberInput

from app.facts.people import members_of
from app.language import say
from app.registers.catalogue import register_at
from app.registers.model import Field as Declared
from app.registers.model import Register
from app.registers.rows import Row
from app.registers.sheets.reading import known_to, read
from app.registers.titles import titles_of
from app.words import _

Offered = list[SelectChoice]


class RecordForm(FlaskForm):
    """One row of a register; its fields are those that the register declares."""

    register: Register
    version = HiddenField()

    def declared(self) -> list[Field]:
        """The register's fields, in its order."""
        return [self[one.name] for one in self.register.typed]

    def values(self, project_id: int, present: Row | None = None) -> Mapping[str, Any] | None:
        """What was written, as values of the row; None when something is wrong, which stands at its field then."""
        if not self.validate_on_submit() and any(name == "csrf_token" for name in self.errors):
            return None
        raw = {one.name: self._raw(one) for one in self.register.typed}
        found = read(self.register, known_to(self.register, project_id), raw, present.values if present else None)
        for name, sentence in found.errors.items():
            self[name].errors = [sentence]
        return None if found.errors else found.values

    def _raw(self, one: Declared) -> Any:
        data = self[one.name].data
        if one.kind == "yes":
            return "yes" if data else "no"
        return data or ([] if one.joined else "")


def form_for(
    register: Register, project_id: int, row: Row | None = None, given: Mapping[str, str] | None = None
) -> RecordForm:
    """The form with what can be chosen, filled in from a row or from `given` texts by field."""
    offered = {one.name: _offered(one, project_id) for one in register.typed if one.kind in _CHOSEN}
    fields = {one.name: _field(one, offered.get(one.name, [])) for one in register.typed}
    made = type("RecordForm", (RecordForm,), {**fields, "register": register})
    data: dict[str, Any] = {**(given or {}), **(_filled(register, row, project_id) if row else {})}
    form: RecordForm = made(data=data)
    return form


_CHOSEN = frozenset({"choice", "person", "row", "rows"})


def _field(one: Declared, offered: Offered) -> Any:
    label, rules = say(one.label), [InputRequired()] if one.required and one.kind not in ("yes", "rows") else []
    more: dict[str, Any] = {"description": say(one.help) if one.help else "", "validators": rules}
    match one.kind:
        case "prose":
            return TextAreaField(label, render_kw={"maxlength": one.length}, **more)
        case "yes":
            return BooleanField(label, default=one.presumed, **more)
        case "day":
            return StringField(label, widget=DateInput(), **more)
        case "moment":
            return StringField(label, widget=DateTimeLocalInput(), **more)
        case "whole" | "number":
            bounds = {name: bound for name, bound in (("min", one.low), ("max", one.high)) if bound is not None}
            step = {"step": "1" if one.kind == "whole" else "any"}
            return StringField(label, widget=NumberInput(), render_kw={**bounds, **step}, **more)
        case "choice" | "person" | "row":
            return SelectField(label, choices=offered, validate_choice=False, default="", **more)
        case "rows":
            return SelectMultipleField(label, choices=offered, validate_choice=False, **more)
        case _:
            return StringField(label, render_kw={"maxlength": one.length}, **more)


def _offered(one: Declared, project_id: int) -> Offered:
    nothing = [SelectChoice("", _("Please choose") if one.required else "–")]
    match one.kind:
        case "choice":
            return nothing + [SelectChoice(word, say(label)) for word, label in one.choices.items()]
        case "person":
            return nothing + [SelectChoice(member.key, member.name) for member in members_of(project_id)]
        case _:
            titles = titles_of(register_at(one.of), project_id).values()
            rows = [SelectChoice(named.key, f"{named.code} · {named.title}") for named in titles]
            return rows if one.joined else nothing + rows


def _filled(register: Register, row: Row, project_id: int) -> dict[str, Any]:
    keys: dict[str, dict[int, str]] = {}
    for one in register.fields:
        if one.kind == "person":
            keys[one.name] = {member.id: member.key for member in members_of(project_id)}
        elif one.of:
            keys[one.name] = {id: named.key for id, named in titles_of(register_at(one.of), project_id).items()}
    return {"version": str(row.version)} | {one.name: _text(one, row, keys.get(one.name, {})) for one in register.typed}


def _text(one: Declared, row: Row, keys: Mapping[int, str]) -> Any:
    value = row.values[one.name if one.joined else one.column]
    match one.kind:
        case "rows":
            return [keys[id] for id in value if id in keys]
        case "person" | "row":
            return keys.get(value, "")
        case "yes":
            return bool(value)
        case "day":
            return value.isoformat() if value else ""
        case "moment":
            return (value or "").replace(" ", "T")
        case "number" | "whole":
            return "" if value is None else f"{value:.10g}"
        case _:
            return value or ""
