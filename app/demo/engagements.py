"""The engagements of the demonstration: plainly fictional companies, each at another place of the path."""

from dataclasses import dataclass, field, replace
from typing import Literal


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the RAID log; `due` in days from today, `closed` when it is settled."""

    kind: str
    severity: str
    title: str
    text: str
    due: int = 14
    closed: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """A success criterion; `figures` are the values of the evaluation rounds."""

    name: str
    unit: str
    direction: Literal["up", "down"]
    part: str
    baseline: float
    target: float
    source: str
    how: str
    money: float | None = None
    figures: tuple[float, ...] = ()
    way: str = "entered"
    attitude: bool = False
    counts: tuple[dict[str, float], ...] = ()
    scope: str = ""
    share: float = 0.6
    share_ends: tuple[float, float] | None = None
    money_ends: tuple[float, float] | None = None
    method: str = "expert"
    why: str = ""
    told_by: str = ""
    """Where the values of the rounds come from, if not from where the baseline does."""
    even: bool = True
    """Whether the value is the same all the year round, so that another season may be accepted."""


@dataclass(frozen=True, slots=True)
class Spent:
    """A cost line: when it first falls due, in months from the start, and by which rhythm."""

    what: str
    kind: str
    amount: float
    rhythm: str
    month: int
    basis: str = "paid"
    ends: tuple[float, float] | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Engagement:
    """One rollout: who, where, how far. `age` is working days since the start, `late` days of slip in the phase."""

    word: str
    client: str
    country: str
    zone: str
    industry: str
    language: str
    name: str
    system: str
    summary: str
    phase: str
    share: float
    age: int
    entries: tuple[Entry, ...] = ()
    goals: tuple[Goal, ...] = ()
    costs: tuple[Spent, ...] = ()
    durations: dict[str, int] = field(default_factory=dict)
    state: str = "running"
    condition: str = ""


ZH_GOALS = (
    Goal(
        "商机按期推进率",
        "%",
        "up",
        "efficiency",
        42,
        65,
        "销售周报抽样（上线前六个月）",
        "每月按商机阶段计划日期与实际日期核对",
        3000,
        (51, 58),
    ),
    Goal(
        "客户投诉首次响应时间",
        "小时",
        "down",
        "satisfaction",
        26,
        8,
        "客服台账",
        "投诉登记时间到首次回复时间的中位数",
        1500,
        (17, 11),
    ),
    Goal("合同续约率", "%", "up", "loyalty", 71, 80, "财务续保报表", "到期合同中三十天内续约的比例", 20000, (72, 75)),
    Goal(
        "客户主数据完整率", "%", "up", "integration", 54, 95, "上线前数据盘点", "必填字段非空的客户占比", None, (83, 91)
    ),
)
EVALUATED_GOALS = (
    replace(
        ZH_GOALS[0],
        told_by="系统商机报表",
        money=100_000,
        money_ends=(70_000, 120_000),
        share=0.5,
        share_ends=(0.35, 0.6),
        method="trend",
        why="同期产品线调整也推动了商机前移；按上线前两年走势外推后，剩余部分约占一半。",
        scope="全部五个销售部门，不含渠道代理",
    ),
    replace(
        ZH_GOALS[1],
        money=30_000,
        share=0.4,
        method="before-after",
        why="上线同期客服增加两人，双方商定四成归于系统的自动分派与提醒。",
        scope="客服中心受理的全部投诉",
    ),
    replace(
        ZH_GOALS[2],
        money=200_000,
        share=0.5,
        share_ends=(0.3, 0.7),
        method="process",
        why="逐单核对：续约成功的合同中约一半由系统到期提醒首先触发。",
        scope="年保费十万元以上的企业客户合同",
        even=False,
    ),
    replace(ZH_GOALS[3], scope="在册企业客户", told_by="系统数据质量报表"),
    Goal(
        "客户满意度（CSAT）",
        "%",
        "up",
        "satisfaction",
        68,
        85,
        "上线前电话回访",
        "回访问卷五分制中答 4 或 5 分者占比",
        figures=(76, 81),
        way="survey-csat",
        attitude=True,
        counts=({"satisfied": 57, "answered": 75}, {"satisfied": 73, "answered": 90}),
        scope="当季有服务记录的企业客户",
    ),
    Goal(
        "销售速度",
        "元/天",
        "up",
        "sales",
        42_000,
        55_000,
        "销售台账与赢单记录",
        "商机数 × 平均金额 × 赢单率 ÷ 销售周期天数",
        figures=(44_800, 49_500),
        way="velocity",
        counts=(
            {"opportunities": 320, "value": 52_500, "win_rate": 24, "days": 90},
            {"opportunities": 330, "value": 54_000, "win_rate": 25, "days": 90},
        ),
        scope="全部五个销售部门，不含渠道代理",
        even=False,
    ),
)
EVALUATED_COSTS = (
    Spent("CRM 用户许可（200 个）", "licence", 360_000, "year", 0, "contracted", None, "采购合同第三条"),
    Spent("咨询与实施，第一期", "services", 420_000, "once", 1, "paid", None, "发票"),
    Spent("咨询与实施，第二期", "services", 260_000, "once", 7, "paid", None, "发票"),
    Spent(
        "项目组内部人力（六人，平均投入四成）",
        "labour",
        45_000,
        "month",
        0,
        "estimated",
        (35_000, 60_000),
        "人力部测算",
    ),
    Spent("用户培训与认证", "training", 120_000, "once", 6, "paid", None, "培训结算单"),
    Spent("客户数据清洗与迁移", "migration", 90_000, "once", 5, "paid", None, "外包合同"),
    Spent("运行维护与云主机", "running", 12_000, "month", 8, "contracted", (10_000, 16_000), "年度服务合同"),
)
"""Integration has no entry: the page asks whether it was forgotten."""
EN_GOALS = (
    Goal(
        "Quotes answered within one day",
        "%",
        "up",
        "efficiency",
        38,
        75,
        "Mailbox sample, six months before the start",
        "Share of quote requests answered by the end of the next working day",
        1200,
    ),
    Goal(
        "Time from complaint to first answer",
        "hours",
        "down",
        "satisfaction",
        31,
        8,
        "Service desk log",
        "Median hours from registration to the first answer",
        900,
    ),
    Goal(
        "Contract renewal rate",
        "%",
        "up",
        "loyalty",
        68,
        78,
        "Finance renewal list",
        "Renewed within 30 days of expiry / expired",
        15000,
    ),
    Goal(
        "Forecast error of the quarter",
        "%",
        "down",
        "sales",
        24,
        12,
        "Controller's forecast file",
        "Absolute difference of forecast and booked revenue / booked revenue",
    ),
)

ENGAGEMENTS = (
    Engagement(
        "aurora",
        "Aurora Instruments 极光仪器",
        "CN",
        "Asia/Shanghai",
        "科学仪器",
        "zh",
        "极光仪器 CRM 导入",
        "国产移动 CRM",
        "销售靠个人掌握客户，离职即流失；先统一“以客户为中心”的认识，再谈系统。",
        "concept",
        0.55,
        9,
        (
            Entry("risk", "high", "大区经理担心客户资源被公司收走", "华东、西南两位大区经理在访谈中直接表示顾虑。", 10),
            Entry("assumption", "medium", "销售助理可在导入期每周投入两天", "人力已口头同意，尚未书面确认。", 5),
            Entry("issue", "medium", "启动会纪要未发到分公司", "分公司仍以为项目只是换系统。", -2),
            Entry("decision", "low", "概念培训分两场，经理与骨干分开", "避免骨干不敢发言。", 0, "已按此安排。"),
        ),
        ZH_GOALS[:2],
    ),
    Engagement(
        "bluewater",
        "Bluewater Logistics 碧水物流",
        "SG",
        "Asia/Singapore",
        "Contract logistics",
        "en",
        "Bluewater customer programme",
        "Global suite",
        "Three business units sell to the same shippers without knowing of each other; one customer view is the aim.",
        "review",
        0.6,
        38,
        (
            Entry(
                "risk",
                "high",
                "Ocean and air freight keep separate customer lists",
                "Both heads of unit want to keep ownership; the sponsor has to settle it.",
                12,
            ),
            Entry(
                "issue",
                "high",
                "Customs department has not been interviewed",
                "Two appointments were cancelled; the review cannot close without it.",
                -4,
            ),
            Entry(
                "assumption",
                "medium",
                "Quotation process is the same in all branches",
                "To be checked with two branches.",
                8,
            ),
            Entry("decision", "medium", "Returns handling is out of scope", "Volume is below 1%.", 0, "Agreed."),
        ),
        EN_GOALS,
    ),
    Engagement(
        "cedar",
        "Cedar & Stone Furniture 松石家居",
        "CN",
        "Asia/Shanghai",
        "家居零售",
        "zh",
        "松石家居客户流程固化",
        "行业 CRM",
        "门店、设计、安装三段各管一段，客户反复说明需求；流程固化后由一张客户档案贯通。",
        "solidification",
        0.7,
        70,
        (
            Entry("risk", "medium", "流程改动比例偏高", "新流程中六成步骤与现状不同，需要分两批推行。", 20),
            Entry(
                "issue", "critical", "设计变更交接没有明确接收人", "设计到安装的交接缺少责任岗位，已造成两次返工。", 6
            ),
            Entry("decision", "medium", "审批权限按金额分三档", "由营销总监批准。", 0, "已写入流程手册。"),
        ),
        ZH_GOALS,
    ),
    Engagement(
        "delphin",
        "Delphin Medical 海豚医疗",
        "DE",
        "Europe/Berlin",
        "Medical devices",
        "en",
        "Delphin service and sales CRM",
        "Mid-market CRM",
        "Service contracts expire unnoticed; service and sales work from different customer numbers.",
        "deployment",
        0.5,
        100,
        (
            Entry(
                "issue",
                "high",
                "Customer numbers of service and ERP do not match",
                "2,140 of 9,800 installed devices have no customer in the ERP.",
                9,
            ),
            Entry("risk", "medium", "Works council must agree to activity reports", "Meeting is set.", 15),
            Entry("assumption", "low", "Price lists are exported nightly", "Confirmed by IT by phone only.", 5),
        ),
        EN_GOALS,
    ),
    Engagement(
        "ember",
        "Ember Foods 暖炉食品",
        "CN",
        "Asia/Shanghai",
        "休闲食品",
        "zh",
        "暖炉食品渠道 CRM 应用培训",
        "移动渠道 CRM",
        "渠道拜访没有记录，费用投放无法追溯；系统已部署，正在分批培训与认证。",
        "training",
        1.0,
        128,
        (
            Entry("risk", "high", "春节前后培训窗口过短", "一线销售春节前后无法集中。", 18),
            Entry("issue", "medium", "两名内训师尚未取得证书", "补考安排在下周。", 7),
        ),
        ZH_GOALS,
    ),
    Engagement(
        "falcon",
        "Falcon Tools 猎隼工具",
        "DE",
        "Europe/Berlin",
        "Power tools",
        "en",
        "Falcon dealer CRM",
        "Global suite",
        "Dealers call four departments for one answer; from go-live on one record shows it all.",
        "golive",
        0.45,
        150,
        (
            Entry(
                "issue",
                "high",
                "Delivery dates arrive from the ERP with a day's delay",
                "Interface runs nightly; hourly runs are being tested.",
                4,
            ),
            Entry(
                "risk",
                "medium",
                "Old dealer list is still used in the north region",
                "Read-only date is announced.",
                10,
            ),
            Entry("decision", "high", "Cutover on a Friday evening", "Rollback until Sunday noon.", 0, "Decided."),
        ),
        EN_GOALS,
        condition="Certify the dealer desk of the north region before the switch",
    ),
    Engagement(
        "granite",
        "Granite Insurance Brokers 磐石保险经纪",
        "CN",
        "Asia/Shanghai",
        "保险经纪",
        "zh",
        "磐石保险经纪 CRM 应用评价",
        "国产 CRM 套件",
        "上线半年，按季度评价应用的广度、深度与效果，并跟踪整改。",
        "evaluation",
        1.0,
        300,
        (
            Entry("risk", "medium", "分公司之间应用差距拉大", "西部分公司活跃度低于平均。", 12),
            Entry("issue", "medium", "客户标签口径不统一", "两个部门对“高净值客户”定义不同。", 20),
        ),
        EVALUATED_GOALS,
        EVALUATED_COSTS,
    ),
    Engagement(
        "harbour",
        "Harbour Textiles 港湾纺织",
        "NL",
        "Europe/Amsterdam",
        "Textiles",
        "en",
        "Harbour Textiles CRM",
        "Mobile CRM",
        "Paused at the owner's wish until the new sales director has started.",
        "review",
        0.2,
        30,
        (Entry("decision", "high", "Pause until the new sales director starts", "By the owner.", 0, "Paused."),),
        EN_GOALS[:3],
        state="paused",
    ),
)
