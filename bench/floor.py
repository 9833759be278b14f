"""The floor: the least that a page of sixty rows can cost here, with Flask, one SQLite query and Jinja."""

from pathlib import Path

import pysqlite3.dbapi2 as sqlite
from flask import Flask, render_template_string

PAGE = """<!doctype html><title>{{ title }}</title><ul>
{% for id, question, state in rows %}<li><a href="/items/{{ id }}">{{ question }}</a> {{ state }}</li>
{% endfor %}</ul>"""


def floor_app(folder: Path, items: int) -> Flask:
    """An application with one page: so many rows of a table, listed."""
    path = folder / "floor.db"
    connection = sqlite.connect(path, check_same_thread=False)
    connection.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, question TEXT, state TEXT)")
    rows = [(f"Has question number {number} been answered, and by whom?", "open") for number in range(items)]
    connection.executemany("INSERT INTO item (question, state) VALUES (?, ?)", rows)
    connection.commit()
    app = Flask("floor")

    @app.get("/")
    def index() -> str:
        found = connection.execute("SELECT id, question, state FROM item ORDER BY id").fetchall()
        return render_template_string(PAGE, title="Floor", rows=found)

    return app
