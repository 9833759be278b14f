"""From what people type or paste to values: one reader for forms, spreadsheets and the clipboard."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.facts.people import members_of
from app.language import listed, say
from app.registers.catalogue import register_at
from app.registers.model import Field, Register
from app.registers.sheets.everyday_values import NOTHING, days_in, month_and_day
from app.registers.sheets.periods import end_in, period_in
from app.registers.sheets.reading_numbers import read_number
from app.registers.sheets.synonyms import meaning, yes_or_no
from app.registers.sheets.unread import Unread
from app.registers.titles import Named, titles_of
from app.words import _

Raw = Mapping[str, str | Sequence[str]]
_TIME = re.compile(r"(?:^|[T\s日])(\d{1,2})[:：](\d{2})(?::\d{2})?$")
_SEPARATORS = re.compile(r"[;；\n、]")
_WIDE = str.maketrans("０１２３４５６７８９．，－％−", "0123456789.,-%-")


@dataclass(slots=True)
class Known:
    """What cells may refer to: people of the project and rows of its other registers, by all they are called."""

    people: dict[str, int | None] = field(default_factory=dict)
    rows: dict[str, dict[str, int | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Read:
    """The values of one row, joins as tuples of ids; and per field the sentence that says what is wrong."""

    values: dict[str, Any]
    errors: dict[str, str]


def known_to(register: Register, project_id: int) -> Known:
    """What the cells of this register may refer to, in one query for the people and one for each other register."""
    found = Known()
    if any(one.kind == "person" for one in register.fields):
        for member in members_of(project_id):
            _call(found.people, member.id, member.key, member.name)
    for path in {one.of for one in register.fields if one.of}:
        names = found.rows.setdefault(path, {})
        for id, named in titles_of(register_at(path), project_id).items():
            _call(names, id, named.key, named.code, named.title, f"{named.code} {named.title}", shown(named))
    return found


def shown(named: Named) -> str:
    """How a cell refers to a row: its code and what it is called."""
    return f"{named.code} · {named.title}"


def _call(names: dict[str, int | None], id: int, *calls: str) -> None:
    for call in calls:
        folded = _folded(call)
        # A name that two rows bear means neither of them; key and code are one row's alone.
        names[folded] = id if names.get(folded, id) == id else None


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def read(register: Register, known: Known, raw: Raw, present: Mapping[str, Any] | None = None) -> Read:
    """The row that these texts say; fields that are not given keep their `present` values, or stay out of them."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for one in register.fields:
        if one.name in raw:
            try:
                values[one.column if not one.joined else one.name] = read_cell(one, known, raw[one.name])
            except Unread as unread:
                errors[one.name] = str(unread)
    whole_row = {**(present or {}), **values}
    if not errors and register.check and (sentence := register.check(whole_row)):
        errors[register.typed[0].name] = say(sentence)
    return Read(values, errors)


def read_cell(one: Field, known: Known, raw: str | Sequence[str]) -> Any:
    """The value of one cell; Unread with a sentence when it has none."""
    if one.joined:
        return _read_rows(one, known, [raw] if isinstance(raw, str) else raw)
    text = (raw if isinstance(raw, str) else "".join(raw)).replace("\x00", "").replace("\r\n", "\n").strip()
    if says_nothing(one, text):
        text = ""
    if not text and one.kind != "yes":
        if one.required:
            raise Unread(_("Please fill this in."))
        if one.empty is not None:
            return one.empty
        return "" if one.kind in ("line", "prose", "choice", "moment") else None
    match one.kind:
        case "line" | "prose":
            return _read_text(one, text)
        case "whole" | "number":
            return read_number(one, text)
        case "day":
            return _read_day(text)
        case "moment":
            return _read_moment(text)
        case "yes":
            return _read_yes(text)
        case "choice":
            return _read_choice(one, text)
        case "person":
            return _found(known.people, text, _("Nobody on the page “Team” is called “%(name)s”.", name=text[:80]))
        case _:
            return _found(known.rows[one.of], text, _no_row(one, text))


