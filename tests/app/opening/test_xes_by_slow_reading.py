"""Event logs give what a slow reading of the whole tree gives, however they are written and wherever a chunk ends."""

import csv
import random
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

import pytest

from app.delimited.unreadable import UnreadableFile
from app.opening import xes, xes_flat

Said = dict[str, str]
KINDS = ("string", "date", "int", "float", "boolean", "id")
KEYS = ("concept:name", "org:resource", "time:timestamp", "lifecycle:transition", "concept:instance", "cost", "地区")
VALUES = (
    "Li Na", "报价", "complete", "a & b <c>", "it's \"so\"", "", "UNKNOWN", "__INVALID__", "tab\there", "two\r\nlines",
    "x" * 40,
    "long " * 500, "&amp;", "2026-07-01T09:00:00.000+08:00", "é", "𝄞", "</event>",
)  # fmt: skip


def local(tag: str) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2]


def attributes(node: ElementTree.Element) -> Said:
    """What a trace or an event says itself, without what converters write for what they do not know."""
    found = {}
    for child in node:
        if local(child.tag) in KINDS:
            key, value = child.get("key", ""), child.get("value", "").replace("\r", "\n")[:2000]
            unknown = ("__INVALID__",) if key == "concept:name" else ("UNKNOWN", "UNDEFINED", "__INVALID__")
            found[key] = "" if value in unknown else value
    return found


def slowly(path: Path) -> list[Said]:
    """The events of a log by its whole tree: what each says of itself and, as `case:…`, what its trace says."""
    found = []
    for node in ElementTree.parse(path).getroot():  # noqa: S314
        trace = {f"case:{key}": value for key, value in attributes(node).items()} if local(node.tag) == "trace" else {}
        for event in [node] if local(node.tag) == "event" else node if local(node.tag) == "trace" else []:
            if local(event.tag) == "event":
                said = attributes(event) | trace
                if not said.get("case:concept:name") and said.get("case:identity:id"):
                    said["case:concept:name"] = said["case:identity:id"]
                found.append({key: value for key, value in said.items() if key and value})
    return found


def fast(path: Path, out: Path, **said: bool) -> list[Said]:
    """The events as they are read."""
    xes.write_csv(path, out, packed=said.get("packed", False))
    with out.open(encoding="utf-8", newline="") as file:
        return [{key: cell for key, cell in row.items() if cell} for row in csv.DictReader(file)]


class Writer:
    """Writes a log in every way that a log may be written: `wild` is how often it is not written plainly."""

    def __init__(self, seed: int, wild: float) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.wild = wild

    def maybe(self, text: Callable[[], str]) -> str:
        """A piece now and then."""
        return text() if self.random.random() < self.wild else ""

    def attribute(self, key: str, inside: str = "") -> str:
        """An attribute: plain, or with the value first, other quotes, a child, character references, an end tag."""
        one, value, kind = self.random, self.random.choice(VALUES), self.random.choice(KINDS)
        if one.random() >= self.wild:
            quoted = escape(value, {'"': "&quot;", "\t": "&#9;", "\r": "&#13;", "\n": "&#10;"})
            return f'<{kind} key="{key}" value="{quoted}"{one.choice(["", " "])}/>{inside}\n'
        pairs = [f"key={quoteattr(key)}", f"value={quoteattr(value)}"]
        one.shuffle(pairs)
        child = one.choice(["", '<string key="org:resource" value="inner"/>', "<values><event/></values>", "text"])
        return f"<{kind}  {pairs[0]}\n{pairs[1]}>{child}</{kind} >{inside}"

    def event(self) -> str:
        """An event, now and then with very many attributes, a repeated one, a list, a remark, CDATA."""
        keys = self.random.sample(KEYS, self.random.randint(0, len(KEYS)))
        keys += [f"own{n}" for n in range(20)] if self.random.random() < self.wild / 4 else []
        inner = "".join(self.attribute(key) for key in [*keys, *keys[: self.random.random() < self.wild]])
        inner += self.maybe(lambda: f"<list key='l'>{self.attribute('cost')}</list>")
        inner += self.maybe(self.noise)
        return self.random.choice(["\n", "", "\r\n\t"]) + f"<event>{inner}</event>"

    def noise(self) -> str:
        """Events that are none: in a remark, CDATA, an instruction, a list."""
        plain = '<event><string key="concept:name" value="no event"/></event>'
        return self.random.choice([f"<!-- {plain} -->", f"<![CDATA[{plain}]]>", f"<?note {plain}?>", "plain text",
                                   f"<list key='n'>{plain}</list>", "<global scope='event'/>"])  # fmt: skip

    def log(self, traces: int) -> str:
        """A whole log without its declaration."""
        parts = [self.maybe(self.noise), self.maybe(self.event)]
        for _ in range(traces):
            own = [self.attribute(key) for key in self.random.sample(("concept:name", "identity:id", "amount"), 2)]
            events = [self.maybe(self.noise) + self.event() for _ in range(self.random.randint(0, 6))]
            parts.append(f"<trace>{''.join(own)}{''.join(events)}</trace>")
        return f"<log xmlns='http://www.xes-standard.org/' version='1.0'>{''.join(parts)}</log>"


