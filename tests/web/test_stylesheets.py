"""Stylesheets stand side by side on a page: each class is laid out by one of them alone."""

import re
from collections import defaultdict
from pathlib import Path

import plumbline.web

SHEETS = Path(plumbline.web.__file__).parent / "static" / "plumbline"
LAID_OUT = re.compile(r"^(\.pl-[a-z-]+(?:, \.pl-[a-z-]+)*) \{[^}]*\bdisplay:", re.MULTILINE)


def test_no_class_is_laid_out_by_two_stylesheets() -> None:
    laid_out: dict[str, set[str]] = defaultdict(set)
    for sheet in SHEETS.glob("*.css"):
        for classes in LAID_OUT.findall(sheet.read_text()):
            for name in classes.split(", "):
                laid_out[name].add(sheet.name)
    assert len(laid_out) > 100  # the pattern still finds what it looks for
    assert {name: sheets for name, sheets in laid_out.items() if len(sheets) > 1} == {}
