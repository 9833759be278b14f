"""Further pages of the rooms beside their registers: title, what they show, and the end of the address."""

from __future__ import annotations

from collections.abc import Mapping

from phases.model import Text

PAGES: Mapping[str, tuple[tuple[Text, Text, str], ...]] = {}
"""By room; the addresses begin below the project."""
