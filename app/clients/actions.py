"""Clients: adding, changing and removing them."""

from sqlalchemy import delete, func, select

from app import audit
from app.clients.queries import is_bare
from app.database import db
from app.errors import Conflict, Difference, Refused
from app.models import Client, Invitation
from app.words import _


def add_client(
    *, name: str, country: str, time_zone: str, industry: str = "", note: str = "", by: int | None
) -> Client:
    """Add a client; refused when there is one of that name."""
    _must_be_new(name, but=None)
    client = Client(name=name, country=country, time_zone=time_zone, industry=industry, note=note)
    db.session.add(client)
    db.session.flush()
    audit.record("client.added", by=by, about=client.key, name=name)
    return client


def edit_client(
    *, client: Client, name: str, country: str, time_zone: str, industry: str, note: str, version: int, by: int | None
) -> None:
    """Change what is known of a client; a stale form is a Conflict that shows both texts."""
    wanted = {"name": name, "country": country, "time_zone": time_zone, "industry": industry, "note": note}
    if client.version != version:
        raise Conflict(_differences(client, wanted), version=client.version)
    _must_be_new(name, but=client.id)
    changed = [field for field, value in wanted.items() if getattr(client, field) != value]
    for field in changed:
        setattr(client, field, wanted[field])
    audit.record("client.changed", by=by, about=client.key, fields=changed)


def remove_client(*, client: Client, by: int | None) -> None:
    """Take away a client without engagements and people, its invitations with it; refused for any other."""
    if not is_bare(client):
        raise Refused(_("“%(name)s” has engagements or people, so it stays.", name=client.name))
    db.session.execute(delete(Invitation).where(Invitation.client_id == client.id))
    audit.record("client.removed", by=by, about=client.key, name=client.name)
    db.session.delete(client)
    db.session.flush()


def _must_be_new(name: str, *, but: int | None) -> None:
    query = select(Client.id).where(func.lower(Client.name) == name.lower())
    if db.session.scalar(query.where(Client.id != but) if but is not None else query) is not None:
        raise Refused(_("There is a client called “%(name)s” already.", name=name))


def _differences(client: Client, wanted: dict[str, str]) -> list[Difference]:
    labels = {
        "name": _("Name of the company"), "country": _("Country"), "time_zone": _("Time zone"),
        "industry": _("Industry"), "note": _("Note"),
    }  # fmt: skip
    return [
        Difference(labels[field], getattr(client, field), mine)
        for field, mine in wanted.items()
        if getattr(client, field) != mine
    ]