@pytest.mark.parametrize("wild", [0, 0.05, 0.4])
@pytest.mark.parametrize("chunk", [61, 997, 1 << 18])
def test_any_log_is_read_as_its_tree_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wild: float, chunk: int
) -> None:
    monkeypatch.setattr(xes, "CHUNK", chunk)
    path, out, met = tmp_path / "log.xes", tmp_path / "out.csv", 0
    for seed in range(15):
        declared = ["", "<?xml version='1.0'?>", '<?xml version="1.0" encoding="UTF-8" ?>\n', "\ufeff"][seed % 4]
        path.write_text(declared + Writer(seed, wild).log(8), encoding="utf-8", newline="")
        expected = slowly(path)
        assert fast(path, out) == expected, seed
        met += len(expected)
    assert met > 250


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16"])
def test_a_log_in_another_encoding_is_read_as_its_tree_says(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "log.xes"
    event = '<event><string key="concept:name" value="Prüfung"/></event>'
    path.write_text(f'<?xml version="1.0" encoding="{encoding}"?><log>{event * 3}</log>', encoding=encoding)
    assert fast(path, tmp_path / "out.csv") == slowly(path) == [{"concept:name": "Prüfung"}] * 3


def test_most_events_of_a_plain_log_never_reach_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise reading is right and slow, and nobody would see it."""
    text = Writer(1, 0).log(40).encode()
    flat = xes_flat.Flat()
    left = flat.cut(text)
    assert sum(map(len, flat.runs.values())) == text.count(b"<event>") - left.count(b"<event>")
    # Left are those with a tabulator as a reference and those with more than 2,000 characters.
    assert left.count(b"<event>") < text.count(b"<event>") * 0.7


PLAIN = '<event><string key="concept:name" value="a"/></event>\n'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f"<log>{PLAIN * 9}<trace>", "malformed at line 10"),
        (f"<log>{PLAIN * 9}<a b='<event></event>'/></log>", "malformed at line 10"),
        (f"<log>{PLAIN * 9}</log>{PLAIN}", "malformed at line 10"),
        (f"<log>{PLAIN * 2}{PLAIN.replace(chr(34) + 'a', chr(34) + chr(1))}</log>", "malformed at line 3"),
        (PLAIN, "no XES event log"),
        (f"<!-- --><!DOCTYPE log [<!ENTITY a 'b'>]><log>{PLAIN}</log>", "no XES event log"),
        ("<log>" + "<list>" * 62 + PLAIN + "</list>" * 62 + "</log>", "no event in this log"),
        ("<log>" + "<list>" * 63 + PLAIN + "</list>" * 63 + "</log>", "no XES event log"),
        (f"<log>{PLAIN * 9}<trace a='" + "x" * 9_000_000 + f"{PLAIN}", "no XES event log"),
    ],
    ids=["cut-off", "in-a-value", "after-the-end", "control", "root", "declared", "deep", "too-deep", "endless"],
)
def test_what_is_wrong_is_found_behind_plain_events_too(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "log.xes"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=said):
        fast(path, tmp_path / "out.csv")


def test_letters_that_are_none_are_refused_behind_plain_events(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_bytes(b"<log>" + PLAIN.encode() + PLAIN.encode().replace(b'"a"', b'"\xff\xfe"') + b"</log>")
    with pytest.raises(UnreadableFile, match="malformed at line 2"):
        fast(path, tmp_path / "out.csv")
