"""Readiness: assessments in which both sides rate six factors, their results, comparisons and recommendation."""
