"""What every command uses: the application around it, and printing for machines."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

import click
from flask import Flask

from app.errors import Refused
from app.words import _


def with_app(command: Callable[..., None]) -> Callable[..., None]:
    """Run a command inside the application that the root command opens, on a database that is up to date."""

    @wraps(command)
    def inside(*args: Any, **kwargs: Any) -> None:
        app: Flask = click.get_current_context().find_root().obj()
        with app.app_context():
            command(*args, **kwargs)

    return inside


def zone(_context: click.Context, _option: click.Parameter, name: str | None) -> str:
    """What an option that takes a time zone means: its name, or nothing where none was given; refused if it is none."""
    try:
        return ZoneInfo(name).key if name else ""
    except (ValueError, OSError, KeyError) as error:
        raise Refused(_("“%(name)s” is no time zone; one is called Asia/Shanghai.", name=name)) from error


def emit(value: Any) -> None:
    """Print a value as JSON: what every `--json` prints."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
