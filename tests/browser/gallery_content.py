"""Made-up content of the gallery, in both languages: a sentence and its Chinese stand on one line."""

# ruff: noqa: E501

from types import SimpleNamespace as Row
from typing import Any

PHASES = [
    ("Concept introduction", "理念导入", "passed", "18/18"),
    ("Business review", "业务梳理", "passed", "21/21"),
    ("Process solidification", "流程固化", "running", "14/22"),
    ("Deployment", "系统部署", "ahead", "2/24"),
    ("Training", "应用培训", "ahead", "0/17"),
    ("Go-live", "系统上线", "ahead", "0/25"),
]
TABS = [
    ("Overview", "总览"), ("Checklist", "检查表"), ("Deliverables", "交付物"), ("Gates", "关口"), ("RAID log", "RAID 台账"),
    ("Team", "团队"), ("Evaluation", "评价"), ("Reports", "报告"),
]  # fmt: skip
QUESTIONS = [
    (
        "Has every to-be process been approved by its owner in its present version?",
        "每一个目标流程的现行版本是否都已由流程负责人批准？",
    ),
    (
        "Is each priority problem answered by a to-be step, or rejected with a reason?",
        "每一个重点症结是否都有目标流程步骤予以解决，或已说明不解决的理由？",
    ),
    ("Does every hand-off name the receiving role?", "每一次交接是否都明确了接收的岗位？"),
    (
        "Have the control points of the as-is process been kept, or dropped with a reason?",
        "现状流程中的关键控制点是否全部保留，若取消是否说明理由？",
    ),
    (
        "Is the fit of every step decided: standard, configure, customise or change the process?",
        "每个步骤的适配方式是否已确定：标准、配置、定制或调整流程？",
    ),
]
STATES = ["done", "doing", "open", "na", "done"]
CLIENTS = [
    ("Harbour & Pine Furniture", "松港家居", "CRM for the dealer network", "经销商网络 CRM"),
    ("Qingzhou Pumps", "青舟泵业", "Sales and service platform", "销售与服务一体化平台"),
    ("Northlight Dental Supply", "北辰齿科器材", "Customer platform 2026", "客户平台 2026"),
    ("Lanyue Textiles", "岚月纺织", "Key accounts programme", "重点客户管理项目"),
    ("Tern Logistics", "燕鸥物流", "Service desk renewal", "客户服务台升级"),
]
WORDS = {
    "overview": ("Overview", "总览"), "checklist": ("Process solidification: checklist", "流程固化：检查表"),
    "team": ("Control points", "关键控制点"), "design": ("To-be processes", "目标流程"), "portfolio": ("Portfolio", "项目总览"),
    "lead": ("Nine engagements run; two gates are ready to be decided.", "共有九个项目在执行，其中两个关口可以提请决定。"),
    "blocks": ("What keeps the gate shut", "关口为何尚未开放"), "next": ("What is next", "下一步"), "who": ("Who must act", "谁需要行动"),
    "changed": ("What changed this week", "本周变化"), "project": ("Engagement", "项目"), "phase": ("Phase", "阶段"),
    "blockers": ("Blockers", "阻碍"), "go_live": ("Go-live", "上线"), "slip": ("Against plan", "与计划相比"), "lead_name": ("Lead", "主责顾问"),
    "days": ("days", "天"), "new": ("New engagement", "新建项目"), "answered": ("answered", "已回答"),
    "evidence": ("A dated approval of each process owner, by name.", "各流程负责人署名并注明日期的批准记录。"),
    "why": ("A process that its owner has not approved will be worked around after go-live.", "未经负责人批准的流程，上线后往往会被绕开。"),
    "note": ("Approved for sales and service; marketing follows on Thursday.", "销售与服务流程已批准，市场流程周四批准。"),
    "owner": ("Lead consultant", "主责顾问"), "due": ("12 Jun 2026", "2026年6月12日"),
    "blocker1": ("The to-be process “Handling a complaint” is not approved in its present version.", "目标流程“投诉处理”的现行版本尚未批准。"),
    "blocker2": ("Two of eleven priority problems have no to-be step and no reason for leaving them.", "十一个重点症结中有两个既无对应的目标步骤，也未说明不解决的理由。"),
    "blocker3": ("The control point “credit check before delivery” was lost without a reason.", "关键控制点“发货前信用审核”被取消且未说明理由。"),
    "waived": ("Waived by Shen Yiming until 30 Jun 2026: the supplier confirms in writing.", "由沈一鸣豁免至2026年6月30日：供应商将书面确认。"),
    "resolve": ("Resolve in the checklist", "前往检查表处理"), "gate": ("Decide the gate", "提请关口决定"),
    "definition": ("A decision point at a phase's end: go, go with conditions, or no-go. The consultant proposes, the sponsor signs.", "阶段结束时的决定：通过、附条件通过或不通过。由主责顾问提请，项目发起人签署。"),
    "gate_word": ("Gate", "关口"), "readiness": ("Gate readiness", "关口就绪度"), "open": ("Open items", "未完成检查项"), "late": ("overdue", "已逾期"),
    "empty": ("No evaluation round yet", "尚无评价轮次"), "empty2": ("The first round is planned after go-live. You can set its period now.", "首轮评价在系统上线后进行，现在即可设定评价区间。"),
    "add": ("Plan a round", "安排评价轮次"), "sign_in": ("Sign in", "登录"), "conflict": ("Two people wrote here", "两人同时修改"),
    "save": ("Save", "保存"), "delete": ("Remove this risk?", "移除该风险？"), "deleted": ("It stays in the history, and reports no longer list it.", "历史记录将保留，报告不再列出。"),
    "plan": ("Planned", "计划"), "forecast": ("Forecast", "预测"),
}  # fmt: skip


