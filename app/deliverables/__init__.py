"""Deliverables and their versions."""
