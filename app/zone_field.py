"""A menu of time zones that follows a country: its own zones stand first; one alone need not be chosen."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape
from wtforms import Form, SelectChoice, SelectField, ValidationError
from wtforms.widgets import html_params

from app.language import language
from app.long_select import LongSelect, long_choices
from app.places import accepted_zones, country_name, main_zone, time_zones, zones_by_country, zones_of
from app.words import _

Assumed = Callable[[Any], str]


class ZoneSelect(LongSelect):
    """The world's zones under those of the form's country; the page's script keeps them in step with the country."""

    def __init__(self) -> None:
        super().__init__(time_zones, accepted_zones)

    def __call__(self, field: Any, **attributes: Any) -> Markup:
        own, labels = zones_of(field.country_now), dict(time_zones(language()))
        attributes = {
            "id": field.id, "name": field.name, "data-country": field.country, "data-zones": _told(zones_by_country()),
            "data-sure": _told([country for country in zones_by_country() if main_zone(country)]),
            "data-own": _("In this country"), "data-choose": _("Several time zones: choose one"), **attributes,
        }  # fmt: skip
        chosen = field.data or ""
        first = "".join(_option(zone, labels[zone], zone == chosen) for zone in own if zone in labels)
        rest = self.options("" if chosen in own else chosen)
        none = _option("", _("That of the country"), not chosen)
        here, everywhere = escape(_("In this country")), escape(_("All time zones"))
        groups = f'<optgroup data-own label="{here}">{first}</optgroup>' if first else ""
        world = f'<optgroup label="{everywhere}">{rest}</optgroup>'
        return Markup(f"<select {html_params(**attributes)}>{none}{groups}{world}</select>")  # noqa: S704


def _told(what: Any) -> str:
    return json.dumps(what, separators=(",", ":"))


def _option(value: str, label: str, chosen: bool) -> str:
    return f'<option value="{escape(value)}"{" selected" if chosen else ""}>{escape(label)}</option>'


class ZoneField(SelectField):
    """A time zone; left empty it is what is `assumed` of the form, or that of the country in the field `country`.

    A country with several zones of which none is most of it has to be answered.
    """

    widget = ZoneSelect()

    def __init__(self, label: Any, *, country: str = "country", assumed: Assumed | None = None, **more: Any) -> None:
        super().__init__(label, validate_choice=True, **more)
        self.type = "SelectField"  # so that forms draw it as any other menu
        self.country, self.assumed = country, assumed
        self.form_of: Form | None = None

    def offer(self, form: Form) -> None:
        """Tell it the form that it is in, once its choices are wanted."""
        self.form_of = form
        self.choices = [SelectChoice("", ""), *long_choices(accepted_zones, language())]

    @property
    def country_now(self) -> str:
        """The country that the form says at this moment."""
        return (self.form_of[self.country].data or "") if self.form_of is not None else ""

    def pre_validate(self, form: Form) -> None:
        """Fill an empty field in; ask where the country does not decide it."""
        if not self.data:
            country = self.country_now
            self.data: str = (self.assumed(form) if self.assumed else "") or main_zone(country)
            if not self.data and country:
                name = country_name(country, language())
                raise ValidationError(_("%(country)s has several time zones: choose one.", country=name))
        super().pre_validate(form)
