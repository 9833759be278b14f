"""House rules of the code: short views, actions with a signature, templates where their endpoint says."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FEATURES = sorted({path.parent.name for path in (ROOT / "app").glob("*/views*") if "__pycache__" not in path.parts})
CODE = sorted([*(ROOT / "app").rglob("*.py"), *(ROOT / "phases").rglob("*.py")])


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """All functions of a module, inner ones too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node


def calls(path: Path) -> Iterator[tuple[int, str]]:
    """The dotted names that a module calls, with their lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_opens_with_its_purpose(path: Path) -> None:
    if "versions" in path.parts:
        return
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


METHOD_AND_ACTS = [path for path in CODE if path.is_relative_to(ROOT / "phases") or "actions" in str(path)]


@pytest.mark.parametrize("path", METHOD_AND_ACTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_method_and_the_acts_say_what_they_do(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    public = [node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
    assert [node.name for node in public if not ast.get_docstring(node)] == []


def modules(feature: str, kind: str) -> list[Path]:
    """The modules of one kind in a feature: `actions.py`, `actions_more.py`, or those in a folder `actions/`."""
    folder = ROOT / "app" / feature
    return sorted([*folder.glob(f"{kind}*.py"), *folder.glob(f"{kind}/*.py")])


@pytest.mark.parametrize("feature", FEATURES)
def test_views_only_read_and_call(feature: str) -> None:
    for path in modules(feature, "views"):
        writes = [f"{path.name}:{line} {name}" for line, name in calls(path) if name.startswith("db.session.add")]
        assert writes == []


@pytest.mark.parametrize("feature", FEATURES)
def test_views_are_short(feature: str) -> None:
    for path in modules(feature, "views"):
        for node in functions(path):
            lines = node.end_lineno - node.body[0].lineno + 1  # type: ignore[operator]
            assert lines <= 24, f"{path.name}: {node.name} has {lines} lines"


@pytest.mark.parametrize("feature", FEATURES)
def test_acts_take_named_arguments_and_say_who_acts(feature: str) -> None:
    for path in modules(feature, "actions"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith(("_", "may_", "must_", "is_", "find_")):
                named = {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}
                assert "by" not in named or not node.args.args, f"{feature}.{node.name} takes positional arguments"


@pytest.mark.parametrize("feature", FEATURES)
def test_acts_know_no_request(feature: str) -> None:
    for path in modules(feature, "actions"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
        assert "request" not in imported


def test_c04_nothing_runs_text_as_code() -> None:
    forbidden = {"eval", "exec", "render_template_string", "from_string", "compile"}
    found = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in CODE
        for line, name in calls(path)
        if name.split(".")[-1] in forbidden and not name.startswith(("re.", "puremagic.", "backend."))
    ]
    assert found == []


def test_no_file_is_named_for_nothing() -> None:
    names = {"utils", "util", "helpers", "helper", "common", "manager", "service", "services", "misc"}
    assert [path for path in CODE if path.stem in names] == []


def test_d09_the_database_file_is_never_copied() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in CODE
        for line, name in calls(path)
        if name in {"shutil.copy", "shutil.copyfile", "shutil.copy2", "shutil.copytree"}
    ]
    assert found == []


def test_the_day_of_an_instant_is_that_of_a_named_zone() -> None:
    """Instants are kept in UTC, where a day begins eight hours after Shanghai's; `day_in` asks for the zone."""
    instants = re.compile(r"(\b|_)(at|now\(\)|instant|moment)\.date$")
    found = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in [*CODE, *sorted((ROOT / "tests").rglob("*.py"))]
        for line, name in calls(path)
        if instants.search(name) and path != ROOT / "app" / "clock.py"
    ]
    assert found == []


def test_nothing_is_left_to_be_done() -> None:
    words = ("TO" + "DO", "FIX" + "ME", "X" * 3)
    found = [str(path) for path in CODE if any(word in path.read_text(encoding="utf-8") for word in words)]
    assert found == []


def test_templates_carry_no_inline_style_or_script() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        if path.parts[-2] in {"reports", "mail"} or "reports" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        assert " style=" not in text, path
        assert " onclick=" not in text, path
