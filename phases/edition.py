"""An edition of the method: the checklists, glossary, limits and durations that a project is pinned to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import phases
from phases.model import AnyPhase, DeliverableKind, Group, Item, Limits, Text
from phases.order import ORDER
from phases.reading import Entry, read

T = TypeVar("T", Group, Item, DeliverableKind, "Term")
CHECKLISTS = Path(__file__).resolve().parent.parent / "checklists"


class EditionError(ValueError):
    """The files of an edition are wrong; `problems` are sentences that each name file and item."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the method with its definition."""

    id: str
    term: Text
    definition: Text


@dataclass(frozen=True, slots=True)
class Role:
    """A part that people play in a project, with a sentence that says what it may do; side is firm or client."""

    key: str
    side: str
    title: Text
    sentence: Text


@dataclass(frozen=True, slots=True)
class PhaseContent:
    """What one phase asks for in this edition; items and deliverables in the order of the file, by id."""

    word: str
    title: Text
    purpose: Text
    activities: tuple[Text, ...]
    groups: Mapping[str, Group]
    items: Mapping[str, Item]
    deliverables: Mapping[str, DeliverableKind]


@dataclass(frozen=True, slots=True)
class Edition:
    """A whole edition, in mappings by phase word.

    `limits` also has the parts “evaluation” and “warnings”; `durations` are working days a phase, `deadlines` days
    of the calendar by name, `glossary` the terms by id, `roles` the roles by key.
    """

    key: str
    title: Text
    phases: Mapping[str, PhaseContent]
    limits: Mapping[str, Limits]
    durations: Mapping[str, int]
    deadlines: Mapping[str, int]
    glossary: Mapping[str, Term]
    roles: Mapping[str, Role]

    def item(self, id: str) -> Item:
        """The item with this id; LookupError when the edition has none (it may be a project's own)."""
        return self.phases[id.partition(".")[0]].items[id]

    def deliverable(self, id: str) -> DeliverableKind:
        """The deliverable with this id; LookupError when the edition has none."""
        return self.phases[id.partition(".")[0]].deliverables[id]


@cache
def load(folder: Path = CHECKLISTS) -> Edition:
    """The edition in a folder, read once per process; EditionError lists everything that is wrong with it."""
    problems: list[str] = []
    head = read(folder / "edition.yaml", problems)
    roles = _roles(read(folder / "roles.yaml", problems, listed="roles"))
    edition = Edition(
        key=head.words("key"),
        title=head.text("title"),
        phases=MappingProxyType(
            {p.word: _content(p, read(folder / f"{p.word}.yaml", problems), roles) for p in phases.PHASES}
        ),
        limits=_limits(head.entry("limits")),
        durations=_whole(head, "durations", needed=ORDER),
        deadlines=_whole(head, "deadlines"),
        glossary=_glossary(read(folder / "glossary.yaml", problems)),
        roles=roles,
    )
    head.nothing_else()
    if problems:
        raise EditionError(problems)
    return edition


@cache
def editions(folder: Path = CHECKLISTS) -> Mapping[str, Edition]:
    """All editions by key, the current one first; earlier ones live in folders inside the current one's."""
    folders = [folder, *sorted((file.parent for file in folder.glob("*/edition.yaml")), reverse=True)]
    found: dict[str, Edition] = {}
    for one in folders:
        edition = load(one)
        if edition.key in found:
            raise EditionError([f"{one.name}/edition.yaml: another edition has the key “{edition.key}” already."])
        found[edition.key] = edition
    return MappingProxyType(found)


def current_edition(key: str = "", folder: Path = CHECKLISTS) -> Edition:
    """The edition with this key; without a key, the one that new projects get. LookupError with a sentence if none."""
    found = editions(folder)
    if not key:
        return next(iter(found.values()))
    try:
        return found[key]
    except KeyError:
        raise LookupError(f"There is no edition “{key}”; there are {', '.join(found)}.") from None


