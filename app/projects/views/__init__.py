"""Views of engagements, one module a page."""

from app.projects.blueprint import bp
from app.projects.views import opening, overview, people, schedule, settings

__all__ = ["bp", "opening", "overview", "people", "schedule", "settings"]
