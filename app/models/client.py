"""The firm and its clients."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Created, Keyed, Model, Numbered, Versioned, one_of


class Firm(Numbered, Versioned, Model):
    """The consulting firm that runs this installation: one row."""

    __tablename__ = "firm"
    __table_args__ = (one_of("language", "en", "zh"),)

    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8), default="en")
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    accent: Mapped[str] = mapped_column(String(7), default="#1f4e79")
    confidentiality: Mapped[str] = mapped_column(String(200), default="")


class Client(Keyed, Created, Versioned, Model):
    """A company that introduces a CRM system. Clients never see each other."""

    __tablename__ = "client"

    name: Mapped[str] = mapped_column(String(200), unique=True)
    country: Mapped[str] = mapped_column(String(2), default="CN")
    time_zone: Mapped[str] = mapped_column(String(64), default="Asia/Shanghai")
    industry: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(default="")
