"""What somebody's own words mean in a project's tables: asked once, kept, and told by itself in the next table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from app import audit
from app.database import db
from app.facts.people import members_of
from app.language import say
from app.models import Project, WordMeaning
from app.registers.everyday_values import NOTHING
from app.registers.model import Field, Register
from app.registers.spreadsheet import Cells
from app.registers.synonyms import meaning, word_of, yes_or_no
from app.words import _
from phases.model import same

Meanings = Mapping[tuple[str, str], str]
"""What is meant, by the field's name and the word as word_of() gives it."""
WORDS = 60
"""So many words are asked about at once, and so many kept ones shown."""
EMPTY = "-"
_KEPT: Any = WordMeaning.__table__.c
_SAID = re.compile(r"word-(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Strange:
    """A word of a column of choices that nobody knows: in how many lines it stands, and what it can mean.

    `offered` are what it may stand for, with the words for them; `means` is which of them somebody said before.
    """

    field: Field
    text: str
    lines: int
    offered: tuple[tuple[str, str], ...]
    means: str = ""


def meanings_of(project_id: int, register: Register) -> Meanings:
    """What was said in this project of the words of a register's tables, as far as it is still offered."""
    return {(one.field.name, word_of(one.text)): one.means for one in kept_words(project_id, register)}


def kept_words(project_id: int, register: Register) -> list[Strange]:
    """The words whose meaning was said, by column and word."""
    rows = db.session.execute(
        select(_KEPT.field, _KEPT.shown, _KEPT.means)
        .where(_KEPT.project_id == project_id, _KEPT.register == register.path)
        .order_by(_KEPT.field, _KEPT.word)
    )
    fields = asked_fields(project_id, register)
    found = (
        Strange(fields[name], text, 0, offered(fields[name]), means) for name, text, means in rows if name in fields
    )
    return [one for one in found if one.means in dict(one.offered)]


def remember(*, project: Project, register: Register, page: str, said: Mapping[str, str], by: int) -> None:
    """Keep what a person said of words (`word-<n>` in the field `word-<n>-in`: `word-<n>-means`); nothing forgets it.

    Whoever brings a table may say it anew. `page` is the address below the project at which tables are brought.
    """
    fields = asked_fields(project.id, register)
    told: dict[tuple[str, str], tuple[str, str]] = {}
    for name in said:
        one = fields.get(said.get(f"{name}-in", "")) if _SAID.fullmatch(name) else None
        means = said.get(f"{name}-means", "")
        if one is not None and word_of(said[name]) and means in ("", *dict(offered(one))):
            told[one.name, word_of(said[name])] = (said[name].strip()[:200], means)
    if told and _keep(project, register, told):
        audit.touch(project.id)
        audit.record("words.told", by=by, project=project.id, about=page, title=say(register.title))


def _keep(project: Project, register: Register, told: Mapping[tuple[str, str], tuple[str, str]]) -> bool:
    """Whether anything is different now."""
    mine = select(WordMeaning).where(_KEPT.project_id == project.id, _KEPT.register == register.path)
    present = {(row.field, row.word): row for row in db.session.scalars(mine)}
    changed = False
    for (field, word), (shown, means) in told.items():
        row = present.get((field, word))
        if (row.means if row else "") == means:
            continue
        changed = True
        if row is None:
            named = {"project_id": project.id, "register": register.path, "field": field, "word": word}
            db.session.add(WordMeaning(**named, shown=shown, means=means))
        elif means:
            row.means = means
        else:
            db.session.delete(row)
    db.session.flush()
    return changed


def asked_fields(project_id: int, register: Register) -> dict[str, Field]:
    """The fields whose words are asked about, by name; one of a person has the people of the project as choices."""
    fields = {one.name: one for one in register.typed if is_asked(one)}
    if any(one.kind == "person" for one in fields.values()):
        people = {member.key: same(member.name) for member in members_of(project_id)}
        persons = {name: replace(one, choices=people) for name, one in fields.items() if one.kind == "person"}
        return fields | persons
    return fields


def translated(
    fields: Mapping[str, Field], raw: Mapping[str, str], meanings: Meanings
) -> tuple[dict[str, str], tuple[tuple[str, str, str], ...]]:
    """A line's texts with the words that were told in ours, and what was meant: field, typed, as we say it."""
    texts, meant = dict(raw), []
    for one in fields.values() if meanings else ():
        text = raw.get(one.name, "")
        means = meanings.get((one.name, word_of(text))) if text and not is_known(one, text) else None
        if means is not None:
            texts[one.name] = "" if means == EMPTY else say(one.choices[means]) if one.kind == "choice" else means
            meant.append((one.name, text, dict(offered(one))[means]))
    return texts, tuple(meant)


def strange_in(
    fields: Mapping[str, Field], cells: Cells, places: Mapping[int, str], meanings: Meanings
) -> tuple[list[Strange], list[Strange]]:
    """The words of columns of choices, people, and yes or no, that nobody knows, each once: those to ask about, and
    those whose meaning was said before."""
    asked: list[Strange] = []
    told: list[Strange] = []
    for one in _words_in(fields, cells, places):
        means = meanings.get((one.field.name, word_of(one.text)), "")
        (told if means else asked).append(replace(one, means=means))
    return asked[:WORDS], told[:WORDS]


def _words_in(fields: Mapping[str, Field], cells: Cells, places: Mapping[int, str]) -> Iterator[Strange]:
    for place, name in places.items():
        if name not in fields:
            continue
        texts = Counter(line[place].strip() for line in cells[1:] if place < len(line))
        by_word: dict[str, Strange] = {}
        for text, count in texts.items():
            if text and not is_known(fields[name], text):
                before = by_word.get(word_of(text), Strange(fields[name], text[:200], 0, offered(fields[name])))
                by_word[word_of(text)] = replace(before, lines=before.lines + count)
        yield from by_word.values()


def is_asked(one: Field) -> bool:
    """Whether a field's words are ours, so that others have to be told."""
    return one.kind in ("choice", "yes", "person")


def is_known(one: Field, text: str) -> bool:
    """Whether a word says one of a field's choices, one of its people, or yes or no; what is no word says nothing."""
    if one.kind == "person":
        names = (name for key, person in one.choices.items() for name in (key, say(person)))
        return text.casefold() in NOTHING or " ".join(text.casefold().split()) in {name.casefold() for name in names}
    return yes_or_no(text) is not None if one.kind == "yes" else meaning(one, text) is not None


def offered(one: Field) -> tuple[tuple[str, str], ...]:
    """What a word of a field can mean, with the words for it; the dash leaves the cell empty."""
    if one.kind == "yes":
        return (("yes", _("Yes")), ("no", _("No")))
    empty = () if one.required else ((EMPTY, _("nothing: leave the cell empty")),)
    return (*((key, say(title)) for key, title in one.choices.items()), *empty)
