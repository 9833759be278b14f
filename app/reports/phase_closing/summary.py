"""The first page of a closing report: verdict, four figures, the rail of phases, what was accepted and what is owed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from app.charts import Drawing, Stop, Voice, rail
from app.clock import day_in
from app.reports.catalogue import own_text
from app.reports.model import Chart, Figure, Points, Summary
from app.reports.phase_closing.gate import coming
from app.reports.sources import LogEntry, Measured, PhaseClosing, Stage
from app.reports.wording import bracketed, labelled, outcome_mark, severity_mark
from phases.model import listed

MOST_POINTS = 5
"""Lines of a list on the first page; what is more is counted, so that the summary stays on one page."""

FEW = 2
"""So many open points leave room below them for the measures."""


def summary(source: PhaseClosing, voice: Voice) -> Summary:
    mark = outcome_mark(source.verdict.outcome if source.verdict else None, voice)
    return Summary(
        verdict=_verdict(source, voice),
        tone=mark.tone,
        tone_word=mark.word,
        figures=_figures(source, voice),
        points=tuple(_summary_points(source, voice)),
        chart=Chart(_rail(source, voice), numbers=False),
        own_text=next(iter(own_text(source.cover.texts.get("summary", ""))), None),
    )


def _verdict(source: PhaseClosing, voice: Voice) -> str:
    _ = voice.gettext
    phase = source.phase.title.in_(voice.language)
    if source.verdict is None:
        if not source.blockers:
            return _("The gate of %(phase)s is not decided yet; nothing stands in its way.") % {"phase": phase}
        if len(source.blockers) == 1:
            return _("The gate of %(phase)s has not been decided; one point stands in its way.") % {"phase": phase}
        words = {"phase": phase, "count": len(source.blockers)}
        return _("The gate of %(phase)s has not been decided; %(count)s points stand in its way.") % words
    words = {"phase": phase, "day": voice.day(day_in(source.verdict.decided.at, source.verdict.decided.zone))}
    sentences = {
        "go": _("The gate of %(phase)s was passed on %(day)s."),
        "conditions": _("The gate of %(phase)s was passed on %(day)s with conditions."),
        "no-go": _("The gate of %(phase)s stayed shut on %(day)s; the phase goes on."),
    }
    return sentences[source.verdict.outcome] % words + _lateness(source.stages[source.number - 1], voice)


def _lateness(stage: Stage, voice: Voice) -> str:
    """A further sentence when the phase ended on another day than planned."""
    _ = voice.gettext
    if not stage.decided or stage.decided == stage.plan.last:
        return ""
    days = (stage.decided - stage.plan.last).days
    if abs(days) == 1:
        return _(" That is one day later than planned.") if days > 0 else _(" That is one day earlier than planned.")
    later, earlier = _(" That is %(days)s days later than planned."), _(" That is %(days)s days earlier than planned.")
    return (later if days > 0 else earlier) % {"days": abs(days)}


def _figures(source: PhaseClosing, voice: Voice) -> tuple[Figure, ...]:
    _ = voice.gettext
    states = Counter(answer.state for answer in source.answers)
    applicable = len(source.answers) - states["na"]
    owed = [result for result in source.results if result.mandatory]
    accepted = sum(result.state == "accepted" for result in owed)
    open_log = [entry for entry in source.log if entry.open]
    grave = sum(entry.severity in ("critical", "high") for entry in open_log)
    proven = sum(bool(answer.proofs) for answer in source.answers if answer.state == "done")
    return (
        Figure(
            _("Items done"), f"{states['done']}/{applicable}", _("not applicable: %(count)s") % {"count": states["na"]}
        ),
        Figure(_("Answers with evidence"), f"{proven}/{states['done']}", _("of the items done")),
        Figure(_("Deliverables accepted"), f"{accepted}/{len(owed)}", _("of the mandatory ones")),
        Figure(_("Open risks and issues"), str(len(open_log)), _("high or critical: %(count)s") % {"count": grave}),
    )


def _summary_points(source: PhaseClosing, voice: Voice) -> Iterator[Points]:
    _ = voice.gettext
    language = voice.language
    reached = [result.title.in_(language) for result in source.results if result.state == "accepted"]
    owed = [
        bracketed(owed.text, f"{owed.owner}, {voice.day(owed.due)}", voice)
        for owed in source.conditions
        if not owed.done
    ]
    if source.verdict is None or source.verdict.outcome == "no-go":  # later, conditions stand for what was left
        owed += [blocker.in_(language) for blocker in source.blockers]
    owed += [entry.title for entry in source.log if entry.open and entry.severity in ("critical", "high")]
    if not owed:  # what the figure above counts is named, or it would contradict “Nothing.”
        owed = [_entry(entry, voice) for entry in source.log if entry.open]
    yield Points(_("Accepted by the client"), _few(reached, voice))
    yield Points(_("Still to be done"), _few(list(dict.fromkeys(owed)), voice))
    ahead = _("The next phase and the end of the project") if source.range else _("The next phase")
    yield Points(ahead, tuple(_next(source, voice)))
    held = [_held(one, voice) for one in source.measured if one.limit and one.value]
    if held and len(owed) <= FEW:
        yield Points(_("Measures and thresholds"), _few(held, voice))


def _entry(entry: LogEntry, voice: Voice) -> str:
    return bracketed(entry.title, severity_mark(entry.severity, voice).word, voice)


def _held(one: Measured, voice: Voice) -> str:
    """A measure beside its threshold: Concept coverage: 100% (≥ 90%)."""
    return labelled(one.title, bracketed(one.value, one.limit, voice), voice)


def _next(source: PhaseClosing, voice: Voice) -> Iterator[str]:
    """The following phase with what it has to deliver, and when the project ends."""
    _ = voice.gettext
    yield coming(source, voice)
    if source.following and source.stages[source.number].state != "passed":
        results = listed([kind.title for kind in source.following.deliverables.values() if kind.mandatory])
        yield labelled(_("What it has to deliver"), results.in_(voice.language), voice)
    if source.range is not None:
        words = {"first": voice.day(source.range.wide.start), "last": voice.day(source.range.wide.end)}
        yield _("There is an 80%% chance that the project ends between %(first)s and %(last)s.") % words


def _few(lines: list[str], voice: Voice) -> tuple[str, ...]:
    _ = voice.gettext
    if not lines:
        return (_("Nothing."),)
    more = len(lines) - MOST_POINTS
    return (*lines[:MOST_POINTS], *([_("and %(count)s more") % {"count": more}] if more > 0 else []))


def _rail(source: PhaseClosing, voice: Voice) -> Drawing:
    _ = voice.gettext
    stops = [
        Stop(stage.title.in_(voice.language), stage.state, voice.day(stage.decided) if stage.decided else "")
        for stage in source.stages
    ]
    about = _("The six phases from left to right with the state of each and the day on which its gate was decided.")
    return rail(stops, key="rail", title=_("Where the project stands"), about=about, voice=voice)
