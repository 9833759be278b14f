"""The registers of the phase: processes as they shall be, fit, approvals."""

from __future__ import annotations

from app.registers.model import Register

REGISTERS: tuple[Register, ...] = ()
