"""The command that fills an empty database with the demonstration firm."""

import click

from app.console import with_app
from app.demo import build


@click.command()
@with_app
def demo() -> None:
    """Fill an empty database with the demonstration firm and print its sign-ins."""
    build.fill()
    for line in build.sign_ins():
        click.echo(line)
