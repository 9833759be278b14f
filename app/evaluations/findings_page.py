"""Findings and rectification actions as pages show them: in a round, on an action's own page, in the follow-up list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.clock import day_in, today
from app.evaluations.forms import EffectForm
from app.evaluations.words import difference, severity_words, value_of, voice
from app.facts.beside import Beside, findings_now
from app.facts.rectification import ActionFact, FindingFact, Reassessment, actions_of, unchanged
from app.language import day, say
from app.models import Project
from app.words import _, ngettext
from phases.evaluation.model import Indicator
from phases.evaluation.rectification import OPEN, OUTCOMES, TITLES, VERDICTS, outcome
from phases.evaluation.scheme import Scheme

ACTION_TONES = {
    "proposed": ("idle", "open"),
    "agreed": ("info", "open"),
    "doing": ("info", "half"),
    "done": ("fair", "flag"),
    "verified": ("good", "done"),
    "dropped": ("idle", "na"),
}
"""Tone and icon of each state."""
VERDICT_TONES = {
    "reached": ("good", "done"),
    "partly": ("fair", "half"),
    "missed": ("poor", "alert"),
    "unknown": ("idle", "na"),
}


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action in a list; `since` is how it stands today where the list shows it as it stood once."""

    key: str
    url: str
    title: str
    owner: str
    due: str
    late: bool
    state: str
    state_word: str
    tone: str
    icon: str
    expected: str
    effect: str
    finding: str
    round: int
    severity: str
    day: date
    since: str = ""


@dataclass(frozen=True, slots=True)
class Then:
    """The day that actions are shown as of; of a closed round also how they stand today, by key."""

    day: date
    now: Mapping[str, ActionFact] | None = None

    @classmethod
    def of(cls, project: Project, found: Beside) -> Then:
        """As of the closing, or as of today while the round is open."""
        if found.kept is None:
            return cls(today(project.time_zone))
        now = {action.key: action for one in findings_now(project.id, found) for action in one.actions}
        return cls(day_in(found.kept.created_at, project.time_zone), now)

    def since(self, action: ActionFact) -> str:
        """How an action stands today if it is not as it was at the closing."""
        if self.now is None:
            return ""
        now = self.now.get(action.key)
        if now is None:
            return _("today: removed")
        return "" if unchanged(action, now) else _("today: %(state)s", state=" · ".join(_moved(action, now)))


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with its actions; `repeated` says since when it keeps coming back."""

    key: str
    url: str
    title: str
    cause: str
    severity: str
    dimension: str
    indicator: str
    repeated: str
    actions: list[ActionRow]


@dataclass(frozen=True, slots=True)
class AgainRow:
    """An action of an earlier round that this round looks at again, old value beside new."""

    action: ActionRow
    key: str
    indicator: str
    old: str
    new: str
    verdict: str
    tone: str
    icon: str
    effect: str
    judged: bool
    note: str
    form: EffectForm


class Namer:
    """Gives indicators and dimensions their names, also those of criteria that were measured once."""

    def __init__(
        self, scheme: Scheme, indicators: Iterable[Indicator] = (), names: Mapping[str, str] | None = None
    ) -> None:
        self.scheme = scheme
        self.units = {key: one.unit for key, one in scheme.definitions.items()}
        self.titles = {key: say(one.title) for key, one in scheme.definitions.items()}
        self.titles |= {one.key: say(one.title) for one in indicators}
        self.titles |= {f"effect.{key}": name for key, name in (names or {}).items()}

    def indicator(self, key: str) -> str:
        """The name of an indicator; its key when nobody knows it any more."""
        return self.titles.get(key, key)

    def expected(self, action: ActionFact) -> str:
        """The change that an action is expected to bring, with its indicator."""
        if not action.expected_indicator:
            return ""
        name = self.indicator(action.expected_indicator)
        if action.expected_change is None:
            return name
        unit = self.units.get(action.expected_indicator, "progress")
        return f"{name} {difference(action.expected_change, unit)}"


def action_row(project: Project, finding: FindingFact, action: ActionFact, namer: Namer, now: date) -> ActionRow:
    """An action as a list shows it, on the day `now`."""
    tone, icon = ACTION_TONES[action.state]
    return ActionRow(
        key=action.key,
        url=f"/projects/{project.key}/actions/{action.key}",
        title=action.title,
        owner=action.owner,
        due=day(action.due),
        late=action.overdue(now),
        state=action.state,
        state_word=say(TITLES[action.state]),
        tone=tone,
        icon=icon,
        expected=namer.expected(action),
        effect=effect_word(action),
        finding=finding.title,
        round=finding.round,
        severity=finding.severity,
        day=action.due,
    )


def finding_rows(project: Project, findings: Iterable[FindingFact], namer: Namer, then: Then) -> list[FindingRow]:
    """Findings with their actions, as the round's page shows them."""
    return [
        FindingRow(
            key=one.key,
            url=f"/projects/{project.key}/findings/{one.key}",
            title=one.title,
            cause=one.cause,
            severity=one.severity,
            dimension=say(namer.scheme.dimensions[one.dimension]),
            indicator=namer.indicator(one.indicator) if one.indicator else "",
            repeated=_repeated(one.repeats),
            actions=[_row_then(project, one, action, namer, then) for action in one.actions],
        )
        for one in findings
    ]


