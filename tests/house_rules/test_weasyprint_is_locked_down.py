"""P06: one module alone knows WeasyPrint, and there every call names its source and brings the locked fetcher."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RENDER = ROOT / "app" / "reports" / "render.py"
SOURCES = sorted(path for folder in ("app", "phases", "bench") for path in (ROOT / folder).rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_weasyprint(tree: ast.AST) -> bool:
    modules = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    modules += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return any(module.split(".")[0] == "weasyprint" for module in modules)


def offences(tree: ast.AST) -> list[str]:
    """What is wrong with the calls of HTML and CSS in a module that knows WeasyPrint."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or name_of(node.func) not in ("HTML", "CSS"):
            continue
        keywords = {keyword.arg: keyword.value for keyword in node.keywords}
        if node.args:
            found.append(f"line {node.lineno}: a positional argument is a file name")
        if set(keywords) - {"string", "base_url", "url_fetcher"} or "string" not in keywords:
            found.append(f"line {node.lineno}: only string= may bring the content")
        if not isinstance(keywords.get("url_fetcher"), ast.Name):
            found.append(f"line {node.lineno}: no url_fetcher")
        base = keywords.get("base_url")
        if base is not None and not (isinstance(base, ast.Constant) and base.value is None):
            found.append(f"line {node.lineno}: a base address opens the way to relative ones")
    return found


def name_of(function: ast.expr) -> str:
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def test_one_module_alone_imports_weasyprint():
    knowing = [path for path in SOURCES if imports_weasyprint(tree_of(path))]
    assert knowing == [RENDER]


def test_no_other_module_calls_html_or_css():
    calling = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        if path != RENDER
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and name_of(node.func) in ("HTML", "CSS")
    ]
    assert calling == []


def test_every_call_names_its_source_and_brings_the_fetcher():
    tree = tree_of(RENDER)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and name_of(node.func) in ("HTML", "CSS")]
    assert len(calls) == 2
    assert offences(tree) == []


@pytest.mark.parametrize(
    "bad",
    [
        "HTML('<h1>')",
        "weasyprint.HTML(string=text)",
        "CSS(filename='x.css', url_fetcher=fetcher)",
        "HTML(url=address, url_fetcher=fetcher)",
        "HTML(string=text, base_url='/', url_fetcher=fetcher)",
        "HTML(string=text, url_fetcher=None)",
    ],
)
def test_a_planted_call_is_found(bad):
    assert offences(ast.parse(bad))
