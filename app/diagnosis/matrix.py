"""The scores as a matrix, criteria down and candidates across: out as a table, in as what it would change."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.language import listed, number, say
from app.registers.catalogue import register_at
from app.registers.diagnosis import CANDIDATES, CRITERIA, SCORES
from app.registers.model import Register
from app.registers.rows import Row, rows_of
from app.registers.sheets.columns import Absent, Missing
from app.registers.sheets.headings import NUMBER
from app.registers.sheets.refused import is_reason, with_reasons
from app.registers.sheets.sheet import NAMED, must_be_a_table, preview
from app.registers.sheets.spreadsheet import Cells
from app.registers.sheets.template import Column
from app.registers.sheets.units import folded
from app.registers.sheets.would_change import Line, Preview
from app.tables import Cell
from app.words import _

_HEAD = ("candidate", "criterion", "score", "evidence", "judged_by")
_OWN = ("evidence", "judged_by")
_EMPTY = frozenset({"", "-", "–", "—", "n/a", "na", "?", "not measured", "未评分", "未评", "无", "暂无"})
_BESIDE = frozenset(folded(word) for word in (
    "Criterion", "Criteria", "标准", "选型标准", "Weight", "权重", "Minimum", "最低分", "Essential", "必要项", "Share",
    "No.", "编号", "Total", "合计", "总分", "Rank", "排名", "Remark", "备注",
    "Mean", "Average", "平均", "平均分", "Group", "类别",
))  # fmt: skip
_SCORE = re.compile(
    r"\s*(-?\d+(?:[.,]\d+)?)\s*(?:/\s*5)?\s*(?:(?:[-–—:：;；(（]\s*|,\s+|，\s*)(?P<why>.+?)[)）]?)?\s*", re.S
)


@dataclass(slots=True)
class _Flat:
    """The matrix line by line as the register of scores reads it, and what each line stands for."""

    cells: Cells
    meant: list[tuple[int, str]] = field(default_factory=list)
    refused: list[Line] = field(default_factory=list)
    bare: bool = False


def matrix_of(project_id: int) -> tuple[list[str], list[list[Cell]]]:
    """Headings and rows of the matrix as it stands: a mean where a cell has several scores, empty where it has none."""
    names = [row.title for row in rows_of(CANDIDATES, project_id)]
    scores = _scores(project_id)
    candidates = rows_of(CANDIDATES, project_id)
    rows: list[list[Cell]] = []
    for one in rows_of(CRITERIA, project_id):
        found = [[row.values["score"] for row in scores.get((each.id, one.id), ())] for each in candidates]
        rows.append([one.title, one.values["weight"], *(round(sum(v) / len(v), 4) if v else None for v in found)])
    return [say(SCORES.field("criterion").label), say(CRITERIA.field("weight").label), *names], rows


def explained(project_id: int) -> list[Column]:
    """What the columns of the matrix hold."""
    score = _("score from 0 to 5; what proves it may stand behind it, as “4 – seen in the demonstration”. Empty: left as it is.")  # fmt: skip  # noqa: E501
    names = [row.title for row in rows_of(CANDIDATES, project_id)]
    return [
        Column(say(SCORES.field("criterion").label), _("name or number of a selection criterion, one a line"), True),
        *(Column(name, score, False) for name in names),
        Column(
            say(SCORES.field("evidence").label),
            _("what proves the scores of the line that have no words of their own"),
            False,
        ),
        Column(say(SCORES.field("judged_by").label), _("who gave the scores of the line"), False),
    ]


def look(project_id: int, cells: Cells) -> Preview:
    """What a matrix would change; a cell that is empty leaves its score as it is."""
    must_be_a_table(cells)
    upright = _upright(project_id, cells)
    flat, absent = _flattened(project_id, upright)
    found = preview(SCORES, project_id, flat.cells)
    lines = [replace(line, number=row, title=title) for line, row, title in _meant(found.lines, flat)]
    found.lines = sorted([*lines, *flat.refused], key=lambda line: line.number)
    found.absent = tuple(absent)
    # The words that prove the scores are asked for once, for all cells that have none.
    found.missing = (Missing(SCORES.field("evidence")),) if flat.bare else ()
    found.free, found.guesses = (), ()
    found.nothing = "" if found.lines else _nothing(project_id, cells)
    found.refused = with_reasons(upright, _reasons(found.lines))
    return found


def _nothing(project_id: int, cells: Cells) -> str:
    """What was expected and what came, where no cell is a score of somebody."""
    candidates, criteria = ([row.title for row in rows_of(one, project_id)] for one in (CANDIDATES, CRITERIA))
    if not candidates or not criteria:
        return _("No score could be read: enter the candidates and the selection criteria in their registers first.")
    return _(
        "No score could be read: expected are the criteria (%(criteria)s) in the first column and the candidates "
        "(%(candidates)s) in the first line; your first line has %(came)s.",
        criteria=listed(criteria, NAMED), candidates=listed(candidates, NAMED),
        came=listed([f"“{cell.strip()[:60]}”" for cell in cells[0] if cell.strip()], NAMED),
    )  # fmt: skip


def _meant(lines: Iterable[Line], flat: _Flat) -> Iterable[tuple[Line, int, str]]:
    for line in lines:
        row, title = flat.meant[line.number - 2]
        yield line, row, title


def _reasons(lines: Iterable[Line]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for line in lines:
        if line.fate == "refused":
            found[line.number] = (*found.get(line.number, ()), f"{line.title} – {' '.join(line.reasons)}")
    return found


def _upright(project_id: int, cells: Cells) -> Cells:
    """The matrix with criteria down and candidates across, whichever way it came."""
    if not cells:
        return cells
    candidates, criteria = _names(rows_of(CANDIDATES, project_id)), _names(rows_of(CRITERIA, project_id))
    across = {folded(heading) for heading in cells[0]}
    down = {folded(line[0]) for line in cells[1:] if line}
    as_it_is = len(across & {*candidates}) + len(down & {*criteria})
    if as_it_is >= len(across & {*criteria}) + len(down & {*candidates}):
        return cells
    width = max(len(line) for line in cells)
    return [list(line) for line in zip(*([*line, *[""] * (width - len(line))] for line in cells), strict=True)]


def _names(rows: Sequence[Row]) -> dict[str, Row]:
    return {folded(call): row for row in rows for call in (row.code, row.title, f"{row.code} · {row.title}")}


def _scores(project_id: int) -> Mapping[tuple[int, int], list[Row]]:
    found: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows_of(SCORES, project_id):
        found[row.values["candidate_id"], row.values["criterion_id"]].append(row)
    return found


def _flattened(project_id: int, cells: Cells) -> tuple[_Flat, list[Absent]]:
    candidates, criteria = _names(rows_of(CANDIDATES, project_id)), _names(rows_of(CRITERIA, project_id))
    flat = _Flat([[say(NUMBER), *(say(SCORES.field(name).label) for name in _HEAD)]])
    head = cells[0] if cells else []
    places = {place: row for place, heading in enumerate(head) if place and (row := candidates.get(folded(heading)))}
    own = {name: [place for place, heading in enumerate(head) if _is(name, heading)] for name in _OWN}
    known = {*places, *(place for listed in own.values() for place in listed)}
    strange = {
        place: heading.strip()
        for place, heading in enumerate(head)
        if place and place not in known and heading.strip() and not (folded(heading) in _BESIDE or is_reason(heading))
    }
    reader = _Matrix(flat, places, own, criteria, _scores(project_id), cells[1:], strange)
    for number_, line in enumerate(cells[1:], start=2):
        reader.take(number_, line)
    absent = [Absent(register_at(each.path).title, each.path, tuple(names)) for each, names in (
        (CANDIDATES, [*strange.values()]), (CRITERIA, reader.strange),
    ) if names]  # fmt: skip
    return flat, absent


def _is(name: str, heading: str) -> bool:
    label = SCORES.field(name).label
    return folded(heading) in (name, folded(label.en), folded(label.zh))


class _Matrix:
    """Reads the lines of a matrix, each cell as a line of the register of scores."""

    def __init__(
        self, flat: _Flat, places: Mapping[int, Row], own: Mapping[str, list[int]], criteria: Mapping[str, Row],
        scores: Mapping[tuple[int, int], list[Row]],
        lines: Cells,
        nobodys: Mapping[int, str],
    ) -> None:  # fmt: skip
        self.flat, self.places, self.own, self.criteria, self.scores = flat, places, own, criteria, scores
        self.below = {name: [line for line in lines if line and _is(name, line[0])] for name in _OWN}
        self.nobodys = nobodys
        self.strange: list[str] = []
        self.seen: set[int] = set()

    def take(self, number_: int, line: Sequence[str]) -> None:
        """Note the cells of one criterion."""
        called = line[0].strip() if line else ""
        if any(_is(name, called) for name in _OWN):
            return
        cells = {place: line[place].strip() for place in self.places if place < len(line)}
        given = {place: text for place, text in cells.items() if folded(text) not in _EMPTY}
        one = self.criteria.get(folded(called))
        self._refuse_nobodys(number_, called, line)
        if not given or (one is None and folded(called) in _BESIDE):
            return
        if one is None:
            self.strange.append(called or "–")
            self._refuse(number_, called, _missing(called, CRITERIA))
        elif one.id in self.seen:
            self._refuse(number_, called, _("This criterion stands in the table twice."))
        else:
            self.seen.add(one.id)
            for place, text in given.items():
                self._take_cell(number_, one, place, text, line)

    def _refuse_nobodys(self, number_: int, called: str, line: Sequence[str]) -> None:
        """Scores of candidates that are not there go back with their line."""
        if folded(called) in _BESIDE:
            return
        for place, name in self.nobodys.items():
            if place < len(line) and folded(line[place]) not in _EMPTY:
                self._refuse(number_, f"{name} · {called}", _missing(name, CANDIDATES))

    def _take_cell(self, number_: int, criterion: Row, place: int, text: str, line: Sequence[str]) -> None:
        candidate = self.places[place]
        title = f"{candidate.title} · {criterion.title}"
        score, why = _read(text)
        present = self.scores.get((candidate.id, criterion.id), [])
        if len(present) > 1:
            mean = sum(row.values["score"] for row in present) / len(present)
            if score != f"{round(mean, 4):.10g}":
                shown = number(mean)
                self._refuse(number_, title, _("%(count)s people scored this cell, the mean is %(mean)s: change their scores in the register.", count=len(present), mean=shown))  # fmt: skip  # noqa: E501
            return
        before: Mapping[str, Any] = present[0].values if present else {}
        words = {name: self._of_line(name, line, place) or str(before.get(name) or "") for name in _OWN}
        words["evidence"] = why or words["evidence"]
        self.flat.bare = self.flat.bare or not words["evidence"]
        code = present[0].code if present else ""
        self.flat.cells.append([code, candidate.code, criterion.code, score, *(words[name] for name in _OWN)])
        self.flat.meant.append((number_, title))

    def _of_line(self, name: str, line: Sequence[str], place: int) -> str:
        """What the line says of its scores, or else, in a matrix that was turned, what a line says of its columns."""
        told = [line[at] for at in self.own[name] if at < len(line)]
        told += [below[place] for below in self.below.get(name, ()) if place < len(below)]
        return next((text.strip() for text in told if text.strip()), "")

    def _refuse(self, number_: int, title: str, sentence: str) -> None:
        self.flat.refused.append(Line(number_, "refused", title, reasons=(sentence,)))


def _missing(name: str, register: Register) -> str:
    return _("“%(text)s” is not in the register “%(register)s”.", text=name[:80], register=say(register.title))


def _read(text: str) -> tuple[str, str]:
    """The score of a cell and the words behind it; one that begins with no number is left as it is."""
    found = _SCORE.fullmatch(text)
    return (text, "") if found is None else (found[1].replace(",", "."), (found["why"] or "").strip())
