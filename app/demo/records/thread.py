"""How the demonstration's later records hang on the golden thread: what was taught, used and reached."""

from __future__ import annotations

from app.demo.engagements import Engagement
from app.demo.records.deployment_words import CONFIGURED, SETS
from app.demo.records.trades import TRADES, trade_of
from app.models import Project
from app.registers.thread import beads_of
from app.thread.actions import join_records

TAUGHT = {
    "客户与联系人": ("客户档案", "联系人", "客户细分", "拜访记录", "日程任务"),
    "商机与报价": ("线索管理", "商机跟进", "报价管理", "合同管理", "订单查询", "营销活动"),
    "服务请求": ("服务工单", "投诉处理", "知识库", "满意度回访", "流失预警"),
    "用数据管理团队": ("管理看板", "销售预测"),
}
"""Which functions a module teaches."""
NEEDED = ((0, 0, 0), (0, 2, 1), (1, 0, 2))
"""Which data set (by place) the setting for a to-be step (process and step by place) needs."""
REACHED = {
    "商机跟进": "商机按期推进率",
    "投诉处理": "客户投诉首次响应时间",
    "流失预警": "合同续约率",
    "客户档案": "客户主数据完整率",
    "商机与报价": "商机按期推进率",
    "服务请求": "客户投诉首次响应时间",
    "Deals and offers": "Quotes answered within one day",
    "Service requests": "Time from complaint to first answer",
    "Leading with figures": "Forecast error of the quarter",
}
"""Which success criterion a function or a module serves; one criterion is left loose on purpose."""


def join_thread(project: Project, told: Engagement, by: int) -> None:
    """Join modules with functions, and both with the success criteria that they serve."""
    beads = {(bead.kind, bead.title.partition(" ")[2] or bead.title): bead for bead in beads_of(project)}
    named = {(bead.kind, bead.title): bead for bead in beads.values()} | beads
    for module, functions in TAUGHT.items():
        for function in functions:
            if ("training/modules", module) in named and ("function", function) in named:
                one, other = named["training/modules", module], named["function", function]
                join_records(project=project, one=one, other=other, by=by)
    for setting, data_set in _needed(told):
        if ("deployment/configuration", setting) in named and ("deployment/data-sets", data_set) in named:
            one, other = named["deployment/configuration", setting], named["deployment/data-sets", data_set]
            join_records(project=project, one=one, other=other, by=by)
    for name, criterion in REACHED.items():
        for kind in ("training/modules", "function"):
            if (kind, name) in named and ("criterion", criterion) in named:
                join_records(project=project, one=named[kind, name], other=named["criterion", criterion], by=by)


def _needed(told: Engagement) -> list[tuple[str, str]]:
    """Settings and the data sets that they need, by their titles; an engagement before the review has none."""
    if told.word not in TRADES:
        return []
    language, processes = told.language, trade_of(told.word).processes
    return [
        (CONFIGURED[language].format(step=processes[process].becomes[step].name), SETS[language][data_set])
        for process, step, data_set in NEEDED
    ]
