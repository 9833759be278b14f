"""What a table would change, as the page of pasting shows it, and how it is accepted."""

from typing import Any


def shown(answer: Any) -> dict[str, str]:
    """The form that takes in what a preview shows: its cells and the mark of what was seen."""
    form = answer.page.select_one("form:has(input[name=seen])")
    cells = form.select_one("textarea[name=cells]").get_text().removeprefix("\n")
    return {"cells": cells, "seen": form.select_one("input[name=seen]")["value"]}


def counts(answer: Any) -> list[str]:
    """How many rows are new, changed, the same, and refused."""
    return [one.get_text() for one in answer.page.select("main dl.facts dd")][-4:]
