"""What waits on a person in all projects that they see, put into words: one statement a kind."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from app.clock import today
from app.database import db
from app.facts.schedule import planned_of
from app.identity import Viewer
from app.inbox import statements
from app.inbox.lines import SHOWN, Group, Line, day_of, due_line
from app.inbox.statements import Statement
from app.language import say
from app.phase_words import phase_title
from app.visibility import viewpoint
from app.words import _, lazy
from phases.edition import editions
from phases.order import ORDER
from phases.readiness.words import occasion_title

SOON = timedelta(days=14)
OUTCOMES = {"go": lazy("Go"), "conditions": lazy("Go with conditions"), "no-go": lazy("No-go")}


def waiting(person: Viewer) -> list[Group]:
    """All that waits on the person, what others wait for first; kinds with nothing are left out."""
    day = today(person.time_zone)
    parameters = {**viewpoint(person), "today": day, "soon": day + SOON}
    found = []
    for key, title, statement, line in KINDS:
        rows = db.session.execute(statement(person.role, person.of_firm), parameters).all()
        if rows:
            found.append(Group(key, str(title), [line(row) for row in rows], rows[0].total, rows[0].late))
    if lines := due_rounds(person, parameters):
        late = sum(line.late for line in lines)
        found.append(Group("rounds", _("Rounds to open"), lines[:SHOWN], len(lines), late))
    return found


def due_rounds(person: Viewer, parameters: dict[str, Any]) -> list[Line]:
    """The planned rounds whose days are over and that nobody has opened, in projects that the person leads."""
    if not person.of_firm:
        return []
    rows = db.session.execute(statements.led_after_go_live(person.role), parameters).all()
    coming = planned_of([(row, row.live) for row in rows], 1) if rows else {}
    pairs = [(row, coming[row.id][0]) for row in rows]
    return [
        due_line(row, _("Evaluation round %(number)s", number=one.number), "rounds#planned", one.last)
        for row, one in sorted(pairs, key=lambda pair: pair[1].last)
        if one.due(today(row.time_zone))
    ]


def gate_line(row: Any) -> Line:
    """The gate with what is proposed, and since when it waits."""
    what = _(
        "Gate %(number)s, %(phase)s: %(outcome)s",
        number=ORDER.index(row.phase) + 1,
        phase=phase_title(row.phase),
        outcome=OUTCOMES[row.outcome],
    )
    return due_line(row, what, f"phases/{row.phase}/gate", day_of(row, row.created_at), since=True)


def refused_gate_line(row: Any) -> Line:
    """The gate that was not passed, why, and since when."""
    what = _("Gate %(number)s, %(phase)s", number=ORDER.index(row.phase) + 1, phase=phase_title(row.phase))
    if row.text:
        what = _("%(gate)s: “%(reason)s”", gate=what, reason=_first(row.text))
    return due_line(row, what, f"phases/{row.phase}/gate", day_of(row, row.signed_at), since=True)


def acceptance_line(row: Any) -> Line:
    """The version to accept, due within the time that the edition gives."""
    days = editions()[row.edition].deadlines["review_days"]
    due = day_of(row, row.submitted_at) + timedelta(days=days) if row.submitted_at else None
    what = _("%(title)s, version %(number)s", title=_title(row), number=row.number)
    return due_line(row, what, f"deliverables/{row.key}", due)


def condition_line(row: Any) -> Line:
    """What is owed."""
    return due_line(row, row.text, f"conditions/{row.key}", row.due)


def action_line(row: Any) -> Line:
    """What to do, to agree or to verify."""
    words = {"proposed": _("To agree: %(title)s"), "done": _("To verify: %(title)s")}
    what = words.get(row.state, _("To do: %(title)s")) % {"title": row.title}
    return due_line(row, what, f"actions/{row.key}", row.due)


def deliverable_line(row: Any) -> Line:
    """What to write, or to write again."""
    what = _("Returned: %(title)s", title=_title(row)) if row.state == "returned" else _title(row)
    return due_line(row, what, f"deliverables/{row.key}", row.due)


def entry_line(row: Any) -> Line:
    """The entry by its kind."""
    kinds = {
        "risk": _("Risk: %(title)s"), "assumption": _("Assumption: %(title)s"), "issue": _("Issue: %(title)s"),
        "decision": _("Decision: %(title)s"),
    }  # fmt: skip
    return due_line(row, kinds[row.kind] % {"title": row.title}, f"raid/{row.key}", row.due)


def item_line(row: Any) -> Line:
    """The question in the words of the project's edition, or its own."""
    asked = editions()[row.edition].phases[row.phase].items.get(row.item)
    what = say(asked.question) if asked else row.question
    return due_line(row, what, f"phases/{row.phase}/items/{row.item}", row.due)


def assessment_line(row: Any) -> Line:
    """What readiness is assessed for, and until when one is asked to rate."""
    return due_line(row, say(occasion_title(row.occasion, row.about)), f"readiness/{row.number}/rate", row.due)


def draft_line(row: Any) -> Line:
    """The report and since when it is a draft."""
    return due_line(row, row.title, "reports", day_of(row, row.created_at), since=True)


def _first(text: str, most: int = 120) -> str:
    """What was written, on one line and no longer than `most` characters."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1] + "…"


def _title(row: Any) -> str:
    kind = editions()[row.edition].phases[row.phase].deliverables.get(row.deliverable)
    return say(kind.title) if kind else str(row.title)


KINDS: tuple[tuple[str, Any, Statement, Callable[[Any], Line]], ...] = (
    ("gates", lazy("Gates to decide"), statements.gates, gate_line),
    ("refused-gates", lazy("Gates that were not passed"), statements.refused_gates, refused_gate_line),
    ("acceptances", lazy("Deliverables to accept"), statements.acceptances, acceptance_line),
    ("conditions", lazy("Conditions you owe"), statements.conditions, condition_line),
    ("actions", lazy("Rectification"), statements.actions, action_line),
    ("deliverables", lazy("Deliverables to write"), statements.deliverables, deliverable_line),
    ("raid", lazy("RAID entries you own"), statements.entries, entry_line),
    ("readiness", lazy("Readiness to rate"), statements.assessments, assessment_line),
    ("items", lazy("Checklist items that are yours"), statements.items, item_line),
    ("drafts", lazy("Reports in draft"), statements.drafts, draft_line),
)
