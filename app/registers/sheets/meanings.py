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
from app.language import listed, say
from app.models import Project, WordMeaning
from app.registers.model import Field, Register
from app.registers.sheets.everyday_values import NOTHING
from app.registers.sheets.numbers import number_in
from app.registers.sheets.reading import says_nothing
from app.registers.sheets.scales import level_in, proposal
from app.registers.sheets.spreadsheet import Cells
from app.registers.sheets.synonyms import is_own_word, meaning, word_of, yes_or_no
from app.words import _, ngettext
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
    """A word of a column that is none of ours: in how many lines it stands, and what it can mean.

    `offered` are what it may stand for, with the words for them; `means` is which of them somebody said before, or is
    proposed, or is taken for it.
    """

    field: Field
    text: str
    lines: int
    offered: tuple[tuple[str, str], ...]
    means: str = ""

    @property
    def said(self) -> str:
        """What it means, in our words."""
        return dict(self.offered).get(self.means, "")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a table that are none of ours: those to `ask` about, a proposal with each where there is one; those
    that were `told` before; and those that everyday words `presume` something of, which may be told otherwise."""

    ask: tuple[Strange, ...] = ()
    told: tuple[Strange, ...] = ()
    presume: tuple[Strange, ...] = ()

    @property
    def proposes(self) -> bool:
        """Whether some meaning is proposed."""
        return any(one.means for one in self.ask)

    @property
    def presumed(self) -> list[str]:
        """The sentences that say what was presumed, one for all words of a column that are read alike."""
        alike: dict[tuple[str, str], list[Strange]] = {}
        for one in self.presume:
            alike.setdefault((one.field.name, one.means), []).append(one)
        return [_presumed(words) for words in alike.values()]


def _presumed(words: list[Strange]) -> str:
    names = listed([f"“{one.text[:40]}”" for one in words], 6)
    return ngettext(
        "“%(column)s”: %(words)s read as “%(meaning)s” in %(num)s line.",
        "“%(column)s”: %(words)s read as “%(meaning)s” in %(num)s lines.",
        sum(one.lines for one in words), column=say(words[0].field.label), words=names, meaning=words[0].said,
    )  # fmt: skip


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
    """The fields whose words are asked about, by name. All have their words as choices: one of a person the people of
    the project, a small scale its levels with their numbers."""
    fields = {one.name: one for one in register.typed if is_asked(one)}
    if any(one.kind == "person" for one in fields.values()):
        people = {member.key: same(member.name) for member in members_of(project_id)}
        fields |= {name: replace(one, choices=people) for name, one in fields.items() if one.kind == "person"}
    return fields | {name: replace(one, choices=one.numbered_levels) for name, one in fields.items() if one.levels}


def translated(
    fields: Mapping[str, Field], raw: Mapping[str, str], meanings: Meanings
) -> tuple[dict[str, str], tuple[tuple[str, str, str], ...]]:
    """A line's texts with the words that were told in ours, and what was meant: field, typed, as we say it."""
    texts, meant = dict(raw), []
    for one in fields.values() if meanings else ():
        text = raw.get(one.name, "")
        means = meanings.get((one.name, word_of(text))) if text and not is_ours(one, text) else None
        if means is not None:
            texts[one.name] = "" if means == EMPTY else say(one.choices[means]) if one.kind == "choice" else means
            meant.append((one.name, text, dict(offered(one))[means]))
    return texts, tuple(meant)


def words_in(fields: Mapping[str, Field], cells: Cells, places: Mapping[int, str], meanings: Meanings) -> Words:
    """The words of columns of choices, people, yes or no, and small scales that are none of ours, each once."""
    ask: list[Strange] = []
    told: list[Strange] = []
    presume: list[Strange] = []
    for one in _words_in(fields, cells, places):
        if before := meanings.get((one.field.name, word_of(one.text)), ""):
            told.append(replace(one, means=before))
        elif taken := taken_for(one.field, one.text):
            presume.append(replace(one, means=taken))
        else:
            ask.append(replace(one, means=proposal(one.field, one.text) if one.field.levels else ""))
    return Words(tuple(ask[:WORDS]), tuple(told[:WORDS]), tuple(presume[:WORDS]))


def _words_in(fields: Mapping[str, Field], cells: Cells, places: Mapping[int, str]) -> Iterator[Strange]:
    for place, name in places.items():
        if name not in fields:
            continue
        texts = Counter(line[place].strip() for line in cells[1:] if place < len(line))
        by_word: dict[str, Strange] = {}
        for text, count in texts.items():
            if text and not is_ours(fields[name], text):
                before = by_word.get(word_of(text), Strange(fields[name], text[:200], 0, offered(fields[name])))
                by_word[word_of(text)] = replace(before, lines=before.lines + count)
        yield from by_word.values()


def is_asked(one: Field) -> bool:
    """Whether a field's words are ours, so that others have to be told."""
    return one.kind in ("choice", "yes", "person") or bool(one.levels)


def is_ours(one: Field, text: str) -> bool:
    """Whether a cell says one of a field's own words, one of its people, or a number; what is no word says nothing."""
    if one.kind == "person":
        names = (name for key, person in one.choices.items() for name in (key, say(person)))
        return text.casefold() in NOTHING or " ".join(text.casefold().split()) in {name.casefold() for name in names}
    if one.levels:
        return text.casefold() in NOTHING or number_in(text) is not None
    return is_own_word(one, text) or (one.kind == "choice" and says_nothing(one, text))


def taken_for(one: Field, text: str) -> str:
    """What everyday words make of one that is none of ours; empty where it has to be asked about."""
    if one.kind == "person":
        return ""
    if one.levels:
        return level if (level := level_in(one, text)) in one.levels else ""
    if one.kind == "yes":
        said = yes_or_no(text)
        return "" if said is None else "yes" if said else "no"
    return meaning(one, text) or ""


def offered(one: Field) -> tuple[tuple[str, str], ...]:
    """What a word of a field can mean, with the words for it; the dash leaves the cell empty."""
    if one.kind == "yes":
        return (("yes", _("Yes")), ("no", _("No")))
    empty = () if one.required else ((EMPTY, _("nothing: leave the cell empty")),)
    return (*((key, say(title)) for key, title in one.choices.items()), *empty)
