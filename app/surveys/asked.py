"""What a survey asks, in the reader's language, and reading what somebody sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from app.language import say
from app.models import Survey
from app.words import _
from phases.evaluation.instruments import Instrument, load
from phases.model import Text

OWN_SCALE = range(1, 6)
LONGEST = 2000
LOW, HIGH = Text("not at all", "完全不同意"), Text("fully", "完全同意")


@dataclass(frozen=True, slots=True)
class Question:
    """One item: `points` are its answers, none for a text; `required` when the instrument needs it for a score.

    Those with points are counted: `number` is its place among them, 0 of a text.
    """

    id: str
    text: str
    points: tuple[int, ...]
    required: bool
    number: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Items that share a scale, with what its ends mean."""

    title: str
    low: str
    high: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that a survey asks, in order."""

    parts: tuple[Part, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All items."""
        return tuple(question for part in self.parts for question in part.questions)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all items."""
        return tuple(question.id for question in self.questions)

    @property
    def scales(self) -> int:
        """How many items are answered on a scale."""
        return sum(bool(question.points) for question in self.questions)


def asked_of(survey: Survey) -> Asked:
    """The survey as the reader meets it."""
    known = load()
    parts = [_part(known[id]) for id in survey.instruments if id in known]
    own = [one for one in survey.own if one["kind"] == "scale"]
    if own:
        parts.append(Part("", say(LOW), say(HIGH), tuple(_own(one, tuple(OWN_SCALE)) for one in own)))
    texts = tuple(_own(one, ()) for one in survey.own if one["kind"] == "text")
    if texts:
        parts.append(Part("", "", "", texts))
    return Asked(tuple(_numbered(parts)))


def own_text(one: Mapping[str, Any]) -> str:
    """An own item in the reader's language; one that was written in one language is shown in that one."""
    return say(Text(one["en"] or one["zh"], one["zh"] or one["en"]))


def read_answers(asked: Asked, form: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """What was sent, and by item what is wrong with it; nothing that was not asked is taken."""
    said: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for question in asked.questions:
        sent = form.get(f"q-{question.id}", "").replace("\x00", "").strip()
        if not question.points:
            if len(sent) > LONGEST:
                wrong[question.id] = _("Use at most %(max)d characters.", max=LONGEST)
            elif sent:
                said[question.id] = sent.replace("\r\n", "\n")
        elif sent in {str(point) for point in question.points}:
            said[question.id] = int(sent)
        elif sent or question.required:
            wrong[question.id] = _("Please choose one.")
    return said, wrong


def _numbered(parts: Iterable[Part]) -> Iterator[Part]:
    number = count(1)
    for part in parts:
        yield replace(
            part, questions=tuple(replace(one, number=next(number)) if one.points else one for one in part.questions)
        )


def _part(instrument: Instrument) -> Part:
    scale = instrument.scale
    questions = tuple(Question(item.id, say(item.text), tuple(scale.points), True) for item in instrument.items)
    return Part("", say(scale.low), say(scale.high), questions)


def _own(one: Mapping[str, Any], points: tuple[int, ...]) -> Question:
    return Question(one["id"], own_text(one), points, False)
