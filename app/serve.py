"""Serving: gunicorn with workers forked from one loaded application, and the job runner beside them."""

import gc
import os
import signal
import sys
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from app.config import Settings
from app.database import db
from app.jobs import runner


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn, configured from our settings instead of a file of its own."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self.flask_app = app
        self.settings = settings
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
            "post_fork": _forget_connections,
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, loaded once before the workers fork."""
        return self.flask_app


def _forget_connections(server: Any, _worker: object) -> None:
    app: Flask = server.app.flask_app
    with app.app_context():
        db.engine.dispose(close=False)


def quiet_collector() -> None:
    """Let Python's collector look at fresh objects only, and less often: what is loaded stays loaded.

    Measured: a tenth of a page's time; and workers go on sharing the memory of what was loaded before they forked.
    The command keeps the collector off while it loads (app.cli), so there is next to nothing to collect yet.
    """
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    gc.enable()


def serve(app: Flask, settings: Settings) -> None:
    """Serve until Ctrl-C or SIGTERM; ends the workers and the job runner with it."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    quiet_collector()
    parent = os.getpid()
    jobs = os.fork()
    if jobs == 0:
        try:
            runner.serve(app, parent=parent)
        finally:
            os._exit(0)
    try:
        Server(app, settings).run()
    except SystemExit as leaving:
        sys.exit(leaving.code)
    finally:
        if os.getpid() == parent:
            _end(jobs)


def _end(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)
    except (ProcessLookupError, ChildProcessError):
        pass
