"""The job that profiles a file of a data set: outside any transaction, then one that puts all of it down."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import select

from app.database import db
from app.delimited.unreadable import UnreadableFile
from app.deployment.actions import keep_profile
from app.errors import Refused
from app.files import path_of
from app.language import say
from app.models import DataSet, Project
from app.profiling.profiling import Profile, Progress, profile
from app.queue import Work
from app.words import _
from phases.quality import parse


def profile_file(work: Work) -> None:
    """Profile the file that the payload names by its digest; what is wrong with it is told to the person."""
    project = db.session.get_one(Project, work.project_id)
    words = {0.0: _("Reading the file."), 0.4: _("Judging each cell."), 0.6: _("Looking for duplicates."), 0.9: _("Putting it together.")}  # fmt: skip  # noqa: E501
    db.session.rollback()  # profiling takes a while: no transaction waits for it

    def progress(share: float) -> None:
        work.progress(0.95 * share, words[max(step for step in words if step <= share)])

    found = _profiled(work, progress)
    with work.completion() as result:
        data_set = _find(project, work.payload["data_set"])
        keep_profile(project=project, data_set=data_set, found=found, given=work.payload, by=work.by_id)
        result["url"] = f"/projects/{project.key}/deployment/data-sets/{data_set.key}"


def _profiled(work: Work, progress: Progress) -> Profile:
    given = work.payload
    try:
        return profile(
            _kept(given["digest"]),
            parse(given["rules"]),
            references={name: _kept(digest) for name, digest in given["looked_up"].items()},
            as_of=date.fromisoformat(given["as_of"]),
            progress=progress,
        )
    except UnreadableFile as error:
        raise Refused(say(error.sentence)) from error


def _kept(digest: str) -> Path:
    path = path_of(digest)
    if not path.exists():
        raise Refused(_("The file as it came is missing from the store. Upload it again."))
    return path


def _find(project: Project, key: str) -> DataSet:
    found = db.session.scalar(select(DataSet).where(DataSet.project_id == project.id, DataSet.key == key))
    if found is None:
        raise Refused(_("This data set has been removed meanwhile."))
    return found
