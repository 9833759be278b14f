"""The registers of the phase: team, meetings, concept training, the sponsor's acts, the agreed glossary."""

from __future__ import annotations

from app.registers.model import Register

REGISTERS: tuple[Register, ...] = ()
