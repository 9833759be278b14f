"""Settings: one typed class, read from the environment once at start; README lists every variable."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from app.analytics.engine import is_known

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})


class SettingsError(Exception):
    """A setting that cannot be used; the message says which variable and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an installation can set. Sizes in MiB, times in minutes or hours as named."""

    data: Path
    database_url: str
    host: str
    port: int
    base_url: str
    secret_key: str
    trusted_hosts: tuple[str, ...]
    workers: int
    threads: int
    upload_mib: int
    usage_upload_mib: int
    analytics: str
    idle_minutes: int
    session_hours: int
    proxies: int

    @property
    def files(self) -> Path:
        """The folder of uploaded and produced files, outside the web root."""
        return self.data / "files"

    @property
    def usage(self) -> Path:
        """The folder of usage logs made ready for evaluation; all of it can be rebuilt from `files`."""
        return self.data / "usage"

    @property
    def templates(self) -> Path:
        """The folder of templates made ready by Jinja, so that the second start need not; it may be deleted."""
        folder = self.data / "templates"
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    @property
    def routes(self) -> Path:
        """The file of addresses remembered from the last start; it may be deleted."""
        return self.data / "routes.json"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings; raise SettingsError with a sentence for a value that cannot be used."""
        env = os.environ if environment is None else environment
        data = Path(env.get("SEXTANT_DATA", "data")).expanduser().resolve()
        _make_folder(data)
        port = _number(env, "SEXTANT_PORT", 8000, 1, 65535)
        base_url = env.get("SEXTANT_BASE_URL", f"http://127.0.0.1:{port}").rstrip("/")
        host = _host_of(base_url)
        return cls(
            data=data,
            database_url=env.get("SEXTANT_DATABASE_URL", f"sqlite:///{data / 'sextant.db'}"),
            host=env.get("SEXTANT_HOST", "127.0.0.1"),
            port=port,
            base_url=base_url,
            secret_key=env.get("SEXTANT_SECRET_KEY") or _kept_secret(data),
            trusted_hosts=_trusted_hosts(env, host),
            workers=_number(env, "SEXTANT_WORKERS", 2, 1, 64),
            threads=_number(env, "SEXTANT_THREADS", 4, 1, 64),
            upload_mib=_number(env, "SEXTANT_UPLOAD_MIB", 50, 1, 2048),
            usage_upload_mib=_number(env, "SEXTANT_USAGE_UPLOAD_MIB", 1024, 1, 16384),
            analytics=_analytics(env),
            idle_minutes=_number(env, "SEXTANT_IDLE_MINUTES", 30, 1, 1440),
            session_hours=_number(env, "SEXTANT_SESSION_HOURS", 12, 1, 168),
            proxies=_number(env, "SEXTANT_PROXIES", 0, 0, 5),
        )


def _number(env: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = env.get(name, str(default))
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise SettingsError(f"{name} is “{text}”, but must be a whole number from {low} to {high}.")
    return int(text)


def _analytics(env: Mapping[str, str]) -> str:
    address = env.get("SEXTANT_ANALYTICS", "duckdb")
    if not is_known(address):
        # The address is not repeated: it may hold a password.
        raise SettingsError("SEXTANT_ANALYTICS must be duckdb, sqlite, or an address that begins with postgresql://.")
    return address


def _host_of(base_url: str) -> str:
    parts = urlsplit(base_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingsError(f"SEXTANT_BASE_URL is “{base_url}”, but must look like https://sextant.example.com.")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise SettingsError(
            f"SEXTANT_BASE_URL is “{base_url}”: away from this machine Sextant is served by https only, "
            "because sign-in cookies must not travel in the clear."
        )
    return parts.hostname


def _trusted_hosts(env: Mapping[str, str], base_host: str) -> tuple[str, ...]:
    named = [name.strip() for name in env.get("SEXTANT_TRUSTED_HOSTS", "").split(",") if name.strip()]
    local = ["127.0.0.1", "localhost"] if base_host in LOOPBACK else []
    return tuple(dict.fromkeys([base_host, *named, *local]))


def _make_folder(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"SEXTANT_DATA is {data}, where nothing can be written: {error.strerror}.") from error


def _kept_secret(data: Path) -> str:
    """The key that signs cookies, made once and kept beside the database, readable by its owner only."""
    path = data / "secret-key"
    try:
        return path.read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        pass
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    except FileExistsError:
        pass
    except OSError as error:
        raise SettingsError(f"SEXTANT_DATA is {data}, where nothing can be written: {error.strerror}.") from error
    return path.read_text(encoding="ascii").strip()
