"""Everyday headings: what people write above the columns of their own tables instead of our labels, by register."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

DEPARTMENT = "dept | dept. | division | unit | abteilung | 责任部门 | 所属部门 | 涉及部门 | 部门名称"
NOTES = "note | notes | remark | remarks | comment | comments | bemerkung | 备注 | 说明 | 描述"
OWNER = (
    "responsible | responsible person | assigned to | assignee | in charge | person in charge | verantwortlich | "
    "责任人 | 负责人 | 经办人 | 执行人 | 跟进人"
)
IN_SCOPE = "scope | included | 是否在范围 | 是否纳入范围 | 纳入范围 | 范围内"
ORDER = "step no. | step no | step number | seq | seq. | sequence | pos. | 序号 | 步骤号 | 步骤序号 | 次序 | 顺序号"
PROCESS = "process name | business process | 流程名称 | 业务流程 | 所属流程"
STEP = "step name | activity | task | process step | 步骤名称 | 活动 | 作业 | 作业步骤 | 环节"
HAND_OFF = "handover | hand-over | hand over | handoff | hand-off | 交接 | 移交"
HAND_OFF_TO = (
    "handover to | hand-over to | hand over to | handoff to | hand-off to | passed to | receiver | next role | "
    "交接人 | 交接对象 | 移交给 | 接收人 | 下一岗位"
)
CONTROL_POINT = "control point | key control | kcp | 控制点 | 关键控制"
PROBLEMS = (
    "problem | problems | issue | issues | problem ref | pain point | pain points | 症结 | 问题 | 存在问题 | 对应问题"
)
ROLE = "position | post | performed by | who | 角色 | 执行岗位 | 执行角色 | 责任岗位 | 岗位名称"

_WORDS: Mapping[str, Mapping[str, str]] = {
    "diagnosis/problems": {
        "statement": (
            "problem description | description | problem statement | issue | pain point | 问题 | 问题描述 | "
            "问题点 | 痛点 | 症结描述 | 现状问题 | problembeschreibung | beschreibung"
        ),
        "domain": (
            "area | field | business area | category | 所属领域 | 业务领域 | 类别 | 分类 | 问题类别 | "
            "bereich | themenfeld | 模块"
        ),
        "department": DEPARTMENT,
        "frequency": "how often | occurrence | 发生频率 | 频次 | 发生频次 | häufigkeit | frequenz | 发生频度",
        "severity": (
            "impact | 严重性 | 严重度 | 影响程度 | schweregrad | auswirkung | gewicht | 影响 | 等级 | 严重等级"
        ),
        "said_by": (
            "raised by | reported by | source | mentioned by | 提出者 | 反馈人 | 来源 | gemeldet von | "
            "genannt von | quelle"
        ),
        "symptoms": "symptom | example | examples | 具体表现 | 现象 | 问题表现 | symptome | beispiel | beispiele",
        "root_cause": (
            "cause | reason | causes | 原因 | 根因 | 原因分析 | 根本原因分析 | ursache | grund | hauptursache"
        ),
        "cost": (
            "cost p.a. | annual cost | yearly cost | loss a year | annual loss | 年损失 | 年度损失 | "
            "损失金额 | kosten pro jahr | kosten | kosten p.a. | schaden pro jahr | 年损失额"
        ),
    },
    "evaluation/criteria": {
        "name": (
            "kpi | indicator | success criterion | criterion | measure | kennzahl | 名称 | 指标名称 | "
            "成功标准 | 标准 | metrik | ziel der einführung"
        ),
        "part": "effect | area | category | dimension | 类别 | 分类 | 维度",
        "direction": "better | trend | desired direction | goal direction | 方向 | 期望方向 | 目标方向",
        "unit": "unit of measure | uom | einheit | 计量单位",
        "baseline": (
            "baseline | current value | as-is value | actual | present value | 基线 | 基准值 | 现状值 | "
            "当前值 | 现值 | ist | ist-wert | istwert | ausgangswert | as-is | today"
        ),
        "baseline_date": "as of | date of baseline | baseline date | measured on | 基准日期 | 统计日期",
        "baseline_source": "source | data source | baseline source | 来源 | 数据来源",
        "target": "target | goal | to-be value | 目标 | 目标数值 | ziel | zielwert | soll | soll-wert | to-be",
        "target_date": (
            "due | due date | deadline | target by | achieve by | 达成日期 | 完成日期 | 目标达成日期 | 期限 | "
            "by when | zieltermin | termin | bis wann | 完成时间 | 达成时间 | 目标时间"
        ),
        "owner": OWNER,
        "how_measured": (
            "measurement | definition | formula | how measured | calculation | measured by | 计算方法 | "
            "计算公式 | 统计口径 | 口径 | 衡量方法 | 定义 | messung | messmethode | berechnung | 测量方式 | "
            "数据口径"
        ),
        "money_per_unit": "value per unit | money value | 每单位价值 | 单位金额",
    },
    "concept/team": {
        "name": "full name | first and last name | person | member | team member | 名字 | 成员 | 成员姓名 | 人员",
        "side": "company | organisation | organization | party | firm | 单位 | 所属单位 | 甲方/乙方 | 甲乙方 | 公司",
        "role": (
            "project role | function in the project | 项目角色 | 项目职务 | 项目职责 | funktion | rolle | "
            "职务 | 岗位 | 项目岗位"
        ),
        "level": "hierarchy | grade | management level | 职级 | 级别",
        "department": DEPARTMENT,
        "it": "it | it staff | it person | 信息部门人员",
        "to_train": "concept training | training | trained | 参加理念培训 | 理念培训 | 参加培训 | 需培训",
        "in_raci": "raci | in raci",
        "days": "days/week | days p.w. | availability | 每周投入 | 投入时间",
        "starts": "start | start date | since | von | 开始日期 | 起始日期 | 进场日期",
        "ends": "until | end | end date | till | bis | 结束日期 | 截止日期 | 离场日期",
    },
    "concept/duties": {
        "activity": "task | work package | deliverable | 工作内容 | 任务 | 活动 | 工作项 | 事项",
        "accountable": "accountable | a | 最终负责 | 负责(a) | 责任人(a) | 批准(a)",
        "responsible": "responsible | r | 执行 | 执行人 | 负责(r) | 负责执行(r)",
        "consulted": "consulted | c | 征询 | 咨询 | 咨询(c) | 被咨询(c)",
        "informed": "informed | i | 知会 | 通知(i) | 告知(i)",
    },
    "concept/meetings": {
        "title": (
            "subject | topic | title | name | 会议名称 | 会议主题 | 主题 | 名称 | besprechung | sitzung | termin"
        ),
        "kind": "type | meeting type | 会议类型 | 类别 | art",
        "held_on": "day | held on | when | datum | 时间 | 会议时间 | 会议日期 | 召开时间 | 召开日期",
        "attendees": (
            "participants | present | attendance | teilnehmer | 参会人员 | 参会人 | 与会人员 | 参加人员 | 参与人"
        ),
        "sponsor_present": (
            "sponsor attended | sponsor present | sponsor | 发起人出席 | 发起人是否出席 | 领导出席 | "
            "sponsor dabei | auftraggeber dabei"
        ),
        "minutes": (
            "notes | result | results | decisions | protocol | 会议纪要 | 会议内容 | 会议记录 | 结论 | 备注 | "
            "protokoll | ergebnis"
        ),
    },
    "concept/sessions": {
        "title": (
            "subject | topic | title | course | training | 培训名称 | 培训主题 | 课程 | 课程名称 | 名称 | "
            "主题 | thema | schulung"
        ),
        "held_on": "day | held on | when | 时间 | 培训时间 | 培训日期 | datum | termin",
        "trainer": "speaker | instructor | taught by | 主讲人 | 授课人 | 培训师 | referent",
        "topics": "agenda | contents | 培训内容 | 课程内容",
    },
    "concept/attendance": {
        "person": "name | participant | attendee | 姓名 | 学员 | 参加人员",
        "session": "training | course | 培训场次 | 课程 | 培训",
        "pre_test": "pre-test | pretest | test before | before | 训前 | 训前测试 | 训前成绩 | 前测",
        "post_test": "post-test | posttest | test after | after | 训后 | 训后测试 | 训后成绩 | 后测 | 成绩",
    },
    "review/departments": {
        "name": "department name | dept | dept. | 部门名称",
        "head": "head of department | manager | lead | 部门负责人 | 主管 | 经理",
        "in_scope": IN_SCOPE,
        "notes": NOTES,
    },
    "review/processes": {
        "name": "process name | business process | 流程名称 | 业务流程",
        "domain": "area | business area | category | 所属领域 | 业务领域 | 类别",
        "owner": "process owner | responsible | 流程负责人 | 责任人 | 负责人 | 流程所有者",
        "in_scope": IN_SCOPE,
        "complete": "complete | finished | 梳理完整 | 已梳理 | mapped",
        "confirmed_on": "confirmed on | confirmed | 确认日期 | signed off | signed off on",
        "notes": NOTES,
    },
    "review/steps": {
        "name": STEP + " | schritt | arbeitsschritt | prozessschritt | tätigkeit",
        "flow": PROCESS + " | prozess | ablauf | geschäftsprozess",
        "place": ORDER,
        "role": ROLE + " | rolle | stelle | durch wen",
        "department": DEPARTMENT,
        "carrier": (
            "medium | media | tool | means | 介质 | 媒介 | 工具 | 方式 | hilfsmittel | medium/system | "
            "werkzeug | mittel"
        ),
        "system": (
            "system | form | document | system or paper | 系统 | 单据 | 表单 | 系统/单据 | 系统或单据 | 使用系统"
        ),
        "hand_off": HAND_OFF,
        "hand_off_to": HAND_OFF_TO + " | übergabe an | weitergabe an | 下一环节",
        "control_point": CONTROL_POINT,
        "controls": "control | controls | what is checked | 控制要求 | 控制要点",
        "problems": PROBLEMS,
    },
    "review/interviews": {
        "who": (
            "interviewee | interviewees | name | person | participants | 受访人 | 被访谈人 | 受访者 | 姓名 | "
            "参加人员 | gespräch mit | gesprächspartner | interviewpartner | teilnehmer | 访谈对象 | 访谈人员"
        ),
        "departments": "department | departments | dept | dept. | 部门 | 所属部门 | 受访部门",
        "kind": "type | format | 类型 | 访谈形式 | 方式 | art | 访谈方式 | interview type",
        "held_on": "date | held on | when | 访谈日期 | 访谈时间 | 时间 | datum | termin | 访谈日",
        "notes": (
            "note | notes | remark | remarks | comment | comments | key points | 记录要点 | 访谈记录 | "
            "访谈内容 | 要点 | 备注 | notizen | protokoll | ergebnis | 访谈纪要 | 纪要 | 主要观点"
        ),
    },
    "review/stakeholders": {
        "name": (
            "name | person | 姓名 | 干系人 | 相关人 | 利益相关人 | 相关方 | name der person | stakeholder name | "
            "相关人员 | 干系人姓名"
        ),
        "position": "job title | title | function | 职位 | 岗位 | role | funktion | rolle | 角色",
        "department": DEPARTMENT,
        "influence": "power | 影响 | 影响程度 | einfluss | macht | influence level | 影响程度(高/中/低)",
        "stance": (
            "attitude | support | 态度 | 支持程度 | haltung | einstellung | position to the project | "
            "对项目态度 | 支持度"
        ),
        "plan": (
            "action | actions | measure | measures | 应对措施 | 措施 | 对策 | maßnahme | maßnahmen | "
            "沟通策略 | 应对策略"
        ),
        "owner": OWNER,
        "state": "status | 当前状态",
        "reason": "concern | concerns | grund | bedenken | 顾虑 | 反对原因",
    },
    "review/recommendations": {
        "title": "title | 建议标题 | 建议内容",
        "text": "description | detail | details | 详细说明 | 描述",
        "weight": "priority | importance | 优先级 | 重要性",
        "addressee": "addressee | to | 对象",
        "state": "status | 当前状态",
        "answer": "client answer | answer | response | 答复 | 客户意见",
        "problems": PROBLEMS,
    },
    "solidification/processes": {
        "name": "process name | to-be process | target process | 目标流程 | 目标流程名称 | 流程名称",
        "as_is": "as-is process | as-is | current process | 现状流程 | 对应现状流程 | 对应现状",
        "owner": (
            "process owner | responsible | responsible person | assigned to | assignee | in charge | "
            "person in charge | verantwortlich | 责任人 | 负责人 | 经办人 | 执行人 | 跟进人 | 流程负责人 | "
            "流程责任人"
        ),
        "purpose": "purpose | goal | objective | aim | 目的 | 目标",
    },
    "solidification/steps": {
        "name": STEP,
        "flow": "process name | business process | 流程名称 | 业务流程 | 所属流程 | to-be process | 目标流程",
        "place": ORDER,
        "change": "change | change vs as-is | change type | vs as-is | 变化 | 变更类型 | 与现状对比 | 变化类型",
        "role": ROLE,
        "department": DEPARTMENT,
        "trigger": "triggered by | start event | 触发 | 触发事件",
        "output": "result | 输出物",
        "input": "inputs | 输入物",
        "standard": "work standard | rule | rules | 标准 | 作业要求",
        "hand_off": HAND_OFF,
        "hand_off_to": HAND_OFF_TO,
        "function": "function | crm function | 功能 | 功能点 | crm功能",
        "fit": "fit/gap | fit-gap | fit gap | gap | solution | 匹配 | 差异 | 实现方式 | 匹配度",
        "control_point": CONTROL_POINT,
        "replaces": "as-is step | as-is steps | current step | replaces | 现状步骤 | 对应现状步骤 | 原步骤",
        "problems": (
            "problem | problems | issue | issues | problem ref | pain point | pain points | 症结 | 问题 | "
            "存在问题 | 对应问题 | solves | 对应症结 | 解决的问题"
        ),
    },
    "solidification/functions": {
        "name": (
            "function name | feature | requirement | 功能名称 | 功能点 | 需求 | 功能需求 | anforderung | "
            "funktion | feature name | 功能项 | 需求描述"
        ),
        "area": "module | category | 模块 | 类别 | 功能模块 | bereich | modul",
        "needed": "required | in scope | 是否需要",
        "fit": (
            "fit/gap | fit-gap | fit gap | gap | solution | 匹配 | 差异 | 实现方式 | 匹配度 | fit / gap | "
            "erfüllung | abdeckung | 满足情况 | 满足程度 | 符合度 | 差异分析"
        ),
        "customisation": (
            "development | gap description | customization | 开发内容 | 差异说明 | 二开内容 | anpassung | "
            "二次开发说明 | 定制说明 | 开发说明"
        ),
        "problems": (
            "problem | problems | issue | issues | problem ref | pain point | pain points | 症结 | 问题 | "
            "存在问题 | 对应问题 | solves | 对应症结 | 解决的问题"
        ),
    },
    "deployment/configuration": {
        "name": (
            "config item | item | setting name | configuration | 配置 | 配置项名称 | 配置内容 | 名称 | "
            "konfiguration | einstellung"
        ),
        "steps": "to-be step | to-be steps | process step | step | steps | 对应步骤 | 目标步骤 | 支撑步骤",
        "environment": "system | 系统环境",
        "done": "done | status | completed | finished | 完成 | 已完成 | 配置状态 | 完成状态 | 状态",
        "result": "test | test status | result | 测试 | 测试状态 | 结果 | testergebnis",
        "tested_on": "test date | date of test | 测试时间 | tested on | getestet am",
        "tester": "tester | 测试人员 | tested by | getestet von",
        "setting": (
            "setting | settings | details | note | notes | remark | remarks | comment | comments | bemerkung | "
            "备注 | 说明 | 描述 | 配置说明 | 设置"
        ),
        "test_case": "test case | test description | 测试说明",
    },
    "deployment/dictionary": {
        "field": "field name | attribute | column | 字段名 | 字段名称 | 属性 | 数据项",
        "object": "entity | table | data object | 对象 | 实体 | 表 | 表名 | 对象名称",
        "type": "data type | field type | format type | 字段类型 | 数据类型",
        "mandatory": "required | must | obligatory | 必填项 | 必输",
        "codes": (
            "allowed values | values | value list | code list | picklist | 值域 | 可选值 | 选项 | 取值范围 | 枚举值"
        ),
        "pattern": "format | 格式要求",
        "refers_to": "reference | foreign key | lookup | 关联 | 关联对象 | 外键",
        "owner": "data owner | responsible | 归口部门 | 责任人 | 数据责任人 | 归属部门",
        "meaning": (
            "definition | note | notes | remark | remarks | comment | comments | bemerkung | 备注 | 说明 | 描述 | "
            "description | 定义 | 字段说明"
        ),
    },
    "deployment/data-sets": {
        "name": "data | 数据 | 数据名称 | 名称",
        "object": "object | entity | 对象 | 数据对象",
        "source": "source system | from | 来源系统 | 数据来源",
        "owner": OWNER,
        "mandatory": "required | 必须",
        "cleaning": "cleansing | cleaning | data cleansing | 清洗 | 清洗方式 | 清洗规则",
    },
    "deployment/integrations": {
        "name": "interface | interface name | 接口 | 接口名称 | 集成名称",
        "kind": "type | system | 类型",
        "in_scope": IN_SCOPE,
        "last_sync": "last sync | last run | 最近同步 | 最近同步日期",
        "owner": OWNER,
        "content": "content | data | objects | 内容 | 数据内容",
    },
    "deployment/transfers": {
        "topic": "subject | knowledge item | 转移主题 | 内容 | 知识点",
        "shown_by": "by | trainer | 转移人 | 讲解人",
        "shown_to": "receiver | learner | 接受人 | 学习人",
        "shown_on": "date | shown | 转移日期 | 讲解日期",
        "alone_on": "done alone | independent since | 独立操作日期",
        "note": NOTES,
    },
    "training/roles": {
        "name": "training role | user role | role name | 角色名称 | 岗位 | 岗位角色 | 岗位名称",
        "norm": "norm | standard | can do alone | tasks | 标准 | 考核标准 | 能力要求 | 岗位要求",
    },
    "training/modules": {
        "title": "module name | course | topic | title | 课程 | 课程名称 | 模块 | 模块名称",
        "roles": "roles | for roles | audience | target group | 培训对象 | 适用角色 | 面向岗位",
        "steps": "steps | to-be steps | process steps | 目标步骤 | 对应步骤",
        "materials": "material | documents | 培训资料 | 培训材料 | 资料",
    },
    "training/trainers": {
        "name": "trainer | instructor | 讲师 | 讲师姓名 | 培训师",
        "certificate": "certification | 资质 | 认证 | 证书名称",
        "expires_on": "expires | expiry | expiry date | valid to | 有效期 | 到期日期 | 证书有效期",
    },
    "training/sessions": {
        "title": "course | session name | training | batch | 场次名称 | 培训名称 | 班次 | 培训班 | schulung | kurs",
        "module": "course module | subject | 课程 | 模块 | 课程名称",
        "trainer": "instructor | taught by | speaker | 授课人 | 培训师 | 主讲人",
        "held_on": "date | held on | when | 时间 | 培训日期 | 培训时间 | datum | termin",
        "place": "room | location | venue | 培训地点 | 教室 | ort | raum",
    },
    "training/learners": {
        "name": (
            "user | full name | employee | participant | last name, first name | 学员 | 用户 | 用户姓名 | 员工姓名"
        ),
        "department": DEPARTMENT,
        "role": "training role | user role | position | 培训角色 | 岗位 | 岗位角色",
        "key_user": "key user | super user | 是否关键用户",
        "manager": "supervisor | line manager | reports to | boss | 直属领导 | 上级 | 主管 | 部门主管",
        "usage_name": "login | user name | user id | username | account | 账号 | 登录名 | 用户名 | 系统账号",
    },
    "training/enrolments": {
        "learner": "participant | name | learner | attendee | employee | 学员 | 姓名 | 参训人员 | 员工",
        "session": "course | training | batch | 培训场次 | 课程 | 培训班 | 班次",
        "attended": "present | attendance | came | 到场 | 签到 | 出席 | 到课 | 出勤情况",
        "pre_test": "pre-test | pretest | before | score before | 训前 | 训前测试 | 训前成绩 | 前测",
        "post_test": "post-test | posttest | after | score | score after | 训后 | 训后测试 | 训后成绩 | 后测 | 成绩",
        "result": "passed | pass/fail | outcome | 考核结果 | 合格",
    },
    "training/certifications": {
        "learner": "name | learner | participant | employee | 姓名 | 学员 | 员工",
        "role": "training role | position | 岗位 | 认证角色",
        "passed": "passed | result | practical test | 通过 | 结果 | 考核结果 | 实操考核",
        "tested_on": "date | tested on | test date | 日期 | 考核时间",
        "tested_by": "examiner | tested by | 考官 | 考评人",
    },
    "golive/tasks": {
        "title": (
            "task name | activity | step | description | 任务名称 | 切换任务 | 工作内容 | 步骤 | 事项 | "
            "aufgabe | tätigkeit | schritt"
        ),
        "owner": OWNER,
        "planned_start": (
            "start | from | begin | start time | planned from | 开始 | 开始时间 | 计划开始时间 | beginn | "
            "start geplant | von"
        ),
        "planned_end": (
            "end | until | finish | end time | planned to | 结束 | 结束时间 | 计划结束时间 | 计划完成时间 | "
            "ende | ende geplant | bis"
        ),
        "started": "started | actual from | 实际开始时间",
        "finished": "finished | actual to | 实际结束时间 | 实际完成时间",
        "depends": (
            "predecessor | predecessors | dependency | dependencies | after | waits for | 前序任务 | "
            "前置条件 | 紧前任务 | vorgänger | abhängig von | nach | 依赖 | 依赖任务 | 前置"
        ),
        "no_return": (
            "ponr | no return | irreversible | 不可回退 | 不可逆 | 不可逆点 | point of no return? | "
            "kein zurück | 是否不可逆"
        ),
        "rollback_needed": "rollback? | needs rollback | 需回退 | 需要回退 | 是否需回退",
        "rollback": (
            "rollback plan | fallback | back-out | rollback action | 回退措施 | 回退方案 | 回滚步骤 | "
            "回滚方案 | rückfall | rückfallplan | fallback plan"
        ),
    },
    "golive/issues": {
        "title": (
            "description | issue description | summary | subject | title | 问题描述 | 问题标题 | 问题现象 | "
            "描述 | issue name | problem | störung | 问题"
        ),
        "severity": (
            "priority | prio | impact | urgency | 优先级 | 紧急程度 | 等级 | 级别 | 严重等级 | 严重性 | "
            "priorität | schweregrad"
        ),
        "opened_on": (
            "reported | reported on | opened on | created | created on | date | 提出时间 | 发现时间 | "
            "发现日期 | 登记日期 | 上报时间 | gemeldet am | erfasst am"
        ),
        "resolved_on": (
            "closed | closed on | resolved on | solved on | done on | 解决时间 | 关闭时间 | 关闭日期 | "
            "完成时间 | gelöst am | erledigt am"
        ),
        "note": (
            "resolution | solution | cause | action | comment | comments | 处理措施 | 解决方案 | 解决措施 | "
            "处理结果 | 备注 | lösung"
        ),
    },
    "golive/meetings": {
        "title": "subject | topic | 会议名称 | 会议主题",
        "held_on": "date | held on | 会议日期 | 会议时间 | 时间",
        "decision": "result | outcome | 会议决定 | 决议 | 结论",
        "attendees": "participants | present | 参会人 | 与会人员 | 出席人员",
        "conditions": "condition | open points | 条件 | 遗留事项",
    },
    "golive/roster": {
        "name": "name | person | 姓名 | 人员 | 值班人员",
        "task": "area | topic | task | 范围 | 内容 | 职责",
        "from_day": "start | date | 开始日期 | 日期",
        "to_day": "until | end | 结束日期",
        "contact": "phone | telephone | mobile | e-mail | 电话 | 手机 | 联系电话",
    },
    "golive/old-systems": {
        "name": "system | application | 系统 | 系统名称",
        "read_only_from": "read-only | read only since | 只读日期",
        "export_kept": "export | archive | 归档位置 | 数据位置",
        "in_use": "in use | used | 使用中 | 在用",
    },
    "raid/log": {
        "title": (
            "description | 描述 | title | summary | subject | item | 事项 | 标题 | 名称 | 主题 | risk | "
            "issue | description of risk | issue/risk | risk description | bezeichnung | risiko | 风险描述 | "
            "问题描述 | 事项描述 | 内容 | titel"
        ),
        "kind": "type | category | raid | 类型 | 分类 | art | typ | raid type | 类型(风险/问题)",
        "severity": (
            "impact | priority | prio | level | rating | 等级 | 级别 | 优先级 | 影响程度 | 严重性 | "
            "schweregrad | criticality | risk level | 风险等级 | 严重等级 | priorität | gewicht"
        ),
        "owner": OWNER,
        "due": (
            "due date | due by | deadline | target date | 期限 | 计划完成日期 | 要求完成日期 | 完成期限 | "
            "fällig | fällig am | termin | bis wann | 计划完成时间 | 计划关闭日期 | 预计完成时间"
        ),
        "phase": "project phase | stage | 所属阶段 | 项目阶段",
        "text": "details | detail | comment | comments | remarks | 说明 | 详细描述 | 备注 | beschreibung | kommentar",
        "response": (
            "mitigation | action | actions | measure | measures | countermeasure | 应对措施 | 措施 | 对策 | "
            "解决方案 | maßnahme | maßnahmen | mitigation plan | response plan | next step | 处理措施 | "
            "解决措施"
        ),
    },
    "golive/rehearsals": {
        "title": "name | dry run | run | trial | probelauf | 演练名称 | 名称 | 演练批次",
        "held_on": "date | held on | datum | 时间 | 演练日期 | 演练时间",
        "window_minutes": "window | time window | zeitfenster | 时间窗口 | 窗口",
        "duration_minutes": "actual duration | took | time taken | 实际用时",
        "result": "outcome | ergebnis | 演练结果 | 结论",
        "findings": "finding | issues | lessons | 发现问题 | 存在问题 | 问题",
    },
    "benefits/costs": {
        "what": "position | item | description | cost item | 项目 | 名称 | 费用项目 | 成本项 | 内容说明",
        "kind": "type | category | cost type | art | kostenart | 费用类别 | 类型",
        "amount": "betrag | sum | cost | costs | value | 费用 | 金额(元)",
        "rhythm": "frequency | recurrence | rhythmus | turnus | 周期 | 支付方式 | 频率",
        "first_due": (
            "due | due date | date | from | start | fällig | fällig ab | 到期日 | 日期 | 开始日期 | 首次日期"
        ),
        "last_due": "until | to | end | bis | 结束日期 | 截止日期",
        "basis": "certainty | confidence | sicherheit | 确定程度 | 可信度",
        "low": "minimum | min | 下限",
        "high": "maximum | max | 上限",
        "source": "reference | quelle | evidence | 依据来源 | 出处",
    },
    "diagnosis/candidates": {
        "name": "candidate | product | solution | crm | 产品 | 候选产品 | 系统名称",
        "vendor": "supplier | manufacturer | provider | 供应商 | 厂家",
        "kind": "type | category | 类型",
        "total_cost": "cost | tco | total cost of ownership | price | 总费用 | 价格",
        "remark": "remarks | comment | comments | note | notes | 说明",
    },
    "diagnosis/selection-criteria": {
        "title": "name | requirement | 名称 | 选型标准 | 评价标准 | 指标 | kriterium",
        "weight": "weighting | points | 比重 | 权重(%) | gewicht | gewichtung",
        "essential": "must | must have | mandatory | knock-out | ko | 必须 | 必备 | 一票否决 | muss | ko-kriterium",
        "minimum": "min | minimum score | 最低要求 | 最低得分 | mindestwert",
        "looks_at": "description | details | 说明 | 描述 | 考察点",
    },
    "solidification/figures": {
        "name": "indicator | metric | kennzahl | 指标名称 | 名称",
        "flow": "process name | 流程名称 | 所属流程",
        "formula": "calculation | definition | 计算公式 | 公式 | 定义",
        "unit": "uom | einheit | 计量单位",
        "present": "baseline | current | current value | as-is | ist | 当前值 | 现状值 | 基线",
        "aim": "target | goal | to-be | ziel | soll | 目标",
        "source": "data source | system | 来源",
    },
    "golive/days": {
        "day": "date | datum | 日期",
        "issues": "new issues | issues | opened | 新增问题 | 问题数",
        "active": "active users | users active | 活跃用户",
        "users": "users | all users | licensed users | 用户数 | 总用户数",
        "remark": "remarks | note | notes | comment | 说明",
    },
    "golive/log": {
        "entry": "event | what | what happened | note | 事件 | 记录 | 事项",
        "at": "time | when | timestamp | 时间点 | 发生时间",
        "said_by": "by | who | reported by | 记录者 | 报告人",
    },
}


@cache
def everyday(path: str, name: str) -> tuple[str, ...]:
    """Other headings for a field of the register with this path."""
    words = _WORDS.get(path, {}).get(name, "")
    return tuple(word.strip() for word in words.split(" | ") if word.strip())


def told_of(path: str) -> tuple[str, ...]:
    """The names of the fields of a register that have other headings."""
    return tuple(_WORDS.get(path, ()))


PATHS = tuple(_WORDS)
