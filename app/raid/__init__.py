"""Risks, assumptions, issues and decisions."""
