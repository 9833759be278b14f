"""What all companies of the demonstration have in common: departments, functions asked for, decisions, people."""

from __future__ import annotations

from app.demo.records.trades.shape import FINANCE, SALES
from phases.model import Text

DEPARTMENTS = (
    (Text("Marketing", "市场部"), Text("Mia Signal", "闻风起")),
    (Text("Sales", "销售部"), Text("Sam Current", "江上行")),
    (Text("Service", "客服部"), Text("Sonja Anchorage", "应时来")),
    (Text("Finance", "财务部"), Text("Roy Ledger", "冷静之")),
)

FUNCTIONS = (
    (Text("Lead capture with source", "线索登记与来源"), "marketing", "standard", (2,)),
    (Text("Opportunities by stage, with next step", "商机阶段与下一步"), "sales", "configure", (0, 5)),
    (Text("Offers with approval of discounts", "报价与折扣审批"), "sales", "configure", (1,)),
    (Text("Orders and credit from the ERP", "ERP 订单与信用"), "integration", "customise", (2,)),
    (Text("Cases with deadlines", "带时限的工单"), "contact", "standard", (1,)),
    (Text("Whole view of a customer's purchases", "客户购买全貌"), "contact", "standard", (3, 4)),
    (Text("Competition map with animation", "竞争地图动画"), "analysis", "customise", ()),
)
"""Name, area, fit, problems by place: the last one answers none, as happens."""

DECISIONS = (
    (Text("Customers belong to the company, not to the representative", "客户归企业所有，不归销售个人"), (0, 3)),
    (Text("Discounts follow rules, not acquaintance", "折扣依规则而非依关系"), (1,)),
    (Text("One quarter of growth from cross-selling", "四分之一的增长来自交叉销售"), ()),
)
"""What was decided, and the steps of the second process that carry it; nothing carries the last."""

PEOPLE = (
    (
        Text("Bruno Bastion", "关门立"),
        Text("Regional manager north", "北区经理"),
        SALES,
        5,
        -2,
        (4, 2, 3, 3, 2),
        Text("Fears that customers he built up are taken from him.", "担心自己经营多年的客户被收走。"),
        Text(
            "Own region is the pilot; commission for shared customers is settled beforehand.",
            "以其大区为试点，事先约定共享客户的提成规则。",
        ),
    ),
    (
        Text("Carla Kestrel", "账分明"),
        Text("Controller", "财务主管"),
        FINANCE,
        4,
        -1,
        (4, 4, 3, 3, 3),
        Text("Expects more work from approvals in two systems.", "担心审批要在两套系统中重复操作。"),
        Text("Show the approval from the ERP in the second workshop.", "在第二次研讨会上演示与 ERP 打通的审批。"),
    ),
    (
        Text("Ines Inlet", "勤在先"),
        Text("Team leader inside sales", "内勤组长"),
        SALES,
        3,
        2,
        (5, 5, 4, 4, 4),
        Text("Wants an end to three lists.", "希望结束三张表并存的局面。"),
        Text("", ""),
    ),
)
"""Name, position, department, influence, stance, ADKAR, reason, plan; plainly made-up people."""

RECOMMENDATIONS = (
    (
        Text("Settle who owns a customer before the system does", "先定客户归属，再上系统"),
        "high",
        Text("Sponsor", "项目发起人"),
        (0,),
        Text("Otherwise every record becomes a fight.", "否则每条客户记录都会引发争执。"),
    ),
    (
        Text("Name a receiver for every hand-over", "为每次交接指定接收人"),
        "high",
        Text("Heads of departments", "各部门负责人"),
        (1,),
        Text("Three hand-overs of the as-is name nobody.", "现状中有三次交接没有接收人。"),
    ),
    (
        Text("Give up private lists by a fixed day", "设定停用个人表格的日期"),
        "medium",
        Text("Sales", "销售部"),
        (2,),
        Text("As long as they live, the system stays second.", "个人表格不停，系统就永远排第二。"),
    ),
)
