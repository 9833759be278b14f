"""Countries and time zones to choose from, named in the reader's language."""

from functools import cache
from zoneinfo import available_timezones

from babel import Locale, dates

CONTINENTS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
Choice = tuple[str, str]


@cache
def countries(language: str) -> list[Choice]:
    """(ISO 3166 code, name) of the countries whose holidays are known, by name."""
    from holidays import list_supported_countries

    names = Locale.parse("zh" if language == "zh" else "en").territories
    known = [code for code in list_supported_countries(include_aliases=False) if code in names]
    return sorted(((code, str(names[code])) for code in known), key=lambda choice: choice[1])


@cache
def time_zones(language: str) -> list[Choice]:
    """(IANA name, label) of the world's zones; in Chinese the city's name comes first."""
    names = sorted(name for name in available_timezones() if name.split("/")[0] in CONTINENTS)
    return [("UTC", "UTC"), *((name, _label(name, language)) for name in names)]


def _label(name: str, language: str) -> str:
    plain = name.replace("_", " ")
    if language != "zh":
        return plain
    city = dates.get_timezone_location(name, locale="zh", return_city=True)
    return f"{city}（{plain}）"
