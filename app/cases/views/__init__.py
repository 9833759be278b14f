"""Views of cases: the overview with its upload, one log, and one process."""

from app.cases.blueprint import bp
from app.cases.views import logs, overview, process

__all__ = ["bp", "logs", "overview", "process"]
