"""A project by the key that people type on the command line."""

from sqlalchemy import select

from app.database import db
from app.errors import Refused
from app.models import Project
from app.words import _


def project_called(key: str) -> Project:
    """The project with this key; refused with a sentence when there is none. Asks nobody's permission."""
    found = db.session.scalar(select(Project).where(Project.key == key))
    if found is None:
        raise Refused(_("There is no project with the key “%(key)s”. `sextant projects` lists them all.", key=key[:80]))
    return found
