"""The registers of the phase: processes as they are, control points, interviews, problems, resistance."""

from __future__ import annotations

from app.registers.model import Register

REGISTERS: tuple[Register, ...] = ()
