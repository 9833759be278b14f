"""What is asked for when a report is to be drawn: the kind, its subject, the language, the state it shall have."""

from __future__ import annotations

from dataclasses import dataclass

from app.reports.catalogue import BENEFITS, EVALUATION, PHASE_CLOSING
from app.reports.model import Language, Status


@dataclass(frozen=True, slots=True)
class Order:
    """A report of one project. `subject` is the word of a phase, the number of a round as text, or “project”.

    `number` counts the reports of a project and is never given twice; `version` is what stands on the cover.
    """

    kind: str
    subject: str
    language: Language
    status: Status = "draft"
    number: int = 0
    version: str = ""

    @property
    def is_closing(self) -> bool:
        """Whether it is the closing report of a phase."""
        return self.kind == PHASE_CLOSING.key

    @property
    def is_evaluation(self) -> bool:
        """Whether it is the report of an evaluation round."""
        return self.kind == EVALUATION.key

    @property
    def is_benefits(self) -> bool:
        """Whether it is the report on benefits and ROI."""
        return self.kind == BENEFITS.key


def reference(project_key: str, number: int) -> str:
    """How people name a report of a project: the project's key and the report's number."""
    return f"{project_key.upper()}-{number:02d}"
