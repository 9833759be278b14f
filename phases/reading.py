"""Reads values out of a YAML file's mapping and remembers every problem with its file and place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from phases.model import Text


class Entry:
    """A mapping of a file with its place in words; what is asked of it is checked, what is not asked is refused."""

    def __init__(self, value: Any, place: str, problems: list[str]) -> None:
        self.place = place
        self._problems = problems
        self._asked: set[str] = set()
        if not isinstance(value, Mapping):
            self.problem("should be a mapping of names to values")
            value = {}
        self._values: Mapping[str, Any] = value

    def problem(self, words: str) -> None:
        """Remembers a problem of this place."""
        self._problems.append(f"{self.place}: {words}.")

    def _take(self, name: str) -> Any:
        self._asked.add(name)
        return self._values.get(name)

    def words(self, name: str) -> str:
        """A text in one language; numbers that YAML made of it become words again."""
        value = self._take(name)
        if isinstance(value, bool) or not isinstance(value, str | int | float) or not str(value).strip():
            self.problem(f"“{name}” is missing or not a text")
            return ""
        return str(value).strip()

    def text(self, name: str) -> Text:
        """A text in both languages."""
        value = self._take(name)
        if not isinstance(value, Mapping):
            self.problem(f"“{name}” is missing or not of the form {{en: …, zh: …}}")
            return Text("", "")
        for language in ("en", "zh"):
            if not isinstance(value.get(language), str) or not value[language].strip():
                self.problem(f"“{name}.{language}” is missing or empty")
        return Text(str(value.get("en", "")).strip(), str(value.get("zh", "")).strip())

    def flag(self, name: str) -> bool:
        """true or false."""
        value = self._take(name)
        if not isinstance(value, bool):
            self.problem(f"“{name}” should be true or false")
        return value is True

    def figures(self, name: str) -> dict[str, float]:
        """A mapping of names to numbers."""
        value = self._take(name)
        if not isinstance(value, Mapping):
            self.problem(f"“{name}” should be a mapping of names to numbers")
            return {}
        return {key: number for key, number in value.items() if self._is_number(f"{name}.{key}", number)}

    def _is_number(self, name: str, value: Any) -> bool:
        right = isinstance(value, int | float) and not isinstance(value, bool)
        if not right:
            self.problem(f"“{name}” should be a number")
        return right

    def names(self) -> list[str]:
        """The names of this mapping, in the order of the file."""
        return list(self._values)

    def entry(self, name: str) -> Entry:
        """A mapping inside this one."""
        return Entry(self._take(name), f"{self.place}, {name}", self._problems)

    def entries(self, name: str, kind: str) -> Iterator[Entry]:
        """The mappings of a list; each is called by its id where it has one, else by its position."""
        value = self._take(name)
        if not isinstance(value, list):
            self.problem(f"“{name}” should be a list")
            return
        for position, one in enumerate(value, start=1):
            called = one.get("id") or one.get("key") or position if isinstance(one, Mapping) else position
            yield Entry(one, f"{self.place}, {kind} {called}", self._problems)

    def texts(self, name: str, kind: str) -> tuple[Text, ...]:
        """A list of texts in both languages."""
        value = self._take(name)
        if not isinstance(value, list):
            self.problem(f"“{name}” should be a list of texts")
            return ()
        return tuple(
            Entry({kind: one}, f"{self.place}, {name} {position}", self._problems).text(kind)
            for position, one in enumerate(value, start=1)
        )

    def nothing_else(self) -> None:
        """Refuses names that nobody asked for: most of them are misspelt."""
        for name in self._values:
            if name not in self._asked:
                self.problem(f"“{name}” is not known here")


def read(file: Path, problems: list[str], listed: str = "") -> Entry:
    """A file's mapping; a missing file or broken YAML is a problem like any other.

    For a file that is one list, `listed` gives the name under which the entry has it.
    """
    import yaml  # not until an edition is read: whoever starts a server waits for no parser

    place = f"{file.parent.name}/{file.name}"
    try:
        # The loader of libyaml reads an edition about ten times faster than the one written in Python.
        content = yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
    except FileNotFoundError:
        problems.append(f"{place}: the file is missing.")
        return Entry({}, place, [])
    except yaml.YAMLError as error:
        problems.append(f"{place}: this is not YAML: {' '.join(str(error).split())}.")
        return Entry({}, place, [])
    return Entry({listed: content} if listed else content, place, problems)
