"""The registers of the phase: environments, configuration, information standard, data sets, loads, integrations,
transfer of knowledge.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import g
from sqlalchemy import select

from app.database import db
from app.models.deployment import (
    ConfigurationItem,
    DataSet,
    DictionaryField,
    Environment,
    Integration,
    LoadRun,
    Transfer,
)
from app.models.solidification import TargetStep
from app.registers.model import Derived, Register, choice, day, line, number, person, prose, row, rows, whole, yes
from app.words import _
from phases.model import Text
from phases.quality import TYPES

PURPOSES = {
    "build": Text("Configuration", "配置"),
    "test": Text("Test", "测试"),
    "training": Text("Training", "培训"),
    "live": Text("Live", "正式"),
}
RESULTS = {"passed": Text("Passed", "通过"), "failed": Text("Failed", "未通过")}
KINDS = {
    "erp": Text("ERP", "ERP"),
    "channel": Text("Customer channel", "客户接触渠道"),
    "finance": Text("Finance", "财务系统"),
    "directory": Text("Sign-in and directory", "登录与组织目录"),
    "other": Text("Other", "其他"),
}
DIRECTIONS = {
    "in": Text("Into the CRM", "流入 CRM"),
    "out": Text("Out of the CRM", "流出 CRM"),
    "both": Text("Both ways", "双向"),
}
WAYS = {
    "in": ("inbound", "incoming", "import", "流入", "接收", "入"),
    "out": ("outbound", "outgoing", "export", "流出", "发送", "出"),
    "both": ("bidirectional", "two way", "two ways", "in and out", "in/out"),
}
"""Other words for the directions."""


def is_control_point(row: Any) -> str:
    """Whether a step that the item serves is a control point."""
    return _("Yes") if any(step in _control_points(row.project_id) for step in row.steps) else _("No")


def _control_points(project_id: int) -> frozenset[int]:
    # Once a request: the list of configuration items asks it of every row.
    kept: dict[int, frozenset[int]] = g.setdefault("control_points", {})
    if project_id not in kept:
        step: Any = TargetStep
        found = db.session.scalars(select(step.id).where(step.project_id == project_id, step.control_point))
        kept[project_id] = frozenset(found)
    return kept[project_id]


def explained(row: Any) -> int | None:
    """Rejected records that have a reason."""
    return None if row.rejected is None else (row.rejected if row.reasons.strip() else 0)


def reconciliation(row: Any) -> float | None:
    """Source records that are neither loaded nor rejected with a reason: 0 when the load adds up."""
    if row.source is None or row.loaded is None:
        return None
    missing: int = row.source - row.loaded - (explained(row) or 0)
    return missing


def check_load(values: Mapping[str, Any]) -> Text | None:
    """More records cannot come out of a load than went into it."""
    source, loaded, rejected = values.get("source"), values.get("loaded") or 0, values.get("rejected") or 0
    if source is not None and loaded + rejected > source:
        return Text(
            "Loaded and rejected records are more than the source has. Count again.",
            "装载数与拒收数之和超过了源记录数，请重新核对。",
        )
    return None


def check_data_set(values: Mapping[str, Any]) -> Text | None:
    """An allowed age needs the column that says when, and the other way round."""
    if bool(values.get("date_column")) != bool(values.get("age_days")):
        return Text("Give the date column and the allowed age together.", "日期列和允许天数须同时填写。")
    return None


ENVIRONMENTS = Register(
    room="deployment",
    word="environments",
    letters="EN",
    model=Environment,
    title=Text("Environments", "系统环境"),
    one=Text("an environment", "系统环境"),
    about=Text(
        "Where the system runs for trying, training and real work, and how a change gets to the live one.",
        "系统用于测试、培训和正式使用的各套环境，以及变更迁移到正式环境的唯一途径。",
    ),
    fields=(
        line("name", "Environment", "环境", required=True),
        choice("purpose", "Purpose", "用途", PURPOSES, required=True),
        line("address", "Address", "地址"),
        day("ready_on", "Ready on", "就绪日期"),
        person("owner", "Owner", "责任人"),
        prose("changes", "How changes get here", "变更迁入方式"),
    ),
)

CONFIGURATION = Register(
    room="deployment",
    word="configuration",
    letters="CF",
    model=ConfigurationItem,
    title=Text("Configuration items", "配置项"),
    one=Text("a configuration item", "配置项"),
    about=Text(
        "What is set up for the steps of the to-be processes, and how its test came out. An item that serves a control "
        "point has to pass its test before the gate opens.",
        "为目标流程步骤所做的配置及其测试结果。支撑关键控制点的配置项必须测试通过，关口方可开启。",
    ),
    fields=(
        line("name", "Configuration item", "配置项", required=True),
        rows("steps", "To-be steps it serves", "支撑的目标步骤", "solidification/steps"),
        row("environment", "Environment", "环境", "deployment/environments", listed=False),
        yes("done", "Configured", "已配置"),
        choice(
            "result",
            "Test result",
            "测试结果",
            RESULTS,
            help=Text("Empty while it has not been tested.", "未测试时留空。"),
        ),
        day("tested_on", "Tested on", "测试日期"),
        person("tester", "Tested by", "测试人"),
        prose("setting", "Setting", "具体设置"),
        prose("test_case", "How it was tested", "测试用例"),
    ),
    derived=(Derived("control_point", Text("Control point", "关键控制点"), is_control_point),),
)

DICTIONARY = Register(
    room="deployment",
    word="dictionary",
    letters="DD",
    model=DictionaryField,
    title=Text("Information standard", "信息标准"),
    one=Text("a field", "字段"),
    about=Text(
        "The data dictionary: what each field means, what it may hold and who owns it. Data sets are judged by it.",
        "数据字典：每个字段的含义、取值要求和责任部门。数据集的质量按此判定。",
    ),
    fields=(
        line(
            "field",
            "Field",
            "字段",
            required=True,
            length=200,
            help=Text("As the column is headed in the files.", "与文件中的列名一致。"),
        ),
        line(
            "object",
            "Object",
            "数据对象",
            required=True,
            carried=True,
            length=120,
            help=Text("Customer, contact, product …", "客户、联系人、产品等"),
        ),
        choice("type", "Type", "类型", TYPES),
        yes("mandatory", "Mandatory", "必填"),
        prose(
            "codes",
            "Code list",
            "编码表",
            help=Text("One allowed value a line; empty when any value is allowed.", "每行一个允许值；不限取值时留空。"),
        ),
        line(
            "pattern",
            "Pattern",
            "格式",
            length=200,
            listed=False,
            help=Text(
                "A regular expression for the whole value, e.g. C[0-9]{6}. For dates and numbers also how the file "
                "writes them: DD.MM.YYYY, 1.234,56",
                "匹配整个值的正则表达式，如 C[0-9]{6}；日期和数字也可填写文件中的写法，如 DD.MM.YYYY、1.234,56",
            ),
        ),
        line(
            "refers_to",
            "Refers to",
            "引用",
            length=200,
            help=Text("Another data set and its column, e.g. Users.id", "另一数据集及其列，如 Users.id"),
        ),
        line("owner", "Owner", "责任部门", length=120),
        prose("meaning", "Meaning", "含义"),
    ),
)

DATA_SETS = Register(
    room="deployment",
    word="data-sets",
    letters="DS",
    model=DataSet,
    title=Text("Data sets", "数据集"),
    one=Text("a data set", "数据集"),
    about=Text(
        "The records to be brought in: customers, contacts, products, organisation, price lists, opportunities. A "
        "mandatory one is profiled, good enough and reconciled before the gate opens.",
        "需要迁入的数据：客户、联系人、产品、组织、价目表、商机等。必备数据集须经剖析、质量达标并完成装载核对，关口方可开启。",
    ),
    fields=(
        line("name", "Data set", "数据集", required=True),
        line(
            "object",
            "Object of the information standard",
            "对应的数据对象",
            length=120,
            help=Text("Its fields are the rules of this data set.", "该对象的字段即本数据集的规则。"),
        ),
        line("source", "Source", "来源", length=200),
        person("owner", "Owner", "责任人"),
        yes("mandatory", "Mandatory", "必备"),
        line(
            "exact_key",
            "Key of a record",
            "记录的键",
            listed=False,
            help=Text("Columns that tell records apart, separated by commas.", "用于区分记录的列，以逗号分隔。"),
        ),
        line(
            "fuzzy_key",
            "Columns to compare for probable duplicates",
            "疑似重复的比对列",
            listed=False,
            help=Text("For example: name, phone", "如：名称, 电话"),
        ),
        line(
            "empty_words",
            "Words that count as empty",
            "视为空值的文字",
            listed=False,
            help=Text("For example: N/A, 无, -", "如：N/A, 无, -"),
        ),
        line(
            "date_column",
            "Date column",
            "日期列",
            length=120,
            listed=False,
            help=Text("The column that says when a record was last updated.", "记录最后更新日期所在的列。"),
        ),
        whole(
            "age_days",
            "Allowed age in days",
            "允许天数",
            1,
            36500,
            listed=False,
            unit="days",
            also=("Allowed age", "Maximum age"),
        ),
        number(
            "threshold",
            "Threshold in %",
            "阈值（%）",
            0,
            100,
            listed=False,
            help=Text("Empty: the method’s threshold.", "留空则采用方法规定的阈值。"),
        ),
        rows("configuration", "Configuration items that need it", "依赖它的配置项", "deployment/configuration"),
        prose("cleaning", "How it is cleaned", "清洗办法"),
    ),
    check=check_data_set,
    page=(Text("Data quality", "数据质量"), "deployment/data-sets"),
    goes_on=True,
)

LOADS = Register(
    room="deployment",
    word="loads",
    letters="LD",
    model=LoadRun,
    title=Text("Load runs", "装载记录"),
    one=Text("a load run", "装载记录"),
    about=Text(
        "Each load of a data set. It is reconciled when loaded records and those rejected with a reason add up to the "
        "source; the newest load of a data set counts.",
        "每次数据装载。装载数加上注明原因的拒收数等于源记录数，即为核对一致；以该数据集最近一次装载为准。",
    ),
    fields=(
        line("name", "Load run", "装载批次", required=True),
        row("data_set", "Data set", "数据集", "deployment/data-sets", required=True),
        day("loaded_on", "Date", "日期", required=True),
        whole("source", "Records in the source", "源记录数", 0),
        whole("loaded", "Loaded", "装载数", 0),
        whole("rejected", "Rejected", "拒收数", 0),
        prose("reasons", "Reasons of rejection", "拒收原因"),
    ),
    derived=(Derived("missing", Text("Unaccounted for", "未对上的记录"), reconciliation),),
    check=check_load,
    sort="-loaded_on",
)

INTEGRATIONS = Register(
    room="deployment",
    word="integrations",
    letters="IN",
    model=Integration,
    title=Text("Integrations", "系统集成"),
    one=Text("an integration", "集成"),
    about=Text(
        "Connections to the ERP, which closes the loop, and to the channels; with the last day on which each worked.",
        "与 ERP（形成业务闭环）和各接触渠道的连接，以及最近一次成功同步的日期。",
    ),
    fields=(
        line("name", "Integration", "集成", required=True),
        choice("kind", "Kind", "类别", KINDS),
        choice("direction", "Direction", "方向", DIRECTIONS, words=WAYS),
        yes("in_scope", "In scope", "在范围内", presumed=True),
        day("last_sync", "Last good sync", "最近成功同步"),
        person("owner", "Owner", "责任人"),
        prose("content", "What is exchanged", "交换内容"),
    ),
)

TRANSFERS = Register(
    room="deployment",
    word="transfers",
    letters="KT",
    model=Transfer,
    title=Text("Knowledge transfer", "知识转移"),
    one=Text("a topic", "转移主题"),
    about=Text(
        "What the client must be able to do without the consultants: shown once, then done alone.",
        "客户必须能够脱离顾问独立完成的事项：先示范一次，再由客户独立完成。",
    ),
    fields=(
        line("topic", "Topic", "主题", required=True),
        person("shown_by", "From", "讲授人"),
        line("shown_to", "To", "接收人", length=200),
        day("shown_on", "Shown on", "示范日期"),
        day("alone_on", "Done alone on", "独立完成日期"),
        prose("note", "Note", "备注"),
    ),
)

REGISTERS: tuple[Register, ...] = (
    ENVIRONMENTS,
    CONFIGURATION,
    DICTIONARY,
    DATA_SETS,
    LOADS,
    INTEGRATIONS,
    TRANSFERS,
)
