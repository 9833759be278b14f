"""The follow-up list as page and file show it: each action with what it was to bring and what it has brought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.facts.evaluation import scheme_of
from app.facts.follow_up import Asked, Outcome, outcomes_of
from app.language import day, number, percent, say
from app.portfolio.follow_up_queries import NOT_DONE, Followed
from app.tables import Cell
from app.words import _, ngettext
from phases.evaluation.model import Indicator
from phases.evaluation.rectification import OUTCOMES, TITLES, VERDICTS
from phases.evaluation.rectification import outcome as effect_known

TONES = {
    "proposed": ("idle", "open"), "agreed": ("info", "open"), "doing": ("info", "half"), "done": ("fair", "flag"),
    "verified": ("good", "done"), "dropped": ("idle", "na"),
}  # fmt: skip
VERDICT_TONES = {
    "reached": ("good", "done"), "partly": ("fair", "half"), "missed": ("poor", "alert"), "unknown": ("idle", "na"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FollowRow:
    """An action in the follow-up list of all projects; `changes` are the expected and the actual one as numbers."""

    url: str
    title: str
    project: str
    project_url: str
    client: str
    finding: str
    round: int
    severity: str
    owner: str
    due: date
    due_words: str
    late: bool
    state: str
    tone: str
    icon: str
    indicator: str
    expected: str
    then: str
    actual: str
    verdict: str
    verdict_tone: str
    verdict_icon: str
    effect: str
    repeats: int
    repeated: str
    unit: str
    changes: tuple[float | None, float | None]


def rows_of(actions: Sequence[Followed], today: date) -> list[FollowRow]:
    """The rows of these actions, in three queries; late is what was due before `today` and is not done."""
    outcomes = outcomes_of(
        Asked(
            one.key, one.project_id, one.round_id, one.indicator, one.found_on, one.expected, one.effect_round
        )
        for one in actions
    )  # fmt: skip
    return [_row(one, outcomes[one.key], today) for one in actions]


def export_columns() -> list[str]:
    """The headings of the list as a file."""
    return [
        _("Action"), _("Engagement"), _("Client"), _("Finding"), _("Severity"), _("Round"), _("Owner"), _("Due"),
        _("Overdue"), _("State"), _("Indicator"), _("Unit"), _("Expected change"), _("Actual change"),
        _("Expectation"), _("Effect"), _("Repeated"),
    ]  # fmt: skip


def export_row(row: FollowRow) -> list[Cell]:
    """One action as a row of the file."""
    return [
        row.title, row.project, row.client, row.finding, row.severity, row.round, row.owner, row.due,
        _("yes") if row.late else _("no"), row.state, row.indicator, row.unit, *row.changes, row.verdict,
        row.effect, row.repeats,
    ]  # fmt: skip


def _row(one: Followed, outcome: Outcome, today: date) -> FollowRow:
    tone, icon = TONES[one.state]
    verdict_tone, verdict_icon = VERDICT_TONES[outcome.verdict]
    measured = outcome.new or outcome.old
    declared = scheme_of(one.edition).definitions.get(one.indicator)
    unit = measured.unit if measured else declared.unit if declared else "progress"
    title = measured.title if measured else declared.title if declared else None
    return FollowRow(
        url=f"/projects/{one.project_key}/actions/{one.key}",
        title=one.title,
        project=one.project,
        project_url=f"/projects/{one.project_key}",
        client=one.client,
        finding=one.finding,
        round=one.round,
        severity=severity_words()[one.severity],
        owner=one.owner,
        due=one.due,
        due_words=day(one.due),
        late=one.due < today and one.state in NOT_DONE,
        state=next(say(words) for state, words in TITLES.items() if state == one.state),
        tone=tone,
        icon=icon,
        indicator=say(title),
        expected="" if one.expected is None else _moved(one.expected, unit),
        then=_course(outcome.old, outcome.new),
        actual="" if outcome.actual is None else _moved(outcome.actual, unit),
        verdict=say(VERDICTS[outcome.verdict]),
        verdict_tone=verdict_tone,
        verdict_icon=verdict_icon,
        effect=say(OUTCOMES[effect_known(one.state, one.effect)]),
        repeats=outcome.repeats,
        repeated=ngettext(
            "Repeat finding: also in the round before", "Repeat finding: also in the %(num)s rounds before",
            outcome.repeats,
        ) if outcome.repeats else "",
        unit=_("index") if unit == "index" else _("percentage points"),
        changes=(_scaled(one.expected, unit), _scaled(outcome.actual, unit)),
    )  # fmt: skip


def _scaled(change: float | None, unit: str) -> float | None:
    """A change as a number: percentage points of a share, the index as it is."""
    return None if change is None else round(change if unit == "index" else change * 100, 4)


def severity_words() -> dict[str, str]:
    """The words of severities."""
    return {"critical": _("Critical"), "high": _("High"), "medium": _("Medium"), "low": _("Low")}


def _course(old: Indicator | None, new: Indicator | None) -> str:
    """Old value beside new; nothing while neither is measured."""
    values = [_value(one) for one in (old, new)]
    return " → ".join(values) if any(one != "–" for one in values) else ""


def _value(one: Indicator | None) -> str:
    if one is None or one.value is None:
        return "–"
    return number(one.value, 2) if one.unit == "index" else percent(one.value)


def _moved(change: float, unit: str) -> str:
    digits, scaled = (2, change) if unit == "index" else (1, change * 100)
    rounded = round(scaled, digits)
    sign = "±" if rounded == 0 else "+" if rounded > 0 else "−"
    said = f"{sign}{number(abs(rounded), digits)}"
    return said if unit == "index" else _("%(points)s percentage points", points=said)
