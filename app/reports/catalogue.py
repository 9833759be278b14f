"""The kinds of report: their chapters in order, and the marked places where the consultant's own text stands.

Titles and prompts are Texts: a report speaks its own language, whichever language its reader's screen speaks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.reports.model import Block, OwnText, Section
from app.text import cleaned
from phases.model import Text

NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a kind; `own_text` asks the consultant for words of their own, empty where there is no place."""

    key: str
    title: Text
    own_text: Text = NOTHING
    appendix: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of report. `own_text` asks for the consultant's words on the first page."""

    key: str
    title: Text
    own_text: Text
    chapters: tuple[Chapter, ...]

    @property
    def places(self) -> dict[str, Text]:
        """Where the consultant may write: the key of each place and its prompt, in the order of the report."""
        own = {chapter.key: chapter.own_text for chapter in self.chapters if chapter.own_text is not NOTHING}
        return {"summary": self.own_text} | own


DEFINITIONS = Chapter("definitions", Text("Definitions", "定义"), appendix=True)

PHASE_CLOSING = Kind(
    "phase-closing",
    Text("Phase closing report", "阶段总结报告"),
    Text(
        "What should the sponsor take away from this phase? Two or three sentences.",
        "项目发起人应从本阶段得到什么结论？请用两三句话说明。",
    ),
    (
        Chapter(
            "course",
            Text("Purpose and course of the phase", "阶段目的与过程"),
            Text("What was special about this phase at this client?", "本阶段在该客户有哪些特别之处？"),
        ),
        Chapter(
            "checklist",
            Text("What was asked and answered", "检查项与答复"),
            Text("Which answers need an explanation?", "哪些答复需要进一步说明？"),
        ),
        Chapter(
            "records",
            Text("What was recorded and measured", "工作记录与度量"),
            Text("What do the records of this phase tell?", "本阶段的工作记录说明了什么？"),
        ),
        Chapter(
            "readiness",
            Text("Readiness", "就绪度"),
            Text(
                "What does the readiness of the six factors mean for going on?",
                "六个要素的就绪度对继续推进意味着什么？",
            ),
        ),
        Chapter("thread", Text("The golden thread", "主线")),
        Chapter("deliverables", Text("Deliverables", "交付物")),
        Chapter(
            "raid",
            Text("Risks, assumptions, issues and decisions", "风险、假设、问题与决策"),
            Text("What do you advise on the open points?", "对尚未关闭的事项有何建议？"),
        ),
        Chapter("gate", Text("Gate and decision", "关口与决策")),
        Chapter(
            "outlook",
            Text("The next phase", "下一阶段"),
            Text("What must happen first in the next phase, and who must act?", "下一阶段首先要做什么，由谁来做？"),
        ),
        Chapter("evidence", Text("Evidence", "证据清单"), appendix=True),
        DEFINITIONS,
    ),
)

EVALUATION = Kind(
    "evaluation",
    Text("Evaluation report", "应用评价报告"),
    Text(
        "What should management take away from this round? Two or three sentences.",
        "管理层应从本轮评价得到什么结论？请用两三句话说明。",
    ),
    (
        Chapter(
            "scores",
            Text("Three scores", "三项得分"),
            Text("How do you judge the level that was reached?", "如何看待目前达到的等级？"),
        ),
        Chapter(
            "breadth",
            Text("Breadth: how widely and how often", "广度：用的人多不多、勤不勤"),
            Text("What stands behind the figures on breadth?", "广度数据背后的原因是什么？"),
        ),
        Chapter(
            "depth",
            Text("Depth: how much of functions and processes", "深度：功能和流程用到什么程度"),
            Text("What stands behind the figures on depth?", "深度数据背后的原因是什么？"),
        ),
        Chapter(
            "effect",
            Text("Effect: with what result", "效果：带来了什么结果"),
            Text("How far does the effect come from the system?", "效果在多大程度上来自系统？"),
        ),
        Chapter("benefits", Text("Benefit and attribution", "收益与归因")),
        Chapter("changes", Text("What changed since the last round", "与上一轮相比的变化")),
        Chapter(
            "findings",
            Text("Findings and rectification", "发现与整改"),
            Text("Which actions come first, and why?", "哪些整改应当先做，为什么？"),
        ),
        Chapter("sources", Text("Sources of the figures", "数据来源"), appendix=True),
        DEFINITIONS,
    ),
)

BENEFITS = Kind(
    "benefits",
    Text("Benefits and ROI", "收益与投资回报报告"),
    Text(
        "What should the sponsor take away from these figures? Two or three sentences.",
        "项目发起人应从这些数字得到什么结论？请用两三句话说明。",
    ),
    (
        Chapter(
            "result",
            Text("What it comes to", "总体结果"),
            Text("How sure are you of this result?", "对这一结果有多大把握？"),
        ),
        Chapter(
            "benefit",
            Text("Where the benefit comes from", "收益来源"),
            Text("How far does the benefit come from the rollout?", "收益在多大程度上来自本项目？"),
        ),
        Chapter("attribution", Text("How it was attributed", "归因方法")),
        Chapter(
            "costs",
            Text("What it costs", "成本构成"),
            Text("Which costs need an explanation?", "哪些成本需要进一步说明？"),
        ),
        Chapter("course", Text("Year by year", "逐年收支")),
        Chapter("sensitivity", Text("What the result hangs on", "结果取决于什么")),
        Chapter("cost-lines", Text("Costs one by one", "成本明细"), appendix=True),
        DEFINITIONS,
    ),
)
"""Its readers are those who may see what the rollout costs."""

KINDS: Mapping[str, Kind] = {kind.key: kind for kind in (PHASE_CLOSING, EVALUATION, BENEFITS)}
WHOLE_PROJECT = "project"
"""The subject of a report that speaks of the whole project."""


def assemble(
    kind: Kind, blocks: Mapping[str, tuple[Block, ...]], texts: Mapping[str, str], language: str
) -> tuple[Section, ...]:
    """The chapters that have something to say, numbered 1, 2, 3 … and A, B … for the appendix.

    `blocks` and `texts` (Markdown) are by chapter; the consultant's words close their chapter. Raises LookupError for
    a chapter that the kind does not have.
    """
    unknown = (set(blocks) | set(texts)) - {chapter.key for chapter in kind.chapters} - {"summary"}
    if unknown:
        raise LookupError(f"A report of the kind “{kind.key}” has no chapter “{min(unknown)}”.")
    held = [
        (chapter, found)
        for chapter in kind.chapters
        if (found := (*blocks.get(chapter.key, ()), *own_text(texts.get(chapter.key, ""))))
    ]
    main = [one for one in held if not one[0].appendix]
    appendix = [one for one in held if one[0].appendix]
    numbers = [str(count) for count, _ in enumerate(main, 1)] + [
        chr(ord("A") + count) for count, _ in enumerate(appendix)
    ]
    return tuple(
        Section(chapter.key, number, chapter.title.in_(language), found)
        for number, (chapter, found) in zip(numbers, main + appendix, strict=True)
    )


def own_text(markdown: str) -> tuple[OwnText, ...]:
    """The consultant's words as a block, or nothing when there are none."""
    return (OwnText(cleaned(markdown)),) if markdown.strip() else ()
