"""Views of surveys: for the people of a project, and for whoever opens a link."""

from app.surveys.blueprint import bp
from app.surveys.views import answering, managing

__all__ = ["answering", "bp", "managing"]
