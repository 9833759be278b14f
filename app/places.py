"""Countries and time zones to choose from, named in the reader's language, and which zones a country has."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

from babel import Locale, dates
from babel.languages import get_official_languages

Choice = tuple[str, str]
NO_PLACES = frozenset({"Factory", "localtime"})
"""What the tz database calls zones without saying where they are."""


@cache
def countries(language: str) -> list[Choice]:
    """(ISO 3166 code, name) of the countries whose holidays are known, by name."""
    from holidays import list_supported_countries

    names = Locale.parse("zh" if language == "zh" else "en").territories
    known = [code for code in list_supported_countries(include_aliases=False) if code in names]
    found = [(code, str(names[code])) for code in known]
    # GB 18030 has the usual characters in the order of their pinyin, which is how Chinese lists are read.
    return sorted(found, key=lambda choice: choice[1].encode("gb18030") if language == "zh" else choice[1].encode())


@cache
def time_zones(language: str) -> list[Choice]:
    """(IANA name, label) of the zones of the world's countries, as the table of the tz database calls them today.

    In Chinese the city's name comes first.
    """
    names = sorted({zone for zones in zones_by_country().values() for zone in zones})
    return [("UTC", "UTC"), *((name, _label(name, language)) for name in names)]


@cache
def accepted_zones(language: str) -> list[Choice]:
    """(IANA name, label) of what is taken for a zone: those to choose from, and earlier names that may be kept."""
    names = sorted(available_timezones() - {"UTC", *NO_PLACES})
    return [("UTC", "UTC"), *((name, _label(name, language)) for name in names)]


@cache
def zones_by_country() -> Mapping[str, tuple[str, ...]]:
    """The zones of each country (ISO 3166 code) as the table of the tz database lists them, its main one first."""
    return {country: tuple(zone for zone, _about in zones) for country, zones in _zone_table().items()}


def zones_of(country: str) -> tuple[str, ...]:
    """The zones of one country, its main one first; none for a country that the table does not know."""
    return zones_by_country().get(country.upper(), ())


@cache
def main_zone(country: str) -> str:
    """The zone of a country with one, or with one for most of it; empty where a choice has to be made."""
    zones = _zone_table().get(country.upper(), [])
    return zones[0][0] if len(zones) == 1 or (zones and _is_most(zones[0][1])) else ""


def _is_most(about: str) -> bool:
    """Whether the table's remark on a zone says that it holds for the country as a whole but for some corner."""
    return about.startswith("most of ") or about.endswith("(mainland)") or about == "Beijing Time"


@cache
def _zone_table() -> Mapping[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    text = files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="ascii")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            country, _place, zone, *about = line.split("\t")
            found.setdefault(country, []).append((zone, about[0] if about else ""))
    return {country: sorted(zones, key=lambda one: not _is_most(one[1])) for country, zones in found.items()}


def spoken_in(country: str) -> str:
    """Which of the product's languages business in a country (ISO 3166 code) is done in: `zh` or `en`."""
    return "zh" if "zh" in get_official_languages(country, de_facto=True)[:1] else "en"


def country_name(country: str, language: str) -> str:
    """What a country is called; its code when it has no name."""
    return str(Locale.parse("zh" if language == "zh" else "en").territories.get(country, country))


@cache
def zone_name(name: str, language: str) -> str:
    """A time zone as it is called on pages; a name that nobody knows stands as it is."""
    return name if name not in available_timezones() else _label(name, language)


def _label(name: str, language: str) -> str:
    plain = name.replace("_", " ")
    if language != "zh" or name == "UTC":
        return plain
    city = dates.get_timezone_location(name, locale="zh", return_city=True)
    return f"{city}（{plain}）"
