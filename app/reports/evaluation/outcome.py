"""What follows from a round: changes since the last one, findings, actions; and its appendix."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.charts import Voice
from app.reports.model import Block, Cell, Column, Definition, Definitions, Mark, Points, Prose, Table
from app.reports.sources import Evaluation, Progress
from app.reports.wording import DASH, bracketed, dated, joined, severity_mark, short, signed_number, value
from phases.evaluation.rounds import Change


def changes(source: Evaluation, voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    if not source.before:
        yield Prose(_("This is the first round; there is nothing to compare with."))
        return
    marks: dict[str, Mark] = {
        "improved": Mark("good", _("improved")),
        "worse": Mark("weak", _("worse")),
        "same": Mark("plain", _("unchanged")),
        "new": Mark("plain", _("new")),
        "gone": Mark("watch", _("no longer measured")),
        "incomparable": Mark("watch", _("not comparable")),
    }
    compared = [one for one in source.changes if one.kind in marks]
    explained = any(one.reason for one in compared)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            *_was_and_is(one, voice),
            DASH if one.points is None else signed_number(round(one.points) or round(one.points, 1), voice),
            marks[one.kind],
            *([one.reason.in_(voice.language) if one.reason else ""] if explained else []),
        )
        for one in compared
    )
    columns = (
        Column(_("Indicator"), share=30),
        Column(_("Last round"), numeric=True, share=15),
        Column(_("This round"), numeric=True, share=15),
        Column(_("Points"), numeric=True, share=10),
        Column(_("Change"), share=15 if explained else 30),
        *([Column(_("Reason"), share=15)] if explained else []),
    )
    note = _(
        "Points are those of the score from 0 to 100, taken before rounding; "
        "better or worse is decided by the value itself."
    )
    yield Table("", columns, rows, note=note)


def _was_and_is(change: Change, voice: Voice) -> tuple[str, str, str]:
    one = change.new or change.old
    if one is None:
        return change.key, DASH, DASH
    was, now = (value(x.value if x else None, one.unit, voice) for x in (change.old, change.new))
    return one.called.in_(voice.language), was, now


def findings(source: Evaluation, voice: Voice) -> Table:
    _ = voice.gettext
    rows = tuple(
        (
            bracketed(one.title, _("repeat finding") if one.repeated else "", voice),
            one.cause or DASH,
            one.indicator.in_(voice.language) or DASH,
            severity_mark(one.severity, voice),
        )
        for one in source.observations
    )
    columns = (
        Column(_("Finding"), share=35),
        Column(_("Cause"), share=35),
        Column(_("Indicator"), share=15),
        Column(_("Severity"), share=15),
    )
    return Table(_("What this round found"), columns, rows, empty=_("No finding has been written down."))


def actions(source: Evaluation, voice: Voice) -> Table:
    _ = voice.gettext
    rows = tuple(
        (
            one.title,
            one.finding,
            one.expected or DASH,
            one.owner,
            voice.day(one.due),
            bracketed(one.state.in_(voice.language), one.verified_by, voice),
            (one.outcome.in_(voice.language) if one.outcome else "") or DASH,
        )
        for one in source.actions
    )
    columns = (
        Column(_("Action"), share=18),
        Column(_("Finding"), share=17),
        Column(_("Expected"), share=16),
        Column(_("Owner"), share=9),
        Column(_("Due"), share=15),
        Column(_("State"), share=14),
        Column(_("Effect"), share=11),
    )
    note = _("An action counts as verified when another person than its owner has checked it with evidence.")
    if source.closed_on is not None:
        as_of = _("States as on %(day)s, when the round was closed.") % {"day": voice.day(source.closed_on)}
        note = voice.gap.join([as_of, note])
    return Table(_("What is to be done"), columns, rows, note=note, empty=_("No action has been agreed."))


def since(source: Evaluation, voice: Voice) -> Iterator[Table]:
    """What became of the actions of a closed round up to the day of the report; nothing where none has moved."""
    _ = voice.gettext
    if not source.since or source.closed_on is None:
        return
    day = dated(source.cover, voice)
    columns = (
        Column(_("Action"), share=34),
        Column(_("At the closing on %(day)s") % {"day": voice.day(source.closed_on)}, share=24),
        Column(_("As of %(day)s") % {"day": day}, share=42),
    )
    rows = tuple(
        (
            one.title,
            one.then.in_(voice.language) if one.then else _("not there yet") if one.new else _("not kept"),
            joined((one.now.in_(voice.language) if one.now else _("removed"), *_changed(one, voice)), voice),
        )
        for one in source.since
    )
    note = _("What was done after the closing; it is no part of what was frozen.")
    yield Table(_("What has become of the actions, as of %(day)s") % {"day": day}, columns, rows, note=note)


def _changed(one: Progress, voice: Voice) -> Iterator[str]:
    _ = voice.gettext
    words = {"title": _("now called: %(value)s"), "owner": _("owner: %(value)s"), "due": _("due %(value)s")}
    for name, told in one.changes:
        yield words[name] % {"value": voice.day(told) if isinstance(told, date) else told}


def sources(source: Evaluation, voice: Voice) -> Table:
    _ = voice.gettext
    rows = tuple(
        (
            one.name,
            one.kind.in_(voice.language),
            voice.number(one.rows),
            voice.number(one.refused),
            f"{voice.day(one.first)} – {voice.day(one.last)}" if one.first and one.last else DASH,
            short(one.digest),
        )
        for one in source.sources
    )
    columns = (
        Column(_("File"), share=28),
        Column(_("Content"), share=10),
        Column(_("Rows taken in"), numeric=True, share=11),
        Column(_("Rows refused"), numeric=True, share=10),
        Column(_("Period"), share=28),
        Column(_("SHA-256, beginning"), share=13),
    )
    note = _("Every file is kept as it came; each figure of this report can be computed from it again.")
    return Table("", columns, rows, note=note, empty=_("No file has been imported."))


def left_out(source: Evaluation, voice: Voice) -> Iterator[Points]:
    """What was in the files and is not in the figures, a sentence each; nothing when all of it counted."""
    if source.remarks:
        title = voice.gettext("What was left out")
        yield Points(title, tuple(remark.in_(voice.language) for remark in source.remarks))


def definitions(source: Evaluation, voice: Voice) -> Definitions:
    """The indicators of the round as the edition defines them, then the terms of the method."""
    _ = voice.gettext
    language = voice.language
    detail = _(
        "Formula: %(formula)s. Window: %(window)s. Denominator: %(denominator)s. Not counted: %(exclusions)s. "
        "Weight: %(weight)s. Version %(version)s. %(source)s"
    )
    declared = list(dict.fromkeys(source.scheme.judging(one.key) for one in source.indicators))
    indicators = tuple(
        Definition(
            one.title.in_(language),
            one.definition.in_(language),
            detail
            % {
                "formula": one.formula.in_(language).rstrip(".。"),
                "window": one.window.in_(language).rstrip(".。"),
                "denominator": one.denominator.in_(language).rstrip(".。"),
                "exclusions": one.exclusions.in_(language).rstrip(".。"),
                "weight": voice.number(one.weight),
                "version": one.version,
                "source": one.source.in_(language),
            },
        )
        for one in declared
    )
    terms = tuple(Definition(one.term.in_(language), one.definition.in_(language)) for one in source.terms)
    return Definitions(indicators + terms)
