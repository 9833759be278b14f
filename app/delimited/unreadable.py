"""A file that is refused whole, with a sentence in both languages."""

from __future__ import annotations

from phases.model import say


class UnreadableFile(ValueError):
    """A file that is refused whole; `sentence` says in both languages what is wrong, where, and what to do."""

    def __init__(self, en: str, zh: str, **values: object) -> None:
        self.sentence = say(en, zh, **values)
        super().__init__(self.sentence.en)
