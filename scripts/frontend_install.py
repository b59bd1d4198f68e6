"""Copy what the pages use of the npm packages into `src/plumbline/web/static/vendor/`.

Run after `npm ci`. The folder is git-ignored and travels inside the wheel. It holds Tabler's
rules for the classes that our templates name, htmx, one sprite of the icons listed in
`plumbline.web.ui.icons`, the fonts with their `@font-face` rules, and every licence.
"""

import json
import re
import shutil
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "src")]

from plumbline.web.ui.icons import ICONS  # noqa: E402  (needs the path above)
from scripts.css_subset import prune_custom_properties, subset  # noqa: E402

WEB = REPOSITORY / "src" / "plumbline" / "web"
PACKAGES = REPOSITORY / "node_modules"
VENDOR = WEB / "static" / "vendor"

# Latin first; the rest is fetched only by a page that needs it (unicode-range).
SUBSETS = ("latin", "latin-ext", "greek", "greek-ext", "cyrillic", "cyrillic-ext", "vietnamese")
FONTS = (
    ("@fontsource-variable/inter", "Inter", "inter-{subset}-wght-normal.woff2", "100 900"),
    ("@fontsource/source-serif-4", "Source Serif 4", "source-serif-4-{subset}-500-normal.woff2",
     "500"),
)  # fmt: skip
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/|^//# sourceMappingURL=.*$", re.MULTILINE)


class InstallError(Exception):
    """The front end cannot be installed; the message says what to do."""


def frontend_install(packages: Path = PACKAGES, vendor: Path = VENDOR, web: Path = WEB) -> None:
    """Rebuild the vendor folder from the installed npm packages.

    Raises:
        InstallError: A package is missing.
    """
    if not packages.is_dir():
        raise InstallError("node_modules is missing. Run `npm ci` first.")
    fresh = vendor.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "fonts").mkdir(parents=True)
    (fresh / "licences").mkdir()
    _write_tabler(packages, fresh, web)
    _write_htmx(packages, fresh)
    _write_icons(packages, fresh)
    _write_fonts(packages, fresh)
    _write_licences(packages, fresh)
    shutil.rmtree(vendor, ignore_errors=True)
    fresh.rename(vendor)


def classes_used(web: Path) -> set[str]:
    """Class names in `class="…"` of templates, and those of form widgets named in Python."""
    found: set[str] = set()
    for path in [*web.rglob("*.html"), *web.rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        for value in re.findall(r'class="([^"]*)"|"((?:form|btn)-[a-z-]+)"', text):
            plain = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", "".join(value))
            found.update(plain.split())
    return found


def icon_sprite(outlines: Path, names: tuple[str, ...]) -> str:
    """One SVG file with a `<symbol>` for each named icon.

    Raises:
        InstallError: An icon does not exist in the package.
    """
    symbols = []
    for name in names:
        path = outlines / f"{name}.svg"
        if not path.is_file():
            raise InstallError(f"Icon {name!r} is not in @tabler/icons. Mend web/ui/icons.py.")
        drawing = re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        inside = drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")]
        inside = re.sub(r'<path stroke="none"[^>]*/>', "", inside)
        inside = " ".join(inside.split())
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{inside}</symbol>')
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


def _write_tabler(packages: Path, vendor: Path, web: Path) -> None:
    full = _read(packages / "@tabler" / "core" / "dist" / "css" / "tabler.min.css")
    own = "".join(path.read_text("utf-8") for path in web.glob("static/plumbline/*.css"))
    banner = full[full.index("/*!") : full.index("*/") + 2]
    rules = prune_custom_properties(subset(SOURCE_MAP.sub("", full), classes_used(web)), own)
    rules = rules.removeprefix('@charset "UTF-8";')
    (vendor / "tabler.css").write_text(f'@charset "UTF-8";{banner}\n{rules}\n', "utf-8")


def _write_htmx(packages: Path, vendor: Path) -> None:
    script = _read(packages / "htmx.org" / "dist" / "htmx.min.js")
    (vendor / "htmx.min.js").write_text(SOURCE_MAP.sub("", script), "utf-8")


def _write_icons(packages: Path, vendor: Path) -> None:
    outlines = packages / "@tabler" / "icons" / "icons" / "outline"
    (vendor / "icons.svg").write_text(icon_sprite(outlines, ICONS), "utf-8")


def _write_fonts(packages: Path, vendor: Path) -> None:
    rules = []
    for package, family, pattern, weight in FONTS:
        ranges = json.loads(_read(packages / package / "unicode.json"))
        for name in SUBSETS:
            source = packages / package / "files" / pattern.format(subset=name)
            if name not in ranges or not source.is_file():
                continue
            shutil.copyfile(source, vendor / "fonts" / source.name)
            rules.append(
                f'@font-face{{font-family:"{family}";font-style:normal;font-weight:{weight};'
                f'font-display:swap;src:url("fonts/{source.name}") format("woff2");'
                f"unicode-range:{ranges[name]}}}\n"
            )
    (vendor / "fonts.css").write_text("".join(rules), "utf-8")


def _write_licences(packages: Path, vendor: Path) -> None:
    mit = _read(packages / "@tabler" / "icons" / "LICENSE")
    tabler = _read(packages / "@tabler" / "core" / "dist" / "css" / "tabler.min.css")
    banner = tabler[tabler.index("/*!") + 3 : tabler.index("*/")]
    conditions = mit[mit.index("Permission is hereby granted") :]
    # The package of Tabler itself has no licence file: its banner names MIT and the holders.
    texts = {
        "tabler-core": f"{banner}\n\n{conditions}",
        "tabler-icons": mit,
        "htmx": _read(packages / "htmx.org" / "LICENSE"),
        "inter": _read(packages / "@fontsource-variable" / "inter" / "LICENSE"),
        "source-serif-4": _read(packages / "@fontsource" / "source-serif-4" / "LICENSE"),
    }
    for name, text in texts.items():
        (vendor / "licences" / f"{name}.txt").write_text(text, "utf-8")


def _read(path: Path) -> str:
    if not path.is_file():
        raise InstallError(f"{path.name} of an npm package is missing. Run `npm ci` again.")
    return path.read_text(encoding="utf-8")


if __name__ == "__main__":
    try:
        frontend_install()
    except InstallError as error:
        raise SystemExit(str(error)) from None
    size = sum(path.stat().st_size for path in VENDOR.rglob("*") if path.is_file())
    print(f"Front end installed: {size // 1024} kB in {VENDOR.relative_to(REPOSITORY)}")
