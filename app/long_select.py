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
    """The widget of a SelectField that lists `listed(language)`, pairs of value and label.

    A value that is only among the `accepted` is listed where it is chosen already.
    """

    def __init__(self, listed: Listed, accepted: Listed | None = None) -> None:
        self.listed, self.accepted = listed, accepted or listed

    def __call__(self, field: Any, **attributes: Any) -> Markup:
        if field.flags.required:
            attributes.setdefault("required", True)
        attributes = {"id": field.id, "name": field.name, **attributes}
        options = self.options(field.data or "")
        return Markup(f"<select {html_params(**attributes)}>{options}</select>")  # noqa: S704

    def options(self, chosen: str) -> str:
        """All options as they are written, the chosen one marked."""
        mark, whole = f'<option value="{escape(chosen)}">', _options(self.listed, language())
        if mark not in whole and (label := dict(self.accepted(language())).get(chosen)):
            whole = f"{mark}{escape(label)}</option>{whole}"
        return whole.replace(mark, mark[:-1] + " selected>", 1)


@cache
def long_choices(listed: Listed, language: str) -> list[SelectChoice]:
    """The choices for the field itself, which refuses all others."""
    return [SelectChoice(*choice) for choice in listed(language)]


@cache
def _options(listed: Listed, language: str) -> str:
    return "".join(f'<option value="{escape(value)}">{escape(label)}</option>' for value, label in listed(language))
