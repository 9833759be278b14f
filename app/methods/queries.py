"""The method as the handbook shows it: the current edition in the reader's language."""

from dataclasses import dataclass

from flask import abort

from app.language import number, percent, say
from app.roles import role_title
from app.words import _
from phases import PHASES
from phases.edition import Edition, PhaseContent, Term, current_edition
from phases.evaluation import scheme
from phases.evaluation.model import Definition


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """One phase in the table of contents."""

    word: str
    number: int
    title: str
    purpose: str
    items: int
    mandatory: int
    deliverables: int
    days: int


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One question with everything that the method says about it."""

    id: str
    question: str
    why: str
    evidence: str
    owner: str
    mandatory: bool
    evidence_required: bool


@dataclass(frozen=True, slots=True)
class GroupLines:
    """The questions under one heading."""

    title: str
    items: list[ItemLine]


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator with its bands in words: from (or up to) which value it is good, and fair."""

    key: str
    title: str
    definition: str
    facts: list[tuple[str, str]]
    good: str
    fair: str
    missing: str


def the_edition() -> Edition:
    """The edition that new engagements get."""
    return current_edition()


def contents() -> list[PhaseLine]:
    """The six phases in order."""
    edition = the_edition()
    return [_line(edition, number, edition.phases[phase.word]) for number, phase in enumerate(PHASES, start=1)]


def phase_content(word: str) -> tuple[PhaseLine, PhaseContent]:
    """One phase by its word, or 404."""
    edition = the_edition()
    if word not in edition.phases:
        abort(404)
    number = [phase.word for phase in PHASES].index(word) + 1
    return _line(edition, number, edition.phases[word]), edition.phases[word]


def groups(content: PhaseContent) -> list[GroupLines]:
    """The questions of a phase under their headings."""
    found: dict[str, list[ItemLine]] = {id: [] for id in content.groups}
    for item in content.items.values():
        found[item.group].append(
            ItemLine(
                id=item.id,
                question=say(item.question),
                why=say(item.why),
                evidence=say(item.evidence),
                owner=role_title(item.owner),
                mandatory=item.mandatory,
                evidence_required=item.evidence_required,
            )
        )
    return [GroupLines(say(content.groups[id].title), items) for id, items in found.items() if items]


def terms(words: str) -> list[Term]:
    """The terms of the glossary that hold all these words, in either language; all of them without words."""
    wanted = words.casefold().split()
    return [term for term in the_edition().glossary.values() if all(word in _text(term) for word in wanted)]


def indicators() -> list[tuple[str, list[IndicatorLine]]]:
    """The indicators of an evaluation round, by dimension."""
    found = scheme.load()
    return [(say(title), [_indicator(one) for one in found.of(key)]) for key, title in found.dimensions.items()]


def _text(term: Term) -> str:
    parts = (term.term.en, term.term.zh, term.definition.en, term.definition.zh)
    return " ".join(parts).casefold()


def _line(edition: Edition, number: int, content: PhaseContent) -> PhaseLine:
    return PhaseLine(
        word=content.word,
        number=number,
        title=say(content.title),
        purpose=say(content.purpose),
        items=len(content.items),
        mandatory=sum(item.mandatory for item in content.items.values()),
        deliverables=len(content.deliverables),
        days=edition.durations[content.word],
    )


def _indicator(one: Definition) -> IndicatorLine:
    return IndicatorLine(
        key=one.key,
        title=say(one.title),
        definition=say(one.definition),
        facts=[
            (_("Formula"), say(one.formula)),
            (_("Window"), say(one.window)),
            (_("Exclusions"), say(one.exclusions)),
            (_("Weight"), number(one.weight)),
            (_("Source"), say(one.source)),
        ],
        good=_bound(one, one.bands.green),
        fair=_bound(one, one.bands.yellow),
        missing=say(one.missing),
    )


def _bound(one: Definition, value: float) -> str:
    figure = percent(value) if one.unit == "share" else number(value, 2)
    if one.bands.exclusive and value == one.bands.green:
        return _("above %(value)s", value=figure) if one.bands.rising else _("below %(value)s", value=figure)
    return _("from %(value)s", value=figure) if one.bands.rising else _("up to %(value)s", value=figure)
