"""Generates usage logs of a fictional client: people who take up a CRM over months, some early, some late, some never.

The same seed gives the same log to the last line. Nothing in it comes from a real system.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from math import exp
from pathlib import Path
from random import Random

from app.demo.usage_words import (
    AGENT,
    DEPARTMENTS,
    FAMILY_NAMES,
    GIVEN_NAMES,
    LICENCES,
    MANAGER,
    MARKETER,
    NORMS,
    REPRESENTATIVE,
    TOOLS,
    Tool,
)
from app.usage.lists import Function, User
from app.usage.posts import Post
from phases.model import Text

Event = tuple[str, str, datetime]
NEVER = 10**6


@dataclass(frozen=True, slots=True)
class Story:
    """What a generated log tells: how many people, between which days, in which language, and how it went.

    `eager` is the share of their working days on which people who have taken the system up use it, `reluctant` the
    share of people who never do. `days_off` are public holidays; `movers` the share of sales representatives who change
    their post halfway: in turn to another department and to manager.
    """

    people: int = 200
    first: date = date(2026, 1, 5)
    last: date = date(2026, 7, 3)
    language: str = "zh"
    eager: float = 0.7
    reluctant: float = 0.1
    seed: int = 20260105
    days_off: frozenset[date] = frozenset()
    movers: float = 0.0

    @property
    def days(self) -> int:
        """The length in days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a licence: `takes_up` is the day of the log on which half of the way to their habit is gone."""

    user: User
    role: Text
    takes_up: int
    drops_out: int
    habit: float

    def role_on(self, day: date, language: str) -> Text:
        """The role held on a day: that of the post, else the last one."""
        posts = (post for post in self.user.posts if post.until is not None and day <= post.until)
        first = next(posts, None)
        return REPRESENTATIVE if first and first.role == REPRESENTATIVE.in_(language) else self.role


def people(story: Story) -> list[Person]:
    """The people of a story; a twentieth each joins later, leaves, or gives the system up again."""
    return [_moved(story, number, _person(story, number)) for number in range(story.people)]


def users(story: Story) -> list[User]:
    """The list of users as the client would send it."""
    return [one.user for one in people(story)]


def functions(story: Story) -> list[Function]:
    """The functions in scope."""
    return [
        Function(
            tool.name.in_(story.language),
            tool.area.in_(story.language),
            tool.advanced,
            tuple(role.in_(story.language) for role in tool.roles),
        )
        for tool in TOOLS
    ]


def norms(story: Story) -> dict[str, float]:
    """Events per user and working day agreed as normal, by role."""
    return {role.in_(story.language): norm for role, norm in NORMS.items()}


def events(story: Story) -> Iterator[Event]:
    """The events person by person, times local and naive, with the flaws of a real log among them.

    One line in a thousand stands there twice, a nightly job writes under a name that is on no list, and new people have
    tried the system before their licence began.
    """
    for number, person in enumerate(people(story)):
        random = _random(story, "events", number)
        for event in _events_of(story, person, random):
            yield event
            if random.random() < 0.001:
                yield event
    customers = TOOLS[0].name.in_(story.language)
    for day in range(0, story.days, 7):
        yield "crm-batch", customers, datetime.combine(story.first + timedelta(days=day), time(2, 30))


def write(story: Story, folder: Path) -> tuple[Path, Path, Path]:
    """Write log, users and functions as three CSV files, the log in the order of time; their paths in this order."""
    folder.mkdir(parents=True, exist_ok=True)
    log, people_file, functions_file = (folder / f"{name}.csv" for name in ("usage", "users", "functions"))
    _write(log, ("user", "function", "time"), sorted(events(story), key=lambda event: (event[2], event[0], event[1])))
    _write(
        people_file,
        ("user", "role", "department", "licence", "start", "end"),
        (
            (one.user, post.role, post.department, one.licence, post.since, post.until)
            for one in users(story)
            for post in one.posts or (Post(one.role, one.department, "", one.start, one.end),)
        ),
    )
    _write(
        functions_file,
        ("function", "area", "advanced", "roles"),
        ((f.function, f.area, "yes" if f.advanced else "no", ";".join(f.roles)) for f in functions(story)),
    )
    return log, people_file, functions_file


def part(log: Path, first: date, last: date) -> Path:
    """The lines of a log from one day to another, both included, in a file beside it, as a system exports them."""
    with log.open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file)
    path = log.with_name(f"{log.stem}-{first}-{last}.csv")
    days = first.isoformat(), last.isoformat()
    _write(path, tuple(header), [tuple(line) for line in lines if days[0] <= line[-1][:10] <= days[1]])
    return path


def _write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _random(story: Story, part: str, number: int) -> Random:
    """A source of its own for every person, so that one more person changes nobody else's log."""
    return Random(f"{story.seed}/{part}/{number}")  # noqa: S311


