"""The six phases in the order in which their gates pass, with the names that sentences use."""

from __future__ import annotations

from phases.model import Text

TITLES = {
    "concept": Text("Concept introduction", "理念导入"),
    "review": Text("Business review", "业务梳理"),
    "solidification": Text("Process solidification", "流程固化"),
    "deployment": Text("Deployment", "系统部署"),
    "training": Text("Training", "应用培训"),
    "golive": Text("Go-live", "系统上线"),
}
ORDER = tuple(TITLES)


def earlier(word: str) -> tuple[str, ...]:
    """The phases before this one; ValueError for a word that is no phase."""
    return ORDER[: ORDER.index(word)]


def following(word: str) -> str | None:
    """The phase after this one, None after the last."""
    after = ORDER[ORDER.index(word) + 1 :]
    return after[0] if after else None
