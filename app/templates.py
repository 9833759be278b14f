"""Jinja's templates, ready in a set for each language: what never changes is written into them once, not on every page.

A page asks a hundred times for a sentence, an icon or the address of a file, and a call from a template is slow.
"""

from collections.abc import Callable, MutableMapping
from hashlib import sha1
from pathlib import Path
from typing import Any

from flask.sansio.app import App
from flask.templating import Environment
from flask_babel import force_locale
from jinja2 import FileSystemBytecodeCache, Template, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from app.assets import digests
from app.language import language
from app.signs import icon, static_url
from app.translations import built
from app.words import sentence

CONSTANT: dict[str, Callable[..., str]] = {"_": sentence, "icon": icon, "static_url": static_url}
"""The functions that give the same for the same words as long as the process lives."""


class PageTemplate(Template):
    """A template whose macros are made once.

    Jinja asks at each import whether a template's macros could depend on the page that imports them. Ours never do,
    and asking twelve times costs a twentieth of a page.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        if self._module is None:
            self._module = self.make_module()
        return self._module


class Templates(Environment):
    """The templates; whoever asks for one gets it in the language of the reader at hand."""

    template_class = PageTemplate

    def __init__(self, app: App, **options: Any) -> None:
        super().__init__(app, **options)
        self.folder: Path = app.extensions["settings"].templates
        self.language = ""
        self.sets: dict[str, Templates] = {}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """A template by its name, or itself."""
        if self.language:
            return super().get_template(name, parent, globals)
        return self._set(language()).get_template(name, parent, globals)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names that a template knows: Flask's default chains dictionaries, which every import would pay for."""
        return super().make_globals(d) if d else self.globals

    def _set(self, spoken: str) -> "Templates":
        found = self.sets.get(spoken)
        if found is None:
            found = self.overlay(bytecode_cache=ReadyTemplates(self.folder, spoken, built(spoken)))
            found.language = spoken
            self.sets[spoken] = found
        return found

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        if self.language:
            escapes = self.autoescape(name) if callable(self.autoescape) else self.autoescape
            with force_locale(self.language):
                source = WriteConstants(escapes=escapes).visit(source)
        return super()._generate(source, name, filename, defer_init)


class WriteConstants(NodeTransformer):
    """Puts the result in the place of each call whose answer never changes."""

    def __init__(self, *, escapes: bool) -> None:
        self.escapes = escapes

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja looks for this name
        """`_('Save')` becomes the sentence itself, if a constant function is called with constants alone."""
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or node.node.name not in CONSTANT or not _are_constant(node):
            return node
        found = CONSTANT[node.node.name](*(one.as_const() for one in node.args))
        text = nodes.Const(str(found), lineno=node.lineno)
        if self.escapes and isinstance(found, Markup):
            return nodes.MarkSafe(text, lineno=node.lineno)
        return text


def _are_constant(node: nodes.Call) -> bool:
    return not (node.kwargs or node.dyn_args or node.dyn_kwargs) and all(
        isinstance(one, nodes.Const) for one in node.args
    )


class ReadyTemplates(FileSystemBytecodeCache):
    """Compiled templates kept for the next start: made anew when a template, a sentence or an asset changes."""

    def __init__(self, folder: Path, spoken: str, words: Path) -> None:
        super().__init__(str(folder), f"__{spoken}_%s.cache")
        self.of = sha1(words.read_bytes() if words.is_file() else b"", usedforsecurity=False).hexdigest()
        self.of += f"{icon('dot', 'dot')}{digests()}"

    def get_source_checksum(self, source: str) -> str:
        """What a compiled template is the result of."""
        return super().get_source_checksum(self.of + source)
