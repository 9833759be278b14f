"""Who may do what: the rights of each role, firm-wide and inside a project, as declarations."""

from enum import StrEnum

from app.identity import Viewer


class Right(StrEnum):
    """One thing that a person may do. The first group is firm-wide, the second inside a project."""

    MANAGE_PEOPLE = "manage-people"
    MANAGE_CLIENTS = "manage-clients"
    MANAGE_FIRM = "manage-firm"
    MANAGE_METHOD = "manage-method"
    CREATE_PROJECT = "create-project"
    SEE_PORTFOLIO = "see-portfolio"

    READ = "read"
    ANSWER = "answer"
    ADD_EVIDENCE = "add-evidence"
    PLAN_ITEMS = "plan-items"
    EDIT_ITEMS = "edit-items"
    EDIT_PLAN = "edit-plan"
    STAFF = "staff"
    INVITE_CLIENT = "invite-client"
    EDIT_RAID = "edit-raid"
    EDIT_RECORDS = "edit-records"
    SEE_RESULTS = "see-results"
    APPROVE_PROCESS = "approve-process"
    WRITE_DELIVERABLE = "write-deliverable"
    ACCEPT_DELIVERABLE = "accept-deliverable"
    PROPOSE_THRESHOLD = "propose-threshold"
    DECIDE_THRESHOLD = "decide-threshold"
    PROPOSE_GATE = "propose-gate"
    DECIDE_GATE = "decide-gate"
    WAIVE = "waive"
    DISMISS_WARNING = "dismiss-warning"
    CLOSE_CONDITION = "close-condition"
    IMPORT_USAGE = "import-usage"
    ASSESS_READINESS = "assess-readiness"
    WRITE_ROUND = "write-round"
    AGREE_ACTION = "agree-action"
    DO_ACTION = "do-action"
    WRITE_REPORT = "write-report"
    SEE_MONEY = "see-money"
    EXPORT = "export"


R = Right
FIRM_RIGHTS: dict[str, frozenset[Right]] = {
    "administrator": frozenset({R.MANAGE_PEOPLE, R.MANAGE_CLIENTS, R.MANAGE_FIRM, R.MANAGE_METHOD, R.SEE_PORTFOLIO}),
    "director": frozenset({R.MANAGE_PEOPLE, R.MANAGE_CLIENTS, R.CREATE_PROJECT, R.MANAGE_METHOD, R.SEE_PORTFOLIO}),
    "lead": frozenset({R.CREATE_PROJECT, R.MANAGE_CLIENTS, R.SEE_PORTFOLIO}),
    "consultant": frozenset({R.SEE_PORTFOLIO}),
    "executive": frozenset({R.SEE_PORTFOLIO}),
}
_CONSULTANT = frozenset(
    {
        R.READ, R.ANSWER, R.ADD_EVIDENCE, R.PLAN_ITEMS, R.EDIT_ITEMS, R.EDIT_RAID, R.EDIT_RECORDS,
        R.WRITE_DELIVERABLE, R.IMPORT_USAGE, R.ASSESS_READINESS, R.WRITE_ROUND, R.DO_ACTION, R.WRITE_REPORT,
        R.CLOSE_CONDITION, R.EXPORT, R.SEE_MONEY, R.SEE_RESULTS,
    }
)  # fmt: skip
_ANSWERING = frozenset({R.ANSWER, R.ADD_EVIDENCE})
"""Which items these may answer is told by `ANSWERED_ROLES`."""
PROJECT_RIGHTS: dict[str, frozenset[Right]] = {
    "administrator": frozenset({R.READ, R.STAFF, R.SEE_MONEY, R.SEE_RESULTS}),
    "director": _ANSWERING
    | {
        R.READ, R.STAFF, R.EDIT_PLAN, R.WAIVE, R.DISMISS_WARNING, R.PROPOSE_THRESHOLD, R.DECIDE_THRESHOLD, R.EXPORT,
        R.SEE_MONEY, R.SEE_RESULTS,
    },
    "lead": _CONSULTANT
    | {R.EDIT_PLAN, R.STAFF, R.INVITE_CLIENT, R.PROPOSE_GATE, R.PROPOSE_THRESHOLD, R.DISMISS_WARNING},
    "consultant": _CONSULTANT,
    "sponsor": frozenset({R.READ, R.DECIDE_GATE, R.ACCEPT_DELIVERABLE, R.AGREE_ACTION, R.EXPORT, R.APPROVE_PROCESS})
    | {R.SEE_MONEY}
    | _ANSWERING,
    "executive": frozenset({R.READ, R.EXPORT, R.APPROVE_PROCESS, R.SEE_MONEY}) | _ANSWERING,
    "client-pm": frozenset(
        {
            R.READ, R.ANSWER, R.ADD_EVIDENCE, R.PLAN_ITEMS, R.ACCEPT_DELIVERABLE, R.EDIT_RAID, R.EDIT_RECORDS,
            R.AGREE_ACTION, R.DO_ACTION, R.CLOSE_CONDITION, R.EXPORT, R.APPROVE_PROCESS, R.SEE_MONEY,
            R.SEE_RESULTS,
        }
    ),
    "client-member": frozenset({R.READ, R.ANSWER, R.ADD_EVIDENCE, R.DO_ACTION, R.APPROVE_PROCESS}),
}  # fmt: skip

_OF_CLIENT = frozenset({"sponsor", "executive", "client-pm", "client-member"})
ANSWERED_ROLES: dict[str, frozenset[str]] = {
    "sponsor": frozenset({"sponsor"}),
    "executive": frozenset({"executive"}),
    "director": frozenset({"director"}),
    "client-member": _OF_CLIENT,
}
"""Parts that answer only items of these owner roles (and those assigned to the person); the others answer all."""


def has_right(person: Viewer, right: Right) -> bool:
    """Whether the person's role has this firm-wide right."""
    return right in FIRM_RIGHTS.get(person.role, frozenset())
