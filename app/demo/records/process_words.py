"""What the demonstration's companies do all day: departments, processes as they are and as they shall be, people."""

from __future__ import annotations

from typing import NamedTuple

from phases.model import Text

DEPARTMENTS = (
    (Text("Marketing", "市场部"), Text("Mia Signal", "闻风起")),
    (Text("Sales", "销售部"), Text("Sam Current", "江上行")),
    (Text("Service", "客服部"), Text("Sonja Anchorage", "应时来")),
    (Text("Finance", "财务部"), Text("Roy Ledger", "冷静之")),
)
MARKETING, SALES, SERVICE, FINANCE = range(4)
REP, ASSISTANT = Text("Sales representative", "销售代表"), Text("Sales assistant", "销售助理")
HEAD, CONTROLLER = Text("Regional manager", "大区经理"), Text("Controller", "财务主管")
CAMPAIGNER, AGENT = Text("Campaign manager", "市场专员"), Text("Service agent", "客服专员")
NOBODY = Text("", "")
"""The receiver of a hand-off that names none."""


class Was(NamedTuple):
    """A step as it is: minutes of work and waiting, receiver (None: no hand-off), control point, problems."""

    name: Text
    department: int
    role: Text
    carrier: str
    system: Text
    work: float
    waiting: float
    receiver: Text | None = None
    control: bool = False
    problems: tuple[int, ...] = ()


class Becomes(NamedTuple):
    """A step as it shall be: what it replaces and answers by place, the function by place, hours allowed."""

    name: Text
    department: int
    role: Text
    change: str
    replaces: tuple[int, ...]
    fit: str = ""
    function: int | None = None
    hours: float | None = None
    receiver: Text | None = None
    control: bool = False
    problems: tuple[int, ...] = ()
    output: Text = Text("", "")
    standard: Text = Text("", "")
    reason: Text = Text("", "")


class Told(NamedTuple):
    """A process with its domain, owner, and both of its courses."""

    name: Text
    domain: str
    owner: Text
    was: tuple[Was, ...]
    becomes: tuple[Becomes, ...]


