"""What changes for a project that goes from one edition of the method to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from phases.edition import Edition

Parts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    """A thing of an edition that is new, gone or not the same.

    `kind` is item, deliverable, group, term, limit, duration or deadline; `parts` names what differs, for example
    “question” or “mandatory”, and is empty for what is new or gone.
    """

    kind: str
    id: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the newer edition adds and changes, in its own order, and what it removes."""

    added: tuple[Change, ...]
    changed: tuple[Change, ...]
    removed: tuple[Change, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.changed or self.removed)


def compare(old: Edition, new: Edition) -> Comparison:
    """Everything that a project would notice when it goes from the old edition to the new one."""
    before, after = dict(_things(old)), dict(_things(new))
    differing = {thing: _differing(before[thing], after[thing]) for thing in after if thing in before}
    return Comparison(
        added=tuple(Change(*thing) for thing in after if thing not in before),
        changed=tuple(Change(*thing, parts) for thing, parts in differing.items() if parts),
        removed=tuple(Change(*thing) for thing in before if thing not in after),
    )


def _things(edition: Edition) -> Iterator[tuple[tuple[str, str], Parts]]:
    for content in edition.phases.values():
        yield from ((("group", f"{content.word}.{id}"), asdict(group)) for id, group in content.groups.items())
        yield from ((("item", id), asdict(item)) for id, item in content.items.items())
        yield from ((("deliverable", id), asdict(kind)) for id, kind in content.deliverables.items())
    for part, limits in edition.limits.items():
        yield from ((("limit", f"{part}.{name}"), {"value": figure}) for name, figure in limits.figures.items())
    yield from ((("duration", word), {"value": days}) for word, days in edition.durations.items())
    yield from ((("deadline", name), {"value": days}) for name, days in edition.deadlines.items())
    yield from ((("term", id), asdict(term)) for id, term in edition.glossary.items())


def _differing(old: Parts, new: Parts) -> tuple[str, ...]:
    return tuple(name for name in new if old[name] != new[name])
