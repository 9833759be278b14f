"""What the client's side does with a to-be process: approve its present version."""

from __future__ import annotations

from app import audit
from app.clock import now
from app.database import db
from app.errors import Conflict, NotAllowed, Refused
from app.facts.phase_records import refresh
from app.facts.process_versions import versions_of
from app.models import ProcessApproval, Project, TargetProcess
from app.words import _

APPROVERS = frozenset({"sponsor", "client-pm"})


def may_approve(process: TargetProcess, *, role: str, of_firm: bool, by: int) -> bool:
    """Whether a person may: of the client's side, and the owner named, the sponsor or the client's project manager."""
    return not of_firm and (process.owner_id == by or role in APPROVERS)


def approve_version(
    *, project: Project, process: TargetProcess, digest: str, role: str, of_firm: bool, by: int
) -> ProcessApproval:
    """Approve the version with this digest; Conflict when the process has changed since the person read it."""
    if not may_approve(process, role=role, of_firm=of_firm, by=by):
        raise NotAllowed(_("Only the client's side approves a process: its owner, the sponsor or the project manager."))
    version = versions_of(project.id)[process.key]
    if version.digest != digest:
        raise Conflict()
    if version.approved:
        raise Refused(_("This version is approved already."))
    if not version.wording["steps"]:
        raise Refused(_("A process without steps cannot be approved. Enter its steps first."))
    approval = ProcessApproval(
        project_id=project.id, process_key=process.key, number=version.number, digest=digest, wording=version.wording,
        by_id=by, at=now(),
    )  # fmt: skip
    db.session.add(approval)
    audit.record(
        "process.approved", by=by, project=project.id, about=process.key, title=process.name, version=version.number,
        digest=digest,
    )  # fmt: skip
    db.session.flush()
    refresh(project.id, "solidification")
    return approval
