"""The time zone of a new client where nobody can be asked: where its days begin and end."""

from app.places import main_zone, zones_of

LARGEST = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "ID": "Asia/Jakarta",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "RU": "Europe/Moscow",
    "US": "America/New_York",
}
"""Where most people live, of countries with several zones of which the tz database calls none the main one."""


def zone_of(country: str) -> str:
    """The main zone of a country (two letters, ISO 3166); UTC for one without any."""
    country = country.upper()
    return LARGEST.get(country) or main_zone(country) or next(iter(zones_of(country)), "UTC")
