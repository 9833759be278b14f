"""A fictional business review that passed its gate with two conditions: the sample of the phase closing report."""

from __future__ import annotations

from datetime import UTC, date, datetime
from hashlib import sha256

from app.charts import Span
from app.reports.model import Language
from app.reports.samples import company
from app.reports.sources import Answer, LogEntry, Owed, PhaseClosing, Proof, Result, SetAside, Stage, Verdict
from phases.edition import current_edition
from phases.model import ItemState, Severity, Text
from phases.order import TITLES

MOMENT = datetime(2026, 5, 11, 8, 30, tzinfo=UTC)
DECIDED = date(2026, 5, 8)

PLANS = {
    "concept": (date(2026, 1, 12), date(2026, 2, 13)),
    "review": (date(2026, 2, 24), date(2026, 4, 30)),
    "solidification": (date(2026, 5, 6), date(2026, 6, 26)),
    "deployment": (date(2026, 6, 29), date(2026, 8, 28)),
    "training": (date(2026, 8, 31), date(2026, 9, 30)),
    "golive": (date(2026, 10, 9), date(2026, 11, 13)),
}
FORECASTS = {
    "solidification": (date(2026, 5, 11), date(2026, 7, 1)),
    "deployment": (date(2026, 7, 2), date(2026, 9, 2)),
    "training": (date(2026, 9, 3), date(2026, 10, 12)),
    "golive": (date(2026, 10, 13), date(2026, 11, 18)),
}

NOTES = {
    0: Text(
        "Eleven processes in scope; spare parts pricing was left out on purpose.",
        "范围内共十一个流程，备件定价经商定不纳入。",
    ),
    4: Text("All nine departments heard, managers and staff apart.", "九个部门全部访谈，管理者与员工分开进行。"),
    7: Text("Two of eleven owners confirm on 22 May.", "十一位流程负责人中有两位将于5月22日确认。"),
    12: Text("The company has no dealer channel.", "公司没有经销商渠道。"),
}
PROOFS = (
    Text("Interview minutes, nine departments", "九个部门访谈纪要"),
    Text("As-is map of the quotation process", "报价流程现状图"),
    Text("Sample of 40 closed orders, traced", "40 份已完结订单追溯样本"),
    Text("Problem register, version 3", "症结清单第 3 版"),
    Text("Workshop photo record, 14 April", "4月14日研讨会记录"),
)

SUMMARY = Text(
    "The review shows **one cause behind most complaints**: nobody owns a customer enquiry between sales and service. "
    "We recommend that the sponsor settles this ownership *before* the to-be processes are drawn.",
    "梳理结果表明，多数投诉的背后是**同一个原因**：客户询问在销售与服务之间无人负责。"
    "我们建议项目发起人在绘制目标流程之前，先明确这一责任归属。",
)
COURSE = Text(
    "The phase took a week longer than planned. Interviews in the service department were moved twice because of the "
    "seasonal peak; we traced past orders instead, which brought three of the five gravest problems to light.",
    "本阶段比计划多用了一周。服务部门因旺季两次推迟访谈，我们利用这段时间追溯历史订单，五个最严重的症结中有三个由此发现。",
)
RAID = Text(
    "Two points deserve the sponsor's attention:\n\n"
    "- the **price list** exists in four versions, and each office trusts its own;\n"
    "- the head of the Northern office doubts the project and has influence.",
    "有两点值得项目发起人关注：\n\n"
    "- **价格表**有四个版本，各办事处只认自己的；\n- 北区办事处负责人对项目有疑虑，且影响力较大。",
)
OUTLOOK = Text(
    "Start with the quotation process: it carries four of the nine priority problems, and its owner is ready.",
    "建议从报价流程入手：九个优先症结中有四个与它有关，且流程负责人已做好准备。",
)


def fictional_review(language: Language) -> PhaseClosing:
    """The business review of the fictional engagement."""
    edition = current_edition()
    texts = {"summary": SUMMARY, "course": COURSE, "raid": RAID, "outlook": OUTLOOK}
    return PhaseClosing(
        cover=company.cover(language, number="KP-2026-02", moment=MOMENT, texts=texts),
        phase=edition.phases["review"],
        stages=_stages(),
        answers=_answers(language),
        results=_results(language),
        log=_log(language),
        blockers=(),
        set_aside=_set_aside(language),
        conditions=_conditions(language),
        verdict=_verdict(language),
        following=edition.phases["solidification"],
        terms=tuple(
            edition.glossary[id] for id in ("gate", "blocker", "waiver", "condition", "evidence", "digest", "raid")
        ),
    )


def _stages() -> tuple[Stage, ...]:
    actual = {
        "concept": Span(date(2026, 1, 12), date(2026, 2, 13)),
        "review": Span(date(2026, 2, 24), DECIDED),
    }
    decided = {"concept": date(2026, 2, 13), "review": DECIDED}
    return tuple(
        Stage(
            word,
            TITLES[word],
            "passed" if word in actual else "running" if word == "solidification" else "ahead",
            Span(*PLANS[word]),
            actual.get(word),
            Span(*FORECASTS[word]) if word in FORECASTS else None,
            decided.get(word),
        )
        for word in PLANS
    )


