"""Which column says who, which function and when: suggested from the header, chosen by a person, saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from app.delimited.matching import place_of
from app.delimited.reading import Table
from app.delimited.unreadable import UnreadableFile
from phases.model import listed

DayOrder = Literal["dmy", "mdy"]
DAY_ORDERS: tuple[DayOrder, ...] = ("dmy", "mdy")

# Words of headers in the order of their strength; a column is taken by the first field that claims it.
EVENT_WORDS: dict[str, tuple[str, ...]] = {
    "time": (
        "time", "timestamp", "event time", "datetime", "date time", "created at", "created on", "occurred at",
        "logged at", "login time", "when", "date", "时间", "操作时间", "发生时间", "访问时间", "登录时间", "创建时间",
        "日期时间", "日期", "zeitpunkt", "zeit", "datum",
    ),
    "user": (
        "user", "username", "user name", "user id", "userid", "login", "login name", "account", "email", "e-mail",
        "employee", "employee id", "operator", "actor", "performed by", "created by", "changed by", "owner", "who",
        "用户", "用户名", "用户账号", "用户名称", "账号", "帐号", "账户", "登录名", "工号", "员工", "员工编号",
        "操作人", "操作员", "操作者", "邮箱", "姓名", "benutzer", "benutzername", "anwender", "nutzer",
    ),
    "function": (
        "function", "feature", "module", "action", "activity", "operation", "event", "event type", "entity", "object",
        "page", "screen", "menu", "功能", "功能名称", "功能模块", "模块", "模块名称", "操作", "操作类型", "动作",
        "菜单", "页面", "对象", "事件", "funktion", "modul",
    ),
}  # fmt: skip
USER_WORDS: dict[str, tuple[str, ...]] = {
    "user": EVENT_WORDS["user"],
    "role": ("role", "position", "job title", "title", "profile", "角色", "岗位", "职位", "职务",
             "rolle", "funktion"),
    "department": ("department", "dept", "team", "unit", "division", "部门", "所属部门", "团队", "组织", "科室",
                   "abteilung", "bereich"),
    "region": ("region", "area", "territory", "branch", "区域", "大区", "地区", "分公司", "gebiet"),
    "licence": ("licence", "license", "licence type", "license type", "licenses", "licences", "licensed", "许可证",
                "许可", "许可类型", "授权", "授权类型", "是否授权"),
    "start": ("start", "start date", "from", "valid from", "licence start", "license start", "hired", "启用日期",
              "启用日", "开始日期", "开始", "生效日期", "入职日期", "开通日期", "von", "beginn", "gültig von"),
    "end": ("end", "end date", "to", "until", "valid to", "licence end", "license end", "left", "停用日期", "停用日",
            "结束日期", "结束", "失效日期", "离职日期", "关闭日期", "bis", "ende", "gültig bis"),
}  # fmt: skip
FUNCTION_WORDS: dict[str, tuple[str, ...]] = {
    "function": EVENT_WORDS["function"],
    "area": ("area", "domain", "group", "category", "module", "领域", "业务领域", "业务域", "分类", "类别", "模块",
             "bereich"),
    "advanced": ("advanced", "advanced function", "高级", "高级功能", "是否高级", "是否高级功能"),
    "roles": ("roles", "role", "intended roles", "users", "角色", "目标角色", "适用角色", "使用角色", "岗位"),
}  # fmt: skip
EVENT_FIELDS = ("user", "function", "time")


@dataclass(frozen=True, slots=True)
class Mapped:
    """A chosen mapping: the columns by name, and what the person says about the file instead of leaving it to guess."""

    user: str
    function: str
    time: str
    day_order: DayOrder | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header: bool | None = None

    def saved(self) -> dict[str, Any]:
        """The mapping as JSON values for next time; how a file is written is found out anew each time."""
        return {"user": self.user, "function": self.function, "time": self.time, "day_order": self.day_order}

    def places(self, table: Table) -> tuple[int, int, int]:
        """The positions of user, function and time; UnreadableFile when a column is missing or used twice."""
        found = tuple(place_of(getattr(self, field), table) for field in EVENT_FIELDS)
        if len(set(found)) < len(found):
            raise UnreadableFile(
                "User, function and time must come from three different columns.",
                "用户、功能和时间须取自三个不同的列。",
            )
        return found[0], found[1], found[2]


def mapped(values: Mapping[str, Any]) -> Mapped:
    """The mapping from saved or typed values; UnreadableFile when one of user, function, time is not given."""
    missing = [field for field in EVENT_FIELDS if not str(values.get(field) or "").strip()]
    if missing:
        raise UnreadableFile("Choose a column for: {fields}.", "请为以下字段选择列：{fields}。", fields=listed(missing))
    order = values.get("day_order") or None
    if order not in (None, *DAY_ORDERS):
        raise UnreadableFile("The order of day and month is dmy or mdy.", "日月顺序应为 dmy 或 mdy。")
    return Mapped(
        user=str(values["user"]).strip(),
        function=str(values["function"]).strip(),
        time=str(values["time"]).strip(),
        day_order=order,
        encoding=values.get("encoding") or None,
        delimiter=values.get("delimiter") or None,
        header=values.get("header"),
    )
