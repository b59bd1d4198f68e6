"""Copy what the pages use of the npm packages into `src/plumbline/web/static/vendor/`.

Run after `npm ci`. The folder is git-ignored and travels inside the wheel. It holds Tabler's
rules for the classes that our templates name, htmx, one sprite of the icons listed in
`plumbline.web.ui.icons`, the fonts and what stands in where they come late, and every licence.
"""

import json
import re
import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "src")]

from plumbline.web.ui.icons import ICONS  # noqa: E402  (needs the path above)
from scripts.css_subset import prune_custom_properties, subset  # noqa: E402
from scripts.font_metrics import FontMetrics, fitted, metrics_read  # noqa: E402

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

#: How much wider Inter runs at 600, the weight of titles, than at 400.
SEMIBOLD = 1.019


@dataclass(frozen=True, slots=True)
class Fallback:
    """A font of the machine that stands in where ours comes late.

    Attributes:
        family: What the stylesheets call it.
        of: The family it stands in for.
        weights: The weights it is used at.
        names: What machines call it; the first one found is taken.
        width: Mean advance of running English text, as a share of the size.
        bolder: How much wider our font runs at these weights than at its default one.
    """

    family: str
    of: str
    weights: str
    names: tuple[str, ...]
    width: float
    bolder: float = 1

    def rule(self, own: FontMetrics) -> str:
        """Return the `@font-face` rule in which it takes the room of our font."""
        sources = ",".join(f'local("{name}")' for name in self.names)
        fit = fitted(replace(own, width=own.width * self.bolder), self.width)
        return (
            f'@font-face{{font-family:"{self.family}";font-weight:{self.weights};'
            f"src:{sources};{fit}}}\n"
        )


# Arial and Times New Roman are on Windows and Apple's machines, Liberation has their widths on
# Linux, Roboto and Noto Serif are Android's. The widths of Georgia, Roboto and Noto Serif follow
# from their published mean widths beside that of Arial.
FALLBACKS = (
    Fallback("Inter as Arial", "Inter", "100 500",
             ("Arial", "ArialMT", "Liberation Sans", "Arimo", "Helvetica"), 0.4386),
    Fallback("Inter as Arial", "Inter", "600 900",
             ("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold", "Arimo Bold",
              "Helvetica Bold"), 0.4748, SEMIBOLD),
    Fallback("Inter as Roboto", "Inter", "100 500", ("Roboto", "Roboto-Regular"), 0.4376),
    Fallback("Inter as Roboto", "Inter", "600 900", ("Roboto Bold", "Roboto-Bold"), 0.4448,
             SEMIBOLD),
    Fallback("Source Serif 4 as Georgia", "Source Serif 4", "500", ("Georgia",), 0.4386),
    Fallback("Source Serif 4 as Times", "Source Serif 4", "500",
             ("Times New Roman", "TimesNewRomanPSMT", "Liberation Serif", "Tinos"), 0.3976),
    Fallback("Source Serif 4 as Noto", "Source Serif 4", "500", ("Noto Serif", "NotoSerif"),
             0.4732),
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
            # Optional: a font that comes late is for the next page. Put in its place while somebody
            # reads, it would wrap titles anew, push all below them, and lay the page out twice.
            rules.append(
                f'@font-face{{font-family:"{family}";font-style:normal;font-weight:{weight};'
                f'font-display:optional;src:url("fonts/{source.name}") format("woff2");'
                f"unicode-range:{ranges[name]}}}\n"
            )
    (vendor / "fonts.css").write_text("".join(rules + _fallback_rules(vendor / "fonts")), "utf-8")


def _fallback_rules(fonts: Path) -> list[str]:
    own = {
        family: metrics_read(fonts / pattern.format(subset="latin"))
        for _package, family, pattern, _weight in FONTS
    }
    return [fallback.rule(own[fallback.of]) for fallback in FALLBACKS]


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
