"""A closed round in its report: what was kept when it was closed, and what has moved since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from flask_babel import force_locale

from app.charts.lanes import LaneStep
from app.facts.benefits import Returned
from app.facts.beside import Beside, findings_now
from app.facts.freezing import Frozen
from app.facts.rectification import ActionFact, unchanged
from app.models import Project
from app.registers.lane_steps import TO_BE, drawn_steps
from app.reports.sources import Progress
from phases.evaluation.cases import ProcessCases
from phases.evaluation.rectification import OUTCOMES, TITLES, outcome
from phases.model import Text


def account_of(kept: Frozen | None) -> Returned | None:
    """Return and payback as they were kept with a closed round; None for an open one, and where nothing was kept."""
    values = kept.contents.get("account") if kept else None
    if values is None:
        return None
    return Returned(values["roi"], date.fromisoformat(values["payback"]) if values["payback"] else None)


def steps_drawn(
    project: Project, kept: Frozen | None, showed: Sequence[ProcessCases], language: str
) -> dict[str, LaneStep]:
    """The steps of the processes with cases by their codes, in a language: as kept at the closing, or as they are."""
    if not any(one.finished for one in showed):
        return {}
    if kept is None:
        with force_locale(language):
            return drawn_steps(TO_BE, project.id)
    return {
        code: LaneStep(**{**values, "problems": tuple(values["problems"]), "notes": ()})
        for code, values in kept.contents.get("steps", {}).get(language, {}).items()
    }


def since_closing(project: Project, stood: Beside) -> Iterator[Progress]:
    """The actions of a closed round, and of those before it, that are not as they were at the closing."""
    if stood.kept is None:
        return
    then = {action.key: action for one in stood.findings for action in one.actions}
    now = {action.key: action for one in findings_now(project.id, stood) for action in one.actions}
    for key in dict.fromkeys([*then, *now]):
        was, is_ = then.get(key), now.get(key)
        if was is None or is_ is None or not unchanged(was, is_):
            one = was or is_
            assert one is not None, "an action stands on one side at least"
            new = one.created_at > stood.kept.created_at
            yield Progress(one.title, _stands(was), _stands(is_), tuple(_moved(was, is_)), new)


def _stands(action: ActionFact | None) -> Text | None:
    """The state of an action, and what is known of its effect once it has been verified."""
    if action is None:
        return None
    return OUTCOMES[outcome(action.state, action.effect)] if action.state == "verified" else TITLES[action.state]


def _moved(was: ActionFact | None, now: ActionFact | None) -> Iterator[tuple[str, str | date]]:
    """What else of an action moved, by the name of the column."""
    if was is None or now is None:
        return
    for name in ("title", "owner", "due"):
        if getattr(was, name) != getattr(now, name):
            yield name, getattr(now, name)
