"""What somebody's own headings hold and words mean in the tables that they bring, kept for the next table."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

import app.models.project  # noqa: F401 - the table that this refers to
from app.models.base import Created, Model, Numbered


class WordMeaning(Numbered, Created, Model):
    """A word of a column of choices: `field` of the register at path `register`; `means` is what it stands for.

    `word` is the text without differences of writing, `shown` as it was written; `means` is the key of a choice or
    person, yes or no, or the dash that leaves the cell empty.
    """

    __tablename__ = "word_meaning"
    __table_args__ = (UniqueConstraint("project_id", "register", "field", "word"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    register: Mapped[str] = mapped_column(String(80))
    field: Mapped[str] = mapped_column(String(80))
    word: Mapped[str] = mapped_column(String(200))
    shown: Mapped[str] = mapped_column(String(200))
    means: Mapped[str] = mapped_column(String(80))


class HeadingMeaning(Numbered, Created, Model):
    """A heading of somebody's own that holds `field` of the register at path `register`.

    `heading` is the text without differences of writing, `shown` as it was written.
    """

    __tablename__ = "heading_meaning"
    __table_args__ = (UniqueConstraint("project_id", "register", "heading"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    register: Mapped[str] = mapped_column(String(80))
    heading: Mapped[str] = mapped_column(String(200))
    shown: Mapped[str] = mapped_column(String(200))
    field: Mapped[str] = mapped_column(String(80))
