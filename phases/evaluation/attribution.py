"""How the parties decided which part of a change comes from the rollout: the methods, from strong to weak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from phases.model import Text


@dataclass(frozen=True, slots=True)
class Attribution:
    """A method of attribution: its name, what is done, and what it cannot rule out."""

    title: Text
    about: Text


METHODS: Mapping[str, Attribution] = {
    "comparison": Attribution(
        Text("comparison group", "对照组"),
        Text(
            "The change beyond that of a comparable group that does not use the system yet.",
            "与尚未使用系统的可比群体相比多出的变化。",
        ),
    ),
    "trend": Attribution(
        Text("against the trend", "与趋势对比"),
        Text(
            "The change beyond what the course before the rollout would have led to by itself.",
            "超出上线前走势自然延续所能达到的变化。",
        ),
    ),
    "before-after": Attribution(
        Text("before and after", "前后对比"),
        Text(
            "The change since the baseline, like for like; what else happened meanwhile is not separated.",
            "与基线同口径相比的变化；同期其他因素未予剔除。",
        ),
    ),
    "process": Attribution(
        Text("traced through the process", "流程追溯"),
        Text(
            "Cases in which the system demonstrably did it: a reminder that led to the renewal.",
            "逐例可证明由系统促成，例如由系统提醒促成的续约。",
        ),
    ),
    "expert": Attribution(
        Text("expert estimate", "专家估计"),
        Text(
            "A share that people of both sides agreed on, with their reasons.",
            "由双方人员共同商定的比例，并说明理由。",
        ),
    ),
}
