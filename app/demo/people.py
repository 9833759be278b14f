"""The people of the demonstration: plainly made-up names, one sign-in for every role."""

from dataclasses import dataclass

DOMAIN = "example.com"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the demonstration: `client` is the word of an engagement's client, empty for the firm."""

    word: str
    name: str
    job: str
    role: str
    language: str
    client: str = ""

    @property
    def email(self) -> str:
        """An address under the domain that is reserved for examples."""
        return f"{self.word}@{DOMAIN}"


FIRM = (
    Person("admin", "Alex Anchor", "IT administrator", "administrator", "en"),
    Person("director", "Dana Compass", "Practice director, CRM", "director", "en"),
    Person("lead", "Lena Meridian", "Lead consultant", "lead", "en"),
    Person("lead.zh", "罗子午", "主责顾问", "lead", "zh"),
    Person("consultant", "Cole Bearing", "Consultant", "consultant", "en"),
    Person("consultant.zh", "方位角", "实施顾问", "consultant", "zh"),
)

CLIENT_ROLES = ("sponsor", "executive", "client-pm", "client-member")
CLIENT_NAMES: dict[str, tuple[tuple[str, str], ...]] = {
    "aurora": (
        ("极昼明", "分管销售副总裁"),
        ("光年远", "总经理"),
        ("仪小准", "客户关系项目经理"),
        ("量衡之", "大区销售经理"),
    ),
    "bluewater": (
        ("Wendy Harbour", "Chief commercial officer"),
        ("Walter Pier", "Managing director"),
        ("Wanda Quay", "Project manager, customer programme"),
        ("Will Mooring", "Key account manager"),
    ),
    "cedar": (
        ("松长青", "营销总监"),
        ("柏如故", "董事长"),
        ("石立方", "信息化项目经理"),
        ("木成林", "门店经理"),
    ),
    "delphin": (
        ("Doris Fin", "Head of sales and service"),
        ("Dirk Tide", "Chief executive"),
        ("Dora Shoal", "Project manager"),
        ("Dan Reef", "Service coordinator"),
    ),
    "ember": (
        ("暖春晖", "渠道事业部总经理"),
        ("炉火旺", "总裁"),
        ("灶台新", "项目经理"),
        ("薪有余", "渠道主管"),
    ),
    "falcon": (
        ("Frida Talon", "Managing director sales"),
        ("Falk Horst", "Chief executive"),
        ("Fenja Plume", "CRM project manager"),
        ("Finn Feather", "Inside sales"),
    ),
    "granite": (
        ("岩守信", "客户经营中心总经理"),
        ("石敢当", "首席执行官"),
        ("砾小石", "应用推广经理"),
        ("岗位平", "分公司业务主任"),
    ),
    "harbour": (
        ("Holly Loom", "Commercial director"),
        ("Hugo Weft", "Owner"),
        ("Hanna Warp", "Project manager"),
        ("Henk Spool", "Sales representative"),
    ),
}


def people_of(client: str, language: str) -> tuple[Person, ...]:
    """The four people of one client; the first sponsor, so that every client has who signs."""
    return tuple(
        Person(f"{role}.{client}", name, job, role, language, client)
        for role, (name, job) in zip(CLIENT_ROLES, CLIENT_NAMES[client], strict=True)
    )
