"""What the method offers to begin with: the usual problems, criteria of selection, words to agree, points to check.

The project's own wording always goes before; an offer is a row to change, never an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from phases.model import Text


@dataclass(frozen=True, slots=True)
class UsualProblem:
    """A problem that most companies without a CRM have, in one of the register's domains."""

    domain: str
    statement: Text
    symptoms: Text


USUAL_PROBLEMS: tuple[UsualProblem, ...] = (
    UsualProblem(
        "sales",
        Text("Staff who leave take their customers along", "人员离职带走客户"),
        Text(
            "Contacts, history and agreements live in private notebooks and phones; successors begin from nothing.",
            "联系人、往来记录和口头约定都在个人的本子和手机里，接手的人只能从头开始。",
        ),
    ),
    UsualProblem(
        "management",
        Text("Processes are unclear; departments push work to each other", "流程不清，部门之间相互推诿"),
        Text(
            "Customers are passed on; nobody can say who has to answer and by when.",
            "客户被来回转接，没有人说得清该由谁、在何时之前答复。",
        ),
    ),
    UsualProblem(
        "data",
        Text("Information is lost or distorted by hand and word of mouth", "信息靠手工和口头传递，容易丢失或失真"),
        Text(
            "The same customer stands in several lists with different data; promises are not written down.",
            "同一客户在多份表格中的资料不一致，对客户的承诺没有书面记录。",
        ),
    ),
    UsualProblem(
        "marketing",
        Text("Chances of cross-selling are missed", "错失交叉销售机会"),
        Text(
            "Each unit sells its own product; nobody sees what the customer buys elsewhere in the house.",
            "各部门只卖自己的产品，没有人知道客户还从公司其他部门买了什么。",
        ),
    ),
    UsualProblem(
        "data",
        Text(
            "Only orders are managed; customer information is contact data at best",
            "只管订单，客户信息充其量只有联系方式",
        ),
        Text(
            "Needs, potential, decision makers and complaints of a customer are not known to the company.",
            "客户的需求、潜力、决策人和投诉情况，公司层面并不掌握。",
        ),
    ),
    UsualProblem(
        "management",
        Text("Results are managed, not the process", "只管结果，不管过程"),
        Text(
            "The figures come at the end of the month, when nothing can be changed any more.",
            "月底才看到数字，而此时已无法补救。",
        ),
    ),
    UsualProblem(
        "sales",
        Text("Individuals are managed, not their cooperation", "只管个人，不管协作"),
        Text(
            "Targets and rewards are personal; handing a customer over costs the one who does it.",
            "目标和奖励都落在个人身上，把客户交给别人等于自己吃亏。",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class UsualCriterion:
    """A criterion of selection with its default weight; `minimum` (0–5) makes it essential."""

    title: Text
    weight: float
    looks_at: Text
    minimum: float | None = None


SELECTION_CRITERIA: tuple[UsualCriterion, ...] = (
    UsualCriterion(
        Text("Consulting capability", "咨询能力"),
        20,
        Text(
            "Who will come, what have they led before, and do they change a process or only install?",
            "派谁来、主持过哪些项目，是会改流程还是只会装软件？",
        ),
    ),
    UsualCriterion(
        Text("Industry experience", "行业经验"),
        15,
        Text(
            "References of the same industry and size that can be called.",
            "同行业、同规模且可以直接联系核实的客户案例。",
        ),
    ),
    UsualCriterion(
        Text("Maturity", "成熟度"),
        10,
        Text("Years in use, releases, stability of the vendor.", "投入使用的年限、版本情况、厂商的稳定性。"),
    ),
    UsualCriterion(
        Text("Extensibility", "可扩展性"),
        10,
        Text(
            "Interfaces, own fields and flows without programming, data out at any time.",
            "接口能力、免编程的自定义字段和流程、数据随时可导出。",
        ),
    ),
    UsualCriterion(
        Text("Practical fit to the problem register", "对症结清单的实际适配"),
        25,
        Text(
            "Shown on the company's own problems, one by one; not the list of functions.",
            "用企业自己的症结逐条演示，而不是看功能清单。",
        ),
        3,
    ),
    UsualCriterion(
        Text("Usability, also on a phone", "易用性（含移动端）"),
        10,
        Text("Tried by front-line staff on their own phones.", "由一线员工用自己的手机实际试用。"),
    ),
    UsualCriterion(
        Text("Total cost against the budget", "总成本与预算之比"),
        10,
        Text(
            "Licences, services, own labour, training, integration, migration and running over the years looked at.",
            "考察期内的许可、服务、自有人力、培训、集成、迁移和运行费用。",
        ),
    ),
)


TERMS: tuple[tuple[Text, Text], ...] = (
    (
        Text("CRM", "CRM（客户关系管理）"),
        Text(
            "A business strategy for long-term profitable growth with customers; technology makes it possible and is "
            "not the strategy.",
            "一种以客户关系谋求长期盈利增长的经营战略；技术使之成为可能，但技术本身不是战略。",
        ),
    ),
    (
        Text("Customer-centric, customer-driven", "以客户为中心、客户驱动"),
        Text(
            "Decisions start from what customers need and do, with value for both sides; it is not granting every "
            "wish.",
            "决策从客户的需要和行为出发，双方都得到价值；并不是有求必应。",
        ),
    ),
    (
        Text("Executive support", "高层支持"),
        Text(
            "Leaders set the urgency, change structures and measures, settle conflicts and use the data themselves; "
            "approving the money is not support.",
            "领导亲自推动：明确紧迫性、调整组织与考核、裁决冲突、自己使用数据；批钱不等于支持。",
        ),
    ),
    (
        Text("Success", "成功"),
        Text(
            "What was agreed as measurable before the start, with baseline and target; anything else is opinion.",
            "项目开始前约定的、有基线和目标值的可计量结果；除此之外都只是看法。",
        ),
    ),
    (
        Text("Customer loyalty", "客户忠诚度"),
        Text(
            "Seen in behaviour: customers stay, buy more and recommend. Satisfaction alone does not show it.",
            "看行为：客户留下来、买得更多、愿意推荐。仅有满意并不能说明忠诚。",
        ),
    ),
    (
        Text("Best practice", "最佳实践"),
        Text(
            "What has worked elsewhere under conditions that are named; it is tried here before it is a rule here.",
            "在写明条件的其他企业行之有效的做法；在本企业试过之后，才能成为本企业的规则。",
        ),
    ),
    (
        Text("CRM system", "CRM 系统"),
        Text(
            "The software for customer-facing work on one customer database, with analysis of behaviour.",
            "支撑面向客户各项业务、以统一客户数据库为基础并能分析客户行为的软件。",
        ),
    ),
    (
        Text("CRM strategy", "CRM 战略"),
        Text(
            "How interaction and history with customers are used for long-term growth of profit: which customers, "
            "which value, which way of working.",
            "如何利用与客户的互动和历史数据实现利润的长期增长：选择哪些客户、提供什么价值、以什么方式工作。",
        ),
    ),
)


ACTS: Mapping[str, Text] = {
    "urgency": Text("Set the urgency", "明确紧迫性"),
    "structure": Text("Changed a structure", "调整组织结构"),
    "measures": Text("Changed a performance measure", "调整考核指标"),
    "conflict": Text("Settled a conflict over resources", "裁决跨部门资源冲突"),
    "ownership": Text("Settled who owns customers and their data", "明确客户及数据的归属"),
    "attended": Text("Attended in person", "亲自出席"),
    "signed": Text("Read and signed", "审阅并签署"),
    "used": Text("Used the data in an own meeting", "在自己的会议上使用数据"),
}
"""How a sponsor leads."""

VIEWPOINTS: Mapping[str, Text] = {
    "behaviour": Text("Tactics carried into behaviour, no empty strategy", "落实到行为的策略，而非空洞的战略"),
    "mutual": Text("Oriented to customers, with value for both sides", "面向客户、双方共赢，而非只顾企业自身"),
    "people": Text(
        "Connected procedures run by people, not fully automatic software", "由人执行的连贯流程，而非全自动软件"
    ),
    "outcomes": Text("Outcomes, not outputs", "看成效，而非看产出"),
    "long-term": Text("Long-term, not short-term", "看长远，而非看眼前"),
}
"""The five viewpoints."""

DUTIES: Mapping[str, Text] = {
    "presume": Text("Do not presume what customers need", "不臆断客户的需要"),
    "met": Text("Make sure that needs are met", "确保客户的需要得到满足"),
    "watch": Text("Watch what customers do", "观察客户的行为"),
    "seen": Text("Consider how customers see what one does", "考虑客户如何看待自己的做法"),
    "choice": Text("Know that customers have a choice", "清楚客户有选择的余地"),
}
"""The five customer-centric duties."""
