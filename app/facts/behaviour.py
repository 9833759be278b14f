"""Rows to what became of training: which of the people taught to use a function used it, days after, by the logs kept.

People of the training room are joined with users of the logs by their name in the log, or else by exactly the same
name or e-mail on the list of users. Who cannot be joined counts as not seen, never as not performing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low
from typing import Any, Literal

from sqlalchemy import select

from app.clock import day_in
from app.database import db
from app.delimited.names import key_of
from app.facts.joins import ends_of, joined, starts_of, word_id
from app.facts.review import rows
from app.models import (
    Enrolment,
    Learner,
    LicensedUser,
    Membership,
    Project,
    TargetFunction,
    TargetStep,
    TrainingSession,
    UsageDays,
    UsageSource,
    User,
)
from phases.facts.training import BehaviourFact

WINDOW = 28
"""Days that end with the day looked at: whoever uses a function at all, uses it within four weeks."""
GAP = timedelta(days=4)
"""Days without any event that a log may have without being interrupted: weekends and single holidays."""
How = Literal["given", "name", "e-mail", "unknown", "twice", ""]
_DAYS: Any = UsageDays.__table__
_SOURCE: Any = UsageSource.__table__
Uses = Mapping[str, Mapping[str, set[date]]]


@dataclass(frozen=True, slots=True)
class Match:
    """A user of the logs that a learner is: `how` it was found; `unknown` names nobody, `twice` is somebody else too.

    `user` is empty where nobody was found.
    """

    user: str = ""
    how: How = ""
    ends: date | None = None

    @property
    def found(self) -> bool:
        """Whether the learner is one user of the logs."""
        return self.how in ("given", "name", "e-mail")


@dataclass(frozen=True, slots=True)
class _Training:
    """What a learner (by id) was taught and when: the functions by day, and those meant for the learner's role."""

    taught: Mapping[int, Sequence[tuple[date, frozenset[str]]]]
    meant: Mapping[int | None, frozenset[str]]


def behaviour_of(project_id: int, looks: Sequence[int]) -> tuple[BehaviourFact, ...]:
    """People by how many days after their training they are looked at; empty without any log. Ten queries at most."""
    spans = covered(project_id)
    if not spans:
        return ()
    learners = rows(Learner, project_id, "id", "name", "role_id", "usage_name")
    training = _training(project_id, _functions_logged(project_id))
    wanted = {one for taught in training.taught.values() for _day, names in taught for one in names}
    uses = _uses(project_id, wanted | {one for names in training.meant.values() for one in names})
    matches = matched(project_id, learners)
    found = [one for days in looks for one in _look(days, learners, matches, training, uses, spans)]
    return tuple(_summed(found))


Seen = tuple[int, bool, date, bool, bool]
"""Days, trained, the day looked at, seen, performing."""


def _look(
    days: int, learners: Sequence[Any], matches: Mapping[int, Match], training: _Training, uses: Uses,
    spans: Sequence[tuple[date, date]],
) -> Iterator[Seen]:  # fmt: skip
    known, taught = {one.id for one in learners}, training.taught
    begun = {id: min(day for day, _names in sessions) for id, sessions in taught.items() if id in known}
    if not begun:
        return
    common = median_low(begun.values()) + timedelta(days=days)
    for one in learners:
        match, start = matches[one.id], begun.get(one.id)
        if start is None or start > common:
            yield _seen(days, False, common, match, training.meant.get(one.role_id) or set(uses), uses, spans)
        if start is not None:
            on = start + timedelta(days=days)
            names = frozenset().union(*(names for day, names in taught[one.id] if day <= on))
            yield _seen(days, True, on, match, names, uses, spans)


def _seen(
    days: int, trained: bool, on: date, match: Match, names: Iterable[str], uses: Uses,
    spans: Sequence[tuple[date, date]],
) -> Seen:  # fmt: skip
    since = on - timedelta(days=min(WINDOW, days) - 1)
    covers = any(first <= since and on <= last for first, last in spans)
    seen = match.found and covers and (match.ends is None or match.ends >= on)
    used = any(since <= day <= on for name in names for day in uses.get(name, {}).get(match.user, ()))
    return days, trained, on, seen, seen and used


def _summed(found: Iterable[Seen]) -> Iterator[BehaviourFact]:
    counts: dict[tuple[int, bool, date], list[int]] = defaultdict(lambda: [0, 0, 0])
    for days, trained, on, seen, performing in found:
        of_them = counts[days, trained, on]
        for place, one in enumerate((True, seen, performing)):
            of_them[place] += one
    for (days, trained, on), numbers in sorted(counts.items()):
        yield BehaviourFact(days, trained, on, *numbers)


def covered(project_id: int) -> list[tuple[date, date]]:
    """The stretches of time that the logs in force tell of, first and last day of each, in order.

    Days are those of the project's zone.
    """
    columns = (_SOURCE.c.first_at, _SOURCE.c.last_at, Project.time_zone)
    found = db.session.execute(
        select(*columns)
        .join_from(_SOURCE, Project, Project.id == _SOURCE.c.project_id)
        .where(
            _SOURCE.c.project_id == project_id, _SOURCE.c.kind == "events", _SOURCE.c.state == "ready",
            _SOURCE.c.removed_at.is_(None), _SOURCE.c.first_at.is_not(None),
        )
    )  # fmt: skip
    spans: list[tuple[date, date]] = []
    for first, last in sorted((day_in(first, zone), day_in(last, zone)) for first, last, zone in found):
        if spans and first - spans[-1][1] <= GAP:
            spans[-1] = (spans[-1][0], max(spans[-1][1], last))
        else:
            spans.append((first, last))
    return spans


