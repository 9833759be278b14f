"""Views of checklists: the list of a phase, answering, an item's page, its evidence, a project's own items."""

from app.answers.blueprint import bp
from app.answers.views import answering, checklist, evidence, item, own_items, sheet

__all__ = ["answering", "bp", "checklist", "evidence", "item", "own_items", "sheet"]
