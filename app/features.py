"""The features, each loaded when it is first asked for: a start needs only their addresses, which it remembers."""

import json
import os
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from threading import RLock
from typing import Any

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue

from app.models.loading import load_all

FEATURES = (
    "accounts", "clients", "projects", "answers", "deliverables", "gates", "thresholds", "raid", "records",
    "diagnosis", "concept", "review", "solidification", "deployment", "training", "golive", "readiness", "thread",
    "alerts", "usage", "cases", "evaluations", "benefits", "surveys",
    "reports", "portfolio", "inbox", "methods", "jobs",
)  # fmt: skip
HERE = Path(__file__).parent
NO_CODE = frozenset({"__pycache__", "migrations", "static", "translations", "demo"})
BY_FEATURE = (
    "before_request_funcs", "after_request_funcs", "teardown_request_funcs", "template_context_processors",
    "url_value_preprocessors", "url_default_functions", "error_handler_spec",
)  # fmt: skip
"""Where Flask keeps what a blueprint attaches to its own views."""
_loading = RLock()


class Shelf(Flask):
    """Takes the views of a blueprint and nothing else: their addresses are known."""

    def add_url_rule(
        self, rule: str, endpoint: str | None = None, view_func: Any = None, *_rest: Any, **_options: Any
    ) -> None:
        """Keep the view under its endpoint."""
        assert endpoint is not None, "a blueprint names its endpoints"
        self.view_functions[endpoint] = view_func


class Awaited:
    """Stands for a view whose feature is not loaded yet."""

    def __init__(self, feature: str) -> None:
        self.feature = feature

    def __call__(self, **values: Any) -> ResponseReturnValue:
        """Never answers: the feature is loaded before the request reaches its view."""
        raise RuntimeError(f"the feature “{self.feature}” was not loaded")


def init_features(app: Flask) -> None:
    """Have the feature that a request asks for loaded before anything looks at its view."""
    app.url_value_preprocessor(_load_what_is_asked_for)  # these run before everything else, those of features too


def add_features(app: Flask, remembered: Path | None = None) -> None:
    """Attach the routes of all features.

    With `remembered`, a file that may be missing, only their addresses come from it, as long as no code has changed
    since it was written; without, every feature is loaded now.
    """
    known = _remembered(remembered) if remembered else None
    if known is None:
        for feature in FEATURES:
            app.register_blueprint(import_module(f"app.{feature}.views").bp)
        load_all()
        if remembered:
            _remember(app, remembered)
        return
    for rule, endpoint, methods, feature in known:
        app.add_url_rule(rule, endpoint, Awaited(feature), methods=methods, provide_automatic_options=True)


def load_features(app: Flask) -> None:
    """Load what is still awaited: before processes are forked that shall share it."""
    for feature in FEATURES:
        if any(isinstance(view, Awaited) and view.feature == feature for view in app.view_functions.values()):
            _load(app, feature)
    load_all()


def _load_what_is_asked_for(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if isinstance(view, Awaited):
        _load(current_app, view.feature)


def _load(app: Flask, feature: str) -> None:
    with _loading:
        blueprint = import_module(f"app.{feature}.views").bp
        shelf = Shelf(__name__, static_folder=None)
        shelf.register_blueprint(blueprint)
        app.view_functions.update(shelf.view_functions)
        for registry in BY_FEATURE:
            getattr(app, registry)[blueprint.name] = getattr(shelf, registry)[blueprint.name]


def _remember(app: Flask, file: Path) -> None:
    rules = [
        (rule.rule, rule.endpoint, sorted(rule.methods or ()), feature)
        for rule in app.url_map.iter_rules()
        if (feature := rule.endpoint.partition(".")[0]) in FEATURES
    ]
    waiting = file.with_suffix(f".{os.getpid()}")
    waiting.write_text(json.dumps({"code": _state_of_code(), "rules": rules}))
    waiting.replace(file)


def _remembered(file: Path) -> list[tuple[str, str, list[str], str]] | None:
    try:
        kept = json.loads(file.read_text())
        return kept["rules"] if kept["code"] == _state_of_code() else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _state_of_code() -> str:
    """A digest that is another when any module was changed, added or removed: names, sizes and times, not contents."""
    return sha256("\n".join(sorted(_modules(HERE))).encode()).hexdigest()


def _modules(folder: Path) -> list[str]:
    found: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name not in NO_CODE:
                    found += _modules(Path(entry.path))
            elif entry.name.endswith(".py"):
                facts = entry.stat()
                found.append(f"{entry.path} {facts.st_size} {facts.st_mtime_ns}")
    return found
