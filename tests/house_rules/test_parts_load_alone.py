"""Features and tables are loaded one by one: each brings what it needs, and nothing that only a start can attach."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from flask import Blueprint, Flask

from app.database import Base
from app.features import BY_FEATURE, FEATURES
from app.models.loading import load_all

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "app" / "models"


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_attaches_nothing_to_the_views_of_others(feature: str) -> None:
    """It would be missing until that feature is loaded."""
    plain, dressed = Flask("plain"), Flask("dressed")
    plain.register_blueprint(Blueprint(feature, "plain"))
    dressed.register_blueprint(import_module(f"app.{feature}.views").bp)
    for registry in BY_FEATURE:
        assert _attached_for_all(dressed, registry) == _attached_for_all(plain, registry), registry
    assert (dressed.jinja_env.filters.keys(), dressed.jinja_env.globals.keys()) == (
        plain.jinja_env.filters.keys(), plain.jinja_env.globals.keys(),
    )  # fmt: skip


def _attached_for_all(app: Flask, registry: str) -> int:
    return len(getattr(app, registry).get(None, ()))


def brings_along(module: str) -> set[str]:
    """The modules of tables that importing this one imports, itself included."""
    found, fresh = set(), {module}
    while fresh:
        found |= fresh
        fresh = {name for one in fresh for name in _imported(MODELS / f"{one}.py")} - found
    return found


def _imported(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app.models."):
            names.add(str(node.module).split(".")[2])
        elif isinstance(node, ast.Import):
            names |= {alias.name.split(".")[2] for alias in node.names if alias.name.startswith("app.models.")}
    return names


def always_loaded() -> set[str]:
    """The modules of tables that `import app` loads, in a fresh process."""
    code = "import sys, app; print(*(name.split('.')[2] for name in sys.modules if name.startswith('app.models.')))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_a_table_comes_with_all_tables_that_it_refers_to() -> None:
    """Else the first row that is written would fail, and only when no other page had loaded them before."""
    metadata = load_all()
    home = {mapper.local_table.name: mapper.class_.__module__.split(".")[2] for mapper in Base.registry.mappers}
    always = set().union(*map(brings_along, always_loaded()))
    missing = {
        f"app.models.{home[table.name]} does not import app.models.{home[key.column.table.name]}"
        for table in metadata.tables.values()
        for key in table.foreign_keys
        if home[key.column.table.name] not in brings_along(home[table.name]) | always
    }
    assert missing == set()


def test_every_table_has_a_name_in_the_stub() -> None:
    """The stub beside app/models/__init__.py is where tables are found and what the type checker reads."""
    load_all()
    listed = set(import_module("app.models").__all__)
    mappers = Base.registry.mappers
    mapped = {mapper.class_.__name__ for mapper in mappers}
    files = {file.stem for file in MODELS.glob("*.py")} - {"__init__", "loading"}
    assert mapped - listed == set()
    assert files - {name.split(".")[2] for name in {one.class_.__module__ for one in mappers}} == {"base"}


def test_who_signs_in_waits_for_no_register() -> None:
    """The first page of a start is the sign-in: what its feature imports is in the way of everybody."""
    asked = "import sys, app.accounts.views; print(*(one for one in sys.modules if one.startswith('app.registers')))"
    run = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
