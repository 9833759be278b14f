"""Starting quickly: features and tables come when they are asked for, and what is remembered is never out of date."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.features import BY_FEATURE, FEATURES, Awaited, load_features
from tests.conftest import BASE, settings_for

ROOT = Path(__file__).parents[2]
LOADED = """
import sys
from app import create_app
app = create_app(quickly=True)
before = {name for name in sys.modules if name.startswith("app.")}
status = app.test_client().get("/sign-in", base_url="https://127.0.0.1:8000").status_code
after = {name for name in sys.modules if name.startswith("app.")}
print(status, "app.accounts.views" in before, "app.accounts.views" in after, "app.deployment.views" in after,
      "app.models.deployment" in after)
"""


def addresses(app: Flask) -> set[tuple[str, str, frozenset[str]]]:
    """Address, endpoint and methods of every route."""
    return {(rule.rule, rule.endpoint, frozenset(rule.methods or ())) for rule in app.url_map.iter_rules()}


def awaited(app: Flask) -> set[str]:
    """The features that are not loaded yet."""
    return {view.feature for view in app.view_functions.values() if isinstance(view, Awaited)}


@pytest.fixture
def remembering(app: Flask, tmp_path: Path) -> Path:
    """The folder of an installation that has been started once."""
    assert awaited(create_app(settings_for(tmp_path), quickly=True)) == set()
    return tmp_path


def test_a_second_start_knows_the_same_addresses_and_loads_no_feature(app: Flask, remembering: Path) -> None:
    second = create_app(settings_for(remembering), quickly=True)
    assert addresses(second) == addresses(app)
    assert awaited(second) == set(FEATURES)


def test_a_request_loads_the_one_feature_that_answers_it(remembering: Path) -> None:
    second = create_app(settings_for(remembering), quickly=True)
    answer = second.test_client().get("/sign-in", base_url=BASE)
    assert (answer.status_code, awaited(second)) == (200, set(FEATURES) - {"accounts"})


def test_an_address_of_nobody_loads_nothing(remembering: Path) -> None:
    second = create_app(settings_for(remembering), quickly=True)
    assert second.test_client().get("/no-such-page", base_url=BASE).status_code == 404
    assert awaited(second) == set(FEATURES)


def test_what_is_loaded_later_is_what_would_have_been_loaded_at_once(own_app: Flask, remembering: Path) -> None:
    second = create_app(settings_for(remembering), quickly=True)
    load_features(second)
    del own_app.view_functions["static"], second.view_functions["static"]
    assert second.view_functions == own_app.view_functions
    for registry in BY_FEATURE:
        assert {name: getattr(second, registry)[name] for name in FEATURES} == {
            name: getattr(own_app, registry)[name] for name in FEATURES
        }, registry


def test_addresses_are_not_remembered_past_a_change_of_the_code(remembering: Path) -> None:
    kept = remembering / "routes.json"
    kept.write_text(json.dumps(json.loads(kept.read_text()) | {"code": "another", "rules": []}))
    assert awaited(create_app(settings_for(remembering), quickly=True)) == set()
    assert awaited(create_app(settings_for(remembering), quickly=True)) == set(FEATURES)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"code": 1}', "\x00"])
def test_a_damaged_memory_is_made_anew(remembering: Path, content: str) -> None:
    (remembering / "routes.json").write_text(content)
    assert awaited(create_app(settings_for(remembering), quickly=True)) == set()
    assert awaited(create_app(settings_for(remembering), quickly=True)) == set(FEATURES)


def test_a_start_loads_neither_the_features_nor_their_tables(remembering: Path) -> None:
    environment = {"SEXTANT_DATA": str(remembering), "PATH": "/usr/bin:/bin"}
    run = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (run.stdout.split(), run.returncode) == (["200", "False", "True", "False", "False"], 0), run.stderr


MARKED = """
import sys
from datetime import date
from sqlalchemy import select, update
from app.database import db
from app.models import ChecklistItem, Job, KeptWarnings
from app.transactions import transaction
from app.upgrade import upgrade
from tests.conftest import Browser, Make, create_app
app = create_app(quickly=True, TESTING=True)
upgrade(app)
with app.app_context():
    make = Make(app)
    lead = make.user("lead")
    project = make.project(by=lead)
    kept = select(KeptWarnings.stale)
    fresh = db.session.scalars(kept).all()
    with transaction():
        db.session.execute(update(KeptWarnings).values(stale=False))
    item = db.session.scalars(select(ChecklistItem.item).where(ChecklistItem.phase == "concept")).first()
    address = f"/projects/{project.key}/phases/concept/items/{item}/answer"
    status = Browser(app, lead).post(address, {"version": "1", "state": "doing"}).status
    print(fresh, status, db.session.scalars(kept).all(), db.session.scalars(select(Job.kind)).all())
print("app.projects.work" in sys.modules)
"""


def test_an_act_marks_its_project_in_a_process_that_loads_only_what_it_is_asked_for(tmp_path: Path) -> None:
    """The server imports no background work: what is kept of a project must become doubtful all the same."""
    environment = {"SEXTANT_DATA": str(tmp_path), "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, "-c", MARKED], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (run.stdout.split("\n")[:2], run.returncode) == (["[True] 303 [True] ['warnings']", "False"], 0), run.stderr
