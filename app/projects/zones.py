"""The time zone in which most people of a country live: where a new client's days begin and end."""

from functools import cache

from babel.core import get_global

MAIN = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "ID": "Asia/Jakarta",
    "KZ": "Asia/Almaty",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
}


@cache
def zone_of(country: str) -> str:
    """The main zone of a country (two letters, ISO 3166); UTC for one without any."""
    country = country.upper()
    if country in MAIN:
        return MAIN[country]
    zones = sorted(zone for zone, place in get_global("zone_territories").items() if place == country)
    return next((zone for zone in zones if "/" in zone and not zone.startswith("Etc/")), "UTC")