def says_nothing(one: Field, text: str) -> bool:
    """Whether a cell says that there is nothing to say, such as n/a; a text may mean it, and for yes or no it is no."""
    if text.casefold() not in NOTHING or one.kind in ("line", "prose", "yes"):
        return False
    return one.kind != "choice" or (not one.required and meaning(one, text) is None)


def _read_text(one: Field, text: str) -> str:
    if len(text) > one.length:
        raise Unread(_("At most %(number)s characters; these are %(found)s.", number=one.length, found=len(text)))
    text = " ".join(text.split()) if one.kind == "line" else text
    return text.upper() if one.capitals else text


def _read_day(text: str) -> date:
    found = days_in(text) or [day for day in (end_in(text),) if day]
    if len(found) == 1:
        return found[0]
    if found:
        which = {"text": text[:40], "one": found[0].isoformat(), "other": found[1].isoformat()}
        raise Unread(_("“%(text)s” can be %(one)s or %(other)s: write one of them.", **which))
    if period_in(text):
        raise Unread(_("“%(text)s” names no day; write the day, as 2026-03-31.", text=text[:40]))
    if month_and_day(text):
        raise Unread(_("“%(text)s” names no year; write it as 2026-03-31.", text=text[:40]))
    raise Unread(_("“%(text)s” is no day; write it as 2026-03-31.", text=text[:40]))


def _read_moment(text: str) -> str:
    plain = text.translate(_WIDE)
    if time := _TIME.search(plain):
        hour, minute = (int(part) for part in time.groups())
        days = days_in(plain[: time.start(1)].rstrip("T ")) if hour < 24 and minute < 60 else []
        if len(days) == 1:
            return f"{days[0]} {hour:02}:{minute:02}"
    raise Unread(_("“%(text)s” is no day with its time; write it as 2026-03-31 18:05.", text=text[:40]))


def _read_yes(text: str) -> bool:
    said = yes_or_no(text)
    if said is None:
        raise Unread(_("Write yes or no, not “%(text)s”.", text=text[:40]))
    return said


def _read_choice(one: Field, text: str) -> str:
    word = meaning(one, text)
    if word is None:
        offered = listed(say(label) for label in one.choices.values())
        raise Unread(_("“%(text)s” is not one of: %(choices)s.", text=text[:60], choices=offered))
    return word


def _read_rows(one: Field, known: Known, texts: Sequence[str]) -> tuple[int, ...]:
    wanted = [text.strip() for text in texts if text.strip()]
    if len(wanted) == 1 and _folded(wanted[0]) not in known.rows[one.of]:
        # Titles may hold semicolons: a cell of several lines has one row a line, as our own workbooks write it.
        parts = wanted[0].split("\n") if "\n" in wanted[0] else _SEPARATORS.split(wanted[0])
        wanted = [each for part in parts for each in _parted(part, known.rows[one.of])]
    if one.required and not wanted:
        raise Unread(_("Please choose at least one."))
    found = (_found(known.rows[one.of], text, _no_row(one, text)) for text in wanted if text.casefold() not in NOTHING)
    return tuple(sorted(set(found)))


def _parted(text: str, names: Mapping[str, int | None]) -> list[str]:
    """The names in a part of a cell; a comma or stroke parts them only where one of them is known by itself."""
    pieces = [piece.strip() for piece in re.split(r"[,，/]", text) if piece.strip()]
    whole = _folded(text) in names or not any(_folded(piece) in names for piece in pieces)
    return [text.strip()] if whole and text.strip() else pieces


def _no_row(one: Field, text: str) -> str:
    title = say(register_at(one.of).title)
    return _("“%(text)s” is not in the register “%(register)s”.", text=text[:80], register=title)


def _found(names: Mapping[str, int | None], text: str, missing: str) -> int:
    folded = _folded(text)
    if folded not in names:
        raise Unread(missing)
    id = names[folded]
    if id is None:
        raise Unread(_("“%(text)s” fits several; write the number before it.", text=text[:80]))
    return id
