"""The account as a table: a row for each month, a column for each criterion and each kind of cost."""

from __future__ import annotations

from app.language import say
from app.tables import Cell
from app.words import _
from phases.evaluation import costs, investment
from phases.evaluation.benefit import Account, settle, worth_by_month


def month_table(account: Account) -> tuple[list[str], list[list[Cell]]]:
    """Column names and rows; measured and carried benefit of each criterion apart, in the account's currency."""
    result = settle(account)
    worths = [worth_by_month(one, account.start, account.months) for one in account.streams]
    spent = {
        kind: costs.by_month([one for one in account.lines if one.kind == kind], account.start, account.months)
        for kind in result.kinds
    }
    flows = [one.net for one in result.months]
    gathered = investment.cumulated(flows)
    columns = [
        _("Month"),
        *(
            f"{say(one.criterion.name)} · {word}"
            for one in account.streams
            for word in (_("measured"), _("carried on"))
        ),
        *(say(costs.KINDS[kind]) for kind in spent),
        _("Balance (%(currency)s)", currency=account.currency),
        _("Cumulated"),
    ]
    present = None if account.rate is None else investment.discounted(flows, account.rate)
    if present is not None:
        columns.append(_("Present value"))
    rows: list[list[Cell]] = [
        [
            month.first,
            *(round(part, 2) for worth in worths for part in worth[number]),
            *(round(amounts[number], 2) for amounts in spent.values()),
            round(month.net, 2),
            round(gathered[number], 2),
            *([] if present is None else [round(present[number], 2)]),
        ]
        for number, month in enumerate(result.months)
    ]
    return columns, rows
