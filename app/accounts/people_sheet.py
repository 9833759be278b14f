"""People of the client to invite, as a register: a list of them comes in as a spreadsheet, and gives each a link.

Nothing of it says whether an address has an account elsewhere before the invitation itself is made, one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from app.accounts.actions import invite_client_person
from app.accounts.email import LENGTH, is_email, normal_email
from app.accounts.queries import pending_invitations
from app.database import db
from app.errors import Refused
from app.models import Project
from app.models.registers import Registered
from app.places import spoken_in
from app.registers.model import Register, Understands, Understood, Values, choice, line
from app.registers.rows import Row, row_from
from app.words import _
from phases.edition import current_edition
from phases.model import Text

MOST = 50
"""So many people are invited at once: their links are shown once, to be sent one by one."""
LANGUAGES = {"en": Text("English", "英语"), "zh": Text("Chinese", "中文")}
_STAYS = Text(
    "This person is invited already; withdraw the invitation first to change it.",
    "此人已在邀请中；如需修改，请先撤回原邀请。",
)
_NO_ADDRESS = Text(
    "Write one e-mail address, such as name@example.com.", "请填写一个电子邮箱地址，如 name@example.com。"
)


def _check(row: Values) -> Text | None:
    """An address is one, and an invitation that is out stays as it is."""
    was = row.get("was")
    if was is not None:
        return _STAYS if any(row[name] != was[name] for name in was) else None
    return None if is_email(row["email"]) else _NO_ADDRESS


def _understands(project_id: int) -> Understands:
    """Addresses in their one spelling, each once; somebody who is invited already is not invited anew."""
    invited = {row.email for row in pending_invitations(db.session.get_one(Project, project_id))}
    seen: set[str] = set()

    def understand(texts: Mapping[str, str], present: Values) -> Understood:
        email = normal_email(texts.get("email", "") or present.get("email", ""))
        again = email in seen or (not present and email in invited)
        seen.add(email)
        if again:
            sentence = _("This person is invited already, or stands in the table twice.")
            return Understood(texts, errors={"email": sentence})
        return Understood({**texts, "email": email} if "email" in texts else texts)

    return understand


@cache
def invitees() -> Register:
    """The register; its roles are those of the client's side in the present edition."""
    roles = {one.key: one.title for one in current_edition().roles.values() if one.side == "client"}
    return Register(
        room="accounts",
        word="invitations",
        letters="",
        model=Registered,
        title=Text("Invite people of the client", "邀请客户方人员"),
        one=Text("a person", "人员"),
        about=Text(
            "At most 50 people of the client at once. Each gets a link of their own, shown only once and sent by you.",
            "一次最多邀请 50 位客户方人员。每人获得一个专属链接，仅显示一次，由您自行发送。",
        ),
        fields=(
            line(
                "email",
                "E-mail",
                "电子邮箱",
                required=True,
                length=LENGTH,
                also=("Mail", "E-mail address", "Email", "邮箱", "电子邮件", "邮件"),
            ),
            line("name", "Name", "姓名", length=200),
            choice("role", "Role", "角色", roles, required=True),
            choice(
                "language",
                "Language",
                "语言",
                LANGUAGES,
                help=Text("Empty: that of the project's country.", "留空则按项目所在国家。"),
            ),
        ),
        check=_check,
        understands=_understands,
    )


def rows_of_invitations(project_id: int) -> list[Row]:
    """Who is invited into the team and has not come yet."""
    return [
        _row(place, one)
        for place, one in enumerate(pending_invitations(db.session.get_one(Project, project_id)), start=1)
    ]


def _row(place: int, one: Any) -> Row:
    said = {"email": one.email, "name": one.name, "role": one.role, "language": one.language}
    values = {"id": place, "key": one.key, "number": place, "version": 1, **said, "was": said}
    return replace(row_from(invitees(), values, {}), code=one.key)


@dataclass(slots=True)
class Made:
    """What became of a list: address, name and secret of each invitation, and who could not be invited and why."""

    links: list[tuple[str, str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def take_in(
        self, *, project: Project, new: Sequence[Values], changed: Sequence[tuple[str, Values]], by: int
    ) -> None:
        """Invite each by the act that the page takes; one who cannot be invited does not keep the others out."""
        assert not changed, "an invitation that is out is not changed by a table"
        if len(new) > MOST:
            raise Refused(_("At most %(most)s people are invited at once. Split the table.", most=MOST))
        for values in new:
            language = values.get("language") or spoken_in(project.country)
            try:
                _invitation, token = invite_client_person(
                    project=project, email=values["email"], name=values.get("name") or "", role=values["role"],
                    language=language, by=by,
                )  # fmt: skip
            except Refused as refused:
                self.refused.append((values["email"], refused.sentence))
            else:
                self.links.append((values["email"], values.get("name") or "", token))
