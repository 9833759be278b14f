"""Views of usage data: the overview, logs and their columns, lists of users and functions, one file."""

from app.usage.blueprint import bp
from app.usage.views import api, list_columns, lists, logs, norms, overview, records, source, tokens

__all__ = ["api", "bp", "list_columns", "lists", "logs", "norms", "overview", "records", "source", "tokens"]
