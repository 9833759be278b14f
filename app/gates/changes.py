"""What was signed, compared with what is there now: the differences in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.language import language, say
from app.words import _
from phases.model import About
from phases.thresholds import threshold

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `better` when it settles what was open at the signing."""

    sentence: str
    about: About
    better: bool = False


def changes(then: Plain, now: Plain) -> list[Change]:
    """The differences between a decision's record and the present one (see app.facts.records), hardest first."""
    found = [
        *_items(_by(then["items"], "id"), _by(now["items"], "id")),
        *_deliverables(_by(then["deliverables"], "id"), _by(now["deliverables"], "id")),
        *_criteria(_by(then.get("criteria", []), "key"), _by(now.get("criteria", []), "key")),
        *_issues(_by(then["issues"], "key"), _by(now["issues"], "key")),
        *_limits(then.get("limits"), now["limits"]),
    ]
    return sorted(found, key=lambda change: change.better)


def _items(then: Plain, now: Plain) -> Iterator[Change]:
    for id, old in then.items():
        if id not in now:
            yield Change(_("The item “%(item)s” has been removed.", item=_in(old["title"])), About("item", id))
        else:
            yield from _item(old, now[id])
    for id, new in now.items():
        if id not in then:
            yield Change(_("The item “%(item)s” has been added.", item=_in(new["title"])), About("item", id))


def _item(old: Plain, new: Plain) -> Iterator[Change]:
    title, about = _in(old["title"]), About("item", old["id"])
    if old["state"] != new["state"]:
        yield Change(
            _(
                "The item “%(item)s” was “%(before)s” when it was signed; now it is “%(after)s”.",
                item=title,
                before=_state(old["state"]),
                after=_state(new["state"]),
            ),
            about,
            better=old["state"] in ("open", "doing") and new["state"] in ("done", "na"),
        )
    elif (old["note"], old["reason"]) != (new["note"], new["reason"]):
        yield Change(_("What is written beside the item “%(item)s” has been changed.", item=title), about)
    kept = {one["key"]: one["digest"] + one["file"] for one in new["evidence"]}
    for one in old["evidence"]:
        if kept.get(one["key"]) != one["digest"] + one["file"]:
            yield Change(
                _(
                    "The evidence “%(evidence)s” of the item “%(item)s” has been removed.",
                    evidence=one["title"],
                    item=title,
                ),
                about,
            )
    if len(kept) > len(old["evidence"]):
        yield Change(_("The item “%(item)s” has new evidence.", item=title), about, better=True)


def _deliverables(then: Plain, now: Plain) -> Iterator[Change]:
    for id, old in then.items():
        title, about = _in(old["title"]), About("deliverable", id)
        new = now.get(id)
        if new is None:
            yield Change(_("The deliverable “%(title)s” has been removed.", title=title), about)
        elif (old["version_number"], old["state"], old["digest"]) != (
            new["version_number"],
            new["state"],
            new["digest"],
        ):
            yield Change(
                _(
                    "The deliverable “%(title)s” was %(before)s when it was signed; now it is %(after)s.",
                    title=title,
                    before=_version(old),
                    after=_version(new),
                ),
                about,
                better=old["state"] != "accepted" and new["state"] == "accepted",
            )
    for id, new in now.items():
        if id not in then:
            yield Change(
                _("The deliverable “%(title)s” has been added.", title=_in(new["title"])), About("deliverable", id)
            )


def _criteria(then: Plain, now: Plain) -> Iterator[Change]:
    for key, old in then.items():
        about = About("criterion", key)
        if key not in now:
            yield Change(_("The success criterion “%(name)s” has been removed.", name=old["name"]), about)
        elif old != now[key]:
            yield Change(_("The success criterion “%(name)s” has been changed.", name=old["name"]), about)
    for key, new in now.items():
        if key not in then:
            yield Change(
                _("The success criterion “%(name)s” has been added.", name=new["name"]), About("criterion", key)
            )


def _issues(then: Plain, now: Plain) -> Iterator[Change]:
    for key, new in now.items():
        known = then.get(key)
        if new["severity"] == "critical" and (known is None or known["severity"] != "critical"):
            yield Change(_("The critical issue “%(issue)s” is open now.", issue=new["title"]), About("raid", key))


def _limits(then: Plain | None, now: Plain) -> Iterator[Change]:
    """Thresholds that are others now; decisions of old keep none."""
    figures = then["figures"] if then else {}
    for name, before in figures.items():
        after, one = now["figures"].get(name), threshold(f"{now['phase']}.{name}")
        if after is not None and after != before and one is not None:
            yield Change(
                _(
                    "The threshold “%(title)s” was %(before)s when it was signed; now it is %(after)s.",
                    title=say(one.title),
                    before=one.shown(before),
                    after=one.shown(after),
                ),
                About("threshold", one.id),
            )


def _by(rows: list[Plain], name: str) -> dict[str, Plain]:
    return {row[name]: row for row in rows}


def _in(text: dict[str, str]) -> str:
    return text[language()]


def _state(word: str) -> str:
    words = {"open": _("Open"), "doing": _("Doing"), "done": _("Done"), "na": _("Not applicable")}
    return words[word]


def _version(deliverable: Plain) -> str:
    words = {
        "missing": _("missing"),
        "draft": _("version %(number)s, a draft", number=deliverable["version_number"]),
        "review": _("version %(number)s, in review", number=deliverable["version_number"]),
        "returned": _("version %(number)s, returned", number=deliverable["version_number"]),
        "accepted": _("version %(number)s, accepted", number=deliverable["version_number"]),
    }
    return words[deliverable["state"]]
