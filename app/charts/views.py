"""The drawing of the three views of a round, the same on the screen and in the report."""

from __future__ import annotations

from collections.abc import Sequence

from app.charts.dots import Group, Spot, dots
from app.charts.drawing import Drawing
from app.charts.voice import Voice
from phases.evaluation.views import Sides, View
from phases.evaluation.views_declared import VIEWS


def three_views(sides: Sequence[Sides], *, key: str, voice: Voice) -> Drawing:
    """Logs, survey and judgement of breadth, depth and effect; a frame where they disagree."""
    _ = voice.gettext
    return dots(
        [_group(one, voice) for one in sides],
        key=key,
        title=_("Three views side by side"),
        about=_("Scores from 0 to 100 of logs, survey and judgement; a frame marks views that disagree."),
        voice=voice,
    )


def known_of(view: View, voice: Voice) -> str:
    """How much of a view is known: its coverage with what was counted, people, spread; empty when not measured."""
    _ = voice.gettext
    if view.score is None:
        return ""
    counted = {
        "logs": _("%(measured)s of %(declared)s indicators"),
        "survey": _("%(measured)s of %(declared)s survey scores"),
        "judgement": _("%(measured)s of %(declared)s grades"),
    }[view.name] % {"measured": view.measured, "declared": view.declared}
    known = _("coverage %(share)s") % {"share": voice.percent(view.coverage)}
    parts = [_("%(text)s (%(note)s)") % {"text": known, "note": counted}]
    if view.n is not None:
        parts.append(f"n\u00a0=\u00a0{view.n}")
    if view.spread is not None:
        parts.append(_("spread %(points)s points") % {"points": voice.number(round(view.spread))})
    if view.indicative:
        parts.append(_("indicative only"))
    return ("，" if voice.chinese else " · ").join(parts)


def _group(one: Sides, voice: Voice) -> Group:
    spots = tuple(Spot(VIEWS[view.name].in_(voice.language), view.score, known_of(view, voice)) for view in one.views)
    widest = max((found.points for found in one.disagreements), default=0.0)
    apart = _apart(widest, voice) if one.disagreements else ""
    return Group(one.title.in_(voice.language), spots, apart)


def _apart(points: float, voice: Voice) -> str:
    return voice.gettext("%(points)s points apart") % {"points": voice.number(round(points, 1))}
