"""Rows to what a closing report prints of the phase's own records: measures, registers, loose ends of the thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import force_locale

from app.charts import Voice
from app.charts.drawing import Drawing
from app.charts.lanes import lanes
from app.language import listed, say
from app.models import Project
from app.registers.catalogue import register_at, registers_of
from app.registers.grouped import grouped, open_rows
from app.registers.lane_steps import AS_IS, TO_BE, lane_steps, steps_of
from app.registers.measured import figures_of
from app.registers.model import Derived, Field, Register
from app.registers.rows import Row, rows_of
from app.registers.sheets.headings import NUMBER
from app.registers.thread import beads_of, joints_of
from app.registers.titles import titles_of
from app.reports.sources import LooseEnd, Measured, Shelf
from app.words import _
from phases.model import Text
from phases.thread import PLACES, STATIONS, loose_ends, reached

PRINTED = 30
"""Rows of a register in print; each costs the layout some milliseconds, and the register itself is a click away."""
COLUMNS = 6
ON_THREAD = ("review/steps", "solidification/steps", "deployment/configuration", "training/modules", "criterion")
"""The stations that the table of threads names; with all nine no page would be wide enough."""
DRAWN = 12
FLOWS = {
    "review": (AS_IS, Text("{name} as it is", "{name}（现状）")),
    "solidification": (TO_BE, Text("{name} as it shall be", "{name}（目标）")),
}
ABOUT = Text("{number} steps in lanes by role.", "按角色泳道排列的 {number} 个步骤。")
ROOMS = {"concept": ("diagnosis", "concept")}
"""The closing report of the first phase prints what stood before it too."""


def records_of(project: Project, word: str, language: str) -> dict[str, Any]:
    """The parts `measured`, `shelves` and `loose` of a closing report; private registers are never printed."""
    with force_locale(language):
        measured = [
            Measured(one.title, one.value, one.parts, one.limit, one.good)
            for one in figures_of(project, word, printed=True)
        ]
        kept = [one for room in ROOMS.get(word, (word,)) for one in registers_of(room) if not one.private]
        shelves = [shelf for one in kept if (shelf := _shelf(one, project.id)).total]
        return {
            "measured": tuple(measured), "shelves": tuple(shelves), "flows": tuple(_flows(project, word, language)),
            **_thread(project),
        }  # fmt: skip


def _flows(project: Project, word: str, language: str) -> Iterator[Drawing]:
    """The processes of the phase as swim lanes by role: the drawing of the screen, three steps wide for the page."""
    if word not in FLOWS:
        return
    kind, title = FLOWS[word]
    steps = steps_of(kind, project.id)
    for id, named in list(titles_of(register_at(f"{word}/processes"), project.id).items())[:DRAWN]:
        rows = steps.by_process.get(id, ())
        if rows:
            drawn = lane_steps(kind, steps, rows, "", "role", frozenset())
            name, about = say(title).format(name=named.title), say(ABOUT).format(number=len(rows))
            yield lanes(
                drawn, key=f"flow-{named.key}", title=name, about=about, columns=3, voice=_voice(language)
            ).drawing


def _voice(language: str) -> Voice:
    return Voice("zh" if language == "zh" else "en", _)


def _shelf(register: Register, project_id: int) -> Shelf:
    if register.personal:
        found = grouped(register, project_id)
        numeric = tuple(place > 0 for place in range(len(found.columns)))
        return Shelf(say(register.title), found.columns, numeric, found.rows[:PRINTED], len(found.rows))
    rows = open_rows(register, rows_of(register, project_id))
    listed = [one for one in register.fields if one.listed and one.printed]
    columns: list[Field | Derived] = [*listed[: COLUMNS - 1 - len(register.derived)], *register.derived]
    numeric = (False, *(_is_numeric(one, rows) for one in columns))
    return Shelf(
        title=say(register.title),
        columns=(say(NUMBER), *(say(one.label) for one in columns)),
        numeric=numeric,
        rows=tuple((row.code, *(row.words[one.name] for one in columns)) for row in rows[:PRINTED]),
        total=len(rows),
        moments=register.has_moments,
    )


def _is_numeric(one: Field | Derived, rows: Sequence[Row]) -> bool:
    """Whether a column holds numbers; what is derived may be a word as well."""
    if isinstance(one, Field):
        return one.kind in ("whole", "number")
    return all(not (told := row.words[one.name]) or told.lstrip("−-")[:1].isdigit() for row in rows)


def _thread(project: Project) -> dict[str, Any]:
    """The parts `threads` and `loose`."""
    beads, joints = beads_of(project), joints_of(project.id)
    titles = {bead.end: bead.title for bead in beads}
    threads = []
    for bead in [bead for bead in beads if bead.kind == STATIONS[0].kind][:PRINTED]:
        on_it = reached(bead.end, joints)
        found = ([titles[kind, id] for id in sorted(on_it.get(kind, ())) if (kind, id) in titles] for kind in ON_THREAD)
        threads.append((bead.title, *(listed(_short(title) for title in ends) for ends in found)))
    loose = tuple(
        LooseEnd(say(STATIONS[PLACES[one.bead.kind]].title), one.bead.title, say(one.sentence))
        for one in loose_ends(beads, joints)
    )
    return {"threads": tuple(threads), "loose": loose}


def _short(title: str) -> str:
    """A record's code, or the whole name of what has none."""
    code = title.partition(" ")[0]
    return code if code.rpartition("-")[2].isdigit() else title
