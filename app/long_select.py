"""A menu with hundreds of choices that are the same for all readers of a language: its options are drawn once.

WTForms makes an object and an element of each choice for every page: 15 ms for the world's time zones.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from markupsafe import Markup, escape
from wtforms import SelectChoice
from wtforms.widgets import html_params

from app.language import language

Listed = Callable[[str], Sequence[tuple[str, str]]]


class LongSelect:
    """The widget of a SelectField whose choices are `listed(language)`, pairs of value and label."""

    def __init__(self, listed: Listed) -> None:
        self.listed = listed

    def __call__(self, field: Any, **attributes: Any) -> Markup:
        if field.flags.required:
            attributes.setdefault("required", True)
        attributes = {"id": field.id, "name": field.name, **attributes}
        options = self.options(field.data or "")
        return Markup(f"<select {html_params(**attributes)}>{options}</select>")  # noqa: S704

    def options(self, chosen: str) -> str:
        """All options as they are written, the chosen one marked."""
        mark = f'<option value="{escape(chosen)}">'
        return _options(self.listed, language()).replace(mark, mark[:-1] + " selected>", 1)


@cache
def long_choices(listed: Listed, language: str) -> list[SelectChoice]:
    """The choices for the field itself, which refuses all others."""
    return [SelectChoice(*choice) for choice in listed(language)]


@cache
def _options(listed: Listed, language: str) -> str:
    return "".join(f'<option value="{escape(value)}">{escape(label)}</option>' for value, label in listed(language))
