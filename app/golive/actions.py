"""What people do during the switch: start a task, finish it, take a wrong tap back. The server's clock is the time."""

from __future__ import annotations

from app.database import db
from app.errors import Refused
from app.golive.switch import TASKS, blockers_to_start, local_now, tasks_of
from app.language import listed, say
from app.models import CutoverTask, Project, User
from app.registers.actions import add_row, change_row
from app.registers.catalogue import register_at
from app.words import _
from phases.cutover import Task, waiting_for


def start_task(*, project: Project, task: CutoverTask, sure: bool = False, by: int | None) -> None:
    """Start a task now. Refused while others come first; a point of no return wants to be confirmed (`sure`).

    Such a point is refused as well while a blocker to go live stands: after it there is no way back.
    """
    tasks = tasks_of(project)
    mine = next(one for one in tasks if one.key == task.key)
    _must_not_have_begun(mine)
    waits = waiting_for(mine, tasks)
    if waits:
        names = listed((f"{one.code} {one.title}" for one in waits), 4)
        raise Refused(_("First these have to be finished: %(tasks)s.", tasks=names))
    if mine.no_return:
        _must_be_passable(project, sure)
    _set(project, task, _("started"), by, started=local_now(project))


def finish_task(*, project: Project, task: CutoverTask, by: int | None) -> None:
    """Finish a task now; one that has not been started is refused."""
    if not task.started:
        raise Refused(_("This task has not been started yet."))
    if task.finished:
        raise Refused(_("This task was finished at %(time)s already.", time=task.finished[11:]))
    _set(project, task, _("finished"), by, finished=local_now(project))


def take_back(*, project: Project, task: CutoverTask, by: int | None) -> None:
    """Take the last of a task's two times back: somebody tapped too early. Refused when others went on from there."""
    if not task.started:
        raise Refused(_("This task has not been started yet."))
    if task.finished:
        later = [one for one in tasks_of(project) if task.key in one.depends and one.started]
        if later:
            names = listed((one.code for one in later), 4)
            raise Refused(_("%(tasks)s went on from here already. Take these back first.", tasks=names))
        _set(project, task, _("not finished after all"), by, finished="")
    else:
        _set(project, task, _("not started after all"), by, started="")


def _must_not_have_begun(task: Task) -> None:
    if task.started:
        raise Refused(_("This task was started at %(time)s already.", time=task.started[11:]))


def _must_be_passable(project: Project, sure: bool) -> None:
    standing = blockers_to_start(project)
    if standing:
        raise Refused(
            _(
                "The point of no return stays closed. %(blocker)s",
                blocker=" ".join(say(one.sentence) for one in standing[:3]),
            )
        )
    if not sure:
        raise Refused(_("After this task there is no way back; confirm that you mean it."))


def _set(project: Project, task: CutoverTask, said: str, by: int | None, **times: str) -> None:
    """Set a time of a task and enter it in the log."""
    register, who = register_at(TASKS), db.session.get(User, by) if by is not None else None
    change_row(register=register, project=project, row=task, values=times, version=task.version, by=by)
    task_named = f"{register.code(task.number)} {task.title}"[:400]
    entry = _("%(title)s: %(text)s", title=task_named, text=said)
    values = {"entry": entry, "at": local_now(project), "said_by": who.name if who else ""}
    add_row(register=register_at("golive/log"), project=project, values=values, by=by)