def content(language: str) -> dict[str, Any]:
    """Everything the gallery's pages say in one language."""
    zh = language == "zh"
    w = {key: pair[zh] for key, pair in WORDS.items()}
    phases = [
        Row(number=n, title=row[zh], state=row[2], count=row[3], url="#", current=n == 3)
        for n, row in enumerate(PHASES, 1)
    ]
    return {
        "w": Row(**w),
        "viewer": Row(
            name="林巧云" if zh else "Lin Qiaoyun",
            role="主责顾问" if zh else "Lead consultant",
            initials="林" if zh else "LQ",
        ),
        "nav": _navigation(zh),
        "shell": Row(home="/overview", account="#", language="#", theme="#", sign_out="#"),
        "head": _head(zh, phases, w),
        "groups": _groups(zh, w),
        "projects": _projects(zh),
        "phases": phases,
        "blocker_list": _blockers(w),
        "events": _events(zh),
        "page_of": Row(first=1, last=5, total=63, previous_url="", next_url="#"),
        "theirs": Row(
            who="Marta Feld", when=w["due"], values=[(w["gate_word"], w["note"])], fields=[("note", w["note"])]
        ),
        "mine": Row(who="", when="", values=[(w["gate_word"], w["waived"])], fields=[("note", w["waived"])]),
        "conflict": Row(
            differences=[Row(label=w["gate_word"], theirs=w["note"], mine=w["waived"])], version=4, field="note"
        ),
        "status": 404,
        "sentence": "这里没有您可以查看的内容。" if zh else "There is nothing here that you can see.",
    }


def _navigation(zh: bool) -> list[tuple[str, str, str, bool, str]]:
    return [
        ("#", "我的待办" if zh else "My work", "inbox", False, "3"),
        ("#", "项目总览" if zh else "Portfolio", "portfolio", True, ""),
        ("#", "客户" if zh else "Clients", "building", False, ""),
        ("#", "方法论" if zh else "Method", "book", False, ""),
        ("#", "人员" if zh else "People", "people", False, ""),
    ]


def _head(zh: bool, phases: list[Row], w: dict[str, str]) -> Row:
    return Row(
        name=CLIENTS[1][3] if zh else CLIENTS[1][2],
        url="#",
        client=CLIENTS[1][zh],
        client_url="#",
        facts=[
            (w["go_live"], "2026年9月28日" if zh else "28 Sep 2026"),
            (w["forecast"], "2026年10月9日" if zh else "9 Oct 2026"),
        ],
        phases=phases,
        tabs=[(tab[zh], "#", n == 1, "3" if n == 3 else "") for n, tab in enumerate(TABS)],
    )


def _groups(zh: bool, w: dict[str, str]) -> list[Row]:
    return [
        Row(id=word, title=w[word], done=4, total=10, rows=[_item(zh, w, word, n) for n in range(10)])
        for word in ("design", "team")
    ]


def _item(zh: bool, w: dict[str, str], group: str, n: int) -> Row:
    theirs = Row(state="done", state_title="已完成" if zh else "Done", note=w["note"], who="Marta Feld", when="10:24")
    return Row(
        id=f"solidification.{group}-{n}", action=f"/answer/solidification.{group}-{n}", url="#", evidence_url="#", version=3, editable=True,
        question=QUESTIONS[n % 5][zh], why=w["why"], asked=w["evidence"], owner=w["owner"], mandatory=n % 2 == 0,
        state=STATES[n % 5], note=w["note"] if n in (1, 5) else "", evidence=n % 3, evidence_required=n % 2 == 0,
        due=w["due"] if n % 3 else "", late=n == 2, changed="", conflict=theirs if (group, n) == ("team", 6) else None,
        error=("请说明不适用的理由。" if zh else "Say why this does not apply.") if (group, n) == ("team", 3) else "",
    )  # fmt: skip


def _projects(zh: bool) -> list[Row]:
    rows = []
    for n, client in enumerate(CLIENTS):
        states = ["passed"] * n + ["running"] + ["ahead"] * (5 - n)
        phases = [Row(number=i, title=p[zh], state=s) for i, (p, s) in enumerate(zip(PHASES, states, strict=True), 1)]
        rows.append(
            Row(name=client[2 + zh], client=client[zh], phases=phases, blockers=n * 2, slip=n * 4 - 3, severity=["low", "medium", "high", "critical", "low"][n],
                go_live=f"2026年{n + 6}月12日" if zh else f"12 {['Jun', 'Jul', 'Aug', 'Sep', 'Oct'][n]} 2026", lead="林巧云" if zh else "Lin Qiaoyun")
        )  # fmt: skip
    return rows


def _blockers(w: dict[str, str]) -> list[Row]:
    return [
        Row(sentence=w["blocker1"], url="#", waived=""),
        Row(sentence=w["blocker2"], url="#", waived=""),
        Row(sentence=w["blocker3"], url="#", waived=w["waived"]),
    ]


def _events(zh: bool) -> list[Row]:
    said = [
        ("提交交付物“目标流程手册”供审核", "sent “To-be process book” for review"),
        ("回答了“每一次交接是否都明确了接收的岗位？”", "answered “Does every hand-off name the receiving role?”"),
        ("签署关口：业务梳理，通过", "signed the gate of business review: go"),
    ]
    who = [("林巧云", "Lin Qiaoyun"), ("周子衡", "Marta Feld"), ("沈一鸣", "Shen Yiming")]
    return [
        Row(
            who=w[0 if zh else 1],
            sentence=s[0 if zh else 1],
            url="#",
            icon=i,
            iso="2026-05-28T09:30",
            when="5月28日" if zh else "28 May",
        )
        for w, s, i in zip(who, said, ("file", "check", "gate"), strict=True)
    ]
