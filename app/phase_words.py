"""What a project's place and state are called in the reader's language."""

from app.language import say
from app.words import _
from phases.order import TITLES


def phase_title(word: str) -> str:
    """A phase by its name; after the last one a project is in evaluation."""
    return say(TITLES[word]) if word in TITLES else _("Evaluation")


def state_title(state: str) -> str:
    """Whether a project is running, paused, closed or cancelled."""
    titles = {"running": _("Running"), "paused": _("Paused"), "closed": _("Closed"), "cancelled": _("Cancelled")}
    return titles.get(state, state)