def _content(phase: AnyPhase, file: Entry, roles: Mapping[str, Role]) -> PhaseContent:
    if file.words("phase") not in ("", phase.word):
        file.problem(f"“phase” should be “{phase.word}”")
    groups = _by_id(file, [_group(entry) for entry in file.entries("groups", "group")])
    content = PhaseContent(
        word=phase.word,
        title=file.text("title"),
        purpose=file.text("purpose"),
        activities=file.texts("activities", "activity"),
        groups=groups,
        items=_by_id(file, [_item(e, phase.word, groups, roles) for e in file.entries("items", "item")]),
        deliverables=_by_id(file, [_deliverable(e, phase.word) for e in file.entries("deliverables", "deliverable")]),
    )
    file.nothing_else()
    return content


def _group(entry: Entry) -> Group:
    group = Group(entry.words("id"), entry.text("title"))
    entry.nothing_else()
    return group


def _item(entry: Entry, word: str, groups: Mapping[str, Group], roles: Mapping[str, Role]) -> Item:
    item = Item(
        id=_own_id(entry, word),
        phase=word,
        group=entry.words("group"),
        question=entry.text("question"),
        why=entry.text("why"),
        evidence=entry.text("evidence"),
        owner=entry.words("owner"),
        mandatory=entry.flag("mandatory"),
        evidence_required=entry.flag("evidence_required"),
    )
    if item.group and item.group not in groups:
        entry.problem(f"there is no group “{item.group}” in this file")
    if item.owner and roles and item.owner not in roles:
        entry.problem(f"“{item.owner}” is not a role; the roles are {', '.join(roles)}")
    entry.nothing_else()
    return item


def _deliverable(entry: Entry, word: str) -> DeliverableKind:
    kind = DeliverableKind(_own_id(entry, word), entry.text("title"), entry.text("about"), entry.flag("mandatory"))
    entry.nothing_else()
    return kind


def _own_id(entry: Entry, word: str) -> str:
    id = entry.words("id")
    if id and not id.startswith(f"{word}."):
        entry.problem(f"the id should begin with “{word}.”")
    return id


def _by_id(file: Entry, things: list[T]) -> Mapping[str, T]:
    found: dict[str, T] = {}
    for thing in things:
        if thing.id in found:
            file.problem(f"the id “{thing.id}” appears twice")
        found[thing.id] = thing
    return MappingProxyType(found)


def _limits(entry: Entry) -> Mapping[str, Limits]:
    parts = {name: Limits(name, MappingProxyType(entry.figures(name))) for name in entry.names()}
    for phase in phases.PHASES:
        for name in phase.needs:
            if phase.word not in parts or name not in parts[phase.word].figures:
                entry.problem(f"the gate of “{phase.word}” needs the figure “{name}”")
    return MappingProxyType({word: Limits(word, MappingProxyType({})) for word in ORDER} | parts)


def _whole(head: Entry, name: str, needed: Iterable[str] = ()) -> Mapping[str, int]:
    figures = head.figures(name)
    for one in needed:
        if one not in figures:
            head.problem(f"“{name}.{one}” is missing")
    for one, days in figures.items():
        if days < 1 or days != int(days):
            head.problem(f"“{name}.{one}” should be a whole number of days, at least 1")
    return MappingProxyType({one: int(days) for one, days in figures.items()})


def _glossary(file: Entry) -> Mapping[str, Term]:
    terms = [Term(e.words("id"), e.text("term"), e.text("definition")) for e in file.entries("terms", "term")]
    file.nothing_else()
    return _by_id(file, terms)


def _roles(file: Entry) -> Mapping[str, Role]:
    roles: dict[str, Role] = {}
    for entry in file.entries("roles", "role"):
        role = Role(entry.words("key"), entry.words("side"), entry.text("title"), entry.text("sentence"))
        if role.side not in ("firm", "client"):
            entry.problem("“side” should be firm or client")
        entry.nothing_else()
        roles[role.key] = role
    return MappingProxyType(roles)
