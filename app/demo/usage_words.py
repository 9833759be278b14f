"""What a fictional client's CRM is made of: departments, roles, functions and how much each role uses them."""

from __future__ import annotations

from dataclasses import dataclass

from phases.model import Text

DEPARTMENTS: tuple[tuple[Text, int], ...] = (
    (Text("Sales North", "华北销售部"), 24),
    (Text("Sales East", "华东销售部"), 26),
    (Text("Sales South", "华南销售部"), 18),
    (Text("Service centre", "客户服务中心"), 22),
    (Text("Marketing", "市场部"), 10),
)
"""Departments with their share of the people in percent."""

REPRESENTATIVE = Text("Sales representative", "销售代表")
MANAGER = Text("Sales manager", "销售经理")
AGENT = Text("Service agent", "客服专员")
MARKETER = Text("Marketing specialist", "市场专员")

SALES_LICENCE = Text("Sales licence", "销售版授权")
LICENCES: dict[Text, Text] = {
    REPRESENTATIVE: SALES_LICENCE,
    MANAGER: SALES_LICENCE,
    AGENT: Text("Service licence", "服务版授权"),
    MARKETER: Text("Marketing licence", "营销版授权"),
}
NORMS: dict[Text, float] = {REPRESENTATIVE: 8, MANAGER: 5, AGENT: 10, MARKETER: 4}
"""Events per user and working day that were agreed as normal use."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A function of the CRM: whose it is, how often it is chosen, and from which share of the log's time it is used."""

    name: Text
    area: Text
    roles: tuple[Text, ...]
    weight: int
    advanced: bool = False
    since: float = 0.0


SALES, SERVICE, MARKETING, ANALYSIS = (
    Text("Sales", "销售"),
    Text("Service", "服务"),
    Text("Marketing", "市场"),
    Text("Analysis", "分析"),
)
TOOLS: tuple[Tool, ...] = (
    Tool(Text("Customers", "客户档案"), SALES, (), 30),
    Tool(Text("Contacts", "联系人"), SALES, (), 18),
    Tool(Text("Tasks", "日程任务"), SALES, (), 12),
    Tool(Text("Leads", "线索管理"), SALES, (REPRESENTATIVE, MARKETER), 14),
    Tool(Text("Opportunities", "商机跟进"), SALES, (REPRESENTATIVE, MANAGER), 22),
    Tool(Text("Visits", "拜访记录"), SALES, (REPRESENTATIVE,), 16),
    Tool(Text("Quotes", "报价管理"), SALES, (REPRESENTATIVE,), 9),
    Tool(Text("Orders", "订单查询"), SALES, (REPRESENTATIVE, AGENT), 8),
    Tool(Text("Contracts", "合同管理"), SALES, (REPRESENTATIVE, MANAGER), 2, since=0.3),
    Tool(Text("Service requests", "服务工单"), SERVICE, (AGENT,), 30),
    Tool(Text("Complaints", "投诉处理"), SERVICE, (AGENT,), 7),
    Tool(Text("Knowledge base", "知识库"), SERVICE, (AGENT,), 6, since=0.2),
    Tool(Text("Satisfaction survey", "满意度回访"), SERVICE, (AGENT,), 2, advanced=True, since=0.55),
    Tool(Text("Campaigns", "营销活动"), MARKETING, (MARKETER,), 14, advanced=True, since=0.25),
    Tool(Text("Segments", "客户细分"), MARKETING, (MARKETER, MANAGER), 2, advanced=True, since=0.6),
    Tool(Text("Forecast", "销售预测"), ANALYSIS, (MANAGER,), 8, advanced=True, since=0.35),
    Tool(Text("Dashboards", "管理看板"), ANALYSIS, (MANAGER, MARKETER), 7, advanced=True, since=0.15),
    Tool(Text("Churn warning", "流失预警"), ANALYSIS, (MANAGER, AGENT), 1, advanced=True, since=0.9),
)

FAMILY_NAMES = "wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo".split()
GIVEN_NAMES = "wei fang na xiuying min jing lei qiang jun yang yong jie juan tao ming chao xia ping gang hui".split()
