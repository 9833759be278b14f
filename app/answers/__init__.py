"""Checklists: answering items, evidence."""
