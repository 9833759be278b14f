"""The functional coverage of a CRM: what a fit-gap list should ask for (methodology, reference knowledge 8.8)."""

from __future__ import annotations

from phases.model import Text

AREAS = {
    "contact": Text("Contact", "客户接触"),
    "marketing": Text("Marketing", "市场营销"),
    "sales": Text("Sales", "销售"),
    "analysis": Text("Analysis", "分析"),
    "integration": Text("Integration", "集成"),
}

USUAL: tuple[tuple[str, Text], ...] = (
    (
        "contact",
        Text("Access by phone, mail, web, messengers, shops", "多渠道接入：电话、邮件、网站、即时通讯、门店"),
    ),
    (
        "contact",
        Text("Whole view of the customer for every employee in contact", "接触客户的每位员工都能看到客户全貌"),
    ),
    ("contact", Text("Record what is learned in each contact", "记录每次接触获得的信息")),
    ("contact", Text("Use from anywhere, on a phone and offline", "随时随地使用，支持手机和离线")),
    ("marketing", Text("Plan, run and evaluate campaigns", "营销活动的计划、执行与评估")),
    ("marketing", Text("Identify and select customers by value and need", "按价值和需求识别、选择客户")),
    ("sales", Text("Track all sales activity from lead to order", "跟踪从线索到订单的全部销售活动")),
    ("sales", Text("Deal with customers by their need", "按客户需求分别对待")),
    ("sales", Text("Offer cross-selling and up-selling", "提示交叉销售与向上销售")),
    ("sales", Text("Develop and keep customers over their lifecycle", "贯穿客户生命周期的发展与保持")),
    ("analysis", Text("Analyse marketing and sales", "市场与销售分析")),
    (
        "analysis",
        Text("Cost and profit by customer, product, function, region", "按客户、产品、职能、区域分析成本、利润与效率"),
    ),
    ("analysis", Text("Risk by customer and region", "按客户和区域分析风险")),
    ("analysis", Text("Link marketing activity to its financial result", "把营销活动与财务结果联系起来")),
    (
        "integration",
        Text("Closed loop with the ERP: orders, stock, invoices, payments", "与 ERP 闭环：订单、库存、发票、回款"),
    ),
    ("integration", Text("One customer record across all channels", "各渠道统一的客户档案")),
)  # fmt: skip
"""Area and function, offered as starting points: whether each is needed is the project's to say."""
