"""What part of a checklist a person looks at: by state, owner and words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from app.listing import chosen
from app.models import ROLE_WORDS
from app.words import _

if TYPE_CHECKING:
    from app.answers.rows import CheckRow

SHOWN = ("open", "mandatory", "mine", "late", "unproven")


@dataclass(frozen=True, slots=True)
class Filter:
    """The present choice; empty words mean everything."""

    show: str = ""
    owner: str = ""
    search: str = ""

    def __bool__(self) -> bool:
        return bool(self.show or self.owner or self.search)

    def takes(self, row: "CheckRow") -> bool:
        """Whether this row is part of what the person looks at."""
        if self.owner and row.owner_role != self.owner:
            return False
        if self.search and self.search.casefold() not in row.words().casefold():
            return False
        return self._shows(row)

    def _shows(self, row: "CheckRow") -> bool:
        match self.show:
            case "open":
                return row.state in ("open", "doing")
            case "mandatory":
                return row.mandatory
            case "mine":
                return row.mine
            case "late":
                return row.late
            case "unproven":
                return row.evidence_required and not row.evidence and row.state != "na"
            case _:
                return True


def filter_from_address() -> Filter:
    """The filter that the address asks for."""
    return Filter(chosen("show", SHOWN), chosen("owner", ROLE_WORDS), request.args.get("q", "").strip()[:200])


def choices_of_show() -> list[tuple[str, str]]:
    """What a person can choose to see, with its words."""
    labels = (_("Still open"), _("Mandatory"), _("Mine"), _("Late"), _("Evidence missing"))
    return [("", _("All items")), *zip(SHOWN, labels, strict=True)]
