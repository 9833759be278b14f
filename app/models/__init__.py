"""The data: typed tables, one file an aggregate. Importing this package registers them all."""

from app.models.audit import AuditEvent
from app.models.checklist import ITEM_STATES, ChecklistItem, Evidence, StoredFile
from app.models.client import Client, Firm
from app.models.deliverable import Deliverable, DeliverableVersion
from app.models.diagnosis import Problem
from app.models.evaluation import (
    ACTION_STATES,
    Criterion,
    EffectFigure,
    Finding,
    IndicatorValue,
    Rectification,
    Round,
)
from app.models.gate import OUTCOMES, Condition, GateDecision, GateProposal, Waiver
from app.models.job import Job
from app.models.project import (
    PHASE_STATES,
    PHASE_WORDS,
    PROJECT_STATES,
    Membership,
    Project,
    ProjectPhase,
    RaidEntry,
)
from app.models.registers import Join, PhaseRecords, RegisterCount
from app.models.report import IssuedReport, ReportText
from app.models.usage import CrmFunction, LicensedUser, UsageMapping, UsageSource
from app.models.user import FIRM_ROLES, ROLE_WORDS, Attempt, Invitation, Session, User

__all__ = [
    "ACTION_STATES",
    "FIRM_ROLES",
    "ITEM_STATES",
    "OUTCOMES",
    "PHASE_STATES",
    "PHASE_WORDS",
    "PROJECT_STATES",
    "ROLE_WORDS",
    "Attempt",
    "AuditEvent",
    "ChecklistItem",
    "Client",
    "Condition",
    "Criterion",
    "CrmFunction",
    "Deliverable",
    "DeliverableVersion",
    "EffectFigure",
    "Evidence",
    "Finding",
    "Firm",
    "GateDecision",
    "GateProposal",
    "IndicatorValue",
    "Invitation",
    "IssuedReport",
    "Job",
    "Join",
    "LicensedUser",
    "Membership",
    "PhaseRecords",
    "Problem",
    "Project",
    "ProjectPhase",
    "RaidEntry",
    "Rectification",
    "RegisterCount",
    "ReportText",
    "Round",
    "Session",
    "StoredFile",
    "UsageMapping",
    "UsageSource",
    "User",
    "Waiver",
]
