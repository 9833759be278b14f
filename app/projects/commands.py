"""Commands of engagements: `sextant project add` and `sextant projects`."""

from datetime import datetime

import click
from sqlalchemy import select

from app.console import emit, with_app
from app.database import db
from app.models import Client, Project
from app.projects.actions import create_project, find_or_add_client
from app.transactions import transaction
from phases.order import TITLES

DAY = click.DateTime(formats=["%Y-%m-%d"])
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def project() -> None:
    """Engagements: open one."""


@project.command()
@click.argument("name")
@click.option("--client", required=True, help="The client's name; a new client is added.")
@click.option("--country", help="Whose holidays count: two letters, ISO 3166; the client's unless given, CN if new.")
@click.option("--start", required=True, type=DAY, help="First day, as 2026-01-05.")
@click.option("--go-live", type=DAY, help="Agreed go-live: the phases are fitted so that the plan ends there.")
@click.option("--edition", help="Edition of the method; the current one unless given.")
@AS_JSON
@with_app
def add(
    name: str,
    client: str,
    country: str | None,
    start: datetime,
    go_live: datetime | None,
    edition: str | None,
    as_json: bool,
) -> None:
    """Open the engagement NAME and print its key."""
    for value, what in ((name, "NAME"), (client, "--client")):
        if not 1 <= len(value.strip()) <= 200:
            raise click.UsageError(f"{what} has to have from 1 to 200 characters.")
    with transaction():
        opened = create_project(
            client=find_or_add_client(name=client, country=country or "CN", by=None),
            name=name,
            start=start.date(),
            country=country,
            go_live=go_live.date() if go_live else None,
            edition=edition,
            by=None,
        )
    if as_json:
        emit({"key": opened.key, "name": opened.name, "client": client, "planned_end": opened.planned_end})
    else:
        click.echo(opened.key)


@click.command()
@AS_JSON
@with_app
def projects(as_json: bool) -> None:
    """List the engagements: key, name, phase."""
    rows = db.session.execute(
        select(Project.key, Project.name, Client.name, Project.phase, Project.state, Project.go_live)
        .join(Client, Client.id == Project.client_id)
        .order_by(Client.name, Project.name, Project.id)
    ).all()
    if as_json:
        names = ("key", "name", "client", "phase", "state", "go_live")
        emit([dict(zip(names, row, strict=True)) for row in rows])
        return
    for key, name, client, phase, _state, _go_live in rows:
        title = TITLES[phase].en if phase in TITLES else "Evaluation"
        click.echo(f"{key}\t{name}\t{title}\t{client}")
