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


def blocker_url(project_key: str, about: About) -> str:
    """The path of the page where what a blocker is about can be put right; begins with a slash."""
    return f"/projects/{project_key}/{PLACES[about.kind].format(about.key)}"
