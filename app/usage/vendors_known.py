"""The catalogue of ready mappings; columns as the vendors' own pages and sources name them."""

from app.usage.vendors import Vendor
from phases.model import Text

VENDORS = (
    Vendor(
        key="salesforce-login-history",
        name=Text("Salesforce: login history", "Salesforce：登录历史"),
        user=("Username", "UserId", "User ID"),
        function=("Application",),
        time=("LoginTime", "Login Time"),
        signs=(("LoginType", "Login Type"), ("Status", "SourceIp", "Source IP")),
        time_zone="UTC",
        how=Text(
            "Query the object LoginHistory in Data Loader or by the API and save the result as CSV; it says who signed "
            "in by which application, so it measures breadth rather than depth.",
            "用 Data Loader 或 API 查询 LoginHistory 对象并存为 CSV；它只说明谁用哪个应用登录，适合衡量广度而非深度。",
        ),
        source="https://developer.salesforce.com/docs/atlas.en-us.264.0.object_reference.meta/object_reference/"
        "sforce_api_objects_loginhistory.htm (fields and labels of the object; times are GMT)",
    ),
    Vendor(
        key="salesforce-event-log",
        name=Text("Salesforce: event log file", "Salesforce：事件日志文件"),
        user=("USER_ID_DERIVED", "USER_ID"),
        function=("PAGE_ENTITY_TYPE", "EVENT_TYPE"),
        time=("TIMESTAMP_DERIVED", "TIMESTAMP"),
        signs=(("EVENT_TYPE",), ("ORGANIZATION_ID", "REQUEST_ID", "LOGIN_KEY")),
        time_zone="UTC",
        how=Text(
            "With Event Monitoring, download the log files of EventLogFile (Lightning page views say most) as CSV.",
            "启用“事件监控”后，下载 EventLogFile 的 CSV 日志文件（Lightning 页面浏览最有用）。",
        ),
        source="https://developer.salesforce.com/docs/atlas.en-us.230.0.object_reference.meta/object_reference/"
        "sforce_api_objects_eventlogfile_lightningpageview.htm (fields of the log files)",
    ),
    Vendor(
        key="dynamics-audit",
        name=Text("Dynamics 365 / Dataverse: audit", "Dynamics 365 / Dataverse：审核日志"),
        user=("Changed By", "_userid_value", "userid"),
        function=("Entity", "objecttypecode"),
        time=("Changed Date", "createdon"),
        signs=(("Event", "action"), ("Operation", "operation")),
        how=Text(
            "Open the audit summary in the Power Platform admin centre, or query the table audit by the Web API, and "
            "save the rows as Excel, CSV or JSON.",
            "在 Power Platform 管理中心打开“审核摘要视图”，或通过 Web API 查询 audit 表，"
            "将结果存为 Excel、CSV 或 JSON。",
        ),
        source="https://learn.microsoft.com/power-apps/developer/data-platform/auditing/retrieve-audit-data "
        "(columns and display names of the table audit)",
    ),
    Vendor(
        key="hubspot-audit",
        name=Text("HubSpot: audit logs", "HubSpot：审计日志"),
        user=("actingUser.userEmail", "actingUser.userId"),
        function=("subCategory", "category"),
        time=("occurredAt",),
        signs=(("category",), ("action",)),
        time_zone="UTC",
        how=Text(
            "Enterprise accounts: fetch /account-info/v3/activity/audit-logs by the API and save the answer as JSON.",
            "企业版账户：通过 API 获取 /account-info/v3/activity/audit-logs，并将返回结果存为 JSON。",
        ),
        source="https://developers.hubspot.com/docs/api/settings/account-activity-api (fields of the interface; the "
        "header of the CSV that the account's pages export is not described, choose its columns by hand)",
    ),
    Vendor(
        key="zoho-audit",
        name=Text("Zoho CRM: audit log", "Zoho CRM：审计日志"),
        user=("Done By", "done_by", "User", "User Name"),
        function=("Module", "module", "Module Name"),
        time=("Audited Time", "audited_time", "Time", "Date & Time"),
        signs=(("Action", "action"), ("Record Name", "Record", "record", "Source", "source", "Related Module")),
        how=Text(
            "Setup > Security Control > Audit Log > Export as CSV, or the Export Audit Log API; above 100,000 entries "
            "the CSV files come in a ZIP and are uploaded one by one.",
            "“设置 > 安全控制 > 审计日志”中导出 CSV，或使用导出审计日志 API；"
            "超过 10 万条时为 ZIP 内的多个 CSV，请逐个上传。",
        ),
        source="https://zoho.com/crm/developer/docs/api/v8/download-export-audit-log-result.html (that the "
        "export is CSV; no page found names its columns: these are terms of the audit log's screen, unchecked)",
    ),
    Vendor(
        key="suitecrm-tracker",
        name=Text("SuiteCRM: tracker", "SuiteCRM：跟踪器（tracker）"),
        user=("user_name", "user_id"),
        function=("module_name",),
        time=("date_modified",),
        signs=(("item_id", "item_summary"), ("action",)),
        time_zone="UTC",
        how=Text(
            "Switch the tracker on (Admin > Tracker settings) and export the database table tracker as CSV.",
            "启用跟踪器（管理 > 跟踪器设置），将数据库表 tracker 导出为 CSV。",
        ),
        source="https://github.com/salesagility/SuiteCRM/blob/hotfix/modules/Trackers/vardefs.php "
        "(columns of the table)",
    ),
    Vendor(
        key="espocrm-history",
        name=Text("EspoCRM: action history", "EspoCRM：操作历史"),
        user=("userName", "User", "userId"),
        function=("targetType", "Target Type"),
        time=("createdAt", "Created At", "Date"),
        signs=(("action", "Action"),),
        time_zone="UTC",
        how=Text(
            "Administration > Action History, or the table action_history_record: export createdAt, userName, "
            "targetType and action as CSV.",
            "“管理 > 操作历史”或数据表 action_history_record：将 createdAt、userName、targetType、action 导出为 CSV。",
        ),
        source="https://github.com/espocrm/espocrm/blob/master/application/Espo/Resources/metadata/entityDefs/"
        "ActionHistoryRecord.json (fields of the record)",
    ),
    Vendor(
        key="odoo-auditlog",
        name=Text("Odoo: audit log (OCA)", "Odoo：审计日志（OCA 模块）"),
        user=("user_id/login", "user_id", "User"),
        function=("model_id/name", "model_name", "model_id", "Model"),
        time=("create_date", "Created on"),
        signs=(("method", "Method"), ("res_id", "Resource ID", "name", "Resource Name")),
        how=Text(
            "With the module auditlog of the OCA, select the logs, then Action > Export with user, model, method and "
            "created on; Odoo itself keeps no log of use.",
            "安装 OCA 的 auditlog 模块后选中日志，“动作 > 导出”用户、模型、方法和创建时间；Odoo 本身不保存使用日志。",
        ),
        source="https://github.com/OCA/server-tools/blob/16.0/auditlog/models/log.py (fields and labels of the log)",
    ),
    Vendor(
        key="sensors-events",
        name=Text("Sensors Data: events", "神策分析：事件表"),
        user=("$identity_login_id", "login_id", "distinct_id", "user_id"),
        function=("event",),
        time=("time",),
        signs=(("$identity_login_id", "distinct_id"),),
        time_zone="Asia/Shanghai",
        how=Text(
            "Query event, distinct_id and time of the table events in the SQL page and download the result, or take "
            "the raw log of one JSON a line.",
            "在自定义查询中查询 events 表的 event、distinct_id、time 并下载结果，或使用每行一个 JSON 的原始日志。",
        ),
        source="https://manual.sensorsdata.cn/sa/docs/dataTablesAndDataTypes (fields of the table events)",
    ),
    Vendor(
        key="growingio-page",
        name=Text("GrowingIO: raw data of pages", "GrowingIO：原始数据（页面）"),
        user=("loginUserId", "userId", "visitUserId"),
        function=("path", "page"),
        time=("eventTime", "time"),
        signs=(("sendTime",), ("sessionId",)),
        time_zone="UTC",
        how=Text(
            "Download the pages of the raw data by the export API; the compressed CSV is uploaded as it is.",
            "通过原始数据导出 API 下载页面（page）数据；gzip 压缩的 CSV 可直接上传。",
        ),
        source="https://growingio.gitbook.io/docs/developer-manual/api-reference/originaldata-export-v1/characters/"
        "auto-character (fields; Unix time in milliseconds)",
    ),
    Vendor(
        key="wukong-login",
        name=Text("WukongCRM: login log", "悟空 CRM：登录日志"),
        user=("realname", "create_user_id"),
        function=("device_type", "platform"),
        time=("login_time",),
        signs=(("auth_result", "ip_address"),),
        time_zone="Asia/Shanghai",
        how=Text(
            "Export the database table wk_admin_login_log as CSV; it says who signed in on which device, so it "
            "measures breadth rather than depth.",
            "将数据库表 wk_admin_login_log 导出为 CSV；它只说明谁用哪种设备登录，适合衡量广度而非深度。",
        ),
        source="https://github.com/WuKongOpenSource/WukongCRM-11.0-JAVA/blob/master/DB/wk_crm_single.sql "
        "(columns of the table)",
    ),
    Vendor(
        key="xes",
        name=Text("Any system: XES event log", "任意系统：XES 事件日志"),
        user=("org:resource", "resource"),
        function=("concept:name", "activity"),
        time=("time:timestamp", "timestamp", "time"),
        signs=(("time:timestamp",),),
        how=Text(
            "Process mining tools and many systems write XES (IEEE 1849): the resource is the user, the event's name "
            "the function. Each activity instance is one use: by its completion, or by its start where none follows.",
            "流程挖掘工具和许多系统可输出 XES（IEEE 1849）：资源即用户，事件名称即功能。"
            "每个活动实例计为一次使用：以完成为准，没有完成时以开始为准。",
        ),
        source="https://www.xes-standard.org/ (extensions concept, organizational, time, lifecycle)",
    ),
)
