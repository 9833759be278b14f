"""The links between the pages of an evaluation, which more than one feature draws."""

from app.permissions import may
from app.words import _

Tab = tuple[str, str, bool, str]


def sections(project_key: str, current: str) -> list[Tab]:
    """Rounds, criteria, rectification, benefits, usage data, surveys, cases; `current` names the page at hand."""
    base = f"/projects/{project_key}"
    pages = (
        ("rounds", _("Rounds"), f"{base}/rounds"),
        ("criteria", _("Success criteria"), f"{base}/criteria"),
        ("actions", _("Rectification"), f"{base}/actions"),
        *([("benefits", _("Benefits and ROI"), f"{base}/benefits")] if may("see-money") else []),
        ("usage", _("Usage data"), f"{base}/usage"),
        ("surveys", _("Surveys"), f"{base}/surveys"),
        ("cases", _("Process cases"), f"{base}/cases"),
    )
    return [(label, url, word == current, "") for word, label, url in pages]
