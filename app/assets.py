"""Assets: makes what the browser loads (a style sheet, a script, an icon sprite, Inter cut to size) from app/static.

Runs at set-up as ``python -m app.assets``; a second run that finds nothing changed costs some milliseconds.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

STATIC = Path(__file__).parent / "static"
BUILD = STATIC / "build"
MANIFEST = "manifest.json"

# Latin with its accents, punctuation, currency, arrows and mathematical signs: what English pages and figures use.
LETTERS = "U+0020-007E,U+00A0-017F,U+0192,U+02C6-02DC,U+0394,U+03A3,U+03BC,U+2000-206F,U+2070-2089,U+20AC,U+2116,U+2122"
SIGNS = "U+2190-2193,U+2202,U+2206,U+2211-2212,U+221A,U+221E,U+2248,U+2260,U+2264-2265,U+25A0-25FF,U+2713"
FEATURES = ("kern", "liga", "calt", "tnum", "ccmp", "locl", "mark", "mkmk", "case")
PRINT_WEIGHTS = (400, 500, 600, 700)
SCREEN_WEIGHTS = (400, 700)
FILES = (
    "sextant.css",
    "sextant.js",
    "icons.svg",
    "sextant.svg",
    "limb.svg",
    "inter.woff2",
    *(f"inter-{w}.ttf" for w in PRINT_WEIGHTS),
)


@cache
def digests() -> dict[str, str]:
    """The digest of each built file by name, for addresses that may be kept for ever.

    Raises FileNotFoundError when the set-up step has not run.
    """
    built: dict[str, str] = json.loads((BUILD / MANIFEST).read_text(encoding="utf-8"))["digests"]
    return built


def print_fonts() -> dict[int, Path]:
    """Inter for reports, one file a weight: the PDF renderer unpacks a woff2 on every page it makes."""
    return {weight: BUILD / f"inter-{weight}.ttf" for weight in PRINT_WEIGHTS}


def build(*, force: bool = False) -> bool:
    """Make app/static/build if its sources changed; True when something was made."""
    sources = _digest_of([Path(__file__), *_sources()])
    fonts = _digest(f"{_inter().stat().st_size} {LETTERS} {SIGNS} {FEATURES} {PRINT_WEIGHTS} {SCREEN_WEIGHTS}".encode())
    before = {} if force else _manifest()
    if before.get("sources") == sources and before.get("fonts") == fonts:
        return False
    BUILD.mkdir(exist_ok=True)
    if before.get("fonts") != fonts:
        _cut_fonts()
    _write_screen_files()
    _write_manifest(sources, fonts)
    return True


def _manifest() -> dict[str, object]:
    """What the last run made, or nothing when a file of it is gone."""
    try:
        made: dict[str, object] = json.loads((BUILD / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return made if all((BUILD / name).is_file() for name in FILES) else {}


def _write_manifest(sources: str, fonts: str) -> None:
    made = {name: _digest((BUILD / name).read_bytes()) for name in FILES}
    text = json.dumps({"sources": sources, "fonts": fonts, "digests": made}, indent=1)
    (BUILD / MANIFEST).write_text(text + "\n", encoding="utf-8")
    digests.cache_clear()


def _write_screen_files() -> None:
    font = f"inter.woff2?v={_digest((BUILD / 'inter.woff2').read_bytes())}"
    limb = f"limb.svg?v={_digest((STATIC / 'limb.svg').read_bytes())}"
    texts = {
        "sextant.css": style_sheet(_read("css", "*.css")).replace("inter.woff2", font).replace("limb.svg", limb),
        "sextant.js": script(_read("js", "*.js")),
        "icons.svg": sprite(_read("icons", "*.svg")),
        "sextant.svg": (STATIC / "favicon.svg").read_text(encoding="utf-8"),
        "limb.svg": (STATIC / "limb.svg").read_text(encoding="utf-8"),
    }
    for name, text in texts.items():
        (BUILD / name).write_text(text, encoding="utf-8")


def style_sheet(parts: dict[str, str]) -> str:
    """One style sheet out of parts in the order of their names, without comments and needless blanks."""
    text = re.sub(r"/\*.*?\*/", "", "\n".join(parts.values()), flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", text)).replace(";}", "}").strip() + "\n"


def script(parts: dict[str, str]) -> str:
    """One module out of small ones in the order of their names: what they import from each other is already there."""
    text = "\n".join(parts.values())
    text = re.sub(r"^import .*?;\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^export (?=function|async|const|class|let)", "", text, flags=re.MULTILINE)
    return re.sub(r"^\s*//.*\n|^\s*/\*\*?.*?\*/\n", "", text, flags=re.MULTILINE)


def sprite(icons: dict[str, str]) -> str:
    """One SVG with a symbol for every icon, addressed as ``icons.svg#name``."""
    symbols = "".join(
        icon.strip()
        .replace('<svg xmlns="http://www.w3.org/2000/svg"', f'<symbol id="{Path(name).stem}"')
        .replace("</svg>", "</symbol>")
        for name, icon in icons.items()
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>\n'


def _cut_fonts() -> None:
    """Inter with only the letters and weights in use: one variable font for the screen, one file a weight for print."""
    from fontTools.varLib.instancer import instantiateVariableFont

    letters = _letters_in_use()
    for weight, path in print_fonts().items():
        instantiateVariableFont(_font(letters), {"wght": weight}, inplace=True, updateFontNames=True).save(path)
    screen = instantiateVariableFont(_font(letters), {"wght": SCREEN_WEIGHTS}, inplace=True)
    screen.flavor = "woff2"
    screen.save(BUILD / "inter.woff2")


def _letters_in_use() -> bytes:
    from fontTools.subset import Options, Subsetter, parse_unicodes
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    options = Options()
    options.layout_features = list(FEATURES)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(f"{LETTERS},{SIGNS}"))
    font = TTFont(_inter())
    subsetter.subset(font)
    content = BytesIO()
    instantiateVariableFont(font, {"opsz": 14}, inplace=True).save(content)
    return content.getvalue()


def _font(content: bytes) -> "TTFont":
    from fontTools.ttLib import TTFont

    return TTFont(BytesIO(content))


def _inter() -> Path:
    return Path(str(files("fontpkg_inter") / "files" / "Inter[opsz,wght].ttf"))


def _sources() -> list[Path]:
    inside = sorted(path for folder in ("css", "js", "icons") for path in (STATIC / folder).iterdir())
    return [STATIC / "favicon.svg", STATIC / "limb.svg", *inside]


def _read(folder: str, pattern: str) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((STATIC / folder).glob(pattern))}


def _digest_of(paths: Iterable[Path]) -> str:
    return _digest(b"".join(path.name.encode() + path.read_bytes() for path in paths))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def main(say: Callable[[str], None] = print) -> None:
    """The set-up step: build and say in one sentence what happened."""
    say("Assets made." if build() else "Assets are up to date.")


if __name__ == "__main__":
    main()
