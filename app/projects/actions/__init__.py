"""What people do with an engagement: open, plan, edit, pause, close, staff."""

from app.projects.actions.opening import create_project, find_or_add_client
from app.projects.actions.planning import move_phase, set_durations, undo_move
from app.projects.actions.settings import change_state, edit_project
from app.projects.actions.staffing import add_member, change_member_role, remove_member

__all__ = [
    "add_member",
    "change_member_role",
    "change_state",
    "create_project",
    "edit_project",
    "find_or_add_client",
    "move_phase",
    "remove_member",
    "set_durations",
    "undo_move",
]
