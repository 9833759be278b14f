"""Surveys without a sign-in: what is asked of whom, the links that open it, and answers that name nobody."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

import app.models.evaluation  # noqa: F401 - the tables that these refer to
from app.models.base import Created, Keyed, Model, Numbered, Versioned, one_of


class Survey(Keyed, Created, Versioned, Model):
    """One survey: instruments of the method and own items, for users or customers of a project or of one round.

    `own` are items as {id, kind (scale, text), en, zh}, `groups` the names people choose from or links are made for.
    With `mode` open one link serves all, up to `places` answers; `token_hash` is that link's.
    """

    __tablename__ = "survey"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        one_of("audience", "users", "customers"),
        one_of("mode", "personal", "open"),
        one_of("state", "open", "closed"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("evaluation_round.id"), index=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    introduction: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = mapped_column(String(10))
    instruments: Mapped[list[Any]] = mapped_column(default=list)
    own: Mapped[list[Any]] = mapped_column(default=list)
    groups: Mapped[list[Any]] = mapped_column(default=list)
    mode: Mapped[str] = mapped_column(String(10))
    places: Mapped[int] = mapped_column(default=0)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    until: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(8), default="open")
    closed_at: Mapped[datetime | None]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class SurveyLink(Numbered, Model):
    """A link for one answer. It remembers that it was used, never when, and no answer knows its link."""

    __tablename__ = "survey_link"
    __table_args__ = (UniqueConstraint("survey_id", "number"),)

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    number: Mapped[int]
    group: Mapped[str] = mapped_column("group_name", String(120), default="")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    used: Mapped[bool] = mapped_column(default=False)


class SurveyAnswer(Keyed, Model):
    """One anonymous answer: numbers and texts by item; nothing tells who gave it, through which link, or when.

    `ticket_hash` is that of the form on an open link, so that a form sent twice counts once.
    """

    __tablename__ = "survey_answer"
    __table_args__ = (Index("ix_survey_answer_survey", "survey_id"),)

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    group: Mapped[str] = mapped_column("group_name", String(120), default="")
    ticket_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    said: Mapped[dict[str, Any]] = mapped_column(default=dict)
