"""What stands in for a font until it has come takes the same room."""

from pathlib import Path

import pytest

from scripts.font_metrics import FontMetrics, fitted, metrics_read

FONTS = Path(__file__).resolve().parents[2] / "node_modules" / "@fontsource-variable" / "inter"
LATIN = FONTS / "files" / "inter-latin-wght-normal.woff2"


def test_metrics_are_those_the_maker_of_the_font_published() -> None:
    """Inter has 2048 units, 1984 above the line and 494 below it."""
    assert LATIN.is_file(), "make frontend puts the fonts there"
    metrics = metrics_read(LATIN)
    assert (metrics.ascent, metrics.descent, metrics.gap) == (1984 / 2048, 494 / 2048, 0)
    assert metrics.width == pytest.approx(0.471, abs=0.001)  # as Chromium measures the same words


def test_a_narrower_font_is_enlarged_and_keeps_the_heights_of_ours() -> None:
    own = FontMetrics(ascent=1.0, descent=0.25, gap=0.0, width=0.5)
    assert fitted(own, 0.4) == (
        "size-adjust:125.00%;ascent-override:80.00%;descent-override:20.00%;line-gap-override:0.00%"
    )


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.woff2").write_bytes(b"OTTO" + bytes(60))
    with pytest.raises(ValueError, match="no WOFF2"):
        metrics_read(tmp_path / "a.woff2")
