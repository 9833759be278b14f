"""How a snack maker works with its channel: store visits, promotion money and orders, complaints of shoppers."""

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

REP, CLERK, PLANNER = "业务代表", "销售内勤", "渠道推广专员"
HEAD, AGENT, CONTROLLER = "城市经理", "客服专员", "费用会计"
LIST = "个人表格"

STORE = Told(
    "从网点普查到新店铺货", "market", "闻风起",
    (
        Was("走访街区记录网点", MARKETING, REP, "paper", "走访本", 40, 480, None, False, (2,)),
        Was("回办公室补录网点表", MARKETING, CLERK, "sheet", LIST, 12, 960, "", False, (1, 2)),
        Was("经销商领取网点名单", SALES, CLERK, "sheet", LIST, 15, 2880, "经销商", False, (1, 3)),
        Was("拜访店主谈铺货", SALES, REP, "talk", "上门", 30, 1440, None, False, (0,)),
        Was("决定给予陈列支持", SALES, HEAD, "talk", "周会", 5, 1440, REP, True, (5,)),
    ),
    (
        Becomes("定位打卡登记网点", MARKETING, REP, "change", (0, 1), "standard", LEADS, 2,
                CLERK, False, (2,), "带位置和门头照的网点", "填写门店类型、店主电话和主营品类。"),
        Becomes("按路线分派业务代表和经销商", SALES, CLERK, "change", (2,), "configure", DEALS, 4,
                REP, False, (1,), "明确的网点责任人"),
        Becomes("拜访并记录铺货与竞品", SALES, REP, "keep", (3,), "standard", DEALS, 24,
                None, False, (0,), "拜访记录", "当天在手机上完成。"),
        Becomes("按门店等级批准陈列支持", SALES, HEAD, "keep", (4,), "configure", DEALS, 24,
                PLANNER, True, (5,), "陈列协议或有理由的放弃"),
    ),
)  # fmt: skip
PROMOTION = Told(
    "从促销申请到费用核销", "sales", "江上行",
    (
        Was("收集销量与费用资料", SALES, CLERK, "sheet", LIST, 40, 480, None, False, (2,)),
        Was("用文档编写促销申请", SALES, HEAD, "paper", "申请模板", 45, 60),
        Was("审批促销费用", FINANCE, CONTROLLER, "paper", "审批单", 12, 1440, REP, True, (1,)),
        Was("把方案发给经销商", SALES, REP, "talk", "即时消息", 5, 0),
        Was("有空时检查执行", SALES, REP, "sheet", LIST, 20, 2880, None, False, (0, 5)),
        Was("转交订货单和费用凭证", SALES, CLERK, "paper", "凭证袋", 25, 1440, "", False, (1,)),
        Was("核对凭证并核销", FINANCE, CONTROLLER, "system", "ERP", 20, 2880, "出纳", True),
    ),
    (
        Becomes("按费率规则生成促销方案", SALES, HEAD, "change", (0, 1), "configure", OFFERS, 8,
                None, False, (2,), "带版本的促销方案"),
        Becomes("按费率分级审批", FINANCE, CONTROLLER, "change", (2,), "configure", OFFERS, 8,
                REP, True, (1,), "带理由的审批", "费率15%以上由费用会计审批，以下由系统控制。"),
        Becomes("从系统下发方案给经销商", SALES, REP, "keep", (3,), "standard", OFFERS, 2),
        Becomes("按店拍照检查执行", SALES, REP, "change", (4,), "standard", DEALS, 72,
                None, False, (0, 5), "带照片的检查记录"),
        Becomes("订货单进入 ERP 并关联方案", SALES, CLERK, "change", (5,), "standard", ORDERS, 8,
                CONTROLLER, False, (1,), "ERP 订货单"),
        Becomes("按检查记录核销费用", FINANCE, CONTROLLER, "keep", (6,), "standard", ORDERS, 24,
                "出纳", True),
    ),
)  # fmt: skip
SHOPPER = Told(
    "从消费者投诉到结案", "service", "应时来",
    (
        Was("受理消费者投诉", SERVICE, AGENT, "talk", "热线", 8, 15, None, False, (2,)),
        Was("查找批次和购买网点", SERVICE, AGENT, "system", "ERP", 16, 0, None, False, (4,)),
        Was("询问业务代表和品控", SERVICE, AGENT, "talk", "即时消息", 8, 1440, "", False, (1,)),
        Was("决定赔付", SALES, HEAD, "talk", "电话", 6, 1200, AGENT, True),
        Was("答复消费者", SERVICE, AGENT, "paper", "答复函", 12, 60),
        Was("留存样品记录", SERVICE, AGENT, "paper", "档案夹", 4, 0),
    ),
    (
        Becomes("登记投诉、批次和网点", SERVICE, AGENT, "change", (0, 1), "standard", CASES, 1,
                None, False, (2, 4), "带编号的工单"),
        Becomes("分派品控并设定时限", SERVICE, AGENT, "change", (2,), "configure", CASES, 2,
                "品控专员", False, (1,), "明确的责任人"),
        Becomes("按规则决定赔付", SALES, HEAD, "keep", (3,), "configure", CASES, 8,
                AGENT, True, (), "带金额的决定"),
        Becomes("答复消费者并回访", SERVICE, AGENT, "keep", (4,), "standard", CASES, 8,
                None, False, (), "留痕的答复", "八小时内首次答复。"),
        Becomes("留存样品记录", SERVICE, AGENT, "drop", (5,)),
    ),
)  # fmt: skip
TRADE = Trade(
    (STORE, PROMOTION, SHOPPER),
    (
        Figure(0, "按路线完成的拜访", "按计划完成的拜访数 ÷ 计划拜访数", 47.0, 90.0),
        Figure(1, "促销申请到核销的天数", "当月中位数", 58.0, 30.0, "天"),
        Figure(2, "八小时内首次答复", "按时工单数 ÷ 工单总数", 36.0, 85.0),
    ),
)
