"""The database: one engine, transactions that begin as measured safe, types that both engines share."""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import pysqlite3.dbapi2 as sqlite
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Engine, Executable, Integer, MetaData, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.orm import DeclarativeBase, Session, SessionTransaction, registry
from sqlalchemy.types import TypeDecorator

writing: ContextVar[bool] = ContextVar("writing", default=False)
"""Whether the transaction that begins next may write: false for GET, true for POST, jobs and commands."""


class DatabaseError(Exception):
    """The database cannot be used as it is; the message says why and what to do."""


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: goes in with its zone, is kept in UTC, comes out in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """On its way in: in UTC; SQLite keeps it without zone. Raises ValueError for an instant without zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """On its way out: in UTC, with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigId = BigInteger().with_variant(Integer, "sqlite")
"""Numbers of rows: 64 bits on PostgreSQL, SQLite's own row number there."""


class Base(DeclarativeBase):
    """What every model shares: the naming of constraints and the types."""

    __abstract__ = True
    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={datetime: UtcDateTime(), dict[str, Any]: JSON(), list[Any]: JSON()},
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"expire_on_commit": False})


CONNECTION = "connection"
"""Where a session notes the connection of its present transaction."""


def read(statement: Executable, parameters: Mapping[str, Any] | None = None) -> Sequence[Any]:
    """All rows of a statement on tables, past the ORM, which costs as much again as a small question.

    It sees what has been written, not what a session still holds back: flush first where that may be.
    """
    session = db.session()
    connection: Connection = session.info.get(CONNECTION) or session.connection()
    return connection.execute(statement, parameters).all()


def _begun(session: Session, _transaction: object, connection: Connection) -> None:
    session.info[CONNECTION] = connection  # to find it again costs the session a tenth of a small question


def _ended(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(CONNECTION, None)


event.listen(db.session, "after_begin", _begun)
event.listen(db.session, "after_transaction_end", _ended)


def is_safe_sqlite(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite is free of the WAL-reset bug (3.7.0 to 3.51.2, fixed back in 3.50.7 and 3.44.6)."""
    if version >= (3, 51, 3):
        return True
    return (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)


def engine_options(url: str) -> dict[str, Any]:
    """How to open the database behind this address."""
    if make_url(url).get_backend_name() != "sqlite":
        return {"pool_pre_ping": True}
    if not is_safe_sqlite(sqlite.sqlite_version_info):
        raise DatabaseError(
            f"SQLite {sqlite.sqlite_version} can damage a database that several processes share. "
            "Install the package pysqlite3 0.6.1 or newer, as requirements.lock names it."
        )
    return {"module": sqlite, "connect_args": {"timeout": 10, "cached_statements": 512}}


def init_database(app: Flask) -> None:
    """Bind the models to the application and set how transactions begin."""
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)


def prepare_engine(engine: Engine) -> None:
    """Attach the settings that were measured to lose nothing: own BEGIN, WAL, FULL, writers IMMEDIATE."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _open_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the module's own mode runs SELECTs outside the transaction
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16000"):
        connection.execute("PRAGMA " + pragma)


def _begin_sqlite(connection: Connection) -> None:
    may_write = writing.get()
    if connection.info.get("may_write") is not may_write:
        # Only on a change, because it makes SQLite compile every statement of the connection anew.
        connection.exec_driver_sql(f"PRAGMA query_only={0 if may_write else 1}")
        connection.info["may_write"] = may_write
    connection.exec_driver_sql("BEGIN IMMEDIATE" if may_write else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if not writing.get():
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