def _person(story: Story, number: int) -> Person:
    random = _random(story, "person", number)
    department = random.choices([name for name, _ in DEPARTMENTS], [share for _, share in DEPARTMENTS])[0]
    role = _role(department, random)
    name = f"{random.choice(FAMILY_NAMES)}.{random.choice(GIVEN_NAMES)}{number:03}"
    joins = random.randrange(20, story.days) if random.random() < 0.05 else None
    leaves = random.randrange(60, story.days) if random.random() < 0.05 and story.days > 60 else None
    # The south takes the system up two months after the others: that is what the first round finds.
    late = 60 if department.en == "Sales South" else 0
    user = User(
        user=name,
        role=role.in_(story.language),
        department=department.in_(story.language),
        start=story.first + timedelta(days=joins) if joins else story.first - timedelta(days=30),
        end=story.first + timedelta(days=leaves) if leaves and leaves > (joins or 0) else None,
        licence=LICENCES[role].in_(story.language),
    )
    takes_up = late + max(0, round(random.gauss(48, 24))) + (joins or 0)
    return Person(
        user=user,
        role=role,
        takes_up=NEVER if random.random() < story.reluctant else takes_up,
        drops_out=random.randrange(50, story.days + 50) if random.random() < 0.05 else NEVER,
        habit=min(1.0, max(0.05, random.gauss(story.eager, 0.18))),
    )


def _moved(story: Story, number: int, person: Person) -> Person:
    """Who changes their post halfway through the log: to the other northern or eastern department, or to manager."""
    user, random = person.user, _random(story, "post", number)
    if person.role is not REPRESENTATIVE or user.end or not story.movers or random.random() >= story.movers:
        return person
    until = story.first + timedelta(days=story.days // 2 + random.randrange(-20, 20))
    promoted = random.random() < 0.3
    role = MANAGER if promoted else REPRESENTATIVE
    places = [name for name, _share in DEPARTMENTS[:2]]
    other = next(name for name in places if name.in_(story.language) != user.department).in_(story.language)
    department = user.department if promoted else other
    posts = (
        Post(user.role, user.department, "", user.start, until),
        Post(role.in_(story.language), department, "", until + timedelta(days=1), None),
    )
    moved = replace(user, role=role.in_(story.language), department=department, posts=posts)
    return replace(person, user=moved, role=role)


def _role(department: Text, random: Random) -> Text:
    if department.en == "Service centre":
        return AGENT
    if department.en == "Marketing":
        return MARKETER
    return MANAGER if random.random() < 0.15 else REPRESENTATIVE


def _events_of(story: Story, person: Person, random: Random) -> Iterator[Event]:
    last = min(story.last, person.user.end or story.last)
    first = max(story.first, person.user.start or story.first)
    if first > story.first:
        yield from _day_of(story, person, first - timedelta(days=3), 0.0, random)
    for offset in range((first - story.first).days, (last - story.first).days + 1):
        day = story.first + timedelta(days=offset)
        if random.random() < _chance(story, person, day, offset):
            yield from _day_of(story, person, day, offset / story.days, random)


def _chance(story: Story, person: Person, day: date, offset: int) -> float:
    """The chance of using the system on a day: a habit that grows along an S-curve, with little on days off."""
    if offset > person.drops_out:
        return 0.0
    grown = person.habit / (1 + exp((person.takes_up - offset) / 7)) if person.takes_up < NEVER else 0.0
    return grown * (0.04 if day.weekday() >= 5 or day in story.days_off else 1.0)


def _day_of(story: Story, person: Person, day: date, passed: float, random: Random) -> Iterator[Event]:
    role = person.role_on(day, story.language)
    tools = [tool for tool in TOOLS if _may_use(tool, role, passed)]
    count = max(1, round(random.gauss(NORMS[role], NORMS[role] / 3)))
    for tool in random.choices(tools, [tool.weight for tool in tools], k=count):
        moment = time(random.choices(range(8, 20), (4, 10, 12, 9, 3, 8, 11, 11, 9, 5, 2, 1))[0], random.randrange(60))
        seconds = timedelta(seconds=random.randrange(60))
        yield person.user.user, tool.name.in_(story.language), datetime.combine(day, moment) + seconds


def _may_use(tool: Tool, role: Text, passed: float) -> bool:
    return passed >= tool.since and (not tool.roles or role in tool.roles)
