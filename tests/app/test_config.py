"""Settings: what is refused, and with which sentence."""

from pathlib import Path

import pytest

from app.config import Settings, SettingsError


def settings(tmp_path: Path, **environment: str) -> Settings:
    """Settings from an environment with a data folder."""
    return Settings.from_environment({"SEXTANT_DATA": str(tmp_path), **environment})


def test_defaults_serve_this_machine_only(tmp_path: Path) -> None:
    made = settings(tmp_path)
    assert (made.host, made.port, made.base_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert made.trusted_hosts == ("127.0.0.1", "localhost")
    assert made.database_url == f"sqlite:///{tmp_path}/sextant.db"


@pytest.mark.parametrize("port", ["0", "65536", "eight", "-1", "8000.5", "８０００", ""])
def test_a_port_that_is_none_is_refused_with_the_name_of_the_variable(tmp_path: Path, port: str) -> None:
    with pytest.raises(SettingsError, match="SEXTANT_PORT is"):
        settings(tmp_path, SEXTANT_PORT=port)


@pytest.mark.parametrize("url", ["http://sextant.example.com", "ftp://127.0.0.1", "sextant.example.com", "https://"])
def test_c06_an_address_in_the_clear_or_without_host_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="SEXTANT_BASE_URL is"):
        settings(tmp_path, SEXTANT_BASE_URL=url)


def test_an_https_address_is_trusted_alone(tmp_path: Path) -> None:
    made = settings(tmp_path, SEXTANT_BASE_URL="https://crm.example.com/", SEXTANT_TRUSTED_HOSTS="a.example.com")
    assert made.base_url == "https://crm.example.com"
    assert made.trusted_hosts == ("crm.example.com", "a.example.com")


def test_the_secret_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    first = settings(tmp_path).secret_key
    assert len(first) >= 43
    assert settings(tmp_path).secret_key == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_data_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(SettingsError, match="where nothing can be written"):
        Settings.from_environment({"SEXTANT_DATA": str(tmp_path / "file" / "data")})


def test_an_engine_that_nobody_knows_is_refused_without_repeating_its_address(tmp_path: Path) -> None:
    assert settings(tmp_path).analytics == "duckdb"
    assert settings(tmp_path, SEXTANT_ANALYTICS="postgresql://host/logs").analytics == "postgresql://host/logs"
    with pytest.raises(SettingsError, match="SEXTANT_ANALYTICS must be duckdb") as told:
        settings(tmp_path, SEXTANT_ANALYTICS="mysql://somebody:secret@host/logs")
    assert "secret" not in str(told.value)
