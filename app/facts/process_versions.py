"""Versions of to-be processes: the wording of each as it stands, its digest, and whether exactly that was approved."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.database import db
from app.facts.joins import joined, starts_of
from app.facts.review import rows
from app.models import (
    AsIsProcess,
    AsIsStep,
    Department,
    Problem,
    ProcessApproval,
    TargetFunction,
    TargetProcess,
    TargetStep,
    User,
)

Wording = dict[str, Any]
PROCESS = ("name", "purpose")
STEP = (
    "name", "change", "role", "trigger", "input", "output", "standard", "hours", "hand_off", "hand_off_to", "fit",
    "control_point", "control_dropped",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Approval:
    """A signature under one version: who, when, under which digest."""

    number: int
    by: str
    at: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class Version:
    """A process as it stands. Any change makes it the next version, which is not approved until somebody does."""

    number: int
    digest: str
    wording: Wording
    approvals: tuple[Approval, ...]

    @property
    def approved(self) -> bool:
        """Whether the newest approval is of exactly this wording."""
        return bool(self.approvals) and self.approvals[-1].digest == self.digest

    @property
    def approval(self) -> Approval | None:
        """The approval of this version."""
        return self.approvals[-1] if self.approved else None


def versions_of(project_id: int) -> dict[str, Version]:
    """The present version of each to-be process by its key, in nine queries however many there are."""
    approvals = _approvals(project_id)
    return {key: _version(wording, approvals.get(key, ())) for key, wording in wordings_of(project_id).items()}


def _version(wording: Wording, approvals: Sequence[Approval]) -> Version:
    digest = digest_of(wording)
    last = approvals[-1] if approvals else None
    number = 1 if last is None else last.number + (last.digest != digest)
    return Version(number, digest, wording, tuple(approvals))


def digest_of(wording: Wording) -> str:
    """The SHA-256 of a wording's canonical JSON, 64 hexadecimal digits."""
    text = json.dumps(wording, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def wordings_of(project_id: int) -> dict[str, Wording]:
    """What a signature covers, by the process's key: process and steps in order, other records by their keys."""
    keys = {model: _keys(model, project_id) for model in (AsIsProcess, AsIsStep, Department, Problem, TargetFunction)}
    steps: dict[int, list[Wording]] = defaultdict(list)
    replaces = starts_of(joined(project_id, "review/steps", "solidification/steps"))
    answers = starts_of(joined(project_id, "diagnosis/problems", "solidification/steps"))
    found = rows(TargetStep, project_id, "id", "key", "flow_id", "place", "department_id", "function_id", *STEP)
    for one in sorted(found, key=lambda step: (step.place is None, step.place or 0)):
        steps[one.flow_id].append(
            {
                "key": one.key,
                **{name: _plain(getattr(one, name)) for name in STEP},
                "department": keys[Department].get(one.department_id, ""),
                "function": keys[TargetFunction].get(one.function_id, ""),
                "replaces": sorted(keys[AsIsStep].get(id, "") for id in replaces.get(one.id, ())),
                "problems": sorted(keys[Problem].get(id, "") for id in answers.get(one.id, ())),
            }
        )
    people = _people(project_id)
    return {
        one.key: {
            **{name: getattr(one, name) for name in PROCESS},
            "as_is": keys[AsIsProcess].get(one.as_is_id, ""),
            "owner": people.get(one.owner_id, ""),
            "steps": steps[one.id],
        }
        for one in rows(TargetProcess, project_id, "id", "key", "as_is_id", "owner_id", *PROCESS)
    }


def _plain(value: Any) -> Any:
    # A number of hours is a float on one database and may come as 8 or 8.0; both are the same wording.
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _keys(model: Any, project_id: int) -> Mapping[int | None, str]:
    return {id: key for id, key in rows(model, project_id, "id", "key")}  # noqa: C416


def _people(project_id: int) -> dict[int | None, str]:
    owners = select(TargetProcess.owner_id).where(TargetProcess.project_id == project_id)
    return dict(db.session.execute(select(User.id, User.key).where(User.id.in_(owners))).all())


def _approvals(project_id: int) -> dict[str, list[Approval]]:
    found: dict[str, list[Approval]] = defaultdict(list)
    one = ProcessApproval
    statement = (
        select(one.process_key, one.number, User.name, one.at, one.digest)
        .join(User, User.id == ProcessApproval.by_id)
        .where(ProcessApproval.project_id == project_id)
        .order_by(ProcessApproval.number)
    )  # fmt: skip
    for key, number, by, at, digest in db.session.execute(statement):
        found[key].append(Approval(number, by, at, digest))
    return found
