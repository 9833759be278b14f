"""What all tests share: an application on a database of its own, people, clients, projects, signed-in browsers."""

import contextvars
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from app import create_app, passwords
from app.clock import now
from app.config import Settings
from app.database import db
from app.identity import hash_token
from app.models import Client, Firm, Membership, Project, Session, User
from app.transactions import transaction
from app.upgrade import upgrade

BASE = "https://127.0.0.1:8000"
passwords.hasher = passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
TEMPLATES = Path(__file__).parents[1] / ".pytest_cache" / "templates"
TEMPLATES.mkdir(parents=True, exist_ok=True)
CSRF = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')
PASSWORD = "correct horse battery staple"
PASSWORD_HASH = passwords.hash_password(PASSWORD)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the table of roles be written down anew after it was read."""
    parser.addoption("--write-roles", action="store_true", help="write tests/house_rules/role_by_endpoint.json anew")


def settings_for(folder: Path, **environment: str) -> Settings:
    """Settings of an installation in this folder; all share the templates that one of them made ready."""
    if not (folder / "templates").exists():
        (folder / "templates").symlink_to(TEMPLATES, target_is_directory=True)
    return Settings.from_environment({"SEXTANT_DATA": str(folder), "SEXTANT_SECRET_KEY": "k" * 40, **environment})


@pytest.fixture(scope="session")
def worker_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The one application of a worker: making it costs more than most tests. Its data folder is each test's own.

    “current” is a link that every test sets to its folder; nothing of another test can be seen through it.
    """
    url = os.environ.get("SEXTANT_TEST_POSTGRES", "")
    environment = {"SEXTANT_DATABASE_URL": _postgres(url)} if url else {}
    folder = tmp_path_factory.mktemp("house")
    current, nothing = folder / "current", tmp_path_factory.mktemp("nothing")
    _move_into(current, nothing)
    settings = settings_for(nothing, **environment)
    if not url:
        settings = replace(settings, database_url=f"sqlite:///{current / 'sextant.db'}")
    made = create_app(replace(settings, data=current), TESTING=True)
    if url:
        upgrade(made)
    return made


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database without rows, copied for each test."""
    made = create_app(settings_for(tmp_path_factory.mktemp("empty")), TESTING=True)
    upgrade(made)
    path = Path(made.extensions["settings"].data) / "sextant.db"
    with made.app_context():
        db.engine.dispose()
    with sqlite_connection(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def installation(tmp_path: Path, empty_database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that commands find by the environment, its database made and empty; never on PostgreSQL."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copyfile(empty_database, folder / "sextant.db")
    monkeypatch.setenv("SEXTANT_DATA", str(folder))
    monkeypatch.delenv("SEXTANT_DATABASE_URL", raising=False)
    monkeypatch.setenv("SEXTANT_SECRET_KEY", "k" * 40)
    return folder


def _move_into(link: Path, folder: Path) -> None:
    link.unlink(missing_ok=True)
    link.symlink_to(folder, target_is_directory=True)


def sqlite_connection(path: Path) -> Any:
    """A plain connection to a SQLite file, outside the application."""
    import pysqlite3.dbapi2 as sqlite

    return sqlite.connect(path)


@pytest.fixture
def app(worker_app: Flask, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application on an empty database of this test's own, inside its context; what a test sets is undone."""
    settings, configured = worker_app.extensions["settings"], dict(worker_app.config)
    postgres = bool(os.environ.get("SEXTANT_TEST_POSTGRES", ""))
    if not postgres:
        shutil.copyfile(request.getfixturevalue("empty_database"), tmp_path / "sextant.db")
    _move_into(settings.data, tmp_path)
    settings_for(tmp_path)
    if postgres:
        _empty(worker_app)
    with worker_app.app_context():
        yield worker_app
        db.session.remove()
        _stop_listening()
        db.engine.dispose()
    worker_app.config.clear()
    worker_app.config.update(configured)
    worker_app.extensions["settings"] = settings


@pytest.fixture
def own_app(app: Flask, tmp_path: Path) -> Flask:
    """Another application on this test's database, for tests that change it."""
    return create_app(settings_for(tmp_path), TESTING=True)


def _stop_listening() -> None:
    """Forget who counted statements in this test."""
    if db.engine.dispatch.before_cursor_execute:
        db.engine.dispatch.before_cursor_execute.clear()


def _postgres(url: str) -> str:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return url.replace("{worker}", worker)


EMPTY = """
DO $$
DECLARE name text;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', name);
    END LOOP;
    FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
        PERFORM setval(name::regclass, 1, false);
    END LOOP;
END $$
"""
"""Triggers that protect rows do not fire in a replica. TRUNCATE would make new files of a hundred tables each time."""


