"""The command `sextant`: thin; each feature brings its own commands, imported only when they are called."""

import gc
import sys
from importlib import import_module

import click
from flask import Flask

FEATURE_COMMANDS = {
    "serve": "app.commands:serve",
    "setup": "app.commands:setup",
    "demo": "app.demo.commands:demo",
    "project": "app.projects.commands:project",
    "projects": "app.projects.commands:projects",
    "functions": "app.usage.commands:functions",
    "usage": "app.usage.commands:usage",
    "cases": "app.cases.commands:cases",
    "round": "app.evaluations.commands:round_",
    "evaluate": "app.usage.round_commands:evaluate",
    "profile": "app.deployment.commands:profile",
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
@click.pass_context
def sextant(context: click.Context) -> None:
    """Sextant 六分仪: takes a CRM rollout through its six phases and measures how well the system is used."""
    context.obj = open_app


def open_app() -> Flask:
    """The application on the database of the environment, which is made or migrated first."""
    from app import create_app
    from app.collector import quiet_collector
    from app.upgrade import upgrade

    app = create_app(quickly=True)
    upgrade(app)
    quiet_collector()
    return app


def main() -> None:
    """Entry point: every foreseen failure ends with one sentence and status 1 (2 for wrong usage)."""
    gc.disable()  # while modules load there is nothing to collect: a sixth of the time to start
    from app.config import SettingsError
    from app.database import DatabaseError
    from app.errors import SextantError

    try:
        sextant(prog_name="sextant", standalone_mode=False)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.Abort:
        sys.exit(130)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        click.echo(f"sextant: {_sentence(error)}", err=True)
        sys.exit(error.exit_code)
    except (SettingsError, DatabaseError, SextantError) as error:
        click.echo(f"sextant: {error}", err=True)
        sys.exit(1)


def _sentence(error: click.ClickException) -> str:
    """What is wrong, in one line, without the lines of usage that click prints before it."""
    help_at = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
    said = " ".join(error.format_message().split())
    return f"{said} “{help_at} --help” says what it takes." if help_at and _lacks_words(error) else said


def _lacks_words(error: click.ClickException) -> bool:
    """Whether the words of the command are not those it takes: then its help says more than the sentence."""
    return isinstance(error, click.NoSuchOption | click.MissingParameter) or type(error) is click.UsageError
