"""Where a blocker is resolved: the one place that knows these addresses, for pages, mails and reports alike."""

from phases.model import About

PLACES = {
    "item": "items/{}",
    "deliverable": "deliverables/{}",
    "raid": "raid/{}",
    "condition": "conditions/{}",
    "phase": "phases/{}/gate",
    "criterion": "criteria",
    "project": "people",
    "record": "records/{}",
    "rounds": "rounds",
    "readiness": "readiness",
    "threshold": "thresholds/{}",
    "checklist": "phases/{}",
    "schedule": "schedule",
}

RESOLVED_AT = {"solidification/processes": "solidification/processes/{}"}
"""Rows of registers whose blockers are resolved on a page of their own: a process as it shall be is approved there."""


def blocker_url(project_key: str, about: About) -> str:
    """The path of the page where what a blocker is about can be put right; begins with a slash."""
    register, _slash, row = about.key.rpartition("/")
    if about.kind == "record" and row and register in RESOLVED_AT:
        return f"/projects/{project_key}/{RESOLVED_AT[register].format(row)}"
    return f"/projects/{project_key}/{PLACES[about.kind].format(about.key)}"
