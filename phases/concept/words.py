"""The words of the phase's records: sides, roles and levels of the team, kinds of meetings, ratings."""

from __future__ import annotations

from collections.abc import Mapping

from phases.model import Text

SIDES: Mapping[str, Text] = {"client": Text("Client", "客户企业"), "firm": Text("Firm", "咨询公司")}

TEAM_ROLES: Mapping[str, Text] = {
    "sponsor": Text("Sponsor", "项目发起人"),
    "lead": Text("Lead consultant", "主责顾问"),
    "client-pm": Text("Client project manager", "客户项目经理"),
    "key-user": Text("Key user", "关键用户"),
    "it": Text("IT contact", "IT 联系人"),
    "consultant": Text("Consultant", "顾问"),
    "process-owner": Text("Process owner", "流程负责人"),
    "executive": Text("Executive", "高管"),
    "member": Text("Member", "成员"),
}

REQUIRED_ROLES = ("sponsor", "lead", "client-pm", "key-user", "it")
"""Roles that somebody has to fill before the gate opens."""

LEVELS: Mapping[str, Text] = {
    "staff": Text("Staff", "员工"),
    "manager": Text("Manager", "管理者"),
    "executive": Text("Executive", "高管"),
}

MEETINGS: Mapping[str, Text] = {
    "kick-off": Text("Kick-off", "启动会"),
    "mobilisation": Text("Mobilisation", "动员会"),
    "steering": Text("Steering", "指导委员会会议"),
    "other": Text("Other", "其他"),
}

RATINGS: Mapping[str, Text] = {
    "0": Text("0 not at all", "0 完全没有"),
    "1": Text("1 hardly", "1 很少"),
    "2": Text("2 partly", "2 部分做到"),
    "3": Text("3 mostly", "3 大多做到"),
    "4": Text("4 fully", "4 完全做到"),
    "unknown": Text("Don't know", "不清楚"),
}

BANDS: Mapping[str, Text] = {"low": Text("low", "低"), "medium": Text("medium", "中"), "high": Text("high", "高")}
"""How a normalised gain is called."""
