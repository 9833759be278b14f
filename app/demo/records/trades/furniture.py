"""How a furniture retailer works: showroom visits, design to order, complaints after installation."""

from app.demo.records.trades.shape import (
    CASES,
    DEALS,
    FINANCE,
    LEADS,
    MARKETING,
    OFFERS,
    ORDERS,
    SALES,
    SERVICE,
    Becomes,
    Figure,
    Told,
    Trade,
    Was,
)

GUIDE, DESIGNER, CLERK = "门店导购", "设计师", "门店文员"
HEAD, AGENT, CONTROLLER = "区域经理", "售后专员", "财务主管"
LIST = "个人表格"

VISIT = Told(
    "从到店接待到预约量房", "market", "闻风起",
    (
        Was("接待到店客户", MARKETING, GUIDE, "talk", "门店", 25, 0, None, False, (2,)),
        Was("在本店表格中登记客户", MARKETING, CLERK, "sheet", LIST, 5, 240, "", False, (1, 2)),
        Was("每周汇总并分给设计师", SALES, CLERK, "sheet", LIST, 20, 2880, DESIGNER, False, (1,)),
        Was("电话回访客户", SALES, DESIGNER, "talk", "电话", 12, 480, None, False, (0,)),
        Was("判断是否安排量房", SALES, HEAD, "talk", "周会", 5, 1440, DESIGNER, True, (5,)),
    ),
    (
        Becomes("登记到店客户及房屋信息", MARKETING, GUIDE, "change", (0, 1), "standard", LEADS, 2,
                CLERK, False, (2,), "带来源的客户档案", "填写户型、面积、预算和来源。"),
        Becomes("按楼盘和风格分派设计师", SALES, CLERK, "change", (2,), "configure", DEALS, 4,
                DESIGNER, False, (1,), "明确的责任设计师"),
        Becomes("回访并记录需求", SALES, DESIGNER, "keep", (3,), "standard", DEALS, 24,
                None, False, (0,), "需求记录", "一个工作日内完成。"),
        Becomes("按五项标准确认量房", SALES, HEAD, "keep", (4,), "configure", DEALS, 24,
                DESIGNER, True, (5,), "量房预约或有理由的放弃"),
    ),
)  # fmt: skip
DESIGN = Told(
    "从方案设计到定制订单", "sales", "江上行",
    (
        Was("收集板材、五金与价格资料", SALES, DESIGNER, "sheet", LIST, 45, 480, None, False, (2,)),
        Was("绘制方案并手工报价", SALES, DESIGNER, "paper", "报价模板", 180, 960),
        Was("审批折扣", FINANCE, CONTROLLER, "paper", "审批单", 10, 960, DESIGNER, True, (1,)),
        Was("向客户讲解方案", SALES, DESIGNER, "talk", "门店", 60, 1440),
        Was("有空时跟进修改意见", SALES, DESIGNER, "sheet", LIST, 15, 4320, None, False, (0, 5)),
        Was("把订单转给工厂", SALES, CLERK, "paper", "下单表", 15, 480, "", False, (1,)),
        Was("核对定金到账", FINANCE, CONTROLLER, "system", "ERP", 6, 480, "工厂排产组", True),
    ),
    (
        Becomes("由方案清单生成报价", SALES, DESIGNER, "change", (0, 1), "configure", OFFERS, 24,
                None, False, (2,), "带版本的方案与报价"),
        Becomes("按权限分级审批折扣", FINANCE, CONTROLLER, "change", (2,), "configure", OFFERS, 4,
                DESIGNER, True, (1,), "带理由的审批", "让利8%以上由财务主管审批，以下由系统控制。"),
        Becomes("讲解方案并留存客户意见", SALES, DESIGNER, "keep", (3,), "standard", OFFERS, 24),
        Becomes("按阶段跟进并约定下一步", SALES, DESIGNER, "change", (4,), "standard", DEALS, 72,
                None, False, (0, 5), "带日期的下一步"),
        Becomes("报价转定制订单", SALES, CLERK, "change", (5,), "standard", ORDERS, 4,
                CONTROLLER, False, (1,), "ERP 定制订单"),
        Becomes("在 ERP 中核对定金", FINANCE, CONTROLLER, "keep", (6,), "standard", ORDERS, 4,
                "工厂排产组", True),
    ),
)  # fmt: skip
AFTER = Told(
    "从安装报修到客户确认", "service", "应时来",
    (
        Was("受理报修", SERVICE, AGENT, "talk", "电话", 8, 15, None, False, (2,)),
        Was("查找订单和图纸", SERVICE, AGENT, "system", "ERP", 18, 0, None, False, (4,)),
        Was("询问设计师和安装队", SERVICE, AGENT, "talk", "即时消息", 10, 1440, "", False, (1,)),
        Was("决定是否免费补件", SALES, HEAD, "talk", "电话", 6, 1200, AGENT, True),
        Was("上门处理并答复客户", SERVICE, AGENT, "paper", "服务单", 60, 2880),
        Was("服务单归档", SERVICE, AGENT, "paper", "档案夹", 4, 0),
    ),
    (
        Becomes("在订单上登记报修", SERVICE, AGENT, "change", (0, 1), "standard", CASES, 1,
                None, False, (2, 4), "带照片的工单"),
        Becomes("分派工单并设定时限", SERVICE, AGENT, "change", (2,), "configure", CASES, 2,
                "安装队长", False, (1,), "明确的责任人"),
        Becomes("按规则决定免费补件", SALES, HEAD, "keep", (3,), "configure", CASES, 8,
                AGENT, True, (), "带金额的决定"),
        Becomes("上门处理并由客户确认", SERVICE, AGENT, "keep", (4,), "standard", CASES, 40,
                None, False, (), "客户签收的服务记录", "八小时内首次答复，五个工作日内上门。"),
        Becomes("服务单归档", SERVICE, AGENT, "drop", (5,)),
    ),
)  # fmt: skip
TRADE = Trade(
    (VISIT, DESIGN, AFTER),
    (
        Figure(0, "一日内回访的到店客户", "24小时内回访数 ÷ 到店登记数", 33.0, 90.0),
        Figure(1, "方案到签单的天数", "当月中位数", 27.0, 15.0, "天"),
        Figure(2, "八小时内首次答复", "按时工单数 ÷ 工单总数", 36.0, 85.0),
    ),
)