def _answers(language: Language) -> tuple[Answer, ...]:
    content = current_edition().phases["review"]
    answers = []
    for number, item in enumerate(content.items.values()):
        state: ItemState = "na" if number == 12 else "doing" if number == 7 else "done"
        words = NOTES[number].in_(language) if number in NOTES else ""
        proofs = (_proof(number, language),) if state == "done" and number % 4 != 3 else ()
        answers.append(Answer(item.question, content.groups[item.group].title, state, item.mandatory, words, proofs))
    return tuple(answers)


def _proof(number: int, language: Language) -> Proof:
    title = PROOFS[number % len(PROOFS)].in_(language)
    return Proof(title, "file", date(2026, 3, 2 + number), _digest(f"proof {number}"))


def _digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()


def _results(language: Language) -> tuple[Result, ...]:
    days = (date(2026, 4, 24), date(2026, 4, 28), date(2026, 5, 6), date(2026, 5, 7))
    return tuple(
        Result(
            title=kind.title,
            mandatory=kind.mandatory,
            state="accepted",
            version=2 if number % 2 else 3,
            author=company.LEAD.in_(language),
            accepted_by=(company.SPONSOR if number == 3 else company.CLIENT_PM).in_(language),
            decided=days[number % len(days)],
            digest=_digest(kind.id),
        )
        for number, kind in enumerate(current_edition().phases["review"].deliverables.values())
    )


def _log(language: Language) -> tuple[LogEntry, ...]:
    rows: tuple[tuple[str, Severity, Text, date | None, bool, Text, Text], ...] = (
        ("issue", "high", company.SALES_HEAD, date(2026, 5, 29), True,
         Text("Four versions of the price list are in use", "价格表有四个版本同时在用"),
         Text("one owner named, the others withdrawn by the end of May", "指定一名负责人，五月底前停用其余版本")),
        ("risk", "high", company.SPONSOR, date(2026, 5, 22), True,
         Text("The Northern office may not take part in the to-be workshops", "北区办事处可能不参加目标流程研讨"),
         Text("the sponsor speaks with its head in person", "由项目发起人与其负责人面谈")),
        ("assumption", "medium", company.CLIENT_PM, date(2026, 6, 15), True,
         Text("The accounting system delivers customer numbers by interface", "财务系统可通过接口提供客户编号"),
         Text("to be proven with a test file", "用测试文件验证")),
        ("risk", "low", company.CLIENT_PM, None, True,
         Text("Summer holidays thin out the key users", "暑期休假导致关键用户人手不足"), Text("", "")),
        ("decision", "medium", company.SPONSOR, date(2026, 4, 14), False,
         Text("Spare parts pricing stays out of scope", "备件定价不纳入范围"), Text("", "")),
        ("issue", "critical", company.CLIENT_PM, date(2026, 4, 2), False,
         Text("No access to complaint records", "无法查阅投诉记录"), Text("", "")),
    )  # fmt: skip
    return tuple(
        LogEntry(kind, title.in_(language), severity, owner.in_(language), due, still_open, response.in_(language))
        for kind, severity, owner, due, still_open, title, response in rows
    )


def _set_aside(language: Language) -> tuple[SetAside, ...]:
    sentence = Text(
        "Two of eleven process owners have not confirmed their as-is process.",
        "十一位流程负责人中有两位尚未确认现状流程。",
    )
    reason = Text("both are abroad until 20 May; their deputies agreed", "两人出差至5月20日，其副手已同意")
    return (SetAside(sentence, reason.in_(language), company.SPONSOR.in_(language), date(2026, 5, 29)),)


def _conditions(language: Language) -> tuple[Owed, ...]:
    confirm = Text("The two missing confirmations of the as-is processes are handed in", "补齐两份现状流程确认书")
    owner = Text("One owner of the price list is named for all offices", "为各办事处统一指定一名价格表负责人")
    return (
        Owed(confirm.in_(language), company.CLIENT_PM.in_(language), date(2026, 5, 22)),
        Owed(owner.in_(language), company.SALES_HEAD.in_(language), date(2026, 5, 29)),
    )


def _verdict(language: Language) -> Verdict:
    wording = Text(
        "We have seen the as-is process book, the problem analysis and the recommendations. The phase is passed under "
        "the two conditions named above; the next phase may begin.",
        "我们已审阅现状流程手册、症结分析报告和改进建议书。在满足上述两项附带条件的前提下，本阶段通过，可以进入下一阶段。",
    )
    return Verdict(
        outcome="conditions",
        text=wording.in_(language),
        proposed=company.signed(company.LEAD, "lead", datetime(2026, 5, 7, 9, 12, 40, tzinfo=UTC), language),
        decided=company.signed(company.SPONSOR, "sponsor", datetime(2026, 5, 8, 2, 47, 3, tzinfo=UTC), language),
        digest=_digest("the decision"),
    )
