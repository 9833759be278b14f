"""How a phase ends: the gate with its decision, the outlook, and the appendix of evidence and terms."""

from __future__ import annotations

from app.charts import Voice
from app.reports.model import (
    Block,
    Blockers,
    Column,
    Decision,
    Definition,
    Definitions,
    Mark,
    Objection,
    Points,
    Prose,
    Table,
)
from app.reports.sources import PhaseClosing
from app.reports.wording import local_day, outcome_mark, short, signature


def gate(source: PhaseClosing, voice: Voice) -> tuple[Block, ...]:
    _ = voice.gettext
    waived = _("Set aside by %(by)s until %(day)s: %(reason)s")
    objections = [Objection(blocker.in_(voice.language)) for blocker in source.blockers] + [
        Objection(
            one.sentence.in_(voice.language), waived % {"by": one.by, "day": voice.day(one.until), "reason": one.reason}
        )
        for one in source.set_aside
    ]
    blocks: list[Block] = [
        Blockers(tuple(objections))
        if objections or source.verdict
        else Prose(_("Nothing stands in the way of this gate."))
    ]
    if source.thresholds:
        changed = tuple(one.in_(voice.language) for one in source.thresholds)
        blocks.append(Points(_("Thresholds that were changed"), changed))
    if source.conditions:
        blocks.append(_conditions(source, voice))
    if source.verdict:
        mark = outcome_mark(source.verdict.outcome, voice)
        signatures = (
            signature(source.verdict.proposed, _("Proposed"), voice),
            signature(source.verdict.decided, _("Decided and signed"), voice),
        )
        warning = _("Something that was signed has been changed since.") if source.verdict.altered else ""
        blocks.append(Decision(mark.word, mark.tone, source.verdict.text, signatures, source.verdict.digest, warning))
    else:
        blocks.append(Prose(_("The gate has not been decided yet.")))
    return tuple(blocks)


def _conditions(source: PhaseClosing, voice: Voice) -> Table:
    _ = voice.gettext
    today = local_day(source.cover)

    def state(done: bool, late: bool) -> Mark:
        return Mark("good", _("done")) if done else Mark("weak", _("overdue")) if late else Mark("watch", _("open"))

    rows = tuple(
        (owed.text, owed.owner, voice.day(owed.due), state(owed.done, owed.due < today)) for owed in source.conditions
    )
    columns = (
        Column(_("Condition"), share=50),
        Column(_("Owner"), share=20),
        Column(_("Due"), share=15),
        Column(_("State"), share=15),
    )
    return Table(
        _("Conditions of the decision"), columns, rows, note=_("A condition that is overdue turns the gate red again.")
    )


def outlook(source: PhaseClosing, voice: Voice) -> tuple[Block, ...]:
    _ = voice.gettext
    language = voice.language
    if source.following is None:
        return (Prose(coming(source, voice)),)
    results = tuple(kind.title.in_(language) for kind in source.following.deliverables.values() if kind.mandatory)
    return Prose(coming(source, voice) + voice.gap + source.following.purpose.in_(language)), Points(
        _("What it has to deliver"), results
    )


def coming(source: PhaseClosing, voice: Voice) -> str:
    """When the following phase is expected, or when it ran if it is over as well."""
    _ = voice.gettext
    if source.following is None:
        return _("The first evaluation round follows.")
    stage = source.stages[source.number]
    span = (stage.actual if stage.state == "passed" else stage.forecast) or stage.plan
    words = {
        "phase": source.following.title.in_(voice.language),
        "first": voice.day(span.first),
        "last": voice.day(span.last),
    }
    if stage.state == "passed":
        return _("%(phase)s ran from %(first)s to %(last)s.") % words
    if stage.state == "running":
        began = voice.day((stage.actual or span).first)
        return _("%(phase)s has been running since %(first)s and is expected to end on %(last)s.") % {
            **words, "first": began,
        }  # fmt: skip
    return _("%(phase)s is expected from %(first)s to %(last)s.") % words


def evidence(source: PhaseClosing, voice: Voice) -> Table:
    """One lean row for each piece of evidence and each file of a deliverable."""
    _ = voice.gettext
    language = voice.language
    rows = [
        (proof.title, answer.question.in_(language), voice.day(proof.speaks_of), short(proof.digest))
        for answer in source.answers
        for proof in answer.proofs
    ] + [
        (result.title.in_(language), _("Deliverable"), voice.day(result.decided), short(result.digest))
        for result in source.results
        if result.decided and result.digest
    ]
    columns = (
        Column(_("Evidence"), share=25),
        Column(_("Supports"), share=45),
        Column(_("Speaks of"), share=15),
        Column(_("SHA-256, beginning"), share=15),
    )
    note = _("Files are kept under their SHA-256; the beginning is shown so that a copy can be compared.")
    return Table("", columns, tuple(rows), note=note, empty=_("No evidence was given."))


def definitions(source: PhaseClosing, voice: Voice) -> Definitions:
    language = voice.language
    return Definitions(tuple(Definition(one.term.in_(language), one.definition.in_(language)) for one in source.terms))
