"""Weighs the archive of a workbook and looks through its XML before anything else opens it.

What the directory says of sizes is checked first, because that costs nothing; then each part is unpacked, counted and
parsed without keeping it: no declarations, no cell further out than the limits, no more rows than can be numbered.
"""

from __future__ import annotations

import zipfile
from typing import BinaryIO
from xml.parsers import expat

from app.workbooks.limits import MIB, Limits
from app.workbooks.refused import UnreadableWorkbook

CHUNK = 1 << 16
NEVER_LESS = MIB
# Old comments of cells are drawn in a dialect that need not be well-formed; it holds no cells and nothing reads it.
NO_XML = (".vml",)


def weigh(source: BinaryIO, limits: Limits) -> None:
    """Refuse what is no workbook, unpacks to too much whatever it says of itself, declares entities or reaches far."""
    try:
        with zipfile.ZipFile(source) as archive:
            entries = archive.infolist()
            _weigh_directory(entries, limits)
            left = limits.inflated
            for one in entries:
                left -= _look_through(archive, one, left, limits)
    except UnreadableWorkbook:
        raise
    except Exception as broken:
        # Damaged archives raise a dozen kinds of errors; nothing of the file was trusted yet.
        raise UnreadableWorkbook("untrusted", limits) from broken


def _weigh_directory(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    names = {one.filename for one in entries}
    if len(entries) > limits.entries or len(names) < len(entries) or "[Content_Types].xml" not in names:
        raise UnreadableWorkbook("untrusted", limits)
    if sum(one.file_size for one in entries) > limits.inflated:
        raise UnreadableWorkbook("too-large", limits)
    if any(one.file_size > _allowed(one, limits) for one in entries):
        raise UnreadableWorkbook("untrusted", limits)


def _allowed(entry: zipfile.ZipInfo, limits: Limits) -> int:
    """How many bytes a part may unpack to by its packed size."""
    return max(entry.compress_size * limits.ratio, NEVER_LESS)


def _look_through(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, limits: Limits) -> int:
    """The unpacked size of a part, after a look at all of it."""
    allowed, read = min(left, _allowed(entry, limits)), 0
    parser: expat.XMLParserType | None = None
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            if read == 0 and _is_xml(entry.filename, chunk):
                parser = _parser(limits)
            read += len(chunk)
            if read > allowed:
                raise UnreadableWorkbook("too-large", limits)
            if parser is not None:
                parser.Parse(chunk, False)
    return read


def _is_xml(name: str, start: bytes) -> bool:
    """Whether a part has to be parsed: by its first letters, because a sheet may be called as it likes."""
    if name.lower().endswith(NO_XML):
        return False
    return name.endswith((".xml", ".rels")) or start.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] == b"<"


def _parser(limits: Limits) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    extent = _Extent(limits)

    def declared(*_arguments: object) -> None:
        raise UnreadableWorkbook("untrusted", limits)

    def element(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            extent.cell(attributes.get("r"))
        elif local == "row":
            extent.line(attributes.get("r"))
        elif local == "dimension":
            for corner in attributes.get("ref", "").split(":"):
                extent.stretch(corner)

    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = element
    return parser


class _Extent:
    """How far the cells of a sheet reach, whether they say where they are or are only counted."""

    __slots__ = ("column", "counted", "limits", "row")

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.row = self.column = self.counted = 0

    def line(self, number: str | None) -> None:
        """A row begins; without a number it is the next one."""
        self.counted = 0
        if number is None:
            self._reach(self.row + 1, 0)
        else:
            self.stretch("A" + number)

    def cell(self, place: str | None) -> None:
        """A cell begins; without a place it is the next one of its row."""
        self.counted += 1
        if place is None:
            self._reach(0, self.counted)
        else:
            self.stretch(place)

    def stretch(self, corner: str) -> None:
        """Take in a corner such as B12; a column or a row alone counts as well."""
        letters = corner.rstrip("0123456789")
        digits = corner[len(letters) :]
        if len(letters) > 3 or len(digits) > 7:
            raise UnreadableWorkbook("untrusted", self.limits)
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        self._reach(int(digits) if digits else 0, column)

    def _reach(self, row: int, column: int) -> None:
        if row > self.row or column > self.column:
            self.row, self.column = max(self.row, row), max(self.column, column)
            limits = self.limits
            if self.row > limits.rows or self.column > limits.columns or self.row * self.column > limits.cells:
                raise UnreadableWorkbook("untrusted", limits)
