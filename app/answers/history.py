"""What happened to an item, in sentences: the audit events of its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.answers.rows import title_of_state
from app.language import day, moment
from app.words import _

SHOWN = 160
"""How much of a long note one line of history repeats."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history: an instant as people and as machines write it, who, what."""

    when: str
    iso: str
    who: str
    sentence: str
    icon: str
    url: str = ""


def history(events: Sequence[Any], names: Mapping[int, str]) -> list[Event]:
    """The events as lines; `names` are the project's people by number."""
    return [
        Event(moment(at), at.isoformat(), who or _("Sextant"), *_told(verb, data, names))
        for at, verb, data, who in events
    ]


def _told(verb: str, data: dict[str, Any], names: Mapping[int, str]) -> tuple[str, str]:
    """The sentence and the icon of one event."""
    match verb:
        case "item.answered":
            return _answered(data), {"done": "done", "doing": "half", "na": "na"}.get(data["to"]["state"], "open")
        case "item.undone":
            return _("took the last answer back: %(state)s again", state=title_of_state(data["to"]["state"])), "return"
        case "item.planned":
            return _planned(data, names), "calendar"
        case "item.added":
            return _("added this item to the checklist"), "plus"
        case "item.edited":
            return _("worded this item anew"), "edit"
        case "evidence.added":
            return _("added the evidence “%(title)s”", title=data["title"]), "clip"
        case "evidence.removed":
            return _("removed the evidence “%(title)s”", title=data["title"]), "trash"
        case "evidence.restored":
            return _("put the evidence “%(title)s” back", title=data["title"]), "return"
    return verb, "dot"


def _answered(data: dict[str, Any]) -> str:
    before, after = data["from"], data["to"]
    note = after["note"] if len(after["note"]) <= SHOWN else after["note"][:SHOWN] + "…"
    if before["state"] == after["state"]:
        return _("changed the note: “%(note)s”", note=note) if note else _("removed the note")
    states = {"before": title_of_state(before["state"]), "after": title_of_state(after["state"])}
    if note and before["note"] != after["note"]:
        return _("changed %(before)s to %(after)s: “%(note)s”", note=note, **states)
    return _("changed %(before)s to %(after)s", **states)


def _planned(data: dict[str, Any], names: Mapping[int, str]) -> str:
    before, after = data["from"], data["to"]
    told = []
    if before["assignee"] != after["assignee"]:
        name = names.get(after["assignee"], "")
        told.append(_("assigned it to %(name)s", name=name) if name else _("assigned it to nobody in particular"))
    if before["due"] != after["due"]:
        due = day(date.fromisoformat(after["due"])) if after["due"] else ""
        told.append(_("set the due date to %(day)s", day=due) if due else _("removed the due date"))
    return " · ".join(told)
