"""The reader's language, time zone and number formats."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import dates, numbers
from babel.support import NullTranslations, Translations
from flask import Flask, Request, g, has_request_context, request
from flask_babel import get_locale
from wtforms.i18n import messages_path

from app.clock import now
from app.extensions import babel
from app.identity import viewer
from app.places import zone_name
from app.words import _, in_template, number_in_template
from phases.model import Text
from phases.model import listed as names_listed
from phases.shares import in_percent

LANGUAGES = ("en", "zh")
COOKIE = "__Host-language"


def language() -> str:
    """The language of what is being drawn: `en` or `zh`."""
    try:
        locale = g._flask_babel.babel_locale  # what Flask-Babel found out for this request
    except (AttributeError, RuntimeError):
        locale = None
    locale = locale or get_locale()
    return "zh" if locale is not None and locale.language == "zh" else "en"


def time_zone() -> str:
    """The reader's time zone."""
    person = viewer() if has_request_context() else None
    return person.time_zone if person else "UTC"


def say(text: Text | str | None) -> str:
    """A bilingual text of the method in the reader's language."""
    return text.in_(language()) if isinstance(text, Text) else (text or "")


def listed(names: Iterable[Text | str], most: int = 1000) -> str:
    """Names in a row as the reader's language writes them: a, b · a、b."""
    return say(names_listed(names, most))


def day(value: date | None) -> str:
    """A date as people write it: 3 Mar 2026 · 2026年3月3日. An instant is none (TypeError): its day hangs on a zone."""
    if isinstance(value, datetime):
        raise TypeError("The day of an instant depends on a zone: day_in() of app.clock knows it.")
    return _day(value, language()) if value else ""


def moment(value: datetime | None) -> str:
    """An instant in the reader's zone, to the minute."""
    if value is None:
        return ""
    local = value.astimezone(ZoneInfo(time_zone()))
    return f"{_day(local.date(), language())} {local:%H:%M}"


def clock(value: str | None) -> str:
    """A day with its time as a register keeps it (2026-03-31 18:05), as people write it; no zone is applied."""
    return f"{day(date.fromisoformat(value[:10]))} {value[11:16]}" if value else ""


def ago(value: datetime | None) -> str:
    """How long ago, in words."""
    if value is None:
        return ""
    delta = value - now()
    if abs(delta) < timedelta(seconds=45):
        return _("just now")
    # Exact to the minute within a day and to the hour beyond: nobody reads more, and equal words are kept.
    step = 60 if abs(delta) < timedelta(days=1) else 3600
    return _ago(round(delta.total_seconds() / step) * step, language())


@lru_cache(maxsize=4096)
def _ago(seconds: int, language_: str) -> str:
    return str(dates.format_timedelta(timedelta(seconds=seconds), add_direction=True, locale=_locale(language_)))


def number(value: float | int | Decimal | None, digits: int = 1) -> str:
    """A number with at most this many decimals and the sign for minus; a dash for none."""
    if value is None:
        return "–"
    return _number(round(float(value), digits), language())


def in_unit(shown: str, unit: str) -> str:
    """A figure with its unit, per cent close to it: 24 h, 85%."""
    return f"{shown}%" if unit in ("%", "％") else f"{shown} {unit}".strip()


def moved(shown: str, unit: str) -> Text:
    """How far a figure of this unit has moved: from 42% to 51% it is 9 percentage points, which are not 9%."""
    if unit in ("%", "％"):
        return Text(f"{shown} percentage points", f"{shown} 个百分点")
    return Text(in_unit(shown, unit), in_unit(shown, unit))


def money(amount: float | None, currency: str, digits: int = 0) -> str:
    """An amount with its currency's letters before it: CNY 1,200; a dash for none."""
    return "–" if amount is None else f"{currency} {number(amount, digits)}"


def zone(name: str) -> str:
    """A time zone as it is called in the reader's language: Europe/Berlin, 上海（Asia/Shanghai）."""
    return zone_name(name or "UTC", language())


def file_size(size: int) -> str:
    """A number of bytes as people read it: kB up to a megabyte, then MB (powers of ten, as file managers count)."""
    return f"{number(size / 1e6)} MB" if size >= 999_950 else f"{number(max(size / 1e3, 0.1))} kB"


def percent(value: float | None, digits: int = 0) -> str:
    """A share of 1 as per cent; a dash for none."""
    return "–" if value is None else f"{_number(in_percent(float(value), digits), language())}%"


@lru_cache(maxsize=4096)
def _day(value: date, language_: str) -> str:
    if language_ == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return str(dates.format_date(value, "d MMM y", locale="en_GB"))


@lru_cache(maxsize=4096)
def _number(value: float, language_: str) -> str:
    """The same few numbers come a thousand times, and Babel takes 50 µs for each."""
    return str(numbers.format_decimal(value, locale=_locale(language_))).replace("-", "−")


def _locale(language_: str) -> str:
    return "zh" if language_ == "zh" else "en_GB"


def _choose_locale() -> str | None:
    if not has_request_context():
        return None
    if "forced_language" in g:
        return str(g.forced_language)
    person = viewer()
    if person:
        return person.language
    wanted = request.cookies.get(COOKIE)
    if wanted in LANGUAGES:
        return wanted
    return request.accept_languages.best_match(["zh", "zh-CN", "zh-TW", "en"], "en")[:2]


class FormRequest(Request):
    """A request that knows WTForms' own sentences; Flask-WTF would read them from the disk for each request."""

    @property
    def wtforms_translations(self) -> NullTranslations:
        """WTForms' sentences in the reader's language, where Flask-WTF looks for them."""
        return _sentences_of_forms(language())


@cache
def _sentences_of_forms(language_: str) -> NullTranslations:
    return Translations.load(messages_path(), [language_], domain="wtforms")


def init_language(app: Flask) -> None:
    """Attach the catalogues, and the filters that templates use."""
    app.request_class = FormRequest
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    babel.init_app(app, locale_selector=_choose_locale, timezone_selector=time_zone)
    app.jinja_env.globals.update({"_": in_template, "gettext": in_template, "ngettext": number_in_template})
    for function in (say, listed, day, moment, clock, ago, number, percent, in_unit, money, file_size, zone):
        app.jinja_env.filters[function.__name__] = function
