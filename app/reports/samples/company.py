"""The people and companies of the fictional reports; none of them exists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from app.reports.model import Language
from app.reports.sources import Cover, Signed
from phases.edition import current_edition
from phases.model import Text

FIRM = Text("Halyard Consulting (fictional)", "缆桥咨询（虚构）")
CLIENT = Text("Kestrel Pumps Ltd (fictional)", "红隼泵业有限公司（虚构）")
PROJECT = Text("CRM rollout for sales and service", "销售与服务 CRM 导入项目")
CONFIDENTIAL = Text("Confidential: for the client's management only", "机密：仅供客户管理层阅读")

LEAD = Text("Nora Fairwind", "方宁")
DIRECTOR = Text("Tomas Brandt", "石博文")
SPONSOR = Text("Helena Okafor", "何海伦")
CLIENT_PM = Text("Ivo Marsh", "马毅")
SALES_HEAD = Text("Petra Lindqvist", "林佩")

ZONE = "Asia/Shanghai"


def cover(
    language: Language, *, number: str, moment: datetime, texts: Mapping[str, Text], changes: tuple[Text, ...] = ()
) -> Cover:
    """A cover of the fictional engagement, issued at the given moment."""
    return Cover(
        client=CLIENT.in_(language),
        project=PROJECT.in_(language),
        project_key="sample0000",
        firm=FIRM.in_(language),
        number=number,
        version="1.0",
        status="issued",
        author=LEAD.in_(language),
        approver=DIRECTOR.in_(language),
        confidentiality=CONFIDENTIAL,
        moment=moment,
        zone=ZONE,
        language=language,
        changes=changes,
        texts={place: text.in_(language) for place, text in texts.items()},
    )


def signed(who: Text, role: str, moment: datetime, language: Language) -> Signed:
    """A signature of one of these people."""
    return Signed(who.in_(language), current_edition().roles[role].title, moment.astimezone(UTC), ZONE)
