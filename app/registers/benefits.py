"""The register of what a rollout costs: complete, by kind, with when it falls due and how sure it is."""

from __future__ import annotations

from typing import Any

from app.models.benefit import CostLine
from app.registers.model import Derived, Register, Values, choice, day, line, number, prose
from phases.evaluation.costs import BASES, KINDS, RHYTHMS
from phases.model import Text


def _goes_together(values: Values) -> Text | None:
    first, last = values.get("first_due"), values.get("last_due")
    if first and last and last < first:
        return Text("The cost ends before it begins.", "结束日期早于首次到期日。")
    if values.get("rhythm") == "once" and last and last != first:
        return Text("A cost that falls due once has no last day.", "一次性成本不填最后到期日。")
    ends = [one for one in (values.get("low"), values.get("amount"), values.get("high")) if one is not None]
    if ends != sorted(ends):
        return Text(
            "The low end lies above the amount, or the high end below it.", "最低额高于金额，或最高额低于金额。"
        )
    return None


def _year(row: Any) -> str | None:
    return str(row.first_due.year) if row.first_due else None


COSTS = Register(
    room="benefits",
    word="costs",
    letters="K",
    model=CostLine,
    title=Text("Costs", "成本清单"),
    one=Text("a cost", "成本"),
    about=Text(
        "Everything that the rollout costs, in the account's currency: licences, services, own labour, training, "
        "integration, migration, running. A kind that really costs nothing gets a line with 0 and the reason.",
        "项目的全部成本（以账目币种计）：许可、服务、内部人力、培训、集成、数据迁移、运行维护。"
        "确实没有成本的类别，请录入 0 并写明理由。",
    ),
    fields=(
        line("what", "What", "内容", required=True),
        choice("kind", "Kind", "类别", KINDS, required=True),
        number(
            "amount", "Amount", "金额", 0, 1e13, required=True, help=Text("Each time it falls due.", "每次到期的金额。")
        ),
        choice("rhythm", "Falls due", "到期方式", RHYTHMS, required=True),
        day("first_due", "First due", "首次到期", required=True),
        day(
            "last_due",
            "Last due",
            "最后到期",
            help=Text("Empty: until the account ends, or once.", "留空表示直到测算期结束；一次性成本不填。"),
        ),
        choice("basis", "How sure", "依据", BASES),
        number("low", "At least", "最低", 0, 1e13, listed=False),
        number("high", "At most", "最高", 0, 1e13, listed=False),
        prose("source", "Source", "来源"),
    ),
    derived=(Derived("year", Text("Year", "年份"), _year),),
    check=_goes_together,
    money=True,
    sort="first_due",
)

REGISTERS: tuple[Register, ...] = (COSTS,)
