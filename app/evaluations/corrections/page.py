"""Corrections of a closed round as its pages show them: what came later, and each figure beside the frozen one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.charts import Voice
from app.evaluations.words import changed, difference, fraction, points, value_of, voice
from app.facts.evaluation import RoundFact, rounds_of, scheme_of, sources_of
from app.facts.freezing import CorrectionFact, Frozen, corrections_of, frozen
from app.facts.late import late_for
from app.language import moment, say
from app.models import Project
from app.words import _, ngettext
from phases.evaluation import counts
from phases.evaluation.model import DIMENSIONS, Indicator, restored
from phases.model import Text


@dataclass(frozen=True, slots=True)
class CorrectedRow:
    """A figure as it was frozen and as it would be; `causes` say which data moved it."""

    title: str
    old: str
    old_parts: str
    new: str
    new_parts: str
    difference: str
    causes: list[str]


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One correction in the list, with the number of figures that differ."""

    number: int
    url: str
    when: str
    by: str
    purpose: str
    reason: str
    changed: str


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """A closed round with what came after it, its corrections (newest first) and what a late figure may be about."""

    round: RoundFact
    frozen: Frozen | None
    arrivals: list[str]
    rows: list[CorrectionRow]
    choices: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """One correction value by value, and the scores then and now."""

    row: CorrectionRow
    digest: str
    scores: list[tuple[str, str, str, str]]
    values: list[CorrectedRow]


def corrections_page(project: Project, number: int) -> CorrectionsPage | None:
    """The corrections of the round with this number; None if there is none, or it is open."""
    one = _closed(project, number)
    if one is None:
        return None
    kept = frozen(one.id)
    return CorrectionsPage(
        round=one,
        frozen=kept,
        arrivals=arrivals(project, one),
        rows=[_row(project, one, each) for each in reversed(corrections_of([one.id])[one.id])],
        choices=_choices(one, kept),
    )


def correction_page(project: Project, number: int, correction: str) -> CorrectionPage | None:
    """One correction of a round; None if there is none."""
    one = _closed(project, number)
    if one is None:
        return None
    found = next((each for each in corrections_of([one.id])[one.id] if str(each.number) == correction), None)
    if found is None:
        return None
    scheme = scheme_of(one.edition)
    scores = []
    for dimension in DIMENSIONS:
        was, now = one.scores[dimension].points, found.contents["scores"][dimension]["points"]
        scores.append((say(scheme.dimensions[dimension]), points(was), points(now), changed(now, was)))
    return CorrectionPage(_row(project, one, found), found.digest, scores, values_of(found))


def arrivals(project: Project, one: RoundFact) -> list[str]:
    """What came or went after a closed round was computed and speaks of its dates, in words."""
    return [say(each.sentence) for each in late_for(project, one, sources_of(project.id))]


def values_of(found: CorrectionFact) -> list[CorrectedRow]:
    """The figures of a correction that differ from the frozen ones."""
    speaker, rows = voice(), []
    for each in found.contents["changes"]:
        old, new = (restored(each[side]) if each[side] else None for side in ("old", "new"))
        one = new or old
        assert one is not None, "a figure stands on one side at least"
        rows.append(
            CorrectedRow(
                title=say(one.called),
                old=_told(old, speaker),
                old_parts=fraction(old) if old else "",
                new=_told(new, speaker),
                new_parts=fraction(new) if new else "",
                difference="" if each["difference"] is None else difference(each["difference"], one.unit),
                causes=[say(Text(**cause)) for cause in each["causes"]],
            )
        )
    return rows


def _told(one: Indicator | None, speaker: Voice) -> str:
    """A figure in its unit; what was not measured says so, what did not exist has a dash."""
    return _("not measured") if one is not None and one.value is None else value_of(one, speaker)


def _closed(project: Project, number: int) -> RoundFact | None:
    rounds: Iterable[RoundFact] = rounds_of([project.id])[project.id]
    return next((one for one in rounds if one.number == number and one.closed), None)


def _row(project: Project, one: RoundFact, each: CorrectionFact) -> CorrectionRow:
    count = len(each.contents["changes"])
    changed = ngettext("%(num)s figure differs", "%(num)s figures differ", count) if count else _("Nothing differs")
    purposes = {"data": _("Later data"), "definition": _("By the definitions of edition %(key)s", key=each.edition)}
    return CorrectionRow(
        number=each.number,
        url=f"/projects/{project.key}/rounds/{one.number}/corrections/{each.number}",
        when=moment(each.created_at),
        by=each.by,
        purpose=purposes[each.purpose],
        reason=each.reason,
        changed=changed,
    )


def _choices(one: RoundFact, kept: Frozen | None) -> list[tuple[str, str]]:
    """What a late figure may be about: the criteria of the round, and what is counted."""
    scheme = scheme_of(one.edition)
    agreed = [(f"effect.{each.key}", f"{each.name} ({each.unit})") for each in (kept.criteria if kept else ())]
    return agreed + [(key, say(scheme[key].title)) for key in counts.KEYS if key in scheme.definitions]
