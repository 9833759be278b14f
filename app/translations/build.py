"""Merge the features' Chinese catalogues into the one that is served: `python -m app.translations.build`."""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.translations import HERE, built


class CatalogueClash(Exception):
    """Two features translate one sentence differently; the message names both."""


def merge(language: str = "zh") -> Catalog:
    """All sentences of one language; raises CatalogueClash where features disagree."""
    merged = Catalog(locale=language)
    origin: dict[object, str] = {}
    for path in sorted((HERE / language).glob("*.po")):
        for message in read_po(BytesIO(path.read_bytes()), locale=language):
            if not message.id or not message.string:
                continue
            known = merged.get(message.id if isinstance(message.id, str) else message.id[0])
            if known is not None and known.string != message.string:
                raise CatalogueClash(f"“{message.id}” is translated differently in {origin[known.id]} and {path.name}.")
            merged.add(message.id, message.string, flags=message.flags)
            origin[message.id] = path.name
    return merged


def build(language: str = "zh") -> Path:
    """Write LC_MESSAGES/messages.mo and return its path."""
    target = built(language)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as out:
        write_mo(out, merge(language))
    return target


if __name__ == "__main__":
    try:
        build()
    except CatalogueClash as clash:
        sys.exit(str(clash))