_LIST = Text("Own spreadsheet", "个人表格")
PROCESSES = (
    Told(
        Text("From enquiry to opportunity", "从询价到商机"),
        "market",
        Text("Mia Signal", "闻风起"),
        (
            Was(
                Text("Take the enquiry by phone or mail", "电话或邮件接收询价"),
                MARKETING,
                CAMPAIGNER,
                "talk",
                Text("Phone, mailbox", "电话、邮箱"),
                6,
                30,
                None,
                False,
                (2,),
            ),
            Was(
                Text("Note the enquiry in a list", "在表格中登记询价"),
                MARKETING,
                CAMPAIGNER,
                "sheet",
                _LIST,
                4,
                120,
                NOBODY,
                False,
                (1, 2),
            ),
            Was(
                Text("Pick up enquiries of the week", "每周领取询价"),
                SALES,
                ASSISTANT,
                "sheet",
                _LIST,
                15,
                1440,
                REP,
                False,
                (1,),
            ),
            Was(
                Text("Call the customer back", "回访客户"),
                SALES,
                REP,
                "talk",
                Text("Phone", "电话"),
                12,
                240,
                None,
                False,
                (0,),
            ),
            Was(
                Text("Judge whether it is worth an offer", "判断是否值得报价"),
                SALES,
                HEAD,
                "talk",
                Text("Weekly meeting", "周会"),
                5,
                600,
                REP,
                True,
                (5,),
            ),
        ),
        (
            Becomes(
                Text("Record the enquiry with its source", "登记询价及来源"),
                MARKETING,
                CAMPAIGNER,
                "change",
                (0, 1),
                "standard",
                0,
                2,
                Text("Sales assistant", "销售助理"),
                False,
                (2,),
                Text("Lead with source", "带来源的线索"),
                Text("Company, contact, need and source are filled in.", "填写企业、联系人、需求和来源。"),
            ),
            Becomes(
                Text("Assign by region and product", "按区域和产品分派"),
                SALES,
                ASSISTANT,
                "change",
                (2,),
                "configure",
                1,
                4,
                Text("Sales representative", "销售代表"),
                False,
                (1,),
                Text("Owner of the lead", "线索责任人"),
            ),
            Becomes(
                Text("Call back and log what was learned", "回访并记录所得信息"),
                SALES,
                REP,
                "keep",
                (3,),
                "standard",
                1,
                24,
                None,
                False,
                (0,),
                Text("Contact report", "联系记录"),
                Text("Within one working day.", "一个工作日内完成。"),
            ),
            Becomes(
                Text("Qualify by five questions", "按五项标准判定商机"),
                SALES,
                HEAD,
                "keep",
                (4,),
                "configure",
                1,
                24,
                Text("Sales representative", "销售代表"),
                True,
                (5,),
                Text("Opportunity or reasoned refusal", "商机或有理由的放弃"),
            ),
        ),
    ),
    Told(
        Text("From offer to order", "从报价到订单"),
        "sales",
        Text("Sam Current", "江上行"),
        (
            Was(
                Text("Collect technical and price data", "收集技术与价格资料"),
                SALES,
                ASSISTANT,
                "sheet",
                _LIST,
                35,
                480,
                None,
                False,
                (2,),
            ),
            Was(
                Text("Write the offer in a text file", "用文档编写报价"),
                SALES,
                REP,
                "paper",
                Text("Offer template", "报价模板"),
                40,
                60,
            ),
            Was(
                Text("Have discount and margin approved", "审批折扣与毛利"),
                FINANCE,
                CONTROLLER,
                "paper",
                Text("Approval slip", "审批单"),
                10,
                960,
                REP,
                True,
                (1,),
            ),
            Was(Text("Send the offer", "发送报价"), SALES, REP, "talk", Text("Mail", "邮件"), 5, 0),
            Was(
                Text("Follow up when there is time", "有空时跟进"),
                SALES,
                REP,
                "sheet",
                _LIST,
                10,
                2880,
                None,
                False,
                (0, 5),
            ),
            Was(
                Text("Pass the order on", "转交订单"),
                SALES,
                ASSISTANT,
                "paper",
                Text("Order form", "订单表"),
                8,
                240,
                NOBODY,
                False,
                (1,),
            ),
            Was(
                Text("Check credit", "核查信用"),
                FINANCE,
                CONTROLLER,
                "system",
                Text("ERP", "ERP"),
                6,
                480,
                Text("Dispatch", "发货组"),
                True,
            ),
        ),
        (
            Becomes(
                Text("Build the offer from price list and rules", "按价格表和规则生成报价"),
                SALES,
                REP,
                "change",
                (0, 1),
                "configure",
                2,
                8,
                None,
                False,
                (2,),
                Text("Offer with version", "带版本的报价"),
            ),
            Becomes(
                Text("Approve discount by level of authority", "按权限分级审批折扣"),
                FINANCE,
                CONTROLLER,
                "change",
                (2,),
                "configure",
                2,
                4,
                Text("Sales representative", "销售代表"),
                True,
                (1,),
                Text("Approval with reason", "带理由的审批"),
                Text(
                    "Above 12 % the controller decides, below that the system.",
                    "12%以上由财务主管审批，以下由系统控制。",
                ),
            ),
            Becomes(
                Text("Send the offer from the record", "从档案直接发送报价"), SALES, REP, "keep", (3,), "standard", 2, 2
            ),
            Becomes(
                Text("Follow up by stage with a next step", "按阶段跟进并约定下一步"),
                SALES,
                REP,
                "change",
                (4,),
                "standard",
                1,
                72,
                None,
                False,
                (0, 5),
                Text("Next step with date", "带日期的下一步"),
            ),
            Becomes(
                Text("Convert the offer into an order", "报价转订单"),
                SALES,
                ASSISTANT,
                "change",
                (5,),
                "standard",
                3,
                4,
                Text("Controller", "财务主管"),
                False,
                (1,),
                Text("Order in the ERP", "ERP 订单"),
            ),
            Becomes(
                Text("Check credit in the ERP", "在 ERP 中核查信用"),
                FINANCE,
                CONTROLLER,
                "keep",
                (6,),
                "standard",
                3,
                4,
                Text("Dispatch", "发货组"),
                True,
            ),
        ),
    ),
    Told(
        Text("From complaint to answer", "从投诉到答复"),
        "service",
        Text("Sonja Anchorage", "应时来"),
        (
            Was(
                Text("Take the complaint", "受理投诉"),
                SERVICE,
                AGENT,
                "talk",
                Text("Phone", "电话"),
                8,
                15,
                None,
                False,
                (2,),
            ),
            Was(
                Text("Look for the customer's orders", "查找客户订单"),
                SERVICE,
                AGENT,
                "system",
                Text("ERP", "ERP"),
                14,
                0,
                None,
                False,
                (4,),
            ),
            Was(
                Text("Ask the sales representative", "询问销售代表"),
                SERVICE,
                AGENT,
                "talk",
                Text("Messenger", "即时消息"),
                5,
                900,
                NOBODY,
                False,
                (1,),
            ),
            Was(
                Text("Decide on goodwill", "决定是否优惠处理"),
                SALES,
                HEAD,
                "talk",
                Text("Phone", "电话"),
                6,
                1200,
                AGENT,
                True,
            ),
            Was(Text("Answer the customer", "答复客户"), SERVICE, AGENT, "paper", Text("Letter", "书面答复"), 12, 60),
            Was(Text("File a copy", "留存副本"), SERVICE, AGENT, "paper", Text("Folder", "档案夹"), 4, 0),
        ),
        (
            Becomes(
                Text("Record the complaint on the customer", "在客户档案登记投诉"),
                SERVICE,
                AGENT,
                "change",
                (0, 1),
                "standard",
                4,
                1,
                None,
                False,
                (2, 4),
                Text("Case with number", "带编号的工单"),
            ),
            Becomes(
                Text("Assign the case with a deadline", "分派工单并设定时限"),
                SERVICE,
                AGENT,
                "change",
                (2,),
                "configure",
                4,
                2,
                Text("Owner of the case", "工单责任人"),
                False,
                (1,),
                Text("Named owner", "明确的责任人"),
            ),
            Becomes(
                Text("Decide on goodwill by rule", "按规则决定优惠处理"),
                SALES,
                HEAD,
                "keep",
                (3,),
                "configure",
                4,
                8,
                Text("Service agent", "客服专员"),
                True,
                (),
                Text("Decision with amount", "带金额的决定"),
            ),
            Becomes(
                Text("Answer the customer", "答复客户"),
                SERVICE,
                AGENT,
                "keep",
                (4,),
                "standard",
                4,
                8,
                None,
                False,
                (),
                Text("Answer on record", "留痕的答复"),
                Text("First answer within eight hours.", "八小时内首次答复。"),
            ),
            Becomes(Text("File a copy", "留存副本"), SERVICE, AGENT, "drop", (5,), reason=Text("", "")),
        ),
    ),
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

FIGURES = (
    (
        0,
        Text("Enquiries answered within a day", "一日内回复的询价"),
        Text("answered within 24 h / all", "24小时内回复数 ÷ 询价总数"),
        41.0,
        90.0,
    ),
    (1, Text("Days from offer to decision", "报价到决定的天数"), Text("median of the month", "当月中位数"), 23.0, 14.0),
    (
        2,
        Text("First answer within eight hours", "八小时内首次答复"),
        Text("cases in time / all cases", "按时工单数 ÷ 工单总数"),
        36.0,
        85.0,
    ),
)
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
