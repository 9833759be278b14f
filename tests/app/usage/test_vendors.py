"""Each ready mapping recognises its export and takes the right columns; files of two rows made for the purpose."""

from pathlib import Path

import pytest

from app.delimited.unreadable import UnreadableFile
from app.opening.opened import table_of
from app.usage.choosing import proposed, settled
from app.usage.importing import normalise
from app.usage.vendors import named, recognised, vendors

# The header and a row of each, with what has to come of the row: user, function, instant in UTC.
EXPORTS = {
    "salesforce-login-history": (
        "UserId,LoginTime,LoginType,SourceIp,Application,Status\n"
        "005A1,2026-07-01T01:05:00.000Z,Application,10.0.0.1,Browser,Success\n",
        ("005a1", "browser", "2026-07-01 01:05:00"),
    ),
    "salesforce-event-log": (
        "EVENT_TYPE,TIMESTAMP,REQUEST_ID,ORGANIZATION_ID,USER_ID,PAGE_ENTITY_TYPE,TIMESTAMP_DERIVED\n"
        "LightningPageView,20260701010500.123,R1,00D1,005A1,Opportunity,2026-07-01T01:05:00.123Z\n",
        ("005a1", "opportunity", "2026-07-01 01:05:00.123"),
    ),
    "dynamics-audit": (
        "Changed Date,Event,Changed By,Record,Entity,Operation\n"
        "2026-07-01 09:05,Update,Li Na,Acme,Account,Update\n",
        ("li na", "account", "2026-07-01 01:05:00"),  # in the project's zone, Asia/Shanghai
    ),
    "hubspot-audit": (
        '{"results": [{"id": "a", "category": "CRM_OBJECT", "subCategory": "DEAL", "action": "UPDATE",'
        ' "occurredAt": "2026-07-01T01:05:00.529Z", "actingUser": {"userId": 7, "userEmail": "li@example.com"}}]}',
        ("li@example.com", "deal", "2026-07-01 01:05:00.529"),
    ),
    "zoho-audit": (
        "Audited Time,Done By,Action,Module,Record Name\n2026-07-01 09:05:00,Li Na,Updated,Deals,Acme\n",
        ("li na", "deals", "2026-07-01 01:05:00"),
    ),
    "suitecrm-tracker": (
        "id,monitor_id,user_id,module_name,item_id,item_summary,date_modified,action,session_id,visible\n"
        "1,m,u-7,Opportunities,i,Acme,2026-07-01 01:05:00,detailview,s,1\n",
        ("u-7", "opportunities", "2026-07-01 01:05:00"),
    ),
    "espocrm-history": (
        "number,createdAt,userName,action,targetType,targetName\n1,2026-07-01 01:05:00,li.na,read,Lead,Acme\n",
        ("li.na", "lead", "2026-07-01 01:05:00"),
    ),
    "odoo-auditlog": (
        "create_date,user_id,model_id,method,res_id\n2026-07-01 09:05:00,Li Na,crm.lead,write,7\n",
        ("li na", "crm.lead", "2026-07-01 01:05:00"),
    ),
    "sensors-events": (
        '{"distinct_id": "u7", "time": 1782867900000, "type": "track", "event": "ViewDeal", "properties": {"a": 1}}\n',
        ("u7", "viewdeal", "2026-07-01 01:05:00"),  # 1,782,867,900 s after 1970 is 2026-07-01 01:05 UTC
    ),
    "growingio-page": (
        "userId,sessionId,sendTime,eventTime,eventType,domain,path\n"
        "u7,s,1782867901000,1782867900000,page,crm.example.com,/deals\n",
        ("u7", "/deals", "2026-07-01 01:05:00"),
    ),
    "wukong-login": (
        "id,create_user_id,login_time,ip_address,login_address,device_type,auth_result\n"
        "1,14773,2026-07-01 09:05:00,10.0.0.1,上海,PC,1\n",
        ("14773", "pc", "2026-07-01 01:05:00"),
    ),
    "xes": (
        '<?xml version="1.0"?><log><trace><string key="concept:name" value="c"/><event>'
        '<string key="concept:name" value="Quote"/><string key="org:resource" value="Li Na"/>'
        '<date key="time:timestamp" value="2026-07-01T09:05:00+08:00"/></event></trace></log>',
        ("li na", "quote", "2026-07-01 01:05:00"),
    ),
}  # fmt: skip


def test_every_ready_mapping_has_its_export_here() -> None:
    assert [one.key for one in vendors()] == list(EXPORTS)


@pytest.mark.parametrize("key", EXPORTS)
def test_an_export_is_recognised_and_comes_in_without_a_word(tmp_path: Path, key: str) -> None:
    import duckdb

    content, expected = EXPORTS[key]
    path = tmp_path / "export"
    path.write_text(content, encoding="utf-8")
    table = table_of(path)[1]
    vendor = recognised(table.columns)
    assert vendor is not None
    assert vendor.key == key
    mapping = settled(table, {}, {}, vendor)
    out = tmp_path / "events.parquet"
    zone = vendor.time_zone or "Asia/Shanghai"
    imported = normalise(path, mapping, time_zone=zone, out=out, refused=tmp_path / "refused.csv")
    assert (imported.accepted, imported.refused) == (1, 0)
    query = f"""SELECT "user", "function", "at" AT TIME ZONE 'UTC' FROM read_parquet('{out}')"""
    (found,) = duckdb.sql(query).fetchall()
    assert (found[0], found[1], f"{found[2]}"[:23].removesuffix("000")) == expected


@pytest.mark.parametrize("vendor", vendors(), ids=lambda one: one.key)
def test_each_says_how_to_get_it_and_where_its_columns_are_described(vendor: object) -> None:
    one = named(vendor.key)  # type: ignore[attr-defined]
    assert one.source.startswith("https://")
    assert all((one.how.en, one.how.zh, one.name.en, one.name.zh))


def test_columns_saved_for_the_project_go_before_a_ready_mapping(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(EXPORTS["zoho-audit"][0], encoding="utf-8")
    table = table_of(path)[1]
    saved = {"user": "Done By", "function": "Action", "time": "Audited Time"}
    assert proposed(table, saved, named("zoho-audit")) == saved
    assert proposed(table, {}, named("zoho-audit"))["function"] == "Module"


def test_an_ordinary_header_belongs_to_no_vendor() -> None:
    assert recognised(("user", "function", "time")) is None
    with pytest.raises(UnreadableFile, match="no ready mapping “siebel”"):
        named("siebel")


def test_an_event_log_with_names_of_its_own_is_understood_by_them(tmp_path: Path) -> None:
    """A log made from a table says Resource, Activity and time where the standard has names of its own."""
    path = tmp_path / "export"
    path.write_text(
        '<log><trace><event><string key="Resource" value="Li Na"/><string key="Activity" value="Quote"/>'
        '<date key="time" value="2026-07-01T09:05:00+08:00"/></event></trace></log>',
        encoding="utf-8",
    )
    table = table_of(path)[1]
    mapping = settled(table, {}, {}, recognised(table.columns))
    assert (mapping.user, mapping.function, mapping.time) == ("Resource", "Activity", "time")
