"""What happened in a phase: its course in time, the checklist, the deliverables, the RAID log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from app.charts import Milestone, Stack, Stretch, Voice, gantt, stacked
from app.reports.alarms import alarm_table
from app.reports.model import Block, Chart, CheckGroup, CheckItem, Checklist, Column, Points, Prose, Table
from app.reports.sources import Answer, PhaseClosing
from app.reports.wording import DASH, bracketed, deliverable_mark, joined, local_day, severity_mark


def course(source: PhaseClosing, voice: Voice) -> tuple[Block, ...]:
    _ = voice.gettext
    language = voice.language
    rows = [
        Stretch(
            stage.title.in_(language),
            plan=stage.plan,
            actual=stage.actual,
            forecast=stage.forecast,
            milestones=(Milestone(stage.word, stage.decided, "done"),) if stage.decided else (),
        )
        for stage in source.stages
    ]
    plan = gantt(
        rows,
        key="plan",
        title=_("Plan, actual and forecast"),
        about=_(
            "The six phases on a time scale: planned time above, actual and forecast time below, gates as diamonds."
        ),
        today=None if all(stage.state == "passed" for stage in source.stages) else local_day(source.cover),
        voice=voice,
    )
    asked = tuple(activity.in_(language) for activity in source.phase.activities)
    told = Prose(source.phase.purpose.in_(language)), Points(_("What the method asks for"), asked), Chart(plan)
    return (*told, *_range(source, voice), alarm_table(source.warnings, source.cover, voice))


def _range(source: PhaseClosing, voice: Voice) -> Iterator[Block]:
    """Between which days the project ends, and how that is known."""
    _ = voice.gettext
    found = source.range
    if found is None:
        return
    words = {
        "a": voice.day(found.likely.start), "b": voice.day(found.likely.end),
        "c": voice.day(found.wide.start), "d": voice.day(found.wide.end), "n": found.n,
    }  # fmt: skip
    yield Prose(
        _(
            "There is a 50%% chance that the project ends between %(a)s and %(b)s, and an 80%% chance that it ends "
            "between %(c)s and %(d)s. This follows from how long the phases have taken so far against their plan "
            "(phases seen: %(n)s); as they are few, one phase exactly on plan is counted with them."
        )
        % words
    )


def checklist(source: PhaseClosing, voice: Voice) -> tuple[Block, ...]:
    _ = voice.gettext
    groups: dict[str, list[Answer]] = {}
    for answer in source.answers:
        groups.setdefault(answer.group.in_(voice.language), []).append(answer)
    stacks = [_stack(name, answers) for name, answers in groups.items()]
    drawing = stacked(
        stacks,
        key="progress",
        title=_("Answers by group"),
        about=_("For each group of the checklist, how many items are done, in progress, open or not applicable."),
        voice=voice,
    )
    listed = tuple(
        CheckGroup(name, tuple(_check_item(answer, voice) for answer in answers)) for name, answers in groups.items()
    )
    return Chart(drawing), Checklist(listed)


def _stack(name: str, answers: list[Answer]) -> Stack:
    states = Counter(answer.state for answer in answers)
    return Stack(name, states["done"], states["doing"], states["open"], states["na"])


def _check_item(answer: Answer, voice: Voice) -> CheckItem:
    proofs = joined((bracketed(proof.title, voice.day(proof.speaks_of), voice) for proof in answer.proofs), voice)
    return CheckItem(answer.question.in_(voice.language), answer.state, answer.words, proofs)


def deliverables(source: PhaseClosing, voice: Voice) -> Table:
    _ = voice.gettext
    rows = tuple(
        (
            result.title.in_(voice.language),
            str(result.version) if result.version else DASH,
            deliverable_mark(result.state, voice),
            result.author or DASH,
            result.accepted_by or DASH,
            voice.day(result.decided) if result.decided else DASH,
        )
        for result in source.results
    )
    columns = (
        Column(_("Deliverable"), share=30),
        Column(_("Version"), share=10),
        Column(_("State"), share=15),
        Column(_("Author"), share=15),
        Column(_("Accepted by"), share=15),
        Column(_("Date"), share=15),
    )
    return Table(
        "",
        columns,
        rows,
        note=_("Nobody accepts a deliverable of their own."),
        empty=_("The phase owes no deliverable."),
    )


def raid(source: PhaseClosing, voice: Voice) -> Table:
    _ = voice.gettext
    kinds = {"risk": _("Risk"), "assumption": _("Assumption"), "issue": _("Issue"), "decision": _("Decision")}
    rows = tuple(
        (
            kinds[entry.kind],
            f"{entry.title} – {entry.response}" if entry.response else entry.title,
            severity_mark(entry.severity, voice),
            entry.owner or DASH,
            voice.day(entry.due) if entry.due else DASH,
        )
        for entry in source.log
        if entry.open
    )
    closed = sum(not entry.open for entry in source.log)
    columns = (
        Column(_("Kind"), share=15),
        Column(_("What it is and what is done about it"), share=45),
        Column(_("Severity"), share=10),
        Column(_("Owner"), share=15),
        Column(_("Due"), share=15),
    )
    note = _("Closed entries: %(count)s.") % {"count": closed}
    return Table(_("Open entries"), columns, rows, note=note, empty=_("No entry is open."))
