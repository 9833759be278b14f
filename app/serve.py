"""Serving: gunicorn with workers forked from one application, and the job runner beside them.

The first worker is forked before the features are loaded and answers at once; then everything is loaded here, the
job runner and the other workers are forked from it and share its memory, and the first one is replaced by its like.
"""

import os
import signal
import sys
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from app.collector import quiet_collector
from app.config import Settings
from app.database import db
from app.features import load_features
from app.jobs import runner


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn, configured from our settings instead of a file of its own."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self.flask_app = app
        self.settings = settings
        self.pid = os.getpid()
        self.jobs = 0
        super().__init__()

    def load_config(self) -> None:
        """Our settings, in gunicorn's words."""
        options: dict[str, Any] = {
            "bind": f"{self.settings.host}:{self.settings.port}",
            "workers": self.settings.workers,
            "threads": self.settings.threads,
            "worker_class": "gthread",
            "preload_app": True,
            "timeout": 60,
            "graceful_timeout": 10,
            "keepalive": 5,
            "max_requests": 20000,
            "max_requests_jitter": 2000,
            "loglevel": "warning",
            "control_socket_disable": True,
            "proc_name": "sextant",
            "pre_fork": self.before_fork,
            "post_fork": _forget_connections,
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, made once before the workers fork."""
        return self.flask_app

    def before_fork(self, server: Any, worker: Any) -> None:
        """Before the second worker (or the only one) everything is loaded, and the job runner started."""
        if self.jobs or worker.age < min(2, self.settings.workers):
            return
        load_features(self.flask_app)
        quiet_collector()
        self.jobs = _start_jobs(self.flask_app, self.pid)
        for pid in server.WORKERS:
            os.kill(pid, signal.SIGTERM)  # it ends what it is answering; its successor shares what is loaded now

    def end_jobs(self) -> None:
        """End the job runner, in the process that started it."""
        if self.jobs and os.getpid() == self.pid:
            _end(self.jobs)


def _forget_connections(server: Any, _worker: object) -> None:
    app: Flask = server.app.flask_app
    with app.app_context():
        db.engine.dispose(close=False)


def serve(app: Flask, settings: Settings) -> None:
    """Serve until Ctrl-C or SIGTERM; ends the workers and the job runner with it."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    quiet_collector()
    server = Server(app, settings)
    try:
        server.run()
    except SystemExit as leaving:
        sys.exit(leaving.code)
    finally:
        server.end_jobs()


def _start_jobs(app: Flask, parent: int) -> int:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    jobs = os.fork()
    if jobs == 0:
        try:
            runner.serve(app, parent=parent)
        finally:
            os._exit(0)
    return jobs


def _end(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)
    except (ProcessLookupError, ChildProcessError):
        pass