def _empty(app: Flask) -> None:
    """Forget all rows of PostgreSQL, in one statement."""
    with app.app_context(), transaction():
        db.session.execute(text(EMPTY))


class Browser:
    """A signed-in (or anonymous) browser: knows the forged-request token and parses answers as HTML."""

    def __init__(self, app: Flask, user: User | None = None) -> None:
        self.client: FlaskClient = app.test_client()
        self._token: tuple[str, str] = ("", "")
        if user is not None:
            self._sign_in(user)

    def _sign_in(self, user: User) -> None:
        token = secrets.token_urlsafe(16)
        with transaction():
            instant = now()
            db.session.add(
                Session(
                    token_hash=hash_token(token),
                    user_id=user.id,
                    last_seen_at=instant,
                    authenticated_at=instant,
                    expires_at=instant + timedelta(hours=12),
                )
            )
        with self.client.session_transaction(base_url=BASE) as session:
            session["token"] = token

    def csrf(self) -> str:
        """A token that this browser's own pages carry; asked for again when the session has changed."""
        secret = self._session().get("csrf_token")
        if secret is None or secret != self._token[0]:
            answer = self.get("/method" if "token" in self._session() else "/sign-in")
            field = CSRF.search(answer.response.data)
            assert field is not None
            self._token = (self._session()["csrf_token"], field[1].decode())
        return self._token[1]

    def _session(self) -> dict[str, Any]:
        with self.client.session_transaction(base_url=BASE) as session:
            return dict(session)

    def get(self, url: str, **kwargs: Any) -> "Answer":
        """GET a page."""
        return self._send(self.client.get, url, **kwargs)

    def post(self, url: str, data: dict[str, Any] | None = None, **kwargs: Any) -> "Answer":
        """POST a form with a valid token, without following redirects."""
        form = {"csrf_token": self.csrf(), **(data or {})}
        return self._send(self.client.post, url, data=form, **kwargs)

    def _send(self, method: Any, url: str, **kwargs: Any) -> "Answer":
        """Send outside the test's own application context, as a request from elsewhere; then see what it left."""
        answer = Answer(contextvars.Context().run(method, url, base_url=BASE, **kwargs))
        db.session.rollback()
        return answer


class Answer:
    """An answer with its page parsed."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.location = response.headers.get("Location", "")

    @cached_property
    def page(self) -> BeautifulSoup:
        """The parsed page."""
        return BeautifulSoup(self.response.data, "html.parser")

    @cached_property
    def text(self) -> str:
        """All words of the page, spaces folded."""
        return " ".join(self.page.get_text(" ").split())


class Make:
    """Makes rows for tests; everything is committed at once."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def add(self, *rows: Any) -> Any:
        """Add rows and return the first."""
        with transaction():
            db.session.add_all(rows)
        return rows[0]

    def client(self, name: str = "Aurora Instruments", **values: Any) -> Client:
        """A client company."""
        client: Client = self.add(Client(name=name, **values))
        return client

    def user(self, role: str, client: Client | None = None, name: str = "", **values: Any) -> User:
        """A person of the firm, or of a client."""
        tag = secrets.token_hex(3)
        user: User = self.add(
            User(
                name=name or f"{role} {tag}",
                email=f"{role}-{tag}@example.test",
                role=role,
                client_id=client.id if client else None,
                password_hash=PASSWORD_HASH,
                **values,
            )
        )
        return user

    def project(self, client: Client | None = None, *, by: User | None = None, **values: Any) -> Project:
        """An engagement by the current edition, starting Monday 5 January 2026, made by the product's own action."""
        from app.projects.actions import create_project

        client = client or self.client(f"Client {secrets.token_hex(3)}")
        with transaction():
            project = create_project(
                client=client,
                name=values.pop("name", "CRM rollout"),
                start=values.pop("start", date(2026, 1, 5)),
                by=by.id if by else None,
                **values,
            )
        return project

    def member(self, project: Project, user: User, role: str | None = None) -> Membership:
        """Put a person into a project."""
        row: Membership = self.add(Membership(project_id=project.id, user_id=user.id, role=role or user.role))
        return row

    def browser(self, user: User | None = None) -> Browser:
        """A browser, signed in as this person."""
        return Browser(self.app, user)

    def firm(self, name: str = "Meridian Consulting") -> Firm:
        """The firm of this installation."""
        firm: Firm = self.add(Firm(name=name))
        return firm


@pytest.fixture
def make(app: Flask) -> Make:
    """Makes rows for this test."""
    return Make(app)
