"""Renders documents in this process and reports every file it opened and every address it called.

Run as a script: standard input holds a JSON list of documents, standard output gets a JSON list of what happened.
"""

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[3] / "app" / "reports"))
seen: dict[str, list[str]] = {"opened": [], "called": []}


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        seen["opened"].append(str(arguments[0]))
    elif event in ("socket.connect", "socket.getaddrinfo"):
        seen["called"].append(str(arguments[-1] if event == "socket.connect" else arguments[0]))


def happened(document: str) -> dict[str, Any]:
    import render

    for found in seen.values():
        found.clear()
    try:
        made = render.to_pdf(document, "", identifier="watched")
        blocked: list[str] = []
    except render.Blocked as refused:
        made, blocked = b"", refused.addresses
    return {"blocked": blocked, "made": len(made), **{name: list(found) for name, found in seen.items()}}


if __name__ == "__main__":
    sys.addaudithook(watch)
    json.dump([happened(document) for document in json.load(sys.stdin)], sys.stdout)
