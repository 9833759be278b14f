"""Which column of a case log says which case, which activity and when: suggested, chosen by a person, saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from app.delimited.matching import place_of, suggest
from app.delimited.names import key_of
from app.delimited.reading import Table
from app.delimited.unreadable import UnreadableFile
from phases.model import listed

REQUIRED = ("case", "activity", "time")
FIELDS = (*REQUIRED, "begin", "resource", "transition", "instance")
DAY_ORDERS = ("dmy", "mdy")

# Words of headers in the order of their strength; a column is taken by the first field that claims it.
WORDS: dict[str, tuple[str, ...]] = {
    "case": (
        "case:concept:name", "case", "case id", "caseid", "case number", "case key", "trace", "order id", "order",
        "ticket", "ticket id", "opportunity id", "instance", "案例", "案例编号", "案例号", "案例id", "单号", "订单号",
        "工单号", "商机编号", "流程实例", "业务编号",
    ),
    "activity": (
        "concept:name", "activity", "activity name", "step", "task", "event", "action", "stage", "status", "operation",
        "活动", "活动名称", "步骤", "环节", "节点", "任务", "操作", "事件", "阶段",
    ),
    "begin": (
        "start", "start time", "started", "started at", "begin", "begin time", "start timestamp", "开始时间", "开始",
        "受理时间", "起始时间",
    ),
    "time": (
        "time:timestamp", "complete", "completed", "completed at", "complete time", "end time", "end", "finished",
        "timestamp", "time", "datetime", "date time", "event time", "created at", "date", "完成时间", "结束时间",
        "时间", "操作时间", "发生时间", "办理时间", "日期",
    ),
    "resource": (
        "org:resource", "resource", "user", "performer", "performed by", "operator", "agent", "who", "办理人", "经办人",
        "操作人", "处理人", "用户",
    ),
    "transition": ("lifecycle:transition", "transition", "lifecycle", "event type"),
    "instance": ("concept:instance", "activity instance", "activity instance id", "活动实例", "活动实例编号"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chosen:
    """A chosen mapping: columns by name; those that are not `REQUIRED` are empty where the log has none.

    `instance` tells several goes at one activity of a case apart. With `codes` the ids of cases are replaced by codes
    when the log is read.
    """

    case: str
    activity: str
    time: str
    begin: str = ""
    resource: str = ""
    transition: str = ""
    instance: str = ""
    day_order: str | None = None
    codes: bool = False

    def saved(self) -> dict[str, Any]:
        """The mapping as JSON values."""
        return asdict(self)

    def places(self, table: Table) -> dict[str, int]:
        """The position of every column that is chosen; UnreadableFile when one is missing or used twice."""
        found = {name: place_of(getattr(self, name), table) for name in FIELDS if getattr(self, name)}
        if len(set(found.values())) < len(found):
            raise UnreadableFile(
                "Each of case, activity, times, person, transition and activity instance needs a column of its own.",
                "案例、活动、时间、人员、状态变化和活动实例须取自不同的列。",
            )
        return found


def chosen(values: Mapping[str, Any]) -> Chosen:
    """The mapping from saved or typed values; UnreadableFile when case, activity or time is not given."""
    missing = [name for name in REQUIRED if not str(values.get(name) or "").strip()]
    if missing:
        raise UnreadableFile("Choose a column for: {fields}.", "请为以下字段选择列：{fields}。", fields=listed(missing))
    order = values.get("day_order") or None
    if order not in (None, *DAY_ORDERS):
        raise UnreadableFile("The order of day and month is dmy or mdy.", "日月顺序应为 dmy 或 mdy。")
    columns = {name: str(values.get(name) or "").strip() for name in FIELDS}
    return Chosen(**columns, day_order=order, codes=bool(values.get("codes")))


def proposed(table: Table, saved: Mapping[str, Any]) -> dict[str, str]:
    """A column for each field, empty where none is recognised: what was saved where the file has it, else by words."""
    names = {key_of(name): name for name in table.columns}
    fitting = {name: names.get(key_of(str(saved.get(name) or "")), "") for name in FIELDS}
    found = suggest(table, WORDS)
    if not all(fitting[name] for name in REQUIRED):
        return {name: found.get(name) or "" for name in FIELDS}
    if "instance" not in saved and found["instance"] not in fitting.values():  # saved before there was such a column
        fitting["instance"] = found["instance"] or ""
    return fitting