def matched(project_id: int, learners: Sequence[Any]) -> dict[int, Match]:
    """The user of the logs that each learner is, by the learner's id."""
    listed = {
        key_of(name): ends
        for name, ends in db.session.execute(
            select(LicensedUser.user, LicensedUser.end).where(LicensedUser.project_id == project_id)
        )
    }
    mails, logged = _mails(project_id), set(listed)
    if {key_of(one.usage_name) for one in learners} - logged - {""}:
        for people in db.session.scalars(select(_DAYS.c.people).where(_DAYS.c.project_id == project_id)):
            logged.update(people)
    found = {one.id: _match(one, listed, mails, logged) for one in learners}
    times = Counter(match.user for match in found.values() if match.found)
    return {id: Match(one.user, "twice") if times[one.user] > 1 else one for id, one in found.items()}


def _match(learner: Any, listed: Mapping[str, date | None], mails: Mapping[str, str], logged: set[str]) -> Match:
    given, name = key_of(learner.usage_name), key_of(learner.name)
    if given:
        return Match(given, "given" if given in logged else "unknown", listed.get(given))
    if name in listed:
        return Match(name, "name", listed[name])
    mail = mails.get(name, "")
    return Match(mail, "e-mail", listed[mail]) if mail in listed else Match()


def _mails(project_id: int) -> dict[str, str]:
    """E-mail addresses by name, of the members whose name nobody else in the project has."""
    found: dict[str, list[str]] = defaultdict(list)
    people = select(User.name, User.email).join(Membership, Membership.user_id == User.id)
    for name, mail in db.session.execute(people.where(Membership.project_id == project_id)):
        found[key_of(name)].append(key_of(mail))
    return {name: mails[0] for name, mails in found.items() if len(mails) == 1}


def _functions_logged(project_id: int) -> list[str]:
    return list(db.session.scalars(select(_DAYS.c.function).where(_DAYS.c.project_id == project_id).distinct()))


def _training(project_id: int, logged: Sequence[str]) -> _Training:
    """Modules teach the functions of their steps, and those they are joined with on the golden thread."""
    of_module = _of_modules(project_id, logged)
    modules = dict(_pairs(TrainingSession, project_id, "id", "module_id"))
    held = dict(_pairs(TrainingSession, project_id, "id", "held_on"))
    taught: dict[int, list[tuple[date, frozenset[str]]]] = defaultdict(list)
    for learner, session, attended in rows(Enrolment, project_id, "learner_id", "session_id", "attended"):
        names = of_module.get(modules.get(session) or 0)
        if attended and learner is not None and names and held.get(session) is not None:
            taught[learner].append((held[session], names))
    meant: dict[int | None, frozenset[str]] = {}
    for module, on_it in ends_of(joined(project_id, "training/modules", "training/roles")).items():
        for role in on_it:
            meant[role] = meant.get(role, frozenset()) | of_module.get(module, frozenset())
    return _Training(taught, meant)


def _pairs(model: Any, project_id: int, *columns: str) -> list[tuple[Any, Any]]:
    return [(one[0], one[1]) for one in rows(model, project_id, *columns)]


def _of_modules(project_id: int, logged: Sequence[str]) -> dict[int, frozenset[str]]:
    """The functions of the logs that each module teaches, by the module's id."""
    by_number = {word_id(name): name for name in logged}
    names = {id: key_of(name) for id, name in _pairs(TargetFunction, project_id, "id", "name")}
    of_step = {id: names[one] for id, one in _pairs(TargetStep, project_id, "id", "function_id") if one in names}
    found: dict[int, set[str]] = defaultdict(set)
    for module, steps in starts_of(joined(project_id, "solidification/steps", "training/modules")).items():
        found[module].update(of_step[step] for step in steps if of_step.get(step) in set(logged))
    for module, numbers in ends_of(joined(project_id, "training/modules", "function")).items():
        found[module].update(by_number[one] for one in numbers if one in by_number)
    return {module: frozenset(one) for module, one in found.items() if one}


def _uses(project_id: int, names: set[str]) -> dict[str, dict[str, set[date]]]:
    """Function → user → the days of use, over all logs."""
    found: dict[str, dict[str, set[date]]] = {name: defaultdict(set) for name in names}
    asked = select(_DAYS.c.function, _DAYS.c.first_on, _DAYS.c.people)
    for function, first, people in db.session.execute(
        asked.where(_DAYS.c.project_id == project_id, _DAYS.c.function.in_(sorted(names)))
    ):
        for user, mask in people.items():
            found[function][user].update(_days(first, int(mask, 16)))
    return found


def _days(first: date, mask: int) -> Iterator[date]:
    return (first + timedelta(days=place) for place, bit in enumerate(reversed(f"{mask:b}")) if bit == "1")
