"""The steps between an engagement's states: which there are, what they are called, which want a reason."""

from dataclasses import dataclass

from app.words import _


@dataclass(frozen=True, slots=True)
class Step:
    """A step that a person can take from here; `danger` is for its button."""

    state: str
    label: str
    help: str
    wants_reason: bool
    danger: bool


STEPS = {
    ("running", "paused"): "project.paused",
    ("paused", "running"): "project.resumed",
    ("running", "closed"): "project.closed",
    ("running", "cancelled"): "project.cancelled",
    ("paused", "cancelled"): "project.cancelled",
    ("closed", "running"): "project.reopened",
    ("cancelled", "running"): "project.reopened",
}
WANTS_REASON = frozenset({"project.paused", "project.cancelled", "project.reopened"})


def steps_from(state: str) -> list[Step]:
    """The steps that lead on from a state, in the reader's language."""
    words = {
        "project.paused": (_("Pause"), _("Work rests for a while; nothing is lost.")),
        "project.resumed": (_("Resume"), _("Work goes on; the forecast is made anew.")),
        "project.closed": (_("Close"), _("Everything is done: possible once the last gate has been passed.")),
        "project.cancelled": (_("Cancel the engagement"), _("It ends before its time; all records are kept.")),
        "project.reopened": (_("Open again"), _("Work goes on where it ended.")),
    }
    return [
        Step(after, *words[verb], verb in WANTS_REASON, after == "cancelled")
        for (before, after), verb in STEPS.items()
        if before == state
    ]
