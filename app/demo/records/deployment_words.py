"""What the demonstration's deployment is called, in both languages."""

ENVIRONMENTS = {
    "zh": (("测试环境", "test"), ("培训环境", "training"), ("正式环境", "live")),
    "en": (("Test system", "test"), ("Training system", "training"), ("Live system", "live")),
}
OBJECTS = {"zh": ("客户", "联系人", "产品"), "en": ("Customer", "Contact", "Product")}
SETS = {"zh": ("客户档案", "联系人", "产品目录"), "en": ("Customers", "Contacts", "Product list")}
SOURCES = {
    "zh": ("ERP 客户主数据与销售员个人表格", "销售员通讯录导出", "ERP 物料主数据"),
    "en": ("ERP master data and salespeople's own lists", "Address books of the salespeople", "ERP material master"),
}
OWNERS = {"zh": ("销售部", "销售部", "产品部"), "en": ("Sales", "Sales", "Product management")}
CUSTOMER_FIELDS = {"zh": ("编号", "名称", "电话", "城市", "更新日期"), "en": ("no", "name", "phone", "city", "updated")}
CONTACT_FIELDS = {"zh": ("编号", "姓名", "邮箱", "客户编号"), "en": ("no", "name", "email", "customer_no")}
MEANINGS = {
    "zh": ("CRM 与 ERP 共用的唯一编号", "工商登记名称", "总机或对接人电话", "开票地址所在城市", "最近一次核对日期"),
    "en": ("One number in CRM and ERP", "Name in the company register", "Switchboard or main contact",
           "City of the billing address", "Last time somebody checked it"),
}  # fmt: skip
CITIES = {"zh": ("苏州", "宁波", "成都", "青岛", "佛山"), "en": ("Lüneburg", "Bremen", "Kassel", "Fulda", "Celle")}
STEMS = {
    "zh": ("云帆", "启明", "恒岳", "锦程", "北辰", "天衡", "海纳", "润泽", "星野", "长风"),
    "en": ("Alder", "Birch", "Cedar", "Dogwood", "Elder", "Foxglove", "Gorse", "Hazel", "Ivy", "Juniper"),
}
TRADES = {
    "zh": ("机械", "电气", "包装", "物流", "仪表", "建材", "纺织", "食品"),
    "en": ("Tooling", "Electric", "Packaging", "Logistics", "Gauges", "Timber", "Textiles", "Foods"),
}
FAMILY = {"zh": tuple("赵钱孙李周吴郑王"), "en": ("Abel", "Brook", "Crane", "Dune", "Elm", "Fern", "Gale", "Heath")}
GIVEN = {"zh": ("晓航", "思远", "望舒", "一诺"), "en": ("Ann", "Ben", "Cleo", "Dan")}
INTEGRATIONS = {
    "zh": (("ERP 客户与订单", "erp", "both"), ("企业微信与电话", "channel", "in"), ("单点登录", "directory", "in")),
    "en": (("ERP customers and orders", "erp", "both"), ("Mail and telephone", "channel", "in"),
           ("Sign-in with the company account", "directory", "in")),
}  # fmt: skip
TOPICS = {
    "zh": ("新增用户与权限", "调整商机阶段", "维护编码表", "导入客户并核对", "制作报表"),
    "en": ("Add a user and their rights", "Change the stages of a deal", "Keep the code lists",
           "Load customers and reconcile", "Build a report"),
}  # fmt: skip
REASONS = {
    "zh": "重复客户已合并；三年无往来且已注销的客户不迁入。",
    "en": "Duplicates were merged; customers struck off the register three years ago stay behind.",
}
LOAD = {"zh": "{name}：第 {n} 次装载", "en": "{name}, load {n}"}
SETTING = {
    "zh": "按目标流程设置必填字段、审批条件和提醒时限。",
    "en": "Mandatory fields, approval and reminder set as the to-be process asks.",
}
CASE = {
    "zh": "由关键用户用三个真实案例走通，含一次退回。",
    "en": "Three real cases walked through by key users, one of them sent back.",
}
CLEANING = {
    "zh": "先合并疑似重复，再由责任部门逐条补齐必填字段，最后抽样电话核对。",
    "en": "Probable duplicates merged first, then missing fields filled by the owner, then a sample checked by phone.",
}
CONFIGURED = {"zh": "{step}：系统设置", "en": "{step}: settings"}
