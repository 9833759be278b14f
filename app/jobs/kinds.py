"""Which function does which kind of job; imported only when such a job runs."""

from collections.abc import Callable
from importlib import import_module

from app.queue import Work

KINDS = {
    "forecasts": "app.projects.work:refresh_all_forecasts",
    "warnings": "app.projects.work:refresh_stale_warnings",
    "recount": "app.projects.work:recount_all",
    "sweep": "app.jobs.sweeping:sweep_files",
    "abandoned": "app.usage.abandoned:forget_abandoned",
    "refused-lines": "app.registers.sheets.refused:forget_expired",
    "abandoned-cases": "app.cases.abandoned:forget_abandoned",
    "usage-import": "app.usage.work:import_source",
    "case-import": "app.cases.work:import_log",
    "case-reading": "app.cases.work:read_period",
    "evaluation": "app.usage.rounds:evaluate_round",
    "profile": "app.deployment.work:profile_file",
    "report": "app.reports.work:draw_report",
}


def handler(kind: str) -> Callable[[Work], None]:
    """The function for a kind; raises KeyError for an unknown one."""
    module, name = KINDS[kind].split(":")
    found: Callable[[Work], None] = getattr(import_module(module), name)
    return found
