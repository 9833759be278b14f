"""The command `sextant`: thin; each feature brings its own commands, imported only when they are called."""

import json
import sys
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

import click

FEATURE_COMMANDS = {
    "serve": "app.commands:serve",
    "setup": "app.commands:setup",
    "demo": "app.demo.commands:demo",
    "project": "app.projects.commands:project",
    "projects": "app.projects.commands:projects",
    "functions": "app.usage.commands:functions",
    "usage": "app.usage.commands:usage",
    "round": "app.evaluations.commands:round_",
    "evaluate": "app.usage.round_commands:evaluate",
    "report": "app.reports.commands:report",
}


class Commands(click.Group):
    """Commands by name, each imported when it is first needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the work."""
        return list(FEATURE_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name, or None."""
        if cmd_name not in FEATURE_COMMANDS:
            return None
        module, name = FEATURE_COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=Commands)
@click.version_option(package_name="sextant")
def sextant() -> None:
    """Sextant 六分仪: takes a CRM rollout through its six phases and measures how well the system is used."""


def with_app(command: Callable[..., None]) -> Callable[..., None]:
    """Run a command inside the application, on a database that is made or migrated first."""

    @wraps(command)
    def inside(*args: Any, **kwargs: Any) -> None:
        from app import create_app
        from app.upgrade import upgrade

        app = create_app()
        upgrade(app)
        with app.app_context():
            command(*args, **kwargs)

    return inside


def emit(value: Any) -> None:
    """Print a value as JSON: what every `--json` prints."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def main() -> None:
    """Entry point: every foreseen failure ends with one sentence and status 1 (2 for wrong usage)."""
    from app.config import SettingsError
    from app.database import DatabaseError
    from app.errors import SextantError

    try:
        sextant(standalone_mode=False)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (SettingsError, DatabaseError, SextantError) as error:
        click.echo(f"sextant: {error}", err=True)
        sys.exit(1)
