"""How an insurance broker works: referred clients, cover compared and placed, claims accompanied to their end."""

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

ADVISER, ASSISTANT, CAMPAIGNER = "保险顾问", "业务助理", "市场专员"
HEAD, AGENT, CONTROLLER = "团队经理", "理赔协助专员", "财务主管"
LIST = "个人表格"

NEED = Told(
    "从客户转介到需求确认", "market", "闻风起",
    (
        Was("接收老客户转介", MARKETING, CAMPAIGNER, "talk", "电话、微信", 8, 30, None, False, (2,)),
        Was("在表格中登记转介客户", MARKETING, CAMPAIGNER, "sheet", LIST, 4, 240, "", False, (1, 2)),
        Was("每周领取转介名单", SALES, ASSISTANT, "sheet", LIST, 15, 2880, ADVISER, False, (1,)),
        Was("联系企业了解风险状况", SALES, ADVISER, "talk", "电话", 30, 480, None, False, (0,)),
        Was("判断是否承接委托", SALES, HEAD, "talk", "周会", 8, 1440, ADVISER, True, (5,)),
    ),
    (
        Becomes("登记转介客户及来源", MARKETING, CAMPAIGNER, "change", (0, 1), "standard", LEADS, 2,
                ASSISTANT, False, (2,), "带来源的线索", "填写企业、联系人、行业和转介人。"),
        Becomes("按行业和险种分派顾问", SALES, ASSISTANT, "change", (2,), "configure", DEALS, 4,
                ADVISER, False, (1,), "明确的责任顾问"),
        Becomes("访谈并记录风险清单", SALES, ADVISER, "keep", (3,), "standard", DEALS, 24,
                None, False, (0,), "风险清单", "一个工作日内完成首次联系。"),
        Becomes("按五项标准确认委托", SALES, HEAD, "keep", (4,), "configure", DEALS, 24,
                ADVISER, True, (5,), "委托书或有理由的放弃"),
    ),
)  # fmt: skip
PLACE = Told(
    "从询价比选到出单", "sales", "江上行",
    (
        Was("向各保险公司询价", SALES, ASSISTANT, "mail", "邮件", 40, 2880, None, False, (2,)),
        Was("手工编制比选方案", SALES, ADVISER, "paper", "方案模板", 90, 480),
        Was("复核方案与佣金", FINANCE, CONTROLLER, "paper", "复核单", 12, 960, ADVISER, True, (1,)),
        Was("向客户提交方案", SALES, ADVISER, "mail", "邮件", 10, 0),
        Was("有空时跟进客户决定", SALES, ADVISER, "sheet", LIST, 10, 4320, None, False, (0, 5)),
        Was("转交投保资料", SALES, ASSISTANT, "paper", "投保资料袋", 15, 480, "", False, (1,)),
        Was("核对保费到账", FINANCE, CONTROLLER, "system", "财务系统", 6, 960, "保险公司出单岗", True),
    ),
    (
        Becomes("按险种模板询价并生成比选方案", SALES, ADVISER, "change", (0, 1), "configure", OFFERS, 48,
                None, False, (2,), "带版本的比选方案"),
        Becomes("按保费规模分级复核", FINANCE, CONTROLLER, "change", (2,), "configure", OFFERS, 8,
                ADVISER, True, (1,), "带理由的复核", "年保费五十万元以上由财务主管复核，以下由系统控制。"),
        Becomes("从客户档案提交方案", SALES, ADVISER, "keep", (3,), "standard", OFFERS, 4),
        Becomes("按阶段跟进并约定下一步", SALES, ADVISER, "change", (4,), "standard", DEALS, 72,
                None, False, (0, 5), "带日期的下一步"),
        Becomes("方案转投保单", SALES, ASSISTANT, "change", (5,), "standard", ORDERS, 8,
                CONTROLLER, False, (1,), "投保单与到期日"),
        Becomes("核对保费并出单", FINANCE, CONTROLLER, "keep", (6,), "standard", ORDERS, 8,
                "保险公司出单岗", True),
    ),
)  # fmt: skip
CLAIM = Told(
    "从出险报案到结案", "service", "应时来",
    (
        Was("受理客户报案", SERVICE, AGENT, "talk", "电话", 10, 15, None, False, (2,)),
        Was("查找保单和条款", SERVICE, AGENT, "system", "财务系统、档案柜", 20, 0, None, False, (4,)),
        Was("询问保险顾问和保险公司", SERVICE, AGENT, "talk", "即时消息", 8, 1440, "", False, (1,)),
        Was("决定是否协助申诉", SALES, HEAD, "talk", "电话", 8, 1440, AGENT, True),
        Was("答复客户", SERVICE, AGENT, "paper", "书面答复", 15, 120),
        Was("理赔资料归档", SERVICE, AGENT, "paper", "档案柜", 6, 0),
    ),
    (
        Becomes("在保单上登记报案", SERVICE, AGENT, "change", (0, 1), "standard", CASES, 1,
                None, False, (2, 4), "带编号的案件"),
        Becomes("分派案件并设定时限", SERVICE, AGENT, "change", (2,), "configure", CASES, 4,
                "案件责任人", False, (1,), "明确的责任人"),
        Becomes("按规则决定协助申诉", SALES, HEAD, "keep", (3,), "configure", CASES, 16,
                AGENT, True, (), "带理由的决定"),
        Becomes("答复客户并跟踪赔款到账", SERVICE, AGENT, "keep", (4,), "standard", CASES, 24,
                None, False, (), "留痕的答复", "八小时内首次答复。"),
        Becomes("理赔资料归档", SERVICE, AGENT, "drop", (5,)),
    ),
)  # fmt: skip
TRADE = Trade(
    (NEED, PLACE, CLAIM),
    (
        Figure(0, "一日内联系的转介客户", "24小时内联系数 ÷ 转介总数", 41.0, 90.0),
        Figure(1, "询价到客户决定的天数", "当月中位数", 26.0, 15.0, "天"),
        Figure(2, "八小时内首次答复", "按时案件数 ÷ 案件总数", 36.0, 85.0),
    ),
)
