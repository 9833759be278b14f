"""Views of usage data: the overview, logs and their columns, lists of users and functions, one file."""

from app.usage.blueprint import bp
from app.usage.views import lists, logs, norms, overview, records, source

__all__ = ["bp", "lists", "logs", "norms", "overview", "records", "source"]
