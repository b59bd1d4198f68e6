"""The front end is copied from installed packages, without source maps, with its licences."""

import re
from pathlib import Path

import pytest

from scripts.frontend_install import (
    InstallError,
    classes_used,
    frontend_install,
    icon_sprite,
)

PACKAGES = Path(__file__).resolve().parents[2] / "node_modules"
installed = pytest.mark.skipif(
    not PACKAGES.is_dir(), reason="node_modules is missing: make install puts it there"
)
OUTLINE = '<!--\ntags: [a]\n-->\n<svg\n  class="icon"\n>\n  <path stroke="none" d="M0 0h24v24H0z" fill="none" />\n  <path d="M1 2" />\n</svg>'  # noqa: E501


def test_a_missing_package_folder_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(InstallError, match="npm ci"):
        frontend_install(tmp_path / "none", tmp_path / "vendor", tmp_path)


def test_the_sprite_holds_the_drawing_without_its_empty_frame(tmp_path: Path) -> None:
    (tmp_path / "check.svg").write_text(OUTLINE, "utf-8")
    sprite = icon_sprite(tmp_path, ("check",))
    assert '<symbol id="check" viewBox="0 0 24 24"><path d="M1 2" /></symbol>' in sprite
    assert "M0 0h24" not in sprite


def test_an_unknown_icon_is_named(tmp_path: Path) -> None:
    with pytest.raises(InstallError, match="'ghost'"):
        icon_sprite(tmp_path, ("ghost",))


def test_classes_are_found_round_template_markup(tmp_path: Path) -> None:
    text = '<p class="btn {% if x %}pl-a{% endif %} pl-{{ kind }}">'
    (tmp_path / "a.html").write_text(text, "utf-8")
    (tmp_path / "b.py").write_text('kind = "form-select"', "utf-8")
    assert {"btn", "pl-a", "form-select"} <= classes_used(tmp_path)


@installed
def test_what_is_installed_is_small_licensed_and_without_source_maps(tmp_path: Path) -> None:
    web = PACKAGES.parent / "src" / "plumbline" / "web"
    vendor = tmp_path / "vendor"
    frontend_install(PACKAGES, vendor, web)
    for path in (*vendor.glob("*.css"), *vendor.glob("*.js")):
        assert "sourceMappingURL" not in path.read_text("utf-8")
    assert (vendor / "tabler.css").stat().st_size < 80_000
    assert ".btn" in (vendor / "tabler.css").read_text("utf-8")
    assert "Copyright" in (vendor / "licences" / "tabler-core.txt").read_text("utf-8")
    assert len(list((vendor / "licences").iterdir())) == 5
    fonts = (vendor / "fonts.css").read_text("utf-8")
    for font in (vendor / "fonts").iterdir():
        assert font.name in fonts
    # None takes the place of another while somebody reads.
    assert set(re.findall("font-display:([a-z]+)", fonts)) == {"optional"}
    assert 'src:local("Arial"),' in fonts
    assert "size-adjust:107.39%" in fonts