def again_rows(project: Project, looked_at: Iterable[Reassessment], namer: Namer, then: Then) -> list[AgainRow]:
    """Actions of earlier rounds with their indicator then and now."""
    speaker = voice()
    return [
        AgainRow(
            action=_row_then(project, one.finding, one.action, namer, then),
            key=one.action.key,
            indicator=namer.indicator(one.action.expected_indicator or one.finding.indicator),
            old=value_of(one.old, speaker),
            new=value_of(one.new, speaker),
            verdict=say(VERDICTS[one.verdict]),
            tone=VERDICT_TONES[one.verdict][0],
            icon=VERDICT_TONES[one.verdict][1],
            effect=effect_word(one.action),
            judged=one.action.state == "verified",
            note=one.action.effect_note,
            form=_effect_form(one.action),
        )
        for one in looked_at
    ]


def _row_then(project: Project, finding: FindingFact, action: ActionFact, namer: Namer, then: Then) -> ActionRow:
    return replace(action_row(project, finding, action, namer, then.day), since=then.since(action))


def _moved(was: ActionFact, now: ActionFact) -> Iterator[str]:
    """What of an action is another today, in words: its state first."""
    yield say(TITLES[now.state]) if now.state != "verified" else effect_word(now)
    if now.owner_key != was.owner_key:
        yield now.owner
    if now.due != was.due:
        yield _("due %(day)s", day=day(now.due))


def followed_up(
    project: Project, findings: Iterable[FindingFact], namer: Namer, *, show: str, owner: str, search: str
) -> list[ActionRow]:
    """The follow-up list: all actions of a project, narrowed by state (`open`, `overdue` or a state), owner, words."""
    now = today(project.time_zone)
    words = search.casefold()
    return [
        action_row(project, finding, action, namer, now)
        for finding, action in actions_of(findings)
        if _is_shown(action, show, now)
        if not owner or action.owner_key == owner
        if words in f"{action.title} {finding.title} {action.owner}".casefold()
    ]


def choices_of_show() -> list[tuple[str, str]]:
    """By what the follow-up list can be narrowed."""
    states = [(state, say(title)) for state, title in TITLES.items()]
    return [("", _("All")), ("open", _("Open")), ("overdue", _("Overdue")), *states]


def effect_word(action: ActionFact) -> str:
    """What is known of an action's effect; nothing of it before somebody else has verified the action."""
    return say(OUTCOMES[outcome(action.state, action.effect)])


def severity_word(word: str) -> str:
    """A severity as files write it."""
    return severity_words()[word]


def _effect_form(action: ActionFact) -> EffectForm:
    values = {"effect": action.effect, "note": action.effect_note}
    form = EffectForm(data=values, prefix=f"{action.key}-")
    for field in form:
        field.render_kw = {"aria-label": f"{field.label.text}: {action.title}", "placeholder": field.label.text}
    return form


def _is_shown(action: ActionFact, show: str, now: date) -> bool:
    match show:
        case "":
            return True
        case "open":
            return action.state in OPEN
        case "overdue":
            return action.overdue(now)
        case _:
            return action.state == show


def _repeated(rounds: int) -> str:
    if not rounds:
        return ""
    return ngettext(
        "Repeat finding: also in the round before", "Repeat finding: also in the %(num)s rounds before", rounds
    )
