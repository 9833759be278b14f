"""The diagnosis sheet between its form, its row and its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.diagnosis.forms import SheetForm
from app.errors import Difference
from app.language import money, number, say
from app.models import DiagnosisSheet
from app.words import _
from phases.diagnosis import MOTIVES, MOTIVES_MEAN

TEXTS = ("consequences", "operating_policy", "market_position", "resources", "contribution")


def values_of(form: SheetForm) -> Mapping[str, Any]:
    """What was written, as values of the row."""
    budget = form.budget.data
    texts = {name: (form[name].data or "").replace("\r\n", "\n").strip() for name in TEXTS}
    return {
        "motive": form.motive.data or "",
        **texts,
        "budget": None if budget is None else float(budget),
        "currency": form.currency.data.upper(),
    }


def filled(sheet: DiagnosisSheet | None) -> dict[str, Any]:
    """What the form begins with."""
    if sheet is None:
        return {}
    budget = None if sheet.budget is None else f"{sheet.budget:.15g}"
    texts = {name: getattr(sheet, name) for name in TEXTS}
    return {"motive": sheet.motive, **texts, "budget": budget, "currency": sheet.currency, "version": sheet.version}


def shown(sheet: DiagnosisSheet | None) -> list[tuple[str, str]]:
    """The sheet as label and words; empty words while nothing is said."""
    if sheet is None:
        return []
    labels = _labels()
    motive = f"{say(MOTIVES[sheet.motive])} – {say(MOTIVES_MEAN[sheet.motive])}" if sheet.motive in MOTIVES else ""
    budget = "" if sheet.budget is None else money(sheet.budget, sheet.currency)
    texts = [(labels[name], getattr(sheet, name)) for name in TEXTS]
    return [(_("Adoption motive"), motive), *texts, (_("Budget"), budget)]


def differences(present: DiagnosisSheet, form: SheetForm) -> list[Difference]:
    """Both texts of each field that two people changed."""
    mine, labels = values_of(form), {**_labels(), "motive": _("Adoption motive"), "budget": _("Budget")}
    return [
        Difference(label, _word(name, getattr(present, name)), _word(name, mine[name]))
        for name, label in labels.items()
        if getattr(present, name) != mine[name]
    ]


def _word(name: str, value: Any) -> str:
    if name == "motive":
        return say(MOTIVES.get(value))
    return number(value, 2) if name == "budget" else str(value)


def _labels() -> dict[str, str]:
    return {
        "consequences": _("Consequences of the motive"),
        "operating_policy": _("Operating policy"),
        "market_position": _("Market position"),
        "resources": _("Resources behind it"),
        "contribution": _("What the rollout must contribute"),
    }
