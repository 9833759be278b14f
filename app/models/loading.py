"""Every table at once, for those who need the whole shape of the database."""

from sqlalchemy import MetaData

from app import models
from app.database import Base


def load_all() -> MetaData:
    """Load every table; returns the metadata that now knows them all."""
    for name in models.__all__:
        getattr(models, name)
    return Base.metadata
