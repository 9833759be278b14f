"""Reads an event log in XES (IEEE 1849) one event at a time: the trace is the case, the event what somebody did.

The parser is expat with document types refused, so no entity is ever resolved and nothing outside the file is opened.
It does not meet plain events, which `xes_flat` has read already, but only where they stand.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import IO, cast
from xml.parsers import expat

from app.delimited.unreadable import UnreadableFile
from app.opening.cells import write_clean
from app.opening.kinds import damaged_archive
from app.opening.xes_flat import LONGEST, Flat

COLUMNS = ("case:concept:name", "concept:name", "org:resource", "time:timestamp", "lifecycle:transition", "org:role",
           "org:group", "concept:instance")  # fmt: skip
"""The case, then what an event says of itself by the names of the standard's extensions."""
LOOKED_AT = 1000
"""Events in which attributes of the log's own are looked for; they become columns after those of the standard."""
MOST_OWN = 40
LONGEST_KEY = 100
PLACEHOLDERS = frozenset({"UNKNOWN", "UNDEFINED", "__INVALID__"})
"""What converters write for a resource, a role or a transition that they do not know."""
NO_NAME = "__INVALID__"
"""What they write for a name; an activity may well be called “unknown”."""
CASE = COLUMNS[0]
CHUNK = 1 << 18
INFLATED = 8 << 30
"""Bytes that a log may unpack to; they are never in memory at once."""
LONGEST_TOKEN = 4 << 20
"""Bytes that one tag may have before the log is refused."""
DEEPEST = 64
HOLDERS = {"event": ("trace", "log"), "trace": ("log",)}
"""Where an event and a trace may stand; anywhere else they are none."""
VALUED = frozenset({"string", "date", "int", "float", "boolean", "id"})


class _Refused(Exception):
    """A log that is not to be trusted."""


def write_csv(path: Path, out: Path, *, packed: bool, rows: int | None = None) -> None:
    """Write the events of a log (the first `rows` of them) as CSV; `packed` says that it is gzip.

    The columns are COLUMNS, then the log's own attributes: those of events by their key, those of traces as `case:key`.
    UnreadableFile when it is no XES, has no event, is broken, declares a document type, or unpacks to more than 8 GB.
    """
    try:
        with gzip.open(path) if packed else path.open("rb") as file:
            begin = list(islice(_events(cast("IO[bytes]", file)), LOOKED_AT))
        if not begin:
            raise UnreadableFile("There is no event in this log.", "该日志中没有任何事件。")
        columns = _columns(begin)
        with gzip.open(path) if packed else path.open("rb") as file:
            events = islice(_events(cast("IO[bytes]", file)), rows)
            write_clean(out, chain([columns], (map(said.get, columns) for said in events)), end="\n")
    except expat.ExpatError as error:
        raise UnreadableFile(
            "The event log breaks off or is malformed at line {line}: it is no complete XML.",
            "事件日志在第 {line} 行处不完整或格式有误，不是完整的 XML。",
            line=_line(path, packed, error),
        ) from error
    except _Refused as error:
        raise UnreadableFile(
            "This is no XES event log that can be read safely: it has another root than “log”, declares a document "
            "type, or is too large. Export it anew as XES, or as CSV.",
            "无法安全读取该 XES 事件日志：根元素不是“log”、含有文档类型声明，或过大。请重新导出为 XES 或 CSV。",
        ) from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise damaged_archive() from error


def _line(path: Path, packed: bool, error: expat.ExpatError) -> int:
    """The line of the file where it is malformed: the parser that met the error had not been given every line."""
    parser = expat.ParserCreate()
    with gzip.open(path) if packed else path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as found:
            return found.lineno
    return error.lineno


def _columns(events: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    """The columns of the standard, whether the log uses them or not, and the log's own in the order of their coming."""
    own = dict.fromkeys(
        key for said in events for key in said if key.removeprefix("case:").strip() and len(key) <= LONGEST_KEY
    )
    return (*COLUMNS, *[key for key in own if key not in COLUMNS][:MOST_OWN])


def _events(file: IO[bytes]) -> Iterator[dict[str, str]]:
    """What each event says of itself, with what its trace says."""
    log = _Log()
    read = given = 0
    while chunk := file.read(CHUNK):
        read += len(chunk)
        given += log.take(log.flat.cut(chunk))
        if read > INFLATED or given - log.parser.CurrentByteIndex > LONGEST_TOKEN:
            raise _Refused
        yield from log.found
        log.found.clear()
    log.take(log.flat.rest())
    log.parser.Parse(b"", True)
    yield from log.found


class _Log:
    """The state of reading: how deep, which trace, what of the present event; `found` are events not handed on yet."""

    def __init__(self) -> None:
        self.found: list[dict[str, str]] = []
        self.path: list[str] = []
        self.trace: dict[str, str] = {}
        self.event: dict[str, str] = {}
        self.run: list[dict[str, str]] | None = None
        self.flat = Flat()
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._declared
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end

    def take(self, text: bytes) -> int:
        """Parse the next bytes; how many they are."""
        self.parser.Parse(text, False)
        return len(text)

    def _declared(self, *_arguments: object) -> None:
        raise _Refused

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        path = self.path
        self.run = self.flat.runs.get(name)
        if self.run:
            name = "event"
        elif ":" in name:
            name = name.rpartition(":")[2]
        # Plain events have attributes one step deeper.
        if (not path and name != "log") or len(path) + bool(self.run) > DEEPEST:
            raise _Refused
        if name in VALUED and path:
            # Only what an event or a trace says of itself: not what stands inside lists or other attributes.
            key, value = (attributes.get(one, "").replace("\r", "\n") for one in ("key", "value"))
            value = value[:LONGEST]
            if path[-1] == "event":
                self.event[key] = value
            elif path[-1] == "trace":
                self.trace[f"case:{key}"] = _told(key, value)
        elif name in HOLDERS:
            if path[-1] not in HOLDERS[name]:
                name = ""
            elif name == "event":
                self.event = {}
            else:
                self.trace = {}
        path.append(name)

    def _end(self, _name: str) -> None:
        path = self.path
        if path.pop() == "event":
            trace = self.trace if path[-1] == "trace" else {}
            self.found += [_of_trace(said, trace) for said in self.run or (self.event,)]
        self.run = None


def _of_trace(event: dict[str, str], trace: dict[str, str]) -> dict[str, str]:
    """What an event says with what its trace says, without what nobody knew."""
    if not PLACEHOLDERS.isdisjoint(event.values()):
        event = {key: _told(key, value) for key, value in event.items()}
    said = event | trace
    if not said.get(CASE) and (id := said.get("case:identity:id")):
        said[CASE] = id
    return said


def _told(key: str, value: str) -> str:
    """A value, or nothing where a converter wrote that it does not know it."""
    return "" if value in ((NO_NAME,) if key == "concept:name" else PLACEHOLDERS) else value
