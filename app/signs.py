"""Icons, the product's sign, and the addresses of what browsers load."""

from functools import cache

from markupsafe import Markup

from app.assets import digests


@cache
def static_url(name: str) -> str:
    """The address of a built asset, with its digest so that browsers may keep it for a year."""
    return f"/static/build/{name}?v={digests().get(name, '')}"


@cache
def icon(name: str, label: str = "", size: int = 16) -> Markup:
    """An icon of the sprite: `name` is a file of app/static/icons.

    Without label it is decoration, with one it is an image that says so; `size` is in pixels.
    """
    seen = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="icon" {} width="{}" height="{}"><use href="{}#{}"></use></svg>').format(
        seen, size, size, static_url("icons.svg"), name
    )


@cache
def mark() -> Markup:
    """The product's sign, a sextant, in the colour of the text around it."""
    return Markup(
        '<svg class="mark" aria-hidden="true" width="24" height="24"><use href="{}#sextant"></use></svg>'
    ).format(static_url("icons.svg"))
