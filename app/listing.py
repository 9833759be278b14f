"""Lists on screen: which column they are sorted by, which page is shown, and the addresses of the others."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

ROWS = (20, 50, 100)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a sortable column; `direction` is `ascending`, `descending` or nothing."""

    label: str
    url: str
    direction: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Sorting:
    """The column that a list is sorted by, and which way."""

    column: str
    descending: bool = False

    def heading(self, column: str, label: str, kind: str = "") -> Heading:
        """The heading of one column: its link sorts by it, and the other way round when it is sorted by already."""
        here = column == self.column
        url = address(sort=f"-{column}" if here and not self.descending else column, page=None)
        direction = ("descending" if self.descending else "ascending") if here else ""
        return Heading(label, url, direction, kind)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `first` and `last` count from 1, the addresses are empty at the ends.

    `name` is the argument in the address that holds its number: where a page has several lists, each has its own, and
    the addresses lead to the section with that id.
    """

    number: int
    size: int
    total: int
    name: str = "page"

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.number - 1) * self.size

    @property
    def first(self) -> int:
        """The number of the page's first row, 0 when there is none."""
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        """The number of the page's last row."""
        return min(self.offset + self.size, self.total)

    @property
    def previous_url(self) -> str:
        """The address of the page before, or nothing."""
        return self._url(self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        """The address of the page after, or nothing."""
        return self._url(self.number + 1) if self.last < self.total else ""

    def _url(self, number: int) -> str:
        url = address("", **{self.name: number})
        return url if self.name == "page" else f"{url}#{self.name}"


def row_choices(page: Page) -> list[tuple[str, str, bool]]:
    """How many rows a page can have: label, address, whether it is so now; nothing when all fit on the shortest."""
    if page.total <= ROWS[0]:
        return []
    return [(str(rows), address(rows=rows, page=None), rows == page.size) for rows in ROWS]


def sorting(columns: Collection[str], default: str) -> Sorting:
    """What `?sort=` asks for (`-due` is descending); an unknown column sorts as `default` says."""
    wanted = request.args.get("sort", "")
    if wanted.removeprefix("-") not in columns:
        wanted = default
    return Sorting(wanted.removeprefix("-"), wanted.startswith("-"))


def paging(total: int, size: int = 50, name: str = "page") -> Page:
    """The page that `?page=` (or another name) asks for; a number beyond the ends is the nearest page that exists.

    `?rows=` asks for another number of rows a page: 20, 50 or 100.
    """
    asked = request.args.get("rows", size, type=int)
    size = asked if asked in ROWS else size
    wanted = request.args.get(name, 1, type=int)
    last = max(1, -(-total // size))
    return Page(min(max(wanted, 1), last), size, total, name)


def chosen(name: str, words: Collection[str], default: str = "") -> str:
    """The value of a filter in the address; anything but one of these words is the default."""
    wanted = request.args.get(name, default)
    return wanted if wanted in words else default


def asked(name: str, longest: int = 200) -> str:
    """A text in the address as a filter or search can use it: cut to length, without signs that no database takes."""
    return request.args.get(name, "").replace("\x00", "")[:longest].strip()


def address(path: str = "", /, **changes: str | int | None) -> str:
    """The present address with some arguments set, or removed by None; under another path when one is given."""
    arguments: Mapping[str, str | int | None] = {**request.args.to_dict(), **changes}
    kept = urlencode({name: value for name, value in arguments.items() if value not in (None, "")})
    return f"{path or request.path}?{kept}" if kept else path or request.path
