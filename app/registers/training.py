"""The registers of the phase: roles, curricula, sessions, certificates."""

from __future__ import annotations

from app.registers.model import Register

REGISTERS: tuple[Register, ...] = ()
