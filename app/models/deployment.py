"""Deployment: environments, configuration, the information standard, data sets with their loads, integrations,
knowledge passed on; and the profile runs that say how good a data set is.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.clock import now
from app.models.base import Keyed, Model, Numbered
from app.models.registers import Registered, line, member, prose, row_of, word


class Environment(Registered, Model):
    """Where the system runs: for trying, training or real work."""

    __tablename__ = "environment"

    name: Mapped[str] = line()
    purpose: Mapped[str] = word()
    address: Mapped[str] = line()
    ready_on: Mapped[date | None]
    owner_id: Mapped[int | None] = member()
    changes: Mapped[str] = prose()


class ConfigurationItem(Registered, Model):
    """Something set up in the system for steps of the processes as they shall be, with the result of its test."""

    __tablename__ = "configuration_item"

    name: Mapped[str] = line()
    environment_id: Mapped[int | None] = row_of("environment")
    setting: Mapped[str] = prose()
    done: Mapped[bool] = mapped_column(default=False)
    result: Mapped[str] = word()
    tested_on: Mapped[date | None]
    tester_id: Mapped[int | None] = member()
    test_case: Mapped[str] = prose()


class DictionaryField(Registered, Model):
    """A field of the information standard: what it means, what it may hold, whom it belongs to."""

    __tablename__ = "dictionary_field"

    field: Mapped[str] = line(200)
    object: Mapped[str] = line(120)
    meaning: Mapped[str] = prose()
    type: Mapped[str] = word()
    mandatory: Mapped[bool] = mapped_column(default=False)
    codes: Mapped[str] = prose()
    pattern: Mapped[str] = line(200)
    refers_to: Mapped[str] = line(200)
    owner: Mapped[str] = line(120)


class DataSet(Registered, Model):
    """Records to be brought into the system: what they are, where they lie, and by what they are judged."""

    __tablename__ = "data_set"

    name: Mapped[str] = line()
    object: Mapped[str] = line(120)
    source: Mapped[str] = line(200)
    owner_id: Mapped[int | None] = member()
    mandatory: Mapped[bool] = mapped_column(default=False)
    exact_key: Mapped[str] = line()
    fuzzy_key: Mapped[str] = line()
    empty_words: Mapped[str] = line()
    date_column: Mapped[str] = line(120)
    age_days: Mapped[int | None]
    threshold: Mapped[float | None]
    cleaning: Mapped[str] = prose()


class LoadRun(Registered, Model):
    """One load of a data set into the system; the newest of a data set is the one that has to add up."""

    __tablename__ = "load_run"

    name: Mapped[str] = line()
    data_set_id: Mapped[int | None] = row_of("data_set")
    loaded_on: Mapped[date | None]
    source: Mapped[int | None]
    loaded: Mapped[int | None]
    rejected: Mapped[int | None]
    reasons: Mapped[str] = prose()


class Integration(Registered, Model):
    """A connection to another system, with the last time it was seen to work."""

    __tablename__ = "integration"

    name: Mapped[str] = line()
    kind: Mapped[str] = word()
    direction: Mapped[str] = word()
    in_scope: Mapped[bool] = mapped_column(default=False)
    last_sync: Mapped[date | None]
    owner_id: Mapped[int | None] = member()
    content: Mapped[str] = prose()


class Transfer(Registered, Model):
    """Something the client must be able to do alone: who showed it to whom, and when they first did it alone."""

    __tablename__ = "knowledge_transfer"

    topic: Mapped[str] = line()
    shown_by_id: Mapped[int | None] = member()
    shown_to: Mapped[str] = line(200)
    shown_on: Mapped[date | None]
    alone_on: Mapped[date | None]
    note: Mapped[str] = prose()


class ProfileRun(Keyed, Model):
    """How good one file of a data set was found to be, by which rules: never changed once it is written.

    `data_set` is the key of its row, so that a data set that is removed and put back still has its runs.
    `measures` are [key, numerator, denominator] lists; `rules` the whole rules as they were applied; `looked_up` the
    digests of the files that references were looked up in; `worst` the rows that fail most; `sample` the rows to be
    checked for accuracy. Whoever has the files can compute every figure again.
    """

    __tablename__ = "profile_run"
    __table_args__ = (Index("ix_profile_run_data_set", "project_id", "data_set", "id"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    data_set: Mapped[str] = mapped_column(String(12))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    file_name: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime] = mapped_column(default=now)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    as_of: Mapped[date]
    rows: Mapped[int]
    columns: Mapped[list[str]] = mapped_column(JSON)
    written: Mapped[dict[str, Any]] = mapped_column(JSON)
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)
    looked_up: Mapped[dict[str, str]] = mapped_column(JSON)
    measures: Mapped[list[list[Any]]] = mapped_column(JSON)
    failing: Mapped[int]
    worst: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    sample: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class SampleVerdict(Numbered, Model):
    """What a person found when comparing one sampled row with the truth: `right`, `wrong` or `unknown`."""

    __tablename__ = "sample_verdict"
    __table_args__ = (UniqueConstraint("run_id", "row"),)

    run_id: Mapped[int] = mapped_column(ForeignKey("profile_run.id", ondelete="CASCADE"))
    row: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(10))
    judged_at: Mapped[datetime] = mapped_column(default=now)
    judged_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
