"""The switch as a network of tasks: the order that dependencies allow, what is next, how late, the way back.

Moments are texts such as 2026-05-02 18:00, all on the same clock, so that they compare as they are written.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Task:
    """A task of the switch; `depends` are the keys of the tasks that have to be finished first."""

    key: str
    code: str
    title: str
    planned_start: str = ""
    planned_end: str = ""
    started: str = ""
    finished: str = ""
    depends: tuple[str, ...] = ()
    no_return: bool = False
    rollback_needed: bool = False
    rollback: str = ""
    owner: str = ""


def circle(waits: Mapping[K, Iterable[K]]) -> tuple[K, ...]:
    """Tasks that wait for each other in a circle, the first repeated at the end; empty when there are none.

    Waiting for oneself is the smallest circle.
    """
    done: set[K] = set()
    for start in waits:
        way: list[K] = []
        stack: list[tuple[K, bool]] = [(start, False)]
        while stack:
            task, left = stack.pop()
            if left:
                way.pop()
                done.add(task)
                continue
            if task in way:
                return (*way[way.index(task) :], task)
            if task not in done:
                way.append(task)
                stack.append((task, True))
                stack.extend((before, False) for before in waits.get(task, ()))
    return ()


def ordered(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Every task after all that it depends on, otherwise by planned start; those in a circle come last."""
    keys = {task.key for task in tasks}
    left = sorted(tasks, key=_by_plan)
    placed: set[str] = set()
    found: list[Task] = []
    while left:
        ready = next((task for task in left if all(one in placed or one not in keys for one in task.depends)), left[0])
        left.remove(ready)
        placed.add(ready.key)
        found.append(ready)
    return tuple(found)


def _by_plan(task: Task) -> tuple[str, str, int, str]:
    return task.planned_start or "9", task.planned_end or "9", len(task.code), task.code


def waiting_for(task: Task, tasks: Iterable[Task]) -> tuple[Task, ...]:
    """The tasks that have to be finished before this one may start, and are not."""
    return tuple(one for one in tasks if one.key in task.depends and not one.finished)


def next_tasks(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """What may start now: not started, and nothing that it waits for is left."""
    return tuple(one for one in ordered(tasks) if not one.started and not waiting_for(one, tasks))


def is_late(task: Task, now: str) -> bool:
    """Whether a task should have ended, or begun, by now and has not."""
    if task.finished:
        return False
    return bool(task.planned_end and task.planned_end < now) or bool(
        not task.started and task.planned_start and task.planned_start < now
    )


def minutes_between(earlier: str, later: str) -> int:
    """Minutes from one moment to another, negative when it lies before."""
    return round((datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds() / 60)


def slip(task: Task, now: str = "") -> int | None:
    """Minutes behind the plan, early is negative: at the end, or so far; None where the plan says nothing.

    A task that runs is behind when it began late or should have ended by `now`; one that has not begun, when it
    should have.
    """
    if task.finished:
        return minutes_between(task.planned_end, task.finished) if task.planned_end else None
    if task.started:
        begun = minutes_between(task.planned_start, task.started) if task.planned_start else None
        over = minutes_between(task.planned_end, now) if task.planned_end and now > task.planned_end else None
        return max((one for one in (begun, over) if one is not None), default=None)
    if task.planned_start and now > task.planned_start:
        return minutes_between(task.planned_start, now)
    return None


def crossed(tasks: Iterable[Task]) -> Task | None:
    """The point of no return that has been passed first, None while the way back is open."""
    points = [one for one in tasks if one.no_return and one.started]
    return min(points, key=lambda task: task.started) if points else None


def way_back(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """What has to be taken back, the last begun first; nothing any more after a point of no return."""
    if crossed(tasks):
        return ()
    place = {task.key: number for number, task in enumerate(ordered(tasks))}
    begun = (one for one in tasks if one.started)
    return tuple(sorted(begun, key=lambda task: (task.started, place[task.key]), reverse=True))
