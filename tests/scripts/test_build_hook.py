"""A wheel without what the pages need is not built."""

from pathlib import Path

import pytest

from scripts.build_hook import PagesBuildHook, missing_parts


@pytest.fixture
def complete(tmp_path: Path) -> Path:
    vendor = tmp_path / "src/plumbline/web/static/vendor"
    messages = tmp_path / "src/plumbline/locale/de/LC_MESSAGES"
    guide = tmp_path / "docs/how-to/check-in.md"
    po, mo = messages / "django.po", messages / "django.mo"
    for path in (vendor / "a.css", vendor / "b.js", po, mo, guide):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


def hook(root: Path, target: str = "wheel") -> PagesBuildHook:
    return PagesBuildHook(str(root), {}, None, None, "", target)  # type: ignore[arg-type]


def test_a_complete_tree_is_built_with_the_guides_beside_the_pages(complete: Path) -> None:
    assert missing_parts(complete) == []
    packed: dict[str, str] = {}
    hook(complete, "sdist").initialize("standard", {"force_include": packed})
    assert packed == {}, "an sdist holds them where they stand"
    hook(complete).initialize("standard", {"force_include": packed})
    assert packed == {str(complete / "docs/how-to"): "plumbline/web/guides"}


def test_a_tree_without_guides_is_refused(complete: Path) -> None:
    (complete / "docs/how-to/check-in.md").unlink()
    with pytest.raises(SystemExit, match="holds no guide"):
        hook(complete).initialize("standard", {})


def test_a_tree_without_front_end_is_refused_with_its_cure(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="make frontend"):
        hook(tmp_path).initialize("standard", {})


def test_a_translation_that_is_not_compiled_is_refused(complete: Path) -> None:
    (complete / "src/plumbline/locale/de/LC_MESSAGES/django.mo").unlink()
    (problem,) = missing_parts(complete)
    assert "make translations" in problem


def test_an_editable_install_may_come_before_the_front_end(tmp_path: Path) -> None:
    hook(tmp_path).initialize("editable", {})
