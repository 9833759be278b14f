"""People who change role or department: several lines of a list become one user with posts, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.delimited.names import key_of

if TYPE_CHECKING:
    from app.usage.lists import User

Line = tuple[int, "User"]
"""The number of a row and what it says."""

FAR_PAST, FAR_FUTURE = date(1900, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True, slots=True)
class Post:
    """The role, department and region that somebody held from a day to a day, both included; None is open there."""

    role: str
    department: str
    region: str
    since: date | None
    until: date | None


def one_each(lines: Sequence[Line]) -> tuple[list[User], dict[int, str]]:
    """Each user once, in the order of the first line; and the numbers of lines left out with the key of the reason."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(key_of(line[1].user), []).append(line)
    refused: dict[int, str] = {}
    users = []
    for group in groups.values():
        held, left_out = _one_after_another(group)
        refused |= left_out
        users.append(_joined([one for _, one in held]))
    return users, refused


def as_of(user: User, day: date) -> User:
    """The user with the role, department and region held on a day.

    Between two posts a user has no licence: the end is then that of the post before.
    """
    if not user.posts:
        return user
    begun = [one for one in user.posts if (one.since or FAR_PAST) <= day]
    post = begun[-1] if begun else user.posts[0]
    end = post.until if begun and day > (post.until or FAR_FUTURE) else user.end
    return replace(user, role=post.role, department=post.department, region=post.region, end=end)


def gaps(user: User) -> tuple[tuple[date, date], ...]:
    """The days, first and last of each time, on which somebody who left and came back had no licence."""
    ended = [one.until for one in user.posts[:-1]]
    begun = [one.since for one in user.posts[1:]]
    away = (
        (last + timedelta(days=1), first - timedelta(days=1))
        for last, first in zip(ended, begun, strict=True)
        if last and first
    )
    return tuple((first, last) for first, last in away if first <= last)


def _one_after_another(group: Sequence[Line]) -> tuple[list[Line], dict[int, str]]:
    """The lines of a user by time, open ends closed by the next start; without any start only the first."""
    dated = sorted((line for line in group if line[1].start), key=lambda line: (line[1].start or FAR_PAST, line[0]))
    kept = dated[:1] or list(group[:1])
    refused = {number: "twice" for number, one in group if not one.start and (number, one) not in kept}
    for number, one in dated[1:]:
        before_number, before = kept[-1]
        if one.start is None or before.start == one.start:
            refused[number] = "twice"
        elif before.end is not None and one.start <= before.end:
            refused[number] = "overlap"
        else:
            if before.end is None:
                kept[-1] = (before_number, replace(before, end=one.start - timedelta(days=1)))
            kept.append((number, one))
    return kept, refused


def _joined(held: Sequence[User]) -> User:
    """One user of the lines that hold: licensed from the first start to the last end, in the last post."""
    if len(held) == 1:
        return held[0]
    posts = tuple(Post(one.role, one.department, one.region, one.start, one.end) for one in held)
    return replace(held[-1], user=held[0].user, start=held[0].start, posts=posts)
