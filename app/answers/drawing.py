"""Rows of checklists as HTML, kept from one page to the next: a row is drawn again only when something in it changed.

A drawing is kept under the row's own values and the reader's language, so none can be out of date or shown in
another project. The token against forged requests differs from session to session and is put in afterwards.
"""

import secrets
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from flask import current_app
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from app.answers.rows import CheckGroup, CheckRow
from app.language import language

KEPT = 2000
"""Drawings kept in one process: some 6 MB."""
# Nobody can write these two into a note, because nobody knows them.
_TOKEN = secrets.token_hex(16)
_BETWEEN = secrets.token_hex(16)
_drawings: dict[tuple[str, CheckRow], str] = {}


def draw_groups(groups: Iterable[CheckGroup]) -> None:
    """Give each group its rows as HTML."""
    groups = list(groups)
    token = generate_csrf()
    drawings = iter(_drawings_of([row for group in groups for row in group.rows]))
    for group in groups:
        html = "".join(islice(drawings, len(group.rows)))
        group.drawn = Markup(html.replace(_TOKEN, token))  # noqa: S704 - drawn by a template that escapes


def draw_row(row: CheckRow) -> Markup:
    """One row as HTML."""
    drawing = _drawings_of([row])[0].replace(_TOKEN, generate_csrf())
    return Markup(drawing)  # noqa: S704 - drawn by a template that escapes


def _drawings_of(rows: Sequence[CheckRow]) -> list[str]:
    """The drawings of rows in their order; threads share what is kept, so each works on what it found itself."""
    reader = language()
    found = [_drawings.get((reader, row)) for row in rows]
    missing = [row for row, drawing in zip(rows, found, strict=True) if drawing is None]
    fresh = iter(_draw(missing))
    whole = [next(fresh) if drawing is None else drawing for drawing in found]
    if missing:
        if len(_drawings) + len(missing) > KEPT:
            _drawings.clear()
        _drawings.update({(reader, row): drawing for row, drawing in zip(rows, whole, strict=True)})
    return whole


def _draw(rows: Sequence[CheckRow]) -> list[str]:
    """Draw rows in one go, because words and signs are looked up once a go."""
    if not rows:
        return []
    template: Any = current_app.jinja_env.get_template("components/checklist_row.html").module
    return str(template.rows(rows, _TOKEN, _BETWEEN)).split(_BETWEEN)[: len(rows)]
