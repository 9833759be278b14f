"""Engagements: creating, planning, staffing, the project page."""
