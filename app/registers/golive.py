"""The registers of the phase: cutover, rehearsal, roster, hypercare."""

from __future__ import annotations

from app.registers.model import Register

REGISTERS: tuple[Register, ...] = ()
