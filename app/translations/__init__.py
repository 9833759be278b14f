"""The Chinese catalogues, one a feature, and the step that merges them."""

from pathlib import Path

HERE = Path(__file__).parent


def built(language: str) -> Path:
    """Where the sentences of a language are once they were put together; English has none, as they are the keys."""
    return HERE / language / "LC_MESSAGES" / "messages.mo"
