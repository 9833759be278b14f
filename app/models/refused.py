"""Lines of a spreadsheet that could not be taken in, kept for the person who brought it until they are mended."""

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

import app.models.project
import app.models.user  # noqa: F401 - the table that these refer to
from app.models.base import Created, Keyed, Model


class RefusedTable(Keyed, Created, Model):
    """The refused lines of one table: `cells` with headings first and the reason in the last column.

    `page` is the address below the project at which the table was brought, such as `records/review/steps`.
    """

    __tablename__ = "refused_table"
    __table_args__ = (Index("ix_refused_table_project_user", "project_id", "user_id"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    page: Mapped[str] = mapped_column(String(80))
    cells: Mapped[list[list[str]]] = mapped_column(JSON)
