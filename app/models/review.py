"""Business review: how the company works today, who said so, who is against the change, what is advised."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Model
from app.models.registers import Registered, line, member, prose, row_of, word


class Department(Registered, Model):
    """A department of the client; those in scope have to be heard."""

    __tablename__ = "review_department"

    name: Mapped[str] = line(120)
    head: Mapped[str] = line(200)
    in_scope: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[str] = prose()


class AsIsProcess(Registered, Model):
    """A business process as it is; `complete` when all steps are entered, `confirmed_on` by its owner."""

    __tablename__ = "review_process"

    name: Mapped[str] = line()
    domain: Mapped[str] = word()
    owner: Mapped[str] = line(200)
    in_scope: Mapped[bool] = mapped_column(default=False)
    complete: Mapped[bool] = mapped_column(default=False)
    confirmed_on: Mapped[date | None]
    notes: Mapped[str] = prose()


class AsIsStep(Registered, Model):
    """One step of a process as it is; minutes are those of one case, worked and waited."""

    __tablename__ = "review_step"

    name: Mapped[str] = line()
    flow_id: Mapped[int | None] = row_of("review_process")
    place: Mapped[int | None]
    role: Mapped[str] = line(120)
    department_id: Mapped[int | None] = row_of("review_department")
    carrier: Mapped[str] = word()
    system: Mapped[str] = line(120)
    minutes_work: Mapped[float | None]
    minutes_waiting: Mapped[float | None]
    hand_off: Mapped[bool] = mapped_column(default=False)
    hand_off_to: Mapped[str] = line(200)
    control_point: Mapped[bool] = mapped_column(default=False)
    controls: Mapped[str] = line()


class Interview(Registered, Model):
    """An interview or workshop; one with a day that is still to come is planned, not held."""

    __tablename__ = "review_interview"

    who: Mapped[str] = line()
    kind: Mapped[str] = word()
    held_on: Mapped[date | None]
    notes: Mapped[str] = prose()


class Stakeholder(Registered, Model):
    """Whom the change meets: influence 1–5, stance −2…+2, the five ADKAR elements 1–5. For the firm's eyes only."""

    __tablename__ = "review_stakeholder"

    name: Mapped[str] = line(200)
    position: Mapped[str] = line(200)
    department_id: Mapped[int | None] = row_of("review_department")
    influence: Mapped[int | None]
    stance: Mapped[int | None]
    reason: Mapped[str] = prose()
    awareness: Mapped[int | None]
    desire: Mapped[int | None]
    knowledge: Mapped[int | None]
    ability: Mapped[int | None]
    reinforcement: Mapped[int | None]
    plan: Mapped[str] = prose()
    owner_id: Mapped[int | None] = member()
    state: Mapped[str] = word()


class Recommendation(Registered, Model):
    """What the consultants advise as a third party, and what the client made of it."""

    __tablename__ = "review_recommendation"

    title: Mapped[str] = line()
    text: Mapped[str] = prose()
    weight: Mapped[str] = word()
    addressee: Mapped[str] = line(200)
    state: Mapped[str] = word()
    answer: Mapped[str] = prose()
