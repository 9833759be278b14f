"""The words of the RAID log in the reader's language."""

from app.words import lazy

KINDS = {
    "risk": lazy("Risk"),
    "assumption": lazy("Assumption"),
    "issue": lazy("Issue"),
    "decision": lazy("Decision"),
}
PLURALS = {
    "risk": lazy("Risks"),
    "assumption": lazy("Assumptions"),
    "issue": lazy("Issues"),
    "decision": lazy("Decisions"),
}
SEVERITIES = {
    "critical": lazy("Critical"),
    "high": lazy("High"),
    "medium": lazy("Medium"),
    "low": lazy("Low"),
}
STATES = {"open": lazy("Open"), "overdue": lazy("Overdue"), "closed": lazy("Closed"), "all": lazy("All")}
