"""Facts as text and back: frozen dataclasses of plain values as canonical JSON, for rows that keep facts."""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def frozen(value: Any) -> str:
    """A dataclass as canonical JSON; days as 2026-03-31, sets sorted."""
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def thawed(kind: type[T], text: str) -> T:
    """The dataclass that was frozen; a field that the text does not know has its default."""
    of: Any = kind
    made: T = _maker(of)(json.loads(text))
    return made


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return sorted(_plain(one) for one in value)
    return value


@cache
def _maker(kind: Any) -> Callable[[Any], Any]:
    """How a value of this type is made from what JSON has; unions are of one type and None."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        make = _maker(next(one for one in inner if one is not type(None)))
        return lambda value: None if value is None else make(value)
    if origin in (tuple, frozenset):
        make = _maker(inner[0])
        return lambda value: origin(make(one) for one in value)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        makers = {one.name: _maker(hints[one.name]) for one in fields(kind)}
        build: Any = kind
        return lambda value: build(**{name: make(value[name]) for name, make in makers.items() if name in value})
    return date.fromisoformat if kind is date else lambda value: value
