"""What people do with an engagement: open, plan, edit, pause, close, staff."""

from app.projects.actions.opening import create_project
from app.projects.actions.planning import move_phase, set_durations

__all__ = ["create_project", "move_phase", "set_durations"]
