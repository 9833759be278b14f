"""The commands that start the product: `sextant setup` and `sextant serve`."""

import gc
import os
import sys
import traceback

import click
from flask import Flask

from app import create_app
from app.accounts.actions import first_administrator_link
from app.config import Settings
from app.database import db
from app.upgrade import upgrade


@click.command()
def setup() -> None:
    """Make or migrate the database, then stop."""
    done = upgrade(create_app())
    click.echo("The database is ready." if done else "The database is up to date.")


@click.command()
@click.option("--demo", is_flag=True, help="Fill an empty database with the demonstration firm and print its sign-ins.")
def serve(demo: bool) -> None:
    """Serve the product; Ctrl-C ends everything that this started."""
    from app.serve import serve as run

    settings = Settings.from_environment()
    app = create_app(settings, quickly=True)
    upgrade(app)
    with app.app_context():
        if demo:
            _show_the_demonstration(app)
        elif link := first_administrator_link(settings):
            click.echo(f"Create the first administrator (the link works once): {link}")
    click.echo(f"Sextant is ready at {settings.base_url} – Ctrl-C ends it.")
    run(app, settings)


def _show_the_demonstration(app: Flask) -> None:
    """Fill an empty database in a child process, so that the server stays light, and print the sign-ins."""
    from app.demo.build import fill_if_empty, sign_ins

    db.session.remove()
    db.engine.dispose()
    child = os.fork()
    if child == 0:
        gc.enable()
        status = 1
        try:
            with app.app_context():
                fill_if_empty()
            status = 0
        except Exception:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    _pid, status = os.waitpid(child, 0)
    if status:
        raise click.ClickException("The demonstration could not be filled in; the lines above say why.")
    for line in sign_ins():
        click.echo(line)
