"""Rows that a register offers to start from: which are not taken yet, and their values in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.language import number, say
from app.models import Project
from app.registers.model import Field, Offer, Register
from app.registers.titles import titles_of
from app.words import _
from phases.model import Text


@dataclass(frozen=True, slots=True)
class Offered:
    """One offer as the page shows it: its place among the register's offers, what the row will be called, the rest."""

    place: int
    title: str
    rest: tuple[tuple[str, str], ...]


def offered(register: Register, project: Project) -> list[Offered]:
    """The offers that the project has not taken, in either language."""
    taken = {named.title.casefold() for named in titles_of(register, project.id).values()}
    return [
        Offered(place, say(offer[register.fields[0].name]), tuple(_rest(register, offer)))
        for place, offer in enumerate(register.offers)
        if not taken & _calls(offer[register.fields[0].name])
    ]


def values_of(register: Register, project: Project, places: Iterable[str]) -> list[Mapping[str, Any]]:
    """The rows that were picked by their places, each once, in the reader's language; what is taken stays out."""
    picked = set(places)
    wanted = [one.place for one in offered(register, project) if str(one.place) in picked]
    return [
        {
            register.field(name).column: say(value) if isinstance(value, Text) else value
            for name, value in register.offers[place].items()
        }
        for place in wanted
    ]


def _calls(title: Text) -> set[str]:
    return {title.en.casefold(), title.zh.casefold()}


def _rest(register: Register, offer: Offer) -> Iterable[tuple[str, str]]:
    for one in register.fields[1:]:
        value = offer.get(one.name)
        if value is not None and value is not False:
            yield say(one.label), _shown(one, value)


def _shown(one: Field, value: Any) -> str:
    if isinstance(value, Text):
        return say(value)
    if one.kind == "choice":
        return say(one.choices[value])
    return _("Yes") if value is True else number(value, 2)
