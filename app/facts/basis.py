"""What a round is computed by besides its files: norms of use, to-be steps, what activities of cases were said to be.

A computation keeps the digests; when they differ later, the round says what changed since.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import bindparam, select

from app.database import db
from app.facts.counts import norms_of
from app.facts.evaluation import RoundFact, SourceFact, sources_used
from app.facts.freezing import digest_of
from app.models import CaseActivity, CaseLog, OptionalStep, TargetProcess, TargetStep
from phases.model import Text

CHANGED: Mapping[str, Text] = {
    "events": Text("usage logs", "使用日志"),
    "users": Text("list of users", "用户清单"),
    "functions": Text("functions in scope", "功能范围清单"),
    "cases": Text("case logs", "案例日志"),
    "records": Text("files of records", "记录文件"),
    "norms": Text("norms of use", "使用强度标准"),
    "activities": Text("activities and steps of the cases", "案例活动与流程步骤的对应关系"),
    "window": Text("dates of the round", "本轮起止日期"),
    "edition": Text("edition of the method", "方法论版本"),
}
"""What can change after a round was computed, in the order in which it is told."""

_PROJECT: Any = bindparam("project")
_LOGGED = select(CaseLog.process_key).where(
    CaseLog.project_id == _PROJECT, CaseLog.state == "ready", CaseLog.removed_at.is_(None)
)
_ASKED: Any = (
    select(TargetProcess.key).where(TargetProcess.project_id == _PROJECT).order_by(TargetProcess.key),
    select(
        TargetProcess.key, TargetStep.key, TargetStep.number, TargetStep.name, TargetStep.place, TargetStep.change,
        TargetStep.control_point, TargetStep.hand_off, TargetStep.hours,
    )
    .join(TargetProcess, TargetProcess.id == TargetStep.flow_id)
    .where(TargetProcess.project_id == _PROJECT, TargetProcess.key.in_(_LOGGED))
    .order_by(TargetStep.key),
    select(CaseActivity.process_key, CaseActivity.activity, CaseActivity.kind, CaseActivity.step_key)
    .where(CaseActivity.project_id == _PROJECT, CaseActivity.process_key.in_(_LOGGED))
    .order_by(CaseActivity.process_key, CaseActivity.activity),
    select(OptionalStep.process_key, OptionalStep.step_key)
    .where(OptionalStep.project_id == _PROJECT, OptionalStep.process_key.in_(_LOGGED))
    .order_by(OptionalStep.process_key, OptionalStep.step_key),
)  # fmt: skip


def basis_of(project_id: int) -> dict[str, str]:
    """The SHA-256 of the norms, and of what the cases of processes with a log are judged by; empty without such a log.

    In two queries, or six where cases are kept.
    """
    return {"norms": digest_of(norms_of(project_id)), "activities": _of_cases(project_id)}


def _of_cases(project_id: int) -> str:
    parameters = {"project": project_id}
    if db.session.execute(_LOGGED.limit(1), parameters).first() is None:
        return ""
    return digest_of([[list(row) for row in db.session.execute(query, parameters)] for query in _ASKED])


def changed_since(one: RoundFact, sources: Iterable[SourceFact], edition: str) -> list[Text]:
    """What an open round was computed by and is different now, in words; nothing where it would say the same again."""
    if one.closed or one.computed_at is None:
        return []
    found = set(_changed(one, sources, edition))
    return [words for word, words in CHANGED.items() if word in found]


def _changed(one: RoundFact, sources: Iterable[SourceFact], edition: str) -> Iterator[str]:
    """The words; a round computed before the basis was kept tells nothing about it."""
    used, now = ({source.key: source.kind for source in files} for files in (sources_used(one), sources))
    yield from (kind for key, kind in {**used, **now}.items() if (key in used) != (key in now))
    if one.facts.get("window") != [one.from_date.isoformat(), one.to_date.isoformat()]:
        yield "window"
    if one.edition != edition:
        yield "edition"
    if before := one.facts.get("basis"):
        yield from (word for word, digest in basis_of(one.project_id).items() if before.get(word) != digest)
