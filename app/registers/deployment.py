"""The registers of the phase: configuration, data sets, integrations, transfer of knowledge."""

from __future__ import annotations

from app.registers.model import Register

REGISTERS: tuple[Register, ...] = ()
