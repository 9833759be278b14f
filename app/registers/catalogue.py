"""All registers: the rooms in the order of an engagement, and each room's registers in the order of its work."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from app.registers.model import Register

ROOMS = ("diagnosis", "concept", "review", "solidification", "deployment", "training", "golive", "benefits")
"""Each is a module beside this one with a tuple `REGISTERS`."""
ELSEWHERE = ("raid",)
"""Registers with pages of their own; the engine keeps their spreadsheets."""


@cache
def registers() -> Mapping[str, Register]:
    """Every register by its path, in order."""
    found = {}
    for room in (*ROOMS, *ELSEWHERE):
        for one in import_module(f"app.registers.{room}").REGISTERS:
            found[one.path] = one
    return found


def register_at(path: str) -> Register:
    """The register with this path; KeyError when there is none."""
    return registers()[path]


def registers_of(room: str) -> tuple[Register, ...]:
    """The registers of one room; none for a room that does not exist."""
    return tuple(one for one in registers().values() if one.room == room)
